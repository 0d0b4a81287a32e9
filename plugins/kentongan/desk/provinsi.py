"""`humas provinsi`: the districts of a province: pull, look after, freeze, hide, build."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kentongan.desk.indonesian import DeskCommand, DeskGroup
from kentongan.desk.options import clocked, examples, print_json, shared

if TYPE_CHECKING:
    from kentongan.newsroom.hosted import Built
    from kentongan.newsroom.hosted_publishing import Published
    from kentongan.province.deeds import Ordered, Room, Row
    from kentongan.province.rounds import Outcome, Round

F = TypeVar("F", bound=Callable[..., Any])


@click.group("provinsi", cls=DeskGroup, help="Tampilkan rilis banyak wilayah di satu portal.")
def command() -> None:
    pass


def _in_room(function: F) -> F:
    """Adds `room` and `as_json`: the province of the content folder."""

    @clocked
    @shared
    @wraps(function)
    def wrapped(content: Path, stated_now: str, **words: Any) -> Any:
        from kentongan.province.deeds import Room

        return function(room=Room(content, stated_now), **words)

    return wrapped  # type: ignore[return-value]


def _of_one_district(deed: Callable[[Room, str], Row]) -> Callable[..., Any]:
    """Adds the argument for the district, and shows what the deed made of it."""

    @click.argument("slug", metavar="WILAYAH")
    @_in_room
    @wraps(deed)
    def wrapped(room: Room, as_json: bool, slug: str) -> None:
        _show(deed(room, slug), as_json)

    return wrapped


@command.command(
    "tarik",
    cls=DeskCommand,
    help="Tanyai wilayah sekali, periksa tanda tangannya, ambil yang baru.",
    epilog=examples("humas provinsi tarik", "humas provinsi tarik polres-contoh --semua"),
)
@click.argument("only", metavar="[WILAYAH]…", nargs=-1)
@click.option("--semua", "anew", is_flag=True, help="Periksa ulang semuanya, bukan yang baru saja.")
@_in_room
def pull(room: Room, as_json: bool, only: tuple[str, ...], anew: bool) -> int:
    from kentongan.province import deeds

    done = deeds.pull(room, only, anew=anew)
    _tell(done, as_json)
    return int(any(outcome.trouble or outcome.frozen for outcome in done.outcomes))


@command.command(
    "jaga",
    cls=DeskCommand,
    help="Tarik terus-menerus dan bangun portal bila ada yang berubah. Berhenti dengan Ctrl+C.",
    epilog=examples("humas provinsi jaga", "humas provinsi jaga --kali 1"),
)
@click.option("--kali", "times", type=click.IntRange(1), default=None, metavar="N",
              help="Berhenti setelah N putaran.")  # fmt: skip
@click.option("--tanpa-bangun", "only_pull", is_flag=True, help="Tarik saja, jangan bangun.")
@_in_room
def watch(room: Room, as_json: bool, times: int | None, only_pull: bool) -> int:
    from kentongan.province import deeds

    def make() -> None:
        if not only_pull:
            deeds.build(room)

    failures = []

    def failed(error: Exception) -> None:
        failures.append(error)
        click.echo(f"{error} Dicoba lagi pada putaran berikutnya.", err=True)

    deeds.watch(room, lambda done: _tell(done, as_json), make, failed, rounds_to_go=times)
    return int(bool(failures))


@command.command("daftar", cls=DeskCommand, help="Tampilkan wilayah dan keadaannya.")
@_in_room
def listing(room: Room, as_json: bool) -> None:
    from kentongan.province import deeds

    rows = deeds.listing(room)
    if as_json:
        print_json([row.as_json() for row in rows])
        return
    for row in rows:
        _print(row)
    if not rows:
        click.echo(f"Belum ada wilayah. Tulis satu berkas di {room.options.registry}/.")
    for code, (reason, _) in deeds.concealed(room).items():
        click.echo(f"{code}  disembunyikan: {reason}")


@command.command(
    "beku", cls=DeskCommand, help="Bekukan wilayah: hanya pencabutannya yang masih diikuti."
)
@_of_one_district
def freeze(room: Room, slug: str) -> Row:
    from kentongan.province import deeds

    return deeds.freeze(room, slug)


@command.command(
    "cairkan",
    cls=DeskCommand,
    help="Percayai lagi wilayah yang beku. Rilis yang hilang tanpa pencabutan lalu disembunyikan; "
    "tanyakan dulu ke wilayahnya.",
)
@_of_one_district
def thaw(room: Room, slug: str) -> Row:
    from kentongan.province import deeds

    return deeds.thaw(room, slug)


@command.command(
    "sembunyikan",
    cls=DeskCommand,
    help="Sembunyikan satu rilis di portal ini, apa pun kata wilayahnya.",
    epilog=examples("humas provinsi sembunyikan 4K7-Q2M-9XC --alasan 'Menunggu klarifikasi'"),
)
@click.argument("code", metavar="KODE")
@click.option("--alasan", "reason", default="", metavar="ALASAN", help="Untuk catatan sendiri.")
@click.option("--batal", "back", is_flag=True, help="Tampilkan lagi.")
@_in_room
def conceal(room: Room, as_json: bool, code: str, reason: str, back: bool) -> None:
    from kentongan.province import deeds

    if not back and not reason.strip():
        raise click.UsageError("Sebut alasannya dengan --alasan.")
    done = deeds.reveal(room, code) if back else deeds.conceal(room, code, reason.strip())
    _print_ordered(done, as_json)


@command.command(
    "segel", cls=DeskCommand, help="Segel versi portal yang lama, agar rilis ini tak muncul lagi."
)
@click.argument("code", metavar="KODE")
@_in_room
def seal(room: Room, as_json: bool, code: str) -> None:
    from kentongan.province import deeds

    _print_ordered(deeds.seal(room, code), as_json)


@command.command(
    "bangun",
    cls=DeskCommand,
    help="Bangun wilayah titipan, lalu portal dari katalog, tanpa menarik. Dengan nama: wilayah "
    "titipan itu saja.",
    epilog=examples("humas provinsi bangun", "humas provinsi bangun polres-contoh --penuh"),
)
@click.argument("only", metavar="[WILAYAH]…", nargs=-1)
@click.option("--penuh", "afresh", is_flag=True, help="Lupakan hasil lama, buat semua dari awal.")
@_in_room
def build(room: Room, as_json: bool, only: tuple[str, ...], afresh: bool) -> int:
    from kentongan.province import deeds

    notice = _quiet if as_json else _tell_built
    built = deeds.build_all(room, only, notice, afresh=afresh)
    if as_json:
        print_json(built.as_json())
    return int(not built.is_whole)


@command.command(
    "terbit",
    cls=DeskCommand,
    help="Terbitkan wilayah titipan ke tujuannya, yang mencabut lebih dahulu. CDN yang belum "
    "mengosongkan alamat diminta lagi.",
    epilog=examples("humas provinsi terbit", "humas provinsi terbit polres-contoh"),
)
@click.argument("only", metavar="[WILAYAH]…", nargs=-1)
@_in_room
def publish(room: Room, as_json: bool, only: tuple[str, ...]) -> int:
    from kentongan.newsroom import hosted_publishing

    notice = _quiet if as_json else _tell_published
    published = hosted_publishing.publish(room.configuration, only, notice)
    if as_json:
        print_json([district.as_json() for district in published])
    return int(any(district.reason or district.warnings for district in published))


@command.command(
    "periksa",
    cls=DeskCommand,
    help="Periksa berkas wilayah, dan apakah ada wilayah yang beku atau tidak memberi kabar.",
)
@_in_room
def check(room: Room, as_json: bool) -> int:
    from kentongan.domain.problems import render
    from kentongan.province import deeds

    checked = deeds.check(room)
    if as_json:
        print_json(checked.as_json())
    else:
        if checked.problems:
            listed = render(checked.problems, room.options.registry)
            click.echo(listed.replace("; situs tidak ditulis", ""))
        for row in checked.rows:
            if row.state in ("beku", "basi") or row.why:
                _print(row)
        if checked.is_fine and not checked.problems:
            click.echo(f"{len(checked.rows)} wilayah, tidak ada masalah.")
    return int(not checked.is_fine)


def _tell(done: Round, as_json: bool) -> None:
    if as_json:
        print_json(done.as_json())
        return
    for outcome in done.outcomes:
        if not (outcome.is_unchanged and not outcome.frozen) and not outcome.is_left_out:
            click.echo(f"{outcome.name}: {_words(outcome)}.")
    same = sum(outcome.is_unchanged for outcome in done.outcomes)
    click.echo(f"{len(done.outcomes)} wilayah ditanyai, {same} tanpa perubahan.")


def _words(outcome: Outcome) -> str:
    from kentongan.province.pull import TROUBLES

    counts = (
        (outcome.accepted, "rilis diterima"),
        (outcome.withdrawn, "dicabut"),
        (outcome.hidden, "hilang tanpa pencabutan, disembunyikan"),
        (outcome.removed, "tidak cocok lagi dengan tanda tangannya, disingkirkan"),
    )
    parts = [f"{count} {words}" for count, words in counts if count]
    parts += [f"{count} ditolak ({reason})" for reason, count in outcome.faults]
    if outcome.frozen:
        parts.append(f"BEKU: {TROUBLES[outcome.frozen]}")
    if outcome.trouble:
        parts.append(TROUBLES[outcome.trouble])
    return ", ".join(parts) or "tidak ada yang baru"


def _quiet(done: object) -> None:
    """Says nothing."""


def _tell_published(published: Published) -> None:
    if published.reason:
        click.echo(f"{published.district}: {published.reason}", err=True)
    for outcome in published.outcomes:
        words = f"versi {outcome.version} tayang" if outcome.changed else "sudah sama"
        withdrawn = len(outcome.changes.withdrawn) if outcome.changes else 0
        more = f", {withdrawn} dicabut" if withdrawn and outcome.changed else ""
        click.echo(f"{published.district} ({outcome.target}): {words}{more}.")
    for warning in published.warnings:
        click.echo(f"{published.district}: {warning}", err=True)


def _tell_built(built: Built) -> None:
    if built.reason:
        click.echo(built.report, err=True, nl=False)
        click.echo(f"{built.district}: {built.reason} Situs yang lama tetap tayang.", err=True)
    else:
        click.echo(f"{built.district}: {built.written} berkas ditulis, {built.removed} dihapus.")
        if built.is_warned:
            from kentongan.newsroom.hosted import FOLDER

            content = f"{FOLDER}/{built.district}/content"
            click.echo(f"  Ada peringatan; baca: humas periksa -C {content}")


def _print(row: Row) -> None:
    from kentongan.domain import dates

    shown = row.counts.get("tayang", 0)
    click.echo(f"{row.district.slug}  {row.state}  {shown} rilis  {row.district.origin}")
    if row.why:
        click.echo(f"    {row.why}")
    if row.status.checked:
        from datetime import datetime

        moment = dates.long(datetime.fromisoformat(row.status.checked))
        click.echo(f"    terakhir diperiksa {moment}")


def _show(row: Row, as_json: bool) -> None:
    if as_json:
        print_json(row.as_json())
    else:
        _print(row)


def _print_ordered(ordered: Ordered, as_json: bool) -> None:
    if as_json:
        print_json(ordered.as_json())
    else:
        click.echo(
            f"{ordered.code} {ordered.words}; berlaku pada pembangunan berikutnya "
            "(humas provinsi bangun)."
        )
