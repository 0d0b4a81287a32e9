"""Makes a copy of the project the site of another district.

Settings and units become those of the new district. Releases of the old one become drafts, with
its names replaced, for the new one to read; those that are news of the old district go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kentongan.domain import settings
from kentongan.domain.text import slugify
from kentongan.domain.units import LEVELS, LONG_NAMES, Unit
from kentongan.manuscripts.editing import EditError, set_fields
from kentongan.newsroom.codes import give_codes
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.folder import Newsroom, save, text_of
from kentongan.site import appearance
from kentongan.storage.writing import write_whole

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
SETTINGS = "pelicanconf.py"
EMBLEM = "lambang.png"
_SETTING = r"(?m)^{} = .*$"
_ZONE = re.compile(r"\b(?:WIB|WITA|WIT)\b")
_OF_A_RELEASE = re.compile(r"\{filename\}[^)\s]*rilis/")
_NEWS = "siaran-pers"
# Words of names that tell no place.
_PLAIN = frozenset(
    "kepolisian negara republik indonesia markas besar daerah resor resort sektor sub subsektor "
    "kota kabupaten kecamatan provinsi kelurahan desa jawa sumatera sulawesi kalimantan papua "
    "timur barat utara selatan tengah tenggara".split()
)


@dataclass(frozen=True, slots=True)
class District:
    """A district: its name, the place it stands for, its zone, those above and below it.

    `bar`, `accent` and `emblem` are its looks; empty ones stay those of Kentongan.
    """

    name: str
    place: str
    zone: str
    official: str = ""
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    bar: str = ""
    accent: str = ""
    emblem: Path | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What was written and what went, as paths below the content folder."""

    name: str
    zone: str
    units: tuple[str, ...]
    drafts: tuple[str, ...]
    removed: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "zone": self.zone,
            "units": list(self.units),
            "drafts": list(self.drafts),
            "removed": list(self.removed),
        }


@dataclass(slots=True)
class _Changes:
    texts: dict[Path, str] = field(default_factory=dict)
    gone: list[Path] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)


def move(room: Newsroom, district: District) -> Moved:
    """Raises NewsroomError where the site has been published, RequestError for a wrong name."""
    _check(room, district)
    content = room.content
    slug = slugify(district.name)
    files = {f"satuan/{slugify(name)}.md": text for name, text in _units(district)}
    changes = _Changes({content / path: text for path, text in files.items()})
    old = {content / unit.path for unit in room.units if unit.path}
    changes.gone += sorted(old - changes.texts.keys())
    _change_releases(room, district, slug, changes)
    _change_pages(room, district, changes)
    if district.emblem:
        write_whole(content / EMBLEM, district.emblem.read_bytes())
    file = room.configuration.project / SETTINGS
    changes.texts[file] = _settings(text_of(file, SETTINGS), district)
    save(changes.texts)
    for file in changes.gone:
        file.unlink()
        with suppress(OSError):  # other files are left in it
            file.parent.rmdir()
    give_codes(Newsroom(content))
    return Moved(
        district.name,
        district.zone,
        tuple(files),
        tuple(changes.drafts),
        tuple(file.relative_to(content).as_posix() for file in changes.gone),
    )


def _check(room: Newsroom, district: District) -> None:
    if district.zone not in ZONES:
        raise RequestError(f"--zona “{district.zone}” tidak dikenal; pilih {', '.join(ZONES)}.")
    names = [*district.above, district.name, *district.below]
    for name in names:
        if not slugify(name) or "\n" in name:
            raise RequestError(f"“{name}” bukan nama satuan.")
    slugs = [slugify(name) for name in names]
    if len(set(slugs)) < len(slugs):
        raise RequestError("Satu nama satuan disebut dua kali.")
    _check_looks(district)
    if (room.content / "jejak").exists():
        raise NewsroomError(
            "Situs ini sudah pernah terbit: content/jejak/ memuat alamat dan kodenya. Mulai dari "
            "salinan Kentongan yang baru."
        )


def _check_looks(district: District) -> None:
    try:
        settings.read(_looks(district), appearance.Settings)
    except settings.SettingsError as error:
        raise RequestError(f"{error}.") from None
    if district.emblem and (fault := appearance.emblem_fault(district.emblem.read_bytes())):
        raise RequestError(f"{district.emblem}: {fault}.")


