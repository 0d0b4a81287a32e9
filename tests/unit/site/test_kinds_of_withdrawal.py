"""What follows from a withdrawal is decided in one place, and everybody else asks the entry."""

from __future__ import annotations

import re

import pytest
from kentongan.domain import lifecycle
from kentongan.domain.release import WITHDRAWALS, Case, Withdrawal, WithdrawalKind
from kentongan.site.entries import entry_of

from tests.conftest import NOW, new_release
from tests.site.builder import ROOT

PACKAGE = ROOT / "plugins/kentongan"
ASKS = re.compile(
    r"(PRIVATE|RECOGNISED)_WITHDRAWALS|withdraw(al|n)\.kind (?!if )|withdrawal (==|!=|in) |"
    r"[\"'](privasi|putusan|tetap|digabung)[\"']"
)
SOURCES = [
    *(
        path
        for room in ("site", "engine", "parts", "frame")
        for path in (PACKAGE / room).rglob("*")
    ),
    *(ROOT / "theme/templates").rglob("*"),
]


def test_nobody_but_the_view_asks_for_the_kind_of_a_withdrawal() -> None:
    asking = {
        path.relative_to(ROOT).as_posix(): line
        for path in SOURCES
        if path.suffix in (".py", ".html")
        for line in path.read_text("utf-8").splitlines()
        if ASKS.search(line)
    }
    assert asking == {}


# kind → what a plain release, and one on a person sought, shows: title, text, erased, hashes.
EXPECTED = {
    "salah": ((True, False, False, True), (False, False, False, False)),
    "digabung": ((True, False, False, True), (False, False, False, False)),
    "tetap": ((True, True, False, False), (True, True, False, False)),
    "privasi": ((False, False, True, False), (False, False, True, False)),
    "putusan": ((False, False, True, False), (False, False, True, False)),
}


@pytest.mark.parametrize("kind", WITHDRAWALS)
@pytest.mark.parametrize("sought", [False, True])
def test_what_a_withdrawal_of_each_kind_shows(kind: WithdrawalKind, sought: bool) -> None:
    release = new_release(
        kind="orang-hilang" if sought else "siaran-pers",
        case=Case("dicari", ("Sukinah",)) if sought else None,
        withdrawal=Withdrawal(kind, "Keliru.", NOW),
    )
    view = lifecycle.public_view(release, NOW)
    entry = entry_of(view, lifecycle.recognised(release, view))
    answers = (entry.shows_title, entry.shows_text, entry.is_erased, entry.is_recognised)
    assert answers == EXPECTED[kind][sought]
    assert (release.title in entry.heading) == entry.shows_title
    assert (entry.code in entry.heading) != entry.shows_title
    assert (release.text == view.release.text) == entry.shows_text


@pytest.mark.parametrize("status", ["ditemukan", "selesai"])
def test_a_closed_search_shows_neither_title_nor_text(status: str) -> None:
    release = new_release(kind="dpo", case=Case(status, ("Sukinah",)))  # type: ignore[arg-type]
    entry = entry_of(lifecycle.public_view(release, NOW))
    assert not (entry.shows_title or entry.shows_text or entry.is_erased)
    assert entry.heading == f"{entry.title} ({entry.code})"
