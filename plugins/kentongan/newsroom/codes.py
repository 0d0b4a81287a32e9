"""A permanent code for every release that has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kentongan.domain import codes
from kentongan.domain.release import Release
from kentongan.manuscripts.editing import set_fields
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.folder import Newsroom, relative, save
from kentongan.parts.permalinks import ledger


@dataclass(frozen=True, slots=True)
class GivenCode:
    """`is_new` is false for a code that the public knows already."""

    path: str
    code: str
    is_new: bool

    def as_json(self) -> dict[str, object]:
        return {"path": self.path, "code": self.code, "minted": self.is_new}


@dataclass(frozen=True, slots=True)
class GivenCodes:
    """What was written into which files."""

    given: tuple[GivenCode, ...]

    def as_json(self) -> list[dict[str, object]]:
        return [one.as_json() for one in self.given]


def give_codes(room: Newsroom, paths: Sequence[Path] = ()) -> GivenCodes:
    """Write codes into these files and folders, else into all. Raises NewsroomError."""
    given = _codes(room, _chosen(room, paths))
    save(
        {
            room.file(release): room.edited(release, partial(set_fields, changes={"Kode": code}))
            for release, code, _ in given
        }
    )
    return GivenCodes(tuple(GivenCode(release.path, code, new) for release, code, new in given))


def _chosen(room: Newsroom, paths: Sequence[Path]) -> list[Release]:
    """The releases without a code. Files that cannot be read stop everything."""
    wanted = [relative(room.content, path) for path in paths]
    found: list[Manuscript[Release]] = [
        one
        for one in room.files
        if not wanted or any(one.path == path or one.path.startswith(f"{path}/") for path in wanted)
    ]
    if paths and not found:
        raise NewsroomError("Di tempat yang disebut tidak ada rilis dari folder isi.")
    wrong = [
        f"{one.path}:{problem.line}: {problem.message}"
        for one in found
        for problem in one.problems
        if problem.severity == "error" and (one.value is None or problem.code == "releases.E010")
    ]
    if wrong:
        raise NewsroomError("\n".join([*wrong, "Perbaiki dahulu; belum ada kode yang ditulis."]))
    return [one.value for one in found if one.value and one.value.code_is_derived]


def _codes(room: Newsroom, chosen: Sequence[Release]) -> list[tuple[Release, str, bool]]:
    """A code for each, and whether it is new: one that the public knows already is kept."""
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
