"""One content folder at one moment: its releases found, changed, saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kentongan.domain import addresses, codes, dates
from kentongan.domain.release import Release
from kentongan.domain.text import most_like
from kentongan.domain.units import Registry
from kentongan.manuscripts import editing
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.markup import Markup, Renderer
from kentongan.newsroom import configuration
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.storage.reasons import reason
from kentongan.storage.writing import write_together

Changes = Mapping[Path, str | None]
"""The new texts of files; None for one that goes."""
Keep = Callable[[Changes], None]


class Unrendered(Renderer):
    """Leaves bodies as they are written: lists and dates need no page text."""

    def render(self, body: str, path: str) -> Markup:
        return Markup(body, body)


class Newsroom:
    """One content folder at one moment."""

    def __init__(self, content: Path, stated_now: str = "", keep: Keep | None = None) -> None:
        """`keep` takes the files that a deed has changed; without it they are saved."""
        if not (content / "rilis").is_dir():
            raise RequestError(f"Folder {content / 'rilis'} tidak ada; sebut folder isi dengan -C.")
        self.content = content
        self.keep = keep or save
        self.configuration = configuration.load(content)
        options = self.configuration.reading(stated_now)
        self.zone, self.now = options.zone, options.now
        self.folder = Folder(content, options, renderer=Unrendered())
        self._whole = Folder(content, options, self.folder.files)

    @property
    def units(self) -> Registry:
        return self.folder.units

    @cached_property
    def files(self) -> list[Manuscript[Release]]:
        """All files of `rilis/`, in the order of their paths; bodies as written."""
        return list(self.folder.releases())

    @cached_property
    def releases(self) -> list[Release]:
        return [read.value for read in self.files if read.value]

    def parse(self, data: bytes, path: str) -> Manuscript[Release]:
        """These bytes as the release at `path`, with its pictures and page text."""
        return self._whole.parse(data, path)

    def whole(self, release: Release) -> Release:
        """The release with its pictures and page text."""
        return self._whole.read_release(release.path).value or release

    def file(self, release: Release) -> Path:
        return self.content / release.path

    def find(self, name: str) -> Release:
        """The release with this code, slug, address or file. Raises NewsroomError."""
        release = self._of_file(name)
        if release:
            return release
        last = name.split("#")[0].split("?")[0].strip().rstrip("/").rsplit("/", 1)[-1]
        last = last.removesuffix(".md")
        code = _code(last)
        matches = [
            candidate
            for candidate in self.releases
            if candidate.code == code or candidate.slug == last.casefold()
        ]
        if not matches:
            raise NewsroomError(self._unknown(name, last))
        if len(matches) > 1:
            places = ", ".join(f"{match.code} ({match.path})" for match in matches)
            raise NewsroomError(f"“{name}” dipakai {len(matches)} rilis; sebut satu: {places}.")
        return matches[0]

    def by_code(self, code: str) -> Release | None:
        return next((release for release in self.releases if release.code == code), None)

    def address_of(self, code: str) -> str:
        """The short address of a release, for others. Raises NewsroomError where none is known."""
        return f"{self.configuration.public_address}{addresses.code(code)}"

    def name_of_unit(self, release: Release) -> str:
        unit = self.units.get(release.unit)
        return unit.name if unit else release.unit

    def moment(self, written: str, option: str) -> datetime:
        """A time that was typed. Raises RequestError."""
        try:
            return dates.parse(written, self.zone).moment.astimezone(self.zone)
        except dates.DateError as error:
            hint = f" Mungkin maksud Anda {error.hint}?" if error.hint else ""
            raise RequestError(
                f"{option} “{written}” tidak dikenali.{hint} "
                "Tulis misalnya “12 Februari 2026, 14.30 WIB”."
            ) from None

    def past(self, written: str, option: str) -> datetime:
        """A typed time, which must not be in the future; now if empty."""
        moment = self.moment(written, option) if written else self.now
        if moment > self.now:
            raise RequestError(f"{option} “{written}” masih di masa depan.")
        return moment

    def text(self, release: Release) -> str:
        """The file as it is, line ends and byte order mark too. Raises NewsroomError."""
        return text_of(self.file(release), release.path)

    def edited(self, release: Release, change: Callable[[str], str]) -> str:
        """The changed text of a file, if it is still a release without new mistakes."""
        before = self.text(release)
        try:
            after = change(before)
        except editing.EditError as error:
            raise NewsroomError(f"{release.path}: {error}") from None
        known = self._errors(before, release.path)
        new = [problem for problem in self._errors(after, release.path) if problem not in known]
        if new:
            raise NewsroomError(
                "\n".join(f"{release.path}: {message} Tidak ada yang diubah." for message in new)
            )
        return after

    def _errors(self, text: str, path: str) -> list[str]:
        read = self.folder.parse(text.encode(), path)
        return [problem.message for problem in read.problems if problem.severity == "error"]

    def _of_file(self, name: str) -> Release | None:
        for file in (Path(name), self.content / name):
            if file.is_file() and file.suffix == ".md":
                path = relative(self.content, file)
                read = self.folder.read_release(path) if path.startswith("rilis/") else None
                if read and read.value:
                    return read.value
                problems = read.problems if read else ()
                reasons = [problem.message for problem in problems if problem.severity == "error"]
                reason = " ".join(reasons) or "berkas itu bukan rilis di folder isi."
                raise NewsroomError(f"{name} tidak terbaca: {reason}")
        return None

    def _unknown(self, name: str, last: str) -> str:
        plain = last.replace("-", "").upper()
        known = {release.code.replace("-", ""): release.code for release in self.releases}
        slugs = [release.slug for release in self.releases]
        meant = known.get(most_like(plain, known)) or most_like(last.casefold(), slugs)
        hint = f" Mungkin maksud Anda {meant}?" if meant else ""
        return f"Tidak ada rilis dengan kode, slug, atau berkas “{name}”.{hint}"


def save(texts: Changes) -> None:
    """Write these files, each whole; none when one cannot be written. Raises NewsroomError."""
    written = {file: text.encode() for file, text in texts.items() if text is not None}
    try:
        write_together(written)
        for file in texts.keys() - written.keys():
            file.unlink(missing_ok=True)
    except OSError as error:
        name = Path(str(error.filename)).name if error.filename else "berkas"
        raise NewsroomError(f"{name} tidak dapat ditulis: {reason(error)}.") from None


def text_of(file: Path, path: str) -> str:
    """The text of a file that is to be changed. Raises NewsroomError."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise NewsroomError(f"{path} tidak dapat dibaca: {reason(error)}.") from None
    if b"\0" in data:
        raise NewsroomError(f"{path} berisi bita NUL; ini bukan berkas teks.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise NewsroomError(f"{path} bukan UTF-8; simpan ulang sebagai UTF-8 dahulu.") from None


def relative(content: Path, file: Path) -> str:
    """The path of a file from the content folder; outside of it, one that begins with `../`.

    A link is where it lies, not where it leads.
    """
    place = file.parent.resolve() / file.name
    return Path(os.path.relpath(place, content.resolve())).as_posix()


def written(moment: datetime) -> str:
    """`30 Agustus 2024, 14.30 WIB`, as the reader takes it back."""
    return f"{dates.short(moment)}, {moment:%H.%M} {dates.zone_name(moment)}"


def _code(text: str) -> str:
    try:
        return codes.normalise(text)
    except codes.CodeError:
        return ""
