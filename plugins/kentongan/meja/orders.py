"""What the desk asks of the process that makes previews, and what that answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kentongan.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where things are: the content, the output it is built into, a folder for previews.

    `values` are settings that the desk was started with, over those of the project.
    """

    content: Path
    output: Path
    cache: Path
    scratch: Path
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """A draft to be shown: its files are written below `target`."""

    path: str
    data: bytes = field(repr=False)
    photographs: Mapping[str, bytes] = field(repr=False)
    target: Path
    stated_now: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a draft. `page` is its file; None where `problems` stop it.

    `is_marked`: the public cannot see it yet as the text stands, and the page says so.
    `is_alone`: nothing was built before, so what the page says of others is missing.
    """

    url: str
    page: Path | None
    problems: tuple[Problem, ...] = ()
    is_marked: bool = False
    is_alone: bool = False
