"""The settings of releases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Settings:
    """`zone`: IANA name of the time zone of dates without one.

    `related`: how many older releases of the unit a page names.
    """

    PREFIX: ClassVar[str] = "releases"

    zone: str = "Asia/Jakarta"
    related: int = 3
