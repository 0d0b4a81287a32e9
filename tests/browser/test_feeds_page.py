"""The page of subscriptions on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.site.builder import GOLDEN, build

Open = Callable[..., Page]
Serve = Callable[[Path], str]


def test_an_address_is_copied_and_said_to_be(
    server: str, open_page: Open, built_site: Path
) -> None:
    page = open_page(f"{server}/umpan/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-salin]:visible").first.click()
    expect(page.locator("[role=status]")).to_contain_text("Sudah disalin: Semua berita")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/umpan/rss.xml")
    assert copied.encode() in (built_site / "umpan/umpan.opml").read_bytes()
    page.locator("summary").first.click()
    page.locator("details[open] [data-salin]").last.click()
    assert "/umpan/satuan/" in page.evaluate("navigator.clipboard.readText()")


def test_it_fits_six_screens_of_a_phone(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/umpan/", width=360)
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * 740
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_no_dead_button_shows_and_all_can_be_reached(
    server: str, open_page: Open
) -> None:
    page = open_page(f"{server}/umpan/", java_script_enabled=False)
    assert page.locator("main button:visible").count() == 0
    for address in ("/umpan/rss.xml", "/umpan/umpan.opml", "/agenda.ics"):
        expect(page.locator(f"main a[href='{address}']").first).to_be_visible()


def test_the_channels_of_the_district_stand_first(
    tmp_path: Path, serve: Serve, open_page: Open
) -> None:
    conf = tmp_path / "saluran.py"
    text = (Path(__file__).parents[2] / "pelicanconf.py").read_text("utf-8")
    text = text.replace("Path(__file__).parent", f"Path({str(Path(__file__).parents[2])!r})")
    channels = 'HUMAS_FEEDS_CHANNELS = {"Saluran WhatsApp": "https://whatsapp.example/1"}\n'
    conf.write_text(f"{text}\n{channels}", "utf-8")
    built = build(GOLDEN, tmp_path / "output", conf=str(conf))
    assert built.status == 0, built.report
    page = open_page(f"{serve(tmp_path / 'output')}/umpan/")
    first = page.locator("main section a").first
    expect(first).to_have_text("Saluran WhatsApp")
    assert first.get_attribute("href") == "https://whatsapp.example/1"
