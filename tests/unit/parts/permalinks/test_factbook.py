"""The files of facts hold what a whole rewrite would, whatever happened to them before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.domain.release import Release
from kentongan.parts.permalinks import factbook, facts, ledger, notation
from kentongan.site.changes import Change, Changes
from kentongan.site.model import Site

from tests.conftest import NOW, MemoryStore, new_release, new_site

CODES = [f"{letter * 3}-{letter * 3}-{letter * 3}" for letter in "ABCD"]
STATES = st.dictionaries(
    st.sampled_from(CODES),
    st.tuples(st.sampled_from(("satu", "dua")), st.integers(4, 6)),
)


def site_of(content: Path, releases: list[Release], store: Any = None) -> Site:
    site = new_site(releases)
    site.content = content
    if store is not None:
        store.releases = {release.code: release for release in releases}
        site.store = store
    return site


def releases_of(state: dict[str, tuple[str, int]]) -> list[Release]:
    return [
        new_release(code=code, slug=code.lower(), title=title, happened_at=NOW.replace(month=month))
        for code, (title, month) in sorted(state.items())
    ]


def changes_between(before: Site, after: Site) -> Changes:
    codes = {**before.by_code, **after.by_code}
    pairs = (Change(before.by_code.get(code), after.by_code.get(code)) for code in codes)
    return Changes(tuple(pair for pair in pairs if pair.before != pair.after))


def files(content: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (content / facts.FOLDER).glob("*.jsonl")}


@settings(deadline=None)
@given(
    st.lists(STATES, min_size=1, max_size=5),
    st.sampled_from(("", "rusak", "gandakan", "hapus")),
    st.booleans(),
)
def test_a_chain_of_publications_ends_like_a_single_one(
    tmp_path_factory: pytest.TempPathFactory,
    states: list[dict[str, tuple[str, int]]],
    harm: str,
    knows_changes: bool,
) -> None:
    grown, fresh = tmp_path_factory.mktemp("grown"), tmp_path_factory.mktemp("fresh")
    store = MemoryStore([], {})
    before = None
    for number, state in enumerate((*states, states[-1])):
        site = site_of(grown, releases_of(state), store)
        if before and knows_changes:
            site.changes = changes_between(before, site)
        ledger.write(site)
        before = site
        if number < len(states):
            _harm(grown, harm)
    ledger.write(site_of(fresh, releases_of(states[-1])))
    assert files(grown) == files(fresh)
    last = ledger.read(fresh)[0]
    assert {row[:2] for row in last} <= {row[:2] for row in ledger.read(grown)[0]}


def _harm(content: Path, harm: str) -> None:
    """What Git, or a hand, may do to the files."""
    if harm == "hapus":
        for path in (content / notation.FOLDER).glob("*.tsv"):
            path.unlink()
    for path in sorted((content / facts.FOLDER).glob("*.jsonl")):
        if harm == "rusak":
            path.write_text("<<<<<<< HEAD\n" + path.read_text())
        elif harm == "hapus":
            path.unlink()
        elif harm == "gandakan":
            path.with_name("2020-01.jsonl").write_text(path.read_text())


def test_only_the_month_of_a_change_is_written(tmp_path: Path) -> None:
    store = MemoryStore([], {})
    state = {CODES[0]: ("satu", 4), CODES[1]: ("satu", 5)}
    assert factbook.write(site_of(tmp_path, releases_of(state), store))
    (may,) = (tmp_path / facts.FOLDER).glob("*-05.jsonl")
    stamp = may.stat().st_ino
    state[CODES[0]] = ("dua", 4)
    assert factbook.write(site_of(tmp_path, releases_of(state), store))
    assert may.stat().st_ino == stamp
    (april,) = (tmp_path / facts.FOLDER).glob("*-04.jsonl")
    assert json.loads(april.read_text())["title"] == "dua"
    assert not factbook.write(site_of(tmp_path, releases_of(state), store))
