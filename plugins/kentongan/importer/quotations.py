"""Quotations in a release, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kentongan.domain import tables
from kentongan.domain.officials import Mention
from kentongan.domain.people import position_start, read_person, words_of
from kentongan.importer import citizens
from kentongan.importer.rumours import LEADS_TO_CLAIM

_ATTRIBUTION = 170  # characters after a quotation that are searched for the speaker
_CLAUSE = 160  # the same before it
_SENTENCE_END = re.compile(r"[.!?][”\"]?\s+(?=[A-Z“])|\n")
_ENDS = re.compile(r"[.!?](?=\s|$)|\n|“")
_SUBJECT_LEAD = re.compile(
    r"(?:(?:sementara(?: itu)?|selain itu|menurut|di tempat terpisah|di tempat yang sama|terpisah"
    r"|di sisi lain|di lokasi|lebih lanjut|saat dikonfirmasi|ditemui(?: terpisah)?|selanjutnya"
    r"|dalam kesempatan (?:itu|tersebut|yang sama)|pada kesempatan (?:itu|tersebut|yang sama)"
    r"|dalam sambutannya|dalam arahannya|kemudian|adapun|dikonfirmasi)[\s,]*)*$",
    re.IGNORECASE,
)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:ia|dia|beliau|pihaknya)\s+(?:juga|pun|lalu|kemudian|kembali|turut)?\s*$", re.IGNORECASE
)
# `sambung perwira melati dua itu`: who just spoke.
_PERIPHRASIS = re.compile(
    r"(?:perwira|mantan|pria|wanita|perempuan|polisi|polwan|alumn\w+|lulusan"
    r"|bapak|ibu|orang nomor|sosok)"
    r"[^,.“\n]{0,60}\b(?:itu|ini|tersebut)\b",
    re.IGNORECASE,
)
# `ucap para ibu menyambut mereka`: up to what they did meanwhile
_WHO = re.compile(
    r"[^,.(“\n]{3,70}?(?=\s(?:saat|ketika|usai|sambil|seraya|sembari|sewaktu|me[a-z]{4,})\b|[,.(“\n]|$)"
)
_UNSAID_NAME = re.compile(r"\s*(?:\(\d|,|\.|\(|saat|ketika|di |usai|kepada|pada |sambil|dengan )")


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text` is the words between the marks; `complete` is False where a mark was missing."""

    text: str
    speaker: str | None
    start: int
    end: int
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Span:
    start: int  # of the words
    end: int
    complete: bool = True


@dataclass(slots=True)
class _Reader:
    """One pass over a text; remembers who spoke last."""

    text: str
    mentions: Sequence[Mention]
    names: dict[str, str] = field(default_factory=dict)
    last: tuple[int, str] | None = None  # where and who
    quotations: list[Quotation] = field(default_factory=list)


def find_quotations(text: str, mentions: Sequence[Mention]) -> list[Quotation]:
    """The quotations of a text whose marks were straightened, in order."""
    reader = _Reader(text, mentions)
    reader.names = _full_names(mentions)
    for span in _spans(text):
        quotation = _read(reader, span)
        if quotation:
            reader.quotations.append(quotation)
    return reader.quotations


@cache
def _words() -> dict[str, re.Pattern[str]]:
    table = tables.read(Path(__file__).with_name("speech.toml"))

    def any_of(name: str) -> str:
        return "|".join(sorted(set(table[name]), key=len, reverse=True))

    verbs = rf"(?:{any_of('after')})(?:kan)?"
    return {
        "after": re.compile(
            rf"[\s,.–—-]*(?:(?:demikian|begitu|hal (?:itu|tersebut|ini))\s+)?"
            rf"(?:(?P<verb>{verbs})(?P<nya>nya)?|(?P<passive>{any_of('passive')})(?:\s+oleh)?)\b"
            rf"(?P<pronoun>\s+(?:{any_of('pronouns')})\b)?",
            re.IGNORECASE,
        ),
        "before": re.compile(rf"\b(?P<verb>{any_of('before')})\b", re.IGNORECASE),
        "names": re.compile(
            rf"\b(?:{any_of('names')})(?:nya)?(?:\s+(?:adalah|yaitu|yakni|berupa|tersebut))?\s*[:,]?\s*$",
            re.IGNORECASE,
        ),
    }


