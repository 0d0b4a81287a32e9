"""The files of facts hold what a whole rewrite would, whatever happened to them before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.domain.release import Release
from kentongan.parts.permalinks import factbook, facts
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


def files(content: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (content / facts.FOLDER).glob("*.jsonl")}


@settings(deadline=None)
@given(st.lists(STATES, min_size=1, max_size=5), st.sampled_from(("", "rusak", "gandakan")))
def test_a_chain_of_publications_ends_like_a_single_one(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, tuple[str, int]]], harm: str
) -> None:
    grown, fresh = tmp_path_factory.mktemp("grown"), tmp_path_factory.mktemp("fresh")
    store = MemoryStore([], {})
    for state in states:
        factbook.write(site_of(grown, releases_of(state), store))
        _harm(grown, harm)
    last = releases_of(states[-1])
    factbook.write(site_of(grown, last, store))
    factbook.write(site_of(fresh, last))
    assert files(grown) == files(fresh)


def _harm(content: Path, harm: str) -> None:
    """What Git, or a hand, may do to the files."""
    for path in sorted((content / facts.FOLDER).glob("*.jsonl")):
        if harm == "rusak":
            path.write_text("<<<<<<< HEAD\n" + path.read_text())
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
