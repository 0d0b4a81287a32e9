"""The quick ways through a text answer as the plain patterns would."""

from __future__ import annotations

import re
from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st
from kentongan.gate.document import Document
from kentongan.gate.duplicates import sketch
from kentongan.gate.pattern import Pattern, alone, matches, runs_of_digits, words_in
from kentongan.gate.text import BODY, Part

PIECES = (
    *("korban", "Korban", "RT", "jalan", "anak-anak", "12", "2024", "0812", "3", "٣", "ß", "_"),
    *(" ", "  ", "\n", "\n\n", "\n \n", "\t", ".", ". ", ", ", "(", ")", "-", "/", "“", "”", "A"),
    *("’", "–", "…", "jum’at"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def spans(pattern: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text)]


@given(texts)
def test_words_and_digits_are_those_of_the_patterns(text: str) -> None:
    assert words_in(text) == frozenset(re.findall(r"[^\W\d_]+", text))
    assert runs_of_digits(text) == spans(r"\d+", text)


@given(texts)
def test_a_word_alone_is_joined_to_nothing(text: str) -> None:
    for word in ("anak", "korban", "12", "A"):
        assert list(alone(text, word)) == [at for at, _ in spans(rf"(?<!\w){word}(?!\w)", text)]
    found = [at for at, _ in spans(r"(?<![\w-])anak(?![\w-])", text)]
    assert list(alone(text, "anak", glue="-")) == found


@given(texts)
def test_a_pattern_is_tried_where_its_openings_stand(text: str) -> None:
    pattern = r"(?<!\w)(?:RT\s*\d+|[Kk]orban\s+\d{1,2})"
    found = matches(Pattern(pattern), text, ("RT", "Korban", "korban"))
    assert [match.span() for match in found] == spans(pattern, text)


@given(texts)
def test_a_document_tells_numbers_years_and_paragraphs(text: str) -> None:
    document = Document([Part(BODY, text)])
    clean = document.text
    figures = document.figures
    assert document.numbers == spans(r"\d(?:[ .,:+()\-–—]{0,3}\d){7,}", figures)
    year = re.search(r"\d[/.-]\d{2,4}|\b(?:19|20)\d\d\b", clean)
    assert document.states_year == bool(year)
    assert document.paragraphs == spans(r"\S(?:.|\n(?!\s*\n))*", clean)


@given(texts)
def test_a_sentence_is_found_without_those_of_other_paragraphs(text: str) -> None:
    document = Document([Part("Judul", "Judul"), Part(BODY, text)])
    starts = [start for start, _ in document.sentences]
    for position in range(len(document.text)):
        number = max(bisect_right(starts, position) - 1, 0)
        assert document.sentence(position) == document.sentences[number]


def test_a_sketch_is_of_the_words_whatever_stands_between() -> None:
    words = [f"kata{number}" for number in range(60)]
    assert sketch(" ".join(words)) == sketch("…".join(words)) == sketch("\n, ".join(words))
    assert sketch("_".join(words)) == b""
