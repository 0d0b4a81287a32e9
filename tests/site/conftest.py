"""A content folder of each test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.site.builder import GOLDEN


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the golden content."""
    return Path(shutil.copytree(GOLDEN, tmp_path / "naskah"))
