"""A small invented district, Sidaluhur: its releases, what readers ask of them, and what becomes of
their texts on the way through WhatsApp groups."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from PIL import Image

HERE = Path(__file__).parent / "sidaluhur"
UNITS = {
    "polda-tirta": "Nama: Polda Tirta Mandala\nTingkat: polda\nTelepon: 0288-900900\n\nPolda.\n",
    "polres-sidaluhur": (
        "Nama: Polres Sidaluhur\nTingkat: polres\nInduk: polda-tirta\n"
        "WhatsApp: 0811-0000-2288\nAlamat: Jalan Pemuda 5, Sidaluhur\n"
        "Telepon: 0288-110220\nKoordinat: -7.2500, 109.5100\nWilayah: Kabupaten Sidaluhur\n\n"
        "Kepolisian resor.\n"
    ),
    "polsek-lembayung": (
        "Nama: Polsek Lembayung\nTingkat: polsek\nInduk: polres-sidaluhur\n"
        "Wilayah: Kecamatan Lembayung\n\nKepolisian sektor.\n"
    ),
}


def releases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / "releases.toml").read_text())["release"]
    return found


def write(content: Path, told: list[dict[str, Any]] | None = None) -> None:
    """The content of the district; of these releases alone, if they are given."""
    (content / "satuan").mkdir(parents=True)
    (content / "gambar").mkdir()
    for number, name in enumerate(("pos", "wajah", "kakek")):
        tone = 90 + 40 * number
        picture = Image.linear_gradient("L").resize((900, 600)).point(lambda v: (v + tone) // 2)  # noqa: B023
        picture.convert("RGB").save(content / "gambar" / f"{name}.jpg")
    for slug, text in UNITS.items():
        (content / "satuan" / f"{slug}.md").write_text(text)
    for release in releases() if told is None else told:
        fields = {
            "Judul": release["title"],
            "Tanggal": release["date"],
            "Satuan": "polres-sidaluhur",
            "Jenis": release["kind"],
            **release.get("fields", {}),
        }
        head = "\n".join(f"{key}: {value}" for key, value in fields.items())
        file = content / "rilis" / release["date"][:7].replace("-", "/") / f"{release['slug']}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{head}\n\n{release['text']}\n")


def questions() -> list[tuple[str, str]]:
    """What is typed, and the slug of the release that is meant."""
    return [(query, release["slug"]) for release in releases() for query in release["asked"]]


def words() -> list[tuple[str, str]]:
    """What is typed, and the one word of a release that is meant."""
    lines = (HERE / "words.tsv").read_text().splitlines()
    return [(typed, said) for typed, said in (line.split("\t") for line in lines)]


def releases_of_words() -> list[dict[str, Any]]:
    """A release for each word, which says little else."""
    said = sorted({word for _, word in words()})
    return [
        {
            "slug": f"kata-{number}",
            "kind": "siaran-pers",
            "date": f"2026-{number % 9 + 1:02}-{number // 9 + 1:02}",
            "title": f"Kabar {number} {word}",
            "text": f"Sidaluhur – Polres Sidaluhur menyampaikan kabar {number} soal {word}.",
            "word": word,
        }
        for number, word in enumerate(said)
    ]


# The signs that WhatsApp and those who pass a text on put around it.

MARKS = ("1) 2) 3)", "(1) (2) (3)", "1. 2. 3.", "a. b. c.", "1️⃣ 2️⃣ 3️⃣", "• • •", "- - -", "➤ ➤ ➤")


def marked(text: str, marks: str) -> str:
    """The text with other marks before the entries of its list."""
    given = iter(marks.split())
    lines = text.split("\n")
    return "\n".join(f"{next(given)} {line[3:]}" if line[1:3] == ". " else line for line in lines)


DRESSINGS: tuple[Callable[[str, str], str], ...] = (
    lambda title, text: f"[24/11, 14.05] Humas Polres Sidaluhur: *{title}*\n\n{text}",
    lambda title, text: f"[14.05, 24/11/2026] +62 811-0000-2288: {title}\n\n{text}",
    lambda title, text: f"Diteruskan berkali-kali\n\n*{title.upper()}*\n\n{text}",
    lambda title, text: f"*{title}*\n\n{text} \u200e<Pesan ini diedit>",
    lambda title, text: f"{title}\n\n" + "\n".join(f"> {line}" for line in text.split("\n")),
    lambda title, text: (
        f"_{title}_\n\n{text.replace(' ', chr(0xA0), 9).replace('a', 'a' + chr(0x200B), 5)}"
    ),
    lambda title, text: f"🚨 *{title}* 🚨\n\n👉 {text} 🙏🙏",
    lambda title, text: (
        f"*{title}*\n{text.replace(' polisi', ' *polisi*').replace(' warga', ' _warga_')}"
    ),
    lambda title, text: "\u2066" + text.replace("an", "a\u2068n\u2069", 6) + "\u2069",
    lambda title, text: f"*{title}*\n\n{marked(text, '1️⃣ 2️⃣ 3️⃣')}",
)


def genuine() -> Iterator[tuple[str, str]]:
    """Forty copies of releases out of WhatsApp: the slug and the text."""
    for (release, dress), _ in zip(
        zip(cycle(releases()), cycle(DRESSINGS), strict=False), range(40), strict=False
    ):
        yield release["slug"], dress(release["title"], release["text"])


def changed() -> Iterator[tuple[str, str, str, str]]:
    """Sixty copies in which one fact differs: the slug, what was written, what is passed on, and
    the whole text."""
    known = {release["slug"]: release for release in releases()}
    for line in (HERE / "changed.tsv").read_text().splitlines():
        slug, written, passed_on = line.split("\t")
        text = known[slug]["text"].replace(written, passed_on)
        yield slug, written, passed_on, f"*{known[slug]['title']}*\n\n{text}"
