"""The districts that a province shows: one file each, written by hand.

A file says what a district may do: where it is read, which keys sign for it, which units and codes
are its own. Whatever a district says about itself is judged against it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit

from kentongan.domain import codes, dates
from kentongan.domain.problems import Problem, others
from kentongan.domain.text import slugify
from kentongan.domain.units import LEVELS, Unit
from kentongan.manuscripts.keys import DISTRICT
from kentongan.manuscripts.scan import not_a_file, unreadable
from kentongan.manuscripts.sheet import Sheet, short
from kentongan.site.signing import PublicKey
from kentongan.storage.stamps import NotAFile, read_stamped

State = Literal["aktif", "beku", "putus"]
STATES = ("aktif", "beku", "putus")
DAILY = 100
_RAW = re.compile(r"[0-9a-f]{64}\Z", re.I)
_KEY_FORM = "64 angka heksadesimal | 1 Januari 2026 | 31 Desember 2027"
_NAME = re.compile(r"([a-z0-9][a-z0-9-]*)\.md\Z")
_MEANT = re.compile(r"[^.].*\.(md|markdown)(\.txt)?\Z", re.I)
_UNIT = re.compile(r"[a-z0-9-]+(/([a-z0-9-]+|\*))?\Z")


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit that a district may speak for; `key` is its slug, or `<wilayah>/<slug>` of a province
    below this one (`<wilayah>/*`: all of that district).
    """

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class District:
    """A district as its file says it. `origins` begins with the one that is read; links may also
    lead to the others. `marks_since`: releases published before may have codes without a mark.
    `is_faulty`: its file has an error, so it is frozen; withdrawals are followed where they can be.
    """

    slug: str
    name: str
    origins: tuple[str, ...]
    marks: tuple[str, ...]
    keys: tuple[PublicKey, ...]
    own_units: tuple[OwnUnit, ...]
    daily: int = DAILY
    state: State = "aktif"
    contact: str = ""
    trial: bool = False
    marks_since: datetime | None = None
    path: str = ""
    is_faulty: bool = False

    @property
    def can_be_asked(self) -> bool:
        return bool(self.origin and self.keys)

    @property
    def origin(self) -> str:
        return self.origins[0]

    def owns(self, unit: str) -> bool:
        """Whether the district may speak for the unit with this slug."""
        keys = {own.key for own in self.own_units}
        return unit in keys or f"{unit.partition('/')[0]}/*" in keys

    def national(self, unit: str) -> str:
        """The key of one of its units in the nation. One below a province has it already."""
        return unit if "/" in unit else f"{self.slug}/{unit}"

    def units(self) -> list[Unit]:
        """Its units for the site. The first stands above the others."""
        named = [own for own in self.own_units if not own.key.endswith("/*")]
        top = self.national(named[0].key) if named else ""
        return [
            Unit(
                slug=self.national(own.key),
                name=own.name,
                level=level_of(own.name),
                parent="" if self.national(own.key) == top else top,
            )
            for own in named
        ]


@dataclass(frozen=True, slots=True)
class Registry:
    """All districts by slug, and what is wrong with their files."""

    districts: dict[str, District]
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[District]:
        return iter(self.districts.values())

    def owner_of(self, mark: str) -> str:
        """The slug of the district that has this mark; empty for none."""
        return next((district.slug for district in self if mark in district.marks), "")


def read(folder: Path, zone: tzinfo) -> Registry:
    """The registry in a folder. An error in a file freezes its district."""
    districts: list[District] = []
    problems: list[Problem] = []
    for path in sorted(path for path in folder.iterdir() if _MEANT.match(path.name)):
        named = _NAME.match(path.name)
        if not named:
            problems.append(_misnamed(path.name))
            continue
        district, more = _read_file(path, zone)
        problems += more
        districts.append(district or _unreadable(named[1], path.name))
    problems += _contradictions(districts)
    spoilt = {problem.path for problem in problems if problem.severity == "error"}
    known = {
        district.slug: _frozen(district) if district.path in spoilt else district
        for district in districts
    }
    return Registry(known, tuple(problems))


