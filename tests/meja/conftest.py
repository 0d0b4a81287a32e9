"""A desk for each test, its builds watched instead of made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kentongan.meja import passwords
from kentongan.publishing import run as publishing

from tests.meja.desks import START, Builds, Office


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """What they cost is a question of its own (`test_accounts`)."""
    monkeypatch.setattr(passwords, "COST", passwords.Cost(rounds=1, kibibytes=8))


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Builds:
    made = Builds()
    monkeypatch.setattr(publishing, "build", made)
    monkeypatch.setenv("HUMAS_NOW", START.isoformat())
    return made


@pytest.fixture
def office(tmp_path: Path, builds: Builds) -> Iterator[Office]:
    made = Office(tmp_path, builds)
    yield made
    made.place.store.close()
