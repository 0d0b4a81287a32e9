"""Raw text to paragraphs, without headers, signatures and other noise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile

from kentongan.domain.calendar import WEEKDAY
from kentongan.importer.chat_marks import without_marks
from kentongan.importer.closings import closes
from kentongan.importer.corrections import states_correction
from kentongan.importer.forms import role_of
from kentongan.importer.headings import kind_of_heading
from kentongan.importer.noise import Noise, load_noise
from kentongan.importer.repair import EMOJI, repair, straighten
from kentongan.manuscripts.plain import unmarked

_LONGEST_NOISE = 240  # characters of a line that is not part of a release
_ANY_MARK = re.compile(r"[*_~`]")
# A mark that belongs to no pair; stars behind a digit hide others: `P 2*** QK`.
_LOOSE_MARK = re.compile(r"(?<!\w)[*_~]{1,3}(?=\S)|(?<![\s*])(?!(?<=\d)\*{2,})[*_~]{1,3}(?!\w)")
# `#PolriPresisi`, but not `Posko #3`.
_HASHTAGS_AT_END = re.compile(r"(?:(?:^|(?<=\s))\s*#[^\W\d_][\w-]*(?=[\s.#]|$))+\s*[.]?$")
_ONLY_HASHTAGS = re.compile(r"(?:#[^\W\d_][\w-]*[\s,.]*)+|(?:#\s?[^\W\d_][\w-]*[\s,.]*){2,}")
_BULLET = re.compile(
    r"^(?:[→⇒⁃❖✦✧★◆◇•●▪▫■◦○◾◽‣∙➢➤►▶➡➔➜✓✔✅☑👉📌📍🔹🔸🔺🔻🟢🔴⭐]|»(?=\s))[\ufe0f🏻🏼🏽🏾🏿\s]*(?=\S)"
)
_ITEM = re.compile(
    r"(?:[-–+*]|\(?\d{1,3}[.)]"
    r"|\(?[a-z][.)]|\(?[A-Z]\)|(?:[A-Z]|[IVX]{2,4})\.(?=[^:=\n]{2,40}[:=]))\s+(?=\S)"
    r"|\(?\d{1,2}[.)](?=[A-Z])"
)
_LABELLED_TITLE = re.compile(
    r"^(?:judul|title|headline)\s*(?:berita|rilis)?\s*[:=]\s*", re.IGNORECASE
)
_FORWARDED = re.compile(r"^(?:(?:fwd?|fw|re|trs|bls)\s*:\s*)+", re.IGNORECASE)
# What stands before a headline on its line: the name of a site, the sign of a mail.
_MASTHEAD = re.compile(
    r"[*_ ]*(?:(?:tribrata ?news|humas)\b[^|/\n]{0,40}(?:\||//)|(?:fwd?|fw|re|trs|bls)\s*:)\s*",
    re.IGNORECASE,
)
_SPACES = re.compile(r" {2,}")
_SPACED_SIGN = re.compile(r" +(?=[,.;:!?](?:[\s”\"]|$))")
_ENDS_SENTENCE = re.compile(r"[.!?:;][”\"’')\]*_]*$")
_LABEL_SIGN = re.compile(r"\s*(?:\|\s*)?[:=]|\s[–—-]\s")
_HEADING = re.compile(r"^#{1,6}\s+")
_LOWER_DATELINE = re.compile(
    r"[a-z][a-z .,]{2,30}\s[–—-]{1,2}\s+(?:[A-Z]|(?:ka)?pol|sat|dit|bhabin)"
)  # `kupang — Satsamapta`
# `BUOL – Polres Buol menggelar lomba …`: the beginning of a sentence, no headline
_OPEN_LEAD = re.compile(r"[A-Z][^–—\n-]{1,40}\s[–—-]{1,2}\s+[A-Z][\w ,]*? [a-z]")
_WRAPPED = 58  # characters of a line that a mail has broken
# What stands between the heads of a Markdown table and its rows.
_RULE = re.compile(r"\s*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?\s*")
# A row of a timetable or a form: `Senin 19/10/2026 : Balai Desa`, `08.00 - 09.00 Apel`.
_ROW = re.compile(
    rf"[\[(]?(?:hari\s+)?(?:{WEEKDAY})\b|(?:pukul|jam|pkl\.?)?\s*\d{{1,2}}[.:]\d{{2}}\b|[^:.,]{{2,40}}\s?:(?:\s|$)",
    re.IGNORECASE,
)


_LONGEST_GREETING = 12  # words; a longer line says something
_FEWEST_WORDS = 4  # behind a greeting that are worth keeping
_FEWEST_OF_HEADLINE = 4  # words
_HEADER_LINE = re.compile(r"[A-Za-z]{2,12}\s?:")  # `Dari: …`
_TO = re.compile(r"(?:kepada|yth|tembusan)\b", re.IGNORECASE)
_RECEIVER = re.compile(
    r"(?:\d{1,2}[.)]|[-–])\s*(?:yth\.? )?(?:bapak |ibu )?[A-Z][\w.]*(?: [\w.]+){0,5}"
)
_CLAUSE_END = re.compile(r"[,.!;]+\s+")
_GREETING = re.compile(
    r"(?:assalam\w*|asalam\w*|ass?\.? ?wr|selamat (?:pagi|siang|sore|malam)|halo|hai"
    r"|salam (?:sejahtera|presisi|sehat)|om swastiastu|shalom)\b[^.:]*[.!,]*(?: w[br][.\w ]*)?",
    re.IGNORECASE,
)
# The first line of a letterhead, and one that needs another below it, since a title may begin so.
_LETTERHEAD = ("kepolisian negara", "polri daerah", "kepolisian daerah")
_SHORT_LETTERHEAD = re.compile(r"(?:polri|kepolisian) (?:resort?|sektor)(?: \w+){1,4}", re.I)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`paragraphs` keep their WhatsApp marks; `dropped` are the lines that were noise."""

    paragraphs: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    repeated: int = 0  # paragraphs that occurred twice


