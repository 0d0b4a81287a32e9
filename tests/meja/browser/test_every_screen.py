"""Every screen of the desk is for everyone: axe, targets for thumbs, large letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kentongan.meja.screens.routes import ROUTES
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.accessibility import beyond_the_edge, small_targets, violations_at
from tests.meja.browser.phones import begin, publish, text
from tests.meja.browser.trials import FOUND, SOUGHT, Trial

# Addresses that answer with something else than a screen: parts of one, its frame, news.
NO_SCREENS = {
    "/aset/{digest}/{name}", "/manifest.webmanifest", "/sw.js", "/masuk/kunci", "/saya/kunci",
    "/naskah/{id}/foto/{name}/wajah", "/naskah/{id}/gambar/{name}",
    "/naskah/{id}/pratinjau/{path:path}", "/{path:path}",
}  # fmt: skip
SIZES = {320: 800, 412: 800, 1280: 800}


def test_every_screen_is_for_everyone(
    browser: Browser, trial: Trial, photographs: list[Path]
) -> None:
    context = browser.new_context(
        reduced_motion="reduce",  # a colour on its way to another is not seen
        storage_state=trial.state,
        base_url=trial.origin,
        bypass_csp=True,
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    wrong: list[str] = []
    places = screens(page, photographs)
    paths = [place.partition("?")[0] for place in places]
    seen = {route.path for route in ROUTES for path in paths if route.path_regex.match(path)}
    known = {route.path for route in ROUTES if "GET" in (route.methods or ())}
    assert known - NO_SCREENS - {"/masuk"} <= seen
    for place in places:
        page.goto(place)
        wrong += [f"{place}: {fault}" for fault in faults(page)]
    begin(page, text("Layar Sesudah Terbit"))
    publish(page, trial)
    wrong += [f"menerbitkan: {fault}" for fault in faults(page)]
    context.clear_cookies()  # who has signed in does not see this one
    page.goto("/masuk")
    expect(page.locator("[name=sandi]")).to_be_visible()
    wrong += [f"/masuk: {fault}" for fault in faults(page)]
    assert not wrong, "\n".join(wrong)
    context.close()


def test_no_screen_does_what_the_policy_forbids(
    offline_phone: BrowserContext, photographs: list[Path]
) -> None:
    page = offline_phone.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    for place in screens(page, photographs):
        page.goto(place, wait_until="networkidle")
    assert [words for words in said if "Content Security Policy" in words] == []


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
    yield from violations_at(page, SIZES, {"frame-tested"})
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
