"""`humas cabut`: withdraws a published release, and writes the notice to other media."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared
from kentongan.domain.release import WITHDRAWALS


@click.command(
    "cabut",
    cls=DeskCommand,
    help="Cabut rilis yang sudah terbit. Jenisnya: salah (isi dihapus, judul dan alasan tinggal), "
    "digabung (pembaca dialihkan), tetap (isi tinggal dengan pemberitahuan), privasi dan putusan "
    "(semuanya dihapus kecuali kode, tanggal, dan satuan).",
    epilog=examples(
        "humas cabut 4K7-Q2M-9XC --jenis salah --alasan 'Keliru menyebut tempat kejadian'",
        "humas cabut 4K7-Q2M-9XC --jenis digabung --ke D8X-J8A-K82 --alasan 'Siaran ganda'",
        "humas cabut 4K7-Q2M-9XC --jenis privasi --alasan 'Memuat nama anak' --ganti-nama",
    ),
)
@click.argument("name", metavar="KODE|SLUG|PATH")
@click.option(
    "--alasan",
    "reason",
    required=True,
    metavar="ALASAN",
    help="Wajib; diumumkan, kecuali pada privasi dan putusan.",
)
@click.option(
    "--jenis", "kind", required=True, type=click.Choice(WITHDRAWALS), help="Jenis pencabutan."
)
@click.option("--ke", "target", default="", metavar="KODE", help="Rilis tujuan (digabung).")
@click.option("--pada", "at", default="", metavar="WAKTU", help="Waktu pencabutan; tanpa ini kini.")
@click.option(
    "--ganti-nama", "rename", is_flag=True, help="Ganti nama berkas menjadi kodenya (privasi)."
)
@clocked
@shared
def command(
    content: Path,
    as_json: bool,
    name: str,
    reason: str,
    kind: str,
    target: str,
    at: str,
    rename: bool,
    stated_now: str,
) -> None:
    from kentongan.newsroom.folder import Newsroom
    from kentongan.newsroom.withdraw import withdraw

    room = Newsroom(content, stated_now)
    withdrawn = withdraw(room, name, kind, reason, merged_into=target, at=at, rename=rename)
    if as_json:
        print_json(withdrawn.as_json())
        return
    click.echo(
        f"{withdrawn.file}: dicabut ({kind}). Berlaku pada penerbitan berikutnya: humas terbit"
    )
    if withdrawn.traces:
        click.echo("\nJejak lain yang perlu Anda urus sendiri:")
        click.echo("\n".join(f"- {trace}" for trace in withdrawn.traces))
    click.echo(f"\nUntuk media lain, siap tempel:\n\n{withdrawn.notice}")
