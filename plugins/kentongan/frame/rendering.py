"""Pages made with the theme: one environment a language, loaded when the first page is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentongan.domain import dates, text
from kentongan.domain.release import KINDS
from kentongan.parts.releases import structured
from kentongan.site import signals, theming
from kentongan.site.model import Entry, Site

if TYPE_CHECKING:
    from jinja2 import Environment

PARTS = Path(__file__).parents[1] / "parts"


class Pages:
    """Renders templates of the theme and of the plugins for one site."""

    def __init__(
        self, theme: Path, settings: Mapping[str, Any], articles: Mapping[str, Any] | None = None
    ) -> None:
        """`articles` are the releases as plugins of others know them, by code."""
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
        from jinja2 import FileSystemBytecodeCache

        folders = sorted(PARTS.glob("*/templates"))
        made = theming.environment(self._theme, lang, self._helpers(site, lang), *folders)
        made.filters.update(self._settings["JINJA_FILTERS"])
        made.globals.update(self._settings["JINJA_GLOBALS"])
        made.tests.update(self._settings["JINJA_TESTS"])
        folder = site.cache / f"templat-{lang}"
        folder.mkdir(parents=True, exist_ok=True)
        made.bytecode_cache = FileSystemBytecodeCache(str(folder))
        return made

    def _helpers(self, site: Site, lang: str) -> dict[str, Any]:
        def date_words(moment: datetime) -> str:
            return dates.long(_stated(moment, site), lang)

        def short_date(moment: date) -> str:
            local = moment.astimezone(site.zone) if isinstance(moment, datetime) else moment
            return dates.short(local, lang)

        def iso(moment: datetime) -> str:
            return _stated(moment, site).isoformat(timespec="seconds")

        def unit_of(entry: Entry) -> Any:
            return site.units.get(entry.unit)

        asset = theming.assets(self._theme / "static", site.href)
        publisher = structured.Publisher(
            name=site.name,
            logo=site.origin.removesuffix(site.base) + asset("img/ikon-512.png"),
            absolute=site.absolute,
            iso=iso,
        )
        return {
            "site": site,
            "href": site.href,
            "absolute": site.absolute,
            "asset": asset,
            "structured": structured.Structured(publisher),
            "date_words": date_words,
            "short_date": short_date,
            "iso": iso,
            "kinds": KINDS,
            "unit_of": unit_of,
            "slug": text.slugify,
            "banner": site.banner,
            "preview": site.preview,
            "card_url": None,
            "code_qr": None,
            **self._from_plugins(site),
        }

    def _from_plugins(self, site: Site) -> dict[str, Any]:
        helpers: dict[str, Any] = {}
        for name in signals.template_helpers:
            helpers.update(name(site))
        self._feeds = helpers.get("feeds_of", self._feeds)
        return helpers


def _stated(moment: datetime, site: Site) -> datetime:
    """In the zone that the release states, when it is an Indonesian one; else in the site's."""
    offset = moment.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else None
    return moment if hours in (7, 8, 9) else moment.astimezone(site.zone)
