"""The group `humas`: the table of its subcommands, and how they are found."""

from __future__ import annotations

import importlib
from typing import NamedTuple

import click

from kentongan.desk.indonesian import DeskCommand, DeskGroup


class Entry(NamedTuple):
    """Where a subcommand lives, and its line in the list (so that the list loads none)."""

    target: str  # module:attribute
    help: str


COMMANDS: dict[str, Entry] = {
    "impor": Entry("kentongan.desk.impor:command", "Jadikan teks mentah sebuah rilis."),
    "impor-wordpress": Entry(
        "kentongan.desk.impor_wordpress:command", "Pindahkan ekspor WordPress ke content/."
    ),
    "baru": Entry("kentongan.desk.baru:command", "Buat kerangka rilis dari lima pertanyaan."),
    "lihat": Entry("kentongan.desk.lihat:command", "Lihat satu halaman tanpa membangun situs."),
    "beri-kode": Entry("kentongan.desk.beri_kode:command", "Tulis kode ke rilis yang belum punya."),
    "daftar": Entry("kentongan.desk.daftar:command", "Tampilkan daftar rilis."),
    "periksa": Entry("kentongan.desk.periksa:command", "Periksa rilis sebelum terbit."),
    "samarkan": Entry("kentongan.desk.samarkan:command", "Kaburkan wajah atau pelat pada gambar."),
    "bagikan": Entry("kentongan.desk.bagikan:command", "Cetak teks WhatsApp dari sebuah rilis."),
    "cabut": Entry("kentongan.desk.cabut:command", "Cabut rilis yang sudah terbit."),
    "batal-cabut": Entry("kentongan.desk.batal_cabut:command", "Batalkan pencabutan."),
    "ralat": Entry("kentongan.desk.ralat:command", "Catat ralat pada sebuah rilis."),
    "jadwal": Entry("kentongan.desk.jadwal:command", "Tampilkan rilis yang menunggu terbit."),
    "riwayat": Entry("kentongan.desk.riwayat:command", "Tampilkan riwayat sebuah rilis."),
    "cek": Entry("kentongan.desk.cek:command", "Cocokkan teks yang beredar dengan aslinya."),
    "tanda-tangan": Entry("kentongan.desk.tanda_tangan:command", "Tanda tangani rilis."),
    "terbit": Entry("kentongan.desk.terbit:command", "Terbitkan situs ke server."),
    "mundur": Entry("kentongan.desk.mundur:command", "Kembalikan situs ke terbitan sebelumnya."),
    "periksa-situs": Entry("kentongan.desk.periksa_situs:command", "Periksa situs yang tayang."),
    "pindah-wilayah": Entry(
        "kentongan.desk.pindah_wilayah:command", "Jadikan salinan ini situs satuan lain."
    ),
    "provinsi": Entry("kentongan.desk.provinsi:command", "Portal provinsi dari banyak wilayah."),
    "meja": Entry("kentongan.desk.meja:command", "Meja humas di peramban."),
}


class LazyGroup(DeskGroup):
    """A group whose subcommands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        entry = COMMANDS.get(name)
        return _load(name, entry) if entry else None

    def lines(self, ctx: click.Context) -> list[tuple[str, str]]:
        return [(name, entry.help) for name, entry in COMMANDS.items()]


def _load(name: str, entry: Entry) -> click.Command:
    module_name, _, attribute = entry.target.partition(":")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name != module_name:
            raise
        return _absent(name)
    loaded: click.Command = getattr(module, attribute)
    return loaded


def _absent(name: str) -> click.Command:
    """Replaces a subcommand that this installation lacks."""

    @click.command(
        name,
        cls=DeskCommand,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        help="Perintah ini tidak ada dalam pemasangan ini.",
    )
    def command() -> None:
        raise click.UsageError(f"Perintah “{name}” tidak ada dalam pemasangan ini.")

    return command


@click.group(cls=LazyGroup, help="Meja kerja humas: dari teks mentah sampai rilis terbit.")
def humas() -> None:
    pass
