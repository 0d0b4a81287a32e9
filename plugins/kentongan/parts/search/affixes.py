"""Words without their usual affixes, found without a dictionary: what the shards are named by.

The browser takes the same steps for a form that never occurred: `theme/static/js/lib/terms.js`
holds the same rules and tables, and tests hold both to it.
"""

from __future__ import annotations

# A nasal prefix, and what it may stand for before a vowel: the first letter of the root.
_NASALS = (
    ("meny", ("s", "ny")),
    ("peny", ("s", "ny")),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("mem", ("p", "m")),
    ("pem", ("p", "m")),
    ("men", ("t", "n")),
    ("pen", ("t", "n")),
)
# The nasal prefix of spoken language: nyuri, ngambil, nabrak, mukul.
_SPOKEN = (("ny", ("s", "c")), ("ng", ("", "k")), ("n", ("t",)), ("m", ("p",)))
# What stands before a root, and how many letters must be left.
_PREFIXES = (("di", 3), ("ber", 4), ("ter", 4), ("per", 5))
VOWELS = frozenset("aiueo")
_ENDINGS = ("lah", "kah", "tah", "pun", "nya")
# The suffixes that go with a prefix, likeliest first.
_AFTER_VERB = ("kan", "i")
_AFTER_NOUN = ("an", "kan")
_AFTER_STATE = ("an",)
_SHORTEST = 3


def light(word: str) -> str:
    """The word without its usual affixes, found without a dictionary. Names the shard."""
    return candidates(word)[0]


def candidates(word: str) -> list[str]:
    """What `word` may be derived from, likeliest first; never empty."""
    if len(word) < 5 or not word.isalpha():
        return [word]
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 4), "")
    stripped = word.removesuffix(ending) if ending else word
    forms = _derived_from(stripped)
    if ending:  # that of the root: menikah, bersalah, menghimpun
        forms += _derived_from(word)
    return list(dict.fromkeys(forms))


def _derived_from(word: str) -> list[str]:
    roots, suffixes = _without_prefix(word)
    forms = [
        form for root in roots for form in _without_suffix(root, suffixes, is_whole=root == word)
    ]
    forms += [root[:-1] for root in roots if len(root) == 4 and root[-1] == "i"]  # di-aku-i
    forms += _spoken(word)
    if word.endswith("i") and len(word) > 5:  # a command: kelabui, lindungi
        forms.append(word[:-1])
    return [*forms, word]


def _spoken(word: str) -> list[str]:
    for nasal, replaced in _SPOKEN:
        rest = word[len(nasal) :]
        if word.startswith(nasal) and rest[0] in VOWELS:
            roots = [start + rest for start in replaced]
            return [*roots, *(root[:-2] for root in roots if root.endswith("in"))]  # ngambilin
    return []


def _without_prefix(word: str) -> tuple[list[str], tuple[str, ...]]:
    """What may be left of a word without its prefix, and the suffixes that go with that."""
    suffixes = _AFTER_VERB if word[0] in "dmt" else _AFTER_NOUN
    for prefix, replaced in _NASALS:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            rest = word[len(prefix) :]
            if rest[0] in VOWELS:
                roots = [start + rest for start in replaced]
                if prefix[2:] == "ng" and rest[0] == "e":  # meng(e)cek
                    roots.append(rest[1:])
                return roots, suffixes
            if prefix[2:] == "ng" and rest[0] in "ghkx":
                return [_inner(rest)], suffixes
            if prefix[2:] in ("m", "n"):
                return [_inner(rest)], suffixes
    for prefix, most in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= most:
            rest = word[len(prefix) :]
            both = prefix != "di" and rest[0] in VOWELS  # per-ampok-an, pe-rampok-an
            return [_inner(rest), f"r{rest}"] if both else [_inner(rest)], suffixes
    if word.startswith("me") and len(word) > 6 and word[2] in "lrwy":
        return [word[2:]], suffixes
    if word.startswith("ke") and word.endswith("an") and len(word) > 7:
        return [word[2:], word], _AFTER_STATE  # ke-hilang-an, keroyok-an
    if word.startswith("pe") and len(word) > 6:
        roots = [word[2:], word]
        return roots if word[2] in "lwy" else roots[::-1], suffixes
    return [word], _AFTER_NOUN


def _inner(word: str) -> str:
    """Without a second prefix: (mem)per-, (di)per-, (mem)ber-."""
    return word[3:] if word[:3] in ("per", "ber") and len(word) > 7 else word


def _without_suffix(word: str, suffixes: tuple[str, ...], *, is_whole: bool) -> list[str]:
    forms = [
        word.removesuffix(suffix)
        for suffix in suffixes
        if word.endswith(suffix)
        if len(word) - len(suffix) >= _SHORTEST + (is_whole or suffix == "i")
    ]
    return [*forms, word]
