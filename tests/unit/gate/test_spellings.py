"""Numbers as people write them: grouped by any sign, in other digits, behind marks, in letters."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.core import check_text

SIGNS = (
    *(" ", ".", "-", "  ", "\u00a0", "\u2009", "–", "—", "\u2011", "·", "•", "_", "/", "\n"),
    *("\u200b", "\u00ad", "\u2060", ". ", " - ", "‧", "∙", "|"),
)
DIGITS = tuple(
    str.maketrans("0123456789", digits)
    for digits in ("０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
)
NIK = "3514012506890003"
MOBILE = "081234567890"
WORDS = dict(
    zip(
        "0123456789",
        "nol satu dua tiga empat lima enam tujuh delapan sembilan".split(),
        strict=True,
    )
)
REGIONS = "A AB AE AG B BE BK BL D DA DK DR EA G H K KB KT L M N P PA R S T W".split()
BANKS = (
    *("BCA", "BRI", "Bank Mandiri", "BSI", "Bank Jatim", "CIMB Niaga", "BPD Bali", "Bank Nagari"),
    *("SeaBank", "DANA", "OVO", "GoPay", "ShopeePay", "LinkAja", "bca", "Neo Commerce"),
)


def _grouped(number: str, sizes: tuple[int, ...], sign: str) -> str:
    groups, start = [], 0
    for size in sizes:
        groups.append(number[start : start + size])
        start += size
    return sign.join((*groups, number[start:]))


def _missed(kind: str, texts: Iterator[str]) -> list[str]:
    return [text for text in texts if not any(f.type == kind for f in check_text(text))]


def _identities() -> Iterator[str]:
    for sizes in ((4, 4, 4), (6, 6), (2,) * 7, (6, 2, 2, 2)):
        yield from (_grouped(NIK, sizes, sign) for sign in (*SIGNS, ":", "+", ", "))
    yield from (NIK.translate(digits) for digits in DIGITS)
    yield from (NIK.replace("0", "O"), NIK.replace("1", "l"), "\u200b".join(NIK))
    yield from ("**3514**012506890003", "3514<b>0125</b>06890003", "3514&nbsp;0125&nbsp;06890003")
    yield from ("3514\\-0125\\-0689\\-0003", "35140125<!-- x -->06890003")


def _mobiles() -> Iterator[str]:
    for number in (MOBILE, "6281234567890", "+6281234567890", "08131234567"):
        for sizes in ((4, 4), (4, 3, 2), (3, 3, 3), (2, 2, 2, 2, 2), (5, 4)):
            yield from (_grouped(number, sizes, sign) for sign in SIGNS)
    for opening in ("(+62) ", "+62 (0)", "(62)", "+62-", "0062", "62 "):
        yield from (opening + "812 3456 7890", opening + "81234567890")
    yield from (MOBILE.translate(digits) for digits in DIGITS)
    spelt = [WORDS[digit] for digit in MOBILE]
    yield from (" ".join(spelt), "-".join(spelt), " ".join(spelt).upper())
    yield from ("wa.me/6281234567890", "[chat](https://wa.me/6281234567890)")
    yield from ("tel:+6281234567890", "https://api.whatsapp.com/send?phone=6281234567890")


def _plates() -> Iterator[str]:
    for region in REGIONS:
        for form in (
            *("{} 1234 AB", "{}-567-XYZ", "{}12CD", "{}.8901.QR", "{} 4321-K", "{}/1234/AB"),
            *("{}  12  CD", "{}\u00a01234\u00a0AB", "{}–567–XY", "{} · 1234 · AB", "{}_1234_AB"),
        ):
            yield form.format(region)
    yield from ("b 1234 xyz", "l 567 ab", "n 6789 tb", "PA 2345 RT")


def _accounts() -> Iterator[str]:
    for bank in BANKS:
        for number in ("0123456789", "123-456-7890", "1410 0123 4567 8", "0021-01-023456-50-1"):
            yield from (f"{bank} {number}", f"rekening {bank} {number}", f"{bank}: {number}")
            yield from (f"{bank} a.n. tersangka {number}", f"norek {number} ({bank})")


def test_an_identity_number_is_found_in_any_spelling() -> None:
    assert _missed("nik", (f"Nomor KTP korban: {text}" for text in _identities())) == []


def test_a_mobile_number_is_found_in_any_spelling() -> None:
    texts = [f"Hubungi {text}" for text in _mobiles()]
    missed = _missed("phone", iter(texts))
    assert len(missed) <= 0.02 * len(texts), missed


def test_a_plate_is_found_in_any_spelling() -> None:
    assert _missed("plate", (f"Motor {text} hilang." for text in _plates())) == []
    assert _missed("plate", (f"Nopol {text}" for text in ("CD 12 34", "1234-VII"))) == []


def test_an_account_is_found_at_any_bank() -> None:
    missed = [text for text in _accounts() if not check_text(f"Korban mentransfer ke {text}")]
    assert missed == []
