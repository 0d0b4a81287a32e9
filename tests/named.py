"""Tests and limits by name, for tables that say what holds a promise."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache

from tests.site.builder import ROOT


def missing(names: Iterable[str]) -> list[str]:
    """Those of `tests/a/test_b.py::name` that are no test, benchmark or constant any more."""
    return [name for name in names if name.partition("::")[2] not in _known(name)]


def _known(name: str) -> frozenset[str]:
    return _names_in(name.partition("::")[0])


@cache
def _names_in(path: str) -> frozenset[str]:
    """The functions and constants at the top of a file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    names: set[str] = set()
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            targets = [part for target in node.targets for part in ast.walk(target)]
            names |= {part.id for part in targets if isinstance(part, ast.Name)}
    return frozenset(names)
