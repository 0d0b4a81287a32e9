"""Fixtures of the publishing tests; the servers are in `servers.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.trees import make_tree


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return make_tree(tmp_path / "output", 12)
