"""Writes the demonstration pages of the theme to a folder that a server can show."""

from __future__ import annotations

import io
from pathlib import Path

from kentongan.domain.release import Official
from kentongan.site.entry import Links
from kentongan.site.theme_files import ThemeFiles

from tests.browser.gallery import gallery_page
from tests.conftest import new_release
from tests.unit.theme.harness import ROOT, THEME, Pages, all_pages, at, demo_site

KRATON_FILE = (
    "content/rilis/2024/08/"
    "polsek-kraton-himbau-pilkada-damai-melalui-patroli-di-pemukiman-penduduk.md"
)


def write(folder: Path) -> None:
    pages = {**all_pages(), "/galeri/": gallery_page(), "/kraton/": kraton_page()}
    pages["/manifest.webmanifest"] = Pages(demo_site()).render("manifest.webmanifest")
    for address, page in pages.items():
        path = folder / address.lstrip("/")
        path = path / "index.html" if address.endswith("/") else path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    files = ThemeFiles(THEME / "static")
    for name in files.names():
        path = folder / "theme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files.read(name))
    draw_pictures(folder / "gambar")


def kraton_page() -> str:
    """The release of the starter content, with the longest unit card and a QR code."""
    head, _, body = (ROOT / KRATON_FILE).read_text(encoding="utf-8").partition("\n\n")
    title = head.partition("Judul: ")[2].partition("\n")[0]
    release = new_release(
        title=title,
        slug="kraton",
        happened_at=at(30, 0, month=8).replace(year=2024, minute=0),
        text="\n".join(body.strip().split("\n\n")),
        officials=(Official("Safiudin", "Kapolsek Kraton", "AKP", "S.Pd."),),
        location="Kecamatan Kraton, Kabupaten Pasuruan",
        tags=("Pilkada 2024", "Patroli", "Kamtibmas"),
    )
    pages = Pages(demo_site([release]))
    links = Links(related=tuple(demo_site().listed[:4]))
    return pages.release(release, links, code_qr=qr)


def qr(code: str) -> str:
    import segno

    made = io.BytesIO()
    segno.make(f"https://humas.test/r/{code}/").save(
        made, kind="svg", xmldecl=False, border=0, svgclass=None, lineclass=None, omitsize=True
    )
    return made.getvalue().decode()


def draw_pictures(folder: Path) -> None:
    from PIL import Image, ImageDraw

    folder.mkdir()
    for name in ("patroli", "orang", "buron"):
        for width in (360, 720, 1200):
            image = Image.new("RGB", (width, width * 2 // 3), "#9db5a0")
            draw = ImageDraw.Draw(image)
            draw.rectangle([0, width // 2, width, width], fill="#5f6f57")
            draw.ellipse([width // 3, width // 4, width // 2, width // 2], fill="#2f4437")
            image.save(folder / f"{name}-{width}.jpg")
            image.save(folder / f"{name}-{width}.avif", speed=9)
