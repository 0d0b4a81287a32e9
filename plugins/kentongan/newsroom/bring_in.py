"""Press texts as they come in, to release files: read, settled, written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kentongan.domain import codes
from kentongan.domain.release import Release
from kentongan.domain.text import slugify
from kentongan.domain.units import Unit, UnitError
from kentongan.gate import duplicates
from kentongan.gate.core import allowed_phones, check_text
from kentongan.importer import sources as reading
from kentongan.importer import writing
from kentongan.importer.core import drafts_of
from kentongan.importer.draft import Draft, proposed_day
from kentongan.importer.raw import (
    MOST_CHARACTERS,
    MOST_FILE_BYTES,
    RawPicture,
    RawText,
    SourceError,
    is_picture_name,
)
from kentongan.manuscripts.blocks import to_plain
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.patience import limited
from kentongan.manuscripts.scan import TookTooLong
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.units import bring_units, units_of
from kentongan.storage.reasons import reason
from kentongan.storage.writing import create

Finder = Callable[[str], Unit | None]


@dataclass(frozen=True, slots=True)
class Source:
    """A named text or file; `error` completes `Berkas …`."""

    name: str
    data: bytes = field(default=b"", repr=False)
    pictures: tuple[RawPicture, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One release of a source, with the pictures that came with it."""

    key: str
    draft: Draft
    pictures: tuple[RawPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """Values from staff for fields that the text lacks or has wrong.

    `unit` is a name; one that the registry does not know stays as it is.
    """

    title: str = ""
    unit: str = ""
    day: date | None = None
    kind: str = ""

    def over(self, draft: Draft, find: Finder) -> Draft:
        """These answers take precedence over the text."""
        return _settled(
            draft, find, self.title or draft.title, self.unit or draft.unit_name,
            self.day or draft.day, self.kind or draft.kind,
        )  # fmt: skip

    def under(self, draft: Draft, find: Finder) -> Draft:
        """The text takes precedence over these answers."""
        return _settled(
            draft, find, draft.title or self.title, draft.unit_name or self.unit,
            draft.day or self.day, draft.kind or self.kind,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alike:
    """A release that says nearly the same; `share` is how much they have in common."""

    code: str
    path: str
    share: float

    def __str__(self) -> str:
        return f"{round(self.share * 100)} % sama dengan rilis {self.code} ({self.path})"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A release that was written. `units` are unit files copied into a folder without any.

    `is_held`: it waits as a draft, because its date is not sure or it corrects another release.
    """

    path: str
    file: Path
    code: str
    draft: Draft
    units: tuple[Path, ...]
    is_held: bool


class Importer:
    """Brings texts into one content folder."""

    def __init__(
        self, content: Path, configuration: Configuration, year: int | None = None
    ) -> None:
        """`year` is used for dates without one."""
        self.content = content
        self.configuration = configuration
        self.units = units_of(content, configuration)
        self._phones = allowed_phones(self.units)
        self._year = year
        self._folder = Folder(content, configuration.reading())
        self._sketches: dict[str, tuple[str, duplicates.Compared]] = {}
        self._written: list[str] = []

    def read(self, source: Source) -> Iterator[Incoming]:
        """The releases of a source. Raises NewsroomError for one that cannot be read.

        A release too many characters long ends the reading of its source.
        """
        if source.error:
            raise NewsroomError(f"{source.name}: Berkas {source.error}.")
        try:
            texts = reading.read(source.name, source.data)
        except SourceError as error:
            raise NewsroomError(f"{source.name}: Berkas {error}.") from None
        stem = Path(source.name).stem or source.name
        for number, text in enumerate(texts):
            if len(text.text) > MOST_CHARACTERS:
                raise NewsroomError(
                    f"{source.name}: Berkas memuat teks yang terlalu panjang untuk sebuah rilis."
                )
            try:
                with limited():
                    found = self._drafts(stem, text, source.pictures if number == 0 else ())
            except TookTooLong:
                raise NewsroomError(f"{source.name}: Berkas terlalu lama dibaca.") from None
            yield from found

    def _drafts(self, stem: str, text: RawText, more: Sequence[RawPicture]) -> list[Incoming]:
        pictures, refused = reading.checked_pictures([*text.pictures, *more])
        text = replace(text, doubts=(*text.doubts, *refused))
        drafts = drafts_of(text, self.units, find_private=self._private, year=self._year)
        return [
            Incoming(stem, draft, tuple(pictures) if index == 0 else ())
            for index, draft in enumerate(drafts)
        ]

    def with_likeness(self, incoming: Incoming) -> Incoming:
        """The same, with a doubt if the text exists already."""
        alike = self.alike(incoming.draft)
        if alike is None:
            return incoming
        doubts = (*incoming.draft.doubts, f"Teks ini {alike}.")
        return replace(incoming, draft=replace(incoming.draft, doubts=doubts))

    def _private(self, text: str) -> Iterable[tuple[str, str]]:
        findings = check_text(text, allowed_phones=self._phones)
        return [(finding.type, finding.text) for finding in findings]

    def find_unit(self, name: str) -> Unit | None:
        try:
            return self.units.find(name)
        except UnitError:
            return None

    def likely_day(self, draft: Draft) -> date:
        """The day of a draft, if it is known; else today."""
        today = self.configuration.now().date()
        return draft.day or proposed_day(draft, today) or today

    def alike(self, draft: Draft) -> Alike | None:
        """The release of the same weeks that says nearly the same."""
        wanted = duplicates.text_to_compare(to_plain(draft.body))
        near: Alike | None = None
        for path in self._neighbours(self.likely_day(draft)):
            code, known = self._sketch(path)
            share = duplicates.share_of(wanted, known)
            if share >= duplicates.ALIKE and (near is None or share > near.share):
                near = Alike(code, path, share)
        return near

    def _neighbours(self, day: date) -> list[str]:
        """The release files of a month, of the one before and of the one after."""
        months = {f"rilis/{day + timedelta(days=days):%Y/%m}/" for days in (-31, 0, 31)}
        paths = self._folder.files.below("rilis") + self._written
        return [path for path in paths if path[: len("rilis/2026/11/")] in months]

    def _sketch(self, path: str) -> tuple[str, duplicates.Compared]:
        """The code of a release, and what is compared of its text."""
        if path not in self._sketches:
            release = self._folder.read_release(path).value
            code, text = (release.code, release.text) if release else ("", "")
            self._sketches[path] = (code, duplicates.text_to_compare(text))
        return self._sketches[path]

    def corrected(self, draft: Draft) -> Release | None:
        """The release that a correction notice names by its title."""
        notice = draft.correction
        if notice is None or not notice.title:
            return None
        wanted = slugify(notice.title)
        for path in self._neighbours(notice.day or self.likely_day(draft)):
            release = self._folder.read_release(path).value
            if release and slugify(release.title) == wanted:
                return release
        return None

    def write(
        self, incoming: Incoming, *, hold: bool = False, takes_correction: bool = False
    ) -> BroughtIn:
        """All files of a release, or none. Never over an existing one. Raises NewsroomError.

        `hold` makes it a draft, as it is where its day is not known, and where it corrects another
        release, unless staff want it as a release of its own (`takes_correction`).
        """
        draft = incoming.draft
        lack = lack_of(draft)
        if lack:
            raise NewsroomError(f"Berkas {lack}.")
        day = self.likely_day(draft)
        taken: set[str] = set()
        while (self.content / (path := writing.place_of(draft.title or "", day, taken))).exists():
            taken.add(path)
        code = codes.mint(self.configuration.mark)
        corrects = draft.correction is not None and not takes_correction
        held = hold or draft.day is None or corrects
        pictures = incoming.pictures
        written = writing.write(draft, path=path, code=code, day=day, pictures=pictures, hold=held)
        try:
            file = _store(written, self.content)
            units = bring_units(self.content, self.configuration, writing.unit_value(draft))
        except OSError as error:
            raise NewsroomError(f"{path}: Berkas tidak dapat ditulis: {reason(error)}.") from None
        self._written.append(path)
        return BroughtIn(path, file, code, draft, tuple(units), held)


def opened(paths: Sequence[Path | Source]) -> Iterator[Source]:
    """The files as sources; pictures belong to the text before them."""
    waiting: Source | None = None
    for path in paths:
        source = path if isinstance(path, Source) else _open(path)
        if is_picture_name(source.name) and not source.error and waiting and not waiting.error:
            picture = RawPicture(source.name, source.data)
            waiting = replace(waiting, pictures=(*waiting.pictures, picture))
            continue
        if waiting:
            yield waiting
        waiting = source
    if waiting:
        yield waiting


def lack_of(draft: Draft) -> str:
    """The required fields that a draft lacks; completes `Berkas …`. Empty when none is missing."""
    if not draft.title:
        return "tidak memuat judul; sebutkan dengan --judul"
    if not draft.body.strip():
        return "tidak memuat isi di bawah judulnya"
    if not draft.unit_name:
        return "tidak menyebut satuan polisi; sebutkan dengan --satuan"
    return ""


def as_json(drafts: Iterable[Incoming]) -> dict[str, Any]:
    """The shape of `humas impor --json`; releases of equal names are numbered."""
    result: dict[str, Any] = {}
    for incoming in drafts:
        key, number = incoming.key, 1
        while key in result:
            number += 1
            key = f"{incoming.key}-{number}"
        result[key] = incoming.draft.as_json()
    return result


def _settled(
    draft: Draft,
    find: Finder,
    title: str | None,
    unit_name: str | None,
    day: date | None,
    kind: str,
) -> Draft:
    unit = draft.unit if unit_name == draft.unit_name else find(unit_name or "")
    return replace(
        draft, title=title or None, unit_name=unit_name or None, unit=unit, day=day, kind=kind
    )


def _open(path: Path) -> Source:
    try:
        if path.is_dir():
            return Source(path.name, error="adalah folder; sebutkan berkas di dalamnya")
        if path.exists() and not path.is_file():
            return Source(path.name, error="bukan berkas biasa")
        with path.open("rb") as stream:
            data = stream.read(MOST_FILE_BYTES + 1)
    except FileNotFoundError:
        return Source(path.name, error="tidak ada")
    except (OSError, ValueError):
        return Source(path.name, error="tidak dapat dibaca; periksa izinnya")
    return Source(path.name, data)


def _store(written: writing.Written, content: Path) -> Path:
    """All files of a release, or none. Raises OSError."""
    target = content / written.path
    stored: list[Path] = []
    try:
        for name, data in written.pictures:
            create(target.parent / name, data)
            stored.append(target.parent / name)
        create(target, written.text.encode())
    except OSError:
        for path in stored:
            path.unlink(missing_ok=True)
        raise
    return target