# Spans between marks


def _spans(text: str) -> Iterator[_Span]:
    start = 0
    for paragraph in text.split("\n"):
        yield from _spans_of(paragraph, start)
        start += len(paragraph) + 1


def _spans_of(paragraph: str, offset: int) -> Iterator[_Span]:
    opened: int | None = None
    free_from = 0
    for match in re.finditer("[“”]", paragraph):
        if match[0] == "“":
            if opened is not None:
                yield _half_open(paragraph, opened, match.start(), offset)
            opened = match.end()
            continue
        if opened is None:
            span = _half_closed(paragraph, free_from, match.start(), offset)
            if span:
                yield span
        else:
            yield _Span(offset + opened, offset + match.start())
        opened = None
        free_from = match.end()
    if opened is not None:
        yield _half_open(paragraph, opened, len(paragraph), offset)


def _half_open(paragraph: str, start: int, limit: int, offset: int) -> _Span:
    """From an unclosed opening mark up to the words that name the speaker."""
    after = _words()["after"]
    for match in re.finditer(r"[,.!?]\s*(?=[A-Za-z])", paragraph[start:limit]):
        position = start + match.start() + 1
        naming = after.match(paragraph, position)
        if naming and match[0][0] == ",":
            return _Span(offset + start, offset + position, complete=False)
    return _Span(offset + start, offset + limit, complete=False)


def _half_closed(paragraph: str, free_from: int, end: int, offset: int) -> _Span | None:
    """Up to an unopened closing mark, from the sentence that leads to it."""
    head = paragraph[free_from:end]
    begin = 0
    said = _last(_words()["before"], head)
    lead = re.match(r"[^.]{0,40}?[,:]\s*", head[said.end() :]) if said else None
    if said and lead:
        begin = said.end() + lead.end()
    elif free_from:
        sentences = list(_SENTENCE_END.finditer(head))
        begin = sentences[0].end() if sentences else 0
    start = free_from + begin
    return _Span(offset + start, offset + end, complete=False) if start < end else None


# Is it speech, and whose?


def _read(reader: _Reader, span: _Span) -> Quotation | None:
    text = reader.text
    inner = text[span.start : span.end].strip()
    count = len(inner.split())
    if not count:
        return None
    after = _words()["after"].match(text, min(len(text), span.end + (1 if span.complete else 0)))
    if not span.complete and text[span.end : span.end + 1] == "”":
        after = _words()["after"].match(text, span.end + 1)
    clause = _clause_before(text, span.start)
    before = _last(_words()["before"], clause)
    name_before = _words()["names"].search(clause)
    led = clause.rstrip().endswith((":", ",", "bahwa"))
    ended = inner[-1] in ",.!?" or text[span.end + 1 : span.end + 2] in (",", ".")
    if after and _is_attribution(text, after, inner, count):
        speaker = _speaker_after(reader, span, after)
    elif LEADS_TO_CLAIM.search(clause) or (
        name_before and not (before and inner[-1] in ".!?" and count > 7)
    ):
        return None
    elif before and count >= 4 and (ended or count >= 8 or led):
        speaker = _speaker_before(reader, span, clause, before)
    elif clause.endswith(":") and count >= 3 and (named := _labelled(reader, clause, span.start)):
        speaker = named
    elif _goes_on(reader, span) or (count >= 7 and ended and _stands_alone(text, span)):
        speaker = _current_speaker(reader, span.start)
    else:
        return None
    if speaker:
        reader.last = (span.end, speaker)
    return Quotation(inner, speaker, span.start, span.end, span.complete)


