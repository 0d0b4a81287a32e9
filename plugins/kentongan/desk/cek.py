"""`humas cek`: is this text really ours? Compares files with the releases, word by word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared

if TYPE_CHECKING:
    from kentongan.parts.authenticity.check import Answer

_WORDS = {
    "asli": "ASLI: kata-katanya sama dengan siaran {code}.",
    "diubah": "DIUBAH: berasal dari siaran {code}, tetapi kata-katanya tidak sama.",
    "potongan": "POTONGAN ASLI: bagian dari siaran {code}, tanpa perubahan.",
    "dicabut": "DICABUT: siaran {code} pernah terbit dan sudah dicabut atau ditutup.",
    "tidak-ditemukan": "TIDAK DITEMUKAN di antara siaran; ini tidak membuktikan apa pun.",
}
_REASONS = {
    "kosong": "Berkasnya kosong.",
    "terlalu-panjang": "Teksnya lebih dari 200.000 huruf; periksa satu siaran saja.",
    "terlalu-pendek": "Teksnya terlalu pendek untuk dibandingkan.",
    "kode": "Kode itu tidak dikenal.",
    "tautan": "Tidak ada siaran di alamat itu.",
    "luar": "Alamat itu bukan alamat situs ini.",
}
_SIGNATURES = {
    "sah": "Tanda tangan manifes sah.",
    "tanpa-tanda": "Manifes tidak ditandatangani.",
    "tanda-hilang": "Manifes tidak ditandatangani, padahal situs ini punya kunci.",
    "kunci-tak-dikenal": "Manifes ditandatangani dengan kunci yang tidak dikenal.",
    "kedaluwarsa": "Kunci tanda tangan manifes sudah tidak berlaku.",
    "basi": "Tanda tangan manifes sah, tetapi daftarnya sudah beberapa hari tidak diperbarui; "
    "siaran atau pencabutan terbaru mungkin belum ada di dalamnya.",
    "mundur": "Tanda tangan manifes sah, tetapi daftarnya lebih lama daripada yang pernah terbit; "
    "mungkin salinan lama yang disajikan kembali.",
    "rusak": "Tanda tangan manifes tidak cocok.",
}


@click.command(
    "cek",
    cls=DeskCommand,
    help="Cocokkan teks yang beredar dengan aslinya. BERKAS berisi teks, tautan, atau kode; "
    "tanda - membaca masukan standar.",
    epilog=examples(
        "humas cek pesan.txt",
        "humas cek --situs output pesan.txt",
        "humas cek --manifest https://contoh.go.id/.well-known/kentongan/manifest.json pesan.txt",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="BERKAS…")
@click.option(
    "--situs",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Bandingkan dengan situs yang sudah dibangun, bukan dengan isi.",
)
@click.option(
    "--manifest", metavar="URL|BERKAS", help="Bandingkan dengan situs pemilik manifest.json ini."
)
@clocked
@shared
def command(
    content: Path,
    as_json: bool,
    files: tuple[str, ...],
    folder: Path | None,
    manifest: str | None,
    stated_now: str,
) -> int | None:
    from kentongan.newsroom import configuration, verify
    from kentongan.newsroom.folder import Newsroom

    if folder and manifest:
        raise click.UsageError("Pilih salah satu: --situs atau --manifest.")
    texts = {_key(name, files): _text(name) for name in files}
    place = manifest or (str(folder) if folder else "")
    if place:
        verdicts = verify.verify_elsewhere(place, texts, content, configuration.load(content))
    else:
        verdicts = verify.verify(Newsroom(content, stated_now), texts)
    if as_json:
        print_json(verdicts.as_json())
    else:
        for name, answer in verdicts.answers.items():
            _print(name, answer)
    if verdicts.signature:
        click.echo(_SIGNATURES[verdicts.signature], err=as_json)
    return None if verdicts.is_trusted else 1


def _key(name: str, files: tuple[str, ...]) -> str:
    """The file's name; with its folders where two files share one."""
    plain = Path(name).name or name
    return name if sum(Path(other).name == plain for other in files) > 1 else plain


def _text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise click.UsageError(f"{name} tidak ada atau tidak dapat dibaca.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _print(name: str, answer: Answer) -> None:
    from kentongan.newsroom.verify import address_of

    click.echo(f"{name}: {_WORDS[answer.result].format(code=answer.code)}")
    address = address_of(answer)
    if address:
        click.echo(f"    {address}")
    if answer.reason in _REASONS:
        click.echo(f"    {_REASONS[answer.reason]}")
    if answer.nearest:
        click.echo(f"    Mungkin maksud Anda: {', '.join(answer.nearest)}")
    for change in answer.changes if answer.result == "diubah" else ():
        sign = "!" if change.critical else "-"
        asli, teks = change.asli or "(tidak ada)", change.teks or "(hilang)"
        click.echo(f"    {sign} {change.op}: {asli} → {teks}")
    if answer.trouble:
        click.echo(f"    Tidak terbaca: {', '.join(answer.trouble)}")
