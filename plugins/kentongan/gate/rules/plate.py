"""Number plates of vehicles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import table, words_of

_GAP = r"[ \-–—./·•∙_|\n]{0,3}"  # between letters and digits
# An O among the digits is a nought.
_BEHIND = Pattern(rf"\d[\dO]{{0,3}}{_GAP}([A-Z]{{1,3}})(?![A-Za-z0-9*/]|-\d)")
_BEFORE = Pattern(rf"(?<![A-Za-z0-9./])(?<!\d )([A-Z]{{1,2}}){_GAP}$")
# As people also write it: `N 4 5 2 1 T D F`, `N,4521,TDF`, `L 1 OO7 AB`.
_ANY_GAP = r'(?:[^\w*●■█▪#?()“”"]|_){0,3}'  # not what covers digits
_ANY = (
    rf"(?P<r>[a-z]{{1,2}}){_ANY_GAP}(?=[oli ]{{0,3}}\d)(?P<d>[\doli](?: ?[\doli]){{0,3}})"
    rf"{_ANY_GAP}(?P<e>[a-z](?: ?[a-z]){{0,2}})(?![\w*•])"
)
_LABELLED = Pattern(
    r"\b(?:nopol|no\.? ?pol(?:isi)?|nomor polisi|nomor kendaraan|nomor registrasi|bernopol|"
    r"bernomor polisi|plat|pelat|tnkb|berplat|berpelat)\b"
    r"(?: nomor| sementara| no\b\.?| polisi| dinas| hitam| putih| kuning| merah|"
    r" bertuliskan| belakang| depan){0,3}[^\w]{0,4}"
    # Embassies, and the army and the police: `CD 12 34`, `1234-VII`.
    r"(?P<n>c[cdns][ \-–.]{0,3}\d{1,3}[ \-–.]{1,3}\d{1,3}(?!\w)|"
    r"\d{2,6}[ ]?[\-–][ ]?(?:[ivx]{1,5}|\d\d)\b|"
    + _ANY
    + r"|(?P<o>[a-z]{1,2})"
    + _GAP
    + r"\d{1,4}(?![\w*•]))"
)
_ODD = Pattern(_ANY, re.IGNORECASE)
_ARMY = Pattern(r"(?<![\w/.-])\d{3,5} ?[-–] ?[ivx]{1,4}(?![\w/-])")
_VEHICLES = (
    r"\b(?:mobil|motor|pemotor|sepeda motor|truk|truck|bus|pikap|pick ?up|kendaraan|nopol|"
    r"nomor polisi|pelat|plat|tnkb|"
    r"angkot|taksi|minibus|sedan|tronton|trailer|honda|yamaha|suzuki|toyota|daihatsu|mitsubishi|"
    r"r2|r4|ranmor|spm|mbl|vario|beat|scoopy|supra|revo|mio|nmax|aerox|vixion|ninja|satria|"
    r"jazz|brio|mobilio|civic|alphard|vellfire|ertiga|calya|sigra|rush|terios|agya|ayla|kijang|"
    r"panther|jimny|mercedes|mercy|bmw|wuling|hyundai|kia|mazda|nissan|datsun|vespa|kawasaki|"
    r"klx|crf|pcx|lexi|fino|genio|verza|megapro|elf|l300|pick-up|avanza|xenia|innova|pajero|"
    r"fortuner|carry|colt|isuzu|hino|camry|accord|corolla|livina|x-?trail|cr-?v|hr-?v|br-?v|freed|"
    r"baleno|ignis|swift|karimun|apv|luxio|gran ?max|sirion|raize|veloz|rocky|outlander|triton|"
    r"strada|hilux|everest|creta|ioniq|stargazer|palisade|confero|almaz|lexus|porsche|audi|"
    r"volkswagen|jeep|rubicon|land cruiser|harrier|voxy|hiace|dutro|canter|fuso|blade|spacy|"
    r"karisma|kharisma|tiger|cb150r?|cbr|gsx|smash|shogun|thunder|xeon|mio soul|jupiter|vega|"
    r"rx-?king|r15|xsr|freego|filano|stylo|adv|astrea|gl ?pro|ambulans|skuter|matik|bentor)\b"
)
_VEHICLE = Pattern(_VEHICLES)
_VEHICLE_LAST = Pattern(
    rf"{_VEHICLES}(?: (?:merah|hitam|putih|biru|hijau|kuning|abu-abu|silver|lawas|matik|bebek|"
    r"matic|dinas|pribadi|curian|(?:milik )?(?:korban|pelaku|tersangka|saksi|pelapor)))?\s*:?\s*$"
)
_EMBASSY = Pattern(r"c[cdns][ \-–.]{0,3}\d{1,3}[ \-–.]{1,3}\d{1,3}(?!\w)")
# In lower case, as in a chat, behind the vehicle: `naik vario l 2345 ab`.
_SMALL = Pattern(
    r"(?<![\w.,/-])(?P<n>(?P<r>[a-z]{1,2})[ -]?(?P<d>\d{1,4})[ -]?(?P<e>[a-z]{2,3}))(?!\w)"
)
_NEAR = 40
_NO_DIGITS = "ABCDEFGHIJKLMNPQRSTUVWXYZ -–—./·•∙_|\n"
_NOT_BEFORE = Pattern(
    r"\b(?:blok|ruang|gedung|lantai|kelas|tipe|type|model|formulir|form|pos|seri|jalur|unit)\s*$"
)


# Words of which a label of a plate holds one.
_LABELS = words_of(
    "nopol pol polisi plat pelat tnkb bernopol berplat berpelat kendaraan registrasi"
)
_TELLING = _LABELS.union(re.findall("[a-z]{3,}", _VEHICLES)) - {"nomor", "polisi"}
_MASKED = Pattern(r"\dx+$|[ \-–.]xx+$")
_DASHES = frozenset("-–")
_IN_GAP = " -–—./·•∙_|\n"
_BRACKETS = frozenset('()“”"')  # `MS (32)` is somebody's age
_REGION_BEFORE = Pattern(rf"(?<![a-z0-9])(?P<r>[a-z]{{1,2}}){_ANY_GAP}[oli]{{0,3}}$")


def find(document: Document) -> Iterator[Hit]:
    taken = bytearray()
    for start, end in _all(document):
        taken = taken or bytearray(len(document.text))
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            yield Hit(start, end, document.text[start:end])


def _all(document: Document) -> Iterator[tuple[int, int]]:
    is_told = _may_be_told(document)
    if is_told:
        yield from _told(document)
    yield from _plates(document)
    if is_told:
        yield from _small_plates(document)
        yield from _army(document)


def _told(document: Document) -> Iterator[tuple[int, int]]:
    """Behind a word for it, in any form."""
    if not document.words.isdisjoint(_LABELS):
        yield from _labelled(document)
    yield from _odd(document)


def _labelled(document: Document) -> Iterator[tuple[int, int]]:
    regions = table("plates")["regions"]
    for match in _LABELLED.finditer(document.lowered_figures):
        region = match["r"] or match["o"]
        is_known = not region or region.upper() in regions
        if is_known and not _MASKED.search(match["n"]):
            yield match.span("n")


def _odd(document: Document) -> Iterator[tuple[int, int]]:
    """In any form, right behind a vehicle."""
    regions, ends = table("plates")["regions"], table("plates")["not_ends"]
    for start, _ in document.digits:
        if not _may_have_region(document.text[max(0, start - 7) : start]):
            continue
        before = _REGION_BEFORE.search(document.lowered, max(0, start - 8), start)
        if not before or before["r"].upper() not in regions:
            continue
        match = _ODD.match(document.text, before.start())
        if not match or _MASKED.search(match.group().lower()):
            continue
        left = max(0, match.start() - _NEAR)
        vehicle = _VEHICLE if match["d"].count(" ") > 1 else _VEHICLE_LAST
        if not vehicle.search(document.lowered[left : match.start()].rstrip("( ")):
            continue
        end = match["e"].replace(" ", "").upper()
        is_small = match["r"].islower() and " " not in match["e"] and end not in ends
        if is_small or (match["r"] + match["e"]).isupper():
            yield match.span()


def _army(document: Document) -> Iterator[tuple[int, int]]:
    for start, end in document.digits:
        if end - start > 2 and document.text[end : end + 2].strip(" ")[:1] in _DASHES:
            match = _ARMY.match(document.lowered, start)
            left = max(0, start - _NEAR)
            if match and _VEHICLE.search(document.lowered, left, start):
                yield match.span()


def _plates(document: Document) -> Iterator[tuple[int, int]]:
    """From the digits outwards: most texts have few."""
    for start, end in document.digits:
        behind = _BEHIND.match(document.figures, max(start, end - 4))
        if not behind:
            continue
        regions, ends = table("plates")["regions"], table("plates")["not_ends"]
        first = behind.start()
        before = _BEFORE.search(document.figures, max(0, first - 8), first)
        if not before or before.group(1) not in regions:
            continue
        if behind.group(1) not in ends or _VEHICLE_LAST.search(
            document.lowered, max(0, before.start() - _NEAR), before.start()
        ):
            slashed = "/" in before.group() + behind.group()
            digits = 0 if slashed else len(behind.group().rstrip(_NO_DIGITS))
            if _is_plate(document, before.start(), digits):
                yield before.start(), behind.end()


def _small_plates(document: Document) -> Iterator[tuple[int, int]]:
    regions, ends = table("plates")["regions"], table("plates")["not_ends"]
    for match in _EMBASSY.finditer(document.lowered):
        if _VEHICLE_LAST.search(document.lowered, max(0, match.start() - _NEAR), match.start()):
            yield match.span()
    for match in _SMALL.finditer(document.lowered_figures):
        region, end = match["r"].upper(), match["e"].upper()
        start = match.start("r")
        is_mixed = document.text[start].isupper() and document.text[match.end("e") - 1].islower()
        if region not in regions or is_mixed or _MASKED.search(match["n"]):
            continue
        left = max(0, match.start() - _NEAR)
        certain = end in ends or len(match["d"]) < 3
        vehicle = _VEHICLE_LAST if certain else _VEHICLE
        if vehicle.search(document.lowered, left, match.start()):
            yield match.span("n")


def _may_be_told(document: Document) -> bool:
    """Whether a number has a region before it, or that of a command behind it, as on a plate."""
    text = document.text
    odd = not document.words.isdisjoint(_TELLING)
    return any(
        _may_have_region(text[max(0, start - 7) : start], odd=odd)
        or (end - start > 1 and text[end : end + 2].strip(" ")[:1] in _DASHES)
        for start, end in document.digits
    )


def _may_have_region(before: str, *, odd: bool = True) -> bool:
    """The cheap question: whether a word of one or two letters stands right before."""
    word = before.rstrip(_IN_GAP)
    if odd:  # behind a sign of any kind
        while word and not word[-1].isalnum() and word[-1] not in _BRACKETS:
            word = word[:-1]
    return word[-1:].isalpha() and not (word[-2:-1].isalnum() and word[-3:-2].isalnum())


def _is_plate(document: Document, start: int, digits: int) -> bool:
    if _NOT_BEFORE.search(document.lowered[max(0, start - 20) : start]):
        return False
    if digits >= 3:
        return True
    begin, end = document.sentence(start)
    return bool(_VEHICLE.search(document.lowered, begin, end))


RULE = Rule(
    code="privasi.E003",
    type="plate",
    message="Nomor polisi kendaraan tertulis.",
    fix='hapus nomor itu; tulis jenis kendaraannya, misalnya "sepeda motor matik".',
    ground="UU 27/2022 (PDP) pasal 4",
    find=find,
    must=(
        "Korban mengendarai sepeda motor N 1234 AB dari arah barat.",
        "Truk bernopol L-8765-UX menabrak pembatas.",
        "Honda Beat N6543VBA hilang dari parkiran.",
        "Mobil dengan nomor polisi b 1 xyz ditemukan.",
        "Pelat nomor DK 4321 terpasang di motor curian.",
        "korban naik vario l 2345 ab dari arah barat",
        "Mobil KT/1122/MN ditahan.",
        "Motor BK 1O2O QR dicuri.",
        "mobil avanza d 1467 abc menabrak pagar",
        "Sedan CC 45 07 milik konsulat mogok.",
        "Kendaraan dinas bernomor polisi 1234-VII menabrak pagar.",
        "Motor PA 2345 RT ditemukan.",
        "Jazz KT 12 A menabrak pagar.",
        "mobil l 8 sbr melaju kencang",
        "Motor korban R 3345 VS belum ditemukan.",
        "Pelat N📌1234📌AB terekam kamera.",
    ),
    must_not=(
        "Pasal 363 KUHP dan UU No 22 Tahun 2009.",
        "Mobil dicatat dalam surat B/1234/XII/2024.",
        "Patroli memakai mobil bernomor lambung 801.",
        "Peringatan G 30 S PKI di Pasuruan.",
        "BB 250 GR sabu disita petugas.",
        "Perumahan Griya Blok B 12 C dijaga.",
        "1 Muharram 1446 H 2024 M diperingati.",
        "Berkas dinyatakan P 21 oleh kejaksaan.",
        "Formulir C 1 KWK dibawa ke PPK.",
        "Motor parkir di km 200 dan mobil di blok b 1200 dan",
        "Sepeda motor berjalan 200 m dan berhenti.",
        "Truk bernomor polisi L 9xxx UB melarikan diri.",
        "Motor berpelat P 2*** QK tertangkap kamera.",
        "Mobil bernopol AG 1**2 XX dicari petugas.",
        "Honda Satria F150 dan Yamaha Jupiter diamankan.",
    ),
)
