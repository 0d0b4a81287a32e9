from __future__ import annotations

import pytest
from kentongan.publishing import rules


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("umpan/rss.xml", "application/rss+xml; charset=utf-8"),
        ("umpan/atom.xml", "application/atom+xml; charset=utf-8"),
        ("umpan/feed.json", "application/feed+json; charset=utf-8"),
        ("umpan/satuan/polsek-kraton/rss.xml", "application/rss+xml; charset=utf-8"),
        ("umpan/arsip/3.atom.xml", "application/atom+xml; charset=utf-8"),
        ("umpan/umpan.opml", "text/x-opml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("api/rilis/index.json", "application/json; charset=utf-8"),
        ("berita/2026/05/rss.xml", "application/xml; charset=utf-8"),
        ("agenda.ics", "text/calendar; charset=utf-8"),
        ("gambar/a.avif", "image/avif"),
        ("tema/huruf.woff2", "font/woff2"),
        ("apa.tidak", "application/octet-stream"),
        ("TANPA", "application/octet-stream"),
    ],
)
def test_each_file_has_its_type(path: str, expected: str) -> None:
    assert rules.content_type(path) == expected


@pytest.mark.parametrize(
    ("path", "versioned"),
    [("gambar/a.webp", True), ("kartu/a.png", True), ("tema/a.css", True), ("index.html", False)],
)
def test_only_versioned_files_are_kept_for_a_year(path: str, versioned: bool) -> None:
    assert ("immutable" in rules.cache_control(path)) is versioned


def test_the_policy_makes_no_exceptions() -> None:
    assert "unsafe" not in rules.CSP
    assert "*" not in rules.CSP
    assert "data:" not in rules.CSP


def test_what_is_linked_to_goes_before_what_links() -> None:
    order = [
        "gambar/a.webp",
        "berita/2026/05/x/index.html",
        "r/4K7-Q2M-9XC/index.html",
        "index.html",
        "umpan/rss.xml",
    ]
    assert sorted(order, key=rules.rank) == order
    assert rules.rank("en/berita/2026/05/x/index.html") == rules.rank(order[1])


def test_an_address_has_no_index_html() -> None:
    assert rules.address("index.html") == "/"
    assert rules.address("berita/x/index.html") == "/berita/x/"
    assert rules.address("404.html") == "/404.html"
