"""Renders pages with the theme; the environment of a language is loaded with its first page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentongan.domain import addresses, colours, dates, periods, text
from kentongan.domain.release import KINDS, VERDICTS, Release
from kentongan.site import appearance, passing, signals, theme_files, theming
from kentongan.site.entry import Entry
from kentongan.site.model import Site
from kentongan.site.theme_files import ThemeFiles

if TYPE_CHECKING:
    from jinja2 import Environment

PARTS = Path(__file__).parents[1] / "parts"


class Pages:
    """Renders templates of the theme and of the parts for one site. Knows nothing of Pelican."""

    def __init__(
        self, theme: Path, settings: Mapping[str, Any], articles: Mapping[str, Any] | None = None
    ) -> None:
        """`articles` are the releases as third-party plugins know them, by code.

        Of `settings`, filters, globals and tests for Jinja are read (`JINJA_…`).
        """
        self._theme = theme
        self._settings = settings
        self._environments: dict[str, Environment] = {}
        self._feeds: Callable[[Sequence[str]], Sequence[Any]] = lambda sections: ()
        self._articles = {} if articles is None else articles

    def render(self, site: Site, template: str, context: Mapping[str, Any]) -> bytes:
        lang = "en" if context.get("lang") == "en" else "id"
        environment = self._environments.get(lang)
        if environment is None:
            environment = self._environments[lang] = self._environment(site, lang)
        entry = context.get("entry")
        article = self._articles.get(entry.code) if entry else None
        sections = context.get("sections", ())
        page = environment.get_template(template).render(
            **context, article=article, feeds=self._feeds(sections)
        )
        return page.encode("utf-8", "replace")

    def _environment(self, site: Site, lang: str) -> Environment:
        from kentongan.site.bytecode import CheckedBytecode

        folders = sorted(PARTS.glob("*/templates"))
        environment = theming.environment(self._theme, lang, self._helpers(site, lang), *folders)
        environment.filters.update(self._settings.get("JINJA_FILTERS", {}))
        environment.globals.update(self._settings.get("JINJA_GLOBALS", {}))
        environment.tests.update(self._settings.get("JINJA_TESTS", {}))
        environment.bytecode_cache = CheckedBytecode(site.cache / f"templat-{lang}")
        return environment

    def _helpers(self, site: Site, lang: str) -> dict[str, Any]:
        def date_words(moment: datetime) -> str:
            return dates.long(site.as_stated(moment), lang)

        def short_date(moment: date) -> str:
            local = moment.astimezone(site.zone) if isinstance(moment, datetime) else moment
            return dates.short(local, lang)

        def period(start: datetime | None, end: datetime | None) -> str:
            first, last = start and site.as_stated(start), end and site.as_stated(end)
            return periods.in_words(first, last, lang)

        def unit_of(entry: Entry) -> Any:
            return site.units.get(entry.unit)

        def share_text(release: Release) -> str:
            return passing.of_release(release, site.absolute(addresses.code(release.code)))

        look, notes = site.shared(appearance.of_site), site.store.blobs(theme_files.NOTES)
        files = ThemeFiles(self._theme / "static", look, notes)
        return {
            "site": site,
            "href": site.href,
            "absolute": site.absolute,
            "addresses": addresses,
            "asset": lambda name: site.href(files.address(name)),
            "bar_colour": colours.code(files.appearance.bar),
            "emblem": files.emblem(),
            "date_words": date_words,
            "short_date": short_date,
            "iso": site.iso,
            "period": period,
            "kinds": KINDS,
            "verdicts": VERDICTS,
            "unit_of": unit_of,
            "share_text": share_text,
            "slug": text.slugify,
            "banner": site.banner,
            "preview": site.preview,
            "structured": None,
            "card_url": None,
            "code_qr": None,
            "worker_url": "",
            **self._from_parts(site),
        }

    def _from_parts(self, site: Site) -> dict[str, Any]:
        helpers: dict[str, Any] = {}
        for names_of in signals.template_helpers:
            helpers.update(names_of(site))
        self._feeds = helpers.get("feeds_of", self._feeds)
        return helpers
