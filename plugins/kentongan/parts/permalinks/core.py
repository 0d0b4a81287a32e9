"""Where old addresses lead, which of them lead nowhere, and which are the site's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from kentongan.domain import addresses
from kentongan.domain.release import KINDS, PERSON_KINDS
from kentongan.parts.permalinks.notation import Published
from kentongan.site import rolls
from kentongan.site.entry import Entry
from kentongan.site.heads import column, every
from kentongan.site.model import Site

# First parts of addresses that no release can take over.
_OWN = frozenset(
    address.strip("/").partition("/")[0]
    for address in (
        addresses.CODES, addresses.FEEDS, addresses.API, addresses.SEARCH, addresses.CHECK,
        addresses.CORRECTIONS, addresses.WITHDRAWALS, addresses.SOUGHT, addresses.CALENDAR,
        addresses.SITEMAP, addresses.NEWS_SITEMAP, addresses.ROBOTS, addresses.MISSING,
        addresses.WELL_KNOWN, addresses.OFFLINE, addresses.OFFLINE_STATE, addresses.WORKER,
    )
)  # fmt: skip


def target_of(entry: Entry, by_code: Mapping[str, Entry]) -> str:
    """Where an old address of a release leads today; empty where it must lead nowhere.

    Old addresses of releases that were withdrawn for privacy, or whose search is closed, may
    hold a name, so they lead nowhere. Merges are followed to the last release; a circle of
    merges leads nowhere.
    """
    seen = {entry.code}
    while entry.merged_into:
        other = by_code.get(entry.merged_into)
        if _leads_nowhere(entry) or other is None or other.code in seen:
            return ""
        seen.add(other.code)
        entry = other
    return "" if _leads_nowhere(entry) else entry.url


def _leads_nowhere(entry: Entry) -> bool:
    if entry.is_erased or (not entry.home and addresses.is_code(entry.url)):
        return True
    return entry.state != "shown" and entry.kind in PERSON_KINDS


def stated(site: Site) -> dict[str, tuple[str, ...]]:
    """The old addresses that releases name, by code."""
    return {
        entry.code: entry.redirects_from
        for entry in (*site.shared(rolls.aside), *site.shared(rolls.notable))
        if entry.redirects_from
    }


def redirects(
    site: Site, ledger: Iterable[Published], stated: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Old address → today's, for addresses that no release owns now.

    `stated` are the old addresses that releases name themselves (`Alih-Dari`), by code.
    """
    moved: dict[str, str] = {}
    old = sorted((line.code, line.address) for line in ledger if line.address.startswith("/"))
    old += sorted((code, address) for code, claims in stated.items() for address in claims)
    owned = owners(site) if old else {}
    for code, address in old:
        entry = site.by_code.get(code)
        target = target_of(entry, site.by_code) if entry else ""
        if target and address not in owned and with_slash(address) not in owned:
            moved[address] = target
    return moved


def owners(site: Site) -> Mapping[str, str]:
    """The code of the release at each address."""
    entries = every(site.by_code)
    return dict(zip(column(entries, "url"), column(entries, "code"), strict=True))


def gone(site: Site) -> list[str]:
    """Addresses that a server answers with 410: withdrawn, and not for privacy."""
    return sorted(
        entry.url
        for entry in site.unlisted
        if entry.state == "withdrawn" and not (entry.shows_text or entry.merged_into)
        if not addresses.is_code(entry.url)
    )


def erased(site: Site) -> list[str]:
    """The addresses that the code of a release gives, if it was withdrawn for privacy.

    They are answered with 410 too, and with the page or file that is there. Its other addresses
    may hold a name; the ledger knows them (`ledger.hidden`).
    """
    given = (addresses.code, addresses.code_qr, addresses.api_release, addresses.check_text)
    erased = {
        address(entry.code) for entry in site.unlisted if entry.is_erased for address in given
    }
    if site.guests and site.guests.origins:  # no rule of the server leads to what is not shown
        erased |= {addresses.code(code) for code in site.guests.sealed}
    return sorted(erased)


def sealed(site: Site) -> list[str]:
    """Codes whose former text or address must not come back: private, or a closed search."""
    own = {
        entry.code  # what lists show has an address of its own
        for entry in site.shared(rolls.aside)
        if not entry.draft and _leads_nowhere(entry)
    }
    return sorted(own | site.guests.sealed if site.guests else own)


def with_slash(address: str) -> str:
    """The address in the form of this site's pages."""
    plain = address.split("#", 1)[0].split("?", 1)[0].removesuffix("index.html")
    return plain if plain.endswith("/") or "." in plain.rsplit("/", 1)[-1] else plain + "/"


def is_own(address: str, site: Site) -> bool:
    """Whether the address belongs to the site itself, not to a former page."""
    if "?" in address:
        return False
    first, _, rest = with_slash(address).strip("/").partition("/")
    group = f"/{first}/"
    if group == addresses.UNITS:
        return not rest or rest in site.units
    if group == addresses.KINDS:
        return rest in KINDS
    return not first or first in _OWN


def cloud_redirects(moved: Mapping[str, str]) -> str:
    """A `_redirects` file as pages hosts read it."""
    return "".join(
        f"{quote(old, safe='/%:=&?~+!$,;@()*')} {new} 301\n" for old, new in sorted(moved.items())
    )
