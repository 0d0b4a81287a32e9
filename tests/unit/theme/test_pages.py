from __future__ import annotations

import gzip
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from kentongan.domain.release import Official
from kentongan.site.entry import Links
from kentongan.site.theme_files import ThemeFiles

from tests.conftest import new_release
from tests.unit.theme.harness import THEME, Pages, all_pages, at, banner, demo_site, states

VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "source", "path", "circle"])
PAGES = all_pages()
FULL = {path: page for path, page in PAGES.items() if not path.startswith("/r/")}


class Outline(HTMLParser):
    """Tags in order; complains about tags that do not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> without a start"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    return parser


def shown(name: str, links: Links | None = None) -> str:
    return Pages(demo_site()).release(states()[name], links)


@pytest.mark.parametrize("path", PAGES)
def test_every_tag_is_closed_in_order(path: str) -> None:
    assert outline(PAGES[path]).open == []


@pytest.mark.parametrize("path", FULL)
def test_a_page_has_its_landmarks_and_one_main_heading(path: str) -> None:
    tags = [tag for tag, _ in outline(PAGES[path]).tags]
    assert tags.count("h1") == 1
    assert tags.count("main") == 1
    assert {"header", "nav", "footer"} <= set(tags)


@pytest.mark.parametrize("path", FULL)
def test_headings_do_not_skip_a_level(path: str) -> None:
    page = PAGES[path].partition("<main")[2]
    levels = [
        int(tag[1])
        for tag, _ in outline("<main" + page.partition("</main>")[0]).tags
        if re.fullmatch("h[1-6]", tag)
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path: str) -> None:
    for tag, attributes in outline(PAGES[path]).tags:
        assert tag != "style"
        assert not any(name == "style" or name.startswith("on") for name in attributes)
        if tag == "script":
            assert "src" in attributes or attributes["type"] == "application/ld+json"
        if tag in ("script", "link", "img", "source"):
            address = attributes.get("src") or attributes.get("href") or ""
            assert not address.startswith("//")
            if attributes.get("rel") not in ("canonical", "alternate"):
                assert not address.startswith("http")


@pytest.mark.parametrize("path", PAGES)
def test_an_id_occurs_once(path: str) -> None:
    ids = [attributes["id"] for _, attributes in outline(PAGES[path]).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", FULL)
def test_110_is_on_every_page(path: str) -> None:
    assert 'class="masthead__emergency" href="tel:110"' in PAGES[path]


@pytest.mark.parametrize("path", PAGES)
def test_no_value_is_printed_as_nothing(path: str) -> None:
    assert "None" not in PAGES[path]
    assert "undefined" not in PAGES[path].lower()


def test_a_page_below_a_folder_links_within_it() -> None:
    site = demo_site(settings={"SITEURL": "https://contoh.test/humas"})
    page = Pages(site).release(states()["ralat"])
    assert not re.findall(r'(?:href|src|action)="/(?!humas/)', page)


def test_a_title_is_escaped_once() -> None:
    release = new_release(title='R&D <b>"uji"</b>', happened_at=at(1))
    page = Pages(demo_site([release])).release(release)
    assert "<title>R&amp;D &lt;b&gt;&#34;uji&#34;&lt;/b&gt; – " in page
    assert "&amp;amp;" not in page


def test_the_dates_are_in_words_and_for_machines() -> None:
    page = shown("ralat")
    assert '<time datetime="2026-11-19T09:15:00+07:00">Kamis, 19 November 2026, 09.15 WIB' in page
    assert "diperbarui" in page
    assert "diperbarui" not in shown("biasa")


def test_corrections_stand_above_the_text_in_order() -> None:
    page = shown("ralat").partition("<main")[2]
    first, second = page.index("pukul 09.00 WIB"), page.index("di depan balai kota")
    assert page.index("<h1") < first < second < page.index('class="prose"')


@pytest.mark.parametrize("kind", ["salah", "digabung"])
def test_a_withdrawn_release_shows_reason_and_date_but_no_text(kind: str) -> None:
    page = shown(kind)
    assert "Tempat kejadian keliru." in page
    assert "12 November 2026" in page
    assert "berpatroli" not in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_merged_release_leads_to_the_other() -> None:
    target = demo_site().listed[0]
    assert f'href="{target.url}"' in shown("digabung", Links(merged_into=target))


def test_a_withdrawn_release_may_keep_its_text_under_the_notice() -> None:
    page = shown("tetap")
    assert page.index("Tempat kejadian keliru.") < page.index("<p>Polsek Kraton berpatroli")


@pytest.mark.parametrize("name", ["salah", "tetap", "privasi", "ditutup"])
def test_what_was_withdrawn_or_closed_is_not_offered_for_sharing(name: str) -> None:
    assert "data-share" not in shown(name)


@pytest.mark.parametrize("kind", ["privasi", "putusan"])
def test_a_private_withdrawal_shows_code_date_and_unit_only(kind: str) -> None:
    page = shown(kind)
    release = states()[kind]
    for trace in (release.title, "berpatroli", release.slug, "keliru", "Patroli", "wa.me/?text"):
        assert trace not in page
    assert release.code in page
    assert "demi perlindungan data pribadi" in page
    assert "Polsek Kraton" in page
    assert "10 November 2026" in page


def test_a_closed_search_names_nobody() -> None:
    page = shown("ditutup")
    assert "Slamet" not in page
    assert "Terima kasih" in page


def test_a_search_shows_whom_how_and_until_when() -> None:
    page = shown("dicari")
    for part in ("Slamet Contoh", "Tinggi 165 cm", "LP/1/2026", "17 Januari 2027"):
        assert part in page


def test_a_clarification_shows_claim_verdict_evidence_and_source() -> None:
    page = shown("klarifikasi")
    assert "<strong>Salah</strong>" in page
    assert "Mulai besok semua pelanggar" in page
    assert '<a href="https://contoh.test/aturan"' in page
    assert "Pesan WhatsApp" in page


def test_a_draft_says_that_it_is_one() -> None:
    site = demo_site(preview=True)
    page = Pages(site).release(states()["draf"])
    assert "Draf, belum terbit" in page
    assert "noindex" in page


def test_an_embargo_is_marked_in_the_preview() -> None:
    release = new_release(publish_at=at(30), happened_at=at(20))
    page = Pages(demo_site([release], preview=True)).release(release)
    assert "Embargo, belum terbit" in page


def test_a_handwritten_summary_is_shown_and_a_derived_one_is_not_repeated() -> None:
    assert "release__summary" in shown("biasa")
    assert "release__summary" not in shown("ralat")


def test_replies_are_linked_both_ways() -> None:
    other = demo_site().listed[0]
    assert f'href="{other.url}"' in shown("ralat", Links(replies=(other,)))
    assert f'href="{other.url}"' in shown("ralat", Links(reply_to=other))


def test_another_language_is_marked_where_it_stands() -> None:
    site = demo_site()
    site.banner = banner()
    links = Links(related=(site.listed[0]._replace(lang="en"), site.listed[1]))
    page = Pages(site).release(states()["ralat"], links)
    assert f'href="{site.listed[0].url}" lang="en"' in page
    english = Pages(site, "en").release(states()["ralat"], links)
    assert f'href="{site.listed[1].url}" lang="id"' in english
    assert '<div class="banner__text" lang="id">' in english


def test_translations_name_each_other() -> None:
    other = demo_site().listed[0]._replace(lang="en")
    page = shown("ralat", Links(translations=(other,)))
    assert f'hreflang="en" href="https://humas.test{other.url}"' in page
    assert 'hreflang="id" href="https://humas.test/berita' in page


def test_the_lead_picture_is_fetched_first_and_keeps_its_place() -> None:
    image = next(a for tag, a in outline(shown("biasa")).tags if tag == "img")
    assert image["fetchpriority"] == "high"
    assert "loading" not in image
    assert (image["width"], image["height"]) == ("1200", "800")
    assert image["alt"]


def test_an_official_without_a_rank_is_shown_as_written() -> None:
    release = new_release(officials=(Official("Kasi Humas, tanpa pangkat"),), happened_at=at(1))
    page = Pages(demo_site([release])).release(release)
    assert '<span class="officials__name">Kasi Humas, tanpa pangkat</span></li>' in page


def test_a_paragraph_that_opens_with_a_quotation_is_set_off() -> None:
    html = "<p>Warga senang.</p>\n<p>“Terima kasih,” katanya.</p>"
    release = new_release(html=html, happened_at=at(1))
    page = Pages(demo_site([release])).release(release)
    assert '<p class="prose__quote">“Terima kasih,” katanya.</p>' in page
    assert "<p>Warga senang.</p>" in page


def test_a_table_scrolls_in_a_box_that_the_keyboard_reaches() -> None:
    assert 'class="prose__table" role="region" tabindex="0"' in shown("biasa")


def test_numbered_pages_count_from_the_oldest() -> None:
    front, second = PAGES["/jenis/imbauan/"], PAGES["/jenis/imbauan/halaman/2/"]
    assert 'rel="next" href="/jenis/imbauan/halaman/3/"' in front
    assert 'rel="prev"' not in front
    assert 'rel="prev" href="/jenis/imbauan/halaman/3/"' in second
    assert 'rel="next" href="/jenis/imbauan/halaman/1/"' in second


def test_a_redirect_works_without_a_script() -> None:
    page = PAGES["/r/4K7-Q2M-9XC/"]
    assert '<meta http-equiv="refresh" content="0; url=/berita/2026/11/biasa/">' in page
    assert '<link rel="canonical" href="https://humas.test/berita/2026/11/biasa/">' in page
    assert "noindex" in page


@pytest.mark.parametrize("path", ["/", "/satuan/polsek-kraton/", "/berita/2026/11/ralat/"])
def test_structured_data_is_json_of_the_page(path: str) -> None:
    found = re.findall(r'<script type="application/ld\+json">(.+?)</script>', PAGES[path])
    (data,) = found
    assert f'"https://humas.test{path}"' in data
    assert json.loads(data)["@graph"]


@pytest.mark.parametrize("name", ["salah", "tetap", "privasi", "ditutup"])
def test_a_release_that_left_the_lists_has_no_structured_data(name: str) -> None:
    assert "ld+json" not in PAGES[f"/berita/2026/11/{name}/"]


def test_the_manifest_is_json() -> None:
    made = json.loads(Pages(demo_site()).render("manifest.webmanifest"))
    assert made["name"] == "Humas Polresta Pasuruan"
    assert made["start_url"] == "/"


def test_styles_and_scripts_stay_small() -> None:
    static = THEME / "static"
    linked = re.findall(r'href="/theme/(css/\w+\.css)"', PAGES["/"])
    files = ThemeFiles(static)
    sizes = [len(gzip.compress(files.read(path), 9)) for path in linked]
    assert len(sizes) == 2
    assert sum(sizes) <= 8000
    assert len(gzip.compress((static / "js" / "share.js").read_bytes(), 9)) <= 1000
