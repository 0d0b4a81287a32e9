"""Which releases a notice page shows, and the calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kentongan.site.model import Entry, Site

LINE = 73  # octets on a line before it is folded, CRLF not counted


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
            "/ralat/",
            "Ralat",
            "Semua pembetulan atas siaran yang sudah terbit, yang terbaru di atas.",
            sorted(
                (entry for entry in site.by_code.values() if entry.corrected),
                key=lambda entry: (entry.changed_at, entry.code),
                reverse=True,
            ),
        ),
        Notice(
            "/pencabutan/",
            "Pencabutan",
            "Siaran yang dicabut, beserta alasannya. Media yang memuatnya wajib mengikuti.",
            [entry for entry in site.unlisted if entry.state == "withdrawn"],
        ),
        Notice(
            "/dicari/",
            "Orang yang dicari",
            "Orang hilang dan daftar pencarian orang yang masih berlaku.",
            [entry for entry in site.listed if entry.case_status == "dicari"],
        ),
    ]


def dated(site: Site) -> list[Entry]:
    """Services and notices with dates that are not over, by their beginning."""
    found = [
        entry
        for entry in site.listed
        if entry.kind in ("pengumuman", "lalu-lintas")
        and (entry.valid_from or entry.valid_until)
        and not (entry.valid_until and site.is_past(entry.valid_until))
    ]
    return sorted(found, key=lambda entry: (entry.valid_from or entry.published_at, entry.code))


def calendar(site: Site, entries: Iterable[Entry]) -> bytes:
    """The calendar of these entries; its stamps are those of the releases, not of the build."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kentongan//Agenda//ID",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(site.name)}",
    ]
    for entry in entries:
        lines += _event(site, entry)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(site: Site, entry: Entry) -> list[str]:
    start = entry.valid_from or entry.published_at
    event = [
        "BEGIN:VEVENT",
        f"UID:{entry.code}@kentongan",
        f"DTSTAMP:{_utc(entry.changed_at)}",
        f"DTSTART:{_utc(start)}",
    ]
    if entry.valid_until and entry.valid_until > start:
        event.append(f"DTEND:{_utc(entry.valid_until)}")
    event += [
        f"SUMMARY:{_escaped(entry.title)}",
        f"DESCRIPTION:{_escaped(entry.summary)}",
        f"URL:{site.absolute(entry.url)}",
        "END:VEVENT",
    ]
    return event


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
