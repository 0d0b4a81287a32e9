"""Reads a file of `content/rilis/` into a Release, with all its problems."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from kentongan.domain import addresses, text
from kentongan.domain.lifecycle import embargo_of, is_withheld
from kentongan.domain.release import (
    KINDS,
    Correction,
    Official,
    Override,
    Picture,
    Release,
    Status,
)
from kentongan.domain.units import AmbiguousUnit, Registry, Unit, UnknownUnit
from kentongan.manuscripts import body, gallery, notes, occasions, pictures, slips
from kentongan.manuscripts.keys import RELEASE
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.markup import Markup, Renderer
from kentongan.manuscripts.sheet import Sheet, short

STATUSES: dict[str, Status] = {
    "terbit": "terbit",
    "published": "terbit",
    "draf": "draf",
    "draft": "draf",
}

_LANGUAGES = ("id", "en")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


@dataclass(frozen=True, slots=True)
class _Basis:
    """What is known of a release that cannot be shown: its code, and whether it is public."""

    status: Status
    happened_at: datetime | None
    publish_at: datetime | None
    code: str
    code_is_derived: bool


@dataclass(slots=True)
class Reader:
    """Reads release files of one site. `now` decides only whether a date lies in the future."""

    units: Registry
    zone: tzinfo
    now: datetime
    renderer: Renderer = field(default_factory=Renderer)
    mark: str = ""

    def read(self, data: bytes, path: str) -> Manuscript[Release]:
        """The release in the file `path` (relative to the content folder).

        None where a missing or wrong field leaves no release; the problems then say why.
        """
        sheet = Sheet(data, path, RELEASE, self.zone, self.now)
        if not sheet.can_be_read:
            return sheet.manuscript(None)
        _check_folder(sheet)
        basis = _basis(sheet, self.mark)
        release = self._release(sheet, basis)
        withheld = is_withheld(basis.status, basis.happened_at, basis.publish_at, self.now)
        is_public = not withheld or bool(slips.names_of(sheet.problems) & {"Status", "Terbit"})
        ends = embargo_of(basis.happened_at, basis.publish_at)
        until = ends if ends and ends > self.now and basis.status != "draf" else None
        return sheet.manuscript(release, is_public=is_public, code=basis.code, until=until)

    def _release(self, sheet: Sheet, basis: _Basis) -> Release | None:
        happened_at = basis.happened_at
        title, unit, slug = _title(sheet), self._unit(sheet), _slug(sheet)
        kind = sheet.choice("Jenis", tuple(KINDS), "siaran-pers", "releases.E007")
        markup = self._markup(sheet)
        withdrawal = occasions.withdrawal(sheet, happened_at)
        case = occasions.case(sheet, kind)
        if not (title and happened_at and unit and slug):
            return None
        lang = _language(sheet)
        local = happened_at.astimezone(self.zone)
        release = Release(
            code=basis.code,
            code_is_derived=basis.code_is_derived,
            path=sheet.path,
            slug=slug,
            url=addresses.release(local, slug, lang),
            title=title,
            happened_at=happened_at,
            unit=unit.slug,
            kind=kind,
            status=basis.status,
            publish_at=basis.publish_at,
            states_time=bool(sheet.timed & {"Tanggal", "Terbit"}),
            author=sheet.text("Penulis", f"Humas {unit.name}"),
            summary=sheet.text("Ringkasan") or text.summarise(markup.text),
            lang=lang,
            withdrawal=withdrawal,
            claim=occasions.claim(sheet, kind),
            case=case,
            **_details(sheet),
            **_text(sheet, markup),
        )
        self._check_times(sheet, release)
        return release

    def _unit(self, sheet: Sheet) -> Unit | None:
        name = sheet.text("Satuan")
        if not name:
            sheet.tell(
                "releases.E018",
                "Satuan",
                "Satuan tidak ada.",
                "tambahkan baris Satuan: dengan nama satuan yang menerbitkan rilis ini.",
            )
            return None
        try:
            return self.units.find(name)
        except UnknownUnit as error:
            near = f'mungkin maksudnya "{error.nearest}"? Kalau bukan, ' if error.nearest else ""
            sheet.tell(
                "releases.E005",
                "Satuan",
                f'Satuan "{short(name)}" tidak dikenal.',
                f"{near}buat berkasnya di satuan/.",
            )
        except AmbiguousUnit as error:
            names = ", ".join(f"{unit.name} ({unit.slug})" for unit in error.candidates)
            sheet.tell(
                "releases.E006",
                "Satuan",
                f'Nama satuan "{short(name)}" dipakai lebih dari satu satuan: {names}.',
                "tulis kata di dalam kurung dari satuan yang dimaksud.",
            )
        return None

    def _markup(self, sheet: Sheet) -> Markup:
        markup = body.read(sheet, self.renderer)
        if not markup.text and not markup.pictures and not sheet.tells("releases.E040"):
            sheet.tell(
                "releases.E009", "", "Isi rilis kosong.", "tulis isi di bawah kepala naskah."
            )
        return markup

    def _check_times(self, sheet: Sheet, release: Release) -> None:
        if release.status == "draf" or release.withdrawal:
            return
        if release.happened_at > self.now and release.publish_at is None:
            sheet.tell(
                "releases.E004",
                "Tanggal",
                "Tanggal masih di masa depan.",
                "Tanggal adalah saat rilis ditulis; hari acara atau penutupan ditulis pada "
                "Kejadian atau Berlaku-Mulai. Bila rilis ini belum boleh tayang, tambahkan "
                "baris Terbit: waktu terbit, atau Status: draf.",
                type="date",
            )
        begin = release.valid_from or release.published_at
        if release.valid_until and release.valid_until <= begin:
            sheet.tell(
                "releases.E022",
                "Berlaku-Sampai",
                "Berlaku-Sampai lebih awal daripada waktu terbit atau Berlaku-Mulai.",
                "perbaiki salah satu tanggalnya.",
                type="date",
            )


def _basis(sheet: Sheet, mark: str) -> _Basis:
    status = STATUSES[sheet.choice("Status", tuple(STATUSES), "terbit", "releases.E008")]
    code, code_is_derived = _code(sheet, mark)
    return _Basis(status, _required_date(sheet), sheet.date("Terbit"), code, code_is_derived)


def _title(sheet: Sheet) -> str:
    title = sheet.text("Judul")
    if not title:
        sheet.tell(
            "releases.E001",
            "Judul",
            "Judul tidak ada.",
            "tambahkan baris Judul: … di kepala naskah.",
        )
    return title


def _required_date(sheet: Sheet) -> datetime | None:
    if "Tanggal" not in sheet:
        sheet.tell(
            "releases.E002",
            "Tanggal",
            "Tanggal tidak ada.",
            'tambahkan baris, misalnya "Tanggal: 30 Agustus 2024, 14.30 WIB".',
        )
    return sheet.date("Tanggal")


def _code(sheet: Sheet, mark: str) -> tuple[str, bool]:
    code, is_derived = sheet.code(mark)
    if "Kode" not in sheet:
        sheet.tell(
            "releases.W003",
            "",
            "Rilis ini belum berkode tetap.",
            "jalankan `humas beri-kode` sekali; kode ditulis ke dalam berkas.",
        )
    return code, is_derived


def _slug(sheet: Sheet) -> str:
    slug = text.slugify(sheet.text("Slug")) if "Slug" in sheet else sheet.slug
    if not slug:
        sheet.tell(
            "releases.E021",
            "Slug",
            "Alamat tidak dapat dibuat dari nama berkas.",
            "tambahkan baris Slug: dengan huruf a–z, angka dan tanda hubung.",
        )
    return slug


def _language(sheet: Sheet) -> str:
    value = sheet.text("Bahasa", "id").casefold()
    if value in _LANGUAGES or (_LANGUAGE.match(value) and _has_names(value)):
        return value
    sheet.tell(
        "releases.E015",
        "Bahasa",
        f'Bahasa "{short(value)}" tidak dikenal.',
        "tulis id atau en.",
    )
    return "id"


def _details(sheet: Sheet) -> dict[str, Any]:
    """The fields that need no other field."""
    return {
        "updated_at": sheet.date("Diperbarui"),
        "tags": _tags(sheet),
        "event": sheet.text("Kejadian"),
        "location": sheet.text("Lokasi"),
        "officials": _officials(sheet),
        "corrections": _corrections(sheet),
        "reply_to": sheet.reference("Hak-Jawab"),
        "valid_from": sheet.date("Berlaku-Mulai"),
        "valid_until": sheet.end_date("Berlaku-Sampai"),
        "overrides": sheet.entries("Izin", _override, "kode aturan | nama dan jabatan | alasan"),
        "redirects_from": _redirects(sheet),
    }


def _check_folder(sheet: Sheet) -> None:
    folder = slips.of_folder(sheet.path)
    if folder:
        sheet.tell(
            slips.CODE,
            "Status",
            f'Folder "{folder}" tidak menyembunyikan naskah di dalamnya.',
            "tulis Status: draf di kepala naskah, dan pindahkan berkasnya ke folder bulannya.",
        )
    mark = notes.of_name(sheet.path, sheet.text("Judul"))
    if mark and "Status" not in sheet and "Terbit" not in sheet:
        sheet.tell(
            slips.CODE,
            "Status",
            f'Nama berkas bertanda "{mark}" tidak menyembunyikan naskahnya.',
            "tulis Status: draf di kepala naskah bila belum boleh tayang; bila boleh, ganti nama "
            "berkasnya.",
        )


def _text(sheet: Sheet, markup: Markup) -> dict[str, Any]:
    """What the body gives, and the pictures."""
    further = gallery.read(sheet)
    page = f"{markup.html}\n{further}" if further else markup.html
    named = (*markup.pictures, *gallery.split(page)[1])
    return {
        "picture": _picture(sheet),
        "pictures": pictures.of_text(page, named, markup.links),
        "attachments": markup.links,
        "body": sheet.body,
        "html": page,
        "text": markup.text,
        "body_line": sheet.body_line,
    }


def _picture(sheet: Sheet) -> Picture | None:
    if "Samarkan" in sheet and "Gambar" not in sheet:
        sheet.tell(
            slips.CODE,
            "Samarkan",
            "Samarkan tanpa Gambar: tidak ada gambar yang disamarkan.",
            "tambahkan baris Gambar:; untuk gambar di dalam isi, tulis {samarkan=x,y,l,t} rapat "
            "di belakang gambarnya.",
            type="picture",
        )
    return sheet.picture(sheet.text("Gambar-Alt"))


def _tags(sheet: Sheet) -> tuple[str, ...]:
    by_slug: dict[str, str] = {}
    for tag in sheet.items("Tag"):
        label = " ".join(tag.lstrip("#").split())
        slug = text.slugify(label)
        if slug:
            by_slug.setdefault(slug, label)
    return tuple(by_slug.values())


def _officials(sheet: Sheet) -> tuple[Official, ...]:
    entries = sheet.items("Narasumber")
    if not entries:
        return ()
    from kentongan.domain.officials import parse_official

    return tuple(parse_official(entry) for entry in entries)


def _corrections(sheet: Sheet) -> tuple[Correction, ...]:
    def parse(entry: str) -> Correction:
        when, wrong, right = (part.strip() for part in entry.split("|"))
        parsed = sheet.parsed_date("Ralat", when)
        if parsed is None or not right:
            raise ValueError(entry)
        return Correction(parsed.moment, wrong, right)

    corrections = sheet.entries("Ralat", parse, "waktu | yang keliru | yang benar")
    return tuple(sorted(corrections, key=lambda correction: correction.at))


def _override(entry: str) -> Override:
    code, by, reason = (part.strip() for part in entry.split("|"))
    if not (code and by and reason):
        raise ValueError(entry)
    return Override(code, by, reason)


def _redirects(sheet: Sheet) -> tuple[str, ...]:
    addresses = []
    for address in sheet.items("Alih-Dari"):
        if address.startswith("/") and not address.startswith("//") and ".." not in address:
            addresses.append(address)
            continue
        sheet.tell(
            "releases.E015",
            "Alih-Dari",
            f'Alih-Dari "{short(address)}" bukan alamat lama di situs ini.',
            "tulis alamat mulai garis miring, misalnya /2019/05/judul-lama/.",
        )
    return tuple(addresses)


def _has_names(lang: str) -> bool:
    """Whether days and months can be written in this language."""
    from babel.localedata import exists

    return bool(exists(lang))
