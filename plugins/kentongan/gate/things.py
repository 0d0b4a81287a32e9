"""Places, bodies, ships and works that bear the name of a person: `halte Kartini`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kentongan.gate.pattern import Pattern
from kentongan.gate.phrases import KINDS, THINGS_NAMED
from kentongan.gate.tables import is_name_word, table, words_of
from kentongan.manuscripts import dictionary

_BETWEEN = 3  # words between a thing and its name: `simpang empat`, `gang haji`
_NEAR = 4  # words before a name
_BEFORE_NAMING = 6  # words between a thing and `bernama`
_TAIL = Pattern(r"((?:[a-z-]+\s+){1,4})[“\"'‘(]?$")
_HOSPITAL = Pattern(r"\brs\w{0,4} (?:dr|prof|drs|tgk|kh)\. $")  # `RSUD dr. M. Yunus`
_NOBODY = frozenset({"seorang", "orang", "pemilik", "penghuni", "penyewa"})
_FIRE = ("jago", "merah")
_OF_A_ROAD = words_of("tengah pinggir tepi badan bahu")  # `di tengah jalan Joni muncul`
_WEEKDAYS = words_of("senin selasa rabu kamis jumat sabtu minggu ahad")
_FROM = frozenset({"asal", "dari", "di", "warga"})  # a thing behind is where somebody is from


def stands_before(before: str) -> bool:
    """Whether the words in lower case right before a name say that it is no person's."""
    if _HOSPITAL.search(before):
        return True
    tail = _TAIL.search(before)
    words = tail.group(1).split()[::-1] if tail else []
    tables = table("words")
    for number, word in enumerate(words[: _BETWEEN + 1]):
        if word in tables["things"]:
            is_road = word == "jalan" and words[number + 1 : number + 2]
            return not (_is_held(words, number) or (is_road and words[number + 1] in _OF_A_ROAD))
        if word in tables["houses"] and words[number + 1 : number + 2] == ["rumah"]:
            return True
        if word not in tables["things_with"]:
            return False
    return False


def is_named(before: str) -> bool:
    """Whether `bernama` and the like, which stand behind, name a thing."""
    words = [word.strip(',.()“”"') for word in before.split()[: -_BEFORE_NAMING - 1 : -1]]
    if "seorang" in words:
        return False
    for number, word in enumerate(words):
        if word in _people():
            return False
        if words[number + 1 : number + 2] and words[number + 1] in _FROM:
            continue
        if word in table("words")["things"] or word in THINGS_NAMED:
            holder = "".join(words[number + 1 : number + 2])  # `sopir travel bernama Hengki`
            return holder not in _people() and not _is_held(words, number)
    return False


def is_made_of(words: Sequence[str]) -> bool:
    """`Rumah Susun`, `Minggu Kasih`: two words that make a house for the public, or a day."""
    first, second = words if len(words) == 2 else ("", "")
    if first == "rumah":
        return second in table("words")["houses"]
    if first == "bulan":
        return second in table("words")["months"]
    return first in _WEEKDAYS and dictionary.is_word(second)


def is_wish(word: str) -> bool:
    """Whether ships and shops are called so: `Sri Rejeki`, `Sumber Barokah`."""
    return word in table("words")["wishes"] or dictionary.is_word(word)


def _is_around(words: Sequence[str]) -> bool:
    """`Dewi Persik Lestari`: a name that happens to hold the word for something else."""
    ends = (words[0], words[-1])
    return (
        len(words) > 2
        and all(map(is_name_word, ends))
        and table("words")["brands"].isdisjoint(ends)
    )


def _is_held(words: Sequence[str], number: int) -> bool:
    """`pegawai koperasi Fitri`: the name is of whoever works there. The words stand backwards."""
    held = table("words")["holders"]
    return any(word in held for word in words[number + 1 : number + 2])


@cache
def _people() -> frozenset[str]:
    return table("words")["people"] | {word for kind in KINDS for word in kind.split()}


def people_in(before: str) -> list[str]:
    """Words for people among the last ones before a name: `seorang nelayan bernama …`."""
    people = table("words")["people"] - _NOBODY
    return [word for word in before.split()[-_NEAR:] if word in people]


def is_historic(words: Sequence[str]) -> bool:
    """`Raden Mas Suryo`: a hero in the name of a place, unless something was done or suffered."""
    return words[0] in table("words")["historic"]


def is_known(words: Sequence[str]) -> bool:
    """`Sudirman Park`, `Hasanuddin Cup`, a brand, a hero, `Sinar Mas`."""
    tables = table("words")
    return (
        tuple(words) == _FIRE
        or (len(words) > 1 and words[-1] in tables["tails"])
        or is_historic(words)
        or (not tables["brands"].isdisjoint(words) and not _is_around(words))
        or (words[0] in tables["firms"] and all(map(is_wish, words)))
    )
