"""/cek/ of a site whose manifest is signed: Chromium verifies it and says what it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.serving import serving
from tests.browser.test_cek import check
from tests.site.builder import NOW, ROOT, command
from tests.unit.desk.newsrooms import Folder

Open = Callable[..., Page]
PASSWORD = {"HUMAS_AUTHENTICITY_PASSWORD": "sandi-untuk-uji"}
FOLDER = "**/.well-known/kentongan"
TEXT = (
    "Petugas Polsek Uji mengamankan 12 sepeda motor tanpa pelat nomor dari jalan raya Kalibening "
    "pada Sabtu malam. Pemilik kendaraan diminta datang sendiri dengan surat lengkap."
)
MISTAKEN = (
    "Pasar malam di lapangan desa Watugede ditutup lebih awal karena hujan deras mengguyur sejak "
    "sore. Pengunjung diimbau pulang lewat jalur utara yang sudah diterangi lampu darurat."
)
# How the bytes on the way to the reader are changed, and what the page must say of it.
FAULTS = {
    "rusak": ("tanda.json", lambda text: text.replace('"tanda":"', '"tanda":"00')),
    "kunci-tak-dikenal": ("kunci.json", lambda text: text.replace('"nama": "', '"nama": "00')),
    "tanpa-tanda": ("tanda.json", lambda text: '{"kunci":""}'),
}


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site signed with a key that lies outside its repository, served on the loopback."""
    base = tmp_path_factory.mktemp("bertanda")
    folder = Folder(base / "situs" / "content")
    folder.write("motor", body=TEXT)
    folder.write("pasar", "Dicabut: salah\nAlasan: keliru menyebut desa\n", body=MISTAKEN)
    key = base / "kunci" / "humas.pem"
    call = "from kentongan.desk.cli import humas; humas()"
    words: list[str | Path] = ["-c", call, "tanda-tangan", "-C", folder.path, "--buat", key]
    _run(words, {"HUMAS_NOW": NOW})
    output = base / "situs" / "output"
    build, environment = command(folder.path, output, HUMAS_AUTHENTICITY_KEY=json.dumps(str(key)))
    _run(build[1:], environment)
    assert b"ENCRYPTED" in key.read_bytes()
    with serving(output) as address:
        yield address


def _run(words: Sequence[str | Path], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, **environment, **PASSWORD},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def page(signed: str, open_page: Open) -> Page:
    """A page on which the clock stands at the time of the build; not loaded yet."""
    page = open_page("about:blank")
    page.clock.set_fixed_time(NOW)
    return page


def seals(page: Page, state: str, words: str) -> None:
    """The page says it of the list, and beside the answer."""
    expect(page.locator("[data-tanda]")).to_have_attribute("data-tanda", state)
    expect(page.locator("[data-tanda]")).to_contain_text(words)
    expect(page.locator("[data-hasil] [data-segel]")).to_have_attribute("data-segel", state)
    expect(page.locator("[data-hasil] [data-segel]")).to_contain_text(words)


def change(page: Page, pattern: str, edit: Callable[[str], str]) -> None:
    def changed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=edit(answer.text()))

    page.route(pattern, changed)


def test_a_true_signature_is_verified_in_the_browser(page: Page, signed: str) -> None:
    page.goto(f"{signed}/cek/")
    expect(page.locator("[data-tanda]")).to_have_attribute("data-tanda", "sah")
    for pasted, result in ((TEXT, "asli"), (MISTAKEN, "dicabut")):
        check(page, pasted, result)
        seals(page, "sah", "Segel digital cocok")


def test_a_withdrawn_text_leads_to_its_notice_and_shows_no_words(page: Page, signed: str) -> None:
    page.goto(f"{signed}/cek/")
    check(page, MISTAKEN.replace("Watugede", "Kalibening").upper(), "dicabut")
    box = page.locator("[data-hasil]")
    expect(box).to_contain_text("Jangan disebarkan lagi")
    expect(box).not_to_contain_text("hujan deras")
    box.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("keliru menyebut desa")


