"""The stem of a word, by the dictionary of Sastrawi. Only used while a site is built."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# A word without any of these beginnings and endings is its own stem, whatever it means.
_MAY_BE_DERIVED = re.compile(
    r"(?:di|ke|se|be|te|me|pe|ku|kau).{3,}|.{3,}(?:lah|kah|tah|pun|ku|mu|nya|i|kan|an)"
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    if len(word) < 5 or not word.isalpha() or not _MAY_BE_DERIVED.fullmatch(word):
        return word
    return _stemmer().stem(word) or word


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()
