"""`humas meja`: run the desk in the browser, and what is done on its server."""

from __future__ import annotations

import getpass
import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kentongan.desk.indonesian import ContentError, DeskCommand, Indonesian
from kentongan.desk.options import examples, print_json, shared

if TYPE_CHECKING:
    from kentongan.meja.workplace import Workplace

F = TypeVar("F", bound=Callable[..., Any])

_NEEDED = ("argon2", "python_multipart", "starlette", "uvicorn", "webauthn")
_PORT = 8100
_ROLES = ["penulis", "penyunting", "pengelola"]


class MejaGroup(Indonesian, click.Group):
    """A group of subcommands below `humas meja`."""


@click.group("meja", cls=MejaGroup, help="Meja humas di peramban: jalankan dan rawat.")
def command() -> None:
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise ContentError("Meja belum terpasang. Jalankan: pip install 'kentongan[meja]'")


def placed(function: F) -> F:
    """Adds `place` from `--data`, `-C` and `--output`, and turns refusals into sentences."""

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
        from kentongan.meja.workplace import Workplace

        with readable_errors():
            return function(place=Workplace.at(data, content, output), **words)

    return wrapped  # type: ignore[return-value]


@contextmanager
def readable_errors() -> Iterator[None]:
    """What the desk refuses, as one sentence."""
    from kentongan.meja.backup import BackupError
    from kentongan.meja.errors import Refusal
    from kentongan.meja.store.database import StoreError

    try:
        yield
    except (Refusal, StoreError, BackupError) as error:
        raise ContentError(str(error)) from None


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
    place: Workplace, port: int, stated: str, as_unit: bool, as_nginx: bool, as_json: bool
) -> None:
    from kentongan.meja import server

    origin = server.origin_of(place, stated, port)
    if as_nginx:
        click.echo(server.nginx(origin, port), nl=False)
        return
    if as_unit:
        humas = shutil.which("humas") or str(Path(sys.executable).with_name("humas"))
        project, user = place.configuration.project, getpass.getuser()
        unit = server.units(place, origin, port, project=project, user=user, humas=humas)
        click.echo(unit, nl=False)
        return

    def ready(desk: object) -> None:
        if as_json:
            print_json({"alamat": origin})
        else:
            click.echo(f"Meja: {origin}")

    server.run(place, origin, port, ready)


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
def trial(content: Path, folder: Path, port: int, as_json: bool) -> None:
    from kentongan.meja import server, trial

    with readable_errors():
        place = trial.prepare(folder, content)
        origin = f"http://localhost:{port}"
        trial.serve_site(folder, port + 1)

        def ready(desk: object) -> None:
            link = trial.first_link(place.accounts, origin)
            if as_json:
                print_json({"tautan": link, "situs": f"http://localhost:{port + 1}/"})
                return
            click.echo("Buka tautan ini di peramban, lalu pilih kata sandi:")
            click.echo(f"\n    {link}\n")
            click.echo(
                f"Yang terbit tersimpan di {folder}/terbit dan tampak di "
                f"http://localhost:{port + 1}/ . Berhenti: Ctrl+C."
            )

        server.run(place, origin, port, ready)


# People


@command.group("orang", cls=MejaGroup, help="Orang yang boleh masuk ke meja.")
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
    type=click.Choice(_ROLES),
    help="Penyunting menyetujui dan menerbitkan; pengelola juga mengatur orang.",
)
@click.option("--satuan", "unit", default="", help="Slug atau nama satuan; kosong: semua.")
@linked
@placed
def add(
    place: Workplace, name: str, office: str, role: Any, unit: str, stated: str, as_json: bool
) -> None:
    from kentongan.meja.desk import unit_named

    slug = unit_named(place.reader.units, unit)
    person = place.accounts.add(name, office, role, slug, None)
    _print_link(place, person.id, stated, as_json)


