"""`--without-rule CODE` switches a rule off, to see that its absence is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType

import pytest
from kentongan.gate.document import Document
from kentongan.gate.model import Hit
from kentongan.gate.rules.registry import ALL


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-rule", default="", help="the code of a rule that finds nothing")


def pytest_configure(config: pytest.Config) -> None:
    code = config.getoption("--without-rule")
    for rule in ALL:
        if rule.code == code:
            assert isinstance(rule.find, FunctionType)
            rule.find.__code__ = nothing.__code__


def nothing(document: Document) -> Iterator[Hit]:
    yield from ()
