"""One file of `content/rilis/` to one Release, with everything that is wrong with it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TypeVar, cast

from kentongan.domain import blur as blurs
from kentongan.domain import codes, dates, text
from kentongan.domain.problems import Problem
from kentongan.domain.release import (
    KINDS,
    PERSON_KINDS,
    Case,
    CaseStatus,
    Claim,
    Correction,
    Official,
    Override,
    Picture,
    Release,
    Verdict,
    Withdrawal,
    WithdrawalKind,
)
from kentongan.domain.units import AmbiguousUnit, Registry, Unit, UnknownUnit
from kentongan.manuscripts import fields, frontmatter
from kentongan.manuscripts.fields import Values
from kentongan.manuscripts.markup import CONTENT_SCHEME, Markup, OutsideContent, Renderer, resolve
from kentongan.manuscripts.options import Settings as Settings

STATUSES = {"terbit": "terbit", "published": "terbit", "draf": "draf", "draft": "draf"}
WITHDRAWALS = ("salah", "digabung", "tetap", "privasi", "putusan")
VERDICTS = ("salah", "menyesatkan", "dipalsukan", "benar")
CASE_STATUSES = ("dicari", "ditemukan", "selesai")
LONG_TEXT = 200_000

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LANGUAGES = ("id", "en")
_IMG = re.compile(r"<img\b[^>]*>")
_QUOTED = re.compile(r'\s(src|alt)="([^"]*)"')
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")

T = TypeVar("T")


@dataclass(slots=True)
class Reader:
    """Reads release files of one site. `now` decides only whether a date lies in the future."""

    units: Registry
    zone: tzinfo
    now: datetime
    renderer: Renderer = field(default_factory=Renderer)

    def read(self, data: bytes, path: str) -> tuple[Release | None, list[Problem]]:
        """The release in the file `path` (relative to the content folder).

        None where a missing or wrong field leaves no release; the problems then say why.
        """
        content, problems = frontmatter.decode(data)
        if any(problem.severity == "error" for problem in problems):
            return None, [problem.at(path) for problem in problems]
        source, more = frontmatter.split(content)
        problems += more
        if more:
            return None, [problem.at(path) for problem in problems]
        values, more = fields.read(source, fields.RELEASE)
        problems += more
        parsing = _Parsing(self, path, source, values, problems)
        release = parsing.release()
        return release, [problem.at(path) for problem in problems]


class _Parsing:
    """The work on one file: takes fields, adds problems."""

    def __init__(
        self,
        reader: Reader,
        path: str,
        source: frontmatter.Source,
        values: Values,
        problems: list[Problem],
    ) -> None:
        self.reader = reader
        self.path = path
        self.source = source
        self.values = values
        self.problems = problems

    def release(self) -> Release | None:
        title = self.title()
        happened_at = self.required_date()
        unit = self.unit()
        kind = self.choice("Jenis", tuple(KINDS), "siaran-pers", "releases.E007")
        status = self.status()
        code, derived = self.code()
        slug = self.slug()
        markup = self.markup()
        words = markup.text
        if not words and not markup.pictures:
            self.error("releases.E009", 0, "Isi rilis kosong.", "tulis isi di bawah kepala naskah.")
        publish_at = self.date("Terbit")
        withdrawal = self.withdrawal(happened_at)
        case = self.case(kind)
        release = None
        if title and happened_at and unit and slug:
            local = happened_at.astimezone(self.reader.zone)
            lang = self.language()
            prefix = "" if lang == "id" else f"/{lang}"
            alts = _alts(markup.html)
            release = Release(
                code=code,
                code_is_derived=derived,
                path=self.path,
                slug=slug,
                url=f"{prefix}/berita/{local:%Y/%m}/{slug}/",
                title=title,
                happened_at=happened_at,
                unit=unit.slug,
                kind=kind,
                status="draf" if status == "draf" else "terbit",
                publish_at=publish_at,
                updated_at=self.date("Diperbarui"),
                tags=self.tags(),
                summary=self.values.text("Ringkasan") or text.summarise(words),
                author=self.values.text("Penulis", f"Humas {unit.name}"),
                location=self.values.text("Lokasi"),
                lang=lang,
                picture=self.picture(),
                pictures=tuple(Picture(path, alts.get(path, "")) for path in markup.pictures),
                attachments=markup.links,
                officials=self.officials(),
                corrections=self.corrections(),
                withdrawal=withdrawal,
                reply_to=self.reference("Hak-Jawab"),
                claim=self.claim(kind),
                case=case,
                valid_from=self.date("Berlaku-Mulai"),
                valid_until=self.end_date("Berlaku-Sampai"),
                overrides=self.overrides(),
                redirects_from=self.redirects(),
                body=self.source.body,
                html=markup.html,
                text=words,
                body_line=self.source.body_line,
            )
            self.check_times(release)
        return release

    # Each takes one field or a few that belong together.

    def title(self) -> str:
        title = self.values.text("Judul").strip()
        if not title:
            self.error(
                "releases.E001",
                self.values.line("Judul"),
                "Judul tidak ada.",
                "tambahkan baris Judul: … di kepala naskah.",
            )
        return " ".join(title.split())

    def required_date(self) -> datetime | None:
        if "Tanggal" not in self.values:
            self.error(
                "releases.E002",
                self.values.line("Tanggal"),
                "Tanggal tidak ada.",
                'tambahkan baris, misalnya "Tanggal: 30 Agustus 2024, 14.30 WIB".',
            )
            return None
        return self.date("Tanggal")

    def date(self, key: str) -> datetime | None:
        parsed = self.parsed_date(key, self.values.text(key), self.values.line(key))
        return parsed.moment if parsed else None

    def end_date(self, key: str) -> datetime | None:
        """Until when: a day without a time is meant as a whole."""
        parsed = self.parsed_date(key, self.values.text(key), self.values.line(key))
        if parsed and not parsed.has_time:
            return parsed.moment.replace(hour=23, minute=59, second=59)
        return parsed.moment if parsed else None

    def parsed_date(self, key: str, value: str, line: int) -> dates.ParsedDate | None:
        if not value:
            return None
        try:
            parsed = dates.parse(value, self.reader.zone)
        except dates.DateError as error:
            hint = f' Mungkin maksudnya "{error.hint}"?' if error.hint else ""
            self.error(
                "releases.E003",
                line,
                f'{key} "{_short(value)}" tidak dikenali.{hint}',
                'tulis hari, nama bulan lengkap dan tahun, misalnya "12 Februari 2026, 14.30 WIB".',
            )
            return None
        if parsed.weekday_ok is False:
            self.warn(
                "releases.W001",
                line,
                f'Hari pada {key} "{_short(value)}" tidak cocok: tanggal itu hari '
                f"{parsed.weekday}.",
                "perbaiki nama hari atau tanggalnya.",
                type="weekday",
            )
        return parsed

    def unit(self) -> Unit | None:
        name = self.values.text("Satuan")
        line = self.values.line("Satuan")
        if not name:
            self.error(
                "releases.E018",
                line,
                "Satuan tidak ada.",
                "tambahkan baris Satuan: dengan nama satuan yang menerbitkan rilis ini.",
            )
            return None
        try:
            return self.reader.units.find(name)
        except UnknownUnit as error:
            near = f'mungkin maksudnya "{error.nearest}"? Kalau bukan, ' if error.nearest else ""
            self.error(
                "releases.E005",
                line,
                f'Satuan "{_short(name)}" tidak dikenal.',
                f"{near}buat berkasnya di satuan/.",
            )
        except AmbiguousUnit as error:
            names = ", ".join(f"{unit.name} ({unit.slug})" for unit in error.candidates)
            self.error(
                "releases.E006",
                line,
                f'Nama satuan "{_short(name)}" dipakai lebih dari satu satuan: {names}.',
                "tulis kata di dalam kurung dari satuan yang dimaksud.",
            )
        return None

    def choice(self, key: str, allowed: tuple[str, ...], default: str, code: str) -> str:
        value = self.values.text(key)
        if not value:
            return default
        chosen = "-".join(value.casefold().replace("_", " ").replace("-", " ").split())
        if chosen in allowed:
            return chosen
        near = fields.nearest(value, allowed)
        hint = f'mungkin maksudnya "{near}"? ' if near else ""
        self.error(
            code,
            self.values.line(key),
            f'{key} "{_short(value)}" tidak dikenal.',
            f"{hint}Pilihannya: {', '.join(allowed)}.",
        )
        return default

    def status(self) -> str:
        return STATUSES[self.choice("Status", tuple(STATUSES), "terbit", "releases.E008")]

    def code(self) -> tuple[str, bool]:
        written = self.values.text("Kode")
        if written:
            try:
                return codes.normalise(written), False
            except codes.CodeError:
                self.error(
                    "releases.E010",
                    self.values.line("Kode"),
                    f'Kode "{_short(written)}" salah tulis.',
                    "salin lagi kodenya, atau hapus baris ini lalu jalankan `humas beri-kode`.",
                )
        else:
            self.warn(
                "releases.W003",
                0,
                "Rilis ini belum berkode tetap.",
                "jalankan `humas beri-kode` sekali; kode ditulis ke dalam berkas.",
            )
        return codes.derive(self.path), True

    def slug(self) -> str:
        written = self.values.text("Slug")
        name = self.path.rsplit("/", 1)[-1].removesuffix(".md")
        slug = text.slugify(written or name)
        if not slug:
            self.error(
                "releases.E021",
                self.values.line("Slug"),
                "Alamat tidak dapat dibuat dari nama berkas.",
                "tambahkan baris Slug: dengan huruf a–z, angka dan tanda hubung.",
            )
        return slug

    def language(self) -> str:
        value = self.values.text("Bahasa", "id").casefold()
        if value in _LANGUAGES or (_LANGUAGE.match(value) and _has_names(value)):
            return value
        self.error(
            "releases.E015",
            self.values.line("Bahasa"),
            f'Bahasa "{_short(value)}" tidak dikenal.',
            "tulis id atau en.",
        )
        return "id"

    def markup(self) -> Markup:
        markup = self.reader.renderer.render(self.source.body, self.path)
        for address in markup.outside:
            self.error(
                "releases.E011",
                self.line_of(address),
                "Tautan mengarah ke luar folder content.",
                "pindahkan berkas itu ke dalam content, lalu perbaiki tautannya.",
                type="link",
            )
        if markup.removed:
            names = ", ".join(markup.removed[:5])
            self.warn(
                "releases.W006",
                self.line_of(markup.removed[0].rstrip(">")),
                f"HTML yang tidak boleh dipakai dibuang: {names}.",
                "hapus dari naskah; tulis teks biasa atau Markdown.",
            )
        if len(self.source.body) > LONG_TEXT:
            self.warn(
                "releases.W010",
                self.source.body_line,
                f"Isi sangat panjang ({len(self.source.body) // 1000} ribu huruf).",
                "periksa apakah berkas lain ikut tertempel.",
            )
        return markup

    def tags(self) -> tuple[str, ...]:
        by_slug: dict[str, str] = {}
        for tag in self.values.items("Tag"):
            label = " ".join(tag.lstrip("#").split())
            slug = text.slugify(label)
            if slug:
                by_slug.setdefault(slug, label)
        return tuple(by_slug.values())

    def picture(self) -> Picture | None:
        written = self.values.text("Gambar")
        if not written:
            return None
        try:
            path = resolve(written, self.path)
        except OutsideContent:
            self.error(
                "releases.E011",
                self.values.line("Gambar"),
                "Gambar berada di luar folder content.",
                "pindahkan gambar ke sebelah berkas ini atau ke content/gambar/.",
                type="picture",
            )
            return None
        return Picture(
            path,
            alt=self.values.text("Gambar-Alt"),
            caption=self.values.text("Gambar-Keterangan"),
            credit=self.values.text("Gambar-Kredit"),
            blur=self.entries("Samarkan", blurs.parse_region, blurs.FORM),
        )

    def officials(self) -> tuple[Official, ...]:
        items = self.values.items("Narasumber")
        if not items:
            return ()
        from kentongan.domain.officials import parse_official

        return tuple(parse_official(item) for item in items)

    def corrections(self) -> tuple[Correction, ...]:
        def parse(item: str) -> Correction:
            when, wrong, right = (part.strip() for part in item.split("|"))
            parsed = self.parsed_date("Ralat", when, self.values.line("Ralat"))
            if parsed is None or not right:
                raise ValueError(item)
            return Correction(parsed.moment, wrong, right)

        found = self.entries("Ralat", parse, "waktu | yang keliru | yang benar")
        return tuple(sorted(found, key=lambda correction: correction.at))

    def overrides(self) -> tuple[Override, ...]:
        def parse(item: str) -> Override:
            code, by, reason = (part.strip() for part in item.split("|"))
            if not (code and by and reason):
                raise ValueError(item)
            return Override(code, by, reason)

        return self.entries("Izin", parse, "kode aturan | nama dan jabatan | alasan")

    def entries(self, key: str, parse: Callable[[str], T], form: str) -> tuple[T, ...]:
        found: list[T] = []
        for item in self.values.items(key):
            try:
                found.append(parse(item))
            except ValueError:
                self.error(
                    "releases.E015",
                    self.values.line(key),
                    f"{key} tidak dapat dibaca.",
                    f"tulis dengan bentuk: {form}.",
                )
        return tuple(found)

    def withdrawal(self, happened_at: datetime | None) -> Withdrawal | None:
        if "Dicabut" not in self.values:
            return None
        kind = self.choice("Dicabut", WITHDRAWALS, "", "releases.E015")
        reason = self.values.text("Alasan")
        line = self.values.line("Dicabut")
        if not reason:
            self.error(
                "releases.E016",
                line,
                "Pencabutan tanpa alasan.",
                "tambahkan baris Alasan: …; alasan wajib diumumkan.",
            )
        at = self.date("Dicabut-Pada") or self.date("Diperbarui") or happened_at
        target = self.reference("Gabung-Ke")
        if kind == "digabung" and not target:
            self.error(
                "releases.E015",
                line,
                "Rilis digabung, tetapi Gabung-Ke tidak ada.",
                "tambahkan baris Gabung-Ke: dengan kode rilis tujuan.",
            )
        if not kind or at is None:
            return None
        return Withdrawal(cast(WithdrawalKind, kind), reason, at, target)

    def reference(self, key: str) -> str:
        """The code of another release."""
        written = self.values.text(key)
        if not written:
            return ""
        try:
            return codes.normalise(written)
        except codes.CodeError:
            self.error(
                "releases.E010",
                self.values.line(key),
                f'Kode "{_short(written)}" pada {key} salah tulis.',
                "salin kode dari halaman rilis yang dimaksud.",
            )
            return ""

    def claim(self, kind: str) -> Claim | None:
        claim = self.values.text("Klaim")
        if kind != "klarifikasi" or not claim:
            return None
        verdict = self.choice("Putusan", VERDICTS, "", "releases.E015")
        if not verdict:
            if "Putusan" not in self.values:
                self.error(
                    "releases.E015",
                    self.values.line("Klaim"),
                    "Klaim tanpa Putusan.",
                    f"tambahkan baris Putusan: dengan salah satu dari {', '.join(VERDICTS)}.",
                )
            return None
        return Claim(
            claim,
            cast(Verdict, verdict),
            self.values.items("Bukti"),
            self.values.text("Sumber-Klaim"),
        )

    def case(self, kind: str) -> Case | None:
        if kind not in PERSON_KINDS:
            return None
        status = self.choice("Status-Kasus", CASE_STATUSES, "dicari", "releases.E015")
        if "Berlaku-Sampai" not in self.values and status == "dicari":
            self.error(
                "releases.E017",
                self.values.line("Jenis"),
                "Pencarian orang tanpa Berlaku-Sampai.",
                "tambahkan baris Berlaku-Sampai: tanggal; sesudah itu nama dan foto dihapus.",
            )
        if status != "dicari" and "Diperbarui" not in self.values:
            self.warn(
                "releases.W013",
                self.values.line("Status-Kasus"),
                "Pencarian ditutup tanpa waktu.",
                "tambahkan baris Diperbarui: waktu ditutup, supaya pembaca umpan diberi tahu.",
            )
        return Case(
            cast(CaseStatus, status),
            self.values.items("Nama"),
            self.values.text("Ciri"),
            self.values.text("Nomor-Kasus"),
            self.values.text("Kontak"),
        )

    def redirects(self) -> tuple[str, ...]:
        found = []
        for address in self.values.items("Alih-Dari"):
            if address.startswith("/") and not address.startswith("//") and ".." not in address:
                found.append(address)
                continue
            self.error(
                "releases.E015",
                self.values.line("Alih-Dari"),
                f'Alih-Dari "{_short(address)}" bukan alamat lama di situs ini.',
                "tulis alamat mulai garis miring, misalnya /2019/05/judul-lama/.",
            )
        return tuple(found)

    def check_times(self, release: Release) -> None:
        if release.status == "draf" or release.withdrawal:
            return
        if release.happened_at > self.reader.now and release.publish_at is None:
            self.error(
                "releases.E004",
                self.values.line("Tanggal"),
                "Tanggal masih di masa depan.",
                "perbaiki tanggalnya, atau tambahkan baris Terbit: waktu terbit, "
                "atau Status: draf.",
                type="date",
            )
        if release.valid_until and release.valid_until <= (
            release.valid_from or release.published_at
        ):
            self.error(
                "releases.E022",
                self.values.line("Berlaku-Sampai"),
                "Berlaku-Sampai lebih awal daripada waktu terbit atau Berlaku-Mulai.",
                "perbaiki salah satu tanggalnya.",
                type="date",
            )

    def line_of(self, needle: str) -> int:
        """The line of the file on which `needle` first stands in the body."""
        position = self.source.body.casefold().find(needle.casefold())
        return self.source.body_line + self.source.body.count("\n", 0, max(position, 0))

    def error(self, code: str, line: int, message: str, fix: str, *, type: str = "") -> None:
        self.problems.append(Problem("", line, code, message, fix, type))

    def warn(self, code: str, line: int, message: str, fix: str, *, type: str = "") -> None:
        self.problems.append(Problem("", line, code, message, fix, type))


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:59] + "…"


def _alts(page: str) -> dict[str, str]:
    """The alternative text of each picture in a page text, by its content path."""
    found: dict[str, str] = {}
    for tag in _IMG.findall(page):
        given = {name: html.unescape(value) for name, value in _QUOTED.findall(tag)}
        found.setdefault(given.get("src", "").removeprefix(CONTENT_SCHEME), given.get("alt", ""))
    return found


def _has_names(lang: str) -> bool:
    """Whether days and months can be written in this language."""
    from babel.localedata import exists

    return bool(exists(lang))
