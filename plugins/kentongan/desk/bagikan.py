"""`humas bagikan`: a release as a WhatsApp text, ready to paste."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, now, print_json, shared

if TYPE_CHECKING:
    from kentongan.domain.release import Release
    from kentongan.domain.units import Registry

_STATES = {
    "hidden": "belum terbit; terbitkan dulu sebelum dibagikan",
    "withdrawn": "sudah dicabut dan tidak untuk dibagikan",
    "closed": "sudah selesai dan tidak untuk dibagikan",
}


@click.command(
    "bagikan",
    cls=DeskCommand,
    help="Cetak teks WhatsApp dari sebuah rilis: judul tebal, teras, alamat, sumber.",
    epilog=examples("humas bagikan 4K7-Q2M-9XC", "humas bagikan polsek-kraton-gelar-patroli"),
)
@click.argument("name", metavar="KODE|SLUG")
@shared
def command(content: Path, as_json: bool, name: str) -> None:
    from kentongan.domain.lifecycle import public_view
    from kentongan.newsroom.library import releases_of, site_address, units_of

    units, moment = units_of(content), now()
    release = pick(list(releases_of(content, units, moment)), name)
    view = public_view(release, moment)
    if view.state != "shown":
        # The title may hold what was withdrawn or the name of a person who was found.
        raise ContentError(f"Rilis {release.code} {_STATES[view.state]}.")
    url = f"{site_address()}/r/{view.release.code}/"
    text = message(view.release, units, url)
    if as_json:
        print_json({"code": view.release.code, "url": url, "text": text})
    else:
        click.echo(text)


def pick(releases: list[Release], name: str) -> Release:
    """The release with this code, slug or path. Raises ContentError."""
    from kentongan.domain import codes

    wanted = name.strip().removesuffix(".md").rstrip("/").rsplit("/", 1)[-1]
    try:
        code = codes.normalise(name)
    except codes.CodeError:
        code = ""
    found = [r for r in releases if r.code == code or r.slug == wanted]
    if not found:
        raise ContentError(f"Tidak ada rilis dengan kode atau slug “{name}”.")
    if len(found) > 1:
        codes_found = ", ".join(sorted(release.code for release in found))
        raise ContentError(f"“{name}” dipakai {len(found)} rilis; sebutkan kodenya: {codes_found}.")
    return found[0]


def message(release: Release, units: Registry, url: str) -> str:
    """What is pasted into WhatsApp. Its marks inside the words are left out."""
    from kentongan.domain.text import summarise

    unit = units.get(release.unit)
    source = release.author or f"Humas {unit.name if unit else release.unit}"
    lead = release.summary or summarise(release.text)
    return (
        f"*{_unmarked(release.title)}*\n\n{_unmarked(lead)}\n\n"
        f"Selengkapnya: {url}\n\n_Sumber: {_unmarked(source)}_"
    )


def _unmarked(text: str) -> str:
    return text.translate(str.maketrans("", "", "*_~`"))
