"""Large values wait in a file without a name, for this process and those that it forks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kentongan.storage.aside import LEAST, Aside, Place, Rows


@pytest.mark.parametrize("length", [0, 1, LEAST - 1, LEAST, LEAST + 1, 100_000])
def test_a_value_comes_back_whole(tmp_path: Path, length: int) -> None:
    aside = Aside(tmp_path)
    values = [os.urandom(length) for _ in range(3)]
    kept = [aside.keep(value) for value in values]
    assert [aside.value(place) for place in reversed(kept)] == values[::-1]
    assert isinstance(kept[0], Place) is (length >= LEAST)


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    aside = Aside(tmp_path)
    aside.keep(bytes(1000))
    assert not list(tmp_path.iterdir())
    aside.clear()
    assert aside.value(aside.keep(b"x" * 500)) == b"x" * 500


def test_a_forked_process_reads_it(tmp_path: Path) -> None:
    aside = Aside(tmp_path)
    kept = aside.keep(b"y" * 500)
    child = os.fork()
    if not child:
        os._exit(0 if aside.value(kept) == b"y" * 500 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_long_list_is_read_as_often_as_wanted_and_grows_meanwhile(tmp_path: Path) -> None:
    rows = Rows[tuple[str, int]](tmp_path)
    wanted = [(f"nama {number}", number) for number in range(3 * Rows.BLOCK + 1)]
    for number, row in enumerate(wanted):
        rows.append(row)
        if number % Rows.BLOCK < 2:
            assert list(rows) == wanted[: number + 1]
    assert list(rows) == list(rows) == wanted
    assert not list(tmp_path.iterdir())
