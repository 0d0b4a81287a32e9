"""A link to an address of the site leads somewhere, or is told."""

from __future__ import annotations

import pytest
from kentongan.domain.pages import Page
from kentongan.parts.permalinks import links
from kentongan.site.model import Site

from tests.conftest import new_release, new_site

OLD = "/berita/2020/01/lama"


def site_with(*addresses: str) -> Site:
    page = Page(slug="tentang", url="/tentang/", title="Tentang", html="", path="halaman/t.md")
    site = new_site([new_release(tags=("Kota Tua",))])
    site.pages = (page,)
    (entry,) = site.listed
    site.leads_to = {"rilis/a.md": [address.replace("SINI", entry.url) for address in addresses]}
    site.known_urls = frozenset({entry.url, "/berita/2026/12/nanti/"})
    return site


@pytest.mark.parametrize(
    "address",
    ["/", "SINI", OLD, f"{OLD}/", "/tentang", "/tentang/", "/satuan/", "/satuan/polsek-kraton/",
     "/satuan/polsek-kraton/halaman/2/", "/jenis/imbauan/", "/tag/kota-tua/", "/arsip/",
     "/arsip/2026/05/", "/halaman/3/", "/cek/", "/cari/", "/umpan/rss.xml", "/agenda.ics",
     "/lampiran/ab12/surat.pdf"],
)  # fmt: skip
def test_what_is_there_may_be_linked_to(address: str) -> None:
    assert list(links.dead_links(site_with(address), {f"{OLD}/"})) == []


@pytest.mark.parametrize(
    "address",
    ["/tidak/ada/", "/berita/2020/01/hilang/", "/tentangg/", "/satuan/tidak-ada/", "/jenis/x/",
     "/tag/tidak-ada/", "/arsip/mei/", "/r/4K7-Q2M-9XG/", "/halaman/dua/", "/rilis/2026/05/a.md"],
)  # fmt: skip
def test_what_is_not_there_is_an_error(address: str) -> None:
    (problem,) = links.dead_links(site_with(address), {f"{OLD}/"})
    assert problem.code == "permalinks.E009"
    assert address in problem.message


def test_a_release_that_is_not_public_yet_is_told() -> None:
    (problem,) = links.dead_links(site_with("/berita/2026/12/nanti/"), ())
    assert problem.code == "permalinks.W004"


def test_long_numbers_in_addresses_are_masked() -> None:
    (problem,) = links.dead_links(site_with("/3514012304900001/"), ())
    assert "3514012304900001" not in problem.message
