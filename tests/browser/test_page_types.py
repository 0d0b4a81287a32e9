from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.accessibility import violations, violations_at

Open = Callable[..., Page]


def test_a_fault_is_found_on_each_page_that_is_opened(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + "/")
    for _ in range(2):
        page.goto(theme_server + "/")
        assert violations(page) == []
        page.evaluate("document.querySelector('main').append(new Image())")
        assert [line.partition(" ")[0] for line in violations(page)] == ["image-alt"]


def test_a_colour_that_fails_in_the_dark_alone_is_found(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + "/")
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`@media (prefers-color-scheme: dark) {
            main, main * {color: #222 !important; background: #000 !important}}`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    found = violations_at(page, {360: 740})
    assert found and all(line.startswith("360 px, dark: color-contrast") for line in found)


def test_110_stays_in_reach_after_scrolling(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + "/berita/2026/11/biasa/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    box = page.locator(".masthead__emergency").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 740


def test_the_layout_does_not_shift(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + "/berita/2026/11/biasa/")
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += entry.value;
          }).observe({type: 'layout-shift', buffered: true});
          setTimeout(() => done(sum), 300);
        })"""
    )
    assert shift < 0.01
