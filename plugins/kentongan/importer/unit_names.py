"""The units that a text names, and in which role: acting, as a place, through a part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kentongan.domain.people import position_start
from kentongan.domain.ranks import POLICE_RANK
from kentongan.domain.tables import load
from kentongan.domain.units import AmbiguousUnit, Registry, Unit, normalise
from kentongan.domain.words import WordPattern

_TOKEN = re.compile(r"[^\S\n]+(\(?[^\W_][\w'’.-]*)")
_MOST_WORDS = 5
_YOGYAKARTA = re.compile(r"\s+yogyakarta\b", re.IGNORECASE)  # Polda DI Yogyakarta
_OWNERS = frozenset({"brimob", "polri"})  # RS Bhayangkara Brimob
_VOWEL = re.compile(r"[AEIOU]")
_LONGEST_SHORT = 3  # letters of a word that may be in capitals in any name
_WEAK_BEFORE = re.compile(
    r"\b(?:ke|di|dari|kepada|menuju|mendatangi|datangi|kunjungi|mengunjungi|kunker|jabatan|calon"
    r"|tinjau|meninjau|sidak|pantau|memantau|(?:tinjau|meninjau|cek|mengecek) (?:pe)?layanan"
    r"|sebagai|menjadi|pimpin|memimpin|jabat|menjabat"
    r"|bersama|dengan|didampingi|dampingi|depan|tahanan|wilayah hukum|wilkum|wilayah"
    r"|seluruh|antara|serta|dan"
    r"|(?:kepada|bagi|untuk) (?:\w+ )?(?:personel|anggota|polisi)|tahanan kabur|kabur dari"
    r"|terima|\(?dpo\)?|daftar pencarian orang(?: \(dpo\))?|jajaran|para"
    r"|oknum(?: anggota)?|mantan|eks|ex)"
    r"\s+(?:(?:kantor|mako|markas|halaman|jajaran|aula|gedung|wilayah|hukum|depan|pihak)\s+)*$",
    re.IGNORECASE,
)
# `Polsek Kintamani kini dipimpin seorang polwan`: what gets a head does nothing itself.
_LED_AFTER = re.compile(
    r"\s+(?:kini |akan |resmi )?(?:dipimpin|dijabat|dinakhodai)\b", re.IGNORECASE
)
_SOURCE_BEFORE = re.compile(r"\bsumber(?: \w+)?\s?:\s+\Z", re.IGNORECASE)
_AREA_OF_PART = re.compile(r"\b(?:wilayah hukum|wilkum)\s+\Z", re.IGNORECASE)
# Who gives what others get: `siswa mendapat penyuluhan dari Satresnarkoba Polres Kudus`.
_GIVER_BEFORE = re.compile(
    r"\b(?:mendapat|mendapatkan|memperoleh|menerima|dapat|diberi|dibekali)\b[^.\n]{0,70}\bdari\s+$",
    re.IGNORECASE,
)
_AUDIENCE_BEFORE = re.compile(r"\b(?:sobat|sahabat|kawan|teman|sedulur|dulur)\s+\Z", re.IGNORECASE)
# Who acts with all ranks: `Jajaran Polsek …`, `ditangkap jajaran Satreskrim Polres …`
_RANKS_BEFORE = re.compile(r"(?:^|[.!?–—-]\s+|\n)jajaran\s+\Z", re.IGNORECASE)
_PASSIVE_BEFORE = re.compile(r"\bdi[a-z]{4,}\s+(?:oleh\s+)?jajaran\s+\Z", re.IGNORECASE)
_OFFICIAL_BEFORE = re.compile(
    r"\b(?:kanit|panit|kasubnit|kasubdit|kasat|kasi|kaur|kbo|katim|kasubsi)\w*\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
# The desk of a unit where people report, and its head, whom other releases name as well.
_DESK = re.compile(r"spkt|sentra pelayanan", re.IGNORECASE)
_DESK_BEFORE = re.compile(
    r"\b(?:ka|kepala|(?:meng)?hubungi|(?:me)?lapor(?:kan)?|di(?:terima|buat|catat))"
    r"\s+(?:ke\s+|di\s+|oleh\s+)?$",
    re.IGNORECASE,
)
# Who acts stands first in a sentence, or behind what was done: `ditangkap anggota Satlantas`.
_AGENT_BEFORE = re.compile(
    r"(?:^|[.!?]\s+|\b(?!didampingi|dibantu|dihadiri|diikuti|disaksikan|didukung)di[a-z]{4,}\s+"
    r"(?:oleh\s+)?)(?:(?:anggota|personel|petugas|tim|jajaran|penyidik)\s+)?\Z",
    re.IGNORECASE,
)
_MAY_BE_PART = re.compile(
    r"\b(?:sat(?: ?[lrsbipn]|u?an)|si[dphkwtu]|direkt|bid"
    r"|dit ?(?:lant|res|sam|sab|bin|int|pol|pam|nar))",
    re.IGNORECASE,
)
_SHORT_WITHIN = re.compile(r"^[^()]+\((\w+)\)\s+")  # Detasemen Khusus (Densus) 88 Antiteror
_PLACE_VERB = re.compile(r"(?:me[mnlrwy]|meng|ber|di|ter|pe[mn]|ke)[a-z]{4,}$")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit that a text names at `start`. `name` is as written, with a normal capital."""

    name: str
    level: str
    start: int
    end: int
    weak: bool = False  # a headquarters, a place, a receiver: not acting
    division: str = ""
    of_official: bool = False  # Kanit Gakkum Satlantas Polres …: a position, not the acting unit
    unit: Unit | None = None
    ambiguous: bool = False

    @property
    def key(self) -> str:
        return self.unit.slug if self.unit else name_key(self.name)