def clean(text: str) -> Cleaned:
    lines, _ = without_marks(_unbarred(text.split("\n")))
    lines, dropped = _drop_noise(repair("\n".join(lines)).split("\n"))
    pasted = _paragraphs(lines)
    paragraphs = _unique(pasted)
    repeated = len(pasted) - len(paragraphs)
    for at, paragraph in enumerate(paragraphs):
        paragraphs[at], signs = _without_byline(paragraph)
        dropped += signs
    if paragraphs:
        paragraphs[0], signs = _without_masthead(paragraphs[0])
        dropped += signs
        paragraphs[-1], signs = _without_closing(paragraphs[-1])
        dropped += signs
    return Cleaned(tuple(item for item in paragraphs if item), tuple(dropped), repeated)


def _unbarred(lines: list[str]) -> list[str]:
    """Rows of a Markdown table as those of Word: cells between bars, without the line of dashes."""
    rules = {number for number, line in enumerate(lines) if _RULE.fullmatch(line)}
    rows: set[int] = set()
    for rule in rules:
        below = takewhile(lambda number: "|" in lines[number], range(rule + 1, len(lines)))
        rows.update((rule - 1, *below))
    return [
        " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
        if number in rows and "|" in line
        else line
        for number, line in enumerate(lines)
        if number not in rules
    ]


def plain(paragraph: str) -> str:
    """The words of a paragraph without marks, bullets and headings."""
    text = _HEADING.sub("", paragraph)
    if _ANY_MARK.search(text):
        text = _LOOSE_MARK.sub("", unmarked(text))
    return text.removeprefix("- ").strip()


def is_item(paragraph: str) -> bool:
    """Whether a paragraph is an item of a list: `- `, `1. `, `a) `."""
    return bool(_ITEM.match(paragraph))


# Noise


