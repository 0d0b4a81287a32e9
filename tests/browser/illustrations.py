"""Renders the drawings of the starter content: docs/gambar/ilustrasi/*.svg to content/gambar/.

`.venv/bin/python -m tests.browser.illustrations`, after a drawing was changed.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import executable
from tests.site.builder import ROOT

DRAWINGS = ROOT / "docs/gambar/ilustrasi"
PICTURES = ROOT / "content/gambar"
SIZE = (1200, 800)


def render(drawings: list[Path], folder: Path) -> None:
    """Few colours and so few bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    width, height = SIZE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        for drawing in drawings:
            page.goto(drawing.as_uri())
            shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            shot.quantize(64).save(folder / f"{drawing.stem}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    render(sorted(DRAWINGS.glob("*.svg")), PICTURES)
