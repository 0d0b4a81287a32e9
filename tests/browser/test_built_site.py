from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def test_from_home_to_a_release_to_its_unit_to_the_feed(server: str, open_page: Open) -> None:
    page = open_page(server + "/")
    page.locator(".lead-story .item__link").click()
    expect(page.locator("article.release h1")).to_be_visible()
    page.locator(".release__byline a").first.click()
    expect(page.locator("h1.page__title")).to_be_visible()
    feed = page.locator('.more a[href$="rss.xml"]').get_attribute("href")
    assert feed is not None
    reply = page.request.get(server + feed)
    assert reply.ok
    assert "<rss" in reply.text()


def test_every_page_of_the_site_names_a_feed_that_exists(server: str, open_page: Open) -> None:
    page = open_page(server + "/")
    for link in page.locator('link[rel="alternate"][type]').all():
        address = link.get_attribute("href")
        assert address is not None
        assert page.request.get(server + address).ok
