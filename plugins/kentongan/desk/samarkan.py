"""`humas samarkan`: proposes where to blur a photograph. It changes nothing."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared


@click.command(
    "samarkan",
    cls=DeskCommand,
    help="Cari wajah pada FOTO dan usulkan baris Samarkan untuk rilisnya. "
    "Periksa sendiri hasilnya: wajah kecil atau dari samping dapat terlewat.",
    epilog=examples("humas samarkan content/rilis/2026/11/ungkap-kasus.jpg"),
)
@click.argument(
    "photos",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FOTO...",
)
@shared
def command(content: Path, as_json: bool, photos: tuple[Path, ...]) -> None:
    from kentongan.gate import faces

    if not faces.is_available():
        raise ContentError(
            "Pencari wajah belum terpasang. Pasang kentongan[faces] (OpenCV), "
            "atau tulis sendiri: Samarkan: x,y,lebar,tinggi dalam persen."
        )
    rows = []
    for photo in photos:
        try:
            regions = faces.find(photo.read_bytes())
        except faces.NotAPicture:
            raise ContentError(f"{photo} bukan gambar yang dapat dibaca.") from None
        line = faces.line_of(regions) if regions else ""
        rows.append({"path": str(photo), "faces": len(regions), "line": line})
    if as_json:
        print_json(rows)
        return
    for row in rows:
        many = len(rows) > 1
        prefix = f"{row['path']}: " if many else ""
        click.echo(prefix + (str(row["line"]) or "Tidak ada wajah yang ditemukan."))
