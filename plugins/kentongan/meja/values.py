"""What passes between the desk and its screens: plain values, no connection, no request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kentongan.domain.release import Blur
from kentongan.newsroom.browser_desk import Role

State = Literal[
    "draf", "dikirim", "dikembalikan", "disetujui", "terjadwal", "antre", "terbit", "dibuang"
]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who works at the desk."""

    id: int
    name: str
    office: str
    roles: tuple[Role, ...] = ()
    is_active: bool = True
    has_entered: bool = True


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person on one device. `token` goes into every form as `tanda`."""

    id: int
    person: Person
    token: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A session that has just begun; `cookie` is told once and kept nowhere."""

    session: Session
    cookie: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets a person choose a password or a passkey, once."""

    person: Person
    until: datetime


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph of a draft. `name` is the file beside the text, `digest` that of its bytes.

    `has_clean` tells that the bytes without blur still lie in the data of the desk.
    """

    name: str
    digest: str
    regions: tuple[Blur, ...] = ()
    has_clean: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence from one person to the others about a draft."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a publication: `menunggu`, `berjalan`, `selesai` or `gagal`."""

    name: str
    label: str
    state: str
    done: int = 0
    of: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            "nama": self.name,
            "label": self.label,
            "keadaan": self.state,
            "selesai": self.done,
            "dari": self.of,
        }


@dataclass(frozen=True, slots=True)
class Job:
    """A publication that waits, runs, is over or failed with `sentence`."""

    id: int
    draft: str
    state: Literal["antre", "berjalan", "selesai", "gagal"]
    steps: tuple[Step, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Version:
    """One saved state of a text. One that `is_aside` was kept because another was saved first;
    it was written on the revision `base`, 0 where that is not known."""

    rev: int
    by: str
    at: datetime
    is_aside: bool = False
    base: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way to the public, as one person may see it.

    `text` is the whole file. `deeds` are those that this person may do now. `digest` names text,
    photographs and regions: an approval carries it. `purpose` is `baru` or the deed over a
    published release that the draft carries out. `emergency` is the reason while a second person
    has yet to approve. `approved_rev` is the newest revision that was ever approved. `message` is
    for other media, `traces` are copies that a withdrawal does not reach.
    """

    id: str
    code: str
    path: str
    unit: str
    state: State
    rev: int
    text: bytes
    title: str
    digest: str
    writers: tuple[str, ...]
    updated_at: datetime
    deeds: tuple[str, ...]
    purpose: str = "baru"
    photographs: tuple[Photograph, ...] = ()
    notes: tuple[Note, ...] = ()
    approved_by: str = ""
    approved_rev: int = 0
    emergency: str = ""
    public_at: datetime | None = None
    job: Job | None = None
    address: str = ""
    message: str = ""
    traces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """The text is kept as revision `rev`."""

    rev: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Someone saved first: the newest is `rev`, and this text is kept aside as `kept`."""

    rev: int
    kept: int
    by: str


@dataclass(frozen=True, slots=True)
class Item:
    """A draft or a release in a list."""

    id: str
    code: str
    title: str
    state: str
    by: str
    at: datetime
    emergency: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The lists of the first screen."""

    to_do: tuple[Item, ...]
    waiting: tuple[Item, ...]
    scheduled: tuple[Item, ...]
    published: tuple[Item, ...]
    emergencies: tuple[Item, ...]
    failed: tuple[Job, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """Something that was decided about a release: the deed and the draft that carried it out."""

    draft: str
    purpose: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Released:
    """A published release: what it is now, and what this person may do with it.

    `until` is the last moment of a notice or a search, where one is stated.
    """

    code: str
    path: str
    unit: str
    title: str
    kind: str
    state: str
    text: bytes
    deeds: tuple[str, ...]
    draft: str = ""
    past: tuple[Past, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Afterwards:
    """A deed over a published release: its draft, the text for others, copies that remain."""

    draft: str
    state: State
    message: str = ""
    traces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Device:
    """A session or a passkey of a person."""

    id: int
    name: str
    since: datetime
    seen: datetime
    is_this: bool = False