def _bare(line: str) -> str:
    return plain(EMOJI.sub("", line)).strip(" *_~`|").strip()


def _drop_noise(lines: list[str]) -> tuple[list[str], list[str]]:
    noise = load_noise()
    kept: list[str] = []
    dropped: list[str] = []
    for line in lines:
        shown = _tidy(line)
        bare = _bare(shown)
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


def _letterhead(lines: list[str]) -> list[str]:
    """Removes the letterhead from `lines`; returns its lines."""
    noise = load_noise()
    filled = [index for index, line in enumerate(lines) if line]
    if not filled or not _opens_letterhead([_bare(lines[index]) for index in filled[:2]]):
        return []
    taken: list[str] = []
    for index in filled[:-2]:
        bare = _bare(lines[index])
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
        bare = _bare(lines[index])
        if _LABELLED_TITLE.match(bare):
            continue
        is_label = noise.head_soft.fullmatch(bare) and _may_be_title(lines[following])
        is_data = is_label or _is_above_headline(lines, index)
        is_data = is_data or _is_receiver(bare, dropped)
        if not (is_data or _is_head(bare)) or states_correction(bare):
            break
        rest = "" if is_data or _HEADER_LINE.match(bare) else _behind_greeting(bare)
        dropped.append(bare.removesuffix(rest))
        lines[index] = rest
        if rest:
            break
    _drop_greeting(lines, dropped)


def _is_receiver(line: str, dropped: list[str]) -> bool:
    """Whether a line is of the list below `Kepada Yth.`: `1. Kapolres Kapuas`."""
    above = [before for before in dropped if not _RECEIVER.fullmatch(before)]
    return bool(above and _TO.match(above[-1]) and _RECEIVER.fullmatch(line))


def _is_above_headline(lines: list[str], index: int) -> bool:
    """Whether a line `Tanggal: …` stands above a headline, as editors of web sites print it."""
    noise = load_noise()
    if noise.head_data.fullmatch(_bare(lines[index])) is None:
        return False
    below = map(_bare, filter(None, lines[index:]))
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
    return enough and _may_be_title(line) and not _ROW.match(line) and line[-1] not in ".:;,"


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
        bare = _bare(lines[index])
        greets = len(bare.split()) <= 8 and _GREETING.fullmatch(bare)
        if greets or load_noise().below_title.fullmatch(bare):
            dropped.append(bare)
            lines[index] = ""


def _is_head(line: str) -> bool:
    return bool(load_noise().head.fullmatch(line.strip("[]() "))) or _is_courtesy(line)


def _words(line: str) -> list[str]:
    """The words of a line in small letters, `informasinya` without its ending."""
    return [word.removesuffix("nya") for word in re.findall(r"[^\W\d_]+", line.casefold())]


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
        bare = _bare(lines[index])
        if len(bare) > _LONGEST_NOISE or not noise.tail.fullmatch(bare):
            break
        dropped.append(bare)
        lines[index] = ""


def _tidy(line: str) -> str:
    if bullet := _BULLET.match(line):
        line = "- " + line[bullet.end() :]
    line = EMOJI.sub(" ", line)
    if "  " in line:
        line = _SPACES.sub(" ", line)
    if _SPACED_SIGN.search(line):
        line = _SPACED_SIGN.sub("", line)
    return line.strip()


def _without_byline(paragraph: str) -> tuple[str, list[str]]:
    """A paragraph without who wrote it, behind a sentence: `… lancar. Pewarta: Rudi`."""
    match = load_noise().byline.search(paragraph) if ":" in paragraph else None
    told = paragraph[: match.start()].rstrip(" (|/–-") if match else ""
    return (told, [match[0]]) if match and _ENDS_SENTENCE.search(told) else (paragraph, [])


