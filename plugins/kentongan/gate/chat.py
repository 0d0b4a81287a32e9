"""Names in lower case, as typed in a chat: `korban an. siti aminah umur 34 th`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kentongan.gate import capitals, deeds, looks
from kentongan.gate.candidates import PARTICLES, Candidate
from kentongan.gate.case import Case, Sentence
from kentongan.gate.lexicon import is_verb
from kentongan.gate.pattern import Pattern
from kentongan.gate.phrases import KINDS
from kentongan.gate.tables import is_name_word, table, words_of
from kentongan.manuscripts import dictionary

if TYPE_CHECKING:
    from kentongan.gate.roles import CastText

_HINTS = words_of("bernama nama n an sdr sdri saudara saudari md lr lb lk pr tn ny inisial")
_NAMING = Pattern(
    r"(?<![\w-])(?:bernama|atas nama|nama(?: lengkap)?\s*[:=]|a\.\s?n\.?|"
    # `in an emergency` is no `atas nama`
    r"(?<!\bin )(?<!\bis )(?<!\bas )(?<!\bof )(?<!\bto )(?<!\bby )(?<!\bor )(?<!\bwas )(?<!\bfor )"
    r"(?<!\band )(?<!\bwith )(?<!\bfrom )an\b\.?|sdri?\b\.?|"
    r"saudar[ai]\b|(?:md|lr|lb|lk|pr)\s*[:.]|tn\.|ny\.)\s*:?\s*"
)
# `bu marni kemalingan`, `saksi2: jumadi`
_CIVIL_WORDS = words_of("bu pak mbah mbok mbak mas bang cak kang bpk ibu bapak nenek kakek")
_CIVIL = Pattern(rf"(?<![\w-])(?:{'|'.join(sorted(_CIVIL_WORDS))})\.?[ ]+(?=[a-z])")
_COURTED = Pattern(r"\b(?:bu|pak|mbah|mbok|mbak|mas|bang|cak|kang|bpk)\.? $")
_COUNTED = words_of("saksi korban pelaku tersangka terlapor pelapor tsk")
_COUNTED_ROLE = Pattern(rf"(?<![\w-])(?:{'|'.join(sorted(_COUNTED))})[ ]?$")
_BEHIND_COUNT = Pattern(r"[ ]?[:.)][ ]*")
_LONGEST_ROLE = 12
# `2. tini, pr, 40 th`: a line of a list that tells a sex behind the name.
_SEXES = words_of("lk pr laki perempuan pria wanita l p")
_ROW = Pattern(
    r"(?:\A|\n)[ \t]*(?:\d{1,2}[.)]|[-•*])[ \t]*"
    r"(?=[a-z][a-z'’ ]{1,30}[ ]?[,/(] ?(?:lk|pr|l|p|laki\S{0,5}|perempuan|pria|wanita)\b)"
)
# Behind a role the name follows at once, or as in a form: `saksi 1 : nur laila`.
_BEHIND_ROLE = Pattern(
    r"\s*(?:\d{1,2} ?(?:org|orang)\s*[,:]\s*|(?:\d{1,2}[.)]?\s*)?[:=]?\s*(?:\d{1,2}[.)]\s*)?)"
)
_WORD = Pattern(r"[a-z][a-z'’]+(?=[\s,.;:()/\n]|$)\.?")
_SMALL_LINE = Pattern(r"(?:\A|\n)[^\w\n]*[a-z]")
# Names, whatever the dictionary says.
_CERTAIN = words_of(
    "muhammad ahmad siti abdul agus abidin adib adnan ahsan akmal amir anang andika angga anggara "
    "anis ardi ari arif arifin aris arya aulia ayunda aziz bagas bahri bambang basir baskara beni "
    "burhan candra dandi darwis didik doni efendi endang erik ester fadil fani fatimah feri fuad "
    "gafur galih gatot gilang gunawan hafiz halim hambali hamzah hanafi hanif haris hasan henry "
    "hidayat ibnu ida ihsan ilham irsyad istianah jaka jamal jamil johan kadir kamal kamil karim "
    "kasim khalil liana mahmud maimun malik maman martini maulana muhsin mukhlis mustakim naim "
    "nanang noni nugraha pradana permana rafi rahman rahmat rangga rani ranti rasyid ratna rian "
    "rini rohmat rudi rudin salim samad samin santo sri suryani syafii syamsiah syarif tahir tania "
    "tatang taufik ucok ujang wahid wahyu wardi wijaya wisnu wulan yogi yuda zahid"
)
_LETTERS = Pattern(r"[a-z][a-z'’]+")
_VOWEL = Pattern(r"[aeiou]")  # `krn`, `dgn` are no names
_BLANK = Pattern(r"[ \t]+")
_MOST_WORDS = 4
_LONGEST_LIST = 10
_JOINT = Pattern(r" ?(?:[&,+/]|dan\b|serta\b|sama\b|ama\b|,? ?\(?\d{1,2}[.)]) ?")
_CLOSING = Pattern(r"[ \t]*(?:[.,;\n]|$)")
_AFTER = 60  # characters behind a name in which a deed may follow
_MOST_COURTESIES = 3  # `pak haji`, `sdr`
_ENDS = words_of(
    "umur usia berumur berusia thn th tahun lk pr alamat luka meninggal md lr lb yg yang dan dari "
    "pas mau lagi wkt waktu ketika tadi td kmrn kemarin sdh udah udh blm tdk gak ga "
    "krn karena ngaku ilang liat nemu dr sm di serta alias ini itu tersebut saat pada swasta tani "
    "dengan dgn pkl hilang jatuh dibawa "
    "dirawat kami kita guna utk untuk warga asal ditemukan ditangkap diamankan mengalami mengetahui"
)
_VERBS = ("me", "di", "ber", "ter", "ke", "pe", "se")
# What follows a name and nothing else.
_DATA = Pattern(
    r"\s*,?\s*(?:\(?\s*(?:umur|usia|lk|pr|laki-laki|perempuan|alamat|alm)\b|[(,]?\s*\d{1,2}\s*"
    r"(?:tahun|thn|th)\b|\(\s*\d{1,2}\s*\))"
)
# Between a name in lower case and its age, and behind the number of an age.
_BEFORE_AGE = Pattern(r"[ ,]+\(?(?:(?P<told>umur|usia)[ :]+)?$")
_AGE_UNIT = Pattern(r" ?(?:th|thn|tahun)\b")
_LONGEST_LEAD = 12


def cases(document: CastText) -> Iterator[Case]:
    """The names in lower case that a naming word or a role introduces."""
    taken: set[int] = set()
    for start, is_named in sorted(_openings(document), reverse=True):
        candidate = _name_at(document, start)
        if candidate is None or candidate.start in taken:
            continue
        if _is_name(document, candidate, is_named=is_named):
            for name in (candidate, *_listed(document, candidate.end)):
                taken.add(name.start)
                yield Case(Sentence(document, *document.sentence(name.start)), name)


def _listed(document: CastText, end: int) -> Iterator[Candidate]:
    """Names of no language right behind one, `ipung & gepeng`, `paijo 2. ngatemi`."""
    for _ in range(_LONGEST_LIST):
        joint = _JOINT.match(document.text, end)
        name = _name_at(document, joint.end()) if joint else None
        if name is None or not (looks.is_strange(name.words) or _closes(document, name)):
            return
        yield name
        end = name.end


def _closes(document: CastText, name: Candidate) -> bool:
    """`ipung & gepeng`: a word of the language that ends the list, if it names nothing else."""
    word = name.words[0]
    if len(name.words) > 1 or not (is_name_word(word) or word in dictionary.roots()):
        return False
    return word not in KINDS and not is_verb(word) and bool(_CLOSING.match(document.text, name.end))


def unnamed_cases(document: CastText) -> Iterator[Case]:
    """Usual names in sentences without a single capital, which nothing introduces."""
    if not document.is_grave or not _SMALL_LINE.search(document.text):
        return
    for start, end in document.sentences:
        if not document.text[start:end].islower():
            continue
        sentence = Sentence(document, start, end)
        previous: Case | None = None
        for candidate in _usual_names(document.text, start, end):
            previous = Case(sentence, candidate, beside=previous)
            yield previous


def _usual_names(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Runs of words that are usual in names, of which one is no word of the language."""
    run: list[tuple[int, int, str]] = []
    for match in _LETTERS.finditer(text, start, end):
        word = match.group()
        joined = run and text[run[-1][1] : match.start()] == " "
        is_name = is_name_word(word) and not capitals.is_other(word)
        if run and not (is_name and joined):
            yield from _run(run)
            run = []
        if is_name:
            run.append((match.start(), match.end(), word))
    yield from _run(run)


