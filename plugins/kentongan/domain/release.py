"""The release and its parts, as frozen values. Every datetime is aware."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from kentongan.domain.packing import packed_slots

Status = Literal["terbit", "draf"]
WithdrawalKind = Literal["salah", "digabung", "tetap", "privasi", "putusan"]
CaseStatus = Literal["dicari", "ditemukan", "selesai"]
Verdict = Literal["salah", "menyesatkan", "dipalsukan", "benar"]

KINDS: dict[str, str] = {
    "siaran-pers": "Siaran pers",
    "imbauan": "Imbauan",
    "pengumuman": "Pengumuman",
    "klarifikasi": "Klarifikasi",
    "lalu-lintas": "Lalu lintas",
    "orang-hilang": "Orang hilang",
    "dpo": "Daftar pencarian orang",
}
WITHDRAWALS: tuple[WithdrawalKind, ...] = get_args(WithdrawalKind)
WITHDRAWAL_NOTICES: dict[WithdrawalKind, str] = {
    "salah": "Siaran ini dicabut karena keliru",
    "digabung": "Siaran ini digabung dengan siaran lain",
    "tetap": "Siaran ini sudah dicabut; teksnya tetap dapat dibaca",
    "privasi": "Siaran ini dicabut",
    "putusan": "Siaran ini dicabut",
}
_DELETE = (
    "menghapus berita, gambar, tangkapan layar, dan unggahan media sosial yang bersumber dari "
    "siaran itu."
)
# What media that carried it are asked to do; of a merged one they are told the other.
WITHDRAWAL_REQUESTS: dict[WithdrawalKind, str] = {
    "salah": "mencabut atau memperbaiki beritanya.",
    "digabung": "",
    "tetap": "menambahkan keterangan pencabutan ini.",
    "privasi": _DELETE,
    "putusan": _DELETE,
}
VERDICTS: dict[Verdict, str] = {
    "salah": "Salah",
    "menyesatkan": "Menyesatkan",
    "dipalsukan": "Dipalsukan",
    "benar": "Benar",
}
# A release published later than this after its date is ordered by its date.
SOON = timedelta(days=7)
PERSON_KINDS = frozenset({"orang-hilang", "dpo"})


@dataclass(frozen=True, slots=True)
class Official:
    """A person who speaks or acts for the police. Free text stands in `name` alone."""

    name: str
    position: str = ""
    rank: str = ""
    degrees: str = ""

    def __str__(self) -> str:
        person = " ".join(part for part in (self.rank, self.name) if part)
        if self.degrees:
            person += f", {self.degrees}"
        return f"{self.position} {person}" if self.position else person


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of `Ralat`."""

    at: datetime
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Blur:
    """A region to make unrecognisable, in per cent of the picture's width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rendition:
    """A published form of a picture: root-relative address, size in pixels, MIME type, bytes."""

    url: str
    width: int
    height: int
    type: str
    bytes: int


def jpegs(renditions: Iterable[Rendition]) -> list[Rendition]:
    """The forms that every program shows, the narrowest first."""
    forms = (form for form in renditions if form.type == "image/jpeg")
    return sorted(forms, key=lambda form: form.width)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a release. `path` is relative to the content folder.

    `renditions` are filled in by the images plugin; until then the picture is not public.
    `is_shown` is False for one that the text only links to or puts before a video.
    """

    path: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    blur: tuple[Blur, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Withdrawal:
    kind: WithdrawalKind
    reason: str
    at: datetime
    merged_into: str = ""  # a code

    @property
    def notice(self) -> str:
        """The sentence shown to the public before the reason."""
        return WITHDRAWAL_NOTICES[self.kind]

    @property
    def request(self) -> str:
        """What media that carried the release are asked to do; nothing of a merged one."""
        return WITHDRAWAL_REQUESTS[self.kind]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a klarifikasi answers."""

    text: str
    verdict: Verdict
    evidence: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A person sought: `orang-hilang` or `dpo`."""

    status: CaseStatus
    names: tuple[str, ...] = ()
    features: str = ""
    number: str = ""
    contact: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the search goes on, as the file says it."""
        return self.status == "dicari"


@dataclass(frozen=True, slots=True)
class Override:
    """An entry of `Izin`: one named person lets one finding pass."""

    code: str
    by: str
    reason: str


def moment_of_publication(
    happened_at: datetime, public_from: datetime, first: datetime | None
) -> datetime:
    """The first publication, if the release states no time and was published soon after its day."""
    if first and max(happened_at, public_from) <= first <= happened_at + SOON:
        return first
    return public_from


@dataclass(frozen=True, slots=True)
class Release:
    """One press release, as its file says it.

    `path` is the file's, relative to the content folder; `url` is root-relative, with
    slashes at both ends. `happened_at` is `Tanggal`, `updated_at` is `Diperbarui`,
    `publish_at` is `Terbit`, `states_time` whether one of the two has a time of the day,
    `first_published` the first publication that was recorded; `event` is `Kejadian` in the words
    of the file. `unit` is the slug of a unit. `body` is the Markdown text, `html` the sanitised
    page text, `text` the same as plain words with one line a block; `body_line` is the line of
    the file on which the body starts. `attachments` are files below the content folder that the
    text links to.
    """

    code: str
    path: str
    slug: str
    url: str
    title: str
    happened_at: datetime
    unit: str
    kind: str = "siaran-pers"
    status: Status = "terbit"
    publish_at: datetime | None = None
    states_time: bool = True
    first_published: datetime | None = None
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    author: str = ""
    event: str = ""
    location: str = ""
    lang: str = "id"
    picture: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[str, ...] = ()
    officials: tuple[Official, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawal: Withdrawal | None = None
    reply_to: str = ""
    claim: Claim | None = None
    case: Case | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    overrides: tuple[Override, ...] = ()
    redirects_from: tuple[str, ...] = ()
    code_is_derived: bool = False
    body: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    body_line: int = 1

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return packed_slots(self)

    @property
    def lead(self) -> Picture | None:
        """The picture that stands for the release elsewhere: of `Gambar`, else of the text."""
        return self.picture or next((shown for shown in self.pictures if shown.is_shown), None)

    @property
    def all_pictures(self) -> tuple[Picture, ...]:
        """Every picture that goes out with it, as often as it stands somewhere."""
        return (*((self.picture,) if self.picture else ()), *self.pictures)

    @property
    def published_at(self) -> datetime:
        """The moment of publication, by which it is ordered and shown."""
        if self.states_time:
            return self.public_from
        return moment_of_publication(self.happened_at, self.public_from, self.first_published)

    @property
    def public_from(self) -> datetime:
        """The moment from which it is public: the later of Tanggal and Terbit."""
        if self.publish_at and self.publish_at > self.happened_at:
            return self.publish_at
        return self.happened_at

    @property
    def changed_at(self) -> datetime:
        """The moment of the last change of substance: update, correction or withdrawal."""
        moments = [self.published_at, *(correction.at for correction in self.corrections)]
        if self.updated_at:
            moments.append(self.updated_at)
        if self.withdrawal:
            moments.append(self.withdrawal.at)
        return max(moments)
