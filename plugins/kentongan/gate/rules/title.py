"""A title in capitals, too long, or with a full stop."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.casing import as_sentence
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule

_LONGEST = 110
_SHORT = 12  # letters


def find(document: Document) -> Iterator[Hit]:
    title = document.release.title.strip() if document.release else ""
    wrong = []
    if _is_shouted(title):
        wrong.append("huruf kapital semua")
    if len(title) > _LONGEST:
        wrong.append(f"panjangnya {len(title)} huruf")
    if _ends_with_stop(title):
        wrong.append("berakhir dengan titik")
    if not wrong:
        return
    better = _better(document, title)
    is_found = better != title and document.text.startswith(title)
    yield Hit(
        0,
        len(title) if is_found else 1,
        title,
        f": {', '.join(wrong)}.",
        mends=((f'Tulis "{better}"', better),) if is_found else (),
        fix=f'tulis seperti kalimat, misalnya "{better}".' if is_found else "",
    )


def _better(document: Document, title: str) -> str:
    """What the title may be instead: itself where nothing is known to be better."""
    start, end = document.body
    if _is_shouted(title):
        title = as_sentence(title, document.text[start:end], document.units)
    return title.removesuffix(".") if _ends_with_stop(title) else title


def _ends_with_stop(title: str) -> bool:
    return title.endswith(".") and not title.endswith(("..", "S.H.", "Pol."))


def _is_shouted(title: str) -> bool:
    if sum(map(str.isupper, title)) <= 0.7 * _SHORT:  # as nearly all titles
        return False
    letters = [character for character in title if character.isalpha()]
    return len(letters) > _SHORT and sum(map(str.isupper, letters)) > 0.7 * len(letters)


RULE = Rule(
    code="redaksi.W010",
    type="title",
    message="Judul perlu dirapikan",
    fix="tulis judul seperti kalimat, paling panjang 110 huruf, tanpa titik di akhir.",
    ground="kaidah redaksi",
    find=find,
    must=(
        "Judul: PATROLI MALAM DI PASAR KRATON\n\nTeks.",
        "Judul: Patroli malam di pasar.\n\nTeks.",
        "Judul: " + "Patroli malam di pasar bersama warga " * 4 + "\n\nTeks.",
    ),
    must_not=(
        "Judul: Patroli malam di Pasar Kraton\n\nTeks.",
        "Judul: Apel dipimpin Safiudin, S.H.\n\nTeks.",
        "Judul: SPKT siaga\n\nTeks.",
    ),
)
