from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, expect

Open = Callable[..., Page]


def titles(page: Page) -> list[str]:
    return page.locator("[data-hasil] li a").all_inner_texts()


def test_a_word_finds_its_other_forms_and_the_address_holds_the_query(
    server: str, open_page: Open
) -> None:
    page = open_page(f"{server}/cari/")
    field = page.locator("main input[name=q]")
    field.fill("pencurian")
    field.press("Enter")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    assert page.url.endswith("?q=pencurian")
    expect(page.get_by_role("status")).to_contain_text("siaran ditemukan")
    found = titles(page)
    page.goto(f"{server}/cari/?q=dicuri")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    assert titles(page) == found
    expect(page.locator("[data-hasil] mark").first).to_be_visible()


def test_a_word_itself_comes_before_what_means_the_same(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=hoax")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    tagged = {"Lima langkah", "Surat tilang", "Tawaran SIM"}  # the others only say "penipuan"
    assert {" ".join(title.split()[:2]) for title in titles(page)[:3]} == tagged


def test_a_result_leads_to_its_release(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patroli")
    link = page.locator("[data-hasil] li a").first
    link.click()
    page.wait_for_url("**/berita/**")


def test_back_and_forth_follow_the_searches(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patroli")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    field = page.locator("main input[name=q]")
    field.fill("zzqqxx")
    field.press("Enter")
    expect(page.locator("[data-hasil]")).to_contain_text("tidak ada dalam siaran")
    page.go_back()
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    expect(field).to_have_value("patroli")


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ("patorli", "patroli"),
        ("bhabin", "bhabinkamtibmas"),
        ("sepedamotor", "sepeda motor"),
        ("huan banjir", "hujan"),  # both are one letter away: the other word decides
        ("huan kebakaran", "hutan"),
    ],
)
def test_a_word_that_is_not_there_is_answered_with_the_nearest(
    server: str, open_page: Open, query: str, instead: str
) -> None:
    page = open_page(f"{server}/cari/?q={query}")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    expect(page.locator("[data-diganti]")).to_contain_text(query.split()[0])
    expect(page.locator("[data-diganti]")).to_contain_text(instead)


@pytest.mark.parametrize(
    "query",
    ["3HM-ZGG-ZPA", "3hmzggzpa", "3hm zgg zpa", "kode 3HM-ZGG-ZPA"],
)
def test_a_code_finds_its_release(server: str, open_page: Open, query: str) -> None:
    page = open_page(f"{server}/cari/?q={query}")
    expect(page.locator("[data-hasil] li a")).to_have_count(1)
    assert "sepeda motor" in titles(page)[0]


@pytest.mark.parametrize(
    "query",
    [
        "30 agustus 2024", "Jumat, 30 Agustus 2024", "30-8-2024", "30.08.2024", "30/8/2024",
        "2024-08-30", "30 Agu 2024", "agustus 2024", "bulan Agustus 2024",
        "pilkada 30 agustus 2024",
    ],
)  # fmt: skip
def test_a_day_or_month_finds_its_releases(server: str, open_page: Open, query: str) -> None:
    page = open_page(f"{server}/cari/?{urlencode({'q': query})}")
    expect(page.locator("[data-hasil] li a")).to_have_count(1)
    assert "Pilkada" in titles(page)[0]


def test_on_a_phone_the_first_result_is_on_the_first_screen(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patroli", width=360)
    first = page.locator("[data-hasil] li a").first
    expect(first).to_be_visible()
    place = first.bounding_box()
    assert place and place["y"] < 740
    expect(page.locator("select[name=satuan]")).to_be_hidden()


def test_what_means_the_same_is_found(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=maling")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    assert any("pencurian" in title for title in titles(page))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sim hilang", "kehilangan surat"),
        ("ktp kehilangan", "kehilangan surat"),
        ("tki ilegal", "kerja ke luar negeri"),
    ],
)
def test_a_word_means_what_it_means_beside_the_others(
    server: str, open_page: Open, query: str, first: str
) -> None:
    page = open_page(f"{server}/cari/?q={query}")
    expect(page.locator("[data-hasil] li a").first).to_contain_text(first)


def test_with_a_script_nothing_is_said_of_scripts(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patroli")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    assert "JavaScript" not in page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("motor saya dicuri maling", ""),
        ("pencurian zzqqxx motor", "tanpa kata itu"),
        ("pencurian pilkada", "paling dekat"),
    ],
)
def test_a_question_in_many_words_is_answered_with_the_nearest(
    server: str, open_page: Open, query: str, told: str
) -> None:
    page = open_page(f"{server}/cari/?{urlencode({'q': query})}")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    assert any("pencurian" in title for title in titles(page))
    expect(page.locator("[data-diganti]")).to_contain_text(told)


@pytest.mark.parametrize("word", ["tawuran", "calo", "slof", "zaya"])
def test_no_other_word_stands_for_a_word_that_is_none_of_its_misspellings(
    server: str, open_page: Open, word: str
) -> None:
    page = open_page(f"{server}/cari/?q={word}")
    expect(page.locator("[data-hasil]")).to_contain_text(word)
    expect(page.locator("[data-diganti]")).to_be_hidden()


def test_phrases_need_the_words_in_order(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=%22patroli+malam+zzz%22")
    expect(page.locator("[data-hasil]")).to_contain_text("tidak ada")
    page.goto(f"{server}/cari/?q=%22kegiatan+patroli%22")
    expect(page.get_by_role("status")).not_to_have_text("Mencari…")


def test_filters_narrow_the_results(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patroli")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    page.locator("[data-saring] summary").click()
    kinds = page.locator("select[name=jenis] option")
    values = [value for value in kinds.evaluate_all("all => all.map(one => one.value)") if value]
    page.locator("select[name=jenis]").select_option(values[0])
    assert f"jenis={values[0]}" in page.url
    expect(page.get_by_role("status")).not_to_have_text("Mencari…")


@pytest.mark.parametrize("body", ["{", '{"w":"patroli","p":"!!","a":""}'])
def test_a_shard_that_cannot_be_read_is_told_in_words(
    server: str, open_page: Open, body: str
) -> None:
    """One that is damaged, and one of a layout that this page does not know."""
    page = open_page(f"{server}/cari/")

    def damaged(route: Route) -> None:
        route.fulfill(status=200, body=body)

    page.route("**/cari/i/*.json", damaged)
    field = page.locator("main input[name=q]")
    field.fill("patroli")
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("tidak dapat dimuat")


def test_without_scripts_the_page_leads_to_the_archives(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patroli", java_script_enabled=False)
    assert "memerlukan JavaScript" in page.locator("main").inner_text()
    expect(page.locator(".find__archive a[href*='/arsip/']").first).to_be_visible()
    expect(page.locator(".find__archive a[href*='/satuan/']").first).to_be_visible()


@pytest.mark.parametrize(
    ("until", "said"),
    [(4_000_000_000, "Berlaku 24 sampai 25"), (1_000_000, "Sudah lewat: 24 sampai 25")],
)
def test_a_closure_says_when_it_holds(server: str, open_page: Open, until: int, said: str) -> None:
    def with_validity(route: Route) -> None:
        text = route.fetch().json() | {"berlaku": "24 sampai 25 November 2026", "sampai": until}
        route.fulfill(json=text)

    page = open_page("about:blank")
    page.route("**/cek/teks/*.json", with_validity)
    page.goto(f"{server}/cari/?q=patroli")
    expect(page.locator("[data-hasil] .validity").first).to_contain_text(said)
