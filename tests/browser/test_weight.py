"""How much a phone loads to read a page: 360 px at two device pixels, text compressed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.serving import serving
from tests.site.builder import GOLDEN, build

Load = Callable[[str], int]


@pytest.fixture(scope="module")
def photo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The golden site with a photograph-like picture of 1600 by 1067 pixels in its newest news."""
    folder = tmp_path_factory.mktemp("foto")
    shutil.copytree(GOLDEN, folder / "content")
    draw_photograph(folder / "content/rilis/2026/11/patroli-malam.jpg")
    built = build(folder / "content", folder / "output")
    assert built.status == 0, built.report
    with serving(folder / "output") as address:
        yield address


def draw_photograph(path: Path) -> None:
    """Soft shapes under fine grain: about as hard to compress as a photograph of a street."""
    from PIL import Image, ImageFilter

    size = (1600, 1067)
    coarse = Image.effect_noise((64, 43), 90).resize(size, Image.Resampling.BICUBIC)
    fine = Image.effect_noise(size, 24).filter(ImageFilter.GaussianBlur(1.2))
    green = Image.blend(coarse, fine, 0.35)
    Image.merge("RGB", (coarse, green, fine)).save(path, quality=88)


@pytest.fixture
def load(browser: Browser, photo_site: str) -> Iterator[Load]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True
    )
    page = context.new_page()

    def bytes_of(address: str) -> int:
        return transferred(page, photo_site + address)

    yield bytes_of
    context.close()


def transferred(page: Page, address: str) -> int:
    """The bytes of all bodies as they went over the line."""
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(address, wait_until="networkidle")
    return sum(response.request.sizes()["responseBodySize"] for response in responses)


def test_a_release_with_a_photograph_loads_at_most_40_kb(load: Load) -> None:
    assert load("/berita/2026/11/patroli-malam-di-pasar-kalibening/") <= 40_000


def test_the_home_page_loads_at_most_90_kb(load: Load) -> None:
    assert load("/") <= 90_000
