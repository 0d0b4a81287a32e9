"""Photographs for a text, while the phone sleeps, loses its network, or is written on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.meja.browser.phones import another_phone, begin, text, write_on
from tests.meja.browser.trials import Trial

PICK = "[data-tambah-foto] input[multiple]"
UPLOAD = "**/naskah/*/foto/*"
PATIENCE = 30_000  # to make a photograph small takes its time where much else is done


class Network:
    """Lets some photographs through; after these the answer is lost, or nothing goes out."""

    def __init__(self, through: int, *, is_answer_lost: bool = False) -> None:
        self.through, self.is_answer_lost = through, is_answer_lost

    def __call__(self, route: Route) -> None:
        self.through -= 1
        if self.through >= 0:
            route.continue_()
            return
        if self.is_answer_lost:
            route.fetch()
        route.abort()


@pytest.mark.parametrize(
    ("through", "is_answer_lost", "way_back"),
    [(1, True, "the text"), (0, False, "another screen")],
)
def test_photographs_that_were_on_their_way_arrive_once(
    offline_phone: BrowserContext,
    photographs: list[Path],
    through: int,
    is_answer_lost: bool,
    way_back: str,
) -> None:
    page = offline_phone.new_page()
    draft = begin(page, text(f"Foto Terputus {through} {is_answer_lost} {way_back}"))
    offline_phone.route(UPLOAD, Network(through, is_answer_lost=is_answer_lost))
    page.set_input_files(PICK, photographs)
    expect(page.locator("[data-foto-kabar]")).to_contain_text(
        "Foto tersimpan di ponsel", timeout=PATIENCE
    )
    page.close()
    offline_phone.unroute(UPLOAD)
    page = offline_phone.new_page()
    page.goto(draft if way_back == "the text" else "/saya")
    if way_back != "the text":
        page.click("main a[href$='#foto']")
    expect(page.locator(".foto__gambar img")).to_have_count(2, timeout=PATIENCE)
    page.goto("/")
    expect(page.locator("[data-di-ponsel]")).to_be_hidden()


def test_who_writes_on_while_photographs_arrive_is_left_to_write(
    browser: Browser, trial: Trial, phone: Page, photographs: list[Path]
) -> None:
    draft = begin(phone, text("Menulis Selagi Foto Dikirim"))
    form = phone.locator("#naskah")
    phone.set_input_files(PICK, photographs)
    write_on(phone, " Satu.")
    expect(phone.locator("[data-foto-kabar] button")).to_have_text(
        "Tampilkan 2 foto baru", timeout=PATIENCE
    )
    write_on(phone, " Dua.")
    expect(form).to_have_attribute("data-simpan", "tersimpan", timeout=PATIENCE)
    phone.click("[data-foto-kabar] button")
    expect(phone.locator(".foto__gambar img")).to_have_count(2, timeout=PATIENCE)
    with another_phone(browser, trial) as context:
        page = context.new_page()
        page.goto(draft)
        assert page.locator("[name=isi]").input_value().endswith(" Satu. Dua.")


def test_a_text_waits_for_its_photographs(phone: Page, photographs: list[Path]) -> None:
    draft = begin(phone, text("Terbit Bersama Fotonya"))
    phone.route(UPLOAD, Network(1))
    phone.set_input_files(PICK, photographs)
    told = phone.locator("[data-foto-kabar]")
    expect(told).to_contain_text("Foto tersimpan di ponsel", timeout=PATIENCE)
    phone.click("[data-perbuatan=terbitkan]")
    expect(told).to_contain_text("Foto belum terkirim semua.")
    assert phone.url.startswith(draft)
    phone.click("[data-perbuatan=terbitkan]")
    phone.wait_for_url("**/menerbitkan*")


def test_what_is_no_photograph_stops_no_other(
    offline_phone: BrowserContext, photographs: list[Path]
) -> None:
    phone = offline_phone.new_page()
    begin(phone, text("Satu Bukan Foto"))
    broken = photographs[0].with_name("rusak.heic")
    broken.write_bytes(b"bukan foto")
    phone.set_input_files(PICK, [broken, photographs[1]])
    told = phone.locator("[data-foto-kabar]")
    expect(told).to_contain_text("bukan foto", ignore_case=True, timeout=PATIENCE)
    told.locator("button").click()
    expect(phone.locator(".foto__gambar img")).to_have_count(1, timeout=PATIENCE)