def _misnamed(name: str) -> Problem:
    slug = slugify(re.sub(r"(\.(md|markdown|txt))+\Z", "", name, flags=re.I))
    return Problem(
        name,
        0,
        "province.E010",
        "Nama berkas ini bukan slug wilayah, jadi isinya tidak dibaca.",
        f"beri nama seperti {slug or 'polres-contoh'}.md; bila ini salinan, hapus.",
    )


def _unreadable(slug: str, path: str) -> District:
    return District(slug, slug, ("",), (), (), (), path=path)


def _frozen(district: District) -> District:
    """Nothing new is taken of it until its file is right; one that is cut off stays so."""
    state: State = "putus" if district.state == "putus" else "beku"
    return replace(district, state=state, is_faulty=True)


def _read_file(path: Path, zone: tzinfo) -> tuple[District | None, list[Problem]]:
    try:
        data, _ = read_stamped(path)
    except NotAFile:
        return None, [not_a_file(path.name)]
    except (OSError, ValueError):
        return None, [unreadable(path.name)]
    return parse(data, path.name, zone)


def parse(data: bytes, path: str, zone: tzinfo) -> tuple[District | None, list[Problem]]:
    """The district in the bytes of a file, with what is wrong in it."""
    sheet = Sheet(data, path, DISTRICT, zone)
    if not sheet.can_be_read:
        return None, sheet.problems
    name = sheet.text("Nama")
    if not name:
        sheet.tell("province.E001", "Nama", "Wilayah tanpa Nama.", "tambahkan baris Nama: ….")
    trial = sheet.text("Coba").casefold() in ("ya", "yes", "true")
    district = District(
        slug=sheet.slug,
        name=name or sheet.slug,
        origins=_origins(sheet, trial) or ("",),
        marks=_marks(sheet),
        keys=_keys(sheet, zone),
        own_units=_units(sheet),
        daily=_daily(sheet),
        state=cast("State", sheet.choice("Keadaan", STATES, "aktif", "province.E007")),
        contact=sheet.text("Kontak"),
        trial=trial,
        marks_since=sheet.date("Tanda-Sejak"),
        path=path,
    )
    return district, [_strict(problem) for problem in sheet.problems]


def _strict(problem: Problem) -> Problem:
    """A key that nobody reads may be the one that was to freeze a district."""
    if problem.code != "releases.W004":
        return problem
    return problem._replace(code="province.E009")


def _origins(sheet: Sheet, trial: bool) -> tuple[str, ...]:
    origins = tuple(_plain(origin) for origin in sheet.items("Asal"))
    wrong = [origin for origin in origins if not is_origin(origin, trial)]
    if wrong or not origins:
        told = f'Asal "{short(wrong[0])}" bukan alamat https umum.' if wrong else "Asal kosong."
        sheet.tell(
            "province.E002",
            "Asal",
            told,
            "tulis alamat situsnya, misalnya https://humas.contoh.go.id.",
        )
        return ()
    return origins


def _plain(origin: str) -> str:
    """An origin as links have it: scheme and host in small letters, no slash at its end."""
    scheme, separator, rest = origin.rstrip("/").partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}{separator}{host.lower()}{slash}{path}" if separator else origin


