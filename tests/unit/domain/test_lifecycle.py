"""What the public sees of a release, state by state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from kentongan.domain import sought
from kentongan.domain.lifecycle import (
    PRIVATE_REASON,
    is_in_force,
    may_be_stored,
    public_view,
)
from kentongan.domain.release import Case, Correction, Picture, Release, Withdrawal

from tests.conftest import NOW, new_release

DAY = timedelta(days=1)
START = datetime(2026, 5, 4, 14, 30, tzinfo=NOW.tzinfo)
SECRET = "Rahasiawan"


def withdrawal(kind: Any) -> Withdrawal:
    return Withdrawal(kind, f"alasan {SECRET}", NOW - DAY, "D8X-J8A-K82")


def person(**changes: Any) -> Release:
    base: dict[str, Any] = {
        "kind": "orang-hilang",
        "slug": "orang-hilang",
        "title": f"Dicari: {SECRET}",
        "text": f"{SECRET} pergi dari rumah, orang itu hilang.",
        "tags": (SECRET,),
        "picture": Picture(f"rilis/{SECRET}.jpg"),
        "case": Case("dicari", (f"Budi {SECRET}",), features=SECRET),
        "valid_until": NOW + DAY,
        "redirects_from": (f"/{SECRET}/",),
    }
    return new_release(**(base | changes))


@pytest.mark.parametrize(
    ("changes", "now", "state", "since", "until"),
    [
        ({}, NOW, "shown", START, None),
        ({}, START, "shown", START, None),
        ({}, START - timedelta(seconds=1), "hidden", None, START),
        ({"status": "draf"}, NOW, "hidden", None, None),
        ({"publish_at": NOW + DAY}, NOW, "hidden", None, NOW + DAY),
        ({"publish_at": NOW + DAY}, NOW + DAY, "shown", NOW + DAY, None),
        ({"publish_at": START - DAY}, NOW, "shown", START, None),
        ({"corrections": (Correction(NOW, "a", "b"),)}, NOW, "shown", START, None),
        ({"withdrawal": withdrawal("salah")}, NOW, "withdrawn", START, None),
        ({"withdrawal": withdrawal("digabung")}, NOW, "withdrawn", START, None),
        ({"withdrawal": withdrawal("tetap")}, NOW, "withdrawn", START, None),
        ({"withdrawal": withdrawal("privasi")}, NOW, "withdrawn", START, None),
        ({"withdrawal": withdrawal("tetap"), "status": "draf"}, NOW, "hidden", None, None),
        (
            {"withdrawal": withdrawal("tetap"), "publish_at": NOW + DAY},
            NOW,
            "hidden",
            None,
            NOW + DAY,
        ),
    ],
)
def test_the_state_of_a_release_and_how_long_it_holds(
    changes: dict[str, Any],
    now: datetime,
    state: str,
    since: datetime | None,
    until: datetime | None,
) -> None:
    view = public_view(new_release(**changes), now)
    assert (view.state, view.since, view.until) == (state, since, until)


@pytest.mark.parametrize(
    ("changes", "now", "state", "until"),
    [
        ({}, NOW, "shown", NOW + DAY),
        ({}, NOW + DAY, "closed", None),
        ({"valid_until": None}, NOW, "shown", None),
        ({"case": Case("ditemukan", (SECRET,))}, NOW, "closed", None),
        ({"case": Case("selesai", (SECRET,))}, NOW, "closed", None),
        ({"status": "draf"}, NOW + DAY, "hidden", None),
        ({"withdrawal": withdrawal("tetap")}, NOW, "withdrawn", NOW + DAY),
        ({"withdrawal": withdrawal("tetap")}, NOW + DAY, "withdrawn", None),
        ({"withdrawal": withdrawal("salah")}, NOW, "withdrawn", None),
    ],
)
def test_a_search_is_closed_by_the_clock_or_by_its_status(
    changes: dict[str, Any], now: datetime, state: str, until: datetime | None
) -> None:
    view = public_view(person(**changes), now)
    assert (view.state, view.until) == (state, until)


@pytest.mark.parametrize(
    ("release", "now"),
    [
        (person(), NOW + DAY),
        (person(case=Case("ditemukan", (SECRET,))), NOW),
        (person(slug=f"orang-hilang-{SECRET.lower()}"), NOW + DAY),
        (person(withdrawal=Withdrawal("salah", "keliru", NOW)), NOW),
        (person(withdrawal=Withdrawal("digabung", "ganda", NOW, "D8X-J8A-K82")), NOW),
        (person(withdrawal=Withdrawal("tetap", "keliru", NOW)), NOW + DAY),
        (person(withdrawal=withdrawal("privasi")), NOW),
        (new_release(title=SECRET, text=SECRET, withdrawal=withdrawal("privasi")), NOW),
        (new_release(slug=SECRET.lower(), title=SECRET, withdrawal=withdrawal("putusan")), NOW),
    ],
)
def test_nothing_of_what_must_vanish_is_left_in_the_view(release: Release, now: datetime) -> None:
    shown = public_view(release, now)
    plain = [getattr(shown.release, name) for name in Release.__slots__ if name != "path"]
    assert SECRET.lower() not in repr(plain).lower()
    assert not may_be_stored(shown)


@pytest.mark.parametrize("kind", ["privasi", "putusan"])
def test_a_private_withdrawal_keeps_code_date_and_unit(kind: str) -> None:
    release = new_release(withdrawal=withdrawal(kind))
    view = public_view(release, NOW).release
    assert view.code == release.code and view.unit == release.unit
    assert view.happened_at == release.happened_at
    assert view.url == f"/r/{release.code}/"
    assert view.withdrawal and view.withdrawal.reason == PRIVATE_REASON


def test_an_error_keeps_title_and_reason_but_no_text() -> None:
    view = public_view(new_release(withdrawal=withdrawal("salah")), NOW).release
    assert view.title == "Patroli malam di Kraton" and view.withdrawal
    assert not view.text and not view.html and not view.summary and not view.body


@pytest.mark.parametrize(
    ("slug", "names", "text", "expected"),
    [
        ("orang-hilang-bangil", ("Budi Santoso",), "", False),
        ("orang-hilang-budi", ("Budi Santoso",), "", True),
        ("orang-hilang-jose", ("José Lima",), "", True),
        ("orang-hilang-budisantoso", ("Budi Santoso",), "", True),
        ("orang-hilang-polsek-kraton", (), "", False),
        ("orang-hilang-2", (), "", False),
        ("orang-hilang-budi", (), "Dicari Budi, pria tua.", True),
        ("pria-tua-hilang", (), "Dicari Budi, pria tua.", False),
    ],
)
def test_whether_an_address_names_a_person(
    slug: str, names: tuple[str, ...], text: str, expected: bool
) -> None:
    release = person(slug=slug, case=Case("dicari", names), text=text)
    assert sought.in_address(release) is expected


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "expected"),
    [
        (None, None, True),
        (NOW, None, True),
        (NOW + DAY, None, False),
        (None, NOW, False),
        (None, NOW + DAY, True),
        (NOW - DAY, NOW + DAY, True),
    ],
)
def test_a_notice_is_in_force_between_its_times(
    valid_from: datetime | None, valid_until: datetime | None, expected: bool
) -> None:
    release = new_release(valid_from=valid_from, valid_until=valid_until)
    assert is_in_force(release, NOW) is expected


def test_a_preview_shows_drafts_and_embargoes_but_no_closed_search() -> None:
    assert public_view(new_release(status="draf"), NOW, preview=True).state == "shown"
    embargoed = new_release(publish_at=NOW + DAY)
    assert public_view(embargoed, NOW, preview=True).state == "shown"
    assert public_view(person(), NOW + DAY, preview=True).state == "closed"