@lru_cache(maxsize=512)
def name_key(name: str) -> str:
    """What two spellings share: `Polda Sulut` is Polda Sulawesi Utara."""
    word, _, place = normalise(name).partition(" ")
    return f"{word} {load('unit_words')['provinces'].get(place, place)}"


@cache
def _patterns() -> tuple[WordPattern, Mapping[str, str], Mapping[str, str]]:
    table = load("unit_words")
    words = {word: word.capitalize() for word in table["levels"]}
    words |= dict(table["long"]) | dict(table["heads"])
    words |= {house.casefold(): house for house in table["houses"]["words"]}
    parts = _divisions()
    first = {name.split()[0] for name in (*words, *parts)}
    pattern = WordPattern(
        rf"(?<![\w-])(?:(?P<division>{_any_of(parts)})\s+(?:\((?P<short>{_any_of(parts)})\)\s+)?)?"
        rf"(?:(?P<word>{_any_of(words)})(?![\w-])(?:\s+\((?:{_any_of(table['levels'])})\))?|(?P<national>(?:mabes\s+)?polri|kapolri|wakapolri)\b)",
        frozenset(first | {"mabes", "polri", "kapolri", "wakapolri"}),
    )
    return pattern, words, table["levels"]


@cache
def _divisions() -> frozenset[str]:
    """`sat` with `lantas`: Satlantas and Sat Lantas."""
    table: Mapping[str, list[str]] = load("unit_words")["divisions"]
    pairs = [(start, field) for start, fields in table.items() for field in fields]
    joined = {f"{start}{field}" for start, field in pairs}
    return frozenset(joined | {f"{start} {field.strip()}".strip() for start, field in pairs})


def is_part(line: str) -> bool:
    """Whether a line is the name of a part alone: `DIREKTORAT RESERSE KRIMINAL UMUM`."""
    return " ".join(line.casefold().split()) in _divisions()


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longest first."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


@cache
def _through() -> re.Pattern[str]:
    return re.compile(rf",?\s+(?:melalui|lewat)\s+({_any_of(_divisions())})\b", re.IGNORECASE)


@cache
def _alone() -> WordPattern:
    parts = {part for part in _divisions() if part.startswith(("sat", "si", "dit", "bid"))}
    return WordPattern(
        rf"(?<![\w-])(?:{_any_of(parts)})(?![\w-])(?!\s+(?:ka|ma)?(?:pol|kepolisian|mabes))",
        frozenset(part.split()[0] for part in parts),
    )


def parts_alone(text: str) -> set[str]:
    """The parts that act without the name of their unit: `Dua orang ditangkap Satresnarkoba`.

    Where the head of a part is named, the part acts with its head: `Kasat Lantas … Satlantas`.
    """
    found: set[str] = set()
    if not _MAY_BE_PART.search(text):
        return found
    joined = "".join(text.casefold().split())
    for match in _alone().finditer(text):
        part = " ".join(match[0].split())
        is_led = f"ka{part.replace(' ', '').casefold()}" in joined
        if is_led or _AGENT_BEFORE.search(text, max(0, match.start() - 60), match.start()):
            found.add(_display(part))
    return found