@people.command("pulihkan", cls=DeskCommand, help="Cetak tautan baru untuk yang tidak dapat masuk.")
@click.option("--nama", "name", required=True, help="Nama orang itu.")
@linked
@placed
def recover(place: Workplace, name: str, stated: str, as_json: bool) -> None:
    _print_link(place, place.accounts.named(name).id, stated, as_json)


@people.command("nonaktifkan", cls=DeskCommand, help="Tutup semua jalan masuk seseorang.")
@click.option("--nama", "name", required=True, help="Nama orang itu.")
@placed
def deactivate(place: Workplace, name: str, as_json: bool) -> None:
    person = place.accounts.named(name)
    place.accounts.deactivate(person.id, None)
    if as_json:
        print_json({"nama": person.name, "aktif": False})
    else:
        click.echo(f"{person.name} tidak dapat masuk lagi.")


@people.command("peran", cls=DeskCommand, help="Beri seseorang peran di satu satuan, atau cabut.")
@click.option("--nama", "name", required=True, help="Nama orang itu.")
@click.option("--peran", "role", type=click.Choice(_ROLES), help="Peran yang baru di satuan itu.")
@click.option("--satuan", "unit", default="", help="Slug atau nama satuan; kosong: semua.")
@click.option("--cabut", "is_taken", is_flag=True, help="Cabut peran di satuan itu.")
@placed
def role_of(
    place: Workplace, name: str, role: Any, unit: str, is_taken: bool, as_json: bool
) -> None:
    from kentongan.meja.desk import unit_named

    if is_taken == bool(role):
        raise click.UsageError("Pilih satu: --peran atau --cabut.")
    person = place.accounts.named(name)
    place.accounts.set_role(person.id, role, unit_named(place.reader.units, unit), None)
    roles = place.accounts.person(person.id).roles
    if as_json:
        print_json([{"peran": held.name, "satuan": held.unit} for held in roles])
    else:
        told = [f"{held.name} di {held.unit or 'semua satuan'}" for held in roles]
        click.echo(f"{person.name}: {', '.join(told) or 'tanpa peran'}.")


def _print_link(place: Workplace, person: int, stated: str, as_json: bool) -> None:
    from kentongan.meja import server

    origin = server.known_origin(place, stated)
    link = f"{origin}/undangan/{place.accounts.invite(person, None)}"
    if as_json:
        print_json({"tautan": link})
    else:
        click.echo(f"Berikan tautan ini kepada orangnya; berlaku sekali:\n{link}")


# The data


@command.command("cadangkan", cls=DeskCommand, help="Simpan semua data meja dalam satu berkas.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="BERKAS")
@placed
def back_up(place: Workplace, file: Path, as_json: bool) -> None:
    from kentongan.meja import backup

    size = backup.make(place, file)
    if as_json:
        print_json({"berkas": str(file), "bita": size})
    else:
        click.echo(f"Cadangan tersimpan di {file} ({size} bita).")


@command.command(
    "pulihkan-cadangan", cls=DeskCommand, help="Isi folder data yang kosong dari cadangan."
)
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="BERKAS"
)
@placed
def put_back(place: Workplace, file: Path, as_json: bool) -> None:
    from kentongan.meja import backup

    backup.put_back(place.data, file)
    if as_json:
        print_json({"data": str(place.data)})
    else:
        click.echo(f"Data meja kembali di {place.data}. Semua orang perlu masuk lagi.")


@command.command("periksa", cls=DeskCommand, help="Periksa keadaan meja: data, Git, antrean.")
@placed
def check(place: Workplace, as_json: bool) -> int:
    from kentongan.meja import health

    facts = health.thorough(place)
    if as_json:
        print_json(
            [{"nama": fact.name, "kalimat": fact.sentence, "baik": fact.is_well} for fact in facts]
        )
    else:
        for fact in facts:
            click.echo(f"{'baik ' if fact.is_well else 'GALAT'} {fact.name}: {fact.sentence}")
    return 0 if all(fact.is_well for fact in facts) else 1
