"""What a release page, the home page and the list of units do for their reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.unit.theme.harness import Pages, banner, demo_site, states

Open = Callable[..., Page]
RELEASE = "/berita/2026/11/biasa/"

# A phone with these voices, and what it was told to say.
VOICES = """(voices) => {
  const said = [];
  const listeners = [];
  window.said = said;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    known: [],
    getVoices() { return this.known; },
    addEventListener(name, call) { listeners.push(call); },
    speak(words) { said.push(words); },
    cancel() { said.length = 0; },
  }});
  // Voices come late, as they do in every Chromium.
  setTimeout(() => { speechSynthesis.known = voices; listeners.forEach((call) => call()); }, 50);
}"""

OWN = {"lang": "id_ID", "localService": True, "name": "Suara Indonesia"}
REMOTE = {"lang": "id-ID", "localService": False, "name": "Suara dari peladen"}
ENGLISH = {"lang": "en-GB", "localService": True, "name": "English"}


def listen(page: Page, address: str, voices: list[dict[str, object]]) -> Page:
    import json

    page.add_init_script(f"({VOICES})({json.dumps(voices)})")
    page.goto(address)
    page.wait_for_function("window.speechSynthesis.known.length >= 0")
    page.wait_for_timeout(100)
    return page


def test_a_voice_of_the_device_reads_title_and_text_and_can_be_stopped(
    theme_server: str, open_page: Open
) -> None:
    page = listen(open_page("about:blank"), theme_server + RELEASE, [ENGLISH, REMOTE, OWN])
    page.get_by_role("button", name="Dengarkan").click()
    said = page.evaluate("said.map((words) => words.text)")
    assert said[0] == "Polsek Kraton ajak warga jaga pilkada damai"
    assert any("Petugas Polsek Kraton mengajak warga" in words for words in said)
    assert page.evaluate("said.every((words) => words.voice.name === 'Suara Indonesia')")
    page.get_by_role("button", name="Berhenti membaca").click()
    assert page.evaluate("said.length") == 0
    page.get_by_role("button", name="Dengarkan").click()
    page.evaluate("said.at(-1).onend()")
    expect(page.get_by_role("button", name="Dengarkan")).to_be_visible()


@pytest.mark.parametrize("voices", [[], [ENGLISH], [REMOTE]])
def test_without_an_indonesian_voice_of_its_own_a_device_offers_no_listening(
    theme_server: str, open_page: Open, voices: list[dict[str, object]]
) -> None:
    page = listen(open_page("about:blank"), theme_server + RELEASE, voices)
    expect(page.locator("[data-listen]")).to_be_hidden()


def test_the_button_to_listen_moves_nothing_when_it_appears(
    theme_server: str, open_page: Open
) -> None:
    page = open_page("about:blank")
    heights = []
    for voices in ([], [OWN]):
        heading = listen(page, theme_server + RELEASE, voices).locator("h1").bounding_box()
        assert heading is not None
        heights.append(heading["y"])
    assert heights[0] == heights[1]


def test_one_reads_on_to_the_release_before_and_after(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + RELEASE)
    page.locator("a[rel=prev]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/berita/2026/11/ralat/")
    expect(page.locator("a[rel=next]")).to_be_visible()


def test_my_police_station_is_found_by_village(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + "/satuan/")
    field = page.get_by_label("Kecamatan, kelurahan, atau desa Anda")
    field.fill("tambak")
    expect(page.locator(".areas__list li:visible")).to_have_count(1)
    expect(page.locator(".areas__list li:visible")).to_contain_text("Polsek Kraton")
    field.fill("antah berantah")
    expect(page.get_by_role("status")).to_contain_text("Telepon 110")
    field.fill("DESA  Tambakrejo")
    expect(page.get_by_role("status")).to_be_empty()
    field.press("Enter")
    page.wait_for_url("**/satuan/polsek-kraton/")


def test_without_scripts_every_place_is_listed(theme_server: str, open_page: Open) -> None:
    page = open_page(theme_server + "/satuan/", java_script_enabled=False)
    expect(page.locator(".areas__list").get_by_text("Desa Tambakrejo")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_news_begins_within_one_and_a_half_screens_however_much_is_in_force(
    theme_dir: object, theme_server: str, open_page: Open, width: int
) -> None:
    """A banner, as much in force as the home page shows, and a lead with a photograph."""
    found = states()
    site = demo_site(list(found.values()), banner())
    held = [site.by_code[found[name].code] for name in ("dicari", "buron", "penutupan", "imbauan")]
    news = [site.by_code[found["biasa"].code]]
    html = Pages(site).render(
        "home.html", entries=news, in_force=held, kinds_latest={}, units=list(site.units)
    )
    page = open_page("about:blank", width)
    page.route("**/uji/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(theme_server + "/uji/")
    box = page.locator(".lead-story h3").bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    assert box["y"] + box["height"] <= 1.5 * size["height"]


def test_the_phone_s_own_sheet_gets_title_text_and_the_address_with_the_code(
    theme_server: str, open_page: Open
) -> None:
    page = open_page("about:blank")
    page.add_init_script("navigator.share = async (parts) => { window.shared = parts; }")
    page.goto(theme_server + RELEASE)
    page.get_by_role("button", name="Kirim …").click()
    shared = page.evaluate("window.shared")
    assert shared["title"] == "Polsek Kraton ajak warga jaga pilkada damai"
    assert "Ringkasan yang ditulis tangan" in shared["text"]
    assert "https://humas.test/r/" in shared["text"] + shared.get("url", "")


@pytest.mark.parametrize("address", ["/dicari/", "/berita/2026/11/buron/"])
def test_a_person_sought_is_seen_beside_the_facts_on_a_desk(
    theme_server: str, open_page: Open, address: str
) -> None:
    page = open_page(theme_server + address, 1280)
    shown = page.locator(".person--dpo .person__picture").bounding_box()
    facts = page.locator(".person--dpo .person__facts").bounding_box()
    assert shown is not None
    assert facts is not None
    assert shown["x"] + shown["width"] <= facts["x"]
    assert abs(shown["y"] - facts["y"]) < 5


def test_missing_and_wanted_differ_in_words_colour_and_advice(
    theme_server: str, open_page: Open
) -> None:
    page = open_page(theme_server + "/dicari/")
    missing = page.locator("[data-bagian=orang-hilang]")
    wanted = page.locator("[data-bagian=dpo]")
    expect(wanted).to_contain_text("Jangan bertindak sendiri")
    expect(missing).not_to_contain_text("Jangan bertindak sendiri")
    colour = "one => getComputedStyle(one).borderTopColor"
    of = [part.locator(".person").first.evaluate(colour) for part in (missing, wanted)]
    assert of[0] != of[1]
    for part in (missing, wanted):
        expect(part.get_by_role("link", name="Telepon 110").first).to_be_visible()
        expect(part.get_by_role("link", name="Bagikan lewat WhatsApp").first).to_be_visible()


def test_no_story_stands_twice_on_the_home_page(server: str, open_page: Open) -> None:
    page = open_page(server + "/")
    addresses = page.eval_on_selector_all(
        "main a[href*='/berita/']", "links => links.map((link) => link.pathname)"
    )
    assert len(addresses) > 10
    assert len(addresses) == len(set(addresses))


def test_no_column_of_the_home_page_stays_empty_on_a_desk(server: str, open_page: Open) -> None:
    page = open_page(server + "/", 1280)
    news, side = (
        page.locator(name).evaluate("one => one.lastElementChild.getBoundingClientRect().bottom")
        for name in (".home__news", ".home__side")
    )
    assert abs(news - side) <= 0.25 * max(news, side)
