"""A raw press text to a draft: every field that was read, and what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

from kentongan.domain.officials import Mention, find_mentions, merge
from kentongan.domain.text import summarise
from kentongan.domain.units import Registry
from kentongan.importer import acting, classify, headings, letters, structure, when
from kentongan.importer.agendas import is_agenda
from kentongan.importer.cleaning import Cleaned, clean
from kentongan.importer.closings import is_only_date, is_signature, read_closing
from kentongan.importer.corrections import Correction, read_correction
from kentongan.importer.doubts import doubts_of, questions_of
from kentongan.importer.draft import Draft
from kentongan.importer.forms import Form, read_form
from kentongan.importer.lines import is_item, without_item_sign
from kentongan.importer.particulars import fields_of, names_of
from kentongan.importer.places import location_of
from kentongan.importer.quotations import find_quotations
from kentongan.importer.raw import RawText
from kentongan.importer.split import releases_of
from kentongan.manuscripts.plain import to_markdown

# Finds personal data in a text: (type, datum) pairs.
FindPrivate = Callable[[str], Iterable[tuple[str, str]]]
_TITLE_OF_LETTER = "Judul diambil dari perihal surat."
_FEWEST_WORDS = 6  # of a line that may be the summary
_OF_SIGNER = re.compile(r"(?:a\.?n\.?|u\.?b\.?|plh\.?|plt\.?) [A-Z]{3}")  # a.n. KEPALA KEPOLISIAN …


def nothing_private(text: str) -> Iterable[tuple[str, str]]:
    return ()


def drafts_of(
    raw: RawText,
    registry: Registry,
    *,
    find_private: FindPrivate = nothing_private,
    year: int | None = None,
) -> list[Draft]:
    """The drafts of what came in, mostly one. Doubts about the file come first."""
    pieces = releases_of(raw.text)
    doubts = raw.doubts
    if len(pieces) > 1:
        doubts += (f"Teks ini memuat {len(pieces)} rilis; periksa batasnya.",)
    drafts = [
        draft_of_cleaned(
            piece, registry, find_private=find_private, year=year, reference=raw.reference,
            subject=raw.subject if len(pieces) == 1 else "",
        )
        for piece in pieces
    ]  # fmt: skip
    return [replace(draft, doubts=(*doubts, *draft.doubts)) for draft in drafts]


def draft_of(
    raw: str,
    registry: Registry,
    *,
    find_private: FindPrivate = nothing_private,
    year: int | None = None,
    reference: date | None = None,
) -> Draft:
    """The draft of one press text. `reference` is the day of the message that contained it."""
    cleaned = clean(raw)
    return draft_of_cleaned(
        cleaned, registry, find_private=find_private, year=year, reference=reference
    )


def draft_of_cleaned(
    cleaned: Cleaned,
    registry: Registry,
    *,
    find_private: FindPrivate = nothing_private,
    year: int | None = None,
    reference: date | None = None,
    subject: str = "",
) -> Draft:
    """`subject` is that of the mail: the title where the text begins with its lead."""
    read = _read(cleaned, subject)
    title, dateline, text = read.title or "", read.dateline, read.text
    kind = _kind(read)
    day = when.choose(
        title, dateline, text, (*cleaned.dropped, read.parts.subtitle), kind=kind, form=read.form,
        year=year, reference=reference, only_closing=read.correction is not None,
    )  # fmt: skip
    mentions = _mentions(read, cleaned, registry) if read.correction is None else []
    unit = _acting(read, cleaned, mentions, registry)
    spoken = [mention for mention in mentions if 0 <= mention.start < len(text)]
    quotes = find_quotations(text, spoken) if read.correction is None else []
    private = tuple(find_private(f"{title}\n{read.words}"))
    fields = _fields(read, kind, day)
    questions = tuple(questions_of(read.title, day, unit, kind, fields, read.correction, registry))
    doubts = [*read.doubts, *(question.sentence for question in questions)]
    return Draft(
        title=read.title,
        day=day.day,
        weekday_ok=day.weekday_ok,
        dateline=read.parts.dateline,
        unit_name=unit.name,
        unit=unit.unit,
        parent_units=unit.parents,
        officials=tuple(merge(mentions)),
        quotes=tuple(quotes),
        kind=kind,
        location=location_of(dateline, text, read.form, title, on_road=kind == "lalu-lintas"),
        summary=_summary(text, read.form),
        tags=tuple(classify.tags_of(title, text)),
        privacy=private,
        doubts=(*doubts, *doubts_of(day, mentions, quotes, private)),
        body=body_of(read.parts),
        text=text,
        day_inferred=day.inferred,
        partial_day=day.partial,
        partial_weekday=day.weekday_stated,
        message_day=reference,
        nearest_unit=unit.nearest_known,
        event=str(day.event) if day.event and "Status-Kasus" not in fields else None,
        fields=fields,
        correction=read.correction,
        questions=questions,
        left_out=tuple(line.strip() for line in cleaned.dropped if line.strip()),
    )


def _acting(
    read: _Read, cleaned: Cleaned, mentions: Sequence[Mention], registry: Registry
) -> acting.Acting:
    """The unit that acts; what a correction only quotes counts where it names none itself."""
    find = partial(
        acting.find_acting, read.title or "", read.dateline, registry=registry,
        frame=cleaned.dropped, officials=acting.unit_of_officials(mentions),
    )  # fmt: skip
    unit = find(read.own_words)
    return unit if unit.name or not read.correction else find(read.words)


def _kind(read: _Read) -> str:
    if read.parts.heading == "person":
        return headings.person_kind(read.parts.subtitle, read.text)
    headline = f"{read.parts.subtitle} {read.title or ''}".strip()
    lead = headings.telling(read.title or "", read.text)
    stated = headings.stated_kind(read.title or "") or headings.stated_kind(read.parts.heads)
    kind = stated or classify.kind_of(headline, lead, read.text)
    if kind == classify.DEFAULT_KIND and is_agenda(read.title or lead, read.text):
        return "pengumuman"
    return kind


def _fields(read: _Read, kind: str, day: when.When) -> Mapping[str, str]:
    if read.correction:
        return {"Ralat": str(read.correction)} if read.correction.pairs else {}
    period = day.event if kind == "imbauan" else day.period
    return fields_of(kind, read.title or "", read.text, read.form, period, day.day)


# The parts of a text, and its title


@dataclass(frozen=True, slots=True)
class _Read:
    parts: structure.Structure
    title: str | None
    text: str
    form: Form
    correction: Correction | None
    doubts: tuple[str, ...]

    @property
    def dateline(self) -> str:
        return self.parts.dateline or ""

    @property
    def words(self) -> str:
        """The text with the heading of the notice, which may name the unit."""
        titles = self.form.lines("title")  # of the release that is corrected
        own = [line for at, line in enumerate(self.text.split("\n")) if at not in titles]
        return "\n".join([*own, *filter(None, [self.parts.subtitle])])

    @property
    def own_words(self) -> str:
        """Those words without what a correction only quotes."""
        words = self.words
        correction = self.correction or Correction()
        for quoted in filter(None, (correction.title, *chain.from_iterable(correction.pairs))):
            words = words.replace(quoted, " ")
        return words


def _read(cleaned: Cleaned, subject: str) -> _Read:
    subject = subject or next(filter(None, map(letters.subject_of, cleaned.dropped)), "")
    parts = structure.read(cleaned.paragraphs)
    doubts = []
    if subject and (parts.title or "").endswith("."):  # the first sentence of a letter
        parts = structure.read([subject, *cleaned.paragraphs])
        doubts.append(_TITLE_OF_LETTER)
    text = parts.text
    lines = text.split("\n")
    form = read_form(lines)
    correction = read_correction(parts.title or parts.subtitle, lines, form)
    title = parts.title
    if title is None and subject:
        title = subject
        doubts.append(_TITLE_OF_LETTER)
    elif title is None and correction and correction.title:
        title = correction.title
    elif title is None and parts.heading == "person":
        title = headings.wanted_title(names_of(text, form)) or None
        if title:
            doubts.append("Judul disusun dari nama yang dicari; teks tidak memuat judul.")
        elif len(form.values("name")) > 1:  # persons without names: what the heading says of them
            title = parts.subtitle or None
    if title and headings.kind_of_heading(title) == "soft":
        doubts.append(f"“{title}” hanya kepala naskah; ganti dengan judul yang bercerita.")
    if not parts.paragraphs:
        doubts.append("Isi rilis tidak ditemukan di bawah judul.")
    if cleaned.repeated:
        doubts.append(f"{cleaned.repeated} paragraf yang tertempel dua kali ditulis sekali.")
    return _Read(parts, title, text, form, correction, tuple(doubts))


def _mentions(read: _Read, cleaned: Cleaned, registry: Registry) -> list[Mention]:
    """The officials of the body; those whom only the title names stand before it (start < 0).

    Who signed stands behind the text.
    """
    title = read.title or ""
    shift = len(title) + 1
    mentions = find_mentions(f"{title}\n{read.text}", registry)
    moved = [replace(m, start=m.start - shift, end=m.end - shift) for m in mentions]
    own = [mention for mention in moved if not _is_only_quoted(read.text, mention)]
    lines = read.text.split("\n")
    closing = read_closing(lines, cleaned.dropped, year=None, reference=None)
    signed = find_mentions(closing.signature, registry) if closing.signature else []
    end = len(read.text)
    behind = [replace(m, start=m.start + end, end=m.end + end) for m in signed]
    return sorted([*own, *behind], key=lambda mention: (mention.start < 0, mention.start))


def _is_only_quoted(text: str, mention: Mention) -> bool:
    """Whether marks enclose only this mention, as the name of an account: “Kapolsek Lelang”."""
    start, end = mention.start, mention.end
    return start > 0 and text[start - 1] == "“" and text[end : end + 1] == "”"


def body_of(parts: structure.Structure) -> str:
    """The body as Markdown: the dateline with a dash of its own, items of a list together."""
    paragraphs = list(parts.paragraphs)
    if parts.dateline and paragraphs:
        at = min(parts.dated, len(paragraphs) - 1)
        paragraphs[at] = f"{parts.dateline} – {paragraphs[at]}"
    if parts.subtitle:
        paragraphs.insert(0, f"*{parts.subtitle}*")
    pieces: list[str] = []
    for before, paragraph in zip(["", *paragraphs], paragraphs, strict=False):
        in_list = is_item(before) and is_item(paragraph)
        pieces.append(("\n" if in_list else "\n\n") + paragraph)
    return to_markdown("".join(pieces))


def _summary(text: str, form: Form) -> str:
    """The lead; where lines of a form come first, the first sentence among them, else an item."""
    lines = text.split("\n")
    return next((summarise(line) for line in _sentences(lines, form)), "")


def _sentences(lines: Sequence[str], form: Form) -> Iterator[str]:
    labelled = form.lines()
    items = []
    for at, line in enumerate(lines):
        enough = len(line.split()) >= _FEWEST_WORDS or (at == 0 and line.endswith("."))
        if not enough or at in labelled or is_signature(line) or is_only_date(line):
            continue
        if is_item(line):
            items.append(without_item_sign(line))
        elif not _OF_SIGNER.match(line):
            yield line
    yield from items
