"""From a proved publication and a decision to what the catalogue keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from kentongan.domain import addresses
from kentongan.parts.authenticity import core, shingles
from kentongan.parts.authenticity.words import forms
from kentongan.province import cards
from kentongan.province.cards import Card
from kentongan.province.catalogue import Catalogue, Release
from kentongan.province.decide import Decision, digest_of
from kentongan.province.reading import Read
from kentongan.province.registry import District
from kentongan.site import ednotes, federation
from kentongan.site.federation import Row, canonical, sha256


def releases(
    district: District, read: Read, decision: Decision, catalogue: Catalogue, now: datetime
) -> dict[str, Release]:
    """What is stored of a decision: accepted texts and notices, by code."""
    taken = {}
    answered = _answers(district, read)
    for code in decision.accept:
        line, bundle = read.lines[code]
        card = shown_card(district, read.rows[code], line.news, now)
        card = replace(card, reply_to=answered(line.news))
        taken[code] = Release(card, digest_of(read.rows[code]), bundle, canonical(line.news))
    for code in decision.withdraw:
        known = read.hashes.get(code) or _hashes(read.rows[code], catalogue)
        taken[code] = notice(district, read.rows[code], catalogue, now, known)
    return taken


def shown_card(district: District, row: Row, news: Mapping[str, Any], now: datetime) -> Card:
    moment = row.published_at
    assert moment is not None  # decide() accepts nothing else
    return Card(
        code=row.code,
        district=district.slug,
        source=district.national(row.unit).partition("/")[0],
        state="tayang",
        unit=district.national(row.unit),
        href=_page(district, row, news),
        published=moment.isoformat(),
        changed=max(moment, _known_by(now, row.changed_at or moment)).isoformat(),
        happened=min(moment, _moment(news.get("contentCreated"), moment)).isoformat(),
        title=cards.one_line(news.get("title")) or row.code,
        summary=_summary(news),
        kind=cards.kind_of(news),
        lang="en" if news.get("language") == "en" else "id",
        author=cards.one_line(news.get("by"), cards.SHORT),
        location=cards.one_line(news.get("located"), cards.SHORT),
        tags=cards.tags_of(news),
        expires=_expiry(news),
        words=row.words,
        unit_name=cards.unit_name_of(news),
        corrections=tuple(_corrections(news, now)),
    )


def _answers(district: District, read: Read) -> Callable[[Mapping[str, Any]], str]:
    """What gives the code of the release that another answers: one of the same publication."""

    @cache
    def by_path() -> dict[str, str]:
        rows = read.rows.values()
        return {addresses.code(row.code): row.code for row in rows} | {
            row.url: row.code for row in rows if row.is_shown
        }

    def answered(news: Mapping[str, Any]) -> str:
        address = ednotes.answered(_note(news))
        for site in (read.site, *district.origins):
            if site and address.startswith(f"{site}/"):
                return by_path().get(address.removeprefix(site), "")
        return ""

    return answered


def _note(news: Mapping[str, Any]) -> str:
    note = news.get("edNote")
    return note if isinstance(note, str) else ""


def _corrections(news: Mapping[str, Any], now: datetime) -> Iterator[tuple[str, str, str]]:
    for found in ednotes.corrections(_note(news)):
        at = _known_by(now, found.at).isoformat()
        yield at, cards.one_line(found.wrong), cards.one_line(found.right)


def notice(
    district: District, row: Row, catalogue: Catalogue, now: datetime, hashes: bytes = b""
) -> Release:
    """That a release is not shown any more, without anything of its text but its `hashes`. One
    that lacks them though they are signed is looked at again with the next publication.
    """
    before = catalogue.card(row.code)
    unit = district.national(row.unit) if row.unit else before.unit if before else ""
    published = row.published_at.isoformat() if row.published_at else before and before.published
    changed = _known_by(now, row.changed_at or now).isoformat()
    card = Card(
        code=row.code,
        district=district.slug,
        source=unit.partition("/")[0] or district.slug,
        state="ditutup" if row.state == "ditutup" else "dicabut",
        unit=unit,
        href=_home(district, before) + addresses.code(row.code),
        published=published or changed,
        changed=changed,
        happened=published or changed,
        recognised=bool(hashes),
    )
    digest = digest_of(row) if hashes or not row.hashes else ""
    return Release(card, digest, hashes=hashes)


def _known_by(now: datetime, moment: datetime) -> datetime:
    """No change is later than the moment at which we hear of it: it would stay the newest."""
    return min(now, moment)


def _home(district: District, before: Card | None) -> str:
    return addresses.site_of(before.href) if before and before.href else district.origin


def _hashes(row: Row, catalogue: Catalogue) -> bytes:
    """What recognises the withdrawn text, where the district has signed that it may be known."""
    if not row.hashes:
        return b""
    try:
        news = federation.parse(catalogue.line(row.code), federation.Limit.LINE)
        title, text = federation.words_of(news)
    except (KeyError, ValueError):
        return catalogue.hashes(row.code)
    numbers = sorted(set(shingles.fingerprints(forms(title) + forms(text))))
    is_signed = sha256(core.hash_file(row.code, numbers)) == row.hashes
    return shingles.pack(numbers) if is_signed else b""


def _page(district: District, row: Row, news: Mapping[str, Any]) -> str:
    """The page of the release; of one that came from a district below, its page there."""
    source = news.get("asal")
    if "/" in row.unit and isinstance(source, dict):
        href = cards.one_line(source.get("alamat"), 2000)
        if cards.leads_to(href, district.origins):
            return addresses.encoded(href)
    return district.origin + addresses.encoded(row.url)


def _summary(news: Mapping[str, Any]) -> str:
    for description in cards.rows_of(news.get("descriptions")):
        if description.get("role") == "summary":
            return cards.one_line(description.get("value"))
    return ""


def _expiry(news: Mapping[str, Any]) -> str:
    moment = _moment(news.get("expires"), None)
    return moment.isoformat() if moment else ""


def _moment(value: object, default: Any) -> Any:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1900 <= moment.year <= 2199:
        return default
    return moment
