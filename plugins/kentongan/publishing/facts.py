"""What a web server must know of the site beyond its files: moved and withdrawn addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kentongan.domain import addresses
from kentongan.publishing.errors import ConfigurationError

# Characters of a path without a special meaning in any web server's configuration.
_PLAIN = re.compile(r"/[\w.~!&'()*+,:@%/-]*(?:\?[\w.~!&'()*+,:@%/=-]*)?")
_MARK = re.compile(r"[0-9A-Z]{2}")
_SITE = re.compile(r"https?://[\w.:-]+(?:/[\w.~/-]*)?", re.ASCII)
_SIGN = "[0-9A-Z]"
CODE = f"{addresses.CODES}{_SIGN * 3}-{_SIGN * 3}-({_SIGN * 2}){_SIGN}/?"
"""The address of a code, with the mark in it as the only group; without braces, for Caddy."""


@dataclass(frozen=True)
class SiteFacts:
    """`redirects` and `gone` are root-relative addresses, decoded.

    `hidden` are former addresses of what was withdrawn for privacy or by court order, and of
    closed searches: they may hold names, so no public file lists them, only the maps of our own
    web server. `sealed` holds the codes of those releases: versions of the site that lack one of
    them are not shown again. `marks` gives the site to which the server leads from `/r/<KODE>/`
    of a code with that mark, where there is no page.
    """

    origin: str = ""
    redirects: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    sealed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.origin).netloc

    @property
    def secure(self) -> bool:
        return urlsplit(self.origin).scheme == "https"

    def covers(self, address: str) -> bool:
        """Whether the address is moved or said to be withdrawn, so that it may be missing."""
        listed = address in self.redirects or address in self.gone or address in self.hidden
        return listed or _mark(address) in self.marks


def load(path: Path, origin: str) -> SiteFacts:
    """The facts in a JSON file; empty where it is missing. Raises ConfigurationError.

    An old address that no server's configuration can hold is left to its redirect page.
    """
    if not path.exists():
        return SiteFacts(origin)
    try:
        facts = json.loads(path.read_bytes())
        redirects = {
            str(old): str(new)
            for old, new in facts.get("redirects", {}).items()
            if is_usable(str(old)) and is_usable(str(new))
        }
        gone = [str(address) for address in facts.get("gone", []) if is_usable(str(address))]
        sealed = frozenset(str(code) for code in facts.get("sealed", []))
        marks = {
            str(mark): str(site)
            for mark, site in facts.get("marks", {}).items()
            if _MARK.fullmatch(str(mark)) and _SITE.fullmatch(str(site))
        }
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ConfigurationError(
            f"{path} rusak; bangun ulang situs dengan make publish."
        ) from error
    return replace(make(origin, redirects, gone, sealed), marks=marks)


def make(
    origin: str,
    redirects: Mapping[str, str],
    gone: Iterable[str] = (),
    sealed: Iterable[str] = (),
) -> SiteFacts:
    """Checked facts: redirect chains are shortened, and no address is both moved and withdrawn."""
    clean = {_checked(old): _checked(new) for old, new in redirects.items()}
    ended = {old: _end(old, clean) for old in sorted(clean)}
    withdrawn = tuple(sorted({_checked(address) for address in gone} - set(ended)))
    return SiteFacts(origin, ended, withdrawn, frozenset(sealed))


def only_for(facts: SiteFacts, addresses: Iterable[str]) -> SiteFacts:
    """The facts as they hold for the site with these addresses.

    A redirect to a page that is not there would reveal its name. A hidden address that is there
    again belongs to a release whose withdrawal was taken back.
    """
    present = set(addresses)
    kept = {
        old: new
        for old, new in facts.redirects.items()
        if new.partition("#")[0] in present or "://" in new
    }
    hidden = {unquote(address) for address in facts.hidden if is_usable(address)}
    hidden -= present | kept.keys()
    return replace(facts, redirects=kept, gone=tuple(sorted({*facts.gone, *hidden})))


def is_usable(address: str) -> bool:
    plain = unquote(address)
    path = plain.partition("?")[0]
    whole = _PLAIN.fullmatch(plain) is not None
    return whole and "//" not in path and ".." not in path.split("/")


def _mark(address: str) -> str:
    """The mark in the address of a code; empty for all others."""
    match = re.fullmatch(CODE, address)
    return match[1] if match else ""


def _checked(address: str) -> str:
    if not is_usable(address):
        raise ConfigurationError(
            f"Alamat {address!r} tidak dapat dipakai: tulis dari akar situs, misalnya /berita/x/."
        )
    return unquote(address)


def _end(start: str, redirects: Mapping[str, str]) -> str:
    seen = [start]
    while seen[-1] in redirects:
        following = redirects[seen[-1]]
        if following in seen:
            raise ConfigurationError(
                f"Pengalihan berputar: {' → '.join([*seen, following])}. Hapus salah satunya."
            )
        seen.append(following)
    return seen[-1]
