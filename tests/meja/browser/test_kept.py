"""What a phone keeps until the desk has it: texts and shares without a network, words left."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.meja.browser.phones import (
    a_colleague_adds,
    another_phone,
    at_the_desk,
    begin,
    cut_off,
    is_kept_on_the_phone,
    is_remembered,
    kept_at_the_desk,
    open_with_worker,
    sign_in,
    text,
    write_on,
)
from tests.meja.browser.trials import SOUGHT, Trial


def test_words_that_were_undone_are_not_held_on_the_phone(phone: Page) -> None:
    begin(phone, text("Ronda Pagi di Kraton"))
    phone.locator("[name=isi]").press("Control+End")
    phone.keyboard.insert_text("Salah.")
    phone.keyboard.press("Control+z")
    expect(phone.locator("#naskah")).to_have_attribute("data-simpan", "tersimpan")
    phone.goto("/")
    expect(phone.locator("[data-di-ponsel]")).to_be_hidden()


def test_text_typed_without_a_network_survives_the_browser(offline_phone: BrowserContext) -> None:
    page = offline_phone.new_page()
    place = begin(page, text("Patroli Sore di Pasar Kraton"))
    offline_phone.set_offline(True)
    body = page.locator("[name=isi]")
    body.fill(body.input_value() + "\n\nKalimat tanpa sinyal.")
    is_kept_on_the_phone(page)
    page.close()
    offline_phone.set_offline(False)
    page = offline_phone.new_page()
    page.goto(place)
    expect(page.locator("[name=isi]")).to_have_value(re.compile("Kalimat tanpa sinyal"))
    expect(page.locator("#naskah")).to_have_attribute("data-simpan", "tersimpan", timeout=10_000)
    page.reload()
    expect(page.locator("[name=isi]")).to_have_value(re.compile("Kalimat tanpa sinyal"))


@pytest.mark.parametrize("way_back", ["the text", "the first screen"])
def test_words_of_two_tabs_without_a_network_are_both_kept(
    offline_phone: BrowserContext, way_back: str
) -> None:
    pages = [offline_phone.new_page(), offline_phone.new_page()]
    place = begin(pages[0], text(f"Dua Tab Lewat {way_back}"))
    pages[1].goto(place)
    offline_phone.set_offline(True)
    for page, words in zip(pages, (" Dari tab pertama.", " Dari tab kedua."), strict=True):
        write_on(page, words)
        is_kept_on_the_phone(page)
    pages[0].evaluate("dispatchEvent(new Event('online'))")  # tries again: its words are no newer
    is_kept_on_the_phone(pages[0])
    for page in pages:
        page.close()
    offline_phone.set_offline(False)
    page = offline_phone.new_page()
    if way_back == "the text":
        page.goto(place)
        expect(page.locator("[name=isi]")).to_have_value(re.compile("Dari tab kedua."))
        page.click("[data-kabar-simpan] a[href*='/beda/']")
    else:
        page.goto("/")
        page.click("main a[href*='/beda/']")
    shown = page.locator("main").inner_text()
    assert "Dari tab pertama." in shown
    assert "Dari tab kedua." in shown
    page.goto("/")
    expect(page.locator("[data-di-ponsel]")).to_be_hidden()


def test_a_share_made_without_a_network_is_sent_once(offline_phone: BrowserContext) -> None:
    page = offline_phone.new_page()
    open_with_worker(page)
    offline_phone.set_offline(True)
    page.fill("[name=teks]", text("Kiriman Tanpa Sinyal Kraton"))
    page.click("[data-perbuatan=lanjut]")
    expect(page.locator("[data-daftar-ponsel] li")).to_have_count(1, timeout=10_000)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Tidak ada sinyal")
    offline_phone.set_offline(False)
    page.goto("/")
    page.wait_for_url("**/naskah/**", timeout=30_000)
    page.goto("/")
    expect(page.locator("[data-di-ponsel]")).to_be_hidden()
    expect(page.locator(".daftar__judul", has_text="Kiriman Tanpa Sinyal Kraton")).to_have_count(1)


def test_a_share_that_is_refused_stays_with_its_reason(
    offline_phone: BrowserContext, tmp_path: Path
) -> None:
    broken = tmp_path / "rilis.docx"
    broken.write_bytes(b"PK\3\4 rusak")
    page = offline_phone.new_page()
    open_with_worker(page)
    offline_phone.set_offline(True)
    page.fill("[name=teks]", text("Kiriman yang Ditolak Kraton"))
    page.set_input_files("[name=berkas]", broken)
    page.click("[data-perbuatan=lanjut]")
    kept = page.locator("[data-daftar-ponsel] li")
    expect(kept).to_have_count(1, timeout=10_000)
    offline_phone.set_offline(False)
    for _ in range(2):
        page.goto("/")
        expect(kept.locator(".kabar")).to_be_visible(timeout=20_000)
    kept.locator("button", has_text="Tulis lagi").click()
    expect(page.locator("[name=teks]")).to_have_value(re.compile("Kiriman yang Ditolak Kraton"))
    expect(page.locator("[data-di-ponsel]")).to_be_hidden()


def test_nothing_is_called_saved_before_it_is(phone: Page) -> None:
    begin(phone, text("Patroli yang Belum Tersimpan"))
    form = phone.locator("#naskah")
    form.locator("[name=isi]").press("Control+End")
    phone.keyboard.insert_text(" Aman.")
    assert form.get_attribute("data-simpan") == "menyimpan"
    phone.keyboard.press("Control+z")
    expect(form).to_have_attribute("data-simpan", "tersimpan", timeout=10_000)


WAYS_AWAY: dict[str, Callable[[Page], object]] = {
    "a link": lambda page: page.click(".kepala__nama"),
    "the details": lambda page: page.click("[data-rincian]"),
    "the back button": lambda page: page.go_back(),
    "another address": lambda page: page.goto("/saya"),
    "the tab is closed": lambda page: page.close(run_before_unload=True),
}


@pytest.mark.parametrize("way", WAYS_AWAY)
def test_words_left_within_the_pause_reach_the_desk(trial: Trial, phone: Page, way: str) -> None:
    draft = begin(phone, text(f"Ditinggal Lewat {way}"))
    write_on(phone, " Aman terkendali.")
    WAYS_AWAY[way](phone)
    assert at_the_desk(trial, draft, "Aman terkendali.")
    if way != "the tab is closed":  # a browser may wait for ever to close a page that is leaving
        phone.wait_for_url(lambda address: re.sub(r"[?#].*", "", address) != draft)


def test_words_left_before_the_phone_could_store_them_are_sent_by_the_next_screen(
    trial: Trial, phone: Page
) -> None:
    draft = begin(phone, text("Ditinggal Seketika"))
    cut_off(phone)
    phone.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new Error('late'); }; }")
    write_on(phone, " Huruf terakhir.")
    phone.goto("/saya")
    assert at_the_desk(trial, draft, "Huruf terakhir.")
    phone.goto("/")
    expect(phone.locator("[data-di-ponsel]")).to_be_hidden()
    assert phone.evaluate("Object.keys(localStorage)") == ["orang"]


def test_the_screen_that_a_link_leads_to_has_the_last_words(phone: Page) -> None:
    begin(phone, text("Judul Lama yang Ditinggal"))
    phone.locator("[name=judul]").fill("Judul Baru yang Ditinggal")
    phone.click(".kepala__nama")
    expect(phone.locator(".daftar__judul").first).to_have_text("Judul Baru yang Ditinggal")
    expect(phone.locator("[data-di-ponsel]")).to_be_hidden()


def test_words_that_are_many_are_sent_by_the_next_screen(trial: Trial, phone: Page) -> None:
    draft = begin(phone, text("Naskah Panjang yang Ditinggal"))
    phone.context.route("**/simpan", lambda route: route.abort())
    write_on(phone, " Patroli berjalan aman." * 3000)  # more than is sent when a page goes
    phone.wait_for_timeout(200)
    phone.goto("/saya")
    phone.context.unroute("**/simpan")
    phone.goto("/saya")
    assert at_the_desk(trial, draft, " Patroli berjalan aman." * 3000)
    phone.goto("/")
    expect(phone.locator("[data-di-ponsel]")).to_be_hidden()


def test_what_a_colleague_saved_meanwhile_is_laid_beside_the_words_of_the_phone(
    browser: Browser, trial: Trial, phone: Page
) -> None:
    draft = begin(phone, text("Ditulis Dua Orang"))
    cut_off(phone)
    write_on(phone, " Dari ponsel.")
    is_kept_on_the_phone(phone)
    phone.goto("about:blank")
    a_colleague_adds(browser, trial, draft, " Dari rekan.")
    phone.goto("/")
    phone.click("main a[href*='/beda/']")
    shown = phone.locator("main").inner_text()
    assert "Dari ponsel." in shown
    assert "Dari rekan." in shown
    assert "Dari rekan." in kept_at_the_desk(trial, draft)


def test_words_that_the_desk_has_and_that_were_written_on_do_not_come_back(
    browser: Browser, trial: Trial, phone: Page
) -> None:
    draft = begin(phone, text("Diteruskan Rekan"))
    phone.route("**/simpan", lambda route: (route.fetch(), route.abort()))  # its answer is lost
    write_on(phone, " Dari ponsel.")
    is_kept_on_the_phone(phone)
    phone.goto("about:blank")
    a_colleague_adds(browser, trial, draft, " Dari rekan.")
    phone.unroute("**/simpan")
    phone.goto(draft)
    body = phone.locator("[name=isi]")
    expect(body).to_have_value(re.compile("Dari ponsel. Dari rekan."))
    expect(phone.locator("#naskah")).to_have_attribute("data-simpan", "tersimpan")


def test_words_that_may_no_longer_be_saved_are_given_back(
    browser: Browser, trial: Trial, phone: Page
) -> None:
    draft = begin(phone, text("Dibuang di Layar Lain"))
    with another_phone(browser, trial) as context:
        elsewhere = context.new_page()
        elsewhere.goto(draft)
        elsewhere.locator("summary", has_text="Lainnya").click()
        elsewhere.click("[data-perbuatan=buang]")
        elsewhere.wait_for_url(f"{trial.origin}/*")
    write_on(phone, " Kalimat terakhir.")
    is_kept_on_the_phone(phone)
    phone.goto("/")
    kept = phone.locator("[data-daftar-ponsel] li")
    expect(kept.locator(".kabar")).to_be_visible()
    kept.locator("button", has_text="Tulis lagi").click()
    expect(phone.locator("[name=teks]")).to_have_value(re.compile("Kalimat terakhir."))
    expect(phone.locator("[data-di-ponsel]")).to_be_hidden()


def test_words_typed_after_the_session_ended_are_saved_by_signing_in(phone: Page) -> None:
    open_with_worker(phone)
    draft = begin(phone, text("Sesi yang Habis"))
    phone.context.clear_cookies()
    write_on(phone, " Sesudah sesi habis.")
    told = phone.locator("[data-kabar-simpan] a")
    expect(told).to_have_text("Masuk lagi untuk menyimpan")
    told.click()
    sign_in(phone)
    phone.wait_for_url(draft)
    expect(phone.locator("[name=isi]")).to_have_value(re.compile("Sesudah sesi habis."))
    expect(phone.locator("#naskah")).to_have_attribute("data-simpan", "tersimpan")


def test_words_typed_before_the_script_is_there_are_remembered(
    offline_phone: BrowserContext,
) -> None:
    page, place = offline_phone.new_page(), f"/rilis/{SOUGHT}/hak-jawab"
    page.add_init_script(
        """document.addEventListener("readystatechange", () => {
          const field = document.querySelector("[name=teks]");
          if (field && document.readyState === "interactive") field.value = "Sebelum skrip.";
        });"""
    )
    page.goto(place)
    assert is_remembered(page)
    page.close()
    page = offline_phone.new_page()
    page.goto(place)
    expect(page.locator("[name=teks]")).to_have_value("Sebelum skrip.")


def test_what_is_typed_into_a_form_survives_a_lost_network_and_an_ended_session(
    offline_phone: BrowserContext,
) -> None:
    page, place, words = (
        offline_phone.new_page(),
        f"/rilis/{SOUGHT}/hak-jawab",
        "Tanggapan keluarga.",
    )
    page.goto(place)
    page.fill("[name=teks]", words)
    assert is_remembered(page)
    offline_phone.set_offline(True)
    with page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
        page.click("[data-perbuatan=hak-jawab]", no_wait_after=True)
    offline_phone.set_offline(False)
    page.goto(place)
    expect(page.locator("[name=teks]")).to_have_value(words)
    offline_phone.clear_cookies()
    page.click("[data-perbuatan=hak-jawab]")
    page.click("main a")
    sign_in(page)
    page.wait_for_url(f"**{place}")
    expect(page.locator("[name=teks]")).to_have_value(words)
    page.click("[data-perbuatan=hak-jawab]")
    page.wait_for_url("**/naskah/**")
    page.goto(place)
    expect(page.locator("[name=teks]")).to_have_value("")
