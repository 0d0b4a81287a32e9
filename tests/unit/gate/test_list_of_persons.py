"""A line of a list or a table that begins with a name and an age names a person of the case."""

from __future__ import annotations

import pytest
from kentongan.gate import core

from tests.conftest import new_release

CASE = "Polsek Kraton mendata korban kecelakaan di Jalan Raya Kraton.\n\n"


def names_somebody(line: str) -> bool:
    problems, _ = core.check_release(new_release(title="Data kecelakaan", text=CASE + line))
    return any(problem.code == "privasi.E007" for problem in problems)


@pytest.mark.parametrize("beside", ["", "1 | ", "| 1 | ", "- ", "2. "])
@pytest.mark.parametrize("behind", [" | 40", " | L | 40 | Kraton", ", 40 tahun", " (40)", " 40 th"])
def test_a_name_with_an_age_is_found(beside: str, behind: str) -> None:
    assert names_somebody(f"{beside}Sutrisno{behind}")


@pytest.mark.parametrize("line", ["1 | Kraton | 40 | aman", "2 | Pasar | 12 | ramai", "- Motor, 2"])
def test_places_and_things_that_are_counted_are_none(line: str) -> None:
    assert not names_somebody(line)
