"""Whether capitalised words are a private person: evidence by evidence, each with its weight."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from kentongan.gate import deeds, initials, lexicon, phrases
from kentongan.gate.case import Case
from kentongan.gate.pattern import Pattern
from kentongan.gate.roles import PARTS
from kentongan.gate.tables import table, words_of

ENOUGH = 5
CERTAIN = ENOUGH  # alone
STRONG = 3  # together with a look
LOOK = 2
FAINT = 1
NEVER = -20
LOOKS_AT_MOST = 4  # however much it looks like a name, something has to tie it to a case

_SHORT = Pattern(r"\s*\(([A-Z]{3,8})\)")
_ROW_LENGTH = 80  # characters of a line behind a name
_PSEUDONYM = words_of("samaran sebut disamarkan panggil sebenarnya")


class Evidence(NamedTuple):
    """One reason for or against. `why` is said to staff, behind "karena"."""

    name: str
    test: Callable[[Case], object]
    weight: int
    why: str = ""


def _is_alone_within(case: Case) -> bool:
    return case.hits > 0 and case.count == 1 and case.is_within


def _is_all_usual(case: Case) -> bool:
    return case.hits == case.count and case.is_in_grave_case and not case.document.is_festive


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
    return case.is_in_case if lone else case.may_be_in_case


def _has_courtesy(case: Case) -> bool:
    """`Maling gondol sapi Pak Wito`: who is called so in a case is a party, unless in office."""
    told = case.is_in_grave_case or case.is_in_case
    return bool(case.candidate.civil and told and not case.document.is_festive)


def _is_listed(case: Case) -> bool:
    return bool((case.hits or case.is_strange or case.count > 1) and case.heading)


def _is_marked(case: Case) -> bool:
    """`Wa Ode Nurhayati (MD)`, as reports write of the dead and the hurt."""
    looks = case.hits or case.is_strange or case.count > 1
    return bool(looks and phrases.MARK_BEHIND.match(case.after))


def _is_in_row(case: Case) -> bool:
    """`| Lastri Wahyuni – 40 |`: a line that begins with a name and an age."""
    if not (case.hits and case.is_in_case):
        return False
    line = case.text.rfind("\n", 0, case.candidate.start) + 1
    beside = case.text[line : case.candidate.start]
    rest = case.document.lowered[case.candidate.end :][:_ROW_LENGTH].partition("\n")[0]
    return not beside.strip(" |-*•.)0123456789") and bool(phrases.ROW.fullmatch(rest))


def _is_of_report(case: Case) -> bool:
    if not case.candidate.civil:
        return False
    left = case.document.lowered[max(0, case.candidate.start - 12) : case.candidate.start]
    return bool(phrases.OF_REPORTS.search(left))


def _tells(case: Case) -> bool:
    if not (case.hits or case.candidate.civil or case.is_strange):
        return False
    if case.before.endswith(phrases.TO_POLICE):
        return True
    if case.is_spoken:
        return bool(case.is_in_case and phrases.SPEAKS_SHAKEN.match(case.after))
    return bool(phrases.TELLS.match(case.after))


def _is_introduced(case: Case) -> bool:
    return case.is_named and case.is_told_near and case.before.rstrip().endswith("bernama")


def _is_seen_by(case: Case) -> bool:
    told = case.sentence.roles or _may_be_party(case)
    return bool(told and phrases.SEEN_BY.search(case.before))


def _is_owner(case: Case) -> bool:
    told = case.sentence.roles or _may_be_party(case)
    looks = case.hits or (case.is_strange and case.is_in_case)
    return bool(told and looks and phrases.OWNS.search(case.before))


def _does_or_suffers(case: Case) -> bool:
    if not case.deed or case.is_spoken:
        return False
    looks = case.hits or case.count > 1 or case.candidate.civil or case.is_named
    alone = case.is_strange and case.is_in_case
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
    return bool(case.sees and (_may_be_party(case) or case.is_in_grave_case) and told)


def _acts_as_people_do(case: Case) -> bool:
    return bool(case.is_in_grave_case and not case.is_spoken and case.follows(deeds.HUMAN))


def _did_it(case: Case) -> bool:
    told = case.is_in_grave_case or (_may_be_party(case) and (case.hits or case.is_strange))
    done = phrases.DONE_BY.search(case.before) or phrases.RUN_BY.search(case.before)
    return bool(told and done)


def _had_it(case: Case) -> bool:
    """`dari Marisi Sitorus disita`, `sudah saya kembalikan ke Sulastri`."""
    if not (case.hits and case.is_in_case):
        return False
    if not case.before.endswith(phrases.FROM_OR_TO):
        return False
    if phrases.DEALS_WITH.search(case.before):
        return True
    return case.before.endswith("dari ") and bool(phrases.SEIZED.match(case.after))


def _is_beside_preposition(case: Case) -> bool:
    if phrases.SECURES.match(case.after):
        return False  # a companion of officers
    is_unknown = case.is_strange and (case.count > 1 or case.is_in_grave_case)
    told = case.is_in_case and (case.hits or is_unknown or case.is_whole)
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
    told = case.may_be_in_case and looks
    return bool(told and phrases.PERSON_BEFORE.search(case.before))


def _is_of_a_kind(case: Case) -> bool:
    looks = case.hits or case.count > 1
    return bool(looks and case.is_in_case and phrases.KIND_BEFORE.search(case.before))


def _is_among(case: Case) -> bool:
    looks = case.hits or case.candidate.civil
    return bool(looks and case.is_in_case and phrases.AMONG.search(case.before))


def _is_near_somebody(case: Case) -> bool:
    told = (case.sentence.roles or case.is_in_grave_case) and (case.is_spoken or case.hits)
    return bool(told and phrases.NEAR_SOMEBODY.match(case.after))


def _is_behind_role(case: Case) -> bool:
    """At a feast, and far from any case, who drives or owns something is a guest."""
    at_ease = case.document.is_festive or not case.is_told_near
    is_guest = at_ease and all(map(case.is_on_road, case.chain))
    is_guest = is_guest or (at_ease and case.is_courted)
    return bool(case.chain) and not is_guest


def _is_apposed(case: Case) -> bool:
    if not case.suffix:
        return False
    if case.suffix.kind == "family" and case.hits:
        return True
    if case.is_spoken or case.suffix.kind == "family":
        return case.is_closed or bool(phrases.COPULA.match(case.after))
    if case.hits or (case.count > 1 and phrases.COPULA.match(case.after)):
        return True
    return case.suffix.kind in ("child", "witness") and case.is_closed


def _shares_sentence(case: Case) -> bool:
    """A role or a deed is told in the same sentence."""
    if case.is_spoken or phrases.OFFICE_AFTER.match(case.after):
        return False
    told = case.sentence.parties or case.sentence.acts or case.document.is_sexual
    return bool(
        told and case.is_told_near and not phrases.DEGREE_AFTER.match(case.text, case.candidate.end)
    )


# What ties them to a case.
TIES = (
    Evidence("age", lambda case: case.age is not None, CERTAIN, "diikuti umur"),
    Evidence("accused holder", lambda case: case.is_accused_holder, STRONG, "disebut ditangkap"),
    Evidence("list", lambda case: case.previous, CERTAIN, "sederet dengan nama lain"),
    Evidence("form", lambda case: case.is_in_form, CERTAIN, "mengisi baris Nama"),
    Evidence("bernama", _is_introduced, CERTAIN, "didahului kata bernama"),
    Evidence(
        "named", lambda case: case.is_named and case.is_told_near, STRONG, "disebut sebagai nama"
    ),
    Evidence("role before", _is_behind_role, STRONG, "didahului kata {role}"),
    Evidence(
        "body", lambda case: phrases.BODY_OF.search(case.before), CERTAIN, "didahului kata jasad"
    ),
    Evidence(
        "catch", lambda case: phrases.CATCHES.search(case.before), CERTAIN, "disebut ditangkap"
    ),
    Evidence("mark behind", _is_marked, CERTAIN, "diikuti tanda korban"),
    Evidence("row", _is_in_row, STRONG, "berada di baris data"),
    Evidence("table", lambda case: case.column in PARTS, CERTAIN, "berada di kolom pihak"),
    Evidence("list below", _is_listed, CERTAIN, "berada di daftar pihak"),
    Evidence("report", _is_of_report, CERTAIN, "didahului kata Sdr."),
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
    Evidence("relative", lambda case: case.is_relative, CERTAIN, "didahului kata anak dari"),
    Evidence("what people do", _acts_as_people_do, STRONG, "disebut berbuat sesuatu"),
    Evidence("done by", _did_it, STRONG, "disebut berbuat sesuatu"),
    Evidence("young", lambda case: phrases.IS_YOUNG.match(case.after), CERTAIN, "disebut anak"),
    Evidence("of a kind", _is_of_a_kind, STRONG, "menerangkan seseorang"),
    Evidence("among others", _is_among, STRONG, "disebut bersama yang lain"),
    Evidence("near a party", _is_near_somebody, CERTAIN, "disebut dekat dengan seseorang"),
    Evidence("role behind", _is_apposed, CERTAIN, "diikuti kata {role}"),
    Evidence("told in the sentence", _shares_sentence, FAINT, "kalimatnya menyebut perkara"),
    Evidence("usual throughout", _is_all_usual, FAINT, "mirip nama orang"),
)


def _is_introduced_otherwise(case: Case) -> bool:
    if case.is_named or case.age is not None:
        return False
    if case.candidate.words[-1:] == ("cs",) or case.is_driver:
        return False  # `geng Deni Cs`, `sopir bus Joko`
    if case.is_thing:
        return not _is_in_row(case)
    if case.before.endswith("kepala ") and case.deed == "victim":
        return False  # the part of a body
    if case.before[-2:-1].isdigit() and phrases.SCHOOL_NUMBER.search(case.before):
        return True
    if not phrases.NOT_NAME_BEFORE.search(case.before) or _is_in_row(case):
        return False
    is_private = case.candidate.civil or phrases.LAY_BEFORE.search(case.before)
    if case.is_accused or case.is_relative or (is_private and case.deed):
        return False  # `menahan dr. Bramantyo`, `Ustaz Fathoni ditusuk`
    told = (phrases.STRUCK, phrases.SEEN_BY, *([phrases.DEALS_WITH] if case.hits else ()))
    return not any(pattern.search(case.before) for pattern in told)


def _is_untied_official(case: Case) -> bool:
    if case.is_named or case.age is not None:
        return False
    if case.before.rstrip().endswith(")") and phrases.CORPS_BEFORE.search(case.before):
        return True
    deed = case.deed and not phrases.DENIES.match(case.after)
    tied = case.chain or case.suffix or case.previous or deed or case.is_relative
    tied = tied or case.is_accused_holder
    if not tied and phrases.HIGH_OFFICE_BEHIND.match(case.after):
        return True
    if not tied and not case.sees and phrases.OFFICE_AFTER.match(case.after):
        return True
    seen = case.sees and phrases.LAY_OFFICE.search(case.before)
    return not (tied or seen) and case.is_office_holder


def _is_home(case: Case) -> bool:
    """Behind `warga` or `asal`, unknown words are where somebody comes from."""
    looks = case.hits or case.is_named or case.candidate.civil
    return bool(not looks and phrases.HOME_BEFORE.search(case.before))


def _is_bought(case: Case) -> bool:
    """`menjual Xpander`: behind such a verb an unknown word is a thing."""
    is_thing_too = case.candidate.words[0] in table("words")["names_too"]
    if is_thing_too and not case.is_named and phrases.POINTED_AT.match(case.after):
        return True
    told = (case.hits and not is_thing_too) or case.is_named or case.age is not None
    if not told and case.before.endswith(phrases.DRIVEN):
        return True
    return not told and phrases.THING_BEFORE.search(case.before)


def _is_hidden(case: Case) -> bool:
    if initials.is_hidden(case.name, case.candidate.words):
        return True
    if case.document.words.isdisjoint(_PSEUDONYM):
        return False
    return bool(
        phrases.PSEUDONYM_BEFORE.search(case.before) or phrases.PSEUDONYM_AFTER.match(case.after)
    )


def _is_phrase(case: Case) -> bool:
    """`Tertib Berlalu`, `R2`: a verb or a number among words that are usual in no name."""
    if case.hits or case.is_named:
        return False
    return any(
        lexicon.is_verb(word) or any(map(str.isdigit, word)) for word in case.candidate.words
    )


def _is_abbreviated(case: Case) -> bool:
    """`Electronic Traffic Law Enforcement (ETLE)`: what has its initials behind is a thing."""
    short = _SHORT.match(case.text, case.candidate.end)
    return bool(
        short and case.age is None and short[1][-1:].lower() == case.candidate.words[-1][:1]
    )


OFFICE = "holder of an office"

# What speaks against a private person, whatever speaks for one.
AGAINST = (
    Evidence("thing or office before", _is_introduced_otherwise, NEVER),
    Evidence(OFFICE, _is_untied_official, NEVER),
    Evidence("verb or number in it", _is_phrase, NEVER),
    Evidence("abbreviation behind", _is_abbreviated, NEVER),
    Evidence("home", _is_home, NEVER),
    Evidence("bought or used", _is_bought, NEVER),
    Evidence("glad to be named", lambda case: case.is_glad, NEVER),
    Evidence("initials or pseudonym", _is_hidden, NEVER),
)


# What each tie and those behind it may add at most.
_POSSIBLE = tuple(accumulate(evidence.weight for evidence in reversed(TIES)))[::-1]


def reason(case: Case) -> str:
    """Why the words are taken for a private person, behind "karena"; "" when they are not."""
    looks = sum([evidence.weight for evidence in LOOKS if evidence.test(case)])
    if _is_introduced_otherwise(case):  # most are, and it is told cheaply
        return ""
    ties = _enough_ties(case, min(looks, LOOKS_AT_MOST))
    if not ties or any(evidence.test(case) for evidence in AGAINST):
        return ""
    return _in_words(max(ties, key=lambda evidence: evidence.weight), case)


def may_be_named(case: Case) -> bool:
    """Whether the words look like a name, and nothing but an office speaks against a person.

    `Dua pengurus, Made dan Kadek, ditahan`: what is told of the last is told of all.
    """
    looks = case.hits or case.candidate.civil or (case.is_strange and case.is_in_grave_case)
    return bool(looks) and not any(
        evidence.test(case) for evidence in AGAINST if evidence.name != OFFICE
    )


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
