"""The tables of words that are part of the code, in TOML; the only files that this room reads."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_OWN = Path(__file__).with_name("data")


@cache
def load(name: str) -> dict[str, Any]:
    """The table `name` of this room (`ranks` …), read once. Callers do not change it."""
    return read(_OWN / f"{name}.toml")


def read(table: Path) -> dict[str, Any]:
    """A table that lies beside a module of the package."""
    return tomllib.loads(table.read_text(encoding="utf-8"))
