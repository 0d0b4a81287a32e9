"""The home address of a person: down to street and number, RT/RW, hamlet or lane."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Match, Pattern, matches
from kentongan.gate.tables import words_of

_NEIGHBOURHOOD = (
    r"RT\.?\s*/?\s*(?:RW)?\.?\s*:?\s*\d{1,3}(?:\s*[,/]?\s*(?:dan\s)?\s*(?:RW\.?\s*:?\s*)?\d{1,3})?"
)
_STREET = (
    r"(?:Jalan|Jln\.?|Jl\.?|JALAN|JL\.?|Gang|Gg\.?|GANG|Lorong|Lrg\.?|jalan|jl\.?|gang|"
    r"gg\.?)\s+[A-Z0-9][\w'’.]*(?:[ /][A-Z0-9IVX][\w'’./]*){0,5}"
    r",?\s+(?:[Nn]o(?:mor)?\.?|NO\.?|[Nn]omor|[Bb]lok|"
    r"[Kk]av(?:ling)?\.?)\s*:?\s*[A-Z]{0,2}[ -]?\d+\s?[A-Za-z]?\b"
    r"(?:/\d+)?"
)
_BLOCK = r"(?:[Bb]lok|BLOK)\s+[A-Z]{1,3}\d?[ \-/]?(?:[Nn]o(?:mor)?\.?\s*)?\d{1,3}\b"
# A block without the word for it: `Perumahan Bumi Asri C-17`.
_ESTATE = (
    r"(?:Perum(?:ahan)?|Kavling|Kav\.?|Cluster|Griya|Komplek)\s+"
    r"(?:[A-Z][\w'’]*\s){1,4}[A-Z]{1,2}\d?[ \-/]?\d{1,3}\b(?:,?\s?[Nn]o(?:mor|\.)?\s?\d{1,3}\b)?"
)
# `Jalan Kenanga Gang II/14`, `Apartemen Sentra lantai 12 unit 8`, `Kost Melati kamar 9`.
_LANE = (
    r"(?:Jalan|Jln\.?|Jl\.?)\s+(?:[A-Z][\w'’.]*\s){1,4}(?:(?:Gang|Gg\.?|Lorong)\s?[IVX\d]+[/ -]\d+|"
    r"[IVX]{1,4}/\d{1,3}[A-Za-z]?)"
)
_SMALL_LANE = (
    r"(?:jalan|jln\.?|jl\.?|gang|gg\.?)\s(?:[a-z]{3,}\s){1,3}no(?:mor|\.)?\s?\d{1,3}[a-z]?\b"
)
_FLAT = (
    r"(?:Apartemen|Rusun(?:awa)?|Kost?|Kontrakan|Asrama)\s+[A-Z][\w'’]*(?:\s[\w'’]+){0,4}?"
    r"\s(?:[Ll]antai|[Uu]nit|[Kk]amar|[Nn]o(?:mor|\.)?)\s?[A-Z]?\d+(?:\s(?:unit|kamar|no\.?)\s?\w+)?"
)
_STRONG = Pattern(
    rf"(?<!\w)(?:{_STREET}|{_LANE}|{_SMALL_LANE}|{_FLAT}|{_NEIGHBOURHOOD}|{_BLOCK}|{_ESTATE})"
)
_WEAK = Pattern(
    # A house number without "No."
    r"(?<!\w)(?:(?:Jalan|Jln\.?|Jl\.?)\s(?:[A-Z][\w'’.]*\s){1,4}\d{1,3}[A-Za-z]?\b"
    r"(?!\s*(?:km|meter|m\b|orang|tahun|unit|kali|[A-Z])|[.:,]\d)|"
    r"(?:Dusun|Dsn\.?|DUSUN|dusun|Dukuh|Padukuhan|Pedukuhan|Gang|Gg\.?|gang|Lorong|Lingkungan|"
    r"Banjar|Jorong)\s+[A-Z0-9][\w'’]*(?:\s[A-Z0-9][\w'’]*){0,3}|"
    r"(?:dusun|dsn\.?)\s+(?!setempat|yang|itu|ini|tersebut)[a-z]{3,})"
)
_RESIDENCE = Pattern(
    r"\b(?:warga(?: asal)?|asal|beralamat(?:kan)?(?: di)?|alamat(?:nya|(?: lengkap| rumah|"
    r" tinggal)?)?(?: di)?|"
    r"(?:ber)?tinggal(?: di)?|(?:ber)?domisili(?: di)?|penduduk|bermukim(?: di)?|menetap(?: di)?|"
    r"rumah\w*|kediaman\w*|"
    r"kontrakan|kos\w*|berdiam|bertempat tinggal(?: di)?)\b[\w\s,.:'’-]{0,45}$"
)
# Not one that is open to all.
_HOUSE = (
    r"rumah(?! (?:makan|sakit|susun|dinas|ibadah|zakat|tahanan|potong|detensi|produksi|aman|baca))"
)
_RESIDENT = Pattern(
    r"(?:\b(?:warga(?: asal)?|asal|beralamat(?:kan)?(?: di)?|"
    r"alamat(?:nya| korban| saksi| pelapor| pelaku| tersangka| tsk| rumah)?(?: di)?|"
    r"(?:ber)?tinggal(?: di)?|"
    r"(?:ber)?domisili(?: di)?|penduduk|menetap di|bermukim di|"
    rf"(?:kediaman|{_HOUSE}|kontrakan|kos|indekos)\w*"
    r"(?:(?: \w+){0,2} di| (?:duka|kontrakan\w*|kos\w*|(?:milik )?(?:korban|pelaku|tersangka|saksi|"
    r"pelapor|orang ?tua\w*|mertua\w*|kakak\w*|neneknya)))?)\s*[:,]?\s*|"
    r"\(\s*\d{1,2}[^)]{0,15}\)\s*,?\s*|"
    r"\d{1,2} (?:tahun|thn|th)\s*,\s*)$"
)
# `rumah orang tuanya di Jalan …`: somebody's, whoever that is.
_OWN_HOME = Pattern(
    r"\b(?:teras|halaman|garasi|kamar|dapur|depan) (?:rumah|kontrakan) (?:yang )?di $|"
    r"\b(?:rumah(?! makan| sakit)|kediaman|kontrakan|kos\w*)(?: [a-z]+){0,2}?(?: ?[a-z]+)?nya"
    r"(?: (?:yang )?(?:berada |terletak )?di)? $|"
    r"\b(?:rumah(?! makan| sakit)|kediaman|kontrakan) (?:pasangan|keluarga|pria|wanita|perempuan|"
    r"lelaki|kakek|nenek|ibu|bapak|pemuda|janda)(?: [a-z]+)? (?:itu|ini|tersebut)(?:, di|,| di) $"
)
_HOUSE_OF = Pattern(r"\b(?:rumah|kediaman|kontrakan|kos\w*)\b[\w. ]{0,12}")
_PERSON = Pattern(
    r"\b(?:korban(?:nya)?|anak|saksi|pelapor|tersangka|tsk|pelaku(?:nya)?|terduga|terlapor|bocah|"
    r"balita|siswi|siswa|pelajar|santri|"
    r"pengendara|pengemudi|sopir|pembonceng|almarhum(?:ah)?|jenazah|jasad|mayat|rumah duka|"
    r"pemilik rumah|remaja|ibu korban|"
    r"ayah korban|keluarga korban|sdri?|saudara|saudari|"
    r"seorang (?:pria|wanita|warga|perempuan|laki-laki|lansia|pemuda|ibu|kakek|nenek|lelaki|"
    r"janda|gadis|remaja)|berinisial|inisial|bernama|identitas)\b"
    r"|\(\s*(?:[lp]\s*[,/]\s*)?\d{1,2}(?:\s*(?:tahun|thn|th))?\s*\)|\b\d{1,2} (?:tahun|thn|th)\b"
)
_INSTITUTION = Pattern(
    r"\b(?:masjid|mesjid|gereja|pura|vihara|wihara|klenteng|musala|mushol?la|langgar|pondok|"
    r"pesantren|ponpes|kantor|mapol\w+|"
    r"polsek|polres\w*|polda|spkt|mako|rs|rsud|rsu|rumah sakit|puskesmas|klinik|toko|minimarket|"
    r"indomaret|alfamart|spbu|bank|hotel|pasar|"
    r"balai|gedung|sekolah|sdn?|smpn?|sman?|smkn?|mts|man|kampus|universitas|stadion|terminal|"
    r"stasiun|kafe|cafe|warung|"
    r"warkop|gudang|pabrik|posko|pos|simpang|perempatan|pertigaan|depan|tkp|terjadi di|"
    r"kecelakaan di|melintas di|"
    r"tempat kejadian|lapangan|kantin|rutan|lapas|pendopo|rumah makan|restoran|bengkel|apotek|"
    r"samsat|satpas|"
    r"spanduk|baliho|rambu|memasang|dipasang di|patroli di|digelar di|bertempat di|"
    r"berlangsung di|panti)\b[^.]{0,45}$"
)
# Whoever lives there, not one of them: "Warga Dusun Krajan bergotong royong".
_ALL_OF_THEM = Pattern(
    r"^\W*(?:[a-z]+ ){0,4}(?:warga|penduduk|masyarakat|pemuda|ibu-ibu)\s+(?:di\s+)?$"
)
_ONE_BEHIND = Pattern(
    r"[^.]{0,60}?(?:\(\s*(?:[lp]\s*[,/]\s*)?\d{1,2}|\b\d{1,2} (?:tahun|thn|th)\b|\binisial|"
    r"\bberinisial|\bbernama)"
)
_FORM = Pattern(r"\balamat\w*\s*[:=]?\s*[\w\s,.]{0,30}$")
_PREVENTION = Pattern(
    r"\b(?:imbau|mengimbau|diimbau|penyuluhan|sosialisasi|edukasi|jangan sampai|agar tidak|"
    r"siskamling)\b"
)

_NEAR = 25  # characters between two parts of one address
_WORDS = words_of(
    "rt rw blok dusun dsn dukuh padukuhan pedukuhan gang gg jalan jl jln lingkungan banjar jorong "
    "perumahan perum kavling kav cluster griya komplek kampung kp lorong lrg apartemen "
    "rusun rusunawa kos kost kontrakan asrama"
)
# How the patterns begin, by the word in lower case.
_STRONG_OPENINGS = {
    **{"jalan": "Jalan JALAN jalan", "jln": "Jln", "jl": "Jl JL jl", "gang": "Gang GANG gang"},
    **{"gg": "Gg gg", "lorong": "Lorong", "lrg": "Lrg", "blok": "Blok blok BLOK"},
    **{"perumahan": "Perumahan", "perum": "Perum", "apartemen": "Apartemen", "asrama": "Asrama"},
    **{"rusun": "Rusun", "rusunawa": "Rusunawa", "kos": "Kos", "kost": "Kost"},
    **{"kontrakan": "Kontrakan", "kavling": "Kavling", "kav": "Kav", "cluster": "Cluster"},
    **{"griya": "Griya", "komplek": "Komplek"},
}
_WEAK_OPENINGS = {
    **{"jalan": "Jalan", "jln": "Jln", "jl": "Jl", "gang": "Gang gang", "gg": "Gg"},
    **{"dusun": "Dusun DUSUN dusun", "dsn": "Dsn dsn", "dukuh": "Dukuh", "padukuhan": "Padukuhan"},
    **{"pedukuhan": "Pedukuhan", "lorong": "Lorong", "lingkungan": "Lingkungan"},
    **{"banjar": "Banjar", "jorong": "Jorong"},
}


def find(document: Document) -> Iterator[Hit]:
    if _WORDS.isdisjoint(document.words):
        return
    strong, weak = _strong(document), _weak(document)
    for home in _homes(document, strong):
        start, end = _whole(document.text, home, weak)
        yield Hit(start, end, document.text[start:end])
    starts = [street.start() for street in strong]
    for match in weak:
        near = bisect_right(starts, match.start() + 40) - 1
        if near >= 0 and match.start() <= strong[near].end() + 5:
            continue
        if _is_home(document, match.start(), match.end(), weak=True):
            yield Hit(match.start(), match.end(), match.group())


def _homes(document: Document, strong: Iterable[Match]) -> list[tuple[int, int]]:
    """Where homes are told; a street, its RT/RW and its block are one."""
    homes: list[tuple[int, int]] = []
    last = -100
    for match in strong:
        if match.start() - last < _NEAR:
            last = match.end()
            homes[-1] = (homes[-1][0], last)
        elif _is_home(document, match.start(), match.end(), weak=False):
            last = match.end()
            homes.append((match.start(), last))
    return homes


def _whole(text: str, home: tuple[int, int], weak: Iterable[Match]) -> tuple[int, int]:
    """A home with the hamlet or lane right before it: `Dusun Krajan RT 02`."""
    start, end = home
    for match in weak:
        if match.start() < start and not text[match.end() : start].strip(" ,"):
            start = match.start()
    return start, start + len(text[start:end].rstrip())


def _strong(document: Document) -> list[Match]:
    """Streets with a number, RT/RW and blocks."""
    if not document.digits:
        return []
    openings = _openings(document, _STRONG_OPENINGS)
    if "RT" in document.text:  # also glued: RT02, RTRW 5
        openings.append("RT")
    return matches(_STRONG, document.text, openings)


def _weak(document: Document) -> list[Match]:
    """Hamlets, lanes, and streets with a number without a word for it."""
    return matches(_WEAK, document.text, _openings(document, _WEAK_OPENINGS))


def _openings(document: Document, forms: Mapping[str, str]) -> list[str]:
    words = document.words
    return [form for word, all_ in forms.items() if word in words for form in all_.split()]


def _is_home(document: Document, start: int, end: int, *, weak: bool) -> bool:
    begin, stop = document.sentence(start)
    before = document.lowered[max(begin, start - 75) : start]
    form = "alamat" in before and bool(_FORM.search(before))
    if _is_of_all(document, begin, start) and not _ONE_BEHIND.match(document.lowered, end, stop):
        return False
    is_of_person = _is_of_person(document, before, start)
    is_owned = _OWN_HOME.search(before) or is_of_person
    told = is_owned or document.tells(_PERSON, start) or (not weak and document.opens_with_case)
    if not told:
        if not form:
            return False
        if not _PERSON.search(document.lowered[max(0, start - 250) : start]):
            return False
    if weak:
        return bool(_RESIDENT.search(before) or form or is_of_person)
    residence = _RESIDENCE.search(before)
    if (
        _INSTITUTION.search(before)
        and not _RESIDENT.search(before)
        and not (
            residence
            and "rumah sakit" not in before
            and "rumah makan" not in before
            and not _INSTITUTION.search(before[residence.start() :])
        )
    ):
        return False
    return bool(residence or form) or not document.tells(_PREVENTION, start)


def _is_of_person(document: Document, before: str, start: int) -> bool:
    """`ke rumah Sitti Aminah di Jalan …`."""
    if not before.endswith((" di ", ", ")):
        return False
    at = start - len(before) + len(before[:-4].rstrip(" ,"))
    return any(
        at - 2 <= person.end <= start
        and _HOUSE_OF.search(document.lowered, max(0, person.start - 25), person.start)
        for person in document.persons
    )


def _is_of_all(document: Document, begin: int, start: int) -> bool:
    told = document.lowered[begin:start]
    return bool(_ALL_OF_THEM.match(told)) and not _PERSON.search(told)


RULE = Rule(
    code="privasi.E004",
    type="address",
    message="Alamat rumah seseorang tertulis sampai jalan, gang, dusun atau RT/RW.",
    fix='tulis desa, kelurahan atau kecamatan saja: "warga Kecamatan Kraton".',
    ground="UU 27/2022 (PDP) pasal 4; UU 11/2012 (SPPA) pasal 19",
    find=find,
    must=(
        "Korban tinggal di Jalan Veteran No. 12, Kelurahan Bugul.",
        "Tersangka AS (34), warga Dusun Krajan RT 02/RW 05, Desa Sidogiri.",
        "Saksi beralamat di Gang Mawar No 3 Pasuruan.",
        "Rumah korban di Perumahan Griya Asri Blok C-12 dibobol maling.",
        "Pelapor (45), warga Dusun Sumber, Desa Pulokerto, melapor.",
        "Petugas menerima laporan dari Sdri. Nurul yang rumahnya di Perum Asri Blok C No 12.",
        "korban (40) alamat dsn krajan ds sumberejo luka ringan",
        "Warga Dusun Krajan berinisial M (40) menjadi korban.",
        "Rumah duka di Jl. Kenanga Gang II/14.",
        "Saksi tinggal di Kost Melati kamar 9.",
        "Korban menghuni Apartemen Sentra Tower B lantai 12 unit 8.",
        "Jenazah dibawa ke rumah duka Jalan Anggur Dalam 3.",
        "Rumah korban, Jalan Veteran 12, dibobol maling.",
        "Saksi tinggal di Perumahan Griya Asri Blok F2 No. 18.",
        "Identitas korban: umur 30 tahun, alamat: RT 01 RW 03 Desa Kraton.",
    ),
    must_not=(
        "Korban adalah warga Kecamatan Kraton.",
        "Tersangka AS (34) warga Desa Sidogiri ditangkap.",
        "Pengamanan di Masjid Al-Falah, Jalan Veteran No. 12, berjalan aman.",
        "Siskamling di RT 02 RW 05 Desa Kraton aktif lagi.",
        "Korban dibawa ke RSUD Bangil, Jalan Raya Raci No. 9.",
        "Kecelakaan di Jalan Raya Kraton KM 5, korban luka ringan.",
        "Polsek Kraton, Jalan Raya Kraton No. 1, menerima saksi.",
        "Warga Dukuh Kartosuro bergotong royong membantu korban puting beliung.",
        "Puluhan warga RT 02 RW 05 membantu mencari korban.",
        "Polisi mendatangi rumah korban lewat Gang Buntu.",
        "Korban dirawat di rumah sakit Jalan Veteran 12.",
    ),
)
