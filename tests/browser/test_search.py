from __future__ import annotations

from collections.abc import Callable

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


def test_a_misspelt_word_suggests_the_nearest(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patorli")
    suggestion = page.locator("[data-hasil] a")
    expect(suggestion).to_have_text("patroli")
    suggestion.click()
    expect(page.locator("[data-hasil] li a").first).to_be_visible()


def test_phrases_need_the_words_in_order(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=%22patroli+malam+zzz%22")
    expect(page.locator("[data-hasil]")).to_contain_text("tidak ada")
    page.goto(f"{server}/cari/?q=%22kegiatan+patroli%22")
    expect(page.get_by_role("status")).not_to_have_text("Mencari…")


def test_filters_narrow_the_results(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patroli")
    expect(page.locator("[data-hasil] li a").first).to_be_visible()
    kinds = page.locator("select[name=jenis] option")
    values = [value for value in kinds.evaluate_all("all => all.map(one => one.value)") if value]
    page.locator("select[name=jenis]").select_option(values[0])
    assert f"jenis={values[0]}" in page.url
    expect(page.get_by_role("status")).not_to_have_text("Mencari…")


def test_a_missing_shard_is_told_in_words(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/")

    def damaged(route: Route) -> None:
        route.fulfill(status=200, body="{")

    page.route("**/cari/i/*.json", damaged)
    field = page.locator("main input[name=q]")
    field.fill("patroli")
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("tidak dapat dimuat")


def test_without_scripts_the_page_leads_to_the_archives(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cari/?q=patroli", java_script_enabled=False)
    expect(page.get_by_text("memerlukan JavaScript")).to_be_visible()
    expect(page.locator(".find__archive a[href*='/arsip/']").first).to_be_visible()
    expect(page.locator(".find__archive a[href*='/satuan/']").first).to_be_visible()
