"""Titles in capitals, written as a sentence from what the text knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain.units import Registry
from kentongan.gate import core
from kentongan.gate.casing import as_sentence

from tests.conftest import UNITS, new_release

EXAMPLES = [
    (
        "PATROLI MALAM POLSEK KRATON",
        "Pasuruan – Polsek Kraton melaksanakan patroli malam di pasar.",
        "Patroli malam Polsek Kraton",
    ),
    (
        "KAPOLRES PASURUAN PIMPIN APEL OPERASI ZEBRA SEMERU 2026",
        "PASURUAN - AKBP Titus memimpin apel Operasi Zebra Semeru 2026 bersama Kapolres lain.",
        "Kapolres Pasuruan pimpin apel Operasi Zebra Semeru 2026",
    ),
    ("WARGA DAN TNI BERSIHKAN SUNGAI", "Bersama TNI, warga bersih-bersih.",
     "Warga dan TNI bersihkan sungai"),
    ("LAYANAN SIM LIBUR SENIN", "Loket tutup.", "Layanan SIM libur Senin"),
    ("HUT KE-79 DI TAHAP II", "Acara digelar.", "Hut ke-79 di tahap II"),
    ("“AWAS BANJIR”", "Air naik.", "“Awas banjir”"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "expected"), EXAMPLES)
def test_names_keep_the_capitals_that_the_text_gives_them(
    title: str, body: str, expected: str
) -> None:
    assert as_sentence(title, body) == expected


def test_names_of_units_need_no_text() -> None:
    assert as_sentence("POLSEK KRATON SIAGA", "", Registry(UNITS)) == "Polsek Kraton siaga"


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_letter_changes_but_in_its_case(title: str, body: str) -> None:
    assert as_sentence(title, body).casefold() == title.casefold()


def test_the_finding_proposes_it_and_never_repeats_what_is_secret() -> None:
    def told(title: str, text: str) -> object:
        problems, _ = core.check_release(new_release(title=title, text=text))
        return next(one for one in problems if one.code == "redaksi.W010")

    plain = told("WARGA KRATON BERSIHKAN SUNGAI", "Di Kraton warga bersih-bersih.")
    assert "Warga Kraton bersihkan sungai" in str(plain)
    secret = told("KORBAN SITI AMINAH DITOLONG WARGA", "Korban Siti Aminah ditolong warga.")
    assert "aminah" not in str(secret).lower()
