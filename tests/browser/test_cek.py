from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.older_layout import files_of, older

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def text(built_site: Path) -> dict[str, Any]:
    """A published text of some length."""
    files = sorted((built_site / "cek" / "teks").glob("*.json"))
    texts = [json.loads(path.read_bytes()) for path in files]
    found: dict[str, Any] = max(texts, key=lambda one: len(one["teks"]))
    return found


def check(page: Page, pasted: str, expected: str) -> None:
    page.locator("textarea[name=teks]").fill(pasted)
    page.locator("[data-cek] button[type=submit]").click()
    expect(page.locator("[data-hasil]")).to_have_attribute("data-putusan", expected)


def test_each_verdict_is_given_in_words(server: str, open_page: Open, text: dict[str, Any]) -> None:
    page = open_page(f"{server}/cek/")
    words = text["teks"].split(" ")
    check(page, text["teks"].upper(), "asli")
    check(page, " ".join([*words[:30], "kelabu", *words[31:]]), "diubah")
    assert "kelabu" in page.locator("[data-hasil] ins").all_inner_texts()
    expect(page.locator("[data-hasil] del").first).to_have_text(words[30].strip('.,;:()“”"'))
    check(page, max(text["teks"].split("\n"), key=len), "potongan")
    expect(page.locator("[data-hasil] mark")).to_be_visible()
    check(
        page, "Teks yang sama sekali lain, tentang resep sayur asem dan sambal.", "tidak-ditemukan"
    )
    expect(page.locator("[data-hasil]")).to_contain_text("110")
    expect(page.locator("[data-hasil]")).not_to_contain_text("hoaks")


def test_the_keyboard_reaches_the_compared_text_and_the_words_are_plain(
    server: str, open_page: Open, text: dict[str, Any]
) -> None:
    page = open_page(f"{server}/cek/")
    assert page.locator("[data-langkah] li").count() == 3
    assert "digital" not in page.locator("main").inner_text()
    check(page, text["teks"].replace(text["teks"].split()[40], "kelabu", 1), "diubah")
    passage = page.locator("[data-hasil] .check__text")
    assert passage.get_attribute("tabindex") == "0" and passage.get_attribute("aria-label")


def test_a_text_that_the_site_passes_on_is_known(
    server: str, open_page: Open, text: dict[str, Any]
) -> None:
    page = open_page(f"{server}/cek/")
    check(page, text["kiriman"], "asli")
    expect(page.locator("[data-hasil]")).not_to_contain_text("Jangan dibuka")
    check(page, text["kiriman"].replace("Sumber: Humas", "Sumber: Humaz"), "diubah")
    expect(page.locator("[data-hasil] ins").first).to_have_text("Humaz")


def test_a_link_that_others_added_is_warned_of_before_all_else(
    server: str, open_page: Open, text: dict[str, Any]
) -> None:
    page = open_page(f"{server}/cek/")
    link = "http://daftar.example.net/formulir"
    check(page, f"{text['judul']}\n\n{text['teks']}\n\n{link}", "asli")
    warning = page.locator("[data-hasil] .check__added")
    expect(warning).to_contain_text("Jangan dibuka")
    expect(warning.locator("li")).to_have_text(link)
    place = "node => [...node.parentElement.children].indexOf(node)"
    assert warning.evaluate(place) == 2  # after the verdict in a word and in a sentence
    site = text["pengirim"].split("/berita/")[0].split()[-1]
    for own in (f"{site}/", f"{site}/cek/", f"{site}/r/4K7-Q2M-9XC/"):
        check(page, f"{text['judul']}\n\n{text['teks']}\n\n{own}", "asli")
        expect(warning).to_have_count(0)
    foreign = (site.replace("://", "://x"), f"{site}@example.net/", "www.example.net")
    check(page, f"{text['judul']}\n\n{text['teks']}\n\n{' '.join(foreign)}", "asli")
    expect(warning.locator("li")).to_have_text(list(foreign))


def test_a_code_and_a_mistyped_code(server: str, open_page: Open, text: dict[str, Any]) -> None:
    page = open_page(f"{server}/cek/")
    code = text["kode"]
    check(page, code.lower(), "asli")
    check(page, code[:-1] + ("2" if code[-1] != "2" else "3"), "tidak-ditemukan")
    expect(page.locator("[data-hasil]")).to_contain_text(code)


def test_a_slow_answer_does_not_take_the_place_of_the_next(
    server: str, open_page: Open, text: dict[str, Any]
) -> None:
    page = open_page("about:blank")
    held: list[Route] = []
    page.route(f"**/cek/teks/{text['kode']}.json", lambda route: held.append(route))
    page.goto(f"{server}/cek/")
    field, button = (
        page.locator("textarea[name=teks]"),
        page.locator("[data-cek] button[type=submit]"),
    )
    field.fill(text["kode"])
    button.click()
    page.wait_for_timeout(300)
    check(page, "Resep sayur asem dan sambal yang sama sekali lain.", "tidak-ditemukan")
    assert held
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.locator("[data-hasil]")).to_have_attribute("data-putusan", "tidak-ditemukan")


@pytest.mark.parametrize("pasted", ["", "😀😀😀", "<b></b>", "x" * 1_000_000])
def test_useless_pastes_get_a_plain_answer(server: str, open_page: Open, pasted: str) -> None:
    page = open_page(f"{server}/cek/")
    check(page, pasted, "tidak-ditemukan")
    expect(page.locator("[data-hasil] h2")).to_be_visible()


def test_nothing_that_is_pasted_is_sent(server: str, open_page: Open, text: dict[str, Any]) -> None:
    page = open_page(f"{server}/cek/")
    sent: list[tuple[str, str, str | None]] = []
    page.on("request", lambda one: sent.append((one.method, one.url, one.post_data)))
    check(page, text["teks"], "asli")
    assert {(method, body) for method, _, body in sent} == {("GET", None)}
    assert all(url.startswith(server) and "?" not in url for _, url, _ in sent)


def test_data_that_cannot_be_loaded_leaves_the_question_open(
    server: str, open_page: Open, text: dict[str, Any]
) -> None:
    page = open_page(f"{server}/cek/")

    def damaged(route: Route) -> None:
        route.fulfill(status=200, body='{"isi":"!"}')

    page.route("**/cek/i/*.json", damaged)
    check(page, text["teks"], "gagal")
    page.unroute("**/cek/i/*.json")


def test_a_site_of_the_older_layout_is_read(
    built_site: Path, server: str, open_page: Open, text: dict[str, Any]
) -> None:
    files = older(files_of(built_site))

    def answer(route: Route) -> None:
        data = files.get(urlsplit(route.request.url).path[1:])
        route.fulfill(status=200 if data else 404, body=data or b"")

    page = open_page(f"{server}/cek/")
    page.route(re.compile(r"/cek/[is]/|/manifest\.json$"), answer)
    check(page, text["teks"], "asli")


def test_without_scripts_the_page_says_how_to_check(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/cek/", java_script_enabled=False)
    assert "memerlukan JavaScript" in page.locator("main").inner_text()
    expect(page.locator("textarea")).to_be_hidden()
    expect(page.locator("main a[href='tel:110']").first).to_be_visible()
