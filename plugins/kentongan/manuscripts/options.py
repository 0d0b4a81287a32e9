"""The settings of releases, and what reading a folder of them depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Settings:
    """`zone`: IANA name of the time zone of dates without one.

    `related`: how many older releases of the unit a page names.
    """

    PREFIX: ClassVar[str] = "releases"

    zone: str = "Asia/Jakarta"
    related: int = 3


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the reading of a folder depends on beside its files.

    `zone` applies to dates without one; `now` decides whether a date lies in the future. `name`
    is the site's, for its built-in pages.
    """

    zone: ZoneInfo
    now: datetime
    name: str = ""
