"""From when until when, in words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.periods import in_words

WIT = ZoneInfo("Asia/Jayapura")


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WIT)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at(24), at(25, 23, 59), "24 sampai 25 November 2026"),
        (at(24), at(24, 23, 59), "24 November 2026"),
        (at(24, 8), at(24, 12, 30), "24 November 2026, 08.00–12.30 WIT"),
        (at(24, 8), at(25, 23, 59), "24 November 2026, 08.00 WIT sampai 25 November 2026"),
        (at(30), at(2, 23, 59, month=12), "30 November sampai 2 Desember 2026"),
        (at(30, month=12), at(2, 23, 59, 1, 2027), "30 Desember 2026 sampai 2 Januari 2027"),
        (at(24), at(25, 18), "24 sampai 25 November 2026, 18.00 WIT"),
        (None, at(25, 23, 59), "sampai 25 November 2026"),
        (None, at(25, 10), "sampai 25 November 2026, 10.00 WIT"),
        (at(24), None, "mulai 24 November 2026"),
        (at(24, 9), None, "mulai 24 November 2026, 09.00 WIT"),
        (None, None, ""),
    ],
)
def test_a_period_is_said_with_what_its_parts_do_not_share(
    start: datetime | None, end: datetime | None, words: str
) -> None:
    assert in_words(start, end) == words
