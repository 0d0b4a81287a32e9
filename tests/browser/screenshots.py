"""Pictures of every page type at 360 and 1280 px, light and dark: `make pratinjau-gambar`.

The two pictures of the README, from the starter content:
`.venv/bin/python -m tests.browser.screenshots --readme` writes docs/gambar/.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser import pages
from tests.browser.chromium import executable
from tests.browser.serving import serving
from tests.site.builder import ROOT, build
from tests.unit.theme.harness import all_pages

FOLDER = Path(".cache/pratinjau-gambar")
VIEWS: tuple[tuple[int, int], ...] = ((360, 740), (1280, 900))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

README = {
    "beranda": ("/", 1280, 800, 1),
    "rilis": (
        "/berita/2024/08/polsek-kraton-himbau-pilkada-damai-melalui-patroli-di-pemukiman-penduduk/",
        360,
        740,
        2,
    ),
}


def take(browser: Browser, base: str, addresses: list[str], folder: Path) -> int:
    """Writes the pictures and says how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in VIEWS:
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            for address in addresses:
                page.goto(base + address)
                name = address.strip("/").replace("/", "-") or "beranda"
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            page.close()
    return len(addresses) * len(VIEWS) * len(SCHEMES)


def take_for_readme(browser: Browser, base: str, folder: Path) -> None:
    """The home page on a desk and a release on a phone, few colours and so few bytes."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    for name, (address, width, height, scale) in README.items():
        page = browser.new_page(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="light",
        )
        page.goto(base + address, wait_until="networkidle")
        shot = Image.open(io.BytesIO(page.screenshot()))
        shot.convert("RGB").quantize(128).save(folder / f"{name}.png", optimize=True)
        page.close()


def main(arguments: list[str]) -> None:
    if arguments == ["--readme"]:
        readme()
        return
    folder = Path(arguments[0]) if arguments else FOLDER
    addresses = [address for address in all_pages() if not address.startswith("/r/")]
    with (
        tempfile.TemporaryDirectory() as temporary,
        serving(Path(temporary)) as base,
        sync_playwright() as playwright,
    ):
        pages.write(Path(temporary))
        browser = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        count = take(browser, base, [*addresses, "/kraton/", "/galeri/"], folder)
        browser.close()
    sys.stdout.write(f"{count} gambar di {folder}\n")


def readme() -> None:
    with (
        tempfile.TemporaryDirectory() as temporary,
        sync_playwright() as playwright,
    ):
        built = build(ROOT / "content", Path(temporary) / "situs")
        if built.status:
            sys.exit(built.report)
        browser = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        with serving(built.output) as base:
            take_for_readme(browser, base, ROOT / "docs/gambar")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
