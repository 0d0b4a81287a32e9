"""The words of texts and queries as they are searched for.

`theme/static/js/lib/terms.js` holds the same rules; `tests/vectors/terms.json` holds both to it.
"""

from __future__ import annotations

import re
import unicodedata

from kentongan.parts.search.tables import table

LONGEST = 24
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_WORD = re.compile(r"[a-z0-9]+")
_SPELLINGS = table().spellings
_SPELLED = re.compile("|".join(_SPELLINGS))


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
        text = _SPELLED.sub(lambda match: _SPELLINGS[match[0]], text)
    return _WORD.findall(text)


def is_searched(word: str) -> bool:
    return 2 <= len(word) <= LONGEST and word not in table().silent
