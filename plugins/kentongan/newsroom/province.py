"""The settings of a province."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

CATALOGUE = "katalog.sqlite"


@dataclass(frozen=True, slots=True)
class Settings:
    """`HUMAS_PROVINCE_…`. A project is a province when the folder of the registry exists.

    `registry`: the folder of the districts, from the folder of the project. `interval`: seconds
    between two rounds of `humas provinsi jaga`. `vanish`: per cent of a district's releases that
    may be missing without a withdrawal (five always may). `stale_days`: after so many days without
    a valid sign of life a district's releases leave home and feeds. `rule`: the web server leads
    from codes with the mark of a district to its site, and no page is written for them.
    """

    PREFIX: ClassVar[str] = "province"

    registry: str = "provinsi/wilayah"
    interval: int = 300
    vanish: int = 2
    stale_days: int = 7
    rule: bool = False

    def folder(self, project: Path) -> Path:
        return project / self.registry

    def catalogue(self, project: Path) -> Path:
        """Where the verified releases are kept, beside the registry."""
        return self.folder(project).parent / CATALOGUE
