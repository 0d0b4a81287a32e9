"""The keys of front matter: which exist, how a value is split, and which of them protect.

This is the only such table: readers, editing, the checks of slips and the contract tests use it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

# text: one value. list: items between commas. entries: items that may hold commas,
# between semicolons or on lines of their own.
Shape = Literal["text", "list", "entries"]


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its English name (if any), the shape of its value, what is special about it.

    A key that `protects` fails closed: it keeps a text, a name or a face from the public. `kin`
    are other words for it; they are errors, because no reader would act on them.
    `opens_text` says that a paragraph may well begin with this word and a colon.
    """

    also: str = ""
    shape: Shape = "text"
    protects: bool = False
    kin: str = ""
    opens_text: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one kind of file by name, and every spelling → name."""

    keys: Mapping[str, Key]
    names: Mapping[str, str]

    def shape(self, name: str) -> Shape:
        key = self.keys.get(name)
        return key.shape if key else "text"


@lru_cache(1024)
def key_of(name: str) -> str:
    """`Diperbarui`, `Publish_At`, `publish at` → the one form in which keys are compared."""
    return re.sub(r"[ _-]+", "-", name.strip()).casefold()


def _table(keys: Mapping[str, Key]) -> Table:
    names = {key_of(key.also): name for name, key in keys.items() if key.also}
    return Table(keys, names | {key_of(name): name for name in keys})


# `draft: true`, as other generators and their editors write it, means `Status: draf`.
DRAFT = ("draft", "draf")

RELEASE = _table(
    {
        "Judul": Key("Title"),
        "Tanggal": Key("Date", protects=True, kin="tgl hari-tanggal datetime pubdate"),
        "Kejadian": Key("Event", opens_text=True),
        "Diperbarui": Key("Modified"),
        "Terbit": Key(
            "Publish-At",
            protects=True,
            kin="embargo publish-date date-published publication-date release-date release-at "
            "go-live jadwal schedule scheduled rilis-pada dirilis tayang-pada jadwal-tayang "
            "mulai-tayang waktu-tayang tanggal-tayang tanggal-rilis not-before tahan-sampai",
        ),
        "Satuan": Key("Unit"),
        "Jenis": Key(
            "Category", protects=True, kin="kategori categories type tipe kind macam rubrik"
        ),
        "Tag": Key("Tags", "list"),
        "Ringkasan": Key("Summary", opens_text=True),
        "Penulis": Key("Author"),
        "Status": Key(
            protects=True,
            kin="keadaan state stage publikasi visibility visible hidden hide private privat "
            "unlisted secret rahasia konsep rancangan tayang tampil tampilkan siap-tayang "
            "jangan-tayang belum-tayang sembunyi sembunyikan tahan ditahan tunda ditunda wip",
        ),
        "Slug": Key(),
        "Lokasi": Key("Location", opens_text=True),
        "Bahasa": Key("Lang"),
        "Kode": Key("Code"),
        "Gambar": Key("Image", opens_text=True),
        "Gambar-Alt": Key("Image-Alt"),
        "Gambar-Keterangan": Key("Image-Caption"),
        "Gambar-Kredit": Key("Image-Credit"),
        "Galeri": Key("Gallery", "entries", opens_text=True),
        "Narasumber": Key("Officials", "entries", opens_text=True),
        "Ralat": Key("Corrections", "entries", opens_text=True),
        "Dicabut": Key(
            "Withdrawn",
            protects=True,
            kin="cabut pencabutan tarik ditarik penarikan batal batalkan dibatalkan hapus "
            "dihapus retract retracted retraction withdraw withdrawal removed remove deleted "
            "delete takedown revoked",
        ),
        "Alasan": Key("Reason", opens_text=True),
        "Dicabut-Pada": Key("Withdrawn-At"),
        "Gabung-Ke": Key("Merged-Into"),
        "Hak-Jawab": Key("Reply", opens_text=True),
        "Klaim": Key("Claim", opens_text=True),
        "Putusan": Key("Verdict", opens_text=True),
        "Bukti": Key("Evidence", "entries", opens_text=True),
        "Sumber-Klaim": Key("Claim-Source", opens_text=True),
        "Status-Kasus": Key(
            "Case-Status",
            protects=True,
            kin="kasus case status-pencarian pencarian search-status ditemukan found tertangkap",
        ),
        "Nama": Key("Name", "list", opens_text=True),
        "Ciri": Key("Features", opens_text=True),
        "Berlaku-Mulai": Key("Valid-From"),
        "Berlaku-Sampai": Key(
            "Valid-Until",
            protects=True,
            kin="sampai hingga until valid-to expires expire expiry expiration kedaluwarsa "
            "kadaluarsa kadaluwarsa berakhir berakhir-pada end-date masa-berlaku hapus-pada "
            "turun-pada turunkan unpublish",
        ),
        "Nomor-Kasus": Key("Case-Number", opens_text=True),
        "Kontak": Key("Contact", opens_text=True),
        "Samarkan": Key(
            "Blur",
            "entries",
            protects=True,
            kin="samar disamarkan sensor sensorkan disensor buram buramkan blurred kaburkan "
            "mosaik pixelate tutup-wajah",
        ),
        "Izin": Key("Override", "entries", opens_text=True),
        "Alih-Dari": Key("Redirect-From", "list"),
    }
)

UNIT = _table(
    {
        "Nama": Key("Name"),
        "Nama-Resmi": Key("Official-Name"),
        "Alias": Key(shape="list"),
        "Tingkat": Key("Level"),
        "Induk": Key("Parent"),
        "Alamat": Key("Address", opens_text=True),
        "Telepon": Key("Phone", "list", opens_text=True),
        "WhatsApp": Key(opens_text=True),
        "Surel": Key("Email", opens_text=True),
        "Koordinat": Key("Coordinates"),
        "Wilayah": Key("Areas", "list", opens_text=True),
        "Jam-Layanan": Key("Hours", "entries", opens_text=True),
        "Kepala": Key("Head", opens_text=True),
        "Gambar": Key("Image", opens_text=True),
    }
)

PAGE = _table(
    {
        "Judul": Key("Title"),
        "Ringkasan": Key("Summary", opens_text=True),
        "Slug": Key(),
        "Bahasa": Key("Lang"),
    }
)

NOTICE = _table(
    {
        "Judul": Key("Title"),
        "Tingkat": Key("Level"),
        "Berlaku-Mulai": Key("Valid-From"),
        "Berlaku-Sampai": Key("Valid-Until"),
    }
)

# A district in the registry of a province.
DISTRICT = _table(
    {
        "Nama": Key("Name"),
        "Asal": Key("Origin", "entries"),
        "Tanda": Key("Mark", "list"),
        "Tanda-Sejak": Key("Mark-Since"),
        "Kunci": Key("Keys", "entries"),
        "Satuan": Key("Units", "entries"),
        "Batas-Harian": Key("Daily-Limit"),
        "Keadaan": Key("State", protects=True),
        "Kontak": Key("Contact", opens_text=True),
        "Coba": Key("Trial"),
    }
)

# Every spelling of every key, for lines that are meant as keys but not typed as such.
KNOWN = frozenset(
    {*DRAFT, *(name for table in (RELEASE, UNIT, PAGE, NOTICE) for name in table.names)}
)
