"""Pictures of every page type at 360 and 1280 px, light and dark: `make pratinjau-gambar`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser import pages
from tests.browser.chromium import executable
from tests.browser.serving import serving
from tests.unit.theme.harness import all_pages

FOLDER = Path(".cache/pratinjau-gambar")
VIEWS: tuple[tuple[int, int], ...] = ((360, 740), (1280, 900))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


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


def main(arguments: list[str]) -> None:
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


if __name__ == "__main__":
    main(sys.argv[1:])
