"""The releases of a content folder as the desk works with them: found, changed, saved."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from kentongan.desk import options
from kentongan.desk.indonesian import ContentError
from kentongan.domain import codes, dates
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.manuscripts import editing
from kentongan.manuscripts.markup import Markup, Renderer
from kentongan.newsroom import library
from kentongan.storage.reasons import reason
from kentongan.storage.writing import write_together

if TYPE_CHECKING:
    from kentongan.domain.units import Registry

F = TypeVar("F", bound=Callable[..., Any])


def clocked(function: F) -> F:
    """Adds `stated_now`: the clock of a command, for tests and schedulers."""
    return click.option(
        "--sekarang", "stated_now", default="", hidden=True, help="Waktu yang dianggap sekarang."
    )(function)


@dataclass(frozen=True, slots=True)
class Read:
    """A file of `rilis/` as it was read; `path` is relative to the content folder."""

    path: str
    release: Release | None
    problems: tuple[Problem, ...]


class _Unrendered(Renderer):
    """Leaves bodies as they are written: lists and dates need no page text."""

    def render(self, body: str, path: str) -> Markup:
        return Markup(body, body)


class Newsroom:
    """One content folder at one moment."""

    def __init__(self, content: Path, stated_now: str = "") -> None:
        if not (content / "rilis").is_dir():
            raise click.UsageError(
                f"Folder {content / 'rilis'} tidak ada; sebut folder isi dengan -C."
            )
        self.content = content
        self.zone = ZoneInfo(library.ZONE)
        self.now = self.moment(stated_now, "--sekarang") if stated_now else options.now()
        self.now = self.now.astimezone(self.zone)

    @cached_property
    def units(self) -> Registry:
        return library.units_of(self.content)

    @cached_property
    def files(self) -> list[Read]:
        """All files of `rilis/`, in the order of their paths; bodies as written."""
        renderer = _Unrendered()
        found = []
        for file in sorted((self.content / "rilis").rglob("*.md")):
            path = file.relative_to(self.content).as_posix()
            try:
                found.append(self.parse(file.read_bytes(), path, renderer))
            except OSError:
                found.append(Read(path, None, (_unreadable(path),)))
        return found

    @cached_property
    def releases(self) -> list[Release]:
        return [one.release for one in self.files if one.release]

    def parse(self, data: bytes, path: str, renderer: Renderer | None = None) -> Read:
        from kentongan.manuscripts.release import Reader

        reader = Reader(self.units, self.zone, self.now, renderer or Renderer())
        release, problems = reader.read(data, path)
        return Read(path, release, tuple(problems))

    def whole(self, release: Release) -> Release:
        """The release with its pictures and page text."""
        return self.parse(self.file(release).read_bytes(), release.path).release or release

    def file(self, release: Release) -> Path:
        return self.content / release.path

    def find(self, name: str) -> Release:
        """The release with this code, slug, address or file. Raises ContentError."""
        release = self._of_file(name)
        if release:
            return release
        last = name.split("#")[0].split("?")[0].strip().rstrip("/").rsplit("/", 1)[-1]
        last = last.removesuffix(".md")
        code = _code(last)
        found = [one for one in self.releases if one.code == code or one.slug == last.casefold()]
        if not found:
            raise ContentError(self._unknown(name, last))
        if len(found) > 1:
            places = ", ".join(f"{one.code} ({one.path})" for one in found)
            raise ContentError(f"“{name}” dipakai {len(found)} rilis; sebut satu: {places}.")
        return found[0]

    def by_code(self, code: str) -> Release | None:
        return next((one for one in self.releases if one.code == code), None)

    def moment(self, written: str, option: str) -> datetime:
        """A time that was typed. Raises click.UsageError."""
        try:
            return dates.parse(written, self.zone).moment.astimezone(self.zone)
        except dates.DateError as error:
            hint = f" Mungkin maksud Anda {error.hint}?" if error.hint else ""
            raise click.UsageError(
                f"{option} “{written}” tidak dikenali.{hint} "
                "Tulis misalnya “12 Februari 2026, 14.30 WIB”."
            ) from None

    def past(self, written: str, option: str) -> datetime:
        """A time that was typed and has come; without one, now."""
        moment = self.moment(written, option) if written else self.now
        if moment > self.now:
            raise click.UsageError(f"{option} “{written}” masih di masa depan.")
        return moment

    def text(self, release: Release) -> str:
        """The file as it is, line ends and byte order mark too. Raises ContentError."""
        return text_of(self.file(release), release.path)

    def edited(self, release: Release, change: Callable[[str], str]) -> str:
        """The changed text of a file, if it is still a release without new mistakes."""
        before = self.text(release)
        try:
            after = change(before)
        except editing.EditError as error:
            raise ContentError(f"{release.path}: {error}") from None
        known = self._errors(before, release.path)
        new = [one for one in self._errors(after, release.path) if one not in known]
        if new:
            raise ContentError(
                "\n".join(f"{release.path}: {message} Tidak ada yang diubah." for message in new)
            )
        return after

    def _errors(self, text: str, path: str) -> list[str]:
        read = self.parse(text.encode(), path, _Unrendered())
        return [problem.message for problem in read.problems if problem.severity == "error"]

    def _of_file(self, name: str) -> Release | None:
        for file in (Path(name), self.content / name):
            if file.is_file() and file.suffix == ".md":
                path = relative(self.content, file)
                read = next((one for one in self.files if one.path == path), None)
                if read and read.release:
                    return read.release
                problems = read.problems if read else ()
                reasons = [one.message for one in problems if one.severity == "error"]
                reason = " ".join(reasons) or "berkas itu bukan rilis di folder isi."
                raise ContentError(f"{name} tidak terbaca: {reason}")
        return None

    def _unknown(self, name: str, last: str) -> str:
        plain = last.replace("-", "").upper()
        known = {one.code.replace("-", ""): one.code for one in self.releases}
        slugs = [one.slug for one in self.releases]
        near = difflib.get_close_matches(plain, list(known), n=1, cutoff=0.6)
        if near:
            hint = f" Mungkin maksud Anda {known[near[0]]}?"
        else:
            close = difflib.get_close_matches(last.casefold(), slugs, n=1, cutoff=0.6)
            hint = f" Mungkin maksud Anda {close[0]}?" if close else ""
        return f"Tidak ada rilis dengan kode, slug, atau berkas “{name}”.{hint}"


def save(texts: Mapping[Path, str]) -> None:
    """Write these files, each whole; none when one cannot be written. Raises ContentError."""
    try:
        write_together({file: text.encode() for file, text in texts.items()})
    except OSError as error:
        name = Path(str(error.filename)).name if error.filename else "berkas"
        raise ContentError(f"{name} tidak dapat ditulis: {reason(error)}.") from None


def text_of(file: Path, path: str) -> str:
    """The text of a file that is to be changed. Raises ContentError."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ContentError(f"{path} tidak dapat dibaca: {reason(error)}.") from None
    if b"\0" in data:
        raise ContentError(f"{path} berisi bita NUL; ini bukan berkas teks.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ContentError(f"{path} bukan UTF-8; simpan ulang sebagai UTF-8 dahulu.") from None


def relative(content: Path, file: Path) -> str:
    try:
        return file.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        return file.as_posix()


def written(moment: datetime) -> str:
    """`30 Agustus 2024, 14.30 WIB`, as the reader takes it back."""
    return f"{dates.short(moment)}, {moment:%H.%M} {dates.zone_name(moment)}"


def address_of(code: str) -> str:
    """The short address of a release, for messages to other media."""
    return f"{library.site_address()}/r/{code}/"


def _code(text: str) -> str:
    try:
        return codes.normalise(text)
    except codes.CodeError:
        return ""


def _unreadable(path: str) -> Problem:
    return Problem(
        path, 0, "releases.E019", "Berkas tidak dapat dibaca.", "periksa izin berkas itu."
    )
