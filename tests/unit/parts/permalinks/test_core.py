"""Where old addresses lead."""

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


def test_the_addresses_of_a_code_are_erased_with_its_text() -> None:
    site = site_of(release(A, "a", "salah"), release(B, "b", "privasi"))
    files = [f"/api/rilis/{B}.json", f"/cek/teks/{B}.json"]
    assert core.erased(site) == [*files, f"/r/{B}/", f"/r/{B}/qr.svg"]
