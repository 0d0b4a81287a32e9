"""A raw press text to a draft: everything that was found, and what is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kentongan.domain import dates
from kentongan.domain.officials import Mention, find_mentions, merge
from kentongan.domain.release import Official
from kentongan.domain.text import summarise
from kentongan.domain.units import Registry, Unit
from kentongan.importer import acting, classify, structure, when
from kentongan.importer.cleaning import Cleaned, clean, is_item
from kentongan.importer.quotations import Quotation, find_quotations
from kentongan.importer.raw import RawText
from kentongan.importer.split import releases_of
from kentongan.manuscripts.plain import to_markdown

# What finds personal data in a text: (type, datum) pairs.
FindPrivate = Callable[[str], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A release as far as its text tells it. `body` is Markdown, `text` the same in plain words."""

    title: str | None
    day: date | None
    weekday_ok: bool | None
    dateline: str | None
    unit_name: str | None
    unit: Unit | None
    parent_units: tuple[str, ...]
    officials: tuple[Official, ...]
    quotes: tuple[Quotation, ...]
    kind: str
    location: str | None
    summary: str
    tags: tuple[str, ...]
    privacy: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    body: str = field(repr=False, default="")
    text: str = field(repr=False, default="")
    day_inferred: bool = False
    partial_day: tuple[int, int] | None = None
    nearest_unit: Unit | None = None
    pictures: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The shape of `humas impor --json`."""
        return {
            "title": self.title,
            "date": self.day.isoformat() if self.day else None,
            "weekday_ok": self.weekday_ok,
            "dateline": self.dateline,
            "unit": self.unit_name,
            "parent_units": list(self.parent_units),
            "officials": [
                {"position": o.position, "rank": o.rank, "name": o.name, "degrees": o.degrees}
                for o in self.officials
            ],
            "quotes": [{"text": quote.text, "speaker": quote.speaker} for quote in self.quotes],
            "kind": self.kind,
            "location": self.location,
            "summary": self.summary,
            "tags": list(self.tags),
            "privacy": [{"type": kind, "text": datum} for kind, datum in self.privacy],
            "doubts": list(self.doubts),
        }


def nothing_private(text: str) -> Iterable[tuple[str, str]]:
    return ()


def drafts_of(
    raw: RawText,
    registry: Registry,
    *,
    find_private: FindPrivate = nothing_private,
    year: int | None = None,
) -> list[Draft]:
    """The drafts of what came in, mostly one. What was doubtful about the file is told first."""
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
    """The draft of one press text. `reference` is the day of the message that brought it."""
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
    parts = structure.read(cleaned.paragraphs)
    from_subject = parts.title is None and bool(subject)
    if from_subject:
        parts = replace(parts, title=subject)
    title, dateline, text = parts.title or "", parts.dateline or "", parts.text
    mentions = _mentions(title, text, registry)
    day = when.choose(title, dateline, text, cleaned.dropped, year=year, reference=reference)
    frame = [*cleaned.dropped, *acting.unit_of_officials(mentions)]
    unit = acting.find_acting(title, dateline, text, registry, also=frame)
    quotes = find_quotations(text, [m for m in mentions if m.start >= 0])
    lead = text.partition("\n")[0]
    private = tuple(find_private(f"{title}\n{text}"))
    return Draft(
        title=parts.title,
        day=day.day,
        weekday_ok=day.weekday_ok,
        dateline=parts.dateline,
        unit_name=unit.name,
        unit=unit.unit,
        parent_units=unit.parents,
        officials=tuple(merge(mentions)),
        quotes=tuple(quotes),
        kind=classify.kind_of(title, lead, text),
        location=classify.location_of(dateline, text),
        summary=summarise(lead),
        tags=tuple(classify.tags_of(title, text)),
        privacy=private,
        doubts=(
            *(["Judul diambil dari perihal surel."] if from_subject else []),
            *_doubts_of_text(parts, cleaned),
            *_doubts(day, unit, mentions, quotes, private, registry),
        ),
        body=body_of(parts),
        text=text,
        day_inferred=day.inferred,
        partial_day=day.partial,
        nearest_unit=unit.nearest_known,
    )


def _mentions(title: str, text: str, registry: Registry) -> list[Mention]:
    """The officials of the body; those whom only the title names stand before it (start < 0)."""
    shift = len(title) + 1
    found = find_mentions(f"{title}\n{text}", registry)
    moved = [replace(m, start=m.start - shift, end=m.end - shift) for m in found]
    return sorted(moved, key=lambda mention: (mention.start < 0, mention.start))


def body_of(parts: structure.Structure) -> str:
    """The body as Markdown: the dateline with a dash of its own, items of a list together."""
    paragraphs = list(parts.paragraphs)
    if parts.dateline and paragraphs:
        paragraphs[0] = f"{parts.dateline} – {paragraphs[0]}"
    if parts.subtitle:
        paragraphs.insert(0, f"*{parts.subtitle}*")
    pieces: list[str] = []
    for before, paragraph in zip(["", *paragraphs], paragraphs, strict=False):
        in_list = is_item(before) and is_item(paragraph)
        pieces.append(("\n" if in_list else "\n\n") + paragraph)
    return to_markdown("".join(pieces))


# What is in doubt, for staff


def _doubts_of_text(parts: structure.Structure, cleaned: Cleaned) -> Iterable[str]:
    if parts.title is None:
        yield "Judul tidak ditemukan: teks langsung dimulai dengan isi."
    if not parts.paragraphs:
        yield "Isi rilis tidak ditemukan di bawah judul."
    if cleaned.repeated:
        yield f"{cleaned.repeated} paragraf yang tertempel dua kali ditulis sekali."


def _doubts(
    day: when.When,
    unit: acting.Acting,
    mentions: Sequence[Mention],
    quotes: Sequence[Quotation],
    private: Sequence[tuple[str, str]],
    registry: Registry,
) -> Iterable[str]:
    yield from _doubts_of_date(day)
    yield from _doubts_of_unit(unit, registry)
    for mention in mentions:
        if mention.two_ranks:
            official = mention.official
            yield f"Dua pangkat ditulis untuk {official.name}; dipakai {official.rank}."
    if any(not quote.complete for quote in quotes):
        yield "Tanda kutip tidak lengkap; periksa awal dan akhir kutipan."
    for quote in quotes:
        if quote.speaker is None:
            yield f"Pembicara tidak jelas untuk kutipan “{' '.join(quote.text.split()[:6])} …”."
    if private:
        yield f"{len(private)} data pribadi ditemukan; samarkan sebelum terbit."


def _doubts_of_date(day: when.When) -> Iterable[str]:
    if day.impossible:
        yield "Tanggal yang tertulis tidak ada dalam kalender."
    elif day.partial:
        name = dates.MONTH_NAMES[day.partial[1] - 1] if 1 <= day.partial[1] <= 12 else "?"
        yield f"Tanggal {day.partial[0]} {name} ditulis tanpa tahun; sebutkan dengan --tahun."
    elif day.day is None:
        yield "Tanggal tidak ditemukan."
    elif day.inferred:
        yield f"Tahun {day.day.year} diperkirakan; teks tidak menyebut tahun."
    for found in day.mismatches:
        if found.date:
            right = dates.WEEKDAY_NAMES[found.date.weekday()]
            yield (
                f"Hari tidak cocok: {dates.short(found.date)} adalah hari {right}, "
                f"bukan {found.weekday_stated}."
            )


def _doubts_of_unit(unit: acting.Acting, registry: Registry) -> Iterable[str]:
    if unit.name is None:
        yield "Satuan yang bertindak tidak ditemukan."
    elif unit.ambiguous:
        yield f"Nama satuan “{unit.name}” dapat berarti beberapa satuan."
    elif unit.unit is None and len(registry):
        near = registry.nearest(unit.name)
        also = f" Yang paling mirip: {near}." if near else ""
        yield f"Satuan “{unit.name}” belum ada dalam daftar satuan.{also}"
