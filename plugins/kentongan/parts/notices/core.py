"""Which releases a notice page shows, and the calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kentongan.domain import addresses
from kentongan.site import rolls
from kentongan.site.entry import Entry
from kentongan.site.model import Site

# Octets on a line before it is folded, CRLF not counted. RFC 5545, 3.1 allows 75.
LINE = 73


@dataclass(frozen=True, slots=True)
class Notice:
    """A page of notices."""

    path: str
    title: str
    description: str
    entries: Sequence[Entry]


def notices(site: Site) -> list[Notice]:
    return [
        Notice(
            addresses.CORRECTIONS,
            "Ralat",
            "Semua pembetulan atas siaran yang sudah terbit, yang terbaru di atas.",
            sorted(
                (entry for entry in _notable(site) if entry.corrected),
                key=lambda entry: (entry.changed_at, entry.code),
                reverse=True,
            ),
        ),
        Notice(
            addresses.WITHDRAWALS,
            "Pencabutan",
            "Siaran yang dicabut, beserta alasannya. Media yang memuatnya wajib mengikuti.",
            [entry for entry in site.unlisted if entry.state == "withdrawn"],
        ),
    ]


def _notable(site: Site) -> Iterator[Entry]:
    yield from site.shared(rolls.notable)
    yield from site.shared(rolls.aside)


def sought(site: Site) -> list[Entry]:
    """Missing and wanted persons who are still sought, newest first."""
    return [entry for entry in site.shared(rolls.notable) if entry.is_sought]


def dated(site: Site) -> list[Entry]:
    """Services and notices with dates that are not over, by their beginning."""
    entries = [
        entry
        for entry in site.shared(rolls.notable)
        if entry.kind in ("pengumuman", "lalu-lintas")
        and (entry.valid_from or entry.valid_until)
        and not (entry.valid_until and site.is_past(entry.valid_until))
    ]
    return sorted(entries, key=lambda entry: (entry.valid_from or entry.published_at, entry.code))


def calendar(site: Site, entries: Iterable[tuple[Entry, str]]) -> bytes:
    """The entries with their locations as iCalendar; time stamps are those of the releases."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kentongan//Agenda//ID",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(site.name)}",
    ]
    for entry, place in entries:
        lines += _event(site, entry, place)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(site: Site, entry: Entry, place: str) -> list[str]:
    start, end = entry.valid_from or entry.published_at, entry.valid_until
    event = [
        "BEGIN:VEVENT",
        f"UID:{entry.code}@kentongan",
        f"DTSTAMP:{_utc(entry.changed_at)}",
        *_span(site, start, end),
        f"SUMMARY:{_escaped(entry.title)}",
        f"DESCRIPTION:{_escaped(entry.summary)}",
    ]
    if place:
        event.append(f"LOCATION:{_escaped(place)}")
    return [*event, f"URL:{site.absolute(entry.url)}", "END:VEVENT"]


def _span(site: Site, start: datetime, end: datetime | None) -> list[str]:
    """Beginning and end; whole days where no hour is stated (RFC 5545, 3.6.1: the end is not in
    the event)."""
    first = start.astimezone(site.zone)
    last = end.astimezone(site.zone) if end and end > start else None
    if (first.hour, first.minute) == (0, 0) and (last is None or _ends_a_day(last)):
        after = (last or first).date() + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    return [f"DTSTART:{_utc(first)}", *([f"DTEND:{_utc(last)}"] if last else [])]


def _ends_a_day(moment: datetime) -> bool:
    return (moment.hour, moment.minute) == (23, 59)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line in UTF-8, folded between characters, with CRLF."""
    parts: list[bytes] = []
    current = b""
    for character in line:
        octets = character.encode()
        if len(current) + len(octets) > LINE:
            parts.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*parts, current]) + b"\r\n"
