"""The desk on a phone: the journey, marks and mends, what is kept without a network."""

from __future__ import annotations

import io
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from kentongan.meja.screens.routes import ROUTES
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import beyond_the_edge, small_targets, violations
from tests.meja.browser.trials import FOUND, PHONE, SOUGHT, Trial
from tests.meja.desks import PASSWORD

TEXT = """*{title}*

Polsek Kraton – Petugas Polsek Kraton berpatroli pada Senin (23/11/2026) malam. {more}

Kapolsek Kraton mengatakan patroli itu menenangkan pedagang dan warga sekitar.
"""


def text(title: str, more: str = "") -> str:
    return TEXT.format(title=title, more=more)


@pytest.fixture
def photographs(tmp_path: Path) -> list[Path]:
    files = []
    for colour in ("teal", "brown"):
        out = io.BytesIO()
        Image.new("RGB", (3000, 2000), colour).save(out, "JPEG")
        files.append(tmp_path / f"{colour}.jpg")
        files[-1].write_bytes(out.getvalue())
    return files


def begin(page: Page, words: str, files: list[Path] | None = None) -> str:
    """Paste a text, and perhaps photographs; the address of the draft."""
    page.goto("/")
    page.fill("[name=teks]", words)
    if files:
        page.set_input_files("[name=foto]", files)
    page.click("[data-perbuatan=lanjut]")
    page.wait_for_url("**/naskah/**", timeout=30_000)
    return re.sub(r"[?#].*", "", page.url)


def publish(page: Page, trial: Trial) -> str:
    """Press the last button and wait; the public page."""
    page.click("[data-perbuatan=terbitkan]")
    page.wait_for_url("**/menerbitkan*", timeout=30_000)
    expect(page.locator("h1")).to_have_text("Sudah tayang", timeout=90_000)
    path = page.locator("[data-alamat]").inner_text().split("/r/")[1]
    with urllib.request.urlopen(f"{trial.site}/r/{path}") as answer:
        target = re.search(r'url=([^"]*)"', answer.read().decode())
    assert target
    place = "/" + target[1].split("/", 3)[3] if "//" in target[1] else target[1]
    with urllib.request.urlopen(f"{trial.site}{place}") as answer:
        page_text: str = answer.read().decode()
    return page_text


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
    page.fill("[name=nama]", "Percobaan")
    page.fill("[name=sandi]", PASSWORD)
    page.click("[data-perbuatan=masuk]")
    page.fill("[name=teks]", text("Patroli Pagi di Pasar Kraton"))
    page.set_input_files("[name=foto]", photographs)
    page.click("[data-perbuatan=lanjut]")
    body = page.locator("[name=isi]")
    body.fill(body.input_value().replace("menenangkan", "*menenangkan*"))
    page.click("[data-perbuatan=simpan]")
    expect(page.locator("[name=isi]")).to_have_value(re.compile(r"\*menenangkan\*"))
    page.click("[data-perbuatan=terbitkan]")
    for _ in range(90):
        if page.locator("h1").inner_text() == "Sudah tayang":
            break
        page.wait_for_timeout(1000)
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


def test_words_that_were_undone_are_not_held_on_the_phone(phone: Page) -> None:
    begin(phone, text("Ronda Pagi di Kraton"))
    phone.locator("[name=isi]").press("Control+End")
    phone.keyboard.insert_text("Salah.")
    phone.keyboard.press("Control+z")
    phone.wait_for_timeout(1500)
    phone.goto("/")
    phone.wait_for_timeout(300)
    expect(phone.locator("[data-di-ponsel]")).to_be_hidden()


def test_text_typed_without_a_network_survives_the_browser(browser: Browser, trial: Trial) -> None:
    context = browser.new_context(viewport=PHONE, storage_state=trial.state, base_url=trial.origin)
    page = context.new_page()
    place = begin(page, text("Patroli Sore di Pasar Kraton"))
    form = page.locator("#naskah")
    context.set_offline(True)
    body = page.locator("[name=isi]")
    body.fill(body.input_value() + "\n\nKalimat tanpa sinyal.")
    expect(form).to_have_attribute("data-simpan", "luring", timeout=10_000)
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(place)
    expect(page.locator("[name=isi]")).to_have_value(re.compile("Kalimat tanpa sinyal"))
    expect(page.locator("#naskah")).to_have_attribute("data-simpan", "tersimpan", timeout=10_000)
    page.reload()
    expect(page.locator("[name=isi]")).to_have_value(re.compile("Kalimat tanpa sinyal"))
    context.close()


