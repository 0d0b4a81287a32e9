"""Pages for those who need large letters, their own colours, or no motion."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import enlarge_letters

Open = Callable[..., Page]

RELEASE = "/berita/2026/11/biasa/"

# What shows that a thing can be pressed or stands apart must not be its background alone.
WITHOUT_OUTLINE = """() => [...document.querySelectorAll(
    '.button, .search__button, .masthead__emergency, .call, .box, .notice, .person, .banner')]
  .filter((one) => one.getClientRects().length)
  .filter((one) => {
    const style = getComputedStyle(one);
    return !['Top', 'Right', 'Bottom', 'Left'].some((side) =>
      parseFloat(style[`border${side}Width`]) >= 1
      && style[`border${side}Style`] !== 'none'
      && style[`border${side}Color`] !== 'rgba(0, 0, 0, 0)');
  })
  .map((one) => one.className)"""

MOVING = """() => [...document.querySelectorAll('*')]
  .filter((one) => {
    const style = getComputedStyle(one);
    const lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0);
    return lasts(style.transitionDuration) || lasts(style.animationDuration)
      || style.scrollBehavior === 'smooth';
  })
  .map((one) => one.className || one.localName)"""


def test_letters_that_are_asked_for_twice_as_large_are_twice_as_large(
    theme_server: str, open_page: Open
) -> None:
    page = open_page(theme_server + RELEASE)
    sizes = "() => ['h1', '.prose p', '.dates'].map((name) => parseFloat("
    sizes += "getComputedStyle(document.querySelector(name)).fontSize))"
    before = page.evaluate(sizes)
    enlarge_letters(page, 200)
    after = page.evaluate(sizes)
    # The title is large already; all else must keep up with what was asked for.
    assert after[0] >= 1.8 * before[0]
    assert after[1:] == [2 * size for size in before[1:]]


@pytest.mark.parametrize(
    "address", ["/", RELEASE, "/berita/2026/11/buron/", "/dicari/", "/galeri/"]
)
def test_with_forced_colours_whatever_has_a_ground_has_a_border(
    theme_server: str, open_page: Open, address: str
) -> None:
    page = open_page(theme_server + address, forced_colors="active")
    assert page.evaluate(WITHOUT_OUTLINE) == []


def test_with_forced_colours_focus_is_seen(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + RELEASE, forced_colors="active")
    for _ in range(5):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return [style.outlineStyle, parseFloat(style.outlineWidth)] }"
        )
        assert style[0] != "none"
        assert style[1] >= 2


@pytest.mark.parametrize("address", ["/", RELEASE, "/galeri/"])
def test_nothing_moves_for_those_who_ask_for_stillness(
    theme_server: str, open_page: Open, address: str
) -> None:
    page = open_page(theme_server + address, reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING) != []  # so the question can be answered with something
