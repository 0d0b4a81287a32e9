"""A site whose releases are in every state there is, each with words of its own.

Every word that a release's file holds starts with its mark, so that one search through the
output finds whatever is left of it.
"""

from __future__ import annotations

import gzip
import io
import random
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kentongan.domain import codes
from PIL import Image

BEFORE = "2026-11-24T09:00:00+07:00"
NOW = "2026-11-24T12:00:00+07:00"
LATER = "2026-11-24T18:00:01+07:00"

PLAIN = "qxbiasaz"
SEARCH = "Jenis: orang-hilang\nBerlaku-Sampai: {until}\nNama: {mark} Warga\nCiri: {mark}ciri\n"
TRAFFIC = "Jenis: lalu-lintas\nBerlaku-Mulai: {0}\nBerlaku-Sampai: {1}\n"


@dataclass(frozen=True, slots=True)
class State:
    """A release: `start` is its front matter when first published, `later` what is added.

    `slug` may hold the mark; where it does not, the address names nobody.
    """

    mark: str
    start: str = ""
    later: str = ""
    slug: str = ""

    @property
    def code(self) -> str:
        return codes.derive(self.mark)

    @property
    def name(self) -> str:
        return self.slug or f"{self.mark}-alamat"


def search(mark: str, until: str = "1 Desember 2026", later: str = "", slug: str = "") -> State:
    return State(mark, SEARCH.format(mark=mark, until=until), later, slug)


def withdrawn(kind: str, more: str = "", reason: str = "{mark}alasan") -> str:
    return f"Dicabut: {kind}\nAlasan: {reason}\nDicabut-Pada: 24 November 2026 11:00\n{more}"


FOUND = "Status-Kasus: ditemukan\nDiperbarui: 24 November 2026, 11.00 WIB\n"
ENDED = "24 November 2026, 11.00 WIB"
STATES = (
    State(PLAIN),
    State("qxdrafz", "Status: draf\n"),
    State("qxdrafcabutz", "Status: draf\nDicabut: tetap\nAlasan: {mark}alasan\n"),
    State("qxembargoz", "Terbit: 24 November 2026, 18.00 WIB\n"),
    State("qxralatz", later="Ralat: 24 November 2026 11:00 | {mark}keliru | {mark}betul\n"),
    State("qxsalahz", later=withdrawn("salah")),
    State("qxgabungz", later=withdrawn("digabung", f"Gabung-Ke: {codes.derive(PLAIN)}\n")),
    State("qxrantaiz", later=withdrawn("digabung", f"Gabung-Ke: {codes.derive('qxgabungz')}\n")),
    State("qxtetapz", later=withdrawn("tetap")),
    State("qxprivasiz", later=withdrawn("privasi")),
    State("qxputusanz", later=withdrawn("putusan")),
    State("qxjawabz", start=f"Hak-Jawab: {codes.derive(PLAIN)}\n"),
    search("qxdicariz"),
    search("qxlewatz", ENDED, slug="orang-hilang-satu"),
    search("qxlewatnamaz", ENDED),
    search("qxtemuz", later=FOUND, slug="orang-hilang-dua"),
    search("qxtemunamaz", later=FOUND),
    search("qxselesaiz", later=FOUND.replace("ditemukan", "selesai"), slug="orang-hilang-tiga"),
    search("qxcarisalahz", later=withdrawn("salah", reason="Keliru.")),
    search("qxcaritetapz", ENDED, withdrawn("tetap", reason="Keliru.")),
    State("qxjalannantiz", TRAFFIC.format("25 November 2026", "26 November 2026")),
    State("qxjalankiniz", TRAFFIC.format("24 November 2026", "26 November 2026")),
    State("qxjalanlewatz", TRAFFIC.format("23 November 2026 11:00", ENDED)),
)
BY_MARK = {state.mark: state for state in STATES}


def write(content: Path, state: State, *, is_later: bool, mark: str = "") -> Path:
    """The file and the picture of a release; `mark` takes the place of its own."""
    own = mark or state.mark
    folder = content / "rilis/2026/11"
    folder.mkdir(parents=True, exist_ok=True)
    name = state.name.replace(state.mark, own)
    for part in ("foto", "dua"):
        picture = folder / f"{own}{part}.jpg"
        if not picture.exists():
            picture.write_bytes(photograph(f"{own}{part}"))
    (folder / f"{own}berkas.pdf").write_bytes(b"%PDF-1.4\n% " + f"{own}pdf\n".encode())
    head = (
        f"Judul: {own}judul berita\nTanggal: 23 November 2026, 10.00 WIB\nSatuan: Polsek Uji\n"
        f"Kode: {state.code}\nTag: {own}tag\nRingkasan: {own}ringkasan siaran.\n"
        f"Lokasi: {own}lokasi\nPenulis: {own}penulis\nNarasumber: {own}narasumber\n"
        f"Gambar: {own}foto.jpg\nGambar-Alt: {own}alt\nGambar-Keterangan: {own}keterangan\n"
        f"Gambar-Kredit: {own}kredit\nAlih-Dari: /lama/{own}alih.html\n"
        "Izin: privasi.E018 | Kasi Humas | berkas uji, sudah dibaca\n"
    )
    extra = state.start + (state.later if is_later else "")
    if "Status-Kasus" not in extra and "orang-hilang" in extra:
        extra += "Status-Kasus: dicari\n"
    head += extra.replace("{mark}", own).replace(state.mark, own)
    lines = [f"{own}isi{number} petugas berpatroli bersama warga." for number in range(12)]
    file = folder / f"{name}.md"
    more = f"![{own}gambarkedua]({own}dua.jpg)\n\n[{own}dokumen]({own}berkas.pdf)"
    file.write_text(f"{head}\n{' '.join(lines[:6])}\n\n{' '.join(lines[6:])}\n\n{more}\n", "utf-8")
    return file


def photograph(seed: str) -> bytes:
    """A small picture that no other seed gives."""
    chance = random.Random(seed)
    image = Image.new("RGB", (480, 320), tuple(chance.randrange(256) for _ in range(3)))
    for _ in range(200):
        place = chance.randrange(480), chance.randrange(320)
        image.putpixel(place, tuple(chance.randrange(256) for _ in range(3)))
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    return stream.getvalue()


def prepare(content: Path) -> Path:
    (content / "satuan").mkdir(parents=True)
    unit = "Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n"
    (content / "satuan/polsek-uji.md").write_text(unit)
    return content


def haystack(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder with its path, and what packed parts of it hold."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode()
        if not path.is_file():
            continue
        data = path.read_bytes()
        yield name, data
        yield from ((name, part) for part in _unpacked(data))
        if data.startswith(b"SQLite format 3"):
            yield from ((name, value) for value in _cells(path))


def _cells(path: Path) -> Iterator[bytes]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for table in tables:
            for row in db.execute(f"SELECT * FROM {table}"):
                for value in row:
                    data = value.encode() if isinstance(value, str) else value
                    if isinstance(data, bytes):
                        yield data
                        yield from _unpacked(data)


def _unpacked(data: bytes) -> Iterator[bytes]:
    import brotli
    import zstandard

    openers: tuple[Callable[[bytes], bytes], ...] = (
        gzip.decompress,
        zlib.decompress,
        zstandard.ZstdDecompressor().decompress,
        brotli.decompress,
    )
    for opener in openers:
        try:
            yield opener(data)
        except Exception:  # not packed this way
            continue


def found_in(hay: Iterable[tuple[str, bytes]], mark: str) -> set[str]:
    """The names of the files that hold the mark in any case."""
    needle = mark.casefold().encode()
    return {name for name, data in hay if needle in data.lower()}
