"""Officials in press texts: position, rank, name and degrees, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kentongan.domain.people import Person, is_initials, position_start, read_person, words_of
from kentongan.domain.ranks import ORDER, OTHER_RANK, police_rank, police_ranks
from kentongan.domain.release import Official
from kentongan.domain.tables import load
from kentongan.domain.units import Registry

_TABLE = load("positions")
_SMALL = frozenset(
    word for name in ("small", "fields") for item in _TABLE[name] for word in item.split()
)
_LINKS = "|".join(sorted((re.escape(link) for link in _TABLE["links"]), key=len, reverse=True))
_AFTER = "|".join(sorted((re.escape(link) for link in _TABLE["after"]), key=len, reverse=True))
_WITHIN_PLACES = frozenset(load("unit_words")["places"]["after"])  # Timur, Kota
_UNNAMED = frozenset(
    {"anggota", "personel", "personil", "petugas", "penyidik", "bintara", "perwira", "tamtama"}
)
_REACH = 170  # characters between the start of a position and the rank
_MOST_WORDS = 16

_LINK_AT_END = re.compile(rf"(?:[\s,:(–—-]|\b(?:{_LINKS})(?=\s|$))+$", re.IGNORECASE)
_LINK_AT_START = re.compile(rf"[\s,:(–—-]*(?:(?:{_LINKS})\s+)?", re.IGNORECASE)
_BEFORE_POSITION = re.compile(
    rf"\s*(?:(?P<mark>[,(–—-])\s*)?(?P<link>(?:{_AFTER})\s+)?", re.IGNORECASE
)
_WORD = re.compile(r"\S+")
_UNIT_WORD = re.compile(r"(?:pol|sat|dit|bid|mabes|si|div|bag)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:[Pp]ol(?:sek(?:ta)?|res(?:ta|tabes|tro)?|da|subsektor)|[Kk]ecamatan|[Kk]elurahan|[Dd]esa"
    r"|[Kk]ota|[Kk]abupaten|[Kk]oramil)(?:\s+(?:Metro|Kota|Kabupaten))?"
    r"((?:[^\S\n]+[A-Z][\w'’-]+){1,4})"
)
_GOES_ON = re.compile(r"\s*[)\]]?\s*[,.]?\s*[”\"]?\s*(?:[a-z(]|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """An official at `text[start:end]`. `two_ranks`: by a slip, two ranks were written."""

    official: Official
    start: int
    end: int
    two_ranks: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.official.name)


def find_officials(text: str, registry: Registry | None = None) -> list[Official]:
    """The police officials that a press text names, each once, in the order of appearance."""
    return merge(find_mentions(text, registry))


def find_mentions(text: str, registry: Registry | None = None) -> list[Mention]:
    """Every mention of an official with its place, in order."""
    headlines = [span for span in _lines(text) if _is_headline(text, *span)]
    ranked = list(_with_rank(text, headlines))
    known = [mention for mention in ranked if not _inside(mention.start, headlines)]
    settled = [
        _trim_to_known(mention, known) if _inside(mention.start, headlines) else mention
        for mention in ranked
    ]
    bare = _without_rank(text, settled, _places(text, registry), headlines)
    return sorted([*settled, *bare], key=lambda mention: mention.start)


def parse_official(entry: str) -> Official:
    """An entry of `Narasumber`: `Kapolsek Kraton | AKP | Safiudin | S.Pd.`, or free text.

    Free text that the grammar does not fully understand stays whole, in the name.
    """
    if "|" in entry:
        parts = [part.strip() for part in entry.split("|")] + [""] * 3
        return Official(position=parts[0], rank=parts[1], name=parts[2], degrees=parts[3])
    written = " ".join(entry.split())
    mentions = find_mentions(written)
    if len(mentions) == 1 and _plain(str(mentions[0].official)) == _plain(written):
        return mentions[0].official
    return Official(name=written)


def merge(mentions: Iterable[Mention]) -> list[Official]:
    """One official for each person: the longest name, the first position and degrees."""
    people: list[Official] = []
    for mention in mentions:
        official = mention.official
        for index, other in enumerate(people):
            if same_person(other, official):
                people[index] = _join(other, official)
                break
        else:
            people.append(official)
    return people


def same_person(official: Official, other: Official) -> bool:
    """Whether two mentions may mean one person: one name holds the other, ranks do not differ."""
    if official.rank and other.rank and official.rank != other.rank:
        return False
    first, second = words_of(official.name), words_of(other.name)
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and set(shorter) <= set(longer)


def _join(official: Official, other: Official) -> Official:
    def rate(name: str) -> tuple[int, bool]:
        return len(words_of(name)), not name.isupper()

    name = other.name if rate(other.name) > rate(official.name) else official.name
    longer_position = len(other.position.split()) > len(official.position.split())
    position = (
        other.position
        if longer_position and len(official.position.split()) < 2
        else official.position
    )
    return replace(
        official,
        name=name,
        position=position,
        rank=official.rank or other.rank,
        degrees=official.degrees or other.degrees,
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


# With a rank


def _with_rank(text: str, headlines: list[tuple[int, int]]) -> Iterator[Mention]:
    heads = list(position_start().finditer(text))
    after = 0
    for match in police_ranks(text):
        if match.start() < after:
            continue
        person, two_ranks = _person_after(text, match, _inside(match.start(), headlines))
        if person is None or is_initials(person.name):
            continue
        rank = police_rank(match["rank"]) or match["rank"]
        before = _position_before(text, heads, match.start(), after)
        start, position = before if before else (match.start(), "")
        end = person.end
        if not position:
            position, end = _position_after(text, person.end)
        after = end
        official = Official(name=person.name, position=position, rank=rank, degrees=person.degrees)
        yield Mention(official, start, end, two_ranks)


def _person_after(text: str, match: re.Match[str], headline: bool) -> tuple[Person | None, bool]:
    position = match.end()
    two_ranks = False
    for slip in police_ranks(text[position : position + 40])[:1]:
        if not text[position : position + slip.start()].strip(" ./-,"):
            position += slip.end()
            two_ranks = police_rank(slip["rank"]) != police_rank(match["rank"])
    retired = re.compile(
        r"\s*(?:\(?purn(?:awirawan)?\b\.?\)?|\((?:p|purn\.?|anumerta|anm\.?)\))", re.IGNORECASE
    ).match(text, position)
    start = retired.end() if retired else position
    return read_person(text, start, headline=headline), two_ranks


def _position_before(
    text: str, heads: list[re.Match[str]], rank_start: int, after: int
) -> tuple[int, str] | None:
    """The nearest position whose words lead up to the rank, and where it starts."""
    for head in reversed(heads):
        if head.end() > rank_start:
            continue
        if head.start() < after or rank_start - head.start() > _REACH:
            return None
        between = text[head.end() : rank_start]
        words = _LINK_AT_END.sub("", between)
        if "\n" in between or not _leads_to_rank(words):
            return None
        return head.start(), _position_words(head[0] + words)
    return None


def _leads_to_rank(between: str) -> bool:
    words = [match[0] for match in _WORD.finditer(between)]
    if len(words) > _MOST_WORDS:
        return False
    for index, word in enumerate(words):
        bare = word.strip('.,;:()–—-/"“”')
        following = words[index + 1] if index + 1 < len(words) else ""
        if bare and not _belongs(bare):
            return False
        if word[-1] in ",;" and following and not _UNIT_WORD.match(following.lstrip("(")):
            return False
        if word[-1] == "." and len(bare) > 4:
            return False
    return not OTHER_RANK.search(between)


def _belongs(word: str) -> bool:
    """Whether a word may be part of a position: capitalised, a number, or a field of work."""
    return not word[0].islower() or word.casefold() in _SMALL or "/" in word


def _position_words(text: str) -> str:
    return " ".join(text.split()).strip(" ,:;(–—-")


def _position_after(text: str, position: int) -> tuple[str, int]:
    """The position behind a name: `AKP Safiudin selaku Kapolsek Kraton`."""
    gap = _BEFORE_POSITION.match(text, position)
    head = position_start().match(text, gap.end()) if gap else None
    if gap is None or head is None:
        return "", position
    if head[0].casefold() in _UNNAMED and not gap["link"]:
        return "", position
    end = _end_of_position(text, head.end())
    following = text[end : end + 40]
    leads_on = police_ranks(following)[:1]
    if not gap["link"] and leads_on and not following[: leads_on[0].start()].strip(" ,:–-("):
        return "", position
    return _position_words(text[head.start() : end]), end


def _end_of_position(text: str, position: int) -> int:
    """The end of the capitalised words and fields that follow the start of a position."""
    end = position
    for _ in range(_MOST_WORDS):
        match = re.compile(r"[^\S\n]+([\w'’/-]+)").match(text, end)
        if not match or not _belongs(match[1]) or _stops(text, match.start(1)):
            break
        end = match.end()
    return end


def _stops(text: str, position: int) -> bool:
    return bool(
        position_start().match(text, position)
        or OTHER_RANK.match(text, position)
        or re.compile(r"(?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu)").match(text, position)
    ) or bool([m for m in police_ranks(text[position : position + 40]) if m.start() == 0])


# Without a rank


def _without_rank(
    text: str,
    ranked: list[Mention],
    places: frozenset[str],
    headlines: list[tuple[int, int]],
) -> Iterator[Mention]:
    taken = [(mention.start, mention.end) for mention in ranked]
    for head in position_start().finditer(text):
        if _inside(head.start(), taken) or _inside(head.start(), headlines):
            continue
        if head[0].casefold().split()[-1] in _UNNAMED:
            continue
        named = _bare_person(text, head, places, ranked)
        if named and not is_initials(named[0].name):
            person, position = named
            official = Official(name=person.name, position=position, degrees=person.degrees)
            yield Mention(official, head.start(), person.end)


def _bare_person(
    text: str, head: re.Match[str], places: frozenset[str], ranked: list[Mention]
) -> tuple[Person, str] | None:
    known_end = _end_of_known(text, head.end(), places)
    person = read_person(text, known_end)
    if person and _WITHIN_PLACES.issuperset(person.words):
        return None  # `Bhabinkamtibmas Polres Kotawaringin Timur itu`
    if person and text[known_end : person.start].strip() == "":
        if _is_known(person, ranked):
            return person, _position_words(text[head.start() : known_end])
        if known_end > head.end() and _confirmed(text, person, at_least=1):
            return person, _position_words(text[head.start() : known_end])
    end = _end_of_position(text, head.end())
    link = _LINK_AT_START.match(text, end)
    if link is None or not link[0].strip() or link[0].strip() == "-":
        return None
    person = read_person(text, link.end())
    if person is None or not (_is_known(person, ranked) or _confirmed(text, person, at_least=2)):
        return None
    return person, _position_words(text[head.start() : end])


def _is_known(person: Person, ranked: list[Mention]) -> bool:
    return any(set(person.words) <= set(mention.words) for mention in ranked)


def _confirmed(text: str, person: Person, *, at_least: int) -> bool:
    if person.degrees:
        return True
    return len(person.words) >= at_least and bool(_GOES_ON.match(text, person.end))


def _end_of_known(text: str, position: int, places: frozenset[str]) -> int:
    """The end of fields, unit words and known places behind the start of a position."""
    end = position
    while True:
        match = re.compile(r"[^\S\n]+([\w'’-]+)").match(text, end)
        if match is None:
            return end
        if match[1].casefold() in _SMALL or re.fullmatch(r"[IVX]+|\d+", match[1]):
            end = match.end()
            continue
        longest = _known_place(text, match.start(1), places)
        if longest is None:
            return end
        end = longest


def _known_place(text: str, position: int, places: frozenset[str]) -> int | None:
    words = list(re.compile(r"[\w'’-]+(?=[^\S\n]|\W|$)").finditer(text, position, position + 60))[
        :4
    ]
    for count in range(len(words), 0, -1):
        candidate = text[position : words[count - 1].end()]
        if candidate.casefold() in places:
            return words[count - 1].end()
    return None


def _places(text: str, registry: Registry | None) -> frozenset[str]:
    """Names of places that units are called after: of the registry and of this text."""
    names: set[str] = set()
    for match in _PLACE.finditer(text):
        words = match[1].split()
        names.update(" ".join(words[:count]).casefold() for count in range(1, len(words) + 1))
    return frozenset(names) | (_registered_places(registry) if registry else frozenset())


@lru_cache(maxsize=4)
def _registered_places(registry: Registry) -> frozenset[str]:
    names = (name.split() for unit in registry for name in unit.names)
    return frozenset(" ".join(words[1:]).casefold() for words in names if len(words) > 1)


# Headlines: every word is capitalised, so a capital does not show where a name ends


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _is_headline(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip()
    words = [match[0] for match in re.finditer(r"[^\W\d_][\w'’-]+", line)]
    if len(words) < 4 or len(line) > 180 or line.endswith((".", ".”", '."')):
        return False
    return sum(word[0].isupper() for word in words) / len(words) >= 0.75


def _inside(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _trim_to_known(mention: Mention, known: list[Mention]) -> Mention:
    """In a headline, the name ends where that of a person known from the text ends."""
    words = mention.official.name.split()
    for other in known:
        if other.official.rank != mention.official.rank:
            continue
        for count in range(len(words), 0, -1):
            if _is_short_for(words_of(" ".join(words[:count])), other.words):
                official = replace(mention.official, name=" ".join(words[:count]))
                known_name = other.official.name if count == 1 else official.name
                return replace(mention, official=replace(official, name=known_name))
    return mention


def highest(officials: Iterable[Official]) -> Official | None:
    """The official with the highest rank; the first of equals."""
    ranked = [official for official in officials if official.rank in ORDER]
    return min(ranked, key=lambda official: ORDER.index(official.rank), default=None)


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """`Sulis` or `Budi Santosa` for Budi Sulistiyono Santosa."""
    if len(short) == 1 and len(short[0]) > 3:
        return any(word.startswith(short[0]) for word in full)
    return set(short) <= set(full)