def _run(run: list[tuple[int, int, str]]) -> Iterator[Candidate]:
    words = tuple(word for _, _, word in run)
    if any(map(_is_sure, words)):
        yield Candidate(run[0][0], run[-1][1], words)


def _counted_roles(document: CastText) -> Iterator[int]:
    """The ends of `saksi2: ` and `korban 1.`: from the digits outwards, for most texts have few."""
    for start, end in document.digits:
        behind = _BEHIND_COUNT.match(document.lowered, end) if end - start < 3 else None
        if behind and _COUNTED_ROLE.search(document.lowered, max(0, start - _LONGEST_ROLE), start):
            yield behind.end()


def _is_sure(word: str) -> bool:
    """Whether a word that is usual in names can hardly mean anything else."""
    return word in _CERTAIN or not dictionary.is_word(word)


def _openings(document: CastText) -> Iterator[tuple[int, bool]]:
    """Where a name may begin, and whether it is said to be one."""
    if not document.words.isdisjoint(_HINTS):
        for match in _NAMING.finditer(document.lowered):
            yield match.end(), True
    if not document.words.isdisjoint(_COUNTED):
        yield from ((end, True) for end in _counted_roles(document))
    if not document.words.isdisjoint(_CIVIL_WORDS):
        for match in _CIVIL.finditer(document.lowered):
            yield match.end(), False
    if not document.words.isdisjoint(_SEXES):
        yield from ((row.end(), True) for row in _ROW.finditer(document.lowered))
    for digits in document.digits:
        start = _name_before_age(document, *digits)
        if start >= 0:
            yield start, True
    is_criminal = document.is_criminal
    for start, role in document.role_places:
        behind = _BEHIND_ROLE.match(document.text, start + len(role))
        if not behind or behind.end() == start + len(role):
            continue
        is_form = ":" in behind.group() or "," in behind.group()
        word = _WORD.match(document.text, behind.end())
        civil = word and word.group().rstrip(".") in table("words")["civil"]
        is_usual = word and is_name_word(word.group())
        is_strange = word and not is_usual and _is_strange(word.group())
        if word and (is_form or civil or is_usual or is_strange):
            is_sure = is_usual and is_criminal and _is_sure(word.group())
            yield behind.end(), is_form or bool(is_sure)


