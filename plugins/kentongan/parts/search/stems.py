"""The stem of a word: a root from the dictionary that the rules of affixes can have made it from.

Only used while a site is built. The roots are those of Sastrawi's dictionary and of
`data/words.toml`; the rules follow Tata Bahasa Baku Bahasa Indonesia, chapter on derivation. A
dictionary holds many short words (`lidi`, `rusa`), so the longest root is the one meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from kentongan.manuscripts import dictionary
from kentongan.parts.search.affixes import VOWELS, light
from kentongan.parts.search.tables import table

SHORTEST_WORD = 5
SHORTEST_ROOT = 3
_PARTICLES = ("lah", "kah", "tah", "pun")
_OWNERS = ("nya", "ku", "mu")
# What a nasal prefix may stand for before a vowel: the root's own first letter, likeliest first.
_NASALS = (("ny", ("s", "ny")), ("ng", ("", "k")), ("m", ("p", "m")), ("n", ("t", "n")))
_VERB = ("", "kan", "i")
_NOUN = ("", "an")
_STATE = ("", "kan", "an")
Rest = tuple[list[str], tuple[str, ...]]
Ways = Callable[[str], Iterator[Rest]]
_INNER = ("", "per", "ber", "ke", "se", "ter")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The root of a lower-case word; the word itself where none is known."""
    if len(word) < SHORTEST_WORD or not word.isalpha():
        return word
    irregular = table().irregular.get(word)
    if irregular:
        return irregular
    roots = _roots()
    if word in roots:
        return word
    for ways in (_derived, _commanded):
        known = ([form for form in forms if form in roots] for forms in _analyses(word, ways))
        meant = [_meant(forms) for forms in known if forms]
        best = max(meant, key=len, default="")
        if best:
            return _without_noun_ending(word, best, meant)
    return _unknown(word)


def _without_noun_ending(word: str, root: str, others: list[str]) -> str:
    """peng-awas-an, not pe-kawasan: the ending of a noun belongs to the frame."""
    if not (word.startswith("pe") and word.endswith("an") and root.endswith("an")):
        return root
    shorter = [other for other in others if root[:-2].endswith(other) and len(other) > 3]
    return max(shorter, key=len, default=root)


def _unknown(word: str) -> str:
    """Verbs of roots that no dictionary has: `diviralkan`."""
    root = light(word)
    is_passive = word.startswith("di") and word.endswith(("kan", "i"))
    is_verb = is_passive or word.startswith(("mem", "men", "meng"))
    return root if is_verb and len(root) >= SHORTEST_WORD else word


def _meant(roots: list[str]) -> str:
    other = table().instead.get(roots[0], "")
    return other if other in roots else roots[0]


def _analyses(word: str, ways: Ways) -> Iterator[list[str]]:
    """The roots that each way to take the word apart may have, likeliest first."""
    for inner in _without_clitics(word):
        for rests, suffixes in ways(inner):
            for suffix in suffixes:
                roots = [
                    rest.removesuffix(suffix) if suffix else rest
                    for rest in rests
                    if rest.endswith(suffix)
                ]
                roots = [root for root in roots if len(root) >= SHORTEST_ROOT]
                if roots:
                    yield roots


def _without_clitics(word: str) -> Iterator[str]:
    yield word
    bare = word
    for endings in (_PARTICLES, _OWNERS):
        ending = next((end for end in endings if bare.endswith(end)), "")
        if ending and len(bare) - len(ending) >= SHORTEST_ROOT:
            bare = bare[: -len(ending)]
            yield bare


def _commanded(word: str) -> Iterator[Rest]:
    """Imperatives, which are easily mistaken for other forms: patuhi, perbaiki, peringati."""
    yield [word], ("i",)
    if word.startswith("per"):
        yield [word[3:]], ("i", "kan")


def _derived(word: str) -> Iterator[Rest]:
    """What may be left of a word without its prefixes, and the suffixes that go with these."""
    yield [word], _STATE
    if word.startswith("di"):
        yield from _with_inner(word[2:], _VERB)
    if word.startswith("me"):
        for rests in _nasal(word[2:]):
            yield rests, _VERB
            yield from _with_inner(rests[0], _VERB)
    if word.startswith("pe"):
        for rests in _nasal(word[2:]) if word[2:3] != "r" else ():
            yield rests, _NOUN
            yield from _with_inner(rests[0], _NOUN)
        yield _liquid(word[2:]), _STATE
    if word.startswith(("be", "te")):
        yield _liquid(word[2:]), _STATE if word[0] == "b" else _VERB
        if word[2:3] == "r":
            yield from _with_inner(word[3:], _STATE)
    if word.startswith("ke") and word.endswith("an"):
        yield from _with_inner(word[2:], ("an",))
        if word.startswith("kepe"):  # kepemilikan
            for rests in _nasal(word[4:]):
                yield rests, ("an",)
    if word.startswith("se"):
        yield [word[2:]], _STATE


def _with_inner(rest: str, suffixes: tuple[str, ...]) -> Iterator[Rest]:
    """`rest`, and what is left of it without a second prefix: (di)per-, (mem)ber-, (ke)ber-."""
    for inner in _INNER:
        if not rest.startswith(inner):
            continue
        left = rest[len(inner) :]
        both = [left, f"r{left}"] if inner.endswith("r") and left[:1] in VOWELS else [left]
        yield both, suffixes


def _liquid(rest: str) -> list[str]:
    """After be-, te- and pe-: with the r that the prefix may have, or without it."""
    if not rest.startswith("r"):
        return [rest]
    return [rest[1:], rest] if rest[1:2] in VOWELS else [rest[1:]]


def _nasal(rest: str) -> Iterator[list[str]]:
    """After me- and pe-, by the nasal that follows."""
    for nasal, replaced in _NASALS:
        if not rest.startswith(nasal):
            continue
        left = rest[len(nasal) :]
        if left[:1] in VOWELS:
            yield [start + left for start in replaced]
            if nasal == "ng" and left.startswith("e"):  # mengecek
                yield [left[1:]]
        elif nasal != "ny":
            yield [left]
        break
    yield [rest]  # melihat, merusak, pelaku


@lru_cache(maxsize=1)
def _roots() -> frozenset[str]:
    return (dictionary.roots() | table().roots) - table().no_roots
