"""The words of texts and queries as they are searched for.

`theme/static/js/lib/terms.js` holds the same rules; `tests/vectors/terms.json` holds both to
it.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 24
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_WORD = re.compile(r"[a-z0-9]+")
_STOP_WORDS = (
    "yang dan di ke dari untuk dengan pada oleh dalam ini itu para akan telah sudah juga "
    "serta atau agar adalah ada bahwa saat sebagai secara guna tersebut kepada karena bagi "
    "hal lalu maupun yaitu hingga sehingga setelah saja kami kita mereka ia pun the of and"
)
STOP = frozenset(_STOP_WORDS.split())
# Spellings that are not standard but frequent, and the standard ones.
_SPELLINGS = (
    ("himbau", "imbau"),
    ("personil", "personel"),
    ("aktifitas", "aktivitas"),
    ("resiko", "risiko"),
    ("ijin", "izin"),
    ("nopember", "november"),
    ("pebruari", "februari"),
    ("kwalitas", "kualitas"),
    ("hoax", "hoaks"),
)
_SPELLED = re.compile("|".join(wrong for wrong, _ in _SPELLINGS))
_STANDARD = dict(_SPELLINGS)


def tokens(text: str) -> list[str]:
    """All words in order, without capitals and accents, in standard spelling."""
    if not text.isascii():
        text = _APOSTROPHES.sub("", text)
        if not text.isascii():
            text = unicodedata.normalize("NFKD", text)
            text = re.sub("[\u0300-\u036f]", "", text)
    elif "'" in text or "`" in text:
        text = _APOSTROPHES.sub("", text)
    text = text.lower()
    if _SPELLED.search(text):
        text = _SPELLED.sub(lambda match: _STANDARD[match[0]], text)
    return _WORD.findall(text)


def is_searched(word: str) -> bool:
    return 2 <= len(word) <= LONGEST and word not in STOP


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
_VOWELS = frozenset("aiueo")
_ENDINGS = ("lah", "kah", "tah", "pun", "nya")


def light(word: str) -> str:
    """The word without its usual affixes, found without a dictionary. Names the shard."""
    return candidates(word)[0]


def candidates(word: str) -> list[str]:
    """What `word` may be derived from, likeliest first; never empty."""
    if len(word) < 5 or not word.isalpha():
        return [word]
    stripped = word
    for ending in _ENDINGS:
        if stripped.endswith(ending) and len(stripped) - len(ending) >= 4:
            stripped = stripped[: -len(ending)]
            break
    roots, prefixed = _without_prefix(stripped)
    found: list[str] = []
    for root in roots:
        for form in _without_suffix(root, prefixed):
            if form not in found:
                found.append(form)
    if stripped not in found:
        found.append(stripped)
    return found


def _without_prefix(word: str) -> tuple[list[str], bool]:
    for prefix, replaced in _NASALS:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            rest = word[len(prefix) :]
            if rest[0] in _VOWELS:
                return [start + rest for start in replaced], True
            if prefix[2:] == "ng" and rest[0] in "ghkx":
                return [_inner(rest)], True
            if prefix[2:] in ("m", "n"):
                return [_inner(rest)], True
    for prefix, most in (("di", 3), ("ber", 3), ("ter", 3), ("per", 4), ("me", 4)):
        if word.startswith(prefix) and len(word) - len(prefix) > most:
            rest = word[len(prefix) :]
            if prefix == "me" and rest[0] not in "lrwy":
                continue
            return [_inner(rest)], True
    if word.startswith("ke") and word.endswith("an") and len(word) > 7:
        return [word[2:]], True
    if word.startswith("pe") and len(word) > 6 and word[2] in "lwy":
        return [word[2:]], True
    return [word], False


def _inner(word: str) -> str:
    """Without a second prefix: (mem)per-, (di)per-, (mem)ber-."""
    return word[3:] if word[:3] in ("per", "ber") and len(word) > 7 else word


def _without_suffix(word: str, prefixed: bool) -> list[str]:
    for suffix in ("kan", "an", "i"):
        if not word.endswith(suffix) or len(word) - len(suffix) < 4:
            continue
        if suffix == "i" and not prefixed:
            continue
        shorter = word[: -len(suffix)]
        if suffix == "kan":  # kecela-kaan is no such word, tembak-an is
            return [shorter, shorter + "k", word]
        return [shorter, word]
    return [word]
