"""Readers of a small district: what they type, and the texts that they check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kentongan.parts.authenticity.check import Checker
from kentongan.parts.authenticity.local import folder_source
from playwright.sync_api import Browser, Page, expect

from tests.browser import district
from tests.browser.accessibility import violations
from tests.browser.serving import serving
from tests.browser.test_cek_same import CHECK
from tests.conftest import built_once
from tests.site.builder import Built

Open = Callable[..., Page]
Serve = Callable[[Path], str]

ANSWER = """(query) => new Promise((done) => {
  const form = document.querySelector("[data-cari]");
  const status = document.querySelector("[data-status]");
  const look = () => {
    if (/Mencari/.test(status.textContent)) return;
    observer.disconnect();
    done([...document.querySelectorAll("[data-hasil] li a")].map((link) => link.pathname));
  };
  const observer = new MutationObserver(look);
  observer.observe(status, { childList: true, characterData: true, subtree: true });
  form.elements.q.value = query;
  form.requestSubmit();
})"""


SLOW_LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 // 8,
    "uploadThroughput": 200_000 // 8,
}


@pytest.fixture(scope="session")
def sidaluhur(tmp_path_factory: pytest.TempPathFactory) -> Built:
    content = tmp_path_factory.mktemp("sidaluhur") / "content"
    district.write(content)
    return built_once(tmp_path_factory, "sidaluhur", content)


@pytest.fixture(scope="session")
def served(sidaluhur: Built) -> Iterator[str]:
    with serving(sidaluhur.output) as address:
        yield address


@pytest.fixture
def search(served: str, browser: Browser) -> Iterator[Page]:
    """The page of the search on a day on which the closure holds."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(viewport=size, service_workers="block")  # type: ignore[arg-type]
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-24T12:00:00+07:00")
    page.goto(f"{served}/cari/")
    yield page
    context.close()


def slugs(addresses: list[str]) -> list[str]:
    return [address.strip("/").rpartition("/")[2] for address in addresses]


def test_what_readers_type_finds_what_they_mean(search: Page) -> None:
    missed = []
    for query, slug in district.questions():
        found = slugs(search.evaluate(ANSWER, query))
        if slug not in found[:3]:
            missed.append((query, slug, found[:3]))
    assert len(district.questions()) >= 60
    assert len(missed) <= 0.03 * len(district.questions()), missed


def test_every_word_that_is_typed_finds_the_one_of_a_release(
    tmp_path_factory: pytest.TempPathFactory, serve: Serve, open_page: Open
) -> None:
    told = district.releases_of_words()
    content = tmp_path_factory.mktemp("kata") / "content"
    district.write(content, told)
    slug_of = {release["word"]: release["slug"] for release in told}
    site = built_once(tmp_path_factory, "kata", content)
    page = open_page(f"{serve(site.output)}/cari/")
    found = {typed: slugs(page.evaluate(ANSWER, typed)) for typed, _ in district.words()}
    missed = [pair for pair in district.words() if slug_of[pair[1]] not in found[pair[0]]]
    assert len(district.words()) == 78
    assert missed == []


@pytest.mark.parametrize(
    "query",
    ["rekrutmen", "pendaftaran", "rekrutmen polri", "orang meninggal", "tinggal di sawah", "arah"],
)
def test_who_is_sought_does_not_stand_before_what_is_asked(search: Page, query: str) -> None:
    found = slugs(search.evaluate(ANSWER, query))
    assert found
    assert found[0] not in ("dpo-gardu", "hilang-kakek")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("jalan ditutup", "penutupan-pemuda"),  # another is newer and says it more often
        ("jalan", "penutupan-pemuda"),
        ("macet", "penutupan-pemuda"),  # as its title says in another word
        ("daftar pencarian orang", "dpo-gardu"),
        ("orang hilang", "hilang-kakek"),
        ("nyasar", "hilang-kakek"),
    ],
)
def test_what_is_in_force_and_says_so_stands_first(search: Page, query: str, first: str) -> None:
    assert slugs(search.evaluate(ANSWER, query))[0] == first


@pytest.mark.parametrize("query", ["banjir", "banjr kali", '"dapur umum"', "23 oktober 2026"])
def test_who_loses_the_network_is_told_and_can_go_on(search: Page, query: str) -> None:
    """Whatever a query needs: the index, other words, texts, dates."""
    search.context.set_offline(True)
    assert search.evaluate(ANSWER, query) == []
    expect(search.get_by_role("status")).to_contain_text("tidak dapat dimuat")
    search.context.set_offline(False)
    assert "banjir-bandang" in slugs(search.evaluate(ANSWER, query))


def test_on_a_slow_line_the_last_query_is_answered(search: Page) -> None:
    tools = search.context.new_cdp_session(search)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW_LINE)
    field = search.locator("main input[name=q]")
    for query in ("jagung", "banjir", "patroli malm"):
        field.fill(query)
        field.press("Enter")
    expect(search.locator("[data-diganti]")).to_contain_text("malam")
    expect(search.locator("[data-hasil] li a").first).to_contain_text("Titik patroli malam")
    search.go_back()
    expect(field).to_have_value("banjir")
    expect(search.locator("[data-hasil] li a").first).to_contain_text("banjir")


