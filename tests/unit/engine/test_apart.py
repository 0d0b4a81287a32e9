"""States of parts that another process made are those that this one would have made."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from kentongan.engine import apart
from kentongan.engine.baseline import Workplace
from kentongan.engine.blobs import Blobs
from kentongan.engine.database import DamagedIndex
from kentongan.engine.index import Index
from kentongan.parts import ALL as PARTS
from kentongan.site import signals
from kentongan.site.model import Site

from tests.conftest import MemoryStore, new_release, new_site
from tests.unit.theme import harness

LONG = b"panjang " * 1000  # waits in a file
HERE = os.getpid()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index(tmp_path / "indeks.sqlite", "f1")
    yield opened
    opened.close()


@pytest.fixture
def site(index: Index, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = new_site([new_release(slug=f"siaran-{number}") for number in range(3)])
    monkeypatch.setattr(site.store, "blobs", index.blobs)
    monkeypatch.setattr(apart, "MANY", 3)
    return site


def place_of(index: Index, jobs: int = 2) -> Workplace:
    return cast("Workplace", SimpleNamespace(processes=jobs, index=index))


def connect(monkeypatch: pytest.MonkeyPatch, *states: Callable[[], Any]) -> None:
    monkeypatch.setattr(signals, "states", states)


def update(site: Site) -> int:
    blobs = site.store.blobs("contoh")
    blobs.put("pendek", b"1")
    blobs.put("panjang", LONG + (blobs.get("lama") or b""))
    blobs.delete("usang")
    return os.getpid()


def fall_elsewhere(site: Site) -> int:
    update(site)
    if os.getpid() != HERE:
        raise RuntimeError
    return os.getpid()


def state() -> tuple[str, Callable[[Site], int]]:
    return "contoh", update


def failing() -> tuple[str, Callable[[Site], int]]:
    return "contoh", fall_elsewhere


def waiting() -> tuple[str, Callable[[Site], int]]:
    return "lain", wait_elsewhere


def wait_elsewhere(site: Site) -> int:
    if os.getpid() != HERE:
        time.sleep(60)
    return os.getpid()


def children() -> set[str]:
    """The processes that this one has begun and not waited for; of all tests so far."""
    return set(Path(f"/proc/{HERE}/task/{HERE}/children").read_text().split())


def kept(blobs: Blobs) -> dict[str, bytes | None]:
    return {key: blobs.get(key) for key in blobs.keys()}  # noqa: SIM118 - no mapping


def test_what_another_process_put_is_found_and_committed_here(
    index: Index, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(monkeypatch, state)
    blobs = index.blobs("contoh")
    blobs.put("usang", b"0")
    blobs.put("lama", b"lama" * 200)  # it stands in the file before the other process begins
    with apart.updating(site, place_of(index)):
        assert site.shared(update) != HERE
    wanted = {"pendek": b"1", "panjang": LONG + b"lama" * 200, "lama": b"lama" * 200}
    assert kept(blobs) == wanted
    blobs.put("kemudian", LONG)  # nothing is written over
    assert kept(blobs) == wanted | {"kemudian": LONG}
    index.commit_build((), ())
    assert kept(index.blobs("contoh")) == wanted | {"kemudian": LONG}


def test_the_state_is_made_here_where_the_other_process_fails(
    index: Index, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(monkeypatch, failing)
    with apart.updating(site, place_of(index)):
        assert site.shared(fall_elsewhere) == HERE
    assert kept(index.blobs("contoh")) == {"pendek": b"1", "panjang": LONG}


@pytest.mark.parametrize(("jobs", "many"), [(1, 3), (2, 4)])
def test_one_process_or_few_releases_make_it_here(
    index: Index, site: Site, monkeypatch: pytest.MonkeyPatch, jobs: int, many: int
) -> None:
    connect(monkeypatch, state)
    monkeypatch.setattr(apart, "MANY", many)
    with apart.updating(site, place_of(index, jobs)):
        assert site.shared(update) == HERE
    assert kept(index.blobs("contoh")) == {"pendek": b"1", "panjang": LONG}


@pytest.mark.parametrize("fails", [False, True])
def test_a_state_that_nobody_asks_for_leaves_no_process(
    index: Index, site: Site, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    """It is made here when it is asked for later, whatever the other process wrote before."""
    connect(monkeypatch, state, waiting)
    before = children()
    with suppress(DamagedIndex), apart.updating(site, place_of(index)):
        assert children() - before
        if fails:
            raise DamagedIndex("while all is planned")
    assert not children() - before
    assert site.shared(update) == HERE
    assert kept(index.blobs("contoh")) == {"pendek": b"1", "panjang": LONG}


def test_search_and_cek_are_made_elsewhere_as_here(
    index: Index, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kentongan.parts.authenticity import hooks as authenticity
    from kentongan.parts.search import hooks as search

    parts = (search, authenticity)
    connect(monkeypatch, *(part.states for part in parts))
    updates = [(table, make) for table, make in (part.states() for part in parts)]
    with apart.updating(site, place_of(index)):
        elsewhere = [(site.shared(make), kept(index.blobs(table))) for table, make in updates]
    other = Index(tmp_path / "lain.sqlite", "f1")
    monkeypatch.setattr(site.store, "blobs", other.blobs)
    here = [(make(site), kept(other.blobs(table))) for table, make in updates]
    other.close()
    assert elsewhere == here
    assert all(table for _, table in here)


def states_of_parts() -> list[tuple[str, Callable[[Site], Any]]]:
    modules = [importlib.import_module(f"{part}.hooks") for part in PARTS]
    return [module.states() for module in modules if hasattr(module, "states")]


def test_a_state_asks_no_clock_and_changes_no_other_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither would be known to the process that plans."""
    site = new_site(list(harness.states().values()), now=harness.NOW)
    asked: list[object] = []
    monkeypatch.setattr(Site, "now", property(asked.append))
    monkeypatch.setattr(Site, "is_past", lambda *words: asked.append(words))
    assert len(states_of_parts()) == 2
    for table, make in states_of_parts():
        before = values_of(site)
        make(site)
        after = values_of(site)
        assert {name for name in after if after[name] != before.get(name)} == {table}
    assert asked == []


def values_of(site: Site) -> dict[str, dict[str, bytes]]:
    tables = cast("MemoryStore", site.store).tables
    return {name: dict(table.values) for name, table in tables.items() if table.values}
