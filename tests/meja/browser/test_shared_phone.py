"""A phone that several people use: nobody sees or sends what another has left on it."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.meja.browser import phones
from tests.meja.browser.trials import Trial, accept

COLLEAGUE = "Bripda Rekan"
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def colleague(browser: Browser, trial: Trial) -> str:
    """Another person of the same desk, who has signed in once."""
    context = browser.new_context(storage_state=trial.state, base_url=trial.origin)
    page = context.new_page()
    page.goto("/orang")
    page.fill("#nama", COLLEAGUE)
    page.fill("[name=jabatan]", "Staf Humas")
    page.select_option("[name=satuan]", index=1)
    page.click("[data-perbuatan=undang]")
    link = page.locator("[data-tautan]").inner_text()
    context.clear_cookies()
    accept(page, link)
    context.close()
    return COLLEAGUE


def becomes(page: Page, name: str) -> None:
    """Another person signs in; the session of the first has ended."""
    page.context.clear_cookies()
    page.goto("/masuk")
    phones.sign_in(page, name)
    page.wait_for_url(lambda address: "/masuk" not in address)


def asked_before_signing_out(page: Page) -> str:
    """What is asked before somebody signs out, who then stays."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    page.goto("/saya")
    with page.expect_event("dialog"):
        page.click("[data-perbuatan=keluar]")
    return asked[0]


def left_behind(context: BrowserContext) -> tuple[str, str]:
    """Words and a share that someone leaves on the phone without a network: draft and title."""
    page = context.new_page()
    phones.open_with_worker(page)
    draft = phones.begin(page, phones.text("Ditinggal di Ponsel Bersama"))
    context.set_offline(True)
    phones.cut_off(page)
    phones.write_on(page, " Rahasia pertama.")
    phones.is_kept_on_the_phone(page)
    page.goto("/")
    share = f"Kiriman Ke-{next(_NUMBERS)} di Ponsel Bersama"
    page.fill("[name=teks]", phones.text(share))
    page.click("[data-perbuatan=lanjut]")
    expect(page.locator("[data-daftar-ponsel] li")).to_have_count(2)
    page.close()
    context.set_offline(False)
    return draft, share


def test_what_one_person_left_waits_until_they_sign_in_again(
    trial: Trial, offline_phone: BrowserContext, colleague: str
) -> None:
    draft, share = left_behind(offline_phone)
    page = offline_phone.new_page()
    becomes(page, colleague)
    for _ in range(2):
        page.goto("/")
        kept = page.locator("[data-daftar-ponsel]")
        expect(kept).to_have_text(re.compile("2 dari orang lain"))
        expect(kept.locator("li")).to_have_count(1)
    page.goto(draft)
    page.wait_for_load_state("networkidle")
    assert "Rahasia" not in page.content()
    assert "Rahasia" not in phones.kept_at_the_desk(trial, draft)
    assert "orang lain" in asked_before_signing_out(page)
    becomes(page, "Percobaan")
    page.goto("/saya")
    assert phones.at_the_desk(trial, draft, "Rahasia pertama.")
    assert phones.is_listed(trial, share)
    page.goto("/")
    expect(page.locator(".daftar__judul", has_text=share)).to_have_count(1)
    expect(page.locator("[data-di-ponsel]")).to_be_hidden()
