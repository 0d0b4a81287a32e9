"""Which words are of the language: what is not may be a name, and a verb tells of its subject.

The roots are those of Sastrawi's dictionary. Affixes are taken off freely: it is asked whether a
word may be one, not which.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kentongan.gate.tables import words_of

_ENDINGS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("", "kan", "an", "i")
_SHORTEST = 3
# Behind each prefix, with what its nasal may stand for.
_PREFIXES = (
    *(("memper", ("",)), ("diper", ("",)), ("menge", ("",)), ("penge", ("",))),
    *(("meng", ("", "k")), ("peng", ("", "k")), ("meny", ("s",)), ("peny", ("s",))),
    *(("mem", ("", "p")), ("pem", ("", "p")), ("men", ("", "t")), ("pen", ("", "t"))),
    *(("ber", ("", "r")), ("ter", ("", "r")), ("per", ("", "r")), ("be", ("",)), ("se", ("",))),
    *(("me", ("",)), ("pe", ("",)), ("di", ("",)), ("te", ("",))),
)
_OF_VERBS = ("me", "di", "ber", "be", "ter", "te")
# Whoever speaks for a body says; a place is reached: neither tells of a party.
_SAID = words_of(
    "mengatakan menjelaskan menyampaikan menegaskan menambahkan mengungkapkan mengimbau menghimbau "
    "membenarkan menyebut menyebutkan menuturkan memaparkan menerangkan berharap berpesan mengajak "
    "mengingatkan menyatakan mengucapkan mengapresiasi memimpin membuka menutup meresmikan"
)
# What things undergo.
_OF_THINGS = words_of(
    "disita dijual dibeli dipasang digelar ditutup dibuka dialihkan dilaksanakan diadakan dimulai "
    "diselenggarakan berlangsung berlaku bermula berlokasi terletak berada dibangun beroperasi "
    "bertanding berlaga bermain bersiap berakhir disiagakan dipadati dijaga diputar dipakai "
    "dikawal disambut diresmikan diguncang dilanda terendam tertutup macet beredar bernilai "
    "bermerek berwarna dihadiri dipusatkan berjalan berpatroli dipimpin melalui menuju melibatkan "
    "diperingati dirayakan dimeriahkan menyingsing dicapai tercapai terwujud disepakati terbit"
)
# Verbs without an affix.
_BARE = words_of(
    "pasrah lolos tiba datang pulang pergi tidur duduk lari jatuh bangun hilang tewas mati tinggal "
    "naik turun masuk keluar kabur buron ikut tahu lupa sadar minta mau ingin lewat mandi makan "
    "minum curiga panik emosi kesal marah kalap mabuk sakit luka selamat kenal percaya sempat "
    "cekcok nekat tega pamit bolos mudik kaget heran bingung histeris syok trauma pusing lemas "
    "kejang"
)
_NO_VERBS = words_of(
    "menjadi merupakan memiliki dini dinas diri dia mereka meski meskipun berita benda bersama "
    "terhadap meja"
)


@cache
def _roots() -> frozenset[str]:
    found = find_spec("Sastrawi")
    folder = Path(next(iter(found.submodule_search_locations or [""]))) if found else Path()
    text = (folder / "Stemmer" / "data" / "kata-dasar.txt").read_text("utf-8")
    return frozenset(text.split())


@cache
def is_word(word: str) -> bool:
    """Whether the lower-case word may be one of the language, in any of its forms."""
    return _is_form(word) or any(
        _is_form(word.removesuffix(ending)) for ending in _ENDINGS if word.endswith(ending)
    )


def _is_form(word: str) -> bool:
    if word in _roots():
        return True
    rests = [word, word[2:]] if word.startswith("ke") and word.endswith("an") else [word]
    for prefix, starts in _PREFIXES:
        if word.startswith(prefix):
            rests += [start + word[len(prefix) :] for start in starts]
    return any(_has_root(rest) for rest in rests)


def _has_root(rest: str) -> bool:
    return any(
        len(rest) - len(suffix) >= _SHORTEST and rest.removesuffix(suffix) in _roots()
        for suffix in _SUFFIXES
        if rest.endswith(suffix)
    )


@cache
def is_derived(word: str) -> bool:
    """Whether the lower-case word is made from a root by affixes: a noun or a verb, no name."""
    return word not in _roots() and _is_form(word)


@cache
def is_verb(word: str) -> bool:
    """Whether a lower-case word with the affix of a verb says what somebody does or suffers."""
    if word in _BARE:
        return True
    if not word.startswith(_OF_VERBS) or word in _SAID | _OF_THINGS | _NO_VERBS:
        return False
    return word not in _roots() and is_word(word)