def _division(match: re.Match[str], text: str, end: int, before: str) -> str:
    """The part that acts: `Satreskrim Polres Kudus`, `Polres Kudus melalui Satreskrim`."""
    division = match["short"] or match["division"] or ""
    if not division and (through := _through().match(text, end)):
        division = through[1]
    if _DESK.match(division) and _DESK_BEFORE.search(before):
        division = ""
    return " ".join(division.split())


def unit_names(text: str, registry: Registry, known: set[str] | None = None) -> Iterator[Named]:
    """The units that `text` names. `known` are names of the body, for headlines."""
    pattern, words, levels = _patterns()
    headline = known is not None
    for match in pattern.finditer(text):
        if match["national"] and _AUDIENCE_BEFORE.search(
            text, max(0, match.start() - 40), match.start()
        ):
            continue  # `Sobat Polri`
        before = text[max(0, match.start() - 90) : match.start()]
        if match["national"]:
            yield from _national(match, before, registry)
            continue
        written = " ".join(match["word"].casefold().split())
        word = words[written]
        if word == "Mabes":
            continue
        tokens, end = _place(
            text,
            match.end(),
            lower=match["word"].islower(),
            headline=headline,
            house="bhayangkara" in written,
        )
        if headline and tokens:
            tokens, end = _cut(word, tokens, known or set(), registry)
        if not tokens:
            continue
        name = f"{word} {' '.join(token for token, _ in tokens)}"
        level = levels.get(word.split()[0].casefold(), "satuan")
        division = _division(match, text, end, before)
        named_only = _WEAK_BEFORE.search(before) and not _is_led(division, before)
        weak = written.startswith("ma") or bool(
            named_only or _SOURCE_BEFORE.search(before) or _LED_AFTER.match(text, end)
        )
        if match["word"].islower() and not knows(registry, name):
            continue
        if weak and level == "satuan":
            continue  # `di RS Bhayangkara Palu`: a place, and nothing of whose it is
        official = bool(_OFFICIAL_BEFORE.search(text, max(0, match.start() - 40), match.start()))
        named = Named(_display(name), level, match.start(), end, weak, _display(division), official)
        yield _resolved(named, registry)


def _is_led(division: str, before: str) -> bool:
    """Whether words that otherwise tell of a place or a receiver stand before who acts."""
    acts = (_RANKS_BEFORE, _PASSIVE_BEFORE, _GIVER_BEFORE, *([_AREA_OF_PART] if division else ()))
    return any(pattern.search(before) for pattern in acts)


def _national(match: re.Match[str], before: str, registry: Registry) -> Iterator[Named]:
    division = _SHORT_WITHIN.sub(r"\1 ", " ".join((match["division"] or "").split()))
    alone = match["national"].casefold() == "polri" and not division
    weak = alone or _SOURCE_BEFORE.search(before) is not None
    named = Named(
        "Mabes Polri", "mabes", match.start(), match.end(), weak=weak, division=_display(division)
    )
    yield _resolved(named, registry)


@lru_cache(maxsize=4)
def _known_names(registry: Registry) -> frozenset[str]:
    """All names in the registry; asking it for an unknown name costs a search for the nearest."""
    return frozenset(
        normalise(name) for unit in registry for name in (unit.slug.replace("-", " "), *unit.names)
    )


def knows(registry: Registry, name: str) -> bool:
    return normalise(name) in _known_names(registry)


def _resolved(named: Named, registry: Registry) -> Named:
    if not knows(registry, named.name):
        return named
    try:
        return replace(named, unit=registry.find(named.name))
    except AmbiguousUnit:
        return replace(named, ambiguous=True)


@cache
def _whole_places() -> re.Pattern[str]:
    names = _any_of(load("unit_words")["places"]["whole"])
    return re.compile(rf"[^\S\n]+({names})\b", re.IGNORECASE)


