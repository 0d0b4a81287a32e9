"""What looks alike becomes the same, nothing hides, and every place leads back to the source."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import folding
from kentongan.domain.folding import Edited, figures, fold, fold_edits, is_unseen, visible
from kentongan.gate.pattern import runs_of_digits

EVERY = [chr(number) for number in range(sys.maxunicode + 1) if not 0xD800 <= number < 0xE000]
PIECES = (
    *("a", "Budi", "12", "\u200b", "\u0301", "ｂ", "𝐁", "\u2005", "٣", "–", "\n", " ", "ﷺ", "①"),
    *("3\ufe0f\u20e3", "e\u0301", "\u0332", "О", "\t", "½", "“", "’", "…", "\x7f", "é"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def of(category: str) -> list[str]:
    return [sign for sign in EVERY if unicodedata.category(sign) == category]


@given(texts)
def test_the_quick_look_is_that_of_the_pattern(text: str) -> None:
    assert folding.is_usual(text) == (folding._STRANGE.search(text) is None)
    plain = folding.with_ascii_signs(text)
    assert [unicodedata.category(sign)[0] in "LN" for sign in plain] == [
        unicodedata.category(sign)[0] in "LN" for sign in text
    ]


def test_format_signs_and_controls_are_dropped() -> None:
    hidden = [*of("Cf"), *(sign for sign in of("Cc") if sign not in "\n\t\v\f\x85")]
    assert [sign for sign in hidden if fold(f"12{sign}34") != "1234"] == []
    assert [sign for sign in hidden if visible(f"12{sign}34") != "1234"] == []


@pytest.mark.parametrize(
    "sign",
    [*"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180f\u3164\ufe00\ufe0f\uffa0\U000e0030\U000e0100"],
)
def test_what_is_ignored_by_default_is_dropped(sign: str) -> None:
    assert is_unseen(sign)
    assert fold(f"Bu{sign}di") == visible(f"Bu{sign}di") == "Budi"


def test_every_space_is_a_space_and_every_dash_a_dash() -> None:
    spaces = [*of("Zs"), "\u2028", "\u2029", "\t"]
    assert [sign for sign in spaces if fold(f"12{sign}34") != "12 34"] == []
    dashes = [sign for sign in of("Pd") if sign not in "–—"]
    assert [sign for sign in dashes if fold(f"12{sign}34") != "12-34"] == []


def test_every_digit_is_that_digit() -> None:
    digits = [sign for sign in EVERY if unicodedata.digit(sign, None) is not None]
    assert len(digits) > 700
    wrong = [sign for sign in digits if fold(f" {sign} ") != f" {unicodedata.digit(sign)} "]
    assert wrong == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Jose\u0301 Pe\u0301rez", "José Pérez"),
        ("Ｂｕｄｉ 𝐒𝐚𝐧𝐭𝐨𝐬𝐨 Ⓑⓤⓓⓘ", "Budi Santoso Budi"),
        ("B\u0336u\u0336d\u0336i\u0336", "Budi"),
        ("Вudi Ѕаntоѕо", "Budi Santoso"),
        ("“Apel” – 12 personel…", "“Apel” – 12 personel…"),
    ],
)
def test_letters_that_print_alike_are_the_same(written: str, read: str) -> None:
    assert fold(written) == read


@given(texts)
def test_the_edits_give_the_folded_text(text: str) -> None:
    edited = Edited(text)
    edited.apply(fold_edits(text))
    assert edited.text == fold(text)


@given(texts)
def test_places_lead_back_in_order_and_cover_what_they_stand_for(text: str) -> None:
    edited = Edited(text)
    edited.apply(fold_edits(text))
    spans = [edited.span(at, at + 1) for at in range(len(edited.text))]
    for (start, end), sign in zip(spans, edited.text, strict=True):
        assert 0 <= start < end <= len(text)
        assert sign in fold(text[start:end]) or sign in edited.text
    assert spans == sorted(spans)


@given(texts)
def test_a_text_is_folded_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0812/3456/7890", "0812-3456-7890"),
        ("0812_3456·7890", "0812-3456-7890"),
        ("0812\n3456  \n7890", "0812 3456   7890"),
        ("35750l47 08l2345", "35750147 0812345"),
        ("O812 3456", "0812 3456"),
        ("1. 12\n2. 13", "1. 12\n2. 13"),
        ("12\n\n13", "12\n\n13"),
        ("Rp 12.500, 2l", "Rp 12.500, 2l"),
    ],
)
def test_numbers_are_sought_where_signs_and_lines_part_them(written: str, read: str) -> None:
    found = figures(written, runs_of_digits(written))
    assert found == read
    assert len(found) == len(written)


def test_a_usual_text_takes_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_folded", None)
    text = "Polsek Kraton – “Kami siaga,” ujar Kapolsek José.\n"
    assert fold(text) is text
    assert visible(text) is text


@pytest.mark.parametrize(
    ("letter", "folded"), [("\u0410", "A"), ("\uff11", "1"), ("x", "x"), ("", "")]
)
@pytest.mark.parametrize("count", [1, 4, 5, 40])
def test_a_letter_under_many_marks_is_still_folded(letter: str, folded: str, count: int) -> None:
    assert fold(letter + "\u0332" * count) == folded
