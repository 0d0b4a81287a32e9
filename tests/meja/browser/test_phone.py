"""The desk on a phone: the journey, marks and mends, keys and passkeys."""

from __future__ import annotations

import re
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.meja.browser.phones import begin, open_with_worker, publish, sign_in, text
from tests.meja.browser.trials import PHONE, Trial


def test_three_actions_lead_to_the_public_page(
    phone: Page, trial: Trial, photographs: list[Path]
) -> None:
    begin(phone, text("Patroli Malam di Pasar Kraton"), photographs)
    expect(phone.locator("[data-jumlah]")).to_be_visible()
    shown = publish(phone, trial)
    assert "Patroli Malam di Pasar Kraton" in shown
    assert shown.count("<picture") >= 2
    phone.click("text=Ralat, perbarui, cabut")
    phone.click("[data-perbuatan=ralat]")
    phone.locator(".baca__kata", has_text="menenangkan").click()
    expect(phone.locator("[name=keliru]")).to_have_value("menenangkan")


def test_each_photograph_of_the_camera_adds_to_the_others(
    phone: Page, photographs: list[Path]
) -> None:
    phone.goto("/")
    phone.set_input_files("[name=foto]", photographs[:1])
    for photograph in photographs:
        phone.set_input_files("[name=kamera]", photograph)
    expect(phone.locator("[data-cuplikan] img")).to_have_count(3)


def test_the_same_without_scripts(browser: Browser, trial: Trial, photographs: list[Path]) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=trial.origin)
    page = context.new_page()
    page.goto("/masuk")
    sign_in(page)
    page.fill("[name=teks]", text("Patroli Pagi di Pasar Kraton"))
    page.set_input_files("[name=foto]", photographs)
    page.click("[data-perbuatan=lanjut]")
    body = page.locator("[name=isi]")
    body.fill(body.input_value().replace("menenangkan", "*menenangkan*"))
    page.click("[data-perbuatan=simpan]")
    expect(page.locator("[name=isi]")).to_have_value(re.compile(r"\*menenangkan\*"))
    page.click("[data-perbuatan=terbitkan]")
    for _ in range(900):
        if page.locator("h1").inner_text() == "Sudah tayang":
            break
        page.wait_for_timeout(100)
        page.reload()
    expect(page.locator("h1")).to_have_text("Sudah tayang")
    context.close()


def test_words_are_marked_mended_and_the_mend_undone(phone: Page) -> None:
    begin(phone, text("Patroli Siang di Pasar Kraton"))
    body = phone.locator("[name=isi]")
    body.evaluate("one => one.setSelectionRange(0, 0)")
    body.focus()
    phone.keyboard.type("😷 Ada himbauan baru. Himbauan lama. ")
    mark = phone.locator("[data-bayang] mark", has_text=re.compile("^himbauan$", re.IGNORECASE))
    expect(mark).to_have_count(2, timeout=5_000)
    found = phone.locator("[data-temuan][data-kode='redaksi.W007']")
    found.locator("[data-ganti]").first.click()
    expect(body).to_have_value(re.compile("Ada imbauan baru. Imbauan lama."))
    phone.keyboard.press("Control+z")
    phone.keyboard.press("Control+z")
    expect(body).to_have_value(re.compile("Ada himbauan baru. Himbauan lama."))
    shadow, area = (
        phone.locator(selector).bounding_box() for selector in ("[data-bayang]", "[name=isi]")
    )
    assert shadow
    assert area
    assert abs(shadow["height"] - area["height"]) < 2


def test_wrong_words_are_chosen_by_tapping_and_stay_in_sight(phone: Page) -> None:
    phone.goto("/cari?q=Pilkada")
    found = phone.locator("main a[href*='/rilis/']").first.get_attribute("href")
    phone.goto(f"{found}/ralat")
    words = phone.locator(".baca__kata")
    words.nth(2).click()
    words.nth(4).click()
    chosen = phone.locator("[name=keliru]").input_value()
    assert len(chosen.split()) == 3
    expect(phone.locator("[name=benar]")).to_have_value(chosen)
    bar = phone.locator("[data-kata-terpilih]")
    expect(bar).to_be_in_viewport()
    bar.locator("button").click()
    expect(phone.locator("[name=benar]")).to_be_focused()


