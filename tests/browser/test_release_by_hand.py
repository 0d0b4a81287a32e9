"""A release as somebody types it who knows nothing but the form of the first lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.accessibility import small_targets, violations_at
from tests.browser.conftest import SIZES
from tests.browser.serving import serving
from tests.browser.test_weight import draw_photograph
from tests.site.builder import build

Open = Callable[..., Page]
ADDRESS = "/berita/2026/11/penertiban-pasar-tumpah/"

UNIT = """\
Nama: Polsek Sumberwaru
Tingkat: polsek
Alamat: Jalan Raya Sumberwaru 12
Telepon: (0000) 110110
Gambar: kantor.jpg

Polsek Sumberwaru melayani warga Kecamatan Sumberwaru.
"""

RELEASE = """\
Judul: Polsek Sumberwaru atur ulang pedagang pasar tumpah di tepi jalan raya
Tanggal: Senin, 23 November 2026, 14.30 WIB
Satuan: Polsek Sumberwaru
Jenis: pengumuman
Gambar: pasar.jpg
Gambar-Alt: Petugas berbicara dengan pedagang di tepi jalan
Gambar-Keterangan: Petugas membagi tempat berjualan, Senin pagi.
Gambar-Kredit: Humas Polsek Sumberwaru

Sumberwaru - Mulai Rabu (25/11/2026) pedagang pasar tumpah di Jalan Raya Sumberwaru berjualan di
tempat yang baru. Polsek Sumberwaru bersama pemerintah kecamatan membagi tempat itu agar jalan
kembali dapat dilewati dua arah. Selama ini kendaraan berhenti bergantian pada pukul 05.00 sampai
08.00, dan dua kali terjadi senggolan dalam sebulan terakhir.

"Kami tidak melarang orang berjualan. Kami hanya meminta agar jalan tidak dipakai," kata Kapolsek
Sumberwaru, Iptu Wiratmoko, di hadapan para pedagang.

Pedagang diminta memperhatikan tiga hal:

- Datang paling cepat pukul 03.00 dan selesai pukul 08.00.
- Menurunkan barang di halaman belakang, bukan di bahu jalan.
- Membawa pulang sampah masing-masing.

Pembagian tempat menurut jenis dagangan:

| Dagangan | Tempat | Waktu menurunkan barang | Waktu berjualan | Petugas yang dapat ditanya |
|---|---|---|---|---|
| Sayur | Halaman timur, deret A sampai D | 03.00 sampai 04.30 | 05.00 sampai 08.00 | Pos timur |
| Ikan | Halaman barat, dekat saluran | 03.00 sampai 04.00 | 05.00 sampai 07.30 | Pos barat |
| Pakaian | Lantai dua, deret K sampai M | 04.00 sampai 05.00 | 06.00 sampai 08.00 | Pos dalam |

Camat Sumberwaru menyampaikan pesan kepada pembeli:

> Parkirlah di lapangan. Berjalan kaki dua ratus meter lebih cepat daripada menunggu jalan terurai.

Pertanyaan dapat disampaikan lewat layanan 110 atau langsung di pos pasar. Keterangan lengkap ada di
https://contoh.test/kecamatan/sumberwaru/pengumuman/pembagian-tempat-pedagang-pasar-tumpah-tahun-2026.
"""


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("tangan")
    news = folder / "content/rilis/2026/11"
    units = folder / "content/satuan"
    for place in (news, units):
        place.mkdir(parents=True)
    (units / "polsek-sumberwaru.md").write_text(UNIT, "utf-8")
    (news / "penertiban-pasar-tumpah.md").write_text(RELEASE, "utf-8")
    draw_photograph(news / "pasar.jpg")
    draw_photograph(units / "kantor.jpg")
    with Image.open(units / "kantor.jpg") as picture:
        picture.resize((600, 1800)).save(units / "kantor.jpg")
    built = build(folder / "content", folder / "output")
    assert built.status == 0, built.report
    with serving(folder / "output") as address:
        yield address


@pytest.mark.parametrize("width", SIZES)
def test_it_fits_the_screen_and_the_table_scrolls_in_its_own_box(
    by_hand: str, open_page: Open, width: int
) -> None:
    page = open_page(by_hand + ADDRESS, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".prose table").locator("..")
    assert box.evaluate("one => one.clientWidth") <= width
    assert box.evaluate("one => getComputedStyle(one).overflowX") == "auto"
    if width < 400:
        assert box.evaluate("one => one.scrollWidth > one.clientWidth")


@pytest.mark.parametrize("width", SIZES)
def test_the_photograph_stands_in_its_place_with_caption_and_credit(
    by_hand: str, open_page: Open, width: int
) -> None:
    page = open_page(by_hand + ADDRESS, width)
    page.wait_for_load_state("networkidle")
    image = page.locator(".figure img")
    assert image.is_visible()
    assert image.evaluate("one => one.complete && one.naturalWidth > 0")
    size = [int(image.get_attribute(name) or 0) for name in ("width", "height")]
    assert size == [1200, 800]
    shown = image.bounding_box()
    assert shown
    assert shown["width"] / shown["height"] == pytest.approx(1.5, abs=0.01)
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= width
    assert image.get_attribute("alt") == "Petugas berbicara dengan pedagang di tepi jalan"
    caption = page.locator("figcaption").inner_text()
    assert caption == "Petugas membagi tempat berjualan, Senin pagi. Foto: Humas Polsek Sumberwaru"


def test_quotation_list_and_table_are_set_as_such(by_hand: str, open_page: Open) -> None:
    page = open_page(by_hand + ADDRESS)
    assert page.locator(".prose__quote").inner_text().startswith('"Kami tidak melarang')
    assert page.locator(".prose ul li").count() == 3
    assert page.locator(".prose blockquote").inner_text().startswith("Parkirlah di lapangan.")
    assert page.locator(".prose table th").count() == 5
    assert "Senin, 23 November 2026, 14.30 WIB" in page.locator(".dates").inner_text()


@pytest.mark.parametrize("address", [ADDRESS, "/", "/satuan/polsek-sumberwaru/"])
def test_axe_finds_nothing_narrow_or_wide_light_or_dark(
    by_hand: str, open_page: Open, address: str
) -> None:
    page = open_page(by_hand + address, reduced_motion="reduce")
    assert small_targets(page) == []
    assert violations_at(page, SIZES) == []


def test_the_picture_of_a_unit_stands_above_its_profile(by_hand: str, open_page: Open) -> None:
    page = open_page(f"{by_hand}/satuan/polsek-sumberwaru/")
    image = page.locator(".unit__news .figure img")
    image.scroll_into_view_if_needed()
    assert image.get_attribute("alt") == "Polsek Sumberwaru"
    assert page.locator(".figure + .prose").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_tall_picture_is_seen_whole_on_one_screen(by_hand: str, open_page: Open) -> None:
    page = open_page(f"{by_hand}/satuan/polsek-sumberwaru/", width=360)
    box = page.locator(".figure img").bounding_box()
    assert box and 300 < box["height"] < SIZES[360]
