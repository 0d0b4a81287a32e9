"""Keys of the front matter as fields of a form: their words, hints and choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from kentongan.domain import dates
from kentongan.domain.release import KINDS, VERDICTS
from kentongan.meja import access
from kentongan.meja.screens.asking import desk_of, session_of

_PERSON = ("Nama", "Ciri", "Status-Kasus", "Berlaku-Sampai", "Nomor-Kasus", "Kontak")
_VALID = ("Berlaku-Mulai", "Berlaku-Sampai")
# The keys that a kind brings.
OF_KIND: Mapping[str, tuple[str, ...]] = {
    "orang-hilang": _PERSON,
    "dpo": _PERSON,
    "klarifikasi": ("Klaim", "Putusan", "Sumber-Klaim", "Bukti"),
    "lalu-lintas": _VALID,
    "pengumuman": _VALID,
    "imbauan": ("Berlaku-Sampai",),
}
# Those of all kinds, but for the title.
COMMON = ("Satuan", "Tanggal", "Jenis", "Tag", "Kejadian", "Lokasi", "Ringkasan", "Narasumber")
LABELS = {
    "Judul": "Judul", "Satuan": "Satuan", "Tanggal": "Tanggal rilis", "Jenis": "Jenis",
    "Tag": "Topik (pisahkan dengan koma)", "Kejadian": "Kapan terjadi", "Lokasi": "Tempat",
    "Ringkasan": "Ringkasan", "Narasumber": "Narasumber (satu orang satu baris)",
    "Nama": "Nama yang dicari", "Ciri": "Ciri-ciri", "Status-Kasus": "Status pencarian",
    "Berlaku-Mulai": "Berlaku mulai", "Berlaku-Sampai": "Berlaku sampai",
    "Nomor-Kasus": "Nomor laporan", "Kontak": "Nomor yang dihubungi", "Klaim": "Kabar yang beredar",
    "Putusan": "Putusan", "Sumber-Klaim": "Kabar itu beredar di",
    "Bukti": "Bukti (satu sumber satu baris)",
}  # fmt: skip
HINTS = {
    "Tanggal": "Misalnya 26 November 2026, 14.30 WIB",
    "Narasumber": "Misalnya Kapolsek Kraton | AKP | Safiudin | S.Pd.",
    "Berlaku-Sampai": "Misalnya 28 Februari 2027",
}
CASE_STATES = {"dicari": "Masih dicari", "ditemukan": "Sudah ditemukan", "selesai": "Selesai"}
_ENDED = tuple(pair for pair in CASE_STATES.items() if pair[0] != "dicari")
_OTHER_KINDS = tuple(pair for pair in KINDS.items() if pair[0] != "siaran-pers")
LONG = ("Narasumber", "Bukti", "Ciri", "Ringkasan", "Klaim")


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the front matter on a screen. `options` make it a choice."""

    key: str
    label: str
    value: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    is_long: bool = False


def input_of(request: Request, known: Mapping[str, str], key: str, proposal: str = "") -> Input:
    """A field of the front matter as an input; a proposal stands in one that is empty."""
    value = known.get(key, "") or proposal
    options: tuple[tuple[str, str], ...] = ()
    if key == "Satuan":
        options = _units(request, value)
    elif key == "Jenis":
        options = tuple(KINDS.items()) if value else (("", KINDS["siaran-pers"]), *_OTHER_KINDS)
    elif key == "Putusan":
        options = (("", "Pilih putusan"), *VERDICTS.items())
    elif key == "Status-Kasus":
        options = tuple(CASE_STATES.items()) if value else (("", "Masih dicari"), *_ENDED)
    if options and value and value not in dict(options):
        options = ((value, value), *options)
    hint = HINTS.get(key, "").replace("WIB", dates.zone_name(desk_of(request).clock()))
    return Input(key, LABELS.get(key, key), value, hint, options, key in LONG)


def kind_inputs(request: Request, known: Mapping[str, str]) -> list[Input]:
    """The fields that the kind of a text brings."""
    return [input_of(request, known, key) for key in OF_KIND.get(kind_of(known), ())]


def kind_of(known: Mapping[str, str]) -> str:
    return known.get("Jenis", "") or "siaran-pers"


def unit_name(request: Request, written: str) -> str:
    unit = desk_of(request).units.get(written)
    return unit.name if unit else written


def _units(request: Request, value: str) -> tuple[tuple[str, str], ...]:
    """The units that this person may write for, by slug."""
    desk, person = desk_of(request), session_of(request).person
    own = [
        (unit.slug, unit.name)
        for unit in desk.units
        if access.may(person, "penulis", unit.slug, desk.units)
    ]
    known = {slug for slug, _ in own}
    found = next((unit for unit in desk.units if value in (unit.slug, unit.name)), None)
    if value and value not in known:
        own.insert(0, (value, found.name if found else value))
    return tuple(own) if value else (("", "Pilih satuan"), *own)
