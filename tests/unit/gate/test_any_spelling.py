"""Numbers in random spellings: groups of any size, any sign between, letters, words, brackets."""

from __future__ import annotations

import random
from collections.abc import Callable

from kentongan.gate.core import check_text

SIGNS = (" ", "-", ".", "  ", " - ", "–", "/", ",", "\n", "_", "·", ":", "•", " . ", "|", "'", "=")
SYMBOLS = ("★", "→", "#", "&", "%", "📱", " 📌 ", "➡️", "{", "^", "€", "🔹", " ✅ ")
WORDS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
PLACES = {
    "nik": ("NIK korban {} sudah dicek.", "no ktp {}", "KTP milik S ({}) ditemukan."),
    "phone": ("Hubungi keluarga korban di {}.", "no hp pelapor {} ya", "WA: {}", "cp {}"),
    "plate": ("Honda Beat nopol {} hilang.", "motor {} dibawa kabur", "Truk ({}) oleng."),
    "account": ("Transfer ke rekening BCA {}.", "no rek {} a.n. RS", "Uang dikirim ke BNI {}."),
}
MOST_MISSED = 0.02
COUNT = 250


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _grouped(rng: random.Random, number: str) -> list[str]:
    groups = []
    while number:
        size = rng.randint(1, 5)
        groups.append(number[:size])
        number = number[size:]
    return groups


def _in_letters(rng: random.Random, number: str) -> str:
    letters = {"0": "Oo", "1": "lI"}
    return "".join(rng.choice(letters.get(d, d) + d) for d in number)


def _spelling(rng: random.Random, number: str) -> str:
    groups = _grouped(rng, number)
    chance = rng.random()
    if chance < 0.15:
        return _in_letters(rng, number)
    if chance < 0.25:
        return rng.choice(" -").join(WORDS[int(digit)] for digit in number)
    if chance < 0.35:
        at = rng.randrange(len(groups))
        groups[at] = f"({groups[at]})"
    return rng.choice(SYMBOLS if chance < 0.5 else SIGNS).join(groups)


def _nik(rng: random.Random) -> str:
    birth = f"{rng.randint(1, 31):02}{rng.randint(1, 12):02}{_digits(rng, 2)}"
    return _spelling(rng, f"{rng.choice(('3514', '1271', '7371'))}{_digits(rng, 2)}{birth}0003")


def _phone(rng: random.Random) -> str:
    number = "81" + _digits(rng, 9)
    if rng.random() < 0.7:
        return _spelling(rng, "0" + number)
    return rng.choice(("62", "+62 ", "(+62) ")) + rng.choice(" -.").join(_grouped(rng, number))


def _account(rng: random.Random) -> str:
    return _spelling(rng, "1" + _digits(rng, rng.choice((9, 12, 14))))


def _plate(rng: random.Random) -> str:
    digits = str(rng.randint(1000, 9999))
    letters = "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=rng.choice((2, 3))))
    if rng.random() < 0.2:
        return " ".join((rng.choice("NBLWSK"), *digits, *letters))
    sign = rng.choice((*SIGNS, "★", "→", "&", "📱", "➡️", "{", "🔹"))
    return sign.join((rng.choice(("N", "B", "AG", "DK", "KT")), digits, letters))


def _missed(kind: str, make: Callable[[random.Random], str]) -> list[str]:
    rng = random.Random(kind)
    texts = [rng.choice(PLACES[kind]).format(make(rng)) for _ in range(COUNT)]
    return [text for text in texts if not check_text(text)]


def test_numbers_are_found_in_random_spellings() -> None:
    for kind, make in (("nik", _nik), ("phone", _phone), ("plate", _plate), ("account", _account)):
        missed = _missed(kind, make)
        assert len(missed) <= MOST_MISSED * COUNT, (kind, missed)


def test_dates_times_sums_and_lists_are_no_numbers_of_somebody() -> None:
    texts = (
        *("Patroli pukul 08.30-10.00, 13.00-15.00 dan 19.30-21.00 WIB.", "Skor 0812, 0813, 0815."),
        *(
            "Buka Senin 08-12-2026 10.00, Selasa 09-12-2026 10.00 WIB.",
            "Kerugian Rp 62.812.345.678",
        ),
        *("Titik -7.08123456, 112.90812345 di peta.", "LP/B/0812/09/2026/SPKT diterima polisi."),
        *("Korban 12, 13, 14, 15, 16, 17, 18 dan 19 tahun.", "Nomor registrasi 2026/08/1234567."),
        *(
            "Hasil 2-1, 3-0, 4-2, 1-1, 0-0, 2-2 dan 5-3.",
            "Nopol N 12** AB, N 12## AB, N 1●●● AB tertutup lumpur.",
        ),
        *("Anggaran 12.500.000, 13.750.000, dan 14.000.000 rupiah.", "Pasal 362, 363, 365 KUHP."),
        *(
            "Suara 1.204, 3.514, 1.012, 788 di empat TPS.",
            "Berangkat 30/11 08.15, tiba 1/12 09.30.",
        ),
        "Undian nomor 081, 082, 083 dan 084 dimenangkan peserta.",
    )
    assert [text for text in texts if check_text(text)] == []


def test_anything_around_digits_is_read_to_its_end() -> None:
    rng = random.Random(5)
    pieces = (
        "1",
        "23",
        "²",
        "٣",
        " ",
        "\n",
        "\n\n",
        ".",
        ",",
        "-",
        "(",
        "O",
        "l",
        "rp",
        "ktp",
        "hp",
    )
    for _ in range(3000):
        check_text("".join(rng.choices((*pieces, *WORDS), k=rng.randint(2, 12))))
    assert check_text("Nomor urut 1.\nSatu dua tiga warga hadir.") == []
