"""The settings of the desk in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Settings:
    """`HUMAS_MEJA_*`."""

    PREFIX: ClassVar[str] = "meja"

    # A text is approved by someone who wrote none of it.
    dua_orang: bool = True
    # The public address of the desk, `https://meja.humas.contoh.go.id`.
    asal: str = ""
    # Days after the last touch that an unpublished text is kept, and a clean photograph.
    simpan_naskah: int = 90
    simpan_foto: int = 30
    # Days that the audit trail is kept.
    simpan_jejak: int = 1826
    # How long an invitation is valid, and a session without use.
    jam_undangan: int = 72
    hari_sesi: int = 30
