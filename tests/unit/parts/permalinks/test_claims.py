"""Addresses that are lost, hidden, or claimed twice."""

from __future__ import annotations

import pytest
from kentongan.parts.permalinks import claims
from kentongan.parts.permalinks.notation import Published

from tests.conftest import new_release, new_site
from tests.unit.parts.permalinks.test_core import A, B, release, site_of


def test_an_address_whose_release_is_gone_is_lost() -> None:
    ledger = [
        Published(A, "/berita/2026/05/a/", "jejak/alamat/2026-05.tsv", 1),
        Published(B, "/berita/2026/05/b/", "jejak/alamat/2026-05.tsv", 2),
    ]
    problems = claims.lost(site_of(release(A, "a")), ledger)
    assert [(problem.code, problem.line) for problem in problems] == [("permalinks.E002", 2)]
    assert f"humas cabut {B}" in problems[0].fix and "Alih-Dari" in problems[0].fix


def test_a_changed_code_is_told_with_the_one_to_restore() -> None:
    problems = claims.lost(site_of(release(B, "a")), [Published(A, "/berita/2026/05/a/", "x", 1)])
    assert [(problem.code, problem.path) for problem in problems] == [
        ("permalinks.E008", "rilis/2026/05/a.md")
    ]
    assert f"Kode: {A}" in problems[0].fix


def test_a_published_release_that_became_a_draft_is_told() -> None:
    site = site_of(release(A, "a", status="draf"))
    problems = claims.unseen(site, [Published(A, "/berita/2026/05/a/", "x", 1)])
    assert [problem.code for problem in problems] == ["permalinks.W002"]
    assert "/a/" not in problems[0].message
    assert claims.unseen(site_of(release(A, "a", "privasi")), [Published(A, "/x/")]) == []


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [(0, 0, []), (3, 3, []), (3, 4, []), (3, 0, ["permalinks.E007"]), (3, 2, ["permalinks.W003"])],
)
def test_a_ledger_that_lost_lines_is_told(before: int, now: int, codes: list[str]) -> None:
    assert [problem.code for problem in claims.vanished(before, now)] == codes


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
    found = claims.conflicts(site, stated, {A: "a.md", B: "b.md"}.__getitem__)
    assert [problem.code for problem in found] == codes
    if codes == ["permalinks.E001"] * 2:
        assert {problem.path for problem in found} == {"a.md", "b.md"}


def test_addresses_of_units_and_kinds_cannot_be_taken_over() -> None:
    site = new_site(
        [new_release(redirects_from=("/satuan/polsek-kraton/", "/jenis/dpo/", "/satuan/x/"))]
    )
    stated = {
        entry.code: ("/satuan/polsek-kraton/", "/jenis/dpo/", "/satuan/x/") for entry in site.listed
    }
    found = claims.conflicts(site, stated, lambda code: "")
    assert [problem.code for problem in found] == ["permalinks.E004", "permalinks.E004"]
