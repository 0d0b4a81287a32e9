"""What staff type at a question, in the words that they use."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.release import KINDS
from kentongan.newsroom.answers import NotUnderstood, day_of, kind_of

ZONE = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize("slug", KINDS)
def test_a_kind_is_known_by_its_slug_and_its_name_however_written(slug: str) -> None:
    for written in (slug, KINDS[slug]):
        for typed in (written, written.upper(), written.replace("-", " "), f" {written}. "):
            assert kind_of(typed) == slug


@pytest.mark.parametrize("slug", KINDS)
def test_a_kind_is_proposed_for_a_part_of_its_name_and_for_a_slip(slug: str) -> None:
    slips = [slug[:at] + slug[at + 1 :] for at in range(1, len(slug))] if len(slug) > 3 else []
    parts = slug.split("-") if "-" in slug else []
    for typed in {*slips, *parts} - KINDS.keys():
        with pytest.raises(NotUnderstood) as refused:
            kind_of(typed)
        assert refused.value.proposal == slug, typed


@pytest.mark.parametrize("typed", ["", "?", "xyz", "12"])
def test_a_word_that_names_no_kind_proposes_none_and_lists_them(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="Pilihannya: siaran-pers") as refused:
        kind_of(typed)
    assert refused.value.proposal == ""


@pytest.mark.parametrize("typed", ["1/12", "01-12", "1 Des", "1 desember", "1.12"])
def test_a_day_without_a_year_is_the_proposed_day_and_else_asked_about(typed: str) -> None:
    assert day_of(typed, ZONE, date(2026, 12, 1)) == date(2026, 12, 1)
    with pytest.raises(NotUnderstood, match="tahunnya tidak disebut") as refused:
        day_of(typed, ZONE, date(2026, 12, 2))
    assert refused.value.proposal == "1 Desember 2026"
