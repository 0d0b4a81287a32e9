"""Fixtures of the publishing tests; the servers are in `servers.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.publishing import network

from tests.publishing.trees import make_tree


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine answers late on loopback too; a silent server sets a limit of its own."""
    monkeypatch.setattr(network, "TIMEOUT", 120.0)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return make_tree(tmp_path / "output", 12)
