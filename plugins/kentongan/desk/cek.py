"""`humas cek`: is this text really ours? Compares files with the releases, word by word."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, now, print_json, shared

if TYPE_CHECKING:
    from kentongan.parts.authenticity.check import Answer, Source

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
    "kunci-tak-dikenal": "Manifes ditandatangani dengan kunci yang tidak dikenal.",
    "kedaluwarsa": "Kunci tanda tangan manifes sudah tidak berlaku.",
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
@shared
def command(
    content: Path,
    as_json: bool,
    files: tuple[str, ...],
    folder: Path | None,
    manifest: str | None,
) -> int | None:
    if folder and manifest:
        raise click.UsageError("Pilih salah satu: --situs atau --manifest.")
    source = _source(content, folder, manifest)
    texts = [(name, _text(name)) for name in files]
    state = _signature(source, content) if folder or manifest else ""
    answers = {_key(name, files): _answer(source, text) for name, text in texts}
    if as_json:
        print_json({name: _row(answer) for name, answer in answers.items()})
        if state:
            click.echo(_SIGNATURES[state], err=True)
    else:
        for name, answer in answers.items():
            _print(name, answer)
        if state:
            click.echo(_SIGNATURES[state])
    return 1 if state in ("rusak", "kunci-tak-dikenal", "kedaluwarsa") else None


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


def _source(content: Path, folder: Path | None, manifest: str | None) -> Source:
    from kentongan.parts.authenticity import local

    if folder:
        return local.folder_source(folder)
    if not manifest:
        return _content_source(content)
    tail = "/.well-known/kentongan/manifest.json"
    if manifest.startswith(("http://", "https://")):
        return local.web_source(manifest.removesuffix(tail).rstrip("/"))
    path = Path(manifest).resolve()
    if not path.is_file():
        raise click.UsageError(f"{manifest} tidak ada.")
    if not path.as_posix().endswith(tail):
        raise click.UsageError(
            f"{manifest} harus berada di folder situsnya, pada .well-known/kentongan/."
        )
    return local.folder_source(path.parents[2])


def _content_source(content: Path) -> Source:
    from zoneinfo import ZoneInfo

    from kentongan.domain.release import Release
    from kentongan.manuscripts.markup import Renderer
    from kentongan.manuscripts.release import Reader
    from kentongan.newsroom.library import units_of
    from kentongan.parts.authenticity import local

    folder = content / "rilis"
    if not folder.is_dir():
        raise ContentError(f"{folder} tidak ada; sebut folder isi dengan -C.")
    units, zone, moment = units_of(content), ZoneInfo("Asia/Jakarta"), now()
    read = Reader(units, zone, moment, Renderer()).read
    releases: list[Release] = []
    for path in sorted(folder.rglob("*.md")):
        release, _ = read(path.read_bytes(), path.relative_to(content).as_posix())
        if release:
            releases.append(release)
    return local.content_source(releases, units, moment, zone, os.environ.get("SITEURL", ""))


def _signature(source: Source, content: Path) -> str:
    from kentongan.parts.authenticity import local
    from kentongan.parts.authenticity.check import SourceError

    trusted = content / "jejak" / "kunci.json"
    keys = trusted.read_bytes() if trusted.is_file() else None
    try:
        return local.signature_of(source, keys, now())
    except SourceError as error:
        raise ContentError(f"Manifes tidak dapat dibaca: {error}.") from error


def _answer(source: Source, text: str) -> Answer:
    from kentongan.parts.authenticity.check import Checker, SourceError

    try:
        return Checker(source).check(text)
    except SourceError as error:
        raise ContentError(f"Situs tidak dapat dibaca: {error}.") from error


def _row(answer: Answer) -> dict[str, Any]:
    changes = [
        {"op": change.op, "asli": change.asli, "teks": change.teks} for change in answer.changes
    ]
    return {
        "result": answer.result,
        "code": answer.code or None,
        "url": _address(answer),
        "changes": changes if answer.result == "diubah" else [],
    }


def _address(answer: Answer) -> str | None:
    if not answer.entry:
        return None
    return str(answer.entry.get("alamat") or f"/r/{answer.code}/")


def _print(name: str, answer: Answer) -> None:
    click.echo(f"{name}: {_WORDS[answer.result].format(code=answer.code)}")
    address = _address(answer)
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
