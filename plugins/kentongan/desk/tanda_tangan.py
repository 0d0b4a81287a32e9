"""`humas tanda-tangan`: the key of the manifest: make, renew, look at, and sign by hand."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.newsroom.configuration import load
from kentongan.storage.writing import create, write_whole

if TYPE_CHECKING:
    from kentongan.parts.authenticity.manifest import PublicKey

DAYS = 730
OVERLAP = 30
PASSWORD = "HUMAS_AUTHENTICITY_PASSWORD"


@click.command(
    "tanda-tangan",
    cls=DeskCommand,
    help="Kelola kunci tanda tangan daftar siaran. Tanpa pilihan: tampilkan kunci yang dikenal. "
    f"Kata sandi dibaca dari {PASSWORD} atau ditanyakan.",
    epilog=examples(
        "humas tanda-tangan --buat ~/kunci-humas.pem",
        "humas tanda-tangan --ganti ~/kunci-humas-2028.pem",
        "humas tanda-tangan --tandai output --kunci ~/kunci-humas.pem",
    ),
)
@click.option("--buat", "create", type=click.Path(path_type=Path), metavar="BERKAS",
              help="Buat kunci baru yang terenkripsi, di luar repositori.")  # fmt: skip
@click.option("--ganti", "rotate", type=click.Path(path_type=Path), metavar="BERKAS",
              help=f"Buat kunci pengganti; kunci lama berlaku {OVERLAP} hari lagi.")  # fmt: skip
@click.option("--tandai", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
              metavar="FOLDER", help="Tandatangani situs yang sudah dibangun.")  # fmt: skip
@click.option("--kunci", "key", type=click.Path(path_type=Path), metavar="BERKAS",
              help="Kunci untuk --tandai; baku: HUMAS_AUTHENTICITY_KEY.")  # fmt: skip
@click.option("--hari", "days", type=click.IntRange(1, 3650), default=DAYS, show_default=True,
              help="Masa berlaku kunci baru.")  # fmt: skip
@shared
def command(
    content: Path,
    as_json: bool,
    create: Path | None,
    rotate: Path | None,
    folder: Path | None,
    key: Path | None,
    days: int,
) -> int | None:
    if sum(bool(choice) for choice in (create, rotate, folder)) > 1:
        raise click.UsageError("Pilih salah satu: --buat, --ganti, atau --tandai.")
    if create or rotate:
        _new_key(content, create or rotate or Path(), days, replaces=rotate is not None)
    elif folder:
        _sign(content, folder, key)
    _show(content, as_json)
    return None


def _new_key(content: Path, path: Path, days: int, *, replaces: bool) -> None:
    from dataclasses import replace

    from kentongan.parts.authenticity import manifest

    path = path.expanduser()
    if path.exists():
        raise ContentError(f"{path} sudah ada; kunci tidak ditimpa.")
    if _is_in_repository(path, content):
        raise ContentError("Simpan kunci di luar repositori, misalnya di folder rumah Anda.")
    keys = _keys(content)
    moment = load(content).now().replace(microsecond=0)
    if keys and not replaces:
        raise ContentError("Sudah ada kunci; pakai --ganti untuk menggantinya.")
    secret, public = manifest.new_private_key(_password(confirm=True))
    end = moment + timedelta(days=OVERLAP)
    kept = [replace(old, until=min(old.until, end)) for old in keys]
    new = manifest.PublicKey(public, moment, moment + timedelta(days=days))
    create(path, secret, mode=0o600)
    place = content / "jejak" / "kunci.json"
    write_whole(place, manifest.write_keys([*kept, new]))
    click.echo(f"Kunci {new.name} ditulis ke {path}. Simpan salinannya di tempat aman.", err=True)


def _sign(content: Path, folder: Path, key: Path | None) -> None:
    from kentongan.parts.authenticity import core, hooks, manifest

    stated = os.environ.get("HUMAS_AUTHENTICITY_KEY", "")
    chosen = key or Path(stated)
    if not key and not stated:
        raise click.UsageError("Sebut kuncinya dengan --kunci atau HUMAS_AUTHENTICITY_KEY.")
    root = folder / manifest.path_of("")
    if not root.is_file():
        raise ContentError(f"{root} tidak ada; bangun situsnya dulu.")
    try:
        signer = manifest.Signer.open(chosen.expanduser().read_bytes(), _password())
    except OSError as error:
        raise ContentError(f"{chosen} tidak ada atau tidak dapat dibaca.") from error
    except manifest.KeyFileError as error:
        raise ContentError("Kunci tidak dapat dibuka; periksa kata sandinya.") from error
    fault = core.key_problem(_keys(content), signer.raw, load(content).now())
    if fault:
        raise ContentError(hooks.KEY_FAULTS[fault])
    files = [*hooks.signature_files(root.read_bytes(), signer), *hooks.key_files(content)]
    for path, data in files:
        write_whole(folder / path, data)  # output files may be linked: never write into one
    click.echo("Manifes ditandatangani.", err=True)


def _show(content: Path, as_json: bool) -> None:
    keys, moment = _keys(content), load(content).now()
    if as_json:
        print_json([key.as_row() | {"berlaku": key.holds_at(moment)} for key in keys])
        return
    if not keys:
        click.echo("Belum ada kunci. Buat dengan: humas tanda-tangan --buat BERKAS")
    for key in keys:
        state = "berlaku" if key.holds_at(moment) else "tidak berlaku"
        click.echo(f"{key.name}  {_day(key.since)} sampai {_day(key.until)}  {state}")


def _keys(content: Path) -> list[PublicKey]:
    from kentongan.parts.authenticity import manifest

    path = content / "jejak" / "kunci.json"
    try:
        return manifest.read_keys(path.read_bytes()) if path.is_file() else []
    except ValueError as error:
        raise ContentError(f"{path} rusak.") from error


def _password(*, confirm: bool = False) -> bytes:
    stated = os.environ.get(PASSWORD)
    if stated is None:
        stated = click.prompt("Kata sandi kunci", hide_input=True, confirmation_prompt=confirm)
    if not stated:
        raise ContentError("Kata sandi kunci tidak boleh kosong.")
    return str(stated).encode()


def _is_in_repository(path: Path, content: Path) -> bool:
    """Whether the file would lie below the folder that holds the content, or in a repository."""
    place = path.resolve().parent
    if place.is_relative_to(content.resolve().parent):
        return True
    return any((folder / ".git").exists() for folder in (place, *place.parents))


def _day(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y}"
