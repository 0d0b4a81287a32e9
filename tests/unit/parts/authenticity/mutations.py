"""Invented releases, and what happens to them on the way: to measure how well they are known.

`python -m tests.unit.parts.authenticity.mutations` measures the full numbers of the project's goal;
`test_mutations.py` a short version. Everything is made from one seed.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kentongan.domain.release import Release, Withdrawal
from kentongan.domain.units import Registry
from kentongan.parts.authenticity.check import Checker
from kentongan.parts.authenticity.local import content_source

from tests.conftest import NOW, UNITS, WIB, new_release

PLACES = "Semare Bangil Gempol Lekok Nguling Rejoso Grati Winongan Purwosari Kejayan".split()
FIRST = "Suwandi Hartono Wibisono Kusnadi Rahmat Sutrisno Handoko Prasetyo Yuliani Marlina".split()
RANKS = "AKP Iptu Ipda Kompol Aiptu Bripka".split()
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
ACTS = (
    "menertibkan balap liar;membagikan air bersih kepada warga;mengatur lalu lintas di pasar;"
    "memeriksa ruang tahanan;menyita knalpot bising;mengawal kirab desa;melatih satpam pabrik;"
    "mengevakuasi pohon tumbang;menggelar pengobatan gratis;membina siswa sekolah dasar;"
    "menangkap pencuri kabel;memantau debit sungai;menyalurkan bantuan korban banjir"
).split(";")
DETAILS = (
    "Sebanyak {n} petugas diturunkan sejak pukul {h}.{m} WIB di Desa {p}.",
    "Kapolsek {p}, {r} {f}, mengatakan kegiatan itu tidak dipungut biaya.",
    "“Kami meminta warga {p} segera melapor bila melihat hal yang mencurigakan,” ujar {r} {f}.",
    "Kerugian ditaksir mencapai Rp{n}.000.000, sedangkan {k} orang belum dimintai keterangan.",
    "Warga yang membutuhkan layanan dapat datang ke kantor Polsek {p} sebelum tanggal {k}.",
    "Menurut {f}, kegiatan serupa akan digelar {k} kali lagi hingga akhir tahun.",
    "Arus kendaraan dari arah {p} menuju kota dialihkan melalui jalur barat selama {n} jam.",
    "Petugas mencatat {n} kendaraan melintas, dan {k} di antaranya tidak membawa surat lengkap.",
    "Kepala Desa {p}, {f}, berterima kasih atas perhatian yang diberikan kepada warganya.",
    "Hasil pemeriksaan sementara belum menunjukkan adanya unsur kelalaian di lokasi {p}.",
    "Barang yang disita berupa {k} unit telepon dan {n} lembar dokumen kini disimpan di kantor.",
    "{f} mengingatkan agar orang tua tidak membiarkan anaknya bermain di tepi sungai {p}.",
)


def releases(count: int, chance: random.Random) -> list[Release]:
    written = []
    for number in range(count):
        moment = datetime(2024, 1, 1, 8, tzinfo=WIB) + timedelta(hours=11 * number)
        title, text = story(chance, moment)
        written.append(
            new_release(slug=f"siaran-{number}", title=title, text=text, happened_at=moment)
        )
    return written


def story(chance: random.Random, moment: datetime) -> tuple[str, str]:
    place, act = chance.choice(PLACES), chance.choice(ACTS)
    title = f"Polsek {place} {act} bersama {chance.randrange(2, 90)} relawan"
    date = f"{moment.day}/{moment.month}/{moment.year}"
    lead = f"Polsek {place} {act} di Kecamatan {place}, {chance.choice(DAYS)} ({date})."
    sentences = [lead, *(_filled(chance, form) for form in chance.sample(DETAILS, 8))]
    lines = [" ".join(sentences[start : start + 3]) for start in range(0, 9, 3)]
    return title, "\n".join(lines)


def _filled(chance: random.Random, form: str) -> str:
    return form.format(
        n=chance.randrange(2, 300),
        k=chance.randrange(2, 30),
        h=chance.randrange(1, 24),
        m=chance.randrange(10, 60),
        p=chance.choice(PLACES),
        f=chance.choice(FIRST),
        r=chance.choice(RANKS),
    )


DISTURBANCES: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    lambda text: "*" + text.replace("\n", "*\n\n_", 1) + "_",
    lambda text: text.replace("\n", " "),
    lambda text: text.replace(" ", "  ").replace("\n", "\n\n\n"),
    lambda text: text.replace("“", '"').replace("”", '"').replace("-", "–"),
    lambda text: f"🚨 {text} 🙏👮",
    lambda text: f"Diteruskan berkali-kali\n{text}",
    lambda text: f"{text}\nhttps://contoh.id/berita?x=1",
    lambda text: f"{text}\n\nHumas Polsek Bangil\n#PolriPresisi",
)
SWAPS = {"tidak": "sudah", "belum": "telah"}


def changed(chance: random.Random, text: str) -> tuple[str, str, str]:
    """The text with one word replaced or one negation turned: text, old word, new word."""
    words = text.split(" ")
    while True:
        place = chance.randrange(len(words))
        plain = words[place].strip(".,()“”;:")
        if not plain or "\n" in words[place] or "." in plain:
            continue
        if plain.isdigit():
            new = str(int(plain) + chance.randrange(1, 50))
        elif "/" in plain:
            continue
        elif plain in SWAPS:
            new = SWAPS[plain]
        elif plain[0].isupper():
            new = chance.choice(["Sungkono", "Baskara", "Margono", "Kenjeran"])
        else:
            new = chance.choice(["kelabu", "menyangkal", "berbayar", "rahasia"])
        words[place] = words[place].replace(plain, new)
        return " ".join(words), plain, new


def excerpt(chance: random.Random, text: str) -> str:
    """Two sentences or more that stand together."""
    line = chance.choice(text.split("\n"))
    ends = [
        place + 1
        for place, mark in enumerate(line)
        if mark == "." and line[place + 1 : place + 2] in (" ", "")
    ]
    sentences = [line[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]
    start = chance.randrange(len(sentences) - 1) if len(sentences) > 2 else 0
    return " ".join(sentences[start : start + 2])


def measure(base: int, pastes: int, mutations: int, excerpts: int, others: int) -> Counter[str]:
    """How many of each experiment came out as they should, and what else came out."""
    chance = random.Random(10)
    ours = releases(base, chance)
    counts: Counter[str] = Counter()
    checker = checker_of(ours)
    for result in _experiments(chance, checker, ours, pastes, mutations, excerpts, others):
        counts[result] += 1
    return counts


def measure_withdrawn(base: int, pastes: int, others: int) -> Counter[str]:
    """The same where every third release is withdrawn, and only hashes of its words are left."""
    chance = random.Random(11)
    ours = releases(base, chance)
    gone = Withdrawal("salah", "keliru", NOW)
    ours[::3] = [replace(release, withdrawal=gone) for release in ours[::3]]
    checker = checker_of(ours)
    counts: Counter[str] = Counter()
    for number in range(pastes):
        one = chance.choice(ours[::3])
        text = (one.text, changed(chance, one.text)[0], excerpt(chance, one.text))[number % 3]
        answer = checker.check(DISTURBANCES[number % 10](text))
        right = answer.result == "dicabut" and answer.code == one.code
        counts["dicabut" if right else f"dicabut: {number % 3} {answer.result}"] += 1
    for number in range(others):
        moment = datetime(2021, 1, 1, 9, tzinfo=WIB) + timedelta(hours=7 * number)
        answer = checker.check(story(chance, moment)[1])
        is_right = answer.result == "tidak-ditemukan"
        counts["lain" if is_right else f"lain: {answer.result}"] += 1
    return counts


def checker_of(ours: list[Release]) -> Checker:
    return Checker(content_source(ours, Registry(UNITS), NOW, ZoneInfo("Asia/Jakarta")))


def _experiments(
    chance: random.Random,
    checker: Checker,
    ours: list[Release],
    pastes: int,
    mutations: int,
    excerpts: int,
    others: int,
) -> Iterator[str]:
    for number in range(pastes):
        one = chance.choice(ours)
        pasted = one.text if number % 20 < 10 else f"{one.title}\n{one.text}"
        answer = checker.check(DISTURBANCES[number % 10](pasted))
        right = answer.result == "asli" and answer.code == one.code
        yield "asli" if right else f"asli: {number % 10} {answer.result}"
    for _ in range(mutations):
        one = chance.choice(ours)
        text, old, new = changed(chance, one.text)
        answer = checker.check(text)
        exact = [(change.asli, change.teks) for change in answer.changes] == [(old, new)]
        right = answer.result == "diubah" and exact
        yield "diubah" if right else f"diubah: {answer.result} {old}→{new} {answer.changes}"
    for _ in range(excerpts):
        one = chance.choice(ours)
        answer = checker.check(excerpt(chance, one.text))
        right = answer.result == "potongan"
        yield "potongan" if right else f"potongan: {answer.result}"
    for number in range(others):
        moment = datetime(2021, 1, 1, 9, tzinfo=WIB) + timedelta(hours=7 * number)
        title, text = story(chance, moment)
        answer = checker.check(text if number % 2 else f"{title}\n{text}")
        wrong = answer.result in ("asli", "diubah")
        yield f"lain: {answer.result}" if wrong else "lain"


if __name__ == "__main__":
    numbers = [int(part) for part in sys.argv[1:]] or [1000, 1000, 1000, 500, 10_000]
    found = measure(*numbers) + measure_withdrawn(*(numbers[place] for place in (0, 1, 4)))
    for name, count in sorted(found.items()):
        sys.stdout.write(f"{count:6} {name}\n")
