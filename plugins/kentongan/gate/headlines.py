"""Names where every word has a capital: in headlines, and in texts in capitals throughout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kentongan.gate import candidates, lexicon, looks
from kentongan.gate.capitals import Token, heads, offices, stops
from kentongan.gate.tables import is_name_word, table, words_of
from kentongan.manuscripts import dictionary

# Nouns behind which a name is no part of a thing's.
_GOODS = words_of("sabu ganja narkoba miras ekstasi pil truk mobil motor")


def of_run(text: str, tokens: Sequence[Token]) -> Iterator[candidates.Candidate]:
    """The candidates within a run: usual names, and what a word leads to."""
    words = table("words")
    current: list[Token] = []
    civil = official = thing = leads = False
    for number, (start, end, word) in enumerate(tokens):
        is_free = not thing and not candidates.starts_other(word, text[start:end])
        is_led = leads or bool(current)
        named = is_name_word(word) and (is_led or _begins_name(tokens, number))
        named = is_free and (named or (is_led and looks.is_strange((word,))))
        if word in offices():
            yield from candidates.candidate(text, current, civil)
            current, official = [], True
        elif word in words["civil"] and not current:
            civil = True
        elif named or (len(word) == 1 and current):
            current.append((start, end, word))
        else:
            if current and not official and not _is_body(current, word):
                yield from candidates.candidate(text, current, civil)
            official = official and not current and word not in stops()
            thing = _holds_name(word) or (thing and not _ends_thing(word))
            current, civil = [], False
        leads = (
            word in candidates.leading()
            or lexicon.is_verb(word)
            or (leads and word in words["civil"])
        )
    if not official:
        yield from candidates.candidate(text, current, civil)


def _is_body(current: Sequence[Token], behind: str) -> bool:
    """`Siswa Sespimma Polri`: one unknown word before a body is a part of it."""
    is_unknown = len(current) == 1 and looks.is_strange((current[0][2],))
    return is_unknown and behind in table("words")["organisations"]


def _begins_name(tokens: Sequence[Token], number: int) -> bool:
    """`Berlian Tamu Dicuri`: a word of the language alone is nobody, where nothing leads to it."""
    if not dictionary.is_word(tokens[number][2]):
        return True
    return number + 1 < len(tokens) and is_name_word(tokens[number + 1][2])


def _holds_name(word: str) -> bool:
    """Whether a name behind it, in a text without lower case, is that of a thing."""
    return word in heads() and word not in _GOODS


def _ends_thing(word: str) -> bool:
    return word in stops() or lexicon.is_verb(word)
