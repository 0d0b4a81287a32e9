"""Notice pages and the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.release import Case, Correction, Release, Withdrawal
from kentongan.parts.notices import core
from kentongan.site.entry import Entry
from kentongan.site.model import Site

from tests.conftest import NOW, new_release, new_site

DAY = timedelta(days=1)
ZONE = ZoneInfo("Asia/Jakarta")


def titles(*releases: Release) -> dict[str, list[str]]:
    site = new_site(releases)
    found = {notice.path: notice.entries for notice in core.notices(site)}
    found["/dicari/"] = core.sought(site)
    return {path: [entry.title for entry in entries] for path, entries in found.items()}


def calendar(site: Site, entries: Iterable[Entry], place: str = "") -> bytes:
    return core.calendar(site, [(entry, place) for entry in entries])


def release(slug: str, **changes: Any) -> Release:
    return new_release(slug=slug, title=slug, **changes)


def test_each_state_has_its_page() -> None:
    found = titles(
        release("biasa"),
        release("ralat", corrections=(Correction(NOW, "a", "b"),)),
        release("cabut", withdrawal=Withdrawal("salah", "x", NOW)),
        release("cari", kind="dpo", case=Case("dicari", ("Budi",)), valid_until=NOW + DAY),
        release("lewat", kind="dpo", case=Case("dicari", ("Budi",)), valid_until=NOW - DAY),
        release("temu", kind="dpo", case=Case("ditemukan", ("Budi",))),
    )
    assert found == {"/ralat/": ["ralat"], "/pencabutan/": ["cabut"], "/dicari/": ["cari"]}


def test_the_newest_notice_stands_first() -> None:
    found = titles(
        release("lama", corrections=(Correction(NOW - DAY, "a", "b"),)),
        release("baru", corrections=(Correction(NOW, "a", "b"),)),
    )
    assert found["/ralat/"] == ["baru", "lama"]


@pytest.mark.parametrize(
    ("changes", "is_dated"),
    [
        ({"kind": "pengumuman"}, False),
        ({"kind": "pengumuman", "valid_from": NOW + DAY}, True),
        ({"kind": "lalu-lintas", "valid_until": NOW + DAY}, True),
        ({"kind": "lalu-lintas", "valid_until": NOW}, False),
        ({"kind": "imbauan", "valid_until": NOW + DAY}, False),
        ({"kind": "pengumuman", "valid_from": NOW, "status": "draf"}, False),
    ],
)
def test_what_stands_in_the_calendar(changes: dict[str, Any], is_dated: bool) -> None:
    assert bool(core.dated(new_site([release("a", **changes)]))) is is_dated


def test_the_site_knows_when_an_event_leaves_the_calendar() -> None:
    site = new_site([release("a", kind="pengumuman", valid_until=NOW + DAY)])
    core.dated(site)
    assert site.next_change == NOW + DAY and not site.clock_was_read


def test_an_event_has_its_times_in_utc_and_its_text_escaped() -> None:
    one = new_release(
        title="SIM keliling; Kraton, Rejoso \\ Grati",
        summary="Baris\nkedua",
        kind="pengumuman",
        valid_from=NOW,
        valid_until=NOW + DAY,
    )
    site = new_site([one])
    lines = calendar(site, core.dated(site)).decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        f"UID:{one.code}@kentongan",
        "DTSTART:20261124T050000Z",
        "DTEND:20261125T050000Z",
        r"SUMMARY:SIM keliling\; Kraton\, Rejoso \\ Grati",
        r"DESCRIPTION:Baris\nkedua",
    ):
        assert line in lines


def test_an_event_without_an_end_has_none() -> None:
    site = new_site([release("a", kind="pengumuman", valid_from=NOW)])
    assert b"DTEND" not in calendar(site, core.dated(site))


@pytest.mark.parametrize("title", ["x" * 300, "é" * 200, "𝄞" * 100, "a" + "漢" * 99])
def test_long_lines_are_folded_between_characters(title: str) -> None:
    site = new_site([new_release(title=title, kind="pengumuman", valid_from=NOW)])
    data = calendar(site, core.dated(site))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    unfolded = data.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:{title}\r\n" in unfolded


def test_days_without_an_hour_are_whole_days_and_the_place_is_told() -> None:
    begin = datetime(2026, 11, 24, tzinfo=ZONE)
    end = datetime(2026, 11, 25, 23, 59, 59, tzinfo=ZONE)
    site = new_site([release("a", kind="lalu-lintas", valid_from=begin, valid_until=end)])
    lines = calendar(site, site.listed, "Jalan Pemuda, Kraton").decode().split("\r\n")
    assert "DTSTART;VALUE=DATE:20261124" in lines and "DTEND;VALUE=DATE:20261126" in lines
    assert "LOCATION:Jalan Pemuda\\, Kraton" in lines


def test_an_hour_stays_an_hour() -> None:
    begin = datetime(2026, 11, 24, 8, 30, tzinfo=ZONE)
    site = new_site([release("a", kind="pengumuman", valid_from=begin)])
    assert "DTSTART:20261124T013000Z" in calendar(site, site.listed).decode()