def is_origin(origin: str, trial: bool) -> bool:
    """Whether a site may be read there: https on a public name; in a trial this machine, too."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if (
        not host
        or not host.isascii()
        or parts.username
        or parts.query
        or parts.fragment
        or "\\" in origin
    ):
        return False
    if trial and is_loopback(host):
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and port in (None, 443) and not _is_number(host)


def is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_number(host) and ip_address(host).is_loopback)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _marks(sheet: Sheet) -> tuple[str, ...]:
    marks = []
    for written in sheet.items("Tanda"):
        try:
            marks.append(codes.normalise_mark(written))
        except codes.CodeError:
            sheet.tell(
                "province.E003",
                "Tanda",
                f'Tanda "{short(written)}" bukan dua huruf atau angka kode.',
                "tulis HUMAS_RELEASES_MARK dari wilayah itu, tanpa huruf U.",
            )
    if not marks and not sheet.tells("province.E003"):
        sheet.tell(
            "province.W001",
            "Tanda",
            "Wilayah belum punya tanda; rilisnya yang tanpa Kode tidak diterima.",
            "beri tanda dua huruf dan minta wilayah menulisnya di HUMAS_RELEASES_MARK.",
        )
    return tuple(mark for mark in marks if mark)


def _keys(sheet: Sheet, zone: tzinfo) -> tuple[PublicKey, ...]:
    keys = []
    for entry in sheet.items("Kunci"):
        parts = [part.strip() for part in entry.split("|")]
        try:
            raw, since, until = parts
            if not _RAW.match(raw):
                raise ValueError(raw)
            first, last = (dates.parse(day, zone).moment for day in (since, until))
        except ValueError:
            sheet.tell(
                "province.E004",
                "Kunci",
                "Kunci tidak dapat dibaca.",
                f"tulis dengan bentuk: {_KEY_FORM}.",
            )
            continue
        keys.append(PublicKey(bytes.fromhex(raw), first, last))
    if not keys and not sheet.tells("province.E004"):
        sheet.tell(
            "province.E004", "Kunci", "Wilayah tanpa Kunci.", f"tulis dengan bentuk: {_KEY_FORM}."
        )
    return tuple(keys)


def _units(sheet: Sheet) -> tuple[OwnUnit, ...]:
    units = []
    for entry in sheet.items("Satuan"):
        written, _, name = (part.strip() for part in entry.partition("|"))
        key = written.casefold()
        if not _UNIT.match(key):
            key = slugify(written)
        if not key or slugify(key) in ("", "-"):
            sheet.tell(
                "province.E005",
                "Satuan",
                f'Satuan "{short(entry)}" tidak dapat dibaca.',
                "tulis dengan bentuk: polsek-kraton | Polsek Kraton.",
            )
            continue
        units.append(OwnUnit(key, name or key.replace("-", " ").title()))
    if not units and not sheet.tells("province.E005"):
        sheet.tell(
            "province.E005",
            "Satuan",
            "Wilayah tanpa Satuan.",
            "tulis satuan yang boleh bersuara, misalnya polsek-kraton | Polsek Kraton.",
        )
    return tuple(units)


def _daily(sheet: Sheet) -> int:
    written = sheet.text("Batas-Harian")
    if not written:
        return DAILY
    if written.isdecimal() and 0 < int(written) < 100_000:
        return int(written)
    sheet.tell(
        "province.E006",
        "Batas-Harian",
        f'Batas-Harian "{short(written)}" bukan bilangan.',
        "tulis berapa rilis sehari yang wajar, misalnya 60.",
    )
    return DAILY


def level_of(name: str) -> str:
    """The level that a name begins with: `polsek` for Polsek Kraton."""
    first = name.casefold().partition(" ")[0]
    return first if first in LEVELS else "satuan"


def _contradictions(districts: Iterable[District]) -> Iterator[Problem]:
    """Marks, origins and keys have one owner."""
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for district in districts:
        for mark in dict.fromkeys(district.marks):
            owners["Tanda", mark].append(district.path)
        if district.origin:
            owners["Asal", district.origin].append(district.path)
        for key in dict.fromkeys(district.keys):
            owners["Kunci", key.name].append(district.path)
    for (what, value), paths in owners.items():
        for path in paths if len(paths) > 1 else ():
            yield Problem(
                path,
                0,
                "province.E008",
                f"{what} {value} juga dipakai oleh {others(path, paths)}.",
                "tiap wilayah mempunyai tanda, alamat dan kunci sendiri; perbaiki salah satunya.",
                key=what,
            )
