"""Regions to blur: one grammar, read and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import blur
from kentongan.domain.release import Blur


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10,20,30,40", (Blur(10, 20, 30, 40),)),
        ("10%, 20%, 30%, 40%", (Blur(10, 20, 30, 40),)),
        ("1,2,3,4; 5.5,6,7,8", (Blur(1, 2, 3, 4), Blur(5.5, 6, 7, 8))),
        ("0,0,100,100;", (Blur(0, 0, 100, 100),)),
    ],
)
def test_regions_are_read(text: str, wanted: tuple[Blur, ...]) -> None:
    assert blur.parse(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "10,20,30",
        "a,b,c,d",
        "10,20,0,40",
        "100,0,20,20",
        "120,20,30,40",
        "-1,2,3,4",
        "1,2,3,4,5",
        "nan,1,2,3",
        "1,2,inf,4",
        "10 20 30 40",
    ],
)
def test_what_is_no_region_or_covers_nothing_is_an_error(text: str) -> None:
    with pytest.raises(blur.BlurError):
        blur.parse(text)


TENTHS = st.integers(0, 999).map(lambda tenths: tenths / 10)
SIZES = st.integers(1, 1000).map(lambda tenths: tenths / 10)


@given(st.lists(st.builds(Blur, TENTHS, TENTHS, SIZES, SIZES), min_size=1, max_size=4))
def test_what_is_written_is_read_again(regions: list[Blur]) -> None:
    assert blur.parse(blur.written(regions)) == tuple(regions)
