"""The desk in the browser, as other doors see it: its settings, and what is done on its server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

from kentongan.newsroom.errors import NewsroomError

ENTRY_POINTS = "kentongan.doors"  # a group in pyproject.toml
_NAME = "meja"
RoleName = Literal["penulis", "penyunting", "pengelola"]
ROLES: tuple[RoleName, ...] = ("penulis", "penyunting", "pengelola")
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
class Role:
    """What a person may do in a unit and in those below it; an empty unit is all of them."""

    name: RoleName
    unit: str

    def as_json(self) -> dict[str, Any]:
        return {"peran": self.name, "satuan": self.unit}


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk that stands, and where it is reached."""

    address: str

    def as_json(self) -> dict[str, Any]:
        return {"alamat": self.address}


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial that stands: the link that lets one in, and where its site is seen."""

    link: str
    site: str

    def as_json(self) -> dict[str, Any]:
        return {"tautan": self.link, "situs": self.site}


@dataclass(frozen=True, slots=True)
class Invited:
    """Someone who may choose a password or a passkey at this link, once."""

    link: str

    def as_json(self) -> dict[str, Any]:
        return {"tautan": self.link}


@dataclass(frozen=True, slots=True)
class Member:
    """A person by the name that is kept, and all roles they hold now."""

    name: str
    is_active: bool = True
    roles: tuple[Role, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"nama": self.name, "aktif": self.is_active}


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup, and its size in bytes."""

    file: Path
    size: int

    def as_json(self) -> dict[str, Any]:
        return {"berkas": str(self.file), "bita": self.size}


@dataclass(frozen=True, slots=True)
class PutBack:
    """The folder of data that was filled from a backup."""

    data: Path

    def as_json(self) -> dict[str, Any]:
        return {"data": str(self.data)}


@dataclass(frozen=True, slots=True)
class Health:
    """One thing about the desk: its name, a sentence, and whether all is well."""

    name: str
    sentence: str
    is_well: bool

    def as_json(self) -> dict[str, Any]:
        return {"nama": self.name, "kalimat": self.sentence, "baik": self.is_well}


class BrowserDesk(Protocol):
    """What the desk in the browser offers on its server. What it refuses is a NewsroomError.

    `stated` is the address of the desk where one is given, else empty.
    """

    def run(self, place: Place, stated: str, port: int, ready: Callable[[Opened], None]) -> None:
        """Serve until a signal comes; `ready` is called when the door stands."""

    def run_trial(
        self, folder: Path, content: Path, port: int, ready: Callable[[Trial], None]
    ) -> None:
        """Serve a trial in a folder; `ready` is called when the door stands."""

    def service(self, place: Place, stated: str, port: int, *, user: str, humas: str) -> str:
        """The systemd unit of the desk."""

    def proxy(self, place: Place, stated: str, port: int) -> str:
        """The server block of nginx before the desk."""

    def add(
        self, place: Place, name: str, office: str, role: RoleName, unit: str, stated: str
    ) -> Invited:
        """Invite a new person."""

    def recover(self, place: Place, name: str, stated: str) -> Invited:
        """A new link for someone who cannot sign in."""

    def deactivate(self, place: Place, name: str) -> Member:
        """Close all ways in for someone."""

    def set_role(self, place: Place, name: str, role: RoleName | None, unit: str) -> Member:
        """Give a role in a unit, or take it (None)."""

    def back_up(self, place: Place, file: Path) -> BackedUp:
        """Write a backup."""

    def put_back(self, place: Place, file: Path) -> PutBack:
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
