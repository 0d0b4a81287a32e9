"""The settings of the pages of units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Settings:
    """`page_size`: releases on a page of a unit's news."""

    PREFIX: ClassVar[str] = "units"

    page_size: int = 20
