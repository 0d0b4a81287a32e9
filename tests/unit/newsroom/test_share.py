"""What is passed on shows the words of the release, whatever WhatsApp takes for marks."""

from __future__ import annotations

from typing import Any

import pytest
from kentongan.manuscripts import plain
from kentongan.newsroom.share import message

from tests.conftest import new_release


def text_of(**values: Any) -> str:
    return message(new_release(**values), "https://humas.test/r/X/")


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Polsek Kraton Patroli", "*Polsek Kraton Patroli*"),
        ("Hotel 5* Dijaga", "*Hotel 5 Dijaga*"),
        ("Biaya 4*5*6 ribu", "*Biaya 4*5*6 ribu*"),
        ("*Awas* Penipuan", "*Awas Penipuan*"),
        ("Surel humas_kota_b@x.example", "*Surel humas_kota_b@x.example*"),
    ],
)
def test_a_title_is_bold_to_its_end(title: str, line: str) -> None:
    assert text_of(title=title).split("\n")[0] == line


def test_the_first_paragraph_keeps_its_marks_and_addresses() -> None:
    body = "Tulis ke **humas_kota_b@x.example** sebelum *Senin*, 4\\*5 orang.\n\nLalu."
    summary = "Tulis ke humas_kota_b@x.example sebelum Senin, 4*5 orang."
    text = text_of(body=body, text=f"{summary}\nLalu.", summary=summary)
    assert text.split("\n\n")[1] == (
        "Tulis ke *humas_kota_b@x.example* sebelum _Senin_, 4*5 orang."
    )


def test_a_summary_of_its_own_is_given_as_words() -> None:
    text = text_of(body="Isi lain.", text="Isi lain.", summary="Ringkasan *sendiri* a_b_c.")
    assert text.split("\n\n")[1] == "Ringkasan sendiri a_b_c."
    assert plain.unmarked(text).count("*") == 0
