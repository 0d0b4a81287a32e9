"""The page of contacts shows the unit whose site it is."""

from __future__ import annotations

from dataclasses import replace

from kentongan.domain.pages import Page
from kentongan.parts.pages import hooks
from kentongan.site.model import Site, Task

from tests.conftest import UNITS, new_release, new_site

PAGES = (
    Page("kontak", "/kontak/", "Kontak", "<p>Hubungi kami.</p>"),
    Page("lain", "/lain/", "Lain", ""),
)


def site_of(phone: str) -> Site:
    units = [replace(unit, phones=(phone,)) for unit in UNITS]
    site = new_site([new_release(unit=unit.slug, slug=unit.slug) for unit in units], units=units)
    site.pages = PAGES
    return site


def tasks(phone: str) -> dict[str, Task]:
    return {task.name: task for task in hooks.collect(site_of(phone))}


def test_the_page_of_contacts_gets_the_lowest_unit_above_all_news() -> None:
    page, unit = tasks("110")["halaman:kontak"].args
    assert page == PAGES[0]
    assert unit.slug == "polres-pasuruan-kota"


def test_other_pages_do_not() -> None:
    assert tasks("110")["halaman:lain"].args == (PAGES[1], None)


def test_a_new_number_makes_the_page_of_contacts_again_and_no_other() -> None:
    before, after = tasks("110"), tasks("111")
    assert before["halaman:kontak"].key != after["halaman:kontak"].key
    assert before["halaman:lain"].key == after["halaman:lain"].key
