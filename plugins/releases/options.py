"""The settings of releases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`zone`: IANA name of the time zone of dates without one.

    `related`: how many older releases of the unit a page names.
    """

    zone: str = "Asia/Jakarta"
    related: int = 3
