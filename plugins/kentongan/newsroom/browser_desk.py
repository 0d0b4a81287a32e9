"""The desk in the browser, as other doors see it: its settings, and what is done on its server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from kentongan.newsroom.errors import NewsroomError

ENTRY_POINTS = "kentongan.doors"  # a group in pyproject.toml
_NAME = "meja"
NOT_INSTALLED = "Meja belum terpasang. Jalankan: pip install 'kentongan[meja]'"


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


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one desk: its data, the content, what the site is built into."""

    data: Path
    content: Path
    output: Path


@dataclass(frozen=True, slots=True)
class Held:
    """A role that someone holds; an empty unit means all units."""

    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Health:
    """One thing about the desk: its name, a sentence, and whether all is well."""

    name: str
    sentence: str
    is_well: bool


class BrowserDesk(Protocol):
    """What the desk in the browser offers on its server. What it refuses is a NewsroomError.

    `stated` is the address of the desk where one is given, else empty.
    """

    def run(self, place: Place, stated: str, port: int, ready: Callable[[str], None]) -> None:
        """Serve until a signal comes; `ready` is called with the address before."""

    def run_trial(
        self, folder: Path, content: Path, port: int, ready: Callable[[str], None]
    ) -> None:
        """Serve a trial in a folder; `ready` is called with the link that lets one in."""

    def service(self, place: Place, stated: str, port: int, *, user: str, humas: str) -> str:
        """The systemd unit of the desk."""

    def proxy(self, place: Place, stated: str, port: int) -> str:
        """The server block of nginx before the desk."""

    def add(self, place: Place, name: str, office: str, role: str, unit: str, stated: str) -> str:
        """The link that invites a new person."""

    def recover(self, place: Place, name: str, stated: str) -> str:
        """A new link for someone who cannot sign in."""

    def deactivate(self, place: Place, name: str) -> str:
        """Close all ways in for someone; the name as it is kept."""

    def set_role(
        self, place: Place, name: str, role: str | None, unit: str
    ) -> tuple[str, Sequence[Held]]:
        """Give or take a role; the name as it is kept, and all roles held now."""

    def back_up(self, place: Place, file: Path) -> int:
        """Write a backup; its size in bytes."""

    def put_back(self, place: Place, file: Path) -> None:
        """Fill an empty folder of data from a backup."""

    def health(self, place: Place) -> Sequence[Health]:
        """How the desk is, looked at thoroughly."""


def browser_desk() -> BrowserDesk:
    """The desk in the browser. Raises NewsroomError where it is not installed.

    The package announces it as an entry point: no room imports a door, and this one needs
    libraries that an installation may lack.
    """
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS, name=_NAME):
        desk: BrowserDesk = point.load()()
        return desk
    raise NewsroomError(NOT_INSTALLED)
