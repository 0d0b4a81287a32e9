"""What stands around a release: greetings, letterheads, tags, writers and closings, taken off."""

from __future__ import annotations

import re
from itertools import pairwise

from kentongan.importer.corrections import states_correction
from kentongan.importer.headings import kind_of_heading
from kentongan.importer.lines import (
    ENDS_SENTENCE,
    LABELLED_TITLE,
    ROW,
    bare_words,
    tidy,
    without_sign,
)
from kentongan.importer.noise import Noise, load_noise

_LONGEST_NOISE = 240  # characters of a line that is not part of a release
# `#PolriPresisi`, but not `Posko #3`.
_HASHTAGS_AT_END = re.compile(r"(?:(?:^|(?<=\s))\s*#[^\W\d_][\w-]*(?=[\s.#]|$))+\s*[.]?$")
_ONLY_HASHTAGS = re.compile(r"(?:#[^\W\d_][\w-]*[\s,.]*)+|(?:#\s?[^\W\d_][\w-]*[\s,.]*){2,}")
# What stands before a headline on its line: the name of a site, the sign of a mail.
_MASTHEAD = re.compile(
    r"[*_ ]*(?:(?:tribrata ?news|humas)\b[^|/\n]{0,40}(?:\||//)|(?:fwd?|fw|re|trs|bls)\s*:)\s*",
    re.IGNORECASE,
)
_LONGEST_GREETING = 12  # words; a longer line says something
_FEWEST_WORDS = 4  # behind a greeting that are worth keeping
_FEWEST_OF_HEADLINE = 4  # words
_SHARE_OF_CAPITALS = 0.6  # of the words of a headline
_LEAVE = frozenset("ndan komandan jenderal ijin izin punten tabe tabek".split())
_LAST_OF_HEAD = 7  # line of a text, empty ones counted, in which a headline may stand
_HEADER_LINE = re.compile(r"[A-Za-z]{2,12}\s?:")  # `Dari: …`
_BOLD_BEHIND = re.compile(r"([^*\n]{4,90}?)\s*(\*[^*\n]{8,}\*)\s*")
_TO = re.compile(r"(?:kepada|yth|tembusan)\b", re.IGNORECASE)
_ONLY_TO = re.compile(r"(?:kepada )?yth\.? (?:[\w-]+ ?){1,8}", re.IGNORECASE)
_WHERE_TO = re.compile(r"di [\w .-]{2,60}")
# `Kepada Yth.` alone: the line below says to whom.
_TO_WHOM = re.compile(r"(?:(?:kepada|kpd)\W*)?(?:yth|yang terhormat)?\W*", re.IGNORECASE)
_NAMES_RECEIVER = re.compile(
    r"(?:Warga|Masyarakat|Bapak|Bpk|Ibu|Sdr|Saudara|Ketua|Kepala|Orang|Wali|Pengurus|Pengusaha"
    r"|Pemilik|Camat|Lurah)\b[\w .,/&-]{2,70}(?<![.:])"
)
_RECEIVER = re.compile(
    r"(?:\d{1,2}[.)]|[-–])\s*(?:yth\.? )?(?:bapak |ibu )?[A-Z][\w.]*(?: [\w.]+){0,5}"
    r"|(?:Redaksi|Pimpinan|Para|Seluruh|Segenap|Rekan(?:-rekan)?|Awak)(?: [\w.&]+){1,7}"
)
_CLAUSE_END = re.compile(r"[,.!;]+\s+")
_GREETING = re.compile(
    r"(?:assalam\w*|asalam\w*|ass?\.? ?wr|halo|hai"
    r"|(?:selamat|slamat|slmt|slm|met)\.? (?:pagi|siang|sore|malam|mlm|malem|petang)"
    r"|salam (?:sejahtera|presisi|sehat)|om swastiastu|shalom)\b[^.:]*[.!,]*(?: w[br][.\w ]*)?",
    re.IGNORECASE,
)
# The first line of a letterhead, and one that needs another below it, since a title may begin so.
_LETTERHEAD = ("kepolisian negara", "polri daerah", "kepolisian daerah")
_SHORT_LETTERHEAD = re.compile(r"(?:polri|kepolisian) (?:resort?|sektor)(?: \w+){1,4}", re.I)


