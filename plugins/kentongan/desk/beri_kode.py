"""`humas beri-kode`: writes a permanent code into every release that has none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.manuscripts.editing import set_fields
from kentongan.newsroom.releases import Newsroom, Read, relative, save

if TYPE_CHECKING:
    from kentongan.domain.release import Release


@click.command(
    "beri-kode",
    cls=DeskCommand,
    help="Tulis kode tetap ke rilis yang belum punya. Tanpa PATH, semua rilis. "
    "Rilis yang sudah pernah terbit mempertahankan kode yang sudah dikenal umum.",
    epilog=examples("humas beri-kode", "humas beri-kode content/rilis/2026/11/patroli.md"),
)
@click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]..."
)
@shared
def command(content: Path, as_json: bool, paths: tuple[Path, ...]) -> None:
    room = Newsroom(content)
    chosen = _chosen(room, paths)
    given = _codes(room, chosen)
    texts = {
        room.content / release.path: room.edited(
            release, partial(set_fields, changes={"Kode": code})
        )
        for release, code, _ in given
    }
    save(texts)
    if as_json:
        print_json([{"path": one.path, "code": code, "minted": new} for one, code, new in given])
        return
    for release, code, new in given:
        known = "" if new else " (kode yang sudah terbit)"
        click.echo(f"{content / release.path}: {code}{known}")
    click.echo(f"{len(given)} rilis diberi kode." if given else "Semua rilis sudah berkode.")


def _chosen(room: Newsroom, paths: Sequence[Path]) -> list[Release]:
    """The releases without a code. Files that cannot be read stop everything."""
    wanted = [relative(room.content, path) for path in paths]
    found: list[Read] = [
        one
        for one in room.files
        if not wanted or any(one.path == path or one.path.startswith(f"{path}/") for path in wanted)
    ]
    if paths and not found:
        raise ContentError("Di tempat yang disebut tidak ada rilis dari folder isi.")
    wrong = [
        f"{one.path}:{problem.line}: {problem.message}"
        for one in found
        for problem in one.problems
        if problem.severity == "error" and (one.release is None or problem.code == "releases.E010")
    ]
    if wrong:
        raise ContentError("\n".join([*wrong, "Perbaiki dahulu; belum ada kode yang ditulis."]))
    return [one.release for one in found if one.release and one.release.code_is_derived]


def _codes(room: Newsroom, chosen: Sequence[Release]) -> list[tuple[Release, str, bool]]:
    """A code for each, and whether it is new: one that the public knows already is kept."""
    from kentongan.domain import codes
    from kentongan.parts.permalinks import ledger

    published, _ = ledger.read(room.content)
    known = {one.code for one in published}
    by_address = {one.address: one.code for one in published}
    taken = {one.code for one in room.releases if not one.code_is_derived} | known
    found: list[tuple[Release, str, bool]] = []
    used: set[str] = {one.code for one in room.releases if not one.code_is_derived}
    for release in chosen:
        old = release.code if release.code in known else by_address.get(release.url, "")
        if old and old not in used:
            code, new = old, False
        else:
            code, new = codes.mint(), True
            while code in taken:
                code = codes.mint()
        used.add(code)
        taken.add(code)
        found.append((release, code, new))
    return found
