"""Corrections survive the note of a ninjs object, whatever else stands in it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain.release import Correction
from kentongan.site import ednotes

from tests import cost

AT = datetime(2026, 11, 24, 5, tzinfo=UTC)
WORDS = st.lists(
    st.sampled_from("120 pelajar; Ralat Jumat (24/11) Hak jawab, Yang: “Kraton” 08.00".split()),
    min_size=1,
    max_size=8,
).map(" ".join)


def note_of(*corrections: Correction) -> str:
    return " ".join(
        ednotes.correction(found.at.isoformat(), found.wrong, found.right) for found in corrections
    )


@given(st.lists(st.builds(Correction, st.just(AT), WORDS, WORDS), max_size=ednotes.MOST))
def test_what_a_site_wrote_a_portal_reads(given: list[Correction]) -> None:
    others = ("", " Hak jawab: https://a.example/berita/x/", " Digabung ke: https://a.example/r/x/")
    for after in others:
        assert ednotes.corrections(note_of(*given) + after) == tuple(given)
        assert ednotes.answered(note_of(*given) + after) == ""


@given(st.lists(st.builds(Correction, st.just(AT), WORDS, WORDS), max_size=3))
def test_what_a_right_of_reply_answers_is_read_behind_all_else(given: list[Correction]) -> None:
    before = [note_of(*given), "Hak jawab: https://a.example/berita/x/"]
    reply = ednotes.reply_to("https://a.example/berita/y/")
    for after in ("", " Digabung ke: https://a.example/r/x/"):
        note = " ".join([*filter(None, before), reply]) + after
        assert ednotes.answered(note) == "https://a.example/berita/y/"
        assert ednotes.corrections(note) == tuple(given)


@given(st.text())
def test_a_note_of_strangers_is_read_without_harm(text: str) -> None:
    for note in (text, note_of(Correction(AT, "a", "b")) + text):
        for found in ednotes.corrections(note):
            assert found.wrong and found.right and found.at.tzinfo


def test_a_note_without_end_costs_little_and_gives_few() -> None:
    with cost.at_most(5):
        one = note_of(Correction(AT, "a", "b"))
        assert len(ednotes.corrections(" ".join([one] * 20_000))) == ednotes.MOST
        assert not ednotes.corrections("Ralat 2026-11-24: sebelumnya tertulis " * 50_000)
        assert not ednotes.corrections(" Ralat 2026-11-2" * 100_000)
        assert not ednotes.answered(" Hak jawab atas: " * 100_000)
