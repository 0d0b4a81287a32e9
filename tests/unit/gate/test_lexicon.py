"""Which words are of the language, and which of them are verbs."""

from __future__ import annotations

import pytest
from kentongan.gate import lexicon
from kentongan.gate.looks import is_strange
from kentongan.gate.tables import is_name_word
from kentongan.manuscripts import dictionary


@pytest.mark.parametrize(
    "word", "petugas mengelak dihajar kecelakaan penjagaan rumahnya adakah berboncengan".split()
)
def test_every_form_of_a_word_is_of_the_language(word: str) -> None:
    assert dictionary.is_word(word)


@pytest.mark.parametrize("word", "kasmin tarjo supandi sutrisno zorvan".split())
def test_a_name_is_not(word: str) -> None:
    assert not dictionary.is_word(word)
    assert is_strange((word,))


@pytest.mark.parametrize("word", "mengelak dihajar terbentur pasrah lolos memberanikan".split())
def test_a_verb_tells_of_its_subject(word: str) -> None:
    assert lexicon.is_verb(word)


@pytest.mark.parametrize("word", "menjelaskan ditutup menjadi dinas berita direktur merah".split())
def test_what_a_spokesman_says_and_things_undergo_does_not(word: str) -> None:
    assert not lexicon.is_verb(word)


@pytest.mark.parametrize(
    "word",
    ["gofur", "ghofur", "ghafur", "soetrisno", "djoemadi", "syolikhin", "fathoni", "zaenudin"],
)
def test_a_name_is_known_in_any_of_its_spellings(word: str) -> None:
    assert is_name_word(word)


@pytest.mark.parametrize(
    "word", "honda toyota samsung persebaya arema reskrim curanmor sajam".split()
)
def test_what_only_sounds_like_a_name_is_none(word: str) -> None:
    assert not is_name_word(word)