def _looks(district: District) -> dict[str, str]:
    """The settings of colours and emblem that differ from what stands there."""
    values = {
        "bar": district.bar,
        "accent": district.accent,
        "mark": EMBLEM if district.emblem else "",
    }
    prefix = appearance.Settings.PREFIX
    return {settings.name(prefix, name): value for name, value in values.items() if value}


def _units(district: District) -> Iterator[tuple[str, str]]:
    parent = ""
    for name in (*district.above, district.name):
        official = district.official if name == district.name else ""
        yield name, _unit(name, parent, official, district.place if name == district.name else "")
        parent = name
    for name in district.below:
        yield name, _unit(name, district.name, "", "")


def _unit(name: str, parent: str, official: str, place: str) -> str:
    kind, _, rest = name.partition(" ")
    level = kind.lower() if kind.lower() in LEVELS else "satuan"
    long = LONG_NAMES.get(kind.lower(), "")
    official = official or (f"{long} {rest}" if long and rest else "")
    lines = [f"Nama: {name}"]
    lines += [f"Nama-Resmi: {official}"] if official else []
    lines += [f"Tingkat: {level}"]
    lines += [f"Induk: {slugify(parent)}"] if parent else []
    lines += [f"Wilayah: {place}"] if place else []
    return "\n".join(lines) + f"\n\n{official or name} melayani warga {place or rest or name}.\n"


def _change_releases(room: Newsroom, district: District, slug: str, changes: _Changes) -> None:
    names = _names(room.units, district)
    left = _places(room.units) - set(_words(" ".join((district.name, district.place))))
    for read in room.files:
        release, file = read.value, room.content / read.path
        text = _replaced(text_of(file, read.path), names, district)
        is_news = release is None or release.kind == _NEWS
        if is_news or left & set(_words(text.partition("\n\n")[2])):
            changes.gone.append(file)
            continue
        fields = {"Satuan": slug, "Status": "draf", "Kode": None}
        try:
            changes.texts[file] = set_fields(text, fields)
        except EditError as error:
            raise NewsroomError(f"{read.path}: {error}") from None
        changes.drafts.append(read.path)


def _change_pages(room: Newsroom, district: District, changes: _Changes) -> None:
    names = _names(room.units, district)
    files = [*sorted((room.content / "halaman").glob("*.md")), room.content / "peringatan.md"]
    for file in files:
        if not file.is_file():
            continue
        text = text_of(file, file.name)
        paragraphs = _replaced(text, names, district).split("\n\n")
        # The releases that these lead to are drafts now.
        kept = [paragraph for paragraph in paragraphs if not _OF_A_RELEASE.search(paragraph)]
        changes.texts[file] = "\n\n".join(kept).rstrip() + "\n"


def _names(units: Iterable[Unit], district: District) -> dict[str, str]:
    """What stands for the names of the old units and places, the longest first."""
    names: dict[str, str] = {}
    for unit in units:
        is_above = unit.level == "polda" and district.above
        new = district.above[-1] if is_above else district.name
        names.update(dict.fromkeys(unit.names, new))
        names.update(dict.fromkeys(unit.areas, district.place))
    for area in [area for area in names if area.startswith(("Kota ", "Kabupaten "))]:
        names.setdefault(area.partition(" ")[2], district.place.partition(" ")[2] or district.place)
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _replaced(text: str, names: Mapping[str, str], district: District) -> str:
    pattern = "|".join(rf"\b{re.escape(name)}\b" for name in names)
    if pattern:
        text = re.sub(pattern, lambda match: names[match[0]], text)
    return _ZONE.sub(district.zone, text)


def _places(units: Iterable[Unit]) -> set[str]:
    """The words by which the old district is known."""
    return {
        word
        for unit in units
        for name in (*unit.names, *unit.areas)
        for word in _words(name)
        if word not in _PLAIN and word not in LEVELS and len(word) > 3
    }


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _settings(text: str, district: District) -> str:
    values = {
        "SITENAME": f"Humas {district.name}",
        "SITESUBTITLE": f"Siaran pers, imbauan, dan pengumuman {district.name} dan jajarannya",
        "TIMEZONE": ZONES[district.zone],
        **_looks(district),
    }
    for name, value in values.items():
        pattern = _SETTING.format(name)
        if not re.search(pattern, text):
            raise NewsroomError(f'{SETTINGS} tidak punya baris {name} = "…"; tulis dahulu.')
        line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
        text = re.sub(pattern, line.replace("\\", r"\\"), text, count=1)
    return text
