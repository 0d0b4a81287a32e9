from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
RELEASE = "/berita/2026/11/biasa/"

FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: one.textContent.trim() || one.getAttribute('name') || one.tagName,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.top >= 0 && box.bottom <= innerHeight && !!seen
      && (one.contains(seen) || seen.contains(one)),
  };
}"""


def test_the_text_for_whatsapp_can_be_copied(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + RELEASE, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Salin teks").click()
    expect(page.get_by_role("status")).to_have_text("Sudah disalin.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("*Polsek Kraton ajak warga jaga pilkada damai*\n\n")
    assert "https://humas.test/r/" in copied
    page.get_by_role("button", name="Salin tautan").click()
    page.wait_for_function("async () => !(await navigator.clipboard.readText()).includes('*')")
    assert page.evaluate("navigator.clipboard.readText()").startswith("https://humas.test/r/")


def test_the_print_button_prints(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + RELEASE)
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Cetak").click()
    assert page.evaluate("window.printed") is True


def test_whatsapp_is_a_plain_link_with_the_text(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + RELEASE)
    address = page.get_by_role("link", name="WhatsApp", exact=True).get_attribute("href")
    assert address is not None
    assert address.startswith("https://wa.me/?text=%2APolsek%20Kraton")


def test_with_scripts_off_all_can_be_read_and_no_dead_button_shows(
    theme_server: str, open_page: Open
) -> None:
    page = open_page(theme_server + RELEASE, java_script_enabled=False)
    expect(page.locator(".prose")).to_be_visible()
    expect(page.get_by_role("link", name="WhatsApp", exact=True)).to_be_visible()
    assert page.get_by_role("button").all_inner_texts() == []
    form = page.locator("form[role=search]")
    assert form.get_attribute("action") == "/cari/"
    assert form.get_attribute("method") == "get"


def test_the_skip_link_leads_to_the_text(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + RELEASE)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Langsung ke isi")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_focus_is_visible_and_never_hidden_on_the_way_through_a_page(
    theme_server: str, open_page: Open
) -> None:
    page = open_page(theme_server + RELEASE, reduced_motion="reduce")
    visited = []
    for _ in range(120):
        page.keyboard.press("Tab")
        state = page.evaluate(FOCUS)
        if state is None:
            break
        visited.append(state)
    assert len(visited) > 25
    assert [stop["name"] for stop in visited if not stop["outlined"]] == []
    assert [stop["name"] for stop in visited if not stop["seen"]] == []


def test_the_keyboard_alone_opens_a_story(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + "/")
    page.locator(".lead-story .item__link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/berita/2026/11/biasa/")


def test_the_kraton_release_prints_on_one_page(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + "/kraton/")
    for background in (False, True):
        printed = page.pdf(format="A4", print_background=background)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    page.emulate_media(media="print")
    expect(page.locator(".code__qr svg")).to_be_visible()
    expect(page.locator(".masthead__emergency")).to_be_hidden()
    expect(page.locator(".related")).to_be_hidden()


def test_a_dark_phone_gets_dark_pages(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + RELEASE, color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 23, 18)"


def test_nothing_is_asked_of_another_host(theme_server: str, open_page: Open) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(theme_server + RELEASE)
    assert asked
    assert [address for address in asked if not address.startswith(theme_server)] == []
    assert page.context.cookies() == []