def drop_noise(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without those that are noise, each of which leaves an empty one, and the latter."""
    noise = load_noise()
    lines = _with_bare_headline(_apart_from_greeting(lines))
    kept: list[str] = []
    dropped: list[str] = []
    for line in lines:
        shown = tidy(line)
        bare = bare_words(shown)
        short = 0 < len(bare) <= _LONGEST_NOISE
        if short and (noise.anywhere.fullmatch(bare) or _ONLY_HASHTAGS.fullmatch(bare)):
            dropped.append(bare)
            kept.append("")
        else:
            kept.append(shown if bare else "")
    _drop_head(kept, dropped, noise)
    if letterhead := _letterhead(kept):
        dropped += letterhead
        _drop_head(kept, dropped, noise)
    _drop_tail(kept, dropped, noise)
    return kept, dropped


def _apart_from_greeting(lines: list[str]) -> list[str]:
    """A headline in bold that stands behind a greeting, on a line of its own."""
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    match = _BOLD_BEHIND.fullmatch(lines[first]) if lines else None
    if match is None or not _is_head(bare_words(tidy(match[1]))):
        return lines
    return [*lines[:first], match[1], match[2], *lines[first + 1 :]]


def _with_bare_headline(lines: list[str]) -> list[str]:
    """The lines with the sign off that adorns a headline: `📌 Patroli Malam` is no list."""
    head = [at for at, line in enumerate(lines[:_LAST_OF_HEAD]) if line.strip()]
    at = next((at for at in head if without_sign(lines[at]) != lines[at]), -1)
    below = next(filter(str.strip, lines[at + 1 :]), "") if at >= 0 else ""
    if not below or without_sign(below) != below:
        return lines
    bare = without_sign(lines[at])
    return [*lines[:at], bare, *lines[at + 1 :]] if _is_headline(bare_words(tidy(bare))) else lines


def _letterhead(lines: list[str]) -> list[str]:
    """Removes the letterhead from `lines`; returns its lines."""
    noise = load_noise()
    filled = [index for index, line in enumerate(lines) if line]
    if not filled or not _opens_letterhead([bare_words(lines[index]) for index in filled[:2]]):
        return []
    taken: list[str] = []
    for index in filled[:-2]:
        bare = bare_words(lines[index])
        if not noise.letterhead.fullmatch(bare):
            break
        taken.append(bare)
        lines[index] = ""
    return taken


def _opens_letterhead(first: list[str]) -> bool:
    if first[0].casefold().startswith(_LETTERHEAD):
        return True
    below = first[-1] if len(first) > 1 else ""
    follows = load_noise().letterhead.fullmatch(below) or kind_of_heading(below)
    return bool(follows and _SHORT_LETTERHEAD.fullmatch(first[0]))


def _drop_head(lines: list[str], dropped: list[str], noise: Noise) -> None:
    filled = [index for index, line in enumerate(lines) if line]
    for index, following in pairwise(filled[:-1]):
        bare = bare_words(lines[index])
        if LABELLED_TITLE.match(bare):
            continue
        is_label = noise.head_soft.fullmatch(bare) and _may_be_title(lines[following])
        is_data = is_label or _is_above_headline(lines, index)
        is_data = is_data or _is_receiver(bare, dropped) or _asks_leave(bare, lines[following])
        if not (is_data or _is_head(bare)) or states_correction(bare):
            break
        is_data = is_data or _ONLY_TO.fullmatch(bare) is not None
        rest = "" if is_data or _HEADER_LINE.match(bare) else _behind_greeting(bare)
        dropped.append(bare.removesuffix(rest))
        lines[index] = rest
        if rest:
            break
    if len(filled) == 1:  # a report of one paragraph
        _drop_before(lines, filled[0], dropped)
    _drop_greeting(lines, dropped)


def _asks_leave(line: str, below: str) -> bool:
    """Whether a line above a headline speaks to a superior: `Met malem ndan, ijin kirim giat`."""
    words = line.split()
    is_talk = len(words) <= _LONGEST_GREETING and line[0].isalpha() and not _is_titled(words)
    return (
        is_talk and not _LEAVE.isdisjoint(_words(line)) and _is_titled(below.split())
        and _is_headline(bare_words(below))
    )  # fmt: skip


def _is_titled(words: list[str]) -> bool:
    """Whether most words begin with a capital, as those of a headline do."""
    letters = [word.strip("*_“”\"'(")[:1] for word in words]
    alphas = [letter for letter in letters if letter.isalpha()]
    return bool(alphas) and sum(map(str.isupper, alphas)) / len(alphas) > _SHARE_OF_CAPITALS


def _is_receiver(line: str, dropped: list[str]) -> bool:
    """Whether a line stands below `Kepada Yth.`: `1. Kapolres Kapuas`, `Redaksi media mitra`."""
    last = dropped[-1] if dropped else ""
    if last and _TO_WHOM.fullmatch(last) and _NAMES_RECEIVER.fullmatch(line):
        return True
    if _WHERE_TO.fullmatch(line) and any(to.fullmatch(last) for to in (_ONLY_TO, _RECEIVER)):
        return True
    above = [before for before in dropped if not _RECEIVER.fullmatch(before)]
    return bool(above and _TO.match(above[-1]) and _RECEIVER.fullmatch(line))


def _is_above_headline(lines: list[str], index: int) -> bool:
    """Whether a line `Tanggal: …` stands above a headline, as editors of web sites print it."""
    noise = load_noise()
    if noise.head_data.fullmatch(bare_words(lines[index])) is None:
        return False
    below = map(bare_words, filter(None, lines[index:]))
    return next(
        (
            _is_headline(line)
            for line in below
            if not (noise.head_data.fullmatch(line) or _is_head(line))
        ),
        False,
    )


def _is_headline(line: str) -> bool:
    enough = len(line.split()) >= _FEWEST_OF_HEADLINE
    return enough and _may_be_title(line) and not ROW.match(line) and line[-1] not in ".:;,"


def _behind_greeting(line: str) -> str:
    """What a line says after `Mohon izin melaporkan Ndan, …`; such words are no noise."""
    while line:
        end = _CLAUSE_END.search(line)
        clause = line[: end.start()] if end else line
        if not (_is_head(line) or load_noise().courtesy.issuperset(_words(clause))):
            break
        line = line[end.end() :] if end else ""
    return line if len(line.split()) >= _FEWEST_WORDS else ""


def _drop_greeting(lines: list[str], dropped: list[str]) -> None:
    """A greeting below the title, or when it was published: `5 Mei 2026 by admin`."""
    for index in [index for index, line in enumerate(lines) if line][1:3]:
        bare = bare_words(lines[index])
        greets = len(bare.split()) <= 8 and _GREETING.fullmatch(bare)
        if greets or load_noise().below_title.fullmatch(bare):
            dropped.append(bare)
            lines[index] = ""
        elif _GREETING.match(bare):
            _drop_before(lines, index, dropped)


def _drop_before(lines: list[str], index: int, dropped: list[str]) -> None:
    """The greeting off a line that goes on: `Assalamualaikum. Telah hilang seorang kakek …`."""
    bare = bare_words(lines[index])
    rest = _behind_greeting(bare)
    if rest and rest != bare:
        dropped.append(bare.removesuffix(rest))
        lines[index] = rest


def _is_head(line: str) -> bool:
    return bool(load_noise().head.fullmatch(line.strip("[]() "))) or _is_courtesy(line)


def _words(line: str) -> list[str]:
    """The words of a line in small letters, `informasinya` without its ending."""
    words = re.findall(r"[^\W\d_]+", line.casefold())
    return [word.removesuffix("nya") for word in words if word != "nya"]


def _is_courtesy(line: str) -> bool:
    """`Siap ijin ralat nggih ndan`: nothing but words of courtesy and what is handed in."""
    words = _words(line)
    noise = load_noise()
    return (
        0 < len(words) <= _LONGEST_GREETING
        and noise.courtesy.issuperset(words)
        and not noise.polite.isdisjoint(words)
    )


def _may_be_title(line: str) -> bool:
    """Whether a line is short and has no dateline: then the line above it is a label."""
    return len(line.split()) < 25 and not re.search(r"\s[–—-]|[–—]", line[:90])


def _drop_tail(lines: list[str], dropped: list[str], noise: Noise) -> None:
    filled = [index for index, line in enumerate(lines) if line]
    for index in reversed(filled[2:]):
        bare = bare_words(lines[index])
        if len(bare) > _LONGEST_NOISE or not noise.tail.fullmatch(bare):
            break
        dropped.append(bare)
        lines[index] = ""


def without_signs(paragraphs: list[str]) -> list[str]:
    """Takes off within `paragraphs` who wrote them and what frames them; returns what it took."""
    taken: list[str] = []
    for at, paragraph in enumerate(paragraphs):
        paragraphs[at], signs = _without_byline(paragraph)
        taken += signs
    if paragraphs:
        paragraphs[0], signs = _without_masthead(paragraphs[0])
        taken += signs
        paragraphs[-1], signs = _without_closing(paragraphs[-1])
        taken += signs
    return taken


def _without_byline(paragraph: str) -> tuple[str, list[str]]:
    """A paragraph without who wrote it, behind a sentence: `… lancar. Pewarta: Rudi`."""
    match = load_noise().byline.search(paragraph) if ":" in paragraph else None
    told = paragraph[: match.start()].rstrip(" (|/–-") if match else ""
    return (told, [match[0]]) if match and ENDS_SENTENCE.search(told) else (paragraph, [])


def _without_masthead(paragraph: str) -> tuple[str, list[str]]:
    """A headline without what is no part of it: `Tribratanews Polres X | Panen …`, `Fwd: …`."""
    match = _MASTHEAD.match(paragraph)
    rest = paragraph[match.end() :] if match else ""
    return (rest, [match[0]]) if match and _is_headline(bare_words(rest)) else (paragraph, [])


def _without_closing(paragraph: str) -> tuple[str, list[str]]:
    """The last paragraph without the writer's initials: `(Wie/Red)`."""
    noise = load_noise()
    signs: list[str] = []
    if "#" in paragraph:
        tags = _HASHTAGS_AT_END.search(paragraph)
        if tags:
            signs.append(tags[0].strip())
            paragraph = paragraph[: tags.start()].rstrip()
    for _ in range(3):
        match = noise.closing.search(paragraph, max(0, len(paragraph) - _LONGEST_NOISE))
        if match is None or not match[0].strip():
            break
        inner = re.sub(r"[\W_]+", "", match[0]).casefold()
        if inner in noise.keep or inner.isdigit() or not _after_sentence(paragraph, match):
            break
        signs.append(match[0].strip())
        paragraph = paragraph[: match.start()].rstrip()
    return paragraph, signs


def _after_sentence(paragraph: str, match: re.Match[str]) -> bool:
    """Initials follow a finished sentence, or cannot be anything else."""
    before = paragraph[: match.start()].rstrip("*_ ")
    return (
        bool(ENDS_SENTENCE.search(before))
        or "/" in match[0]
        or bool(re.search(r"(?i)\b(?:red|hms|humas)\b|tribrata", match[0]))
    )
