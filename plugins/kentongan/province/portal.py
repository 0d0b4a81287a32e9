"""The releases of the districts as guests of the province's own site."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from html import escape
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from kentongan.domain import addresses, codes, dates
from kentongan.domain.lifecycle import WITHDRAWN_TITLE, State
from kentongan.domain.release import PERSON_KINDS, Case, Correction, Release, Withdrawal
from kentongan.domain.units import Unit
from kentongan.newsroom.province import Settings
from kentongan.parts.authenticity import index as authenticity
from kentongan.province import ranking
from kentongan.province import registry as registries
from kentongan.province.cards import Card
from kentongan.province.catalogue import Catalogue, Status
from kentongan.province.pull import TROUBLES
from kentongan.province.registry import District, Registry
from kentongan.site import federation, signals
from kentongan.site.entry import Entry
from kentongan.site.federation import Limit, sha256
from kentongan.site.stored import dump

AT_ONCE = 200  # releases whose facts are stored in one transaction
LOOKED_AT = 600  # newest releases among which the front page is chosen
REASON = "ditarik oleh satuan yang menerbitkannya"
CLOSED = "Pencarian ditutup"
_FINGERPRINT = "sidik-kode"
_UNIT = "satuan/"  # begins the names of the lists of units


class _Ranked(NamedTuple):
    entry: Entry
    code: str
    district: str
    unit: str
    words: str


@dataclass
class _Entries:
    """The entries of a portal: listed, known to Cek alone, gone."""

    shown: list[Entry] = field(default_factory=list)
    kept: list[Entry] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)


class Portal:
    """The guests of a build at one moment (`site.model.Guests`).

    Cards stay in the catalogue: an entry of each release is held once a build asks for entries, a
    card only while it is looked at. `mark` and `units` need neither.
    """

    def __init__(
        self, catalogue: Catalogue, registry: Registry, options: Settings, now: datetime
    ) -> None:
        self._catalogue, self._process = catalogue, os.getpid()
        self._registry, self._now = registry, now
        statuses = {district.slug: catalogue.status(district.slug) for district in registry}
        self._statuses = statuses
        self.stale = frozenset(
            slug for slug, status in statuses.items() if is_stale(status, options.stale_days, now)
        )
        self.origins: Mapping[str, str] = _origins(registry) if options.rule else {}
        self.units: Sequence[Unit] = list(self._units())
        self.mark = self._mark()

    @cached_property
    def _entries(self) -> _Entries:
        made = _Entries()
        for card in map(self._at_now, self._catalogue.cards()):
            if card.state != "tayang":
                made.gone.append(entry_of(card))
            elif card.district in self.stale:
                made.kept.append(self._shown_entry(card))
            else:
                made.shown.append(self._shown_entry(card))
        return made

    @cached_property
    def shown(self) -> Sequence[Entry]:
        return self._entries.shown

    @cached_property
    def kept(self) -> Sequence[Entry]:
        return self._entries.kept

    @cached_property
    def gone(self) -> Sequence[Entry]:
        return self._entries.gone

    @cached_property
    def _known(self) -> Mapping[str, Entry]:
        return {entry.code: entry for entry in chain(self.shown, self.kept, self.gone)}

    @cached_property
    def also(self) -> Mapping[str, int]:
        alike = map(self._at_now, self._catalogue.cards_alike())
        return ranking.senders(card for card in alike if card.state == "tayang")

    @cached_property
    def sealed(self) -> frozenset[str]:
        return self._catalogue.sealed()

    def __contains__(self, code: object) -> bool:
        return code in self._known

    def front(self, newest: Iterable[Entry], size: int) -> list[Entry]:
        """The entries of the front page; a release of the province itself stands for itself."""
        ranked = []
        for entry in islice(newest, LOOKED_AT):
            card = self._catalogue.shown_card(entry.code) if entry.home else None
            district = card.district if card else ""
            ranked.append(
                _Ranked(entry, entry.code, district, entry.unit, card.words if card else "")
            )
        return [chosen.entry for chosen in ranking.front(ranked, size)]

    def release(self, code: str) -> Release:
        """The release as lists, feeds, search and Cek need it. Raises KeyError.

        It is as the catalogue has it now: what was withdrawn since the entries were read is told
        as withdrawn.
        """
        stored = self._reader.shown_card(code)
        if stored is None:
            return _hidden(self._known[code])
        card = self._at_now(stored)
        entry = entry_of(card)  # its address and moments
        bare = _bare(entry, f"provinsi/{card.district}/{code}")
        if card.state == "ditutup":
            return replace(bare, case=Case("selesai"), updated_at=entry.changed_at)
        if card.state != "tayang":
            return _hidden(entry)
        return replace(
            bare,
            updated_at=entry.changed_at if entry.changed_at > entry.published_at else None,
            tags=entry.tags,
            summary=entry.summary,
            author=card.author,
            location=card.location,
            valid_until=entry.valid_until,
            case=Case("dicari") if card.is_sought else None,
            html=f"<p>{escape(card.summary)}</p>",
            corrections=tuple(
                Correction(datetime.fromisoformat(at), wrong, right)
                for at, wrong, right in card.corrections
            ),
            text=self._text(code),
        )

    def facts(self, name: str, code: str) -> bytes | None:
        return self._reader.facts(name, code)

    def prepare(self, fingerprint: str) -> None:
        """Have the facts of all releases ready. They are kept until the code that makes them
        changes.
        """
        catalogue = self._catalogue
        with catalogue.change():
            if catalogue.note(_FINGERPRINT) != fingerprint:
                catalogue.forget_facts()
                catalogue.set_note(_FINGERPRINT, fingerprint)
        last = ""
        while missing := catalogue.without_facts(last, AT_ONCE):
            with catalogue.change():  # between them others may read and write
                for code in missing:
                    catalogue.keep_facts(code, self._facts(code))
            last = missing[-1]

    def _facts(self, code: str) -> Iterator[tuple[str, bytes]]:
        release = self.release(code)
        hashes = self._catalogue.hashes(code)
        for gather in signals.release_facts:
            fact = gather(release, None)
            if fact and fact[0] == authenticity.FACTS and hashes:
                known = authenticity.Facts(b"", hashes, "", "", (), REASON, "")
                fact = (authenticity.FACTS, dump(tuple(known)))
            if fact:
                yield fact

    @property
    def _reader(self) -> Catalogue:
        """The catalogue; in a process that was forked a connection of its own."""
        if os.getpid() != self._process:
            self._catalogue, self._process = Catalogue(self._catalogue.path), os.getpid()
        return self._catalogue

    def _text(self, code: str) -> str:
        try:
            news = federation.parse(self._reader.line(code), Limit.LINE)
            return federation.words_of(news)[1]
        except (ValueError, KeyError):  # KeyError: withdrawn at this very moment
            return ""

    def _shown_entry(self, card: Card) -> Entry:
        """A release that is shown; without a page here where the web server leads to its own."""
        mark = codes.mark_of(card.code)
        if mark not in self.origins or self._registry.owner_of(mark) != card.district:
            return entry_of(card)
        return entry_of(card, by_rule=True)

    def _at_now(self, card: Card) -> Card:
        """A search whose time is over names nobody any more, whatever the district does."""
        if card.is_sought and card.expires and datetime.fromisoformat(card.expires) <= self._now:
            return Card(
                code=card.code, district=card.district, source=card.source, state="ditutup",
                unit=card.unit, href=addresses.site_of(card.href) + addresses.code(card.code),
                published=card.published, changed=card.expires, happened=card.happened,
                kind=card.kind,
            )  # fmt: skip
        return card

    def _units(self) -> Iterator[Unit]:
        known, owners = set(), {}
        for district in self._registry:
            is_unknown = district.is_faulty and not self._statuses[district.slug].checked
            if district.state == "putus" or is_unknown:
                continue
            html = _notice(district, self._statuses[district.slug], self.stale)
            for unit in district.units():
                known.add(unit.slug)
                owners[_alike(unit.name)] = district.slug
                yield replace(unit, html=html)
        tops = {
            district.slug: units[0].slug
            for district in self._registry
            if (units := district.units())
        }
        others: dict[str, Card] = {}
        for card in self._of_other_units(known):  # of a district below a province below this
            others.setdefault(card.unit, card)
            owners.setdefault(_alike(_name_in(card.unit)), card.district)
        for unit_key, card in others.items():
            is_own = owners.get(_alike(card.unit_name), card.district) == card.district
            name = (is_own and card.unit_name) or _name_in(unit_key)
            level = registries.level_of(name)
            yield Unit(unit_key, name, level=level, parent=tops.get(card.district, ""))

    def _of_other_units(self, known: Container[str]) -> Iterator[Card]:
        """A card of each unit that no file of the registry tells of."""
        for name in self._catalogue.lists(_UNIT):
            if name.removeprefix(_UNIT) not in known:
                yield from self._catalogue.cards_of(name, 1)
        for card in self._catalogue.cards_gone():
            if card.unit and card.unit not in known:
                yield card

    def _ended(self) -> int:
        """How many searches are over by this moment, whatever the catalogue says."""
        lists = (self._catalogue.cards_of(f"jenis/{kind}") for kind in sorted(PERSON_KINDS))
        return sum(self._at_now(card).state != "tayang" for card in chain.from_iterable(lists))

    def _mark(self) -> str:
        parts = (
            self._catalogue.version,
            sorted(self.stale),
            self._ended(),
            repr(self.units),
            self.origins,
        )
        return sha256(repr([*parts, [unit.html for unit in self.units]]).encode())[:24]


def of_project(project: Path, options: Settings, now: datetime) -> Portal | None:
    """The guests of a project that is a province; None for all others."""
    folder, path = options.folder(project), options.catalogue(project)
    if not folder.is_dir() or not path.is_file():
        return None
    registry = registries.read(folder, now.tzinfo or UTC)
    return Portal(Catalogue(path), registry, options, now)


def is_stale(status: Status, days: int, now: datetime) -> bool:
    """Whether a district has given no sign of life for so long that its news are none."""
    if not status.checked:
        return False
    return datetime.fromisoformat(status.checked) + timedelta(days=days) <= now


def _origins(registry: Registry) -> dict[str, str]:
    """The site of each mark."""
    return {
        mark: district.origin
        for district in registry
        if district.state != "putus" and not district.is_faulty
        for mark in district.marks
    }


def entry_of(card: Card, *, by_rule: bool = False) -> Entry:
    shown = card.state == "tayang"
    state: State = "shown" if shown else "closed" if card.state == "ditutup" else "withdrawn"
    title = card.title if shown else CLOSED if state == "closed" else WITHDRAWN_TITLE
    expires = None
    with suppress(ValueError):
        expires = datetime.fromisoformat(card.expires)
    return Entry(
        code=card.code,
        url=addresses.code(card.code),
        slug=card.code,
        lang=card.lang,
        title=title,
        summary=card.summary if shown else "",
        kind=card.kind,
        unit=card.unit,
        tags=card.tags if shown else (),
        happened_at=datetime.fromisoformat(card.happened),
        published_at=datetime.fromisoformat(card.published),
        changed_at=datetime.fromisoformat(card.changed),
        state=state,
        digest=sha256(f"{card.dump()}{by_rule or ''}".encode())[:24],
        valid_until=expires,
        case_status="dicari" if card.is_sought else "selesai" if state == "closed" else "",
        shows_title=shown,
        shows_text=shown,
        is_recognised=card.recognised,
        withdrawal="privasi" if state == "withdrawn" else "",
        corrected=shown and bool(card.corrections),
        reply_to=card.reply_to if shown else "",
        location=card.location if shown else "",
        home=card.href,
        by_rule=by_rule,
    )


def _bare(entry: Entry, path: str) -> Release:
    """A release without its words."""
    return Release(
        code=entry.code,
        path=path,
        slug=entry.code,
        url=entry.url,
        title=entry.title,
        happened_at=min(entry.happened_at, entry.published_at),
        publish_at=entry.published_at,
        unit=entry.unit,
        kind=entry.kind,
        lang=entry.lang,
    )


def _hidden(entry: Entry) -> Release:
    """A release that is shown no more, whatever its entry says."""
    bare = _bare(entry, f"provinsi/{entry.code}")
    withdrawal = Withdrawal("privasi", REASON, entry.changed_at)
    return replace(bare, title=WITHDRAWN_TITLE, withdrawal=withdrawal)


def _name_in(unit_key: str) -> str:
    """What the key of a unit says of its name."""
    return unit_key.rpartition("/")[2].replace("-", " ").title()


def _alike(name: str) -> str:
    """The same for names that readers take for the same."""
    return "".join(sign for sign in normalize("NFKC", name).casefold() if sign.isalnum())


def _notice(district: District, status: Status, stale: frozenset[str]) -> str:
    """What the pages of a district's units say when its news may be incomplete."""
    is_frozen = bool(status.frozen) or district.state == "beku"
    if not (is_frozen or district.slug in stale or status.failures > 2):
        return ""
    why = TROUBLES.get(status.frozen or status.trouble, TROUBLES["beku"])
    seen = ""
    if status.checked:
        moment = dates.long(datetime.fromisoformat(status.checked))
        seen = f" Terakhir diperiksa {escape(moment)}."
    site = f'<a href="{escape(district.origin)}">situsnya</a>'
    there = f" Baca langsung di {site}." if district.origin else ""
    return (
        f"<p><strong>Kabar dari {escape(district.name)} mungkin tidak lengkap:</strong> "
        f"{escape(why)}.{seen}{there}</p>"
    )