@pytest.mark.parametrize(
    ("state", "words"),
    [("rusak", "tidak cocok"), ("kunci-tak-dikenal", "bukan segel kami")],
)
def test_a_false_signature_is_told(page: Page, signed: str, state: str, words: str) -> None:
    name, edit = FAULTS[state]
    change(page, f"{FOLDER}/{name}", edit)
    page.goto(f"{signed}/cek/")
    check(page, TEXT, "asli")
    seals(page, state, words)


def test_a_signature_that_is_gone_is_told(page: Page, signed: str) -> None:
    name, edit = FAULTS["tanpa-tanda"]
    change(page, f"{FOLDER}/{name}", edit)
    page.goto(f"{signed}/cek/")
    expect(page.locator("[data-tanda]")).to_have_attribute("data-tanda", "tanpa-tanda")
    expect(page.locator("[data-tanda]")).to_contain_text("belum disegel")


def test_an_expired_key_is_told(page: Page, signed: str) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(NOW) + timedelta(days=731))
    page.goto(f"{signed}/cek/")
    check(page, TEXT, "asli")
    seals(page, "kedaluwarsa", "lewat masa berlaku")


@pytest.mark.parametrize(
    ("pattern", "pasted", "answer"),
    [
        (f"{FOLDER}/manifest.json", TEXT, "asli"),
        ("**/cek/teks/*.json", TEXT.replace("12", "21"), "asli"),
        ("**/cek/sidik/*.json", MISTAKEN, "dicabut"),
    ],
)
def test_data_that_was_changed_behind_the_signature_is_told(
    page: Page, signed: str, pattern: str, pasted: str, answer: str
) -> None:
    change(page, pattern, lambda text: text.replace(" 12 ", " 21 ").rstrip() + " ")
    page.goto(f"{signed}/cek/")
    check(page, pasted, answer)
    seals(page, "rusak", "tidak cocok")


@pytest.mark.parametrize("name", ["detak.json", "detak.json.sig"])
def test_a_list_without_a_true_heartbeat_is_called_stale(
    page: Page, signed: str, name: str
) -> None:
    change(page, f"{FOLDER}/{name}", lambda text: text.replace("1", "2") + " ")
    page.goto(f"{signed}/cek/")
    check(page, TEXT, "asli")
    seals(page, "basi", "tidak diperbarui")


def test_a_list_that_is_no_longer_renewed_is_called_stale(page: Page, signed: str) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(NOW) + timedelta(days=3))
    page.goto(f"{signed}/cek/")
    check(page, TEXT, "asli")
    seals(page, "basi", "tidak diperbarui")


def test_a_text_that_a_stale_list_lacks_is_answered_with_the_doubt(page: Page, signed: str) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(NOW) + timedelta(days=3))
    page.goto(f"{signed}/cek/")
    check(page, "Sebuah siaran baru yang belum ada di daftar lama ini. " * 3, "tidak-ditemukan")
    seals(page, "basi", "tidak diperbarui")


def test_an_older_list_than_this_phone_has_seen_is_told(page: Page, signed: str) -> None:
    page.goto(f"{signed}/cek/")
    expect(page.locator("[data-tanda]")).to_have_attribute("data-tanda", "sah")
    seen = page.evaluate("localStorage.getItem('kentongan-urut')")
    assert list(json.loads(seen).values()) == [1], "the number, under the name of the key"
    page.evaluate(
        "seen => localStorage.setItem('kentongan-urut', seen)", seen.replace(":1}", ":2}")
    )
    page.reload()
    check(page, TEXT, "asli")
    seals(page, "mundur", "lebih lama")


@pytest.mark.parametrize("kept", ["bukan json", '{"x": "y"}', "[]", "null"])
def test_a_damaged_memory_is_no_memory(page: Page, signed: str, kept: str) -> None:
    page.goto(f"{signed}/404.html")
    page.evaluate("kept => localStorage.setItem('kentongan-urut', kept)", kept)
    page.goto(f"{signed}/cek/")
    expect(page.locator("[data-tanda]")).to_have_attribute("data-tanda", "sah")


def test_a_browser_that_cannot_verify_says_so(page: Page, signed: str) -> None:
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto(f"{signed}/cek/")
    check(page, TEXT, "asli")
    seals(page, "tak-didukung", "tidak dapat diperiksa")