def _goes_on(reader: _Reader, span: _Span) -> bool:
    """`“A,” ujar X. “B.”`: two halves of a speech with only the speaker named between them."""
    if not span.complete and reader.text[span.end : span.end + 2] == "\n“":
        return True  # the next paragraph opens a mark again: the same speech
    if not reader.quotations or reader.text[span.end - 1] not in ".!?,":
        return False
    between = reader.text[reader.quotations[-1].end : span.start].rstrip("“ ")
    if "\n" in between or len(between) > _ATTRIBUTION:
        return False
    start = _words()["after"].match(between.lstrip("”"))
    ends = [match.start() for match in re.finditer(r"[.!?]\s+(?=[A-Z])", between)]
    degrees = all(re.search(r"\.[A-Z]\w*$", between[:end]) for end in ends)
    return bool(start) and degrees and between[-1:] in (".", ",")


def _labelled(reader: _Reader, clause: str, end: int) -> str | None:
    """`Kapolsek: “…”`: the official whose position or name stands before a colon."""
    start = end - len(clause) - 3
    for mention in reversed(reader.mentions):
        if max(0, start) <= mention.start < end:
            return _named(reader, mention.official.name)
    head = position_start().match(reader.text, end - len(clause.lstrip()) - 2)
    if head is None:
        for candidate in position_start().finditer(clause):
            head = candidate
    return _role(reader, head, 0) if head else None


def _is_attribution(text: str, after: re.Match[str], inner: str, count: int) -> bool:
    """A verb after the mark makes it speech, unless the sentence around a quoted name goes on."""
    verb = (after["verb"] or "").casefold()
    if verb in ("aku", "pesan", "harap", "jelas", "sampai", "ingat", "tutup", "nilai", "tekan"):
        names_somebody = text[after.end() : after.end() + 2].strip().isupper()
        return bool(after["nya"]) or inner[-1] in ",.!?" or names_somebody
    return count > 1 or inner[-1] in ",.!?"


def _stands_alone(text: str, span: _Span) -> bool:
    """Whether the words in marks are a whole sentence."""
    before = text[: span.start].rstrip("“ ")
    return not before or before[-1] in "\n.!?:,”"


def _clause_before(text: str, start: int) -> str:
    """The sentence that introduces a quotation; one that ends with a colon does, too."""
    head = text[max(0, start - _CLAUSE) : start].rstrip("“ ")
    if head.endswith(":\n") or head.rstrip().endswith(":"):
        head = head.rstrip()
        return re.split(r"[.!?]\s|\n", head)[-1]
    if head.endswith("\n"):
        return ""
    return re.split(r"[.!?]”?\s+(?=[A-Z“])|\n", head)[-1]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def _speaker_after(reader: _Reader, span: _Span, after: re.Match[str]) -> str | None:
    text = reader.text
    if after["nya"] or after["pronoun"]:
        named = _mention_within(reader, after.end(), after.end() + 12)
        return named or _current_speaker(reader, span.start)
    limit = _sentence_limit(text, after.end(), reader.mentions)
    named = _mention_within(reader, after.end(), limit)
    return (
        named or _other_speaker(reader, after.end(), limit) or _current_speaker(reader, span.start)
    )


def _sentence_limit(text: str, start: int, mentions: Sequence[Mention]) -> int:
    """Where the sentence that names the speaker ends; full stops of degrees do not count."""
    limit = min(len(text), start + _ATTRIBUTION)
    for match in _ENDS.finditer(text, start, limit):
        if not any(m.start <= match.start() < m.end for m in mentions):
            return match.start()
    return limit


def _mention_within(reader: _Reader, start: int, end: int) -> str | None:
    for mention in reader.mentions:
        if start <= mention.start < end and mention.start - start < 70:
            return _named(reader, mention.official.name)
    return None


def _other_speaker(reader: _Reader, start: int, end: int) -> str | None:
    """A speaker without a rank: a known name, a role, a citizen."""
    text = reader.text
    words = re.compile(
        r"\s*(?:(?:oleh|bapak|ibu|pak|bu|sdr\.?|saudara|ketua|h\.)\s+)*", re.IGNORECASE
    )
    lead = words.match(text, start)
    position = lead.end() if lead else start
    if _PERIPHRASIS.match(text[position:end]):
        return None
    head = position_start().match(text, position)
    if head:
        return _role(reader, head, end)
    person = read_person(text, position)
    if person and person.end <= end:
        return _named(reader, person.name)
    phrase = _WHO.match(text[position:end])
    if phrase is None:
        return None
    for inside in re.finditer(r"(?:,|\bbernama|\byakni|\byaitu)\s+", text[position:end]):
        person = read_person(text, position + inside.end())
        if person and (_UNSAID_NAME.match(text, person.end) or person.end >= end):
            return _named(reader, person.name)
    return citizens.name_at_end(phrase[0] + " ") or phrase[0].strip()


