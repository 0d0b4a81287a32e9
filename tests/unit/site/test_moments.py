"""The moment of publication: as stated, else as recorded when that was soon, else the date."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import lifecycle
from kentongan.domain.lifecycle import State
from kentongan.domain.release import Case
from kentongan.site import moments
from kentongan.site.entries import dated, entry_of, mark_of_dates
from kentongan.site.entry import Entry
from kentongan.site.moments import CLOSED, FIRST, Moments

from tests.conftest import NOW, WIB, new_release

DAY = datetime(2026, 11, 21, tzinfo=WIB)
CODE = new_release().code
DAYS = timedelta(days=2)


def of_day(day: datetime = DAY, **more: object) -> Entry:
    release = new_release(code=CODE, happened_at=day, states_time=False, **more)
    return entry_of(lifecycle.public_view(release, NOW + timedelta(days=9999)))


def known(first: datetime, event: str = FIRST) -> Moments:
    return Moments({(CODE, event): first})


CASES = {
    "the same day": (DAY + timedelta(hours=15), True),
    "three days later": (DAY + timedelta(days=3, hours=15), True),
    "exactly seven days later": (DAY + timedelta(days=7), True),
    "a second after seven days": (DAY + timedelta(days=7, seconds=1), False),
    "years later": (DAY + timedelta(days=2000), False),
    "before its own date": (DAY - timedelta(hours=1), False),
}


@pytest.mark.parametrize("case", CASES)
def test_a_release_of_a_day_is_published_when_it_was_if_that_was_soon(case: str) -> None:
    first, counts = CASES[case]
    entry = dated(of_day(), known(first))
    assert entry.published_at == (first if counts else DAY)
    assert entry.followed_at >= first, "whoever follows changes misses nothing"


def test_a_stated_time_stands_and_only_what_follows_changes_moves() -> None:
    first = DAY + timedelta(hours=20)
    stated = of_day(DAY + timedelta(hours=14))._replace(states_time=True)
    entry = dated(stated, known(first))
    assert entry.published_at == stated.published_at and entry.followed_at == first


def test_without_a_record_all_is_as_stated() -> None:
    assert dated(of_day(), Moments()) == of_day()


def test_a_publication_is_the_first_of_what_no_record_knows() -> None:
    now = DAY + timedelta(hours=15)
    assert dated(of_day(), Moments(now=now)).published_at == now
    assert dated(of_day(), Moments(now=now, older={CODE})).published_at == DAY
    assert dated(of_day()._replace(draft=True), Moments(now=now)).published_at == DAY


def test_a_search_that_is_closed_tells_those_who_follow() -> None:
    release = new_release(code=CODE, kind="orang-hilang", case=Case("ditemukan", ("Sukinah",)))
    entry = entry_of(lifecycle.public_view(release, NOW))
    closed = dated(entry, known(NOW, CLOSED))
    assert closed.published_at == entry.published_at and closed.followed_at == NOW
    assert closed.digest != entry.digest


@given(
    day=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    hours=st.integers(-500, 500),
    later=st.integers(0, 500),
)
def test_it_is_never_before_the_date_and_changes_are_never_before_it(
    day: datetime, hours: int, later: int
) -> None:
    local = day.replace(tzinfo=WIB)
    first = local + timedelta(hours=hours)
    entry = dated(of_day(local, updated_at=local + timedelta(hours=later)), known(first))
    assert entry.published_at in (local, first) and entry.published_at >= local
    assert entry.followed_at >= max(entry.published_at, entry.changed_at, first)


EVENTS = st.dictionaries(
    st.sampled_from([(CODE, FIRST), (CODE, CLOSED)]), st.datetimes(datetime(2026, 11, 1))
)


@given(
    before=EVENTS,
    after=EVENTS,
    state=st.sampled_from(["shown", "closed"]),
    recording=st.booleans(),
)
def test_an_entry_that_was_dated_is_dated_anew_as_if_it_never_was(
    before: dict[tuple[str, str], datetime],
    after: dict[tuple[str, str], datetime],
    state: State,
    recording: bool,
) -> None:
    earlier, later = (
        Moments(
            {event: moment.replace(tzinfo=WIB) for event, moment in events.items()},
            NOW if recording else None,
        )
        for events in (before, after)
    )
    entry = of_day()._replace(state=state)
    assert dated(dated(entry, earlier), later) == dated(entry, later)


def test_the_record_is_kept_in_lines_and_the_earlier_of_two_counts(tmp_path: Path) -> None:
    at = NOW.replace(microsecond=5)
    settings = {"HUMAS_PERMALINKS_RECORD": True}
    published = [(CODE, False)]
    assert moments.read(tmp_path, settings, at).record(tmp_path, published)
    (file,) = (tmp_path / moments.FOLDER).iterdir()
    assert file.read_text() == f"{CODE}\t{NOW.isoformat()}\tterbit\n"
    assert not moments.read(tmp_path, settings, at).record(tmp_path, published)
    assert not moments.read(tmp_path, {}, at).record(tmp_path, published)
    earlier = (NOW - timedelta(hours=1)).isoformat()
    file.write_text(
        f"{file.read_text()}<<<<<<<\n{CODE}\trusak\tterbit\n{CODE}\t{earlier}\tterbit\n"
    )
    assert moments.recorded(tmp_path) == {(CODE, FIRST): NOW - timedelta(hours=1)}


LINES = st.lists(
    st.builds(
        "{}\t{}\t{}".format,
        st.sampled_from((CODE, "AAA-AAA-AAA", "")),
        st.sampled_from(
            (NOW.isoformat(), (NOW - DAYS).isoformat(), (NOW + DAYS).isoformat(), "kemarin")
        ),
        st.sampled_from((FIRST, CLOSED, "")),
    )
    | st.sampled_from(("", "rusak", f"{CODE}\t", f"x{CODE}\t{NOW.isoformat()}\t{FIRST}")),
    max_size=9,
)


@given(LINES)
def test_few_events_are_looked_up_as_all_are_read(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    content = tmp_path_factory.mktemp("isi")
    (content / moments.FOLDER).mkdir(parents=True)
    (content / moments.FOLDER / "2026-11.tsv").write_text("\n".join(["", *lines, ""]))
    known = dict(moments.recorded(content))
    for code in (CODE, "AAA-AAA-AAA", "BBB-BBB-BBB"):
        for event in (FIRST, CLOSED):
            assert moments.recorded(content).get((code, event)) == known.get((code, event))


def test_dates_stand_while_nobody_else_records_anything(tmp_path: Path) -> None:
    before = moments.read(tmp_path, {"HUMAS_PERMALINKS_RECORD": True}, NOW)
    entry = dated(of_day(), before)
    assert not mark_of_dates(tmp_path, [entry], before), "it is not recorded yet"
    before.record(tmp_path, [(CODE, False)])
    after = moments.read(tmp_path, {"HUMAS_PERMALINKS_RECORD": True}, NOW + DAYS)
    assert mark_of_dates(tmp_path, [entry], before) == after.mark
    assert not mark_of_dates(tmp_path, [of_day()], after), "it has no recorded moment"
    moments.Moments(now=NOW - DAYS).record(tmp_path, [("AAA-AAA-AAA", False)])
    assert not mark_of_dates(tmp_path, [entry], before), "somebody else recorded one"
