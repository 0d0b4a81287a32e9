"""Pages, the page for missing addresses and the files of the theme as tasks."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain import addresses
from kentongan.domain.pages import Page
from kentongan.domain.problems import Problem
from kentongan.domain.units import Unit
from kentongan.manuscripts import page as pages
from kentongan.site import rolls, theme_files
from kentongan.site.model import File, Site, Task


def collect(site: Site) -> Iterator[Task]:
    values = _placeholders(site)
    for page in (page.filled(values) for page in site.pages):
        unit = site.own_unit if page.url == addresses.CONTACT else None
        key = (page.title, page.summary, page.html, page.lang, repr(unit))
        yield Task(f"halaman:{page.slug}", key, make_page, (page, unit))
    yield Task("404", (), make_missing)
    yield Task("tema", (), make_assets)


def _placeholders(site: Site) -> dict[str, str]:
    """What `{satuan}`, `{satuan-resmi}`, `{wilayah}` and `{situs}` stand for in a page."""
    unit = site.own_unit
    name = unit.name if unit else site.name
    return {
        "situs": site.name,
        "satuan": name,
        "satuan-resmi": unit.official_name or name if unit else name,
        "wilayah": unit.areas[0] if unit and unit.areas else name,
    }


def check_site(site: Site) -> list[Problem]:
    redirects = {
        site.release(entry.code).path: entry.redirects_from
        for entry in (*site.shared(rolls.aside), *site.shared(rolls.notable))
        if entry.redirects_from
    }
    return pages.conflicts(site.pages, redirects)


def make_page(site: Site, page: Page, unit: Unit | None = None) -> Iterator[File]:
    yield addresses.file(page.url), site.render("page.html", page=page, lang=page.lang, unit=unit)


def make_missing(site: Site) -> Iterator[File]:
    yield addresses.file(addresses.MISSING), site.render("404.html")
    yield addresses.file(addresses.WEB_MANIFEST), site.render("manifest.webmanifest")


def make_assets(site: Site) -> Iterator[File]:
    """The files of the theme, under addresses that change with their bytes."""
    yield from site.shared(theme_files.of_site).published()
