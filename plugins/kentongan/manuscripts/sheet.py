"""The front matter of one file as typed values, with all problems found in it.

The readers of releases, units, pages and the banner ask a `Sheet`; so all of them read a date, a
choice or a picture in the same way, with the same messages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import TypeVar

from kentongan.domain import blur, codes, dates
from kentongan.domain import text as words
from kentongan.domain.pages import Banner, Page
from kentongan.domain.problems import Problem, has_errors
from kentongan.domain.release import Picture, Release
from kentongan.domain.units import Unit
from kentongan.manuscripts import fields, frontmatter, keylines
from kentongan.manuscripts.fields import Values
from kentongan.manuscripts.keys import Table
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.markup import OutsideContent, resolve

T = TypeVar("T")
V = TypeVar("V", bound=Release | Unit | Page | Banner)


class Sheet:
    """The values of one file. Every method reads the value of a key and notes its problems.

    `path` is relative to the content folder. `can_be_read` is false where the file is no text or
    its front matter has no shape: then all values are missing. Problems carry the line of their
    key.
    """

    def __init__(
        self, data: bytes, path: str, table: Table, zone: tzinfo, now: datetime | None = None
    ) -> None:
        self.path = path
        self.zone = zone
        self._today = now.astimezone(zone).date() if now else None
        text, problems = frontmatter.decode(data)
        source, more = frontmatter.split(text)
        problems += more
        # A problem with one key does not affect the others.
        self.can_be_read = bool(source.fields) or not has_errors(problems)
        self.body = source.body
        self.body_line = source.body_line
        self.values = Values({}, table)
        if self.can_be_read:
            self.values, more = fields.read(source, table)
            problems += more
        self.problems = [problem.at(path) for problem in problems]
        self.timed: set[str] = set()
        """The keys whose date states a time of the day."""

    def __contains__(self, key: str) -> bool:
        return key in self.values

    @property
    def slug(self) -> str:
        """The name of the file in the form of an address."""
        return words.slugify(self.path.rsplit("/", 1)[-1].removesuffix(".md"))

    # Values

    def text(self, key: str, default: str = "") -> str:
        """The value as one line."""
        return " ".join(self.values.text(key, default).split())

    def items(self, key: str) -> tuple[str, ...]:
        return self.values.items(key)

    def date(self, key: str, code: str = "releases.E003") -> datetime | None:
        parsed = self.parsed_date(key, self._plain(key), code)
        return parsed.moment if parsed else None

    def end_date(self, key: str, code: str = "releases.E003") -> datetime | None:
        """An end date: a day without a time counts to its end."""
        parsed = self.parsed_date(key, self._plain(key), code)
        if parsed and not parsed.has_time:
            return parsed.moment.replace(hour=23, minute=59, second=59)
        return (parsed.until or parsed.moment) if parsed else None

    def parsed_date(
        self, key: str, value: str, code: str = "releases.E003"
    ) -> dates.ParsedDate | None:
        """A date in the value of `key`; `value` is the part that states the date."""
        if not value:
            return None
        try:
            parsed = dates.parse(value, self.zone, self._today)
        except dates.DateError as error:
            why = f": {error.reason}" if error.reason != dates.UNKNOWN_FORM else ""
            hint = f' Mungkin maksudnya "{error.hint}"?' if error.hint else ""
            self.tell(
                code,
                key,
                f'{key} "{short(value)}" tidak dikenali{why}.{hint}',
                'tulis hari, nama bulan lengkap dan tahun, misalnya "12 Februari 2026, 14.30 WIB".',
                type="date",
            )
            return None
        if parsed.has_time:
            self.timed.add(key)
        if parsed.weekday_ok is False:
            self.tell(
                "releases.W001",
                key,
                f'Hari pada {key} "{short(value)}" tidak cocok: tanggal itu hari {parsed.weekday}.',
                "perbaiki nama hari atau tanggalnya.",
                type="weekday",
            )
        return parsed

    def choice(self, key: str, allowed: Sequence[str], default: str, code: str) -> str:
        """One of the words that are allowed, however its parts are joined."""
        value = self._plain(key)
        if not value:
            return default
        chosen = "-".join(value.casefold().replace("_", " ").replace("-", " ").split())
        if chosen in allowed:
            return chosen
        near = fields.nearest(value, allowed)
        hint = f'mungkin maksudnya "{near}"? ' if near else ""
        self.tell(
            code,
            key,
            f'{key} "{short(value)}" tidak dikenal.',
            f"{hint}Pilihannya: {', '.join(allowed)}.",
        )
        return default

    def entries(self, key: str, parse: Callable[[str], T], form: str) -> tuple[T, ...]:
        """The result of `parse` for each entry; `parse` raises ValueError for another form."""
        entries: list[T] = []
        for entry in self.items(key):
            try:
                entries.append(parse(entry))
            except ValueError:
                self.tell(
                    "releases.E015",
                    key,
                    f"{key} tidak dapat dibaca.",
                    f"tulis dengan bentuk: {form}.",
                )
        return tuple(entries)

    def code(self, mark: str = "") -> tuple[str, bool]:
        """The code of the file, and whether it is derived from its path and the district's mark."""
        written = self._plain("Kode")
        if not written:
            return codes.derive(self.path, mark), True
        try:
            return codes.normalise(written), False
        except codes.CodeError:
            self.tell(
                "releases.E010",
                "Kode",
                f'Kode "{short(written)}" salah tulis.',
                "salin lagi kodenya, atau hapus baris ini lalu jalankan `humas beri-kode`.",
            )
        return codes.derive(self.path, mark), True

    def reference(self, key: str) -> str:
        """The code of another release."""
        written = self._plain(key)
        if not written:
            return ""
        try:
            return codes.normalise(written)
        except codes.CodeError:
            self.tell(
                "releases.E010",
                key,
                f'Kode "{short(written)}" pada {key} salah tulis.',
                "salin kode dari halaman rilis yang dimaksud.",
            )
            return ""

    def picture(self, alt: str, code: str = "releases.E011") -> Picture | None:
        """The picture of `Gambar` with what belongs to it."""
        path = self.content_path("Gambar", self.text("Gambar"), code)
        if not path:
            return None
        return Picture(
            path,
            alt=alt,
            caption=self.text("Gambar-Keterangan"),
            credit=self.text("Gambar-Kredit"),
            blur=self.entries("Samarkan", blur.parse_region, blur.FORM),
        )

    def content_path(self, key: str, name: str, code: str = "releases.E011") -> str:
        """The path below the content of a picture named in `key`; empty for none or a wrong one."""
        if not name:
            return ""
        try:
            # A file name, not an address: `%` and `#` are part of it.
            return resolve(name.replace("#", "%23").replace("?", "%3F"), self.path)
        except OutsideContent:
            self.tell(
                code,
                key,
                "Gambar berada di luar folder content.",
                "pindahkan gambar ke sebelah berkas ini atau ke content/gambar/.",
                type="picture",
            )
            return ""

    def _plain(self, key: str) -> str:
        """A value meant for machines, without invisible characters."""
        return " ".join(keylines.visible(self.values.text(key)).split())

    # Problems and the end

    def tell(self, code: str, key: str, message: str, fix: str, *, type: str = "") -> None:
        """Note a problem with a key; an empty key means the file as a whole."""
        problem = Problem(self.path, 0, code, message, fix, type, key=key)
        self.problems.append(problem.on(self.values.lines))

    def tell_at(self, line: int, code: str, message: str, fix: str, *, type: str = "") -> None:
        """Note a problem with a line."""
        self.problems.append(Problem(self.path, line, code, message, fix, type))

    def tells(self, code: str) -> bool:
        """Whether a problem with this code was noted."""
        return any(problem.code == code for problem in self.problems)

    def manuscript(
        self,
        value: V | None,
        *,
        is_public: bool = True,
        code: str = "",
        until: datetime | None = None,
    ) -> Manuscript[V]:
        """The result of reading the file."""
        problems = (problem._replace(is_public=is_public) for problem in self.problems)
        lines = self.values.lines
        return Manuscript(
            self.path, value, tuple(problems), lines, is_public, code=code, until=until
        )


def short(value: str) -> str:
    return value if len(value) <= 60 else value[:59] + "…"
