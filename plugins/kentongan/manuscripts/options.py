"""The settings of releases, and what reading a folder of them depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from kentongan.domain import codes
from kentongan.domain.settings import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """`zone`: IANA name of the time zone of dates without one.

    `related`: how many older releases of the unit a page names. `mark`: two characters that stand
    in every code of this district; a province gives each district its own.
    """

    PREFIX: ClassVar[str] = "releases"

    zone: str = "Asia/Jakarta"
    related: int = 3
    mark: str = ""

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "mark", codes.normalise_mark(self.mark))
        except codes.CodeError:
            raise SettingsError(
                f"HUMAS_RELEASES_MARK harus dua huruf atau angka tanpa U, bukan {self.mark!r}"
            ) from None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the reading of a folder depends on beside its files.

    `zone` applies to dates without one; `now` decides whether a date lies in the future. `name`
    is the site's, for its built-in pages; `mark` stands in codes that follow from a path.
    """

    zone: ZoneInfo
    now: datetime
    name: str = ""
    mark: str = ""