def test_what_another_app_shares_arrives(browser: Browser, trial: Trial) -> None:
    context = browser.new_context(viewport=PHONE, storage_state=trial.state, base_url=trial.origin)
    page = context.new_page()
    open_with_worker(page)
    page.reload()
    share = """([words]) => {
      const form = Object.assign(document.createElement("form"),
        { method: "post", action: "/bagikan", enctype: "multipart/form-data" });
      const field = document.createElement("textarea");
      Object.assign(field, { name: "teks", value: words });
      form.append(field);
      document.body.append(form);
      form.submit();
    }"""
    page.evaluate(share, [text("Dibagikan dari Aplikasi Lain Kraton")])
    page.wait_for_url("**/naskah/**", timeout=30_000)
    expect(page.locator("[name=judul]")).to_have_value("Dibagikan dari Aplikasi Lain Kraton")
    page.goto("/")
    page.evaluate(share, ["  "])
    expect(page.locator("[role=status]").first).to_contain_text("tanpa isi")
    context.close()


def reach(page: Page, query: str, most: int = 60) -> None:
    """Press Tab until this has the focus."""
    for _ in range(most):
        if page.evaluate("(query) => document.activeElement.matches(query)", query):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{query} is not reached")


def test_all_is_done_by_keyboard_and_blurred_by_finger(
    phone: Page, photographs: list[Path]
) -> None:
    phone.goto("/")
    phone.set_input_files("[name=foto]", photographs[:1])
    reach(phone, "[name=teks]")
    phone.keyboard.insert_text(text("Ronda Malam di Kraton"))
    reach(phone, "[data-perbuatan=lanjut]")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/naskah/**", timeout=30_000)
    reach(phone, "a.foto__gambar")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/foto/**")
    reach(phone, "[data-perbuatan=tambah-samar]")
    phone.keyboard.press("Enter")
    phone.keyboard.press("ArrowRight")
    phone.keyboard.press("Shift+ArrowDown")
    regions = phone.locator("[data-daerah]")
    expect(regions).to_have_value("42,40,20,22")
    phone.keyboard.press("Delete")
    expect(regions).to_have_value("")
    box = phone.locator("[data-samar]").bounding_box()
    assert box
    phone.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.1)
    phone.mouse.down()
    phone.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6, steps=4)
    phone.mouse.up()
    left, top, width, height = (float(number) for number in regions.input_value().split(","))
    assert (round(left), round(top), round(width), round(height)) == (10, 10, 40, 50)
    phone.click("[data-perbuatan=simpan]")
    phone.wait_for_url("**/naskah/*#foto")
    reach(phone, "[data-perbuatan=terbitkan]", 80)


def test_a_passkey_is_made_and_used(browser: Browser, trial: Trial) -> None:
    context = browser.new_context(viewport=PHONE, storage_state=trial.state, base_url=trial.origin)
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/saya")
    page.click("[data-perbuatan=buat-kunci]")
    made = page.locator("[role=status]").first
    expect(made).to_contain_text("Kunci sudah dibuat", timeout=30_000)
    context.clear_cookies()
    page.goto("/masuk")
    page.click("[data-perbuatan=masuk-kunci]")
    page.wait_for_url(f"{trial.origin}/")
    context.close()


def test_two_taps_are_one(offline_phone: BrowserContext) -> None:
    page = offline_phone.new_page()
    asked: list[str] = []

    def slow(route: Route) -> None:
        asked.append(route.request.url)
        time.sleep(0.5)
        route.continue_()

    page.route("**/orang/undang", slow)
    page.goto("/orang")
    page.fill("#nama", f"Bripda Ketuk {time.monotonic_ns()}")
    page.fill("[name=jabatan]", "Staf Humas")
    page.select_option("[name=satuan]", index=1)
    page.locator("[data-perbuatan=undang]").dblclick(no_wait_after=True)
    expect(page.locator("[data-tautan]")).to_be_visible()
    assert len(asked) == 1
