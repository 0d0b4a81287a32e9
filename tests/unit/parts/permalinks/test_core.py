"""Redirects, and addresses that would be lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain.release import Case, Release, Withdrawal
from kentongan.parts.permalinks import core
from kentongan.parts.permalinks.notation import Published
from kentongan.site.model import Site

from tests.conftest import NOW, new_release, new_site

A, B, C = "D8X-J8A-K82", "4K7-Q2M-9XG", "000-000-000"


def release(code: str, slug: str, kind: Any = "", target: str = "", **more: Any) -> Release:
    withdrawal = Withdrawal(kind, "alasan", NOW, target) if kind else None
    return new_release(code=code, slug=slug, withdrawal=withdrawal, **more)


def site_of(*releases: Release) -> Site:
    site = new_site(releases)
    site.known_codes = frozenset(release.code for release in releases)
    return site


@pytest.mark.parametrize(
    ("kind", "target", "expected"),
    [
        ("", "", "/berita/2026/05/a/"),
        ("salah", "", "/berita/2026/05/a/"),
        ("tetap", "", "/berita/2026/05/a/"),
        ("digabung", B, "/berita/2026/05/b/"),
        ("digabung", C, ""),
        ("privasi", "", ""),
        ("putusan", "", ""),
    ],
)
def test_where_old_addresses_lead(kind: str, target: str, expected: str) -> None:
    site = site_of(release(A, "a", kind, target), release(B, "b"))
    entries = {
        code: entry if code != A else _merged(entry, target) for code, entry in site.by_code.items()
    }
    assert core.target_of(entries[A], entries) == expected


def _merged(entry: Any, target: str) -> Any:
    return entry._replace(merged_into=target)


def test_a_renamed_release_redirects_and_a_live_address_never_does() -> None:
    site = site_of(release(A, "baru"), release(B, "b"))
    ledger = [
        Published(A, "/berita/2026/05/lama/"),
        Published(A, "/berita/2026/05/b/"),
        Published(A, "/berita/2026/05/baru/"),
    ]
    found = core.redirects(site, ledger, {B: ("/2019/b.html", "/berita/2026/05/baru")})
    assert found == {
        "/berita/2026/05/lama/": "/berita/2026/05/baru/",
        "/2019/b.html": "/berita/2026/05/b/",
    }


@pytest.mark.parametrize("withdrawn", ["", "tetap", "salah"])
def test_old_addresses_of_a_closed_search_lead_nowhere(withdrawn: Any) -> None:
    """An older address may hold the name for which the search was renamed."""
    search = new_release(
        code=A,
        slug="orang-hilang",
        kind="orang-hilang",
        case=Case("dicari", ("Budi Warga",)),
        valid_until=NOW - timedelta(days=1),
        withdrawal=Withdrawal(withdrawn, "alasan", NOW) if withdrawn else None,
    )
    ledger = [Published(A, "/berita/2026/05/budi-warga-hilang/")]
    assert core.redirects(site_of(search), ledger, {}) == {}


def test_an_address_whose_release_is_gone_is_lost() -> None:
    ledger = [
        Published(A, "/berita/2026/05/a/", "jejak/alamat/2026-05.tsv", 1),
        Published(B, "/berita/2026/05/b/", "jejak/alamat/2026-05.tsv", 2),
    ]
    problems = core.lost(site_of(release(A, "a")), ledger)
    assert [(problem.code, problem.line) for problem in problems] == [("permalinks.E002", 2)]
    assert f"humas cabut {B}" in problems[0].fix and "Alih-Dari" in problems[0].fix


def test_a_changed_code_is_told_with_the_one_to_restore() -> None:
    problems = core.lost(site_of(release(B, "a")), [Published(A, "/berita/2026/05/a/", "x", 1)])
    assert [(problem.code, problem.path) for problem in problems] == [
        ("permalinks.E008", "rilis/2026/05/a.md")
    ]
    assert f"Kode: {A}" in problems[0].fix


def test_a_published_release_that_became_a_draft_is_told() -> None:
    site = site_of(release(A, "a", status="draf"))
    problems = core.unseen(site, [Published(A, "/berita/2026/05/a/", "x", 1)])
    assert [problem.code for problem in problems] == ["permalinks.W002"]
    assert "/a/" not in problems[0].message
    assert core.unseen(site_of(release(A, "a", "privasi")), [Published(A, "/x/")]) == []


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [(0, 0, []), (3, 3, []), (3, 4, []), (3, 0, ["permalinks.E007"]), (3, 2, ["permalinks.W003"])],
)
def test_a_ledger_that_lost_lines_is_told(before: int, now: int, codes: list[str]) -> None:
    assert [problem.code for problem in core.vanished(before, now)] == codes


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ({A: ("/lama/a/",)}, []),
        ({A: ("/?p=12",)}, []),
        ({A: ("/berita/2026/05/a",)}, ["permalinks.E003"]),
        ({A: ("/berita/2026/05/a/index.html",)}, ["permalinks.E003"]),
        ({A: ("/berita/2026/05/b/",)}, ["permalinks.E001", "permalinks.E001"]),
        ({A: ("/lama/",), B: ("/lama/",)}, ["permalinks.E001", "permalinks.E001"]),
        ({A: ("/",)}, ["permalinks.E004"]),
        ({A: ("/index.html",)}, ["permalinks.E004"]),
        ({A: ("/umpan/rss.xml",)}, ["permalinks.E004"]),
        ({A: (f"/r/{B}/",)}, ["permalinks.E004"]),
    ],
)
def test_redirects_that_cannot_be(stated: dict[str, tuple[str, ...]], codes: list[str]) -> None:
    site = site_of(release(A, "a"), release(B, "b"))
    found = core.conflicts(site, stated, {A: "a.md", B: "b.md"}.__getitem__)
    assert [problem.code for problem in found] == codes
    if codes == ["permalinks.E001"] * 2:
        assert {problem.path for problem in found} == {"a.md", "b.md"}


def test_only_errors_are_answered_with_gone() -> None:
    site = site_of(release(A, "a", "salah"), release(B, "b", "privasi"), release(C, "c", "tetap"))
    assert core.gone(site) == ["/berita/2026/05/a/"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/a", "/a/"),
        ("/a/", "/a/"),
        ("/a.html", "/a.html"),
        ("/a/index.html", "/a/"),
        ("/a?b=1#c", "/a/"),
    ],
)
def test_addresses_are_compared_in_the_form_of_the_site(address: str, expected: str) -> None:
    assert core.with_slash(address) == expected


def test_hosts_get_one_redirect_a_line_with_spaces_quoted() -> None:
    assert core.cloud_redirects({"/b c/": "/x/", "/a/": "/y/"}) == (
        "/a/ /y/ 301\n/b%20c/ /x/ 301\n"
    )


def test_addresses_of_units_and_kinds_cannot_be_taken_over() -> None:
    site = new_site(
        [new_release(redirects_from=("/satuan/polsek-kraton/", "/jenis/dpo/", "/satuan/x/"))]
    )
    stated = {
        entry.code: ("/satuan/polsek-kraton/", "/jenis/dpo/", "/satuan/x/") for entry in site.listed
    }
    found = core.conflicts(site, stated, lambda code: "")
    assert [problem.code for problem in found] == ["permalinks.E004", "permalinks.E004"]


def test_the_addresses_of_a_code_are_erased_with_its_text() -> None:
    site = site_of(release(A, "a", "salah"), release(B, "b", "privasi"))
    files = [f"/api/rilis/{B}.json", f"/cek/teks/{B}.json"]
    assert core.erased(site) == [*files, f"/r/{B}/", f"/r/{B}/qr.svg"]
