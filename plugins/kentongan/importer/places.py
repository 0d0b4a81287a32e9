"""Where it happened: the most exact place that the text names, never somebody's home."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.domain.calendar import WEEKDAY
from kentongan.domain.dates_in_text import find
from kentongan.domain.ranks import police_ranks
from kentongan.domain.tables import load
from kentongan.domain.words import WordPattern
from kentongan.importer.forms import Form
from kentongan.importer.verbs import verbs_of

_TOKEN = re.compile(r"[^\S\n]+([^\W_](?:[\w'’./–-]|(?<=\d),(?=\d))*)")
_AREA_TOKEN = re.compile(r"[^\S\n]+([^\W\d_](?:[^\W\d_]|['’-])*)(?!\w)")  # no `Rp412`
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")
_AMOUNT = re.compile(r"Rp\.?\d")
_LEVELS = (
    ("Desa", r"(?:desa|ds\.)"),
    ("Kelurahan", r"(?:kelurahan|kel\.)"),
    ("Pekon", r"pekon"),
    ("Gampong", r"gampong"),
    ("Nagari", r"nagari"),
    ("Distrik", r"distrik"),
    (
        "Kampung",
        r"kampung(?! (?:tangguh|bebas|anti|restorative|moderasi|pancasila|tertib|kb|sadar))",
    ),
    ("Kecamatan", r"(?:kecamatan|kec\.)"),
    ("Kabupaten", r"(?:kabupaten|kab\.)"),
    ("Kota", r"kota"),
)
_AREA = WordPattern(
    "|".join(rf"(?P<{name}>{pattern})(?=\s)" for name, pattern in _LEVELS),
    frozenset(
        [
            "pekon",
            "gampong",
            "nagari",
            "distrik",
            "kampung",
            "desa",
            "ds",
            "kelurahan",
            "kel",
            "kecamatan",
            "kec",
            "kabupaten",
            "kab",
            "kota",
        ]
    ),
)
_SPOTS = (
    "jalan jl jln pasar alun-alun lapangan terminal stasiun masjid musala mushola gereja pura balai"
    " pendopo aula gedung mal mall tol simpang perempatan pertigaan jembatan perlintasan perairan"
    " pantai pelabuhan dermaga pesantren ponpes rsud klinik puskesmas hotel perumahan taman stadion"
    " gor ranu waduk bendungan gunung lereng hutan sungai kebun kantor mapolres mapolda mapolsek"
    " mapolresta mapolrestabes sma smk smp sd madrasah kampus universitas bandara exit jalur"
    " underpass flyover spbu embung wisata pos panti graha wisma yayasan gelanggang kafe warung"
    " tanjakan turunan tikungan bundaran rs halte smpn sman smkn sdn mtsn dam"
    " toko pabrik gudang posko makam tpu wihara vihara kelenteng kolam rest kompleks"
    " selat laut teluk danau muara jurang situ pondok pulau bukit tebing rumah_sakit"
    " kawasan ring_road meunasah surau langgar poskamling katedral museum mako rutan lapas asrama"
    " rusun rusunawa apartemen karaoke curug air_terjun telaga goa gua benteng candi keraton"
    " tambak perkebunan bengkel restoran rumah_makan minimarket swalayan ruko kedai sekretariat"
    " gedung_olahraga ruang gili kelok pintu_air"
).split()
_LONGEST_FIRST = sorted(_SPOTS, key=len, reverse=True)
_SPOT = WordPattern(
    rf"(?:{'|'.join(re.escape(spot).replace('_', ' ') for spot in _LONGEST_FIRST)})"
    r"(?:(?<=jl)\.|(?<=jln)\.)?(?=\s)",
    frozenset(re.split("[-_]", spot)[0] for spot in _SPOTS),
)
# Words that belong to the name of a spot: Balai Desa, Pondok Pesantren, Jalan Raya.
_ROADS = frozenset(
    "jalan jl jl. jln jln. tol simpang perempatan pertigaan jembatan jalur underpass flyover"
    " tanjakan turunan tikungan bundaran".split()
)
_OF_SPOT = frozenset("desa kota raya pelayanan publik agung besar lama baru pesantren".split())
_FIRST_OF_SPOT = frozenset("kelurahan kecamatan kampung nagari pekon rw".split())  # Balai RW 05
_BETWEEN = r"(?:(?:di|yang|asal|dari|sekitar|dusun|rt|rw|no)\s+|(?-i:[A-Z0-9][\w'’./-]*\s+)){0,2}"
_HOME_BEFORE = re.compile(
    r"\b(?:warga(?: asal)?|asal|alamat|beralamat(?: di)?|berasal dari|domisili|berdomisili(?: di)?"
    rf"|tinggal di|penduduk|rumah(?:nya)?(?: di)?|pemuda|pria asal|nelayan asal)\s+{_BETWEEN}$",
    re.IGNORECASE,
)
# Where they work or learn; on a road they only are: `tawuran pelajar di Jalan Nusantara`.
_SCHOOL_BEFORE = re.compile(
    rf"\b(?:karyawan|pegawai|siswa|siswi|santri|pelajar|mahasiswa|murid(?: kelas \w+)?|(?-i:guru))"
    rf"\s+{_BETWEEN}$",
    re.IGNORECASE,  # `Guru Ahmad` is a name
)
_AWAY_BEFORE = re.compile(
    r"\b(?:(?<!pindah )ke|(?<!di )dekat|lewat|melalui|melewati|menuju|via|dirujuk|dirawat di"
    r"|dibawa ke"
    r"|(?<!satu )(?<!dua )arah|dialihkan ke|(?<!juru )parkir di|jurusan|alternatif\s*:?"
    r"|melintasi|dari arah|belok|tujuan|bertujuan|rute|trayek"
    r"|(?:(?:diber|ber|pem)angkat(?:kan|an)?|bertolak|berlayar) dari)"
    r"\s+(?:\w+(?:\s+|\s?[–-]\s?))?$",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(
    r"\b(?:(?:ka|waka|ma)?pol(?:sek|res|resta|restabes|da)\w*|bhabinkamtibmas|danramil|koramil"
    r"|camat|lurah|kepala|kades|wali|bupati)\s+(?-i:[A-Z][\w'’-]*\s+){0,2}$",
    re.IGNORECASE,
)
_VEHICLE_BEFORE = re.compile(
    r"\b(?:kapal|perahu|bus|bis|mobil|truk|rombongan|paket|agen|biro|angkutan|kereta)\s+$",
    re.IGNORECASE,
)
_HOUSES = frozenset(
    "balai aula kantor gedung masjid lapangan pendopo pos klinik rs rsud hotel stadion halaman"
    " wisma rumah".split()
) | {"rumah sakit"}
_HOSPITALS = frozenset({"rs", "rsud", "klinik", "rumah sakit"})
_BEGINS = re.compile(r"(?:\A|[.!?]\s|\n)\Z")
# Whose house it is: Aula Polres Bojonegoro, Kantor Gubernur Sulawesi Barat.
_OWNERS = frozenset(
    "polres polresta polda polsek polrestabes polri gubernur bupati walikota camat lurah desa"
    " kecamatan kelurahan mapolres mapolresta mapolrestabes mapolda mapolsek mako".split()
)
_AREA_BEFORE = re.compile(
    r"\b(?:desa|ds\.|kelurahan|kel\.|kecamatan|kec\.|kabupaten|kab\.|kota|distrik|nagari|kampung)\s+$",
    re.IGNORECASE,
)
# `Kecamatan Poso Teluk`: such words also stand within the name of an area.
_IN_AREA_BEFORE = re.compile(
    r"\b(?:desa|kelurahan|kecamatan|kec\.|kabupaten|kab\.|distrik)\s+(?-i:[A-Z][\w'’-]*\s+){1,2}$",
    re.IGNORECASE,
)
_IN_AREAS = frozenset(
    "selat laut teluk danau muara pondok pulau bukit pantai sungai gunung kebun".split()
)
# Houses that something happened to are no home of a person: `menabrak tiga rumah di Jalan …`.
_HOUSES_HIT = re.compile(
    r"\b(?:sebuah|seunit|unit|satu|dua|tiga|empat|lima|belasan|puluhan|ratusan|\d+|tabrak|seruduk"
    r"|menabrak|menyeruduk|bobol|membobol|menimpa|membakar|menghanguskan|merusak)"
    r"\s+(?:buah\s+|unit\s+)?rumah(?:\s+warga)?\s+(?:di\s+)?$",
    re.IGNORECASE,
)
# Whom an act is for lives where it takes place: `untuk 200 warga Desa Oematnunu`; and what
# residents saw, they saw there: `dilihat warga di Pasar Pleret`.
_FOR_RESIDENTS = re.compile(
    r"\b(?:dilihat|terlihat|ditemukan|diamankan|ditangkap|dikepung|amuk|amukan|kepungan|kejaran)"
    r"\s+(?:oleh\s+)?warga\s+(?:di\s+)?$"
    r"|\b(?:untuk|kepada|bagi|bersama|ajak|mengajak|minta|meminta|h?imbau|meng(?:h?)imbau"
    r"|ingatkan|mengingatkan|seluruh|semua|para|ratusan|puluhan|ribuan|\d+)"
    r"\s+(?:\w+\s+)?warga\s+(?:di\s+)?$"
    r"|\b(?:untuk|kepada|bagi)\s+(?:\w+\s+)?(?:siswa|siswi|pelajar|santri|mahasiswa)\s+di\s+$",
    re.IGNORECASE,
)
_SCENE_BEFORE = re.compile(r"\b(?:di|dekat|sekitar|depan|belakang) \Z")
_CLOSED = re.compile(r"\b(?:di|me[nm]?|pe[nm]?)?tutup(?:an)?\b")
_GIVING = tuple(
    verb
    for root in "bagi salur serah kirim sumbang donasi distribusi hibah antar".split()
    for verb in verbs_of(root)
)
_VISIT_BEFORE = re.compile(
    r"\b(?:berkunjung|kunjungan|kunjungi|kunker|sambang|silaturahmi|bersilaturahmi|silaturahim|anjangsana"
    r"|turun|blusukan|safari|datang|hadir|patroli|takziah|melayat|pamit"
    r"|(?:ter)?jatuh|tercebur|terjun|terperosok|hanyut)\s+(?:langsung\s+)?ke\s+(?:\w+\s+)?$"
    # What is given is given there: `membagikan 50 kg beras ke Panti Asuhan`.
    rf"|\b(?:{'|'.join(_GIVING)})\b[^.\n]{{0,60}}\bke(?:pada)?\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_GATHERED_BEFORE = re.compile(r"\b(?:warga|masyarakat)\s+di\s+$", re.IGNORECASE)
_NO_SCENE_BEFORE = (_HOME_BEFORE, _AWAY_BEFORE, _UNIT_BEFORE, _VEHICLE_BEFORE, _AREA_BEFORE)
_NAMES_OF_SPOTS = frozenset("piket bhayangkara presisi merdeka pahlawan raya agung publik".split())
_HONOURED = re.compile(
    r"(?:Ibu|Bapak|Brigjen|Jenderal|Jend\.?|Letjen|Mayjen|Kombes|Kolonel|Letkol|Mayor|Kapten|Letnan"
    r"|Sersan|Gubernur|Bupati|Raden|Sultan|Pangeran|Haji|Kyai|Kiai|Ustaz)\b\.? [A-Z]"
)
_MILESTONE_BEFORE = re.compile(r"\b(?:km|kilometer)\.?\s+\Z", re.IGNORECASE)
_REACH = 90  # characters before a name that may say what it is
_GAP = 3  # characters between an area and the larger one that holds it
_MOST_WORDS = 4
_IN_HEADLINE = re.compile(r"\bdi (?P<name>[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|\d+)){0,3})(?=$|[,;:])")
_PLACE_AND_DAY = re.compile(
    rf"\bdi (?P<name>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){{0,3}}),? (?:pada )?(?:hari )?(?i:{WEEKDAY})\b"
)
_UNIT_PLACE = re.compile(r"(?i)(?:pol|humas|tribrata|mabes|sat|dit)")
_ADDRESS = re.compile(r"(?i)\b(?:rt|rw|dusun|dsn|gang|gg|no)\b\.?\s*\d*")


def location_of(
    dateline: str, text: str, form: Form | None = None, title: str = "", *, on_road: bool = False
) -> str | None:
    """`Pasar Kebonagung` or `Desa Kalirejo, Kecamatan Kraton`; no home and no address.

    `on_road`: the text is about traffic, so a road that it names comes first.
    """
    form = form or Form()
    labelled = _labelled(form)
    if labelled:
        return labelled
    homes = form.lines("home", "birth", "contact", "number")
    lines = text.split("\n")
    body = "\n".join(line for at, line in enumerate(lines) if at not in homes)
    road = (_first_spot(body, _ROADS) or _road_of(title, body)) if on_road else None
    spot = road or _first_spot(body) or _road_of(title, body)
    areas = list(_no_homes(body))
    named = [area for area in areas if area[0] not in ("Kabupaten", "Kota")]
    if spot and not (named and named[0][2] < spot[1] and "\n" in body[named[0][2] : spot[1]]):
        return spot[0]
    if named:
        return ", ".join(_around(areas, named[0]))
    if headlined := _headlined(title, body):
        return headlined
    if areas:
        return f"{areas[0][0]} {areas[0][1]}"
    if named_place := _on_the_day(body):
        return named_place
    town = re.split(r"[,(/|–-]", dateline)[0].strip()
    if town and not _UNIT_PLACE.match(town):
        return town.title() if town.isupper() else town
    return None


def _headlined(title: str, body: str) -> str:
    """The place that ends the headline or a clause of it: a spot, or named so in the text."""
    match = _IN_HEADLINE.search(title)
    if match is None:
        return ""
    spot = _first_spot(title)
    is_spot = spot is not None and spot[0] == match["name"]
    in_text = re.search(rf"\bdi {re.escape(match['name'])}(?P<within>, [A-Z])?(?!\w)", body)
    is_exact = in_text and (" " in match["name"] or in_text["within"])  # else it is a town
    is_named = is_spot or next(_areas(match["name"]), None) is not None
    return match["name"] if is_named or (is_exact and not _UNIT_PLACE.match(match["name"])) else ""


def _on_the_day(body: str) -> str:
    """The place of the lead that stands before its day: `… di Palutungan, Sabtu (14/11/2026)`."""
    lead = body.partition("\n")[0]
    match = _PLACE_AND_DAY.search(lead)
    if match is None or _UNIT_PLACE.match(match["name"]) or _is_home(lead, match.start("name")):
        return ""
    return match["name"]


def _labelled(form: Form) -> str:
    """The place that a form states: `TKP : Simpang Tiga`, `Terakhir terlihat : … di Lapangan`."""
    for value in (*form.values("place"), *form.values("seen")):
        place = value
        for mention in reversed(find(value)):
            place = place[: mention.start] if mention.start else place[mention.end :]
        inside = re.search(r"\bdi\s+([A-Z].*)", value)
        place = (inside[1] if inside else place).strip(" ,.;:()")
        place = _ADDRESS.split(place)[0].strip(" ,.;:()")
        if place and place[0].isupper() and not re.match(r"(?i)pukul|jam|senin|selasa", place):
            return place
    return ""


def _no_homes(text: str) -> Iterator[tuple[str, str, int, int]]:
    """The areas without those of homes: `warga Desa Pekalobean, Kecamatan Anggeraja`."""
    end = -_GAP - 1  # of the last home
    for area in _areas(text):
        if area[2] - end <= _GAP or _is_home(text, area[2]):
            end = area[3]
        else:
            yield area


def _is_home(text: str, start: int) -> bool:
    before = text[max(0, start - _REACH) : start]
    is_home = _HOME_BEFORE.search(before) or _SCHOOL_BEFORE.search(before)
    return bool(is_home) and not _has_happened_here(before)


def _has_happened_here(before: str) -> bool:
    return bool(_FOR_RESIDENTS.search(before) or _HOUSES_HIT.search(before))


def _is_no_scene(before: str, spot: str) -> bool:
    if _VISIT_BEFORE.search(before) or _has_happened_here(before):
        return False
    if spot in _HOUSES and _GATHERED_BEFORE.search(before):
        return False
    if spot in _IN_AREAS and _IN_AREA_BEFORE.search(before):
        return True
    if spot not in _ROADS and _SCHOOL_BEFORE.search(before):
        return True
    return any(pattern.search(before) for pattern in _NO_SCENE_BEFORE)


def _first_spot(text: str, only: frozenset[str] = frozenset()) -> tuple[str, int] | None:
    """The first street, market, mosque … that the text names as the scene, and its position.

    A hospital that begins a sentence, and the home of those whom it is for, come second.
    """
    second: tuple[str, int] | None = None
    passed = 0  # end of a name that is no scene, nor is what stands within it
    for match in _SPOT.finditer(text):
        if match.start() < passed or (only and match[0].casefold() not in only):
            continue
        of_unit = match[0].lower() in _HOUSES
        start = match.start()
        before = text[max(0, start - _REACH) : start]
        if _is_no_scene(before, match[0].casefold()):
            passed = _name_after(text, match.end(), of_unit=of_unit)[0]
            continue
        of_road = match[0][0].isupper() and match[0].casefold() in _ROADS
        end, words = _name_after(text, match.end(), of_unit=of_unit, of_road=of_road)
        if words and any(word[0].isupper() for word in words):
            spot = text[start:end].strip(" .,"), start
            if not (_is_acting(match[0], before) or _is_told_on(before, text[end:])):
                return spot
            second = second or spot
    return second


def _road_of(title: str, text: str) -> tuple[str, int] | None:
    """The road of headline and text, though the text only says who passes it, and its position.

    What a headline says is closed may be any spot, and so may that where it says it happened:
    `Alun-alun Utara Ditutup bagi Kendaraan`, `Ledakan di Terminal Teluk Lamong`.
    """
    headline = title.casefold()
    is_closure = _CLOSED.search(headline) is not None
    for match in _SPOT.finditer(text):
        end, words = _name_after(text, match.end(), of_unit=False, of_road=True)
        name = text[match.start() : end].strip(" .,")
        at = headline.find(name.casefold()) if words else -1
        if at < 0:
            continue
        if _SCENE_BEFORE.search(headline, 0, at):
            return name, match.start()
        may_be = is_closure or match[0].casefold() in _ROADS
        if may_be and not _AWAY_BEFORE.search(title[:at]):
            return name, match.start()
    return None


def _is_acting(spot: str, before: str) -> bool:
    """`Rumah Sakit Bhayangkara Kediri memeriksa …`: who begins a sentence acts in it."""
    return spot.casefold() in _HOSPITALS and bool(_BEGINS.search(before))


def _is_told_on(before: str, after: str) -> bool:
    """`bagi warga lereng Semeru di Balai Desa …`: whom it is for, and then where it is."""
    return bool(_FOR_RESIDENTS.search(before) and re.match(r" di [A-Z]", after))


def _name_after(
    text: str, position: int, *, of_unit: bool, of_road: bool = False
) -> tuple[int, list[str]]:
    """The end and the words of a proper name from `position` on.

    A road may be named after a person with a rank: `Jalan Brigjen Katamso`, `Jalan Ibu Ruswo`.
    """
    stops = frozenset(load("names")["stops"]) - _NAMES_OF_SPOTS
    if of_unit:
        stops -= _OWNERS
    words: list[str] = []
    end = position
    while len(words) < _MOST_WORDS:
        token = _TOKEN.match(text, end)
        if token is None:
            break
        starts = not words or words[-1].isdigit()
        of_hall = starts and of_unit and token[1].casefold() in _FIRST_OF_SPOT
        honours = of_road and not words and _HONOURED.match(text, token.start(1))
        if not (honours or of_hall or _goes_on(text, token, stops) or _is_number(text, token)):
            break
        bare = token[1].rstrip(".–-")
        words.append(bare)
        if _INITIALS.fullmatch(token[1]):  # Jalan A.P. Pettarani
            end = token.end()
            continue
        end = token.start(1) + len(bare)
        if bare != token[1]:
            break
    return end, words


def _is_number(text: str, token: re.Match[str]) -> bool:
    """`SMA Negeri 1 Loa Kulu`, `Tol Jagorawi KM 21`: a number within a name."""
    if not token[1][0].isdigit():
        return False
    is_within = token[1].isdigit() and bool(re.match(r" [A-Z][a-z]", text[token.end() :][:3]))
    return is_within or bool(_MILESTONE_BEFORE.search(text, 0, token.start(1)))


def _goes_on(text: str, token: re.Match[str], stops: frozenset[str]) -> bool:
    word = token[1]
    if word.casefold() in _OF_SPOT:
        return True
    if not word[0].isupper() or word.casefold().strip(".") in stops - _OF_SPOT:
        return False
    if _AMOUNT.match(word):
        return False
    return not any(rank.start() == 0 for rank in police_ranks(text[token.start(1) :][:40]))


def _areas(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Level, name, start and end of the villages, districts and towns that a text names."""
    stops = frozenset(load("names")["stops"]) - {"baru"}
    for match in _AREA.finditer(text):
        name = match.lastgroup or ""
        before = text[max(0, match.start() - 45) : match.start()]
        if name == "Kota" and re.search(r"(?i)\bpol\w+\s+(?:[\w'’-]+\s+){0,2}$", before):
            continue  # Polres Pasuruan Kota
        words: list[str] = []
        end = match.end()
        while len(words) < 3:
            token = _AREA_TOKEN.match(text, end)
            if token is None or not token[1][0].isupper() or token[1].casefold() in stops:
                break
            if any(rank.start() == 0 for rank in police_ranks(text[token.start(1) :][:40])):
                break
            if words and token[1].isupper() and not words[-1].isupper():
                break  # Kec. Tapos SUDAH DITEMUKAN
            words.append(token[1])
            end = token.end()
        if words:
            yield name, " ".join(words), match.start(), end


def _around(areas: list[tuple[str, str, int, int]], first: tuple[str, str, int, int]) -> list[str]:
    """An area with the larger ones named right after it."""
    index = areas.index(first)
    chain = [f"{first[0]} {first[1]}"]
    end = first[3]
    for name, words, start, stop in areas[index + 1 :]:
        if start - end > _GAP:
            break
        chain.append(f"{name} {words}")
        end = stop
    return chain
