"""Numbers as staff write them, dialled and for WhatsApp."""

from __future__ import annotations

import pytest
from kentongan.domain import telephones


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("110", "110"),
        ("(0343) 000-000", "0343000000"),
        ("0343.000.000", "0343000000"),
        ("0343\u00a0000\u2011000", "0343000000"),
        ("+62 343 000000", "+62343000000"),
        ("(+62) 343-000000", "+62343000000"),
        ("0343 000000 pes. 12", "0343000000"),
        ("0343 000000 (SPKT)", "0343000000"),
        ("0343-000000 / 000001", "0343000000"),
    ],
)
def test_a_number_is_dialled_without_its_signs(written: str, dialled: str) -> None:
    assert telephones.dialled(written) == dialled


@pytest.mark.parametrize(
    "written",
    [
        "0800-0000-0000",
        "(0800) 0000 0000",
        "+62 800-0000-0000",
        "62 800 0000 0000",
        "0800.0000.0000",
    ],
)
def test_whatsapp_gets_the_country_however_the_number_is_written(written: str) -> None:
    assert telephones.international(written) == "6280000000000"