@lru_cache(maxsize=4096)
def _is_strange(word: str) -> bool:
    return looks.is_strange((word.rstrip("."),))


def _name_before_age(document: CastText, start: int, end: int) -> int:
    """Where the usual names in lower case begin before an age; -1 for none."""
    if end - start > 2:
        return -1
    lead = _BEFORE_AGE.search(document.lowered, max(0, start - _LONGEST_LEAD), start)
    if not lead or not (lead["told"] or _AGE_UNIT.match(document.lowered, end)):
        return -1
    text, begin, is_sure, stop = document.text, -1, False, lead.start()
    while stop > 0:
        first = max(text.rfind(" ", 0, stop), text.rfind("\n", 0, stop)) + 1
        word = text[first:stop]
        if not is_name_word(word):
            break
        begin, stop = first, first - 1
        is_sure = is_sure or _is_sure(word)
    return begin if is_sure else -1


def _name_at(document: CastText, start: int) -> Candidate | None:
    """The words of a name that begins here, without `pak`, `bu` and the like."""
    text = document.text
    words: list[str] = []
    begin = end = 0
    for _ in range(_MOST_WORDS + _MOST_COURTESIES):
        match = _WORD.match(text, start)
        word = match.group().rstrip(".") if match else ""
        is_courtesy = not words and word in table("words")["civil"]
        if match is None or (_ends_name(word, words) and not is_courtesy):
            break
        if not is_courtesy:
            begin = begin if words else start
            words.append(word)
            end = start + len(word)
        blank = _BLANK.match(text, match.end())
        if not blank or len(words) == _MOST_WORDS:
            break
        start = blank.end()
    return Candidate(begin, end, tuple(words)) if words else None


def _ends_name(word: str, words: list[str]) -> bool:
    """Whether a word ends the name of which these words stand before it."""
    if not words and word in KINDS:
        return True  # `anak cucu`
    if is_name_word(word) or (words and not PARTICLES.isdisjoint((word, words[-1]))):
        return False
    if word in _ENDS or capitals.is_other(word) or not _VOWEL.search(word):
        return True
    if words and dictionary.is_word(word):
        return True
    return len(word) > 5 and word.startswith(_VERBS)


def _is_courted(document: CastText, candidate: Candidate) -> bool:
    """Whether a word stands before that only leads to a name: `bu endang`."""
    left = document.lowered[max(0, candidate.start - 8) : candidate.start]
    return bool(_COURTED.search(left))


def _is_name(document: CastText, candidate: Candidate, *, is_named: bool) -> bool:
    has_data = bool(_DATA.match(document.lowered, candidate.end))
    if not has_data and not is_named:
        after = document.lowered[candidate.end : candidate.end + _AFTER]
        has_data = deeds.SUFFERS.follow(after) or deeds.FALLS.follow(after)
    if is_named:
        known = any(map(is_name_word, candidate.words)) or looks.is_strange(candidate.words)
        return has_data or known
    first = candidate.words[0]
    is_usual = is_name_word(first)
    is_told = document.is_grave or document.is_case
    if is_usual and is_told and (_is_sure(first) or _is_courted(document, candidate)):
        return True
    is_possible = is_usual or looks.is_strange((first,)) or _is_courted(document, candidate)
    return bool(has_data and is_possible)
