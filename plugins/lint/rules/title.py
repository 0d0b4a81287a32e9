"""A title in capitals, too long, or with a full stop."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.lint.document import Document
from plugins.lint.model import Hit, Rule

_LONGEST = 110


def find(document: Document) -> Iterator[Hit]:
    title = document.release.title.strip() if document.release else ""
    letters = [character for character in title if character.isalpha()]
    wrong = []
    if len(letters) > 12 and sum(map(str.isupper, letters)) > 0.7 * len(letters):
        wrong.append("huruf kapital semua")
    if len(title) > _LONGEST:
        wrong.append(f"panjangnya {len(title)} huruf")
    if title.endswith(".") and not title.endswith(("..", "S.H.", "Pol.")):
        wrong.append("berakhir dengan titik")
    if wrong:
        yield Hit(0, 1, title, f": {', '.join(wrong)}.")


RULE = Rule(
    code="redaksi.W010",
    type="title",
    message="Judul perlu dirapikan",
    fix="tulis judul seperti kalimat, paling panjang 110 huruf, tanpa titik di akhir.",
    ground="kaidah redaksi",
    find=find,
    must=(),
    must_not=(),
)
