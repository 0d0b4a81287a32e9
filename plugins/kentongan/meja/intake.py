"""What is pasted, shared or picked becomes drafts: texts, photographs, and what is not sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kentongan.domain import codes, dates
from kentongan.importer import writing
from kentongan.importer.doubts import about_private
from kentongan.importer.draft import Draft, Question
from kentongan.importer.raw import is_picture_name
from kentongan.manuscripts import editing
from kentongan.meja import parting
from kentongan.meja.errors import Refusal
from kentongan.newsroom.bring_in import Importer, Source
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError

_PASTED = "tempelan.txt"
_KEY = re.compile(r"usul: [A-Z][a-z]+(?:-[A-Z][a-z]+)* (?=\d)")
_MARKS = re.compile(r"[\\*_~]")
_OPTION = re.compile(r"[;,] [^;,.]*--[a-z][^;,.]*")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as a browser sends it."""

    name: str
    kind: str
    data: bytes = field(repr=False)

    @property
    def is_photograph(self) -> bool:
        return self.kind.startswith("image/") or is_picture_name(self.name)


@dataclass(frozen=True, slots=True)
class Received:
    """One release as it was understood: its file, its photographs, what to ask about it."""

    text: bytes = field(repr=False)
    title: str
    photographs: tuple[Sent, ...] = ()
    questions: tuple[Question, ...] = ()
    doubts: tuple[str, ...] = ()


def received(
    content: Path, configuration: Configuration, text: str, files: Sequence[Sent], unit: str = ""
) -> tuple[Received, ...]:
    """The releases in a text and files; photographs that came beside them belong to the first.

    `unit` is taken where a text names none. Raises Refusal in words.
    """
    photographs = tuple(file for file in files if file.is_photograph)
    others = [Source(file.name, file.data) for file in files if not file.is_photograph]
    if text.strip():
        others.insert(0, Source(_PASTED, text.encode()))
    if not others and not photographs:
        raise Refusal(
            "Tidak ada teks atau foto yang sampai. WhatsApp kadang membagikan tanpa isinya: "
            "salin teksnya, lalu tempel di sini, atau pilih fotonya dari galeri.",
            422,
        )
    importer = Importer(content, configuration)
    try:
        found = [release for source in others for release in _read(importer, source, unit)]
    except NewsroomError as error:
        raise Refusal(
            _without_options(str(error)).replace(f"{_PASTED}: Berkas", "Teks ini"), 422
        ) from None
    if not found:
        found = [Received(_empty(configuration, unit), "")]
    first = found[0]
    found[0] = Received(
        first.text, first.title, first.photographs + photographs, first.questions, first.doubts
    )
    return tuple(found)


def _read(importer: Importer, source: Source, unit: str) -> Iterator[Received]:
    for incoming in importer.read(source):
        draft = importer.with_likeness(incoming).draft
        pictures = tuple(Sent(p.name, "image/jpeg", p.data) for p in incoming.pictures)
        data = _file(importer, draft, unit)
        questions = _questions(importer, draft)
        is_two = parting.likely(parting.paragraphs(data)) is not None
        doubts = ((parting.DOUBT,) if is_two else ()) + _doubts(draft, questions)
        yield Received(data, draft.title or "", pictures, questions, doubts)


def _file(importer: Importer, draft: Draft, unit: str) -> bytes:
    day = importer.likely_day(draft)
    written = writing.write(
        replace(draft, summary=_own_summary(draft)),
        path=writing.place_of(draft.title or "", day),
        code=codes.mint(),
        day=day,
        pictures=(),
        hold=False,
    )
    known = writing.unit_value(draft)
    if unit and (not known or (draft.unit is None and importer.find_unit(known) is None)):
        return editing.set_fields(written.text, {"Satuan": unit}).encode()
    return written.text.encode()


def _own_summary(draft: Draft) -> str:
    """The summary, where it does not stand in the text: a build takes the lead as it is then.

    Written down, it would go on saying what the officer has long changed in the text.
    """
    said, text = (_MARKS.sub("", words) for words in (draft.summary, draft.body))
    return "" if said.rstrip("…") in text else draft.summary


def _questions(importer: Importer, draft: Draft) -> tuple[Question, ...]:
    """What the text does not settle, once for each key, with a day where it proposes none."""
    day = dates.short(importer.likely_day(draft))
    asked = {
        question.key: Question(
            question.key,
            _without_options(question.sentence),
            question.proposal or (day if question.key == "Tanggal" else ""),
        )
        for question in reversed(draft.questions)
    }
    return tuple(reversed(asked.values()))


def _doubts(draft: Draft, questions: Sequence[Question]) -> tuple[str, ...]:
    """What else is not sure, each once; personal data are findings, each with its mend."""
    asked = {question.sentence for question in questions}
    asked.add(about_private(len(draft.privacy)))
    told = dict.fromkeys(map(_without_options, draft.doubts))
    return tuple(doubt for doubt in told if doubt not in asked)


def _without_options(sentence: str) -> str:
    """A sentence without options of a command and keys of a file."""
    return _KEY.sub("usul: ", _OPTION.sub("", sentence))


def _empty(configuration: Configuration, unit: str) -> bytes:
    """The file of a release that begins with photographs alone."""
    day = dates.short(configuration.now().date())
    return f"Judul: \nTanggal: {day}\nSatuan: {unit}\nKode: {codes.mint()}\n\n".encode()