def _place(
    text: str, position: int, *, lower: bool, headline: bool, house: bool = False
) -> tuple[list[tuple[str, int]], int]:
    """The words of a place after a unit word, each with its end; `house`: of a hospital."""
    if whole := _whole_places().match(text, position):
        return [(whole[1], whole.end())], whole.end()
    table = load("unit_words")["places"]
    never = frozenset(table["never"])
    after = frozenset(table["after"])
    stops = _stops() - after - frozenset(table["before"])
    tokens: list[tuple[str, int]] = []
    end = position
    while len(tokens) < _MOST_WORDS:
        match = _TOKEN.match(text, end)
        if match is None:
            break
        token = match[1].rstrip(".-")
        bare = token.casefold()
        if not token or token[0] == "(" or bare in never:
            break
        after_market = bool(tokens) and tokens[-1][0].casefold() == "pasar"  # Pasar Minggu
        yogyakarta = token == "DI" and _YOGYAKARTA.match(text, match.end(1))
        if bare in stops and not (yogyakarta or after_market or (house and bare in _OWNERS)):
            break
        if not token[0].isupper() and not lower:
            break
        if tokens and _changes_case(tokens[-1][0], token):
            break
        if (
            bare in ("kota", "kabupaten")
            and tokens
            and not headline
            and _goes_on(text, match.end(1))
        ):
            break
        if POLICE_RANK.match(text, match.start(1)) or position_start().match(text, match.start(1)):
            break
        if (
            text[match.start(1) :].casefold().startswith(("pol", "kapol", "wakapol", "mapol"))
            and bare in (_patterns()[1])
        ):
            break
        stopped = match[1].endswith(".") and len(token) > 3
        end = match.start(1) + len(token)
        tokens.append((token, end))
        if stopped or match[1].endswith("-"):
            break
    return tokens, end


def _changes_case(before: str, token: str) -> bool:
    """Whether a word is no part of a name that is written otherwise: `Polres Kotabaru LIBUR`."""
    if min(len(before), len(token)) <= _LONGEST_SHORT:  # Polda DIY, Polsek Kota II
        return False
    joins = before.casefold() in load("unit_words")["places"]["before"]
    return before.isupper() != token.isupper() and not joins


@cache
def _stops() -> frozenset[str]:
    return frozenset(load("names")["stops"]) | frozenset(load("names")["headline_stops"])


def _goes_on(text: str, position: int) -> bool:
    """Whether `Kota` belongs to what follows: `Polsek Purworejo Kota Pasuruan`."""
    match = re.compile(r"[^\S\n]+([A-Z][\w'’]+)").match(text, position)
    if match is None:
        return False
    word = match[1].casefold()
    ends = word in _stops() or word in load("unit_words")["places"]["never"]
    known = ends or word in _patterns()[1] or word.startswith("pol")
    return not known and not POLICE_RANK.match(text, match.start(1)) and not _PLACE_VERB.match(word)


def _cut(
    word: str, tokens: list[tuple[str, int]], known: set[str], registry: Registry
) -> tuple[list[tuple[str, int]], int]:
    """In a headline every word is capitalised: the name ends where the body's name ends."""
    for count in range(len(tokens), 0, -1):
        name = f"{word} {' '.join(token for token, _ in tokens[:count])}"
        if name.casefold() in known or knows(registry, name):
            return tokens[:count], tokens[count - 1][1]
    after = frozenset(load("unit_words")["places"]["after"])
    before = frozenset(load("unit_words")["places"]["before"])
    kept = tokens[:1]
    for token in tokens[1:]:
        joins = token[0].casefold() in after or kept[-1][0].casefold() in before
        if not joins and _PLACE_VERB.match(token[0].casefold()):
            break
        if not joins and len(tokens) > 2:
            break
        kept.append(token)
    return kept, kept[-1][1]


def _display(name: str) -> str:
    """A name in capitals or lower case with normal capitals."""
    if name.isupper() or name.islower():
        return " ".join(_in_capitals(word) or word.title() for word in name.split())
    return " ".join(word.capitalize() if _is_shouted(word) else word for word in name.split())


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > _LONGEST_SHORT and not _in_capitals(word)


def _in_capitals(word: str) -> str:
    """The word in capitals where it is always written so: SPKT, Polres OKU Timur, Polsek KPYS."""
    spelt = word.isupper() and _VOWEL.search(word) is None  # no name has no vowel
    return word.upper() if spelt or word.casefold() in _capitals() else ""


@cache
def _capitals() -> frozenset[str]:
    return frozenset(load("unit_words")["capitals"]["words"])
