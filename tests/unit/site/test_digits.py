"""Numbers in shards survive their way through text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.site import digits

NUMBERS = {0: "0", 9: "9", 10: "a", 31: "v", 32: "x0", 1023: "_v", 1024: "xw0", 2**20: "xwww0"}


@pytest.mark.parametrize("number", NUMBERS)
def test_the_text_of_a_number_stays(number: int) -> None:
    assert digits.write(number) == NUMBERS[number]


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_in_a_row_are_read_as_they_were_written(numbers: list[int]) -> None:
    text = "".join(map(digits.write, numbers))
    read, place = [], 0
    while place < len(text):
        number, place = digits.read(text, place)
        read.append(number)
    assert read == numbers


@pytest.mark.parametrize("damaged", ["", "x", "__", "x ", "é", "x\n0"])
def test_a_damaged_text_is_refused(damaged: str) -> None:
    with pytest.raises(ValueError, match=r"digit|ends"):
        digits.read(damaged)
