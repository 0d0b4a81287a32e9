"""Runs of capitalised words that may be a private person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import dropwhile
from typing import NamedTuple

from kentongan.gate import ages, deeds, lexicon, looks, things
from kentongan.gate.capitals import Run, Token, heads, is_other, leading_to_names, offices, stops
from kentongan.gate.pattern import Pattern
from kentongan.gate.phrases import (
    ACCOUNTS,
    ACCUSED,
    ACCUSED_BEFORE,
    BODY_OF,
    BROKEN_INTO,
    HARMED_BEHIND,
    HONOURED,
    JOINED_RANK,
    KINDS,
    RELATIVE_OF,
    STRUCK_BEHIND,
    STRUCK_DIRECTLY,
    VICTIM_IS,
)
from kentongan.gate.tables import is_name_word, phrases, table, words_of
from kentongan.manuscripts import dictionary

_ABBREVIATED = words_of(
    "em purn h hj m mh moch moh muh muhd abd ach a st hm ny tn sdr sdri alm almh bpk kh dg drs "
    "dra ir r rr"
)
# Common words inside the name of a thing: Kapal Motor …, Kereta Api …
_MIDDLE = words_of(
    "motor api cepat laut pertama dua tiga empat lima enam ikan barang penumpang rumah anak tani "
    "besar"
)
_LONGEST_OWN = 6  # letters of a name that ends as what belongs to somebody does: `Vannya`
_SHOPS = words_of("depot warung bengkel salon toko butik warkop kos")
_STALLS = words_of("warung kios lapak")  # called after whoever sits there
_MONTHS = words_of("mei juni juli april agustus maret september januari oktober desember")
PARTICLES = words_of("bin binti bt al el als alias")

_SET_OFF = frozenset('(,.)\n;”"')
_STOPS_SENTENCE = frozenset(".!?\n")
_OPENING = " “\"'"
_LEADS = ("nama", ":", ",", "yakni", "yaitu", "inisial", "=")

# `Tag 67`: what has a number is no person, unless the number is an age.
_NUMBERED = Pattern(r" \d+(?! ?(?:tahun|thn|th|bln|bulan)\b)")
_NEXT_WORD = Pattern(r"\s+([a-z]+)")
_JOINED = Pattern(r"\b([A-Z]\w+),? (?:dan|serta) \Z")
_LONGEST_JOINED = 30
_MAY_PRECEDE_VERB = words_of(
    "yang kemudian sedang tengah sempat masih hanya bisa akhirnya langsung pun juga baru sudah "
    "telah lalu kini hendak nekat tega kerap belum tidak tak saat dan alias berhasil selaku "
    "sebagai adalah ialah merupakan"
)
_BEFORE_PARTY = words_of(
    "dan serta milik oleh pasangan si bernama bersama terhadap kepada rekannya yakni sedangkan "
    "sementara giliran"
)
# Naming words behind which many things stand that are no name.
_LOOSE_NAMING = words_of("adalah ialah sebagai identitas identitasnya yakni yaitu nama")


class Candidate(NamedTuple):
    """Words at `start:end`, in lower case. `civil`: Pak, Ibu, H. and the like come before.

    `is_thing`: the words are the name of a place or a thing, told by its first word. `office`: a
    rank or a profession comes before, and nothing makes whoever holds it a party.
    """

    start: int
    end: int
    words: tuple[str, ...]
    civil: bool = False
    is_thing: bool = False
    office: bool = False


# Behind Pak and Bu: whoever holds an office in the street.
_NEIGHBOURS = words_of("rt rw lurah kades camat kadus dukuh kasun modin carik tua")
_PLAIN_COURTESY = words_of("pak bu bapak ibu mbah")
# Courtesy of reports, also behind another word with a capital: `13.00 WIB Sdr. Paimun`.
_OF_REPORTS = words_of("sdr sdri sdra saudara saudari a.n")


def is_promising(text: str, start: int, end: int, words: Sequence[str]) -> bool:
    """Whether a closer look is worth its time: one unknown word in running text is not."""
    if len(words) > 1:
        return True
    if is_name_word(words[0]):
        return not _opens_as_noun(text, start, end, words[0])
    if len(words[0]) == 1 or _NUMBERED.match(text, end):
        return False
    opens = not start or text[start - 2 : start - 1] in _STOPS_SENTENCE
    if looks.is_strange(words) and not looks.is_short(text, start, end):
        if _is_party(text, start, end):
            return True
    elif opens and text[end : end + 1] == " ":
        return False
    after = text[end : end + 2]
    if (after.strip()[:1] or "\n") in _SET_OFF:
        return not looks.is_short(text, start, end)
    if opens:
        return False
    if _is_listed(text, start):
        return True
    behind = _NEXT_WORD.match(text, end)
    if behind and lexicon.is_verb(behind[1]) and text[start - 2 : start - 1].islower():
        return True
    before = text[max(0, start - 20) : start].lower().rstrip(_OPENING)
    last = before[before.rfind(" ") + 1 :].lstrip(_OPENING)
    return before.endswith(_LEADS) or last in leading() or last in _hurting()


def _opens_as_noun(text: str, start: int, end: int, word: str) -> bool:
    """`Titik api`, `Berkat kardus itu`: a word of the language with the capital of its sentence."""
    if start and text[start - 2 : start - 1] not in _STOPS_SENTENCE:
        return False
    behind = _NEXT_WORD.match(text, end)
    if not behind or behind[1] in _MAY_PRECEDE_VERB or behind[1] in _BEFORE_PARTY:
        return False
    return (
        dictionary.is_word(word)
        and not lexicon.has_affix(behind[1])
        and not lexicon.is_verb(behind[1])
    )


def _is_listed(text: str, start: int) -> bool:
    """`Sukma dan Jaya`: joined to a name."""
    joined = _JOINED.search(text, max(0, start - _LONGEST_JOINED), start)
    return bool(joined and is_name_word(joined[1].lower()))


def _is_party(text: str, start: int, end: int) -> bool:
    """Whether a verb may stand behind, or one that takes a person, an owner, a list before."""
    behind = _NEXT_WORD.match(text, end)
    if behind and behind[1] == "tersebut":
        return False
    if behind and (behind[1] in _MAY_PRECEDE_VERB or lexicon.is_verb(behind[1])):
        return True
    words = text[max(0, start - 30) : start - 1].lower().split()
    while len(words) > 1 and words[-1].rstrip(".") in leading_to_names():
        words.pop()
    return bool(words) and (words[-1] in _BEFORE_PARTY or lexicon.is_verb(words[-1]))


@cache
def leading() -> frozenset[str]:
    """Words that lead to a person, whatever the name looks like: roles, bodies, belongings."""
    tables = phrases("phrases")
    keys = ("of_victim", "of_suspect", "owns")
    naming = {phrase.rpartition(" ")[2] for phrase in tables["naming"]} - _LOOSE_NAMING
    return frozenset(
        {*KINDS, "tubuh", "jasad", "jenazah"} | naming | {w for key in keys for w in tables[key]}
    )


@cache
def _hurting() -> frozenset[str]:
    return frozenset({*phrases("phrases")["hurts"], *phrases("phrases")["takes"]})


def may_hold_name(text: str, run: Run) -> bool:
    """The same question of a run, before its sentence is looked at."""
    if len(run) > 1:
        return True
    start, end, word = run[0]
    return is_promising(text, start, _visible_end(text, end), (word,))


def of_run(text: str, tokens: Run) -> Iterator[Candidate]:
    """The candidates within a run."""
    words = table("words")
    current: list[Token] = []
    civil = swallow = False
    head = 0
    town = -2  # where one ended
    for number, (start, end, word) in enumerate(tokens):
        raw = text[start:end]
        if _is_noun_of(text, tokens, number) or _is_numeral(raw, number):
            continue
        if civil and not current and word in _NEIGHBOURS:
            continue  # `Pak RT Junaidi`
        if swallow and word in words["lay_offices"] and raw.endswith("."):
            continue  # `RSUD Tgk. Chik Ditiro`
        if word in offices() and not _is_head(text, tokens, number):
            if not _is_office_of(word, current):
                yield from candidate(text, current, civil)
            found = [*_party(text, tokens[number:])]
            yield from found or _in_office(text, tokens[number:])
            return
        if word in _OF_REPORTS:
            yield from candidate(text, current, civil)
            current, civil, swallow = [], True, False
        elif word in words["civil"] and (not current or _is_trade(current, word)):
            current, civil = [], not swallow  # "Gang Haji Ridwan" is a place
        elif (
            _is_given_month(text, tokens, number)
            or _is_surname(current, word)
            or (civil and not current and _is_courted(text, tokens, number))
            or (word == "lalu" and _is_title(text, tokens, number))
            or _is_town_of_name(text, tokens, number)
        ):
            current.append((start, end, word))
        elif starts_other(word, raw) or (not current and _is_thing(text, tokens[number:])):
            yield from candidate(text, current, civil)
            current, civil = [], False
            head = start
            town = end if word in words["towns"] else -2
            is_thing = word not in stops() and word not in words["towns"] and not _is_pronoun(word)
            is_thing = is_thing and not _is_account(text, tokens, number)
            is_thing = is_thing or things.is_made_of(
                [word for _, _, word in tokens[number : number + 2]]
            )
            swallow = is_thing or (swallow and (word in _MIDDLE or word not in KINDS))
        elif swallow or (number == 0 and _opens_sentence(text, tokens)):
            continue
        elif start == town + 1 and not is_name_word(word):
            continue  # `Medan Johor`
        elif raw.endswith(".") and len(word) > 1 and word not in _ABBREVIATED and "." not in word:
            yield from candidate(text, [*current, (start, end - 1, word)], civil)
            current, civil = [], False
        else:
            current.append((start, end, word))
    yield from candidate(text, current, civil)
    if swallow and not current:
        yield Candidate(head, tokens[-1][1], (), is_thing=True)


def _is_office_of(word: str, before: Sequence[Token]) -> bool:
    """`Kaops Damai Cartenz Brigjen Pol. …`: what stands right before a rank is an office."""
    return word in table("words")["ranks"] and not all(is_name_word(other) for *_, other in before)


def _party(text: str, tokens: Sequence[Token]) -> Iterator[Candidate]:
    """`Lurah Hartono ditahan`, `jenazah Kyai Dullah`: named for what was done or suffered."""
    words, office = table("words"), tokens[0][2]
    names = list(dropwhile(lambda token: is_other(token[2]), tokens[1:]))
    if not names or any(_is_no_name(names, number) for number in range(len(names))):
        return
    start, end = tokens[0][0], names[-1][1]
    before, after = text[max(0, start - 50) : start].lower(), text[end : end + 60].lower()
    if office in words["ranks"]:
        if names[0] == tokens[1] and _is_in_harm(before, after):
            for found in candidate(text, names, civil=True):
                yield found._replace(start=start)  # where a list goes on
        return
    suffers = office in words["lay_offices"] and (
        BODY_OF.search(before)
        or STRUCK_DIRECTLY.search(before)
        or HARMED_BEHIND.match(after)
        or deeds.SUFFERS.follow(after)
        or deeds.FALLS.follow(after)
    )
    told = bool(ACCUSED_BEFORE.search(before) or RELATIVE_OF.search(before))
    accused = ACCUSED.match(after) or told
    is_name = any(is_name_word(word) for _, _, word in names)
    is_name = is_name or bool(told and looks.is_strange([word for _, _, word in names]))
    if suffers or (accused and is_name):
        yield from candidate(text, names, civil=True)


def _in_office(text: str, tokens: Sequence[Token]) -> Iterator[Candidate]:
    """`Bidan Yuni`, `Sersan Dua Yulius Bria`: named with a rank, or a profession of anybody."""
    held = [number for number, (_, _, word) in enumerate(tokens) if word in offices()]
    last = held.pop()
    if tokens[last][2] == "kepala" and held and held[-1] == last - 1:
        last -= 1  # `Kopral Kepala Mujiono`
    words, office = table("words"), tokens[last][2]
    if office not in words["ranks"] and office not in words["lay_offices"]:
        return
    names = list(dropwhile(lambda token: is_other(token[2]), tokens[last + 1 :]))
    end = next((number for number in range(len(names)) if _is_no_name(names, number)), len(names))
    for found in candidate(text, names[:end], civil=False):
        yield found._replace(office=True)


def _is_no_name(names: Sequence[Token], number: int) -> bool:
    word = names[number][2]
    return is_other(word) and not _is_surname(names[:number], word)


def _is_in_harm(before: str, after: str) -> bool:
    """`Kedua korban, Praka Dedi dan Sertu Yan, …`: whoever has a rank may be a party, too."""
    is_victim = VICTIM_IS.search(before) or JOINED_RANK.search(before)
    suffers = deeds.SUFFERS.follow(after) and not HONOURED.match(after)
    suffers = suffers or bool(HARMED_BEHIND.match(after))
    is_party = ACCUSED.match(after) or ages.after(after, 0, len(after)) is not None
    return bool(is_victim or suffers or is_party)


def _opens_sentence(text: str, tokens: Sequence[Token]) -> bool:
    """`Laporan Nanang Kosim`: the first word has its capital from the sentence."""
    start, _, word = tokens[0]
    if len(tokens) == 1 or is_name_word(word) or not dictionary.is_derived(word):
        return False
    before = text[max(0, start - 20) : start].rstrip(_OPENING)
    return not before or before[-1] in _STOPS_SENTENCE


def _is_noun_of(text: str, tokens: Sequence[Token], number: int) -> bool:
    """`Pemakaman Slamet`, `Salon Nurmala Dewi`: a noun with the capital of its sentence."""
    start, end, word = tokens[number]
    if number or len(tokens) < 2 or word not in table("words")["owned"] or text[end] != " ":
        return False
    before = text[max(0, start - 20) : start].rstrip(_OPENING)
    if before and before[-1] not in _STOPS_SENTENCE and before[-1] != ":":
        return False
    names = [name for _, _, name in tokens[1:] if name not in table("words")["civil"]]
    behind = text[tokens[-1][1] :][:30]
    is_called = len(names) + 1 < len(tokens) and word in _SHOPS  # `Depot Bu Rudy`
    is_struck = word in _STALLS and STRUCK_BEHIND.match(behind)
    if not names or (is_called and not is_struck):
        return False
    if things.is_made_of((word, names[0])):
        return False
    return all(map(is_name_word, names)) and not all(map(things.is_wish, names))


def _is_head(text: str, tokens: Sequence[Token], number: int) -> bool:
    """`Kepala Gatot Subagyo terbentur`: the part of a body, for an office needs a body."""
    if tokens[number][2] != "kepala" or number + 1 >= len(tokens):
        return False
    return is_name_word(tokens[number + 1][2]) and text[tokens[number][1] :][:1] == " "


def _is_surname(current: Sequence[Token], word: str) -> bool:
    """`Erick Samosir`, `Rizki Ramadhan`: a town or a feast behind a given name is a name too."""
    words = table("words")
    if not current or (word not in words["towns"] and word not in words["second"]):
        return False
    return is_name_word(current[-1][2]) or looks.is_strange((current[-1][2],))


def _is_numeral(raw: str, number: int) -> bool:
    """`V. Uraian kejadian`: the number of a heading."""
    return number == 0 and raw.endswith(".") and len(raw) > 1 and not raw.strip("IVX.")


def _is_town_of_name(text: str, tokens: Sequence[Token], number: int) -> bool:
    """`Bima Satria (6)`: with an age behind, a town is a name too."""
    if number or len(tokens) == 1 or tokens[0][2] not in table("words")["towns"]:
        return False
    behind = text[tokens[-1][1] : tokens[-1][1] + 4]
    return behind.startswith(" (") and behind[-1].isdigit()


def _is_given_month(text: str, tokens: Sequence[Token], number: int) -> bool:
    """`Lie Mei Hwa`, `April Susanti`: a month has a number beside it."""
    start, end, word = tokens[number]
    if word not in _MONTHS or len(tokens) == 1:
        return False
    beside = text[max(0, start - 3) : start] + text[end : end + 3]
    return not any(mark.isdigit() for mark in beside)


def _is_trade(current: Sequence[Token], word: str) -> bool:
    """`Masinis Pak Hari`: one word of the language before a courtesy is what somebody does."""
    (_, _, first), *others = current
    is_plain = dictionary.is_word(first) and not is_name_word(first)
    return is_plain and not others and word in _PLAIN_COURTESY


def _is_courted(text: str, tokens: Sequence[Token], number: int) -> bool:
    """`Pak Hari Subagyo`: what else names a thing, between a courtesy and a name."""
    if number + 1 >= len(tokens) or tokens[number][2] not in heads() | stops():
        return False
    start, end, _ = tokens[number]
    word = tokens[number + 1][2]
    return not text[start:end].isupper() and (is_name_word(word) or looks.is_strange((word,)))


def _is_account(text: str, tokens: Sequence[Token], number: int) -> bool:
    """`Akun WhatsApp Tengku Mansur diretas`: whose it is."""
    is_site = f"{tokens[number][2]} " in ACCOUNTS
    return is_site and bool(BROKEN_INTO.match(text, tokens[-1][1]))


def _is_title(text: str, tokens: Sequence[Token], number: int) -> bool:
    """`menangkap Lalu Sudarmawan`: of a nobleman of Lombok, not what happened then."""
    before = text[max(0, tokens[number][0] - 20) : tokens[number][0]].rstrip(_OPENING)
    return number + 1 < len(tokens) and bool(before) and before[-1] not in _STOPS_SENTENCE


def starts_other(word: str, raw: str) -> bool:
    words = table("words")
    if word in stops() or word in words["towns"] or _is_pronoun(word):
        return True
    if word[-1:].isdigit():  # `Nur Aini Rp64 juta`
        return True
    # "Man" and "Mi" may begin a name, "MAN" and "MI" are schools.
    return word in heads() and not (is_name_word(word) and not raw[:2].isupper())


@cache
def _is_pronoun(word: str) -> bool:
    """`Keduanya`, `Adiknya`: at the beginning of a sentence, and nobody's name."""
    if not word.endswith("nya") or is_name_word(word):
        return False
    if len(word) > _LONGEST_OWN:
        return True
    return dictionary.is_word(word) or word.removesuffix("nya") in stops()


