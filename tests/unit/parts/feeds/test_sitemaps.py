"""Sitemaps, robots.txt and OPML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from kentongan.domain.pages import Page
from kentongan.domain.release import Release, Withdrawal
from kentongan.parts.feeds import places
from kentongan.site.model import Site
from lxml import etree

Files = dict[str, bytes]
MakeSite = Callable[..., Site]
MakeFiles = Callable[[Site], Files]
Make = Callable[..., Release]
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def rows(data: bytes, name: str = "url") -> dict[str, str | None]:
    root = etree.fromstring(data)
    return {
        element.findtext(f"{MAP}loc") or "": element.findtext(f"{MAP}lastmod")
        for element in root.iter(MAP + name)
    }


def test_the_index_names_every_sitemap_with_its_last_change(
    make_site: MakeSite, make_files: MakeFiles, make_release: Make
) -> None:
    at = datetime.fromisoformat("2026-05-06T10:00+07:00")
    files = make_files(make_site([make_release(updated_at=at), make_release(slug="lain")]))
    index = rows(files["sitemap.xml"], "sitemap")
    assert index == {
        "https://humas.test/sitemap-halaman.xml": at.isoformat(),
        "https://humas.test/sitemap-rilis-1.xml": at.isoformat(),
    }
    for address in index:
        assert address.removeprefix("https://humas.test/") in files


def test_releases_and_lists_have_true_dates_and_withdrawn_ones_are_left_out(
    make_site: MakeSite, make_files: MakeFiles, make_release: Make, now: datetime
) -> None:
    gone = make_release(slug="x", withdrawal=Withdrawal("salah", "x", now))
    site = make_site([make_release(), gone])
    site.pages = (Page("tentang", "/tentang/", "Tentang", ""),)
    files = make_files(site)
    assert rows(files["sitemap-rilis-1.xml"]) == {
        "https://humas.test/berita/2026/05/patroli-malam/": "2026-05-04T14:30:00+07:00"
    }
    pages = rows(files["sitemap-halaman.xml"])
    assert pages["https://humas.test/satuan/polres-pasuruan-kota/"] == "2026-05-04T14:30:00+07:00"
    assert pages["https://humas.test/arsip/2026/05/"] == "2026-05-04T14:30:00+07:00"
    assert pages["https://humas.test/tentang/"] is None
    assert not [address for address in pages if "/jenis/dpo/" in address]


def test_a_sitemap_is_split_and_only_its_last_file_grows(
    make_site: MakeSite, make_release: Make
) -> None:
    start = datetime.fromisoformat("2026-01-01T08:00+07:00")
    news = [
        make_release(slug=f"x-{number}", happened_at=start + timedelta(hours=number))
        for number in range(7)
    ]
    first, second = make_site(news[:6]), make_site(news)
    before = [places.chunk(first.listed, number, first, limit=3) for number in (1, 2)]
    after = [places.chunk(second.listed, number, second, limit=3) for number in (1, 2, 3)]
    assert [len(chunk.urls) for chunk in after] == [3, 3, 1]
    assert [chunk.key() for chunk in after[:2]] == [chunk.key() for chunk in before]


def test_the_news_sitemap_holds_two_days_with_name_and_language(
    make_site: MakeSite, make_files: MakeFiles, make_release: Make, now: datetime
) -> None:
    fresh = make_release(title="R&D <b>", happened_at=now - timedelta(hours=47), lang="en")
    old = make_release(slug="lama", happened_at=now - timedelta(hours=49))
    root = etree.fromstring(make_files(make_site([fresh, old]))["sitemap-berita.xml"])
    [news] = root.iter(f"{NEWS}news")
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "Humas Uji"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert news.findtext(f"{NEWS}title") == "R&D <b>"
    assert news.findtext(f"{NEWS}publication_date") == "2026-11-22T13:00:00+07:00"


def test_robots_name_the_sitemaps(make_site: MakeSite, make_files: MakeFiles) -> None:
    text = make_files(make_site([]))["robots.txt"].decode()
    assert "Sitemap: https://humas.test/sitemap.xml\n" in text
    assert "Sitemap: https://humas.test/sitemap-berita.xml\n" in text


def test_a_preview_is_closed_to_robots(make_site: MakeSite, make_files: MakeFiles) -> None:
    site = make_site([])
    site.preview = True
    assert make_files(site)["robots.txt"] == b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("path", ["umpan/umpan.opml", "sitemap.xml", "sitemap-berita.xml"])
def test_an_empty_site_has_them_too(make_site: MakeSite, make_files: MakeFiles, path: str) -> None:
    etree.fromstring(make_files(make_site([]))[path])


def test_opml_lists_every_section_once_in_groups(
    make_site: MakeSite, make_files: MakeFiles, make_release: Make, now: datetime
) -> None:
    release = make_release(tags=("R&D",))
    gone = replace(release, code="4K7-Q2M-9XC", withdrawal=Withdrawal("salah", "x", now))
    files = make_files(make_site([release, gone]))
    body: Any = etree.fromstring(files["umpan/umpan.opml"]).find("body")
    groups = {group.get("text"): [agent.get("text") for agent in group] for group in body}
    assert groups == {
        "Seluruh situs": ["Semua berita", "Ralat dan pencabutan"],
        "Satuan": ["Polresta Pasuruan", "Polsek Kraton"],
        "Jenis": ["Siaran pers"],
        "Topik": ["R&D"],
    }
    for outline in body.iter("outline"):
        if outline.get("xmlUrl"):
            assert outline.get("type") == "rss"
            assert outline.get("xmlUrl").removeprefix("https://humas.test/") in files
