"""Whether a build records what it makes public: addresses, first moments and permits, below
`content/jejak/`.

The setting bears the name of the part that kept the first of these records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from kentongan.domain import settings


@dataclass(frozen=True, slots=True)
class Settings:
    """`record`: this build is a publication (`publishconf.py`)."""

    PREFIX: ClassVar[str] = "permalinks"

    record: bool = False


def is_on(conf: Mapping[str, Any]) -> bool:
    return settings.read(conf, Settings).record
