"""`humas meja`: run the desk in the browser, and what is done on its server."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from kentongan.desk.indonesian import DeskCommand, DeskGroup
from kentongan.desk.options import examples, print_json, shared
from kentongan.newsroom.browser_desk import (
    ROLES,
    BrowserDesk,
    Invited,
    Opened,
    Place,
    RoleName,
    Trial,
    browser_desk,
)

F = TypeVar("F", bound=Callable[..., Any])

_PORT = 8100


@click.group("meja", cls=DeskGroup, help="Meja humas di peramban: jalankan dan rawat.")
@click.pass_context
def command(context: click.Context) -> None:
    context.obj = browser_desk()


def placed(function: F) -> F:
    """Adds `desk`, and `place` from `--data`, `-C` and `--output`."""

    @click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(".meja/data"),
        show_default=True,
        metavar="FOLDER",
        help="Folder data meja.",
    )
    @click.option(
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("output"),
        show_default=True,
        metavar="FOLDER",
        help="Folder hasil bangun.",
    )
    @shared
    @wraps(function)
    def wrapped(data: Path, output: Path, content: Path, **words: Any) -> Any:
        desk = click.get_current_context().obj
        return function(desk=desk, place=Place(data, content, output), **words)

    return wrapped  # type: ignore[return-value]


@command.command(
    "jalankan",
    cls=DeskCommand,
    help="Jalankan meja. Berhenti dengan Ctrl+C.",
    epilog=examples(
        "humas meja jalankan --asal https://meja.humas.contoh.go.id",
        "humas meja jalankan --systemd > humas-meja.service",
        "humas meja jalankan --nginx > meja.conf",
    ),
)
@click.option("--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True)
@click.option("--asal", "stated", default="", metavar="ALAMAT", help="Alamat meja, https://…")
@click.option("--systemd", "as_unit", is_flag=True, help="Cetak berkas layanan systemd saja.")
@click.option("--nginx", "as_nginx", is_flag=True, help="Cetak blok server nginx saja.")
@placed
def run(
    desk: BrowserDesk,
    place: Place,
    port: int,
    stated: str,
    as_unit: bool,
    as_nginx: bool,
    as_json: bool,
) -> None:
    if as_nginx:
        click.echo(desk.proxy(place, stated, port), nl=False)
        return
    if as_unit:
        humas = shutil.which("humas") or str(Path(sys.executable).with_name("humas"))
        # The service is seldom meant to run as root, who prints its unit.
        user = place.content.owner() if os.getuid() == 0 else getpass.getuser()
        click.echo(desk.service(place, stated, port, user=user, humas=humas), nl=False)
        return

    def ready(opened: Opened) -> None:
        if as_json:
            print_json(opened.as_json())
        else:
            click.echo(f"Meja: {opened.address}")

    desk.run(place, stated, port, ready)


@command.command("coba", cls=DeskCommand, help="Coba meja pada salinan isi di satu folder.")
@click.option("--port", type=click.IntRange(1, 65534), default=_PORT, show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".meja"),
    show_default=True,
    help="Folder percobaan.",
)
@shared
@click.pass_obj
def trial(desk: BrowserDesk, content: Path, folder: Path, port: int, as_json: bool) -> None:
    def ready(opened: Trial) -> None:
        if as_json:
            print_json(opened.as_json())
            return
        click.echo("Buka tautan ini di peramban, lalu pilih kata sandi:")
        click.echo(f"\n    {opened.link}\n")
        click.echo(
            f"Yang terbit tersimpan di {folder}/terbit dan tampak di {opened.site} . "
            "Berhenti: Ctrl+C."
        )

    desk.run_trial(folder, content, port, ready)


# People


@command.group("orang", cls=DeskGroup, help="Orang yang boleh masuk ke meja.")
def people() -> None:
    pass


def linked(function: F) -> F:
    """Adds `stated`, the address that links are made with."""
    words = "Alamat meja dalam tautan."
    return click.option("--asal", "stated", default="", metavar="ALAMAT", help=words)(function)


@people.command(
    "tambah",
    cls=DeskCommand,
    help="Tambah orang dan cetak tautan undangannya.",
    epilog=examples(
        'humas meja orang tambah --nama "Bripda Contoh" --jabatan "Anggota Humas" '
        "--peran penulis --satuan polsek-kraton"
    ),
)
@click.option("--nama", "name", required=True, help="Nama untuk masuk.")
@click.option("--jabatan", "office", required=True, help="Jabatan; tampak pada izin.")
@click.option(
    "--peran",
    "role",
    required=True,
    type=click.Choice(ROLES),
    help="Penyunting menyetujui dan menerbitkan; pengelola juga mengatur orang.",
)
@click.option("--satuan", "unit", default="", help="Slug atau nama satuan; kosong: semua.")
@linked
@placed
def add(
    desk: BrowserDesk,
    place: Place,
    name: str,
    office: str,
    role: RoleName,
    unit: str,
    stated: str,
    as_json: bool,
) -> None:
    _print_link(desk.add(place, name, office, role, unit, stated), as_json)


@people.command("pulihkan", cls=DeskCommand, help="Cetak tautan baru untuk yang tidak dapat masuk.")
@click.option("--nama", "name", required=True, help="Nama orang itu.")
@linked
@placed
def recover(desk: BrowserDesk, place: Place, name: str, stated: str, as_json: bool) -> None:
    _print_link(desk.recover(place, name, stated), as_json)


@people.command("nonaktifkan", cls=DeskCommand, help="Tutup semua jalan masuk seseorang.")
@click.option("--nama", "name", required=True, help="Nama orang itu.")
@placed
def deactivate(desk: BrowserDesk, place: Place, name: str, as_json: bool) -> None:
    member = desk.deactivate(place, name)
    if as_json:
        print_json(member.as_json())
    else:
        click.echo(f"{member.name} tidak dapat masuk lagi.")


@people.command("peran", cls=DeskCommand, help="Beri seseorang peran di satu satuan, atau cabut.")
@click.option("--nama", "name", required=True, help="Nama orang itu.")
@click.option("--peran", "role", type=click.Choice(ROLES), help="Peran yang baru di satuan itu.")
@click.option("--satuan", "unit", default="", help="Slug atau nama satuan; kosong: semua.")
@click.option("--cabut", "is_taken", is_flag=True, help="Cabut peran di satuan itu.")
@placed
def role_of(
    desk: BrowserDesk,
    place: Place,
    name: str,
    role: RoleName | None,
    unit: str,
    is_taken: bool,
    as_json: bool,
) -> None:
    if is_taken == bool(role):
        raise click.UsageError("Pilih satu: --peran atau --cabut.")
    member = desk.set_role(place, name, role, unit)
    if as_json:
        print_json([held.as_json() for held in member.roles])
    else:
        told = [f"{held.name} di {held.unit or 'semua satuan'}" for held in member.roles]
        click.echo(f"{member.name}: {', '.join(told) or 'tanpa peran'}.")


def _print_link(invited: Invited, as_json: bool) -> None:
    if as_json:
        print_json(invited.as_json())
    else:
        click.echo(f"Berikan tautan ini kepada orangnya; berlaku sekali:\n{invited.link}")


# The data


@command.command("cadangkan", cls=DeskCommand, help="Simpan semua data meja dalam satu berkas.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="BERKAS")
@placed
def back_up(desk: BrowserDesk, place: Place, file: Path, as_json: bool) -> None:
    made = desk.back_up(place, file)
    if as_json:
        print_json(made.as_json())
    else:
        click.echo(f"Cadangan tersimpan di {made.file} ({made.size} bita).")


@command.command(
    "pulihkan-cadangan", cls=DeskCommand, help="Isi folder data yang kosong dari cadangan."
)
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="BERKAS"
)
@placed
def put_back(desk: BrowserDesk, place: Place, file: Path, as_json: bool) -> None:
    filled = desk.put_back(place, file)
    if as_json:
        print_json(filled.as_json())
    else:
        click.echo(f"Data meja kembali di {filled.data}. Semua orang perlu masuk lagi.")


@command.command("periksa", cls=DeskCommand, help="Periksa keadaan meja: data, Git, antrean.")
@placed
def check(desk: BrowserDesk, place: Place, as_json: bool) -> int:
    facts = desk.health(place)
    if as_json:
        print_json([fact.as_json() for fact in facts])
    else:
        for fact in facts:
            click.echo(f"{'baik ' if fact.is_well else 'GALAT'} {fact.name}: {fact.sentence}")
    return 0 if all(fact.is_well for fact in facts) else 1