def _without_masthead(paragraph: str) -> tuple[str, list[str]]:
    """A headline without what is no part of it: `Tribratanews Polres X | Panen …`, `Fwd: …`."""
    match = _MASTHEAD.match(paragraph)
    rest = paragraph[match.end() :] if match else ""
    return (rest, [match[0]]) if match and _is_headline(_bare(rest)) else (paragraph, [])


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
        match = noise.closing.search(paragraph)
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
        bool(_ENDS_SENTENCE.search(before))
        or "/" in match[0]
        or bool(re.search(r"(?i)\b(?:red|hms|humas)\b|tribrata", match[0]))
    )


# Paragraphs


def _paragraphs(lines: list[str]) -> list[str]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    joined: list[str] = []
    for number, block in enumerate(blocks):
        joined += _join_lines(block, first=number == 0 or not joined)
    return [straighten(item) for item in _rejoin(joined)]


def _join_lines(block: list[str], *, first: bool) -> list[str]:
    """The paragraphs of a block: lines that were broken in mid-sentence are one again."""
    wrapped = _is_wrapped(block[1:] if first else block) and not any(map(closes, block))
    paragraphs: list[str] = []
    for index, line in enumerate(block):
        if paragraphs and _continues(paragraphs[-1], line, wrapped and not (first and index == 1)):
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
    return paragraphs


def _is_wrapped(lines: list[str]) -> bool:
    if len(lines) < 3 or sum(bool(_ROW.match(line)) for line in lines) > len(lines) / 2:
        return False
    body = lines[:-1]
    width = max(map(len, body))
    full = sum(len(line) > width - 22 for line in body)
    ended = sum(bool(_ENDS_SENTENCE.search(line)) for line in body)
    return 35 <= width <= 110 and full >= 0.7 * len(body) and ended <= 0.5 * len(body)


def _continues(before: str, line: str, wrapped: bool) -> bool:
    if is_item(line) or _HEADING.match(before) or _is_form_line(line) or _is_form_line(before):
        return False
    if closes(before) or _LOWER_DATELINE.match(line):
        return False
    open_mark = before.count("*") % 2 == 1 and before.startswith("*") and line.endswith("*")
    if open_mark:
        return True
    if line[0].islower() and not _ENDS_SENTENCE.search(before) and len(before) > 20:
        return True
    if before[-1] == "," and len(before) > 20:
        return True
    if _OPEN_LEAD.match(before) and len(before) >= _WRAPPED and line.endswith("."):
        return not _ENDS_SENTENCE.search(before)
    if wrapped:
        return not (_ENDS_SENTENCE.search(before) and len(before.rsplit("\n", 1)[-1]) < 35)
    return False


def _is_form_line(line: str) -> bool:
    """`Ciri-ciri : kaos merah`: always a separate line, even if lines were wrapped."""
    label = _LABEL_SIGN.split(line[:44], maxsplit=1)[0]
    return label != line[:44] and bool(role_of(plain(label)))


def _rejoin(paragraphs: list[str]) -> list[str]:
    """A dateline on a separate line is joined to its paragraph."""
    result: list[str] = []
    for item in paragraphs:
        previous = result[-1] if result else ""
        if previous and len(previous) < 70 and re.search(r"\s?[–—-]$", previous):
            result[-1] = f"{previous} {item}"
        else:
            result.append(item)
    return result


def _unique(paragraphs: list[str]) -> list[str]:
    """Paragraphs that were pasted twice are kept once."""
    seen: set[str] = set()
    result: list[str] = []
    for item in paragraphs:
        key = re.sub(r"\W+", "", item).casefold()
        if len(key) > 24 and key in seen:
            continue
        seen.add(key)
        result.append(item)
    return result


def title_words(paragraph: str) -> str:
    """A title line as plain words, without a label."""
    text = _FORWARDED.sub("", plain(_HEADING.sub("", paragraph)))
    text = _LABELLED_TITLE.sub("", text)
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        text = text[1:-1]
    if text.endswith(".") and not text.endswith("..") and text.count(".") == 1:
        text = text[:-1]
    return text.strip(" *_")
