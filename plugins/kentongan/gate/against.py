"""What speaks against a private person, whatever speaks for one."""

from __future__ import annotations

from kentongan.gate import initials, lexicon, phrases
from kentongan.gate.case import Case
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import table, words_of

_SHORT = Pattern(r"\s*\(([A-Z]{3,8})\)")
_ROW_LENGTH = 80  # characters of a line behind a name
_PSEUDONYM = words_of("samaran sebut disamarkan panggil sebenarnya")
# Of a body without a name: `, pendiri biro, mengalihkan`.
_OFFICE_OF_IT = Pattern(
    r", (?:pendiri|pimpinan|direktur|komisaris|manajer|bendahara|pengelola|pengurus|koordinator)"
    r"(?: [a-z]+){0,3}, ([a-z]+)"
)
# The same before the name: `Ketua koperasi, Teguh Prasojo, memutar simpanan`.
_HEAD_OF_IT = Pattern(
    r"\b(?:ketua|pendiri|pimpinan|direktur|komisaris|manajer|bendahara|pengelola|pengurus)(?:nya)? "
    r"(?:biro|koperasi|perusahaan|yayasan|arisan|toko|pabrik|panti|klub|sanggar|usaha|agen|klinik)"
    r"(?: itu| tersebut)?, $"
)
_VERB_BEHIND = Pattern(r",? ([a-z]+)")


def is_in_row(case: Case) -> bool:
    """`| Lastri Wahyuni – 40 |`: a line that begins with a name and an age."""
    if not (case.hits and case.document.is_case):
        return False
    line = case.text.rfind("\n", 0, case.candidate.start) + 1
    beside = case.text[line : case.candidate.start]
    rest = case.document.lowered[case.candidate.end :][:_ROW_LENGTH].partition("\n")[0]
    return not beside.strip(" |-*•.)0123456789") and bool(phrases.ROW.fullmatch(rest))


def is_introduced_otherwise(case: Case) -> bool:
    """Whether the words before make it a thing, or the holder of an office."""
    if case.is_named or case.age is not None:
        return False
    if case.candidate.words[-1:] == ("cs",) or case.is_driver:
        return False  # `geng Deni Cs`, `sopir bus Joko`
    if phrases.EXPERT.search(case.before):
        return True
    if case.is_thing:
        return not is_in_row(case)
    if case.before.endswith("kepala ") and case.deed == "victim":
        return False  # the part of a body
    if case.before[-2:-1].isdigit() and phrases.SCHOOL_NUMBER.search(case.before):
        return True
    if not phrases.NOT_NAME_BEFORE.search(case.before) or is_in_row(case):
        return False
    is_private = case.candidate.civil or phrases.LAY_BEFORE.search(case.before)
    if case.is_accused or case.is_relative or (is_private and case.deed):
        return False  # `menahan dr. Bramantyo`, `Ustaz Fathoni ditusuk`, `menampar dr. Felicia`
    told = (phrases.STRUCK, phrases.SEEN_BY, *([phrases.DEALS_WITH] if case.hits else ()))
    return not any(pattern.search(case.before) for pattern in told)


def is_untied_official(case: Case) -> bool:
    """Somebody named for an office, and for nothing done or suffered."""
    if case.is_named or case.age is not None or case.is_of_both:
        return False
    if case.before.rstrip().endswith(")") and phrases.CORPS_BEFORE.search(case.before):
        return True
    deed = case.deed and not phrases.DENIES.match(case.after)
    tied = case.chain or case.suffix or case.previous or deed or case.is_relative
    tied = tied or case.is_accused_holder or _runs_it(case)
    if not tied and phrases.SPEAKS_FOR.search(case.before):
        return True
    if not tied and phrases.HIGH_OFFICE_BEHIND.match(case.after):
        return True
    tied_behind = tied or case.sees or phrases.SEEN_BY.search(case.before)
    if not tied_behind and phrases.OFFICE_AFTER.match(case.after):
        return True
    seen = case.sees and phrases.LAY_OFFICE.search(case.before)
    return not (tied or seen) and case.is_office_holder