def _is_thing(text: str, tokens: Sequence[Token]) -> bool:
    """`RSJ Radjiman`, `Bulan Suci`."""
    if tokens[0][2] == "bulan":
        return things.is_made_of([word for _, _, word in tokens[:2]])
    return _is_body(text, tokens)


def _is_body(text: str, tokens: Sequence[Token]) -> bool:
    """`RSJ Radjiman`: an abbreviation before a name makes it a body, a ship, a firm."""
    if len(tokens) < 2:
        return False
    first, second = text[slice(*tokens[0][:2])], text[slice(*tokens[1][:2])]
    if tokens[1][2] in PARTICLES:  # `SPU alias Surya Putra`
        return False
    short = first.isalpha() and first.isupper() and 2 <= len(first) <= 5
    known = is_name_word(tokens[0][2]) or tokens[0][2] in KINDS  # `DPO Suwarno`
    return short and not second.isupper() and not known


def candidate(text: str, tokens: list[Token], civil: bool) -> Iterator[Candidate]:
    while tokens and (tokens[0][2] in PARTICLES or tokens[0][2] in ("h", "hj")):
        tokens = tokens[1:]
    while tokens and tokens[-1][2] in PARTICLES:
        tokens = tokens[:-1]
    if tokens:
        end = _visible_end(text, tokens[-1][1])
        yield Candidate(tokens[0][0], end, tuple(word for _, _, word in tokens), civil)


def _visible_end(text: str, end: int) -> int:
    while text[end - 1] in ".'’`-":
        end -= 1
    return end


def name_words(name: str) -> list[str]:
    """The words of a name for comparison, without initials."""
    return [word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) > 1]
