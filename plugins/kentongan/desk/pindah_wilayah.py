"""`humas pindah-wilayah`: makes this copy the site of another district."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.asking import agreed, can_ask
from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared


@click.command(
    "pindah-wilayah",
    cls=DeskCommand,
    help="Jadikan salinan ini situs satuan lain: nama, zona waktu, satuan. Imbauan contoh menjadi "
    "draf untuk dibaca; berita wilayah lama dihapus. Hanya sebelum situs pernah terbit.",
    epilog=examples(
        'humas pindah-wilayah --nama "Polresta Denpasar" --wilayah "Kota Denpasar" --zona WITA \\',
        '    --induk "Polda Bali" --polsek "Polsek Denpasar Barat, Polsek Kuta"',
    ),
)
@click.option("--nama", "name", required=True, metavar="NAMA", help="Nama satuan, mis. Polres X.")
@click.option("--wilayah", "place", required=True, metavar="TEMPAT", help="Kota atau kabupatennya.")
@click.option("--zona", "zone", required=True, metavar="WIB|WITA|WIT", help="Zona waktu.")
@click.option("--resmi", "official", default="", metavar="NAMA", help="Nama resmi, bila lain.")
@click.option("--induk", "above", default="", metavar="NAMA,…", help="Satuan di atasnya.")
@click.option("--polsek", "below", default="", metavar="NAMA,…", help="Satuan di bawahnya.")
@click.option("--warna", "bar", default="", metavar="#RRGGBB", help="Warna gelap untuk bilah.")
@click.option("--aksen", "accent", default="", metavar="#RRGGBB", help="Warna terang di atasnya.")
@click.option(
    "--lambang", "emblem", type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="BERKAS", help="Lambang, PNG 192 piksel atau lebih.",
)  # fmt: skip
@click.option("--ya", "yes", is_flag=True, help="Tanpa bertanya.")
@shared
def command(
    content: Path,
    as_json: bool,
    name: str,
    place: str,
    zone: str,
    official: str,
    above: str,
    below: str,
    bar: str,
    accent: str,
    emblem: Path | None,
    yes: bool,
) -> int:
    from kentongan.newsroom.folder import Newsroom
    from kentongan.newsroom.move import District, move

    room = Newsroom(content)
    question = f"Ganti nama, zona waktu, dan satuan di {room.configuration.project}?"
    if not yes and not (can_ask() and agreed(question)):
        click.echo("Tidak ada yang diubah. Pakai --ya untuk melanjutkan tanpa bertanya.", err=True)
        return 1
    units = (_names(above), _names(below))
    district = District(name, place, zone.upper(), official, *units, bar, accent, emblem)
    moved = move(room, district)
    if as_json:
        print_json(moved.as_json())
        return 0
    click.echo(f"Situs ini sekarang milik {moved.name}, {moved.zone}.")
    click.echo(f"{len(moved.units)} satuan ditulis; lengkapi alamat dan teleponnya:")
    click.echo("\n".join(f"- {content / path}" for path in moved.units))
    click.echo(f"{len(moved.drafts)} imbauan contoh menjadi draf. Baca, lalu hapus baris Status.")
    click.echo(f"{len(moved.removed)} berkas wilayah lama dihapus. Periksa: humas periksa")
    return 0


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := " ".join(part.split())))
