"""Whether capitalised words are a private person: evidence by evidence, each with its weight."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from kentongan.gate import deeds, phrases
from kentongan.gate.against import (
    is_in_row,
    is_introduced_otherwise,
    is_nobody,
    is_untied_official,
)
from kentongan.gate.case import Case
from kentongan.gate.roles import PARTS
from kentongan.gate.tables import is_name_word
from kentongan.manuscripts import dictionary

ENOUGH = 5
CERTAIN = ENOUGH  # alone
STRONG = 3  # together with a look
LOOK = 2
FAINT = 1
LOOKS_AT_MOST = 4  # however much it looks like a name, something has to tie it to a case


class Evidence(NamedTuple):
    """One reason for or against. `why` is said to staff, behind "karena"."""

    name: str
    test: Callable[[Case], object]
    weight: int
    why: str = ""


def _is_alone_within(case: Case) -> bool:
    return case.hits > 0 and case.count == 1 and case.is_within


def _is_all_usual(case: Case) -> bool:
    return case.hits == case.count and case.document.is_grave and case.document.is_news_of_case


def _is_in_news(case: Case) -> bool:
    """In news of a case whoever is named without an office is a party of it, or near one."""
    is_name = case.count > 1 and (case.hits or case.is_strange)
    is_name = is_name or any(map(_is_name_only, case.candidate.words))
    return bool(is_name and case.document.opens_with_case)


def _is_name_only(word: str) -> bool:
    return is_name_word(word) and not dictionary.is_word(word)


def _is_set_off_by_role(case: Case) -> bool:
    return bool(case.is_set_off and case.chain)


def _is_lone_object(case: Case) -> bool:
    """`menanduk Lantang`: one word of the language with a capital behind a verb that hurts."""
    return bool(
        case.count == 1
        and not case.hits
        and not case.is_strange
        and case.is_behind_verb
        and case.is_within
        and _is_hurt(case)
    )


def _is_hurt(case: Case) -> bool:
    return bool(phrases.HURTS.search(case.before) or phrases.TAKES.search(case.before))


# What the words themselves look like.
LOOKS = (
    Evidence("usual name", lambda case: case.hits, LOOK),
    Evidence("several words", lambda case: case.count > 1, LOOK),
    Evidence("courtesy before", lambda case: case.candidate.civil, LOOK),
    Evidence("of no language", lambda case: case.is_strange, LOOK),
    Evidence("one within the sentence", _is_alone_within, LOOK),
    Evidence("between commas", _is_set_off_by_role, LOOK),
    Evidence("object", _is_lone_object, LOOK),
)


def _may_be_party(case: Case) -> bool:
    """One unknown word may be a firm or a club: there a word has to tell of a case."""
    lone = case.is_strange and case.count == 1
    return case.document.is_case if lone else case.document.may_be_case


def _has_courtesy(case: Case) -> bool:
    """`Maling gondol sapi Pak Wito`: who is called so in a case is a party, unless in office."""
    told = case.document.is_grave or case.document.is_case
    return bool(case.candidate.civil and told and not case.document.is_festive)


def _is_listed(case: Case) -> bool:
    return bool((case.hits or case.is_strange or case.count > 1) and case.heading)


def _is_marked(case: Case) -> bool:
    """`Wa Ode Nurhayati (MD)`, as reports write of the dead and the hurt."""
    looks = case.hits or case.is_strange or case.count > 1
    return bool(looks and phrases.MARK_BEHIND.match(case.after))


def _tells(case: Case) -> bool:
    if not (case.hits or case.candidate.civil or case.is_strange):
        return False
    if case.before.endswith(phrases.TO_POLICE):
        return True
    if case.is_spoken:
        return bool(case.document.is_case and phrases.SPEAKS_SHAKEN.match(case.after))
    return bool(phrases.TELLS.match(case.after))


def _is_introduced(case: Case) -> bool:
    return case.is_named and bool(phrases.CALLED.search(case.before))


def _is_seen_by(case: Case) -> bool:
    told = case.sentence.roles or _may_be_party(case)
    return bool(told and phrases.SEEN_BY.search(case.before))


def _is_owner(case: Case) -> bool:
    told = case.sentence.roles or _may_be_party(case)
    looks = case.hits or (case.is_strange and case.document.is_case)
    return bool(told and looks and phrases.OWNS.search(case.before))


def _does_or_suffers(case: Case) -> bool:
    if not case.deed or case.is_spoken:
        return False
    looks = case.hits or case.count > 1 or case.candidate.civil or case.is_named
    alone = case.is_strange and case.document.is_case
    return bool(looks or alone or case.is_set_off or case.is_within)


def _is_struck_or_caught(case: Case) -> bool:
    if case.is_strange and not case.is_behind_verb:
        return False
    looks = case.hits or case.is_strange or case.is_whole or _is_lone_object(case)
    return bool(looks and _is_hurt(case))


def _is_noun_of_party(case: Case) -> bool:
    if not _may_be_party(case) or (case.is_strange and case.before.endswith(", ")):
        return False
    return bool(phrases.OF_SUSPECT.search(case.before) or phrases.OF_VICTIM.search(case.before))


def _sees(case: Case) -> bool:
    told = case.after.startswith(" yang") or not case.is_spoken
    return bool(case.sees and (_may_be_party(case) or case.document.is_grave) and told)


def _acts_as_people_do(case: Case) -> bool:
    return bool(case.document.is_grave and not case.is_spoken and case.follows(deeds.HUMAN))


def _did_it(case: Case) -> bool:
    told = case.document.is_grave or (_may_be_party(case) and (case.hits or case.is_strange))
    done = phrases.DONE_BY.search(case.before) or phrases.RUN_BY.search(case.before)
    return bool(told and done)


def _had_it(case: Case) -> bool:
    """`dari Marisi Sitorus disita`, `sudah saya kembalikan ke Sulastri`."""
    if not (case.hits and case.document.is_case):
        return False
    if not case.before.endswith(phrases.FROM_OR_TO):
        return False
    if phrases.DEALS_WITH.search(case.before):
        return True
    return case.before.endswith("dari ") and bool(phrases.SEIZED.match(case.after))


def _is_beside_preposition(case: Case) -> bool:
    if phrases.SECURES.match(case.after):
        return False  # a companion of officers
    is_unknown = case.is_strange and (case.count > 1 or case.document.is_grave)
    told = case.document.is_case and (case.hits or is_unknown or case.is_whole)
    return bool(told and phrases.PERSON_BEHIND.search(case.before))


def _is_subject(case: Case) -> bool:
    told = _may_be_party(case) and not case.is_spoken and case.acts
    if not told or phrases.SECURES.match(case.after) or phrases.PLACE_BEFORE.search(case.before):
        return False
    return bool(case.hits or not phrases.OCCASION_BEFORE.search(case.before))


def _is_object(case: Case) -> bool:
    return bool(_may_be_party(case) and case.is_object)


def _is_apposed_to_noun(case: Case) -> bool:
    looks = case.hits or case.count > 1 or case.is_strange
    told = case.document.may_be_case and looks
    return bool(told and phrases.PERSON_BEFORE.search(case.before))


def _is_among(case: Case) -> bool:
    looks = case.hits or case.candidate.civil
    return bool(looks and case.document.is_case and phrases.AMONG.search(case.before))


def _is_near_somebody(case: Case) -> bool:
    told = (case.sentence.roles or case.document.is_grave) and (case.is_spoken or case.hits)
    return bool(told and phrases.NEAR_SOMEBODY.match(case.after))


def _has_trade(case: Case) -> bool:
    """`Usi Nona, penjual papeda, mengingat …`: who acts in a case and is nobody by office."""
    if not case.document.opens_with_case or case.is_spoken:
        return False
    told = phrases.TRADE_BEHIND.match(case.after) and deeds.acts(case.after)
    return bool(told or phrases.LAY_BEHIND.match(case.after))


def _is_the_one(case: Case) -> bool:
    return bool(phrases.THE_ONE.match(case.after))


def _is_apposed(case: Case) -> bool:
    if not case.suffix:
        return False
    if case.suffix.kind == "family" and case.hits:
        return True
    if case.is_spoken or case.suffix.kind == "family":
        return case.is_closed or bool(phrases.COPULA.match(case.after))
    told = case.count > 1 or (case.is_strange and case.document.opens_with_case)
    if case.hits or (told and phrases.COPULA.match(case.after)):
        return True
    return case.suffix.kind in ("child", "witness") and case.is_closed


def _shares_sentence(case: Case) -> bool:
    """A role or a deed is told in the same sentence."""
    if (
        not case.document.is_news_of_case
        or case.is_spoken
        or phrases.OFFICE_AFTER.match(case.after)
    ):
        return False
    told = case.sentence.roles or case.sentence.acts or case.document.is_sexual
    return bool(told and not phrases.DEGREE_AFTER.match(case.text, case.candidate.end))


# What ties them to a case.
TIES = (
    Evidence("age", lambda case: case.age is not None, CERTAIN, "diikuti umur"),
    Evidence("list", lambda case: case.previous, CERTAIN, "sederet dengan nama lain"),
    Evidence("both are", lambda case: case.is_of_both, STRONG, "disebut sebagai pihak"),
    Evidence("form", lambda case: case.is_in_form, CERTAIN, "mengisi baris Nama"),
    Evidence("bernama", _is_introduced, CERTAIN, "didahului kata bernama"),
    Evidence("named", lambda case: case.is_named, STRONG, "disebut sebagai nama"),
    Evidence("role before", lambda case: case.chain, STRONG, "didahului kata {role}"),
    Evidence("mark behind", _is_marked, CERTAIN, "diikuti tanda korban"),
    Evidence("row", is_in_row, STRONG, "berada di baris data"),
    Evidence("table", lambda case: case.column in PARTS, CERTAIN, "berada di kolom pihak"),
    Evidence("list below", _is_listed, CERTAIN, "berada di daftar pihak"),
    Evidence("courtesy in a case", _has_courtesy, STRONG, "disapa dalam perkara"),
    Evidence("tells", _tells, CERTAIN, "disebut menceritakan kejadian"),
    Evidence("seen by", _is_seen_by, STRONG, "disebut melihat atau melapor"),
    Evidence("owner", _is_owner, STRONG, "disebut sebagai pemilik"),
    Evidence("deed behind", _does_or_suffers, CERTAIN, "diikuti kata tentang perkara"),
    Evidence("deed before", _is_struck_or_caught, STRONG, "didahului kata tentang perkara"),
    Evidence("noun before", _is_noun_of_party, STRONG, "didahului kata tentang perkara"),
    Evidence("what witnesses do", _sees, STRONG, "disebut melihat atau melapor"),
    Evidence("subject", _is_subject, STRONG, "disebut berbuat sesuatu"),
    Evidence("object", _is_object, STRONG, "didahului kata tentang perkara"),
    Evidence("person before", _is_apposed_to_noun, STRONG, "menerangkan seseorang"),
    Evidence("had it", _had_it, STRONG, "disebut memegang atau menerima barang"),
    Evidence("preposition", _is_beside_preposition, STRONG, "disebut berbuat sesuatu"),
    Evidence("what people do", _acts_as_people_do, STRONG, "disebut berbuat sesuatu"),
    Evidence("done by", _did_it, STRONG, "disebut berbuat sesuatu"),
    Evidence("young", lambda case: phrases.IS_YOUNG.match(case.after), CERTAIN, "disebut anak"),
    Evidence("among others", _is_among, STRONG, "disebut bersama yang lain"),
    Evidence("near a party", _is_near_somebody, CERTAIN, "disebut dekat dengan seseorang"),
    Evidence("trade behind", _has_trade, STRONG, "menerangkan seseorang"),
    Evidence("the one", _is_the_one, CERTAIN, "menerangkan seseorang"),
    Evidence("role behind", _is_apposed, CERTAIN, "diikuti kata {role}"),
    Evidence("told in the sentence", _shares_sentence, FAINT, "kalimatnya menyebut perkara"),
    Evidence("news of a case", _is_in_news, FAINT, "disebut dalam berita perkara"),
    Evidence("usual throughout", _is_all_usual, FAINT, "mirip nama orang"),
)


# What each tie and those behind it may add at most.
_POSSIBLE = tuple(accumulate(evidence.weight for evidence in reversed(TIES)))[::-1]


def reason(case: Case) -> str:
    """Why the words are taken for a private person, behind "karena"; "" when they are not."""
    if not (case.is_told_near or case.is_child):
        return ""  # who is named in good news is no party; a child is not named there either
    looks = sum([evidence.weight for evidence in LOOKS if evidence.test(case)])
    if is_introduced_otherwise(case):  # most are, and it is told cheaply
        return ""
    ties = _enough_ties(case, min(looks, LOOKS_AT_MOST))
    if not ties or is_untied_official(case) or is_nobody(case):
        return ""
    return _in_words(max(ties, key=lambda evidence: evidence.weight), case)


def may_be_named(case: Case) -> bool:
    """Whether the words look like a name, and nothing but an office speaks against a person.

    `Dua pengurus, Made dan Kadek, ditahan`: what is told of the last is told of all.
    """
    looks = case.hits or case.candidate.civil or (case.is_strange and case.document.is_grave)
    return bool(looks) and not is_nobody(case)


def _enough_ties(case: Case, score: int) -> list[Evidence]:
    """The ties of a case that looks so much like a name; none where they are not enough."""
    ties: list[Evidence] = []
    for evidence, possible in zip(TIES, _POSSIBLE, strict=True):
        if score + possible < ENOUGH:
            return []
        if evidence.test(case):
            ties.append(evidence)
            score += evidence.weight
    return ties if score >= ENOUGH else []


def _in_words(evidence: Evidence, case: Case) -> str:
    role = case.chain[0] if case.chain else case.suffix
    word = case.document.lowered[role.start : role.end] if role else ""
    return evidence.why.format(role=word)
