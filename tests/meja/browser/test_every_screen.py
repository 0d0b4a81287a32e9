"""Every screen of the desk is for everyone: axe, targets for thumbs, large letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from kentongan.meja.screens.routes import ROUTES
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import beyond_the_edge, small_targets, violations_at
from tests.meja.browser.phones import another_phone, begin, photographs_in, publish, text
from tests.meja.browser.trials import FOUND, LISTEN, SOUGHT, Trial

# Addresses that answer with something else than a screen: parts of one, its frame, news.
NO_SCREENS = {
    "/aset/{digest}/{name}", "/manifest.webmanifest", "/sw.js", "/masuk/kunci", "/saya/kunci",
    "/naskah/{id}/foto/{name}/wajah", "/naskah/{id}/gambar/{name}",
    "/naskah/{id}/pratinjau/{path:path}", "/{path:path}",
}  # fmt: skip
SIZES = {320: 800, 412: 800, 1280: 800}


@pytest.fixture(scope="module")
def seen(
    browser: Browser, trial: Trial, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seen]:
    """What is wrong with the screens, each opened once for all questions."""
    context = browser.new_context(
        reduced_motion="reduce",  # a colour on its way to another is not seen
        storage_state=trial.state,
        base_url=trial.origin,
        is_mobile=True,
        has_touch=True,
    )
    context.add_init_script(LISTEN)
    page, noted = context.new_page(), Seen()
    page.on("console", lambda message: noted.said.append(f"{page.url}: {message.text}"))
    for place in screens(page, photographs_in(tmp_path_factory.mktemp("foto"))):
        page.goto(place)
        noted.note(place, page)
    begin(page, text("Layar Sesudah Terbit"))
    publish(page, trial)
    noted.note("menerbitkan", page)
    context.clear_cookies()  # who has signed in does not see this one
    page.goto("/masuk")
    expect(page.locator("[name=sandi]")).to_be_visible()
    noted.note("/masuk", page)
    yield noted
    context.close()


@dataclass
class Seen:
    """The places that were opened, what keeps somebody from using them, and the console's words."""

    places: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def note(self, place: str, page: Page) -> None:
        self.places.append(place)
        self.wrong += [f"{place}: {fault}" for fault in faults(page)]


def test_every_screen_is_looked_at(seen: Seen) -> None:
    paths = [place.partition("?")[0] for place in seen.places]
    met = {route.path for route in ROUTES for path in paths if route.path_regex.match(path)}
    known = {route.path for route in ROUTES if "GET" in (route.methods or ())}
    assert known - NO_SCREENS <= met


def test_every_screen_is_for_everyone(seen: Seen) -> None:
    assert not seen.wrong, "\n".join(seen.wrong)


def test_no_screen_does_what_the_policy_forbids(seen: Seen) -> None:
    forbidden = ("Content Security Policy", "CSP ")
    assert [words for words in seen.said if any(mark in words for mark in forbidden)] == []


def test_what_the_policy_forbids_is_heard_of(browser: Browser, trial: Trial) -> None:
    with another_phone(browser, trial) as context:
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.goto("/saya")
        with page.expect_console_message(lambda said: said.text.startswith("CSP img-src")):
            page.evaluate("new Image().src = 'https://lain.test/x.png'")


def screens(page: Page, photographs: list[Path]) -> list[str]:
    """The addresses of all screens, with a text on which there is something to see."""
    more = "Hubungi 0812-3456-7890. Ini himbauan."
    draft = begin(page, text("Pemeriksaan Semua Layar", more), photographs[:1])
    page.locator("[name=isi]").press("Control+End")
    page.keyboard.insert_text(" Aman.")
    expect(page.locator("#naskah")).to_have_attribute("data-simpan", "tersimpan", timeout=10_000)
    page.reload()
    rev = page.get_attribute("body", "data-rev")
    name = page.locator(".foto__gambar").get_attribute("href") or ""
    number = draft.rpartition("/")[2]
    places = ["/", "/cari?q=patroli", "/saya", "/orang", "/pengaturan", "/keadaan"]
    places += ["/luring", "/undangan/lama", name, f"{draft}/izin?kode=privasi.E002"]
    rests = ("", "/rincian", "/riwayat", "/kirim", "/lihat", "/pisahkan", "/menerbitkan")
    places += [f"{draft}{rest}" for rest in (*rests, f"/beda/1/{rev}")]
    places += [f"/terima?n={number}", f"/rilis/{SOUGHT}", f"/rilis/{FOUND}"]
    places += [f"/rilis/{SOUGHT}/{deed}" for deed in ("ralat", "cabut", "tutup", "hak-jawab")]
    places += [f"/rilis/{FOUND}/buka-lagi"]
    return [re.sub(r"^https?://[^/]*", "", place) for place in places]


def faults(page: Page) -> Iterator[str]:
    """What keeps somebody from using this screen, at each width, in light and dark."""
    yield from violations_at(page, SIZES)
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        # A choice or a file is as high as the label around it.
        for target in small_targets(page):
            if not target.startswith("INPUT:"):
                yield f"{width} px: low {target}"
        for letters in ("200%", "100%"):
            page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                yield f"{width} px, letters of {letters}: {beyond_the_edge(page)[:3]}"
