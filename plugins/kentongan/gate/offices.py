"""Whether the words before a name are an office, so that its holder speaks or acts as such."""

from __future__ import annotations

from kentongan.gate import lexicon, phrases
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import table

# `kepada penyidik, Kasim mengaku …`, `mengaku murid kiai, Hesti bendahara`: somebody else.
_LISTENERS = ("kepada ", "hadapan ", "murid ", "istri ", "anak ", "suami ", "ajudan ", "sopir ")
_NEXT = (", dan ", ", serta ", ", sedangkan ", ", sementara ")
_HERE = Pattern(r" (?:itu|tersebut|setempat),")  # `Pemimpin cabang bank itu, …`
_MOST_FREE = 2  # words between an office and its holder that are in no list


def is_held(before: str, written: str) -> bool:
    """`Kepala Desa Raci, …`, `koordinator tagana …`: nothing but names and its field between.

    `before` are the words in lower case without courtesy, `written` the same as they stand.
    """
    found = list(phrases.OFFICE.finditer(before))
    if not found or before.endswith(_LISTENERS, 0, found[-1].start()):
        return False
    if before.endswith(_NEXT):
        return False  # `… menjadi juru foto, dan Ko Aliong memasok`
    gap = _HERE.sub(",", written[found[-1].end() :]).replace(",", " ").split()
    if not gap and found[-1].group() == "kepala":
        return False  # the part of a body, for an office needs a body
    if gap and gap[0] in phrases.OF_PEOPLE:
        return True  # `ketua paguyuban sopir travel, …`
    free = [word for word in gap if word[0].islower() and word not in phrases.OFFICE_GAP]
    return len(free) <= _MOST_FREE and all(map(_is_field, free))


def _is_field(word: str) -> bool:
    """Whether somebody may be in charge of it: no crime, no party, no verb."""
    return word.isalpha() and word not in phrases.NO_OFFICE and not lexicon.has_affix(word)


def is_accused(before: str) -> bool:
    """`menahan mantan Kepala Desa Raci, …`."""
    return any(
        phrases.CATCHES.search(phrases.FORMER.sub("", before[: office.start()]))
        for office in phrases.OFFICE.finditer(before)
    )


def without_courtesy(before: str) -> str:
    """The words before a name without `Pak`, `Haji` and the like."""
    courtesies = table("words")["courtesy"]
    while before.endswith(" "):
        start = before.rfind(" ", 0, -1) + 1
        if before[start:-1].strip(".“\"‘'") not in courtesies:
            break
        before = before[:start]
    return before
