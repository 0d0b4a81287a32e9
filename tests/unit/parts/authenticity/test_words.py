from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.parts.authenticity import words
from kentongan.parts.authenticity.words import clean, forms, tokenise


def slowly(text: str) -> list[str]:
    return [token.form for token in tokenise(clean(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jum'at, Jum’at", ["jumat", "jumat"]),
        ("*tebal* _miring_", ["tebal", "miring"]),
        ("Rp1.500.000,-", ["rp", "1", "500", "000"]),
        ("pukul 08.05", ["pukul", "8", "5"]),
        ("1️⃣ satu", ["satu"]),
        ("Baca https://www.Contoh.id/a/.", ["baca", "url:contoh.id/a"]),
        ("3HM-ZGG-ZPA", ["kode:3HM-ZGG-ZPA"]),
        ("Diteruskan\nisi", ["isi"]),
        ("[30/08/24 14.30] Budi: isi", ["isi"]),
    ],
)
def test_words_are_compared_without_their_dress(text: str, expected: list[str]) -> None:
    assert slowly(text) == forms(text) == expected


@given(st.text(alphabet=st.sampled_from("abAB01 '’-–.,/:[]()<>&@_\n“éwhtpid"), max_size=60))
def test_the_quick_way_gives_the_same_words(text: str) -> None:
    assert forms(text) == slowly(text)


@given(
    st.lists(st.sampled_from(("<script>", "</script>", "<STYLE a>", "</style>", "x", "<", "\n")))
)
def test_scripts_and_styles_go_to_their_first_end(parts: list[str]) -> None:
    hidden = re.compile(r"<(script|style)\b[^<>]*>.*?</\1>", re.I | re.S)
    text = "".join(parts)
    assert words._without_hidden(text) == hidden.sub("", text)