def test_a_result_shows_the_photograph_of_its_release(search: Page) -> None:
    search.evaluate(ANSWER, "patroli malam")
    picture = search.locator("[data-hasil] li img").first
    expect(picture).to_have_attribute("alt", "Petugas di pos jaga")
    assert all(int(picture.get_attribute(name) or 0) for name in ("width", "height"))
    assert picture.evaluate("one => one.getBoundingClientRect().width") <= 120


def test_a_code_is_read_whatever_is_typed_for_its_letters(sidaluhur: Built, search: Page) -> None:
    alike = str.maketrans("01", "OI")
    codes_with_alike = {
        slug: code for slug, code in codes(sidaluhur.output).items() if "0" in code or "1" in code
    }
    assert codes_with_alike
    for slug, code in codes_with_alike.items():
        for typed in (code.translate(alike), code.translate(alike).lower().replace("-", " ")):
            assert slugs(search.evaluate(ANSWER, typed)) == [slug]


def codes(output: Path) -> dict[str, str]:
    texts = [json.loads(path.read_bytes()) for path in (output / "cek/teks").glob("*.json")]
    return {slugs([text["alamat"]])[0]: text["kode"] for text in texts}


def test_one_changed_fact_is_named_and_a_copy_is_genuine(
    sidaluhur: Built, served: str, open_page: Open
) -> None:
    """Forty copies out of WhatsApp, and sixty in which one fact differs; page and command."""
    known = codes(sidaluhur.output)
    copies = [(known[slug], text) for slug, text in district.genuine()]
    altered = list(district.changed())
    texts = [*(text for _, text in copies), *(text for *_, text in altered)]
    checker = Checker(folder_source(sidaluhur.output))
    (module,) = sidaluhur.output.glob("tema/js-*/lib/check.js")
    page = open_page(f"{served}/cek/")
    path = f"/{module.relative_to(sidaluhur.output).as_posix()}"
    in_page = page.evaluate(CHECK, [path, texts])
    by_command = [checker.check(text) for text in texts]
    wrong: list[tuple[object, ...]] = []
    for (code, text), shown, told in zip(copies, in_page, by_command, strict=False):
        if not (shown["result"] == told.result == "asli" and shown["code"] == told.code == code):
            wrong.append((text[:60], shown["result"], told.result))
    after = len(copies)
    for (slug, written, passed_on, _), shown, told in zip(
        altered, in_page[after:], by_command[after:], strict=True
    ):
        changes = [[change.asli, change.teks, change.critical] for change in told.changes]
        is_found = shown["result"] == told.result == "diubah" and told.code == known[slug]
        if not (is_found and len(changes) == 1 and shown["changes"] == changes):
            wrong.append((slug, written, passed_on, told.result, changes, shown["changes"]))
    assert wrong == []


@pytest.mark.parametrize("marks", [*district.MARKS, ""])
def test_the_marks_of_a_list_are_no_words(
    sidaluhur: Built, served: str, open_page: Open, marks: str
) -> None:
    """However a phone shows them, or without them; a number of the text itself stays a word."""
    text = next(one["text"] for one in district.releases() if one["slug"] == "titik-patroli")
    pasted = district.marked(text, marks or "\u200b \u200b \u200b")
    checker = Checker(folder_source(sidaluhur.output))
    page = open_page(f"{served}/cek/")
    for passed_on, expected in ((pasted, "asli"), (pasted.replace("12 p", "21 p"), "diubah")):
        page.locator("textarea[name=teks]").fill(passed_on)
        page.locator("[data-cek] button[type=submit]").click()
        answer = page.locator("[data-hasil]")
        expect(answer).to_have_attribute("data-putusan", expected)
        told = checker.check(passed_on)
        assert told.result == expected
        expect(answer).not_to_contain_text("00.00")  # no time was told
        changes = [("12", "21")] if expected == "diubah" else []
        assert [(change.asli, change.teks) for change in told.changes] == changes
        assert set(answer.locator("ins").all_inner_texts()) == {new for _, new in changes}
    assert violations(page) == []  # the long text that was compared can be scrolled by keyboard


def test_the_office_of_the_news_is_asked_in_doubt_and_nothing_is_said_of_scripts(
    served: str, open_page: Open
) -> None:
    page = open_page(f"{served}/cek/")
    expect(page.locator("[data-kontak]")).to_contain_text("Polres Sidaluhur, 0288-110220")
    page.locator("textarea[name=teks]").fill(
        "Teks lain sama sekali, tentang sayur asem dan sambal."
    )
    page.locator("[data-cek] button[type=submit]").click()
    answer = page.locator("[data-hasil]")
    expect(answer).to_have_attribute("data-putusan", "tidak-ditemukan")
    expect(answer).to_contain_text("Polres Sidaluhur")
    expect(page.locator("main")).not_to_contain_text("Tirta Mandala")
    assert "JavaScript" not in page.locator("main").inner_text()