def test_a_share_made_without_a_network_is_sent_once(browser: Browser, trial: Trial) -> None:
    context = browser.new_context(viewport=PHONE, storage_state=trial.state, base_url=trial.origin)
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    page.fill("[name=teks]", text("Kiriman Tanpa Sinyal Kraton"))
    page.click("[data-perbuatan=lanjut]")
    expect(page.locator("[data-daftar-ponsel] li")).to_have_count(1, timeout=10_000)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Tidak ada sinyal")
    context.set_offline(False)
    page.goto("/")
    page.wait_for_url("**/naskah/**", timeout=30_000)
    page.goto("/")
    expect(page.locator("[data-di-ponsel]")).to_be_hidden()
    expect(page.locator(".daftar__judul", has_text="Kiriman Tanpa Sinyal Kraton")).to_have_count(1)
    context.close()


def test_a_share_that_is_refused_stays_with_its_reason(
    browser: Browser, trial: Trial, tmp_path: Path
) -> None:
    broken = tmp_path / "rilis.docx"
    broken.write_bytes(b"PK\3\4 rusak")
    context = browser.new_context(viewport=PHONE, storage_state=trial.state, base_url=trial.origin)
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    page.fill("[name=teks]", text("Kiriman yang Ditolak Kraton"))
    page.set_input_files("[name=berkas]", broken)
    page.click("[data-perbuatan=lanjut]")
    kept = page.locator("[data-daftar-ponsel] li")
    expect(kept).to_have_count(1, timeout=10_000)
    context.set_offline(False)
    for _ in range(2):
        page.goto("/")
        expect(kept.locator(".kabar")).to_be_visible(timeout=20_000)
    kept.locator("button", has_text="Tulis lagi").click()
    expect(page.locator("[name=teks]")).to_have_value(re.compile("Kiriman yang Ditolak Kraton"))
    expect(page.locator("[data-di-ponsel]")).to_be_hidden()
    context.close()


def test_what_another_app_shares_arrives(browser: Browser, trial: Trial) -> None:
    context = browser.new_context(viewport=PHONE, storage_state=trial.state, base_url=trial.origin)
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
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


def test_nothing_is_called_saved_before_it_is(phone: Page) -> None:
    begin(phone, text("Patroli yang Belum Tersimpan"))
    form = phone.locator("#naskah")
    form.locator("[name=isi]").press("Control+End")
    phone.keyboard.insert_text(" Aman.")
    assert form.get_attribute("data-simpan") == "menyimpan"
    phone.keyboard.press("Control+z")
    expect(form).to_have_attribute("data-simpan", "tersimpan", timeout=10_000)


# Addresses that answer with something else than a screen: parts of one, its frame, news.
NO_SCREENS = {
    "/aset/{digest}/{name}", "/manifest.webmanifest", "/sw.js", "/masuk/kunci", "/saya/kunci",
    "/naskah/{id}/foto/{name}/wajah", "/naskah/{id}/gambar/{name}",
    "/naskah/{id}/pratinjau/{path:path}", "/{path:path}",
}  # fmt: skip
PHONES = 412  # the width of most


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (PHONES, "dark"), (1280, "light")])
def test_every_screen_is_for_everyone(
    browser: Browser, trial: Trial, width: int, scheme: str, photographs: list[Path]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",  # a colour on its way to another is not seen
        storage_state=trial.state,
        base_url=trial.origin,
        bypass_csp=True,
        is_mobile=width < 1000,
        has_touch=width < 1000,
    )
    page = context.new_page()
    wrong: list[str] = []
    places = screens(page, width, photographs)
    paths = [place.partition("?")[0] for place in places]
    seen = {route.path for route in ROUTES for path in paths if route.path_regex.match(path)}
    known = {route.path for route in ROUTES if "GET" in (route.methods or ())}
    assert known - NO_SCREENS - {"/masuk"} <= seen
    for place in places:
        page.goto(place)
        wrong += [f"{place}: {fault}" for fault in faults(page, width)]
    if width == PHONES:
        begin(page, text("Layar Sesudah Terbit"))
        publish(page, trial)
        wrong += [f"menerbitkan: {fault}" for fault in faults(page, width)]
    context.clear_cookies()  # who has signed in does not see this one
    page.goto("/masuk")
    expect(page.locator("[name=sandi]")).to_be_visible()
    wrong += [f"/masuk: {fault}" for fault in faults(page, width)]
    assert not wrong, "\n".join(wrong)
    context.close()


def screens(page: Page, width: int, photographs: list[Path]) -> list[str]:
    """The addresses of all screens, with a text on which there is something to see."""
    more = "Hubungi 0812-3456-7890. Ini himbauan."
    draft = begin(page, text(f"Pemeriksaan Layar Lebar {width}", more), photographs[:1])
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


def faults(page: Page, width: int) -> Iterator[str]:
    """What keeps somebody from using this screen."""
    yield from violations(page, {"frame-tested"})
    # A choice or a file is as high as the label around it.
    for target in small_targets(page):
        if not target.startswith("INPUT:"):
            yield f"low {target}"
    for letters in ("100%", "200%"):
        page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield f"letters of {letters}: {beyond_the_edge(page)[:3]}"
