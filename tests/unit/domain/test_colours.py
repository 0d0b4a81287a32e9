from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import colours

COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


def test_a_colour_is_read_and_written() -> None:
    assert colours.parse("#14241C") == (20, 36, 28)
    assert colours.code((20, 36, 28)) == "#14241c"


@pytest.mark.parametrize(
    "text", ["", "14241c", "#14241", "#14241cc", "#14241g", "red", "#14241c\n"]
)
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        colours.parse(text)


def test_contrast_is_that_of_wcag() -> None:
    assert colours.contrast(colours.WHITE, colours.BLACK) == pytest.approx(21)
    assert colours.contrast((119, 119, 119), colours.WHITE) == pytest.approx(4.48, abs=0.01)


@given(COLOURS, COLOURS)
def test_contrast_knows_no_order(one: colours.Colour, other: colours.Colour) -> None:
    assert colours.contrast(one, other) == colours.contrast(other, one) >= 1


@given(COLOURS)
def test_every_colour_becomes_readable_on_white(colour: colours.Colour) -> None:
    shade = colours.readable(colour, colours.BLACK, 5.5, colours.WHITE)
    assert colours.contrast(shade, colours.WHITE) >= 5.5


def test_a_readable_colour_stays() -> None:
    assert colours.readable((0, 0, 90), colours.BLACK, 5.5, colours.WHITE) == (0, 0, 90)