LISTS = ["/", "/jenis/siaran-pers/", "/satuan/polres-sidaluhur/", "/arsip/2026/10/"]


@pytest.mark.parametrize("address", LISTS)
def test_lists_show_the_photographs_of_releases(served: str, open_page: Open, address: str) -> None:
    page = open_page(served + address)
    pictures = page.locator("main img[alt='Petugas di pos jaga']")
    expect(pictures).to_have_count(1)
    for name in ("width", "height"):
        assert int(pictures.get_attribute(name) or 0)
    box = pictures.bounding_box()
    assert box
    if box["y"] > 740:
        expect(pictures).to_have_attribute("loading", "lazy")


@pytest.mark.parametrize("address", [*LISTS, "/cari/?q=patroli"])
def test_on_a_desk_a_photograph_stays_beside_its_text(
    served: str, open_page: Open, address: str
) -> None:
    page = open_page(served + address, 1280)
    item = page.locator(".item", has=page.locator("img[alt='Petugas di pos jaga']")).first
    picture = item.locator("img").bounding_box()
    title = item.locator(".item__title").bounding_box()
    assert picture
    assert title
    assert picture["x"] + picture["width"] - title["x"] <= 700


@pytest.mark.parametrize("address", ["/jenis/lalu-lintas/", LISTS[2], "/arsip/2026/11/"])
def test_a_closure_shows_in_every_list_when_it_holds(
    served: str, open_page: Open, address: str
) -> None:
    item = open_page(served + address).locator(".item", has_text="Jalan Pemuda ditutup").first
    expect(item).to_contain_text("berlaku 24 sampai 25 November 2026", ignore_case=True)


def test_what_is_in_force_stands_first_on_the_home_page(served: str, open_page: Open) -> None:
    page = open_page(f"{served}/")
    now = page.locator("[data-berlaku]")
    links = now.locator("h3 a").all_inner_texts()
    assert len(links) == 3
    assert any(link.startswith("Jalan Pemuda") for link in links)
    expect(now.locator("img")).to_have_count(2)
    first = page.locator("main h2").first
    expect(first).to_have_text("Berlaku sekarang")
    expect(now).to_contain_text("24 sampai 25 November")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("slug", ["dpo-gardu", "hilang-kakek"])
def test_the_face_of_who_is_sought_is_seen_before_or_beside_the_facts(
    served: str, open_page: Open, slug: str, width: int
) -> None:
    page = open_page(f"{served}/berita/2026/11/{slug}/", width)
    face = page.locator(".person__picture").bounding_box()
    facts = page.locator(".person__facts").bounding_box()
    assert face
    assert facts
    beside = face["x"] + face["width"] <= facts["x"]
    assert beside if width == 1280 else face["y"] + face["height"] <= facts["y"]
    warned = page.get_by_text("Jangan bertindak sendiri.")
    expect(warned).to_have_count(int(slug == "dpo-gardu"))


def test_a_place_leads_to_a_map_of_any_browser_and_of_the_phone(
    served: str, open_page: Open
) -> None:
    page = open_page(f"{served}/satuan/polres-sidaluhur/")
    side = page.locator(".unit__side")
    expect(side.locator("a[href='geo:-7.25,109.51']")).to_be_visible()
    map_link = side.get_by_role("link", name="Buka peta").get_attribute("href") or ""
    assert map_link.startswith("https://")
    assert "-7.25" in map_link
    assert "109.51" in map_link
    page.goto(f"{served}/berita/2026/11/penutupan-pemuda/")
    expect(page.locator("a[href='geo:0,0?q=Jalan%20Pemuda']")).to_be_visible()
    found = page.get_by_role("link", name="Buka peta").first.get_attribute("href") or ""
    assert found.startswith("https://")
    assert "Jalan%20Pemuda" in found


def test_the_code_is_explained_and_leads_to_the_check(served: str, open_page: Open) -> None:
    page = open_page(f"{served}/berita/2026/10/gudang-jagung/")
    expect(page.locator(".code__note a[href='/cek/']")).to_be_visible()
    expect(page.locator(".code__note")).to_contain_text("mengaku dari kami")
    expect(page.get_by_role("button", name="Kirim …")).to_be_hidden()  # this browser has no sheet


def test_a_contact_page_without_a_number_gets_that_of_the_office(
    served: str, open_page: Open
) -> None:
    main = open_page(f"{served}/kontak/").locator("main")
    for part in ("Polres Sidaluhur", "0288-110220", "0811-0000-2288", "Jalan Pemuda 5"):
        expect(main).to_contain_text(part)


def test_the_list_of_units_can_be_touched_and_two_records_are_told_apart(
    served: str, open_page: Open
) -> None:
    page = open_page(f"{served}/satuan/")
    for address in ("/satuan/", "/dicari/", "/ralat/", "/cari/?q=polisi", "/404.html"):
        page.goto(served + address)
        assert violations(page) == []