def _runs_it(case: Case) -> bool:
    """`Hendri Gunawan, pendiri biro, mengalihkan uang`: of the body that the case is about."""
    if not case.document.opens_with_case:
        return False
    office = _OFFICE_OF_IT.match(case.text, case.candidate.end, case.sentence.end)
    if office:
        return lexicon.is_verb(office[1])
    behind = _VERB_BEHIND.match(case.after)
    if not (behind and _HEAD_OF_IT.search(case.before)):
        return False
    return lexicon.is_verb(behind[1])


def is_home(case: Case) -> bool:
    """Behind `warga` or `asal`, unknown words are where somebody comes from."""
    if case.hits or case.is_named or case.candidate.civil:
        return False
    return bool(phrases.HOME_BEFORE.search(case.before)) or _is_apposed_to_name(case)


def _is_apposed_to_name(case: Case) -> bool:
    """`Haji Oding, juragan sayur Pangalengan, …`, `Budi, pensiunan Otorita Batam, …`."""
    if case.chain or case.after[:1] not in (",", "."):
        return False
    if phrases.TRADE_OF_HIDDEN.search(case.before):
        return True
    if case.beside is None:
        return False
    gap = case.document.lowered[case.beside.candidate.end : case.candidate.start]
    return bool(phrases.TRADE.fullmatch(gap))


def _is_bought(case: Case) -> bool:
    """`menjual Xpander`: behind such a verb an unknown word is a thing."""
    is_thing_too = case.candidate.words[0] in table("words")["names_too"]
    if is_thing_too and not case.is_named and phrases.POINTED_AT.match(case.after):
        return True
    told = (case.hits and not is_thing_too) or case.is_named or case.age is not None or case.deed
    if not told and case.before.endswith(phrases.DRIVEN):
        return True
    return not told and phrases.THING_BEFORE.search(case.before)


def _is_of_many(case: Case) -> bool:
    """`112 siswa Diktukba`: behind a number of people, one unknown word is where they belong."""
    if case.count > 1 or not case.is_strange or not case.chain or case.is_named:
        return False
    role = case.chain[0]
    left = case.document.lowered[max(0, role.start - 30) : role.start]
    is_beside = case.candidate.start == role.end + 1
    return is_beside and bool(phrases.COUNTED.search(left)) and case.after[:1] == " "


def _is_honoured(case: Case) -> bool:
    """Whether police thank whoever is named for help: `penghargaan kepada Yasin dan Fatkhur`."""
    if case.deed or case.suffix or case.is_child or any(map(case.is_party, case.chain)):
        return False
    return any(case.candidate.words[0] in told for told in case.document.honours)


def _is_corps(case: Case) -> bool:
    """`Petugas Polsuska`: behind them, one unknown word is where they serve."""
    lone = case.is_strange and case.count == 1 and not case.is_named and not case.candidate.civil
    return lone and phrases.MEMBERS.search(case.before)


def is_hidden(case: Case) -> bool:
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


def is_no_person(case: Case) -> bool:
    """Whether the words are a thing, a home or what is dealt in, or of somebody who is honoured."""
    return bool(case.is_thing or is_home(case) or _is_bought(case) or _is_honoured(case))


def is_nobody(case: Case) -> bool:
    """Whether the words are a thing or a place, or of somebody glad or hidden: no private person.

    The cheap questions come first.
    """
    return bool(
        is_introduced_otherwise(case)
        or _is_phrase(case)
        or _is_abbreviated(case)
        or is_home(case)
        or _is_of_many(case)
        or _is_corps(case)
        or _is_bought(case)
        or (case.is_glad and not case.document.opens_with_case)
        or _is_honoured(case)
        or is_hidden(case)
    )
