"""Makes a newsroom of any size, always the same: the mixture of texts that real ones have."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kentongan.domain import codes

KINDS = ("siaran-pers", "imbauan", "pengumuman", "lalu-lintas", "klarifikasi")
UNITS = 24
TAGS = 120
NEWEST = datetime(2026, 11, 20, 9, 0)  # of the texts; what a round adds is newer
WORDS = (
    "polsek warga petugas kegiatan patroli masyarakat keamanan ketertiban wilayah jalan kendaraan "
    "malam pagi kecamatan desa laporan layanan imbauan bersama menjaga situasi aman kondusif "
    "anggota langsung memberikan mengajak meminta menyampaikan pemeriksaan pengaturan pasar "
    "sekolah terminal pelabuhan kampung keluarga pemuda tokoh lingkungan informasi nomor darurat "
    "kepolisian sektor dialog pertemuan apel pos penjagaan rutin dilakukan setiap hari"
).split()
# Places that bear the names of persons, as those of every town do: the gate has to know them.
PLACES = (
    *("Jalan Sudirman", "Pasar Kartika", "Jalan Ahmad Yani", "Simpang Empat Diponegoro"),
    *("Terminal Hasanuddin", "Gang Haji Said", "Balai Desa Kartini", "halte Gatot Subroto"),
    *("Stadion Teuku Umar", "RSUD Dr. Soetomo", "SMK Dewi Sartika", "Masjid Imam Bonjol"),
)
SCENES = (
    "Petugas menolong korban kecelakaan di {place}.",
    "Warga sekitar {place} diimbau waspada agar tidak menjadi korban pencurian.",
    "Terduga pelaku berinisial S (31) diamankan di {place}.",
    "Arus di {place} kembali lancar setelah patroli.",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One release of the newsroom, before it is written for a generator."""

    slug: str
    title: str
    day: datetime
    unit: str
    kind: str
    tags: tuple[str, ...]
    body: str


def texts(count: int, seed: int = 1) -> Iterator[Text]:
    """`count` releases over ten years, newest first."""
    chance = random.Random(seed)
    step = timedelta(days=3650) / count
    for number in range(count):
        slug = sentence(chance, 5).lower().replace(" ", "-").rstrip(".")
        yield Text(
            slug=f"{slug}-{number}",
            title=f"{sentence(chance, 8).rstrip('.')} {number}",
            day=NEWEST - step * number,
            unit=f"satuan-{chance.randrange(UNITS)}",
            kind=chance.choice(KINDS),
            tags=tuple(f"Tag {tag}" for tag in sorted(chance.sample(range(TAGS), 3))),
            body=body(chance),
        )


def kentongan(folder: Path, count: int) -> None:
    for number in range(UNITS):
        parent = "" if number == 0 else "Induk: satuan-0\n"
        level = "polres" if number == 0 else "polsek"
        _write(
            folder / f"satuan/satuan-{number}.md",
            f"Nama: satuan-{number}\nTingkat: {level}\n{parent}\nProfil satuan {number}.\n",
        )
    for text in texts(count):
        head = (
            f"Judul: {text.title}\nTanggal: {text.day:%Y-%m-%d %H:%M}\nSatuan: {text.unit}\n"
            f"Jenis: {text.kind}\nTag: {', '.join(text.tags)}\nKode: {codes.derive(text.slug)}\n"
        )
        _write(place(folder, text), f"{head}\n{text.body}\n")


def pelican(folder: Path, count: int) -> None:
    for text in texts(count):
        head = (
            f"Title: {text.title}\nDate: {text.day:%Y-%m-%d %H:%M}\nAuthor: {text.unit}\n"
            f"Category: {text.kind}\nTags: {', '.join(text.tags)}\n"
        )
        _write(place(folder, text), f"{head}\n{text.body}\n")


def hugo(folder: Path, count: int) -> None:
    for text in texts(count):
        _write(place(folder, text), f"+++\n{_toml(text)}+++\n\n{text.body}\n")


def hugo_with_codes(folder: Path, count: int) -> None:
    for text in texts(count):
        code = codes.derive(text.slug)
        head = f'{_toml(text)}aliases = ["/r/{code}/"]\nkode = "{code}"\n'
        _write(place(folder, text), f"+++\n{head}+++\n\n{text.body}\n")


def _toml(text: Text) -> str:
    tags = ", ".join(f'"{tag}"' for tag in text.tags)
    return (
        f'title = "{text.title}"\ndate = {text.day:%Y-%m-%dT%H:%M:%S+07:00}\n'
        f'satuan = ["{text.unit}"]\njenis = ["{text.kind}"]\ntag = [{tags}]\n'
    )


def words_of(number: int) -> str:
    """Three sentences that no other number has."""
    chance = random.Random(number)
    return " ".join(sentence(chance, 15) for _ in range(3))


def place(folder: Path, text: Text) -> Path:
    return folder / f"rilis/{text.day:%Y/%m}/{text.slug}.md"


def body(chance: random.Random) -> str:
    """About 325 words: 70 in 100 are plain paragraphs, the rest hold Markdown."""
    paragraphs = [" ".join(sentence(chance, 15) for _ in range(3)) for _ in range(7)]
    paragraphs[4] += " " + chance.choice(SCENES).format(place=chance.choice(PLACES))
    if chance.random() > 0.7:
        paragraphs[1] += f" **{sentence(chance, 4)}**"
        paragraphs[2] += f" [{sentence(chance, 3)}](https://contoh.test/{chance.randrange(999)})"
        paragraphs.insert(3, "\n".join(f"* {sentence(chance, 6)}" for _ in range(3)))
        paragraphs.insert(5, f"> “{sentence(chance, 12)}”")
    return "\n\n".join(paragraphs)


def sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
