"""Every type of page, and every page of the starter site, is for everyone.

Each is opened once, and all questions are asked of it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessibility import (
    beyond_the_edge,
    enlarge_letters,
    small_targets,
    violations_at,
)
from tests.browser.conftest import SIZES, Windows
from tests.unit.theme.harness import all_pages

TYPES = [address for address in all_pages() if not address.startswith("/r/")]
BUILT = [
    "/",
    "/berita/2024/08/polsek-kraton-himbau-pilkada-damai-melalui-patroli-di-pemukiman-penduduk/",
    "/jenis/imbauan/",
    "/satuan/",
    "/satuan/polsek-kraton/",
    "/arsip/",
    "/dicari/",
    "/ralat/",
    "/pencabutan/",
    "/cari/?q=sepeda",
    "/cek/",
    "/umpan/",
    "/kontak/",
    "/hak-jawab/",
    "/404.html",
]
# The theme alone shows every type and state of a page.
PAGES = [*(("theme_server", address) for address in TYPES), *(("server", page) for page in BUILT)]
# Many parts of pages at once: `test_components` asks of them what axe can ask there.
MORE = [("theme_server", "/kraton/"), ("theme_server", "/galeri/")]
NARROW = ((360, 740), (320, 640))


@dataclass(frozen=True, slots=True)
class Seen:
    """What is wrong with a page, by what is asked of it; a good one has nothing of all that."""

    small: list[str]  # targets lower than a thumb needs
    wide: list[str]  # widths of a window that it does not fit
    found: list[str]  # by axe, at each size, in light and dark
    cut: list[str]  # by large letters, or beyond the edge with them
    said: list[str]  # by the console


Look = Callable[[str, str], Seen]


@pytest.fixture(scope="module")
def look(browser: Browser, theme_server: str, server: str) -> Look:
    origins = {"theme_server": theme_server, "server": server}

    @cache
    def look_once(site: str, address: str) -> Seen:
        with Windows(browser) as windows:
            page = windows.open(origins[site] + address, reduced_motion="reduce")
            small = small_targets(page)
            wide = [f"{width} px" for width in SIZES if _overflows(page, width)]
            found = violations_at(page, SIZES) if (site, address) in PAGES else []
            page.emulate_media(color_scheme="light")
            return Seen(small, wide, found, list(_cut(page)), windows.complaints)

    return look_once


def _overflows(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)


def _cut(page: Page) -> Iterator[str]:
    for width, height in NARROW:
        page.set_viewport_size({"width": width, "height": height})
        for percent in (200, 400):
            enlarge_letters(page, percent)
            yield from (f"{percent} % at {width} px: {text}" for text in beyond_the_edge(page))
    enlarge_letters(page, 100)
    # What a window of 1280 by 1024 shows at 400 %.
    page.set_viewport_size({"width": 320, "height": 256})
    yield from (f"320 by 256 px: {text}" for text in beyond_the_edge(page))


@pytest.mark.parametrize(("site", "address"), PAGES)
def test_a_page_is_accessible_at_every_size(look: Look, site: str, address: str) -> None:
    """Targets of 44 px, nothing beyond the screen, and whatever axe asks in light and dark."""
    seen = look(site, address)
    assert seen.small == []
    assert seen.wide == []
    assert seen.found == []
    assert seen.said == []


@pytest.mark.parametrize(("site", "address"), [*PAGES, *MORE])
def test_large_letters_neither_widen_nor_cut_a_page(look: Look, site: str, address: str) -> None:
    seen = look(site, address)
    assert seen.cut == []
    assert seen.said == []