def _role(reader: _Reader, head: re.Match[str], end: int) -> str | None:
    """The official meant by a position alone."""
    written = re.match(r"[^,.“\n]{0,60}", reader.text[head.end() : end])
    role = head[0].casefold().strip()
    rest = (written[0] if written else "").casefold()
    holders = [
        mention
        for mention in reader.mentions
        if mention.official.position.casefold().startswith(role)
    ]
    exact = [m for m in holders if _same_post(m.official.position.casefold()[len(role) :], rest)]
    for mention in [*exact, *holders]:
        return _named(reader, mention.official.name)
    capital = re.match(r"(?:\s+[A-Z][\w'’-]*|\s+\d+)*", reader.text[head.end() : end])
    return f"{head[0].strip()}{capital[0] if capital else ''}"


def _same_post(position: str, other_position: str) -> bool:
    first, second = position.split(), other_position.split()
    return bool(first) and second[: len(first)] == first[: len(second)]


def _speaker_before(reader: _Reader, span: _Span, clause: str, before: re.Match[str]) -> str | None:
    if _PRONOUN_BEFORE.search(clause[: before.start()]):
        return _current_speaker(reader, span.start)
    start = span.start - len(clause) - 2
    inside = [m for m in reader.mentions if start - 2 <= m.start < span.start]
    if inside:
        return _named(reader, inside[-1].official.name)
    begin = reader.text.find(clause[:20], max(0, start - 4)) if clause else start
    head = position_start().search(reader.text, max(0, begin), span.start)
    if head:
        return _role(reader, head, span.start)
    known = _known_name(reader, clause) or citizens.name_at_end(clause[: before.start()])
    return known or _current_speaker(reader, span.start)


def _known_name(reader: _Reader, clause: str) -> str | None:
    for match in re.finditer(r"[A-Z][\w'’]+", clause):
        full = reader.names.get(match[0].casefold())
        if full:
            return full
    return None


def _current_speaker(reader: _Reader, position: int) -> str | None:
    """The person meant by `ujarnya`: the last speaker, or a later subject of a sentence."""
    best = reader.last
    for mention in reader.mentions:
        if mention.start >= position:
            break
        if (best is None or mention.start > best[0]) and _is_subject(reader.text, mention):
            best = (mention.start, _named(reader, mention.official.name))
    citizen = citizens.named_subject(reader.text, position)
    if citizen and (best is None or best[0] < position - 160 or citizen[0] > best[0]):
        return citizen[1]
    if citizens.is_unnamed_subject(reader.text, position, (m.start for m in reader.mentions)):
        return None
    if best:
        return best[1]
    earlier = [m for m in reader.mentions if m.start < position]
    chosen = (earlier or list(reader.mentions))[:1]
    return _named(reader, chosen[0].official.name) if chosen else None


def _is_subject(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 90) : mention.start]
    sentence = re.split(r"[.!?]”?\s+|\n|”\s", before)[-1]
    if _SUBJECT_LEAD.match(sentence if sentence.strip() else ""):
        return True
    return bool(_words()["before"].search(text[mention.end : mention.end + 50].split(".")[0]))


def _full_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """Each part of a name → the longest form of that name in the text."""
    names: dict[str, str] = {}
    for mention in sorted(mentions, key=lambda item: -len(item.words)):
        for word in mention.words:
            if len(word) > 2:
                names.setdefault(word, mention.official.name)
    return names


def _named(reader: _Reader, name: str) -> str:
    """The longest form in which the text gives this name."""
    words = set(words_of(name))
    for mention in sorted(reader.mentions, key=lambda item: (-len(item.words), item.start)):
        if words <= set(mention.words):
            return mention.official.name
    return name
