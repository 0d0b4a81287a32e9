"""A table in groups: what was stored is read again, and a change writes one group."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from kentongan.site.groups import Grouped

from tests.conftest import MemoryBlobs

TABLES = st.dictionaries(st.text("ABC0", max_size=3), st.integers(), max_size=20)


@given(st.lists(TABLES, max_size=4))
def test_what_was_stored_is_read_again(states: list[dict[str, int]]) -> None:
    blobs = MemoryBlobs()
    for state in states:
        table = Grouped(blobs, "x")
        table.clear()
        table.update(state)
        table.store()
        assert Grouped(blobs, "x") == state
    assert Grouped(blobs, "y") == {}


@given(TABLES, st.text("ABC0", max_size=3))
def test_a_change_writes_one_group(state: dict[str, int], code: str) -> None:
    blobs = MemoryBlobs()
    table = Grouped(blobs, "x")
    table.update(state)
    table.store()
    before = {key: blobs.get(key) for key in blobs.keys()}  # noqa: SIM118 - not a dict
    table[code] = -1 if state.get(code) != -1 else 1
    table.store()
    after = {key: blobs.get(key) for key in blobs.keys()}  # noqa: SIM118
    assert len(dict(before.items() ^ after.items())) == 1
