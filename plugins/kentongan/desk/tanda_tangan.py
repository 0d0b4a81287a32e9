"""`humas tanda-tangan`: the key of the manifest: make, renew, look at, and sign by hand."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.asking import can_ask, secret
from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.newsroom.errors import NewsroomError

if TYPE_CHECKING:
    from kentongan.newsroom.key import Keys

DAYS = 730
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
              help="Buat kunci pengganti; kunci lama berlaku 30 hari lagi.")  # fmt: skip
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
) -> None:
    if sum(bool(choice) for choice in (create, rotate, folder)) > 1:
        raise click.UsageError("Pilih salah satu: --buat, --ganti, atau --tandai.")
    from kentongan.newsroom import key as keys

    if create or rotate:
        place = (create or rotate or Path()).expanduser()
        new = partial(_password, twice=True)
        name = keys.make_key(content, place, new, days=days, replaces=rotate is not None)
        click.echo(f"Kunci {name} ditulis ke {place}. Simpan salinannya di tempat aman.", err=True)
    elif folder:
        keys.sign(content, folder, key, _password)
        click.echo("Manifes ditandatangani.", err=True)
    trusted = keys.trusted_keys(content)
    if as_json:
        print_json(trusted.as_json())
    else:
        _print(trusted)


def _print(trusted: Keys) -> None:
    if not trusted.keys:
        click.echo("Belum ada kunci. Buat dengan: humas tanda-tangan --buat BERKAS")
    for key in trusted.keys:
        state = "berlaku" if key.holds_at(trusted.at) else "tidak berlaku"
        click.echo(f"{key.name}  {_day(key.since)} sampai {_day(key.until)}  {state}")


def _password(*, twice: bool = False) -> bytes:
    stated = os.environ.get(PASSWORD)
    if stated is None:
        if not can_ask():
            raise click.UsageError(f"Tidak ada yang dapat ditanyai di sini; isi {PASSWORD}.")
        stated = secret("Kata sandi kunci", twice=twice)
    if not stated:
        raise NewsroomError("Kata sandi kunci tidak boleh kosong.")
    return stated.encode()


def _day(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y}"
