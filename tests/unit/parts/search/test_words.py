from __future__ import annotations

import pytest
from kentongan.parts.search.affixes import candidates, light
from kentongan.parts.search.stems import stem
from kentongan.parts.search.words import tokens


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("tangkap", "tangkap menangkap ditangkap penangkapan tertangkap"),
        ("curi", "curi mencuri pencurian dicuri"),
        ("aman", "aman mengamankan pengamanan keamanan diamankan"),
        ("periksa", "periksa memeriksa pemeriksaan diperiksa"),
    ],
)
def test_forms_of_one_root_share_stem_and_shard(root: str, forms: str) -> None:
    assert {stem(form) for form in forms.split()} == {root}
    assert {light(form) for form in forms.split()} == {root}


@pytest.mark.parametrize("word", ["a", "di", "2026", "a1b2c3", "men", "meng", "kan"])
def test_short_words_and_numbers_stay_as_they_are(word: str) -> None:
    assert candidates(word)[0] == word


def test_spelling_and_apostrophes_do_not_part_words() -> None:
    assert tokens("Himbauan Jum’at") == tokens("imbauan Jumat")
