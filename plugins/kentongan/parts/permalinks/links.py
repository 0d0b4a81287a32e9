"""Links of texts to addresses of the site: each must lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from kentongan.domain import addresses, text
from kentongan.domain.problems import Problem, masked
from kentongan.manuscripts.markup import site_addresses
from kentongan.parts.permalinks.core import is_own, with_slash
from kentongan.site import rolls
from kentongan.site.heads import column, every, names
from kentongan.site.model import Site

# Addresses made from contents or the theme, which a text cannot know beforehand.
_MADE = (addresses.PICTURES, addresses.CARDS, addresses.ATTACHMENTS, addresses.THEME)
_NUMBERED = re.compile(rf"(?:^|/){addresses.PAGES[1:]}\d+\Z")
_DATE = re.compile(r"\d{4}(?:/\d{2})?\Z")


def dead_links(site: Site, moved: Collection[str]) -> Iterator[Problem]:
    """Links to addresses that the site does not have, and to releases that are not public yet.

    `moved` are the old addresses that redirect.
    """
    known = _Addresses(site, moved)
    for path, linked in _linked(site):
        for written in linked:
            address = unquote(unescape(written))
            if not known.has(address):
                yield _dead(site, path, address)


def _linked(site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    """The files whose texts link to addresses of the site, with these addresses."""
    yield from site.leads_to.items()
    for place in (*site.pages, *site.units):
        if place.path and 'href="/' in place.html:
            yield place.path, site_addresses(place.html)


class _Addresses:
    """All addresses of the site that a text can know."""

    def __init__(self, site: Site, moved: Collection[str]) -> None:
        self._site = site
        self._moved = moved

    @cached_property
    def _others(self) -> set[str]:
        return {*map(with_slash, self._moved), *(page.url for page in self._site.pages)}

    @cached_property
    def _releases(self) -> set[str]:
        return set(column(every(self._site.by_code), "url"))

    @cached_property
    def _languages(self) -> set[str]:
        others = (entry.lang for entry in self._site.shared(rolls.aside))
        return {*names(self._site.listed, "lang"), *others} - {"id"}

    @cached_property
    def _tags(self) -> set[str]:
        return {text.slugify(tag) for tag in self._site.shared(rolls.tags)}

    def has(self, address: str) -> bool:
        base = self._site.base
        if base and with_slash(address).startswith(f"{base}/"):
            address = address.removeprefix(base) or "/"
        slashed = with_slash(address)
        return slashed in self._others or self._is_made(address) or slashed in self._releases

    def _is_made(self, address: str) -> bool:
        """Whether it is of a page that follows from the releases, or belongs to the site."""
        first, _, rest = address.strip("/").partition("/")
        if not rest and first in self._languages:
            return True
        group, rest = f"/{first}/", _NUMBERED.sub("", rest)
        if group == addresses.CODES:
            return rest.upper() in self._site.by_code
        if group == addresses.TAGS:
            return rest in self._tags
        if group == addresses.ARCHIVE:
            return not rest or bool(_DATE.match(rest))
        return (
            group in _MADE
            or (group == addresses.PAGES and rest.isdigit())
            or is_own(f"{group}{rest}", self._site)
        )


def _dead(site: Site, path: str, address: str) -> Problem:
    is_hidden = with_slash(address) in site.known_urls
    what = "menuju rilis yang belum tayang" if is_hidden else "tidak menuju apa pun di situs ini"
    return Problem(
        path,
        _line(site, path, address),
        "permalinks.W004" if is_hidden else "permalinks.E009",
        f"Tautan ke {masked(address)} {what}.",
        "perbaiki alamatnya, atau hapus tautannya.",
        "link",
    )


def _line(site: Site, path: str, address: str) -> int:
    """The line of the file that names the address; 0 where none does."""
    try:
        lines = (site.content / path).read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return 0
    numbers = (number for number, line in enumerate(lines, 1) if address in unquote(line))
    return next(numbers, 0)
