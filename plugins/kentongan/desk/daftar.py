"""`humas daftar`: the releases of a content folder, filtered, as a table or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.newsroom.releases import Newsroom, clocked

if TYPE_CHECKING:
    from kentongan.domain.lifecycle import View
    from kentongan.domain.release import Release

STATUSES = ("terbit", "draf", "embargo", "dicabut", "ditutup")


@dataclass(frozen=True, slots=True)
class _Row:
    release: Release
    view: View
    status: str


def _options(function: Any) -> Any:
    for option in (
        click.option("--cari", "words", default="", metavar="KATA", help="Kata di judul atau isi."),
        click.option("--sampai", "until", default="", metavar="TANGGAL", help="Tanggal terakhir."),
        click.option("--sejak", "since", default="", metavar="TANGGAL", help="Tanggal pertama."),
        click.option("--status", type=click.Choice(STATUSES), help="Hanya yang berstatus ini."),
        click.option("--tag", default="", metavar="TAG", help="Hanya yang bertag ini."),
        click.option("--jenis", "kind", default="", metavar="JENIS", help="Hanya jenis ini."),
        click.option(
            "--satuan",
            "unit",
            default="",
            metavar="SATUAN",
            help="Hanya satuan ini dan satuan di bawahnya.",
        ),
    ):
        function = option(function)
    return function


@click.command(
    "daftar",
    cls=DeskCommand,
    help="Tampilkan daftar rilis, yang terbaru di atas.",
    epilog=examples(
        "humas daftar",
        "humas daftar --status draf",
        "humas daftar --satuan polsek-kraton --sejak '1 November 2026'",
        "humas daftar --cari patroli --json",
    ),
)
@_options
@clocked
@shared
def command(content: Path, as_json: bool, stated_now: str, **filters: str | None) -> None:
    room = Newsroom(content, stated_now)
    rows = _chosen(room, [_row(room, release) for release in room.releases], filters)
    if as_json:
        print_json([_as_json(room, row) for row in rows])
        return
    _table(room, rows)
    unread = sum(1 for one in room.files if one.release is None)
    if unread:
        click.echo(f"{unread} berkas tidak terbaca; lihat: humas periksa", err=True)


def _row(room: Newsroom, release: Release) -> _Row:
    from kentongan.domain.lifecycle import public_view

    view = public_view(release, room.now)
    if view.state == "hidden":
        status = "draf" if release.status == "draf" else "embargo"
    else:
        status = {"shown": "terbit", "withdrawn": "dicabut", "closed": "ditutup"}[view.state]
    return _Row(release, view, status)


def _chosen(room: Newsroom, rows: Iterable[_Row], filters: dict[str, str | None]) -> Sequence[_Row]:
    from kentongan.domain.text import slugify

    family = _family(room, filters["unit"] or "")
    kind = _kind(filters["kind"] or "")
    tag = slugify(filters["tag"] or "")
    since, until = _day(room, filters["since"], "--sejak"), _day(room, filters["until"], "--sampai")
    words = (filters["words"] or "").casefold().split()
    status = filters["status"]

    def fits(row: _Row) -> bool:
        one = row.release
        return (
            (not family or one.unit in family)
            and (not kind or one.kind == kind)
            and (not tag or tag in {slugify(name) for name in one.tags})
            and (not status or row.status == status)
            and (since is None or one.happened_at >= since)
            and (until is None or one.happened_at < until + timedelta(days=1))
            and all(word in f"{one.title}\n{one.text}".casefold() for word in words)
        )

    return sorted(
        (row for row in rows if fits(row)),
        key=lambda row: (row.release.published_at, row.release.code),
        reverse=True,
    )


def _family(room: Newsroom, name: str) -> frozenset[str]:
    from kentongan.domain.units import UnitError, UnknownUnit

    if not name:
        return frozenset()
    try:
        return room.units.family(room.units.find(name).slug)
    except UnknownUnit as error:
        near = f" Mungkin maksud Anda {error.nearest}?" if error.nearest else ""
        raise ContentError(f"Satuan “{name}” tidak dikenal.{near}") from None
    except UnitError:
        raise ContentError(f"Satuan “{name}” dipakai lebih dari satu satuan.") from None


def _kind(name: str) -> str:
    from kentongan.domain.release import KINDS
    from kentongan.domain.text import slugify
    from kentongan.manuscripts.fields import nearest

    kind = slugify(name)
    if name and kind not in KINDS:
        near = nearest(name, KINDS)
        hint = f" Mungkin maksud Anda {near}?" if near else ""
        raise click.UsageError(f"Jenis “{name}” tidak ada.{hint} Pilihannya: {', '.join(KINDS)}.")
    return kind


def _day(room: Newsroom, typed: str | None, option: str) -> datetime | None:
    if not typed:
        return None
    moment = room.moment(typed, option)
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _as_json(room: Newsroom, row: _Row) -> dict[str, Any]:
    release, shown = row.release, row.view.release
    updated = max(shown.changed_at, release.published_at)
    return {
        "code": release.code,
        "path": release.path,
        "url": shown.url,
        "title": shown.title,
        "date": release.happened_at.isoformat(),
        "published": release.published_at.isoformat(),
        "updated": updated.isoformat(),
        "unit": release.unit,
        "kind": release.kind,
        "status": row.status,
        "tags": list(shown.tags),
    }


def _table(room: Newsroom, rows: Sequence[_Row]) -> None:
    if not rows:
        click.echo("Tidak ada rilis yang cocok.")
        return
    for row in rows:
        day = row.release.published_at.astimezone(room.zone)
        unit = room.units.get(row.release.unit)
        name = unit.name if unit else row.release.unit
        click.echo(
            f"{row.release.code}  {day:%Y-%m-%d %H.%M}  {row.status:<8}{name:<24} "
            f"{row.view.release.title}"
        )
    click.echo(f"{len(rows)} rilis.")
