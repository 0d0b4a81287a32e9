"""The body of a file as page text, and what staff must know of it."""

from __future__ import annotations

from kentongan.manuscripts.bounds import TooTangled
from kentongan.manuscripts.markup import Markup, Renderer
from kentongan.manuscripts.sheet import Sheet

LONG_TEXT = 200_000
_MOST_NAMED = 5


def read(sheet: Sheet, renderer: Renderer) -> Markup:
    """The page text of the file; empty, with an error, where the body cannot be rendered."""
    try:
        markup = renderer.render(sheet.body, sheet.path)
    except TooTangled as error:
        _tell_tangled(sheet, error)
        return Markup("", "")
    for address in markup.outside:
        sheet.tell_at(
            line_of(sheet, address),
            "releases.E011",
            "Tautan mengarah ke luar folder content.",
            "pindahkan berkas itu ke dalam content, lalu perbaiki tautannya.",
            type="link",
        )
    if markup.removed:
        _tell_removed(sheet, markup.removed)
    if markup.lost:
        _tell_lost(sheet, markup.lost)
    if len(sheet.body) > LONG_TEXT:
        sheet.tell_at(
            sheet.body_line,
            "releases.W010",
            f"Isi sangat panjang ({len(sheet.body) // 1000} ribu huruf).",
            "periksa apakah berkas lain ikut tertempel.",
        )
    return markup


def line_of(sheet: Sheet, needle: str) -> int:
    """The line of the file on which `needle` first stands in the body."""
    position = sheet.body.casefold().find(needle.casefold())
    return _line_at(sheet, max(position, 0))


def _line_at(sheet: Sheet, position: int) -> int:
    return sheet.body_line + sheet.body.count("\n", 0, position)


def _tell_tangled(sheet: Sheet, error: TooTangled) -> None:
    sheet.tell_at(
        _line_at(sheet, error.position),
        "releases.E040",
        f"Isi tidak dapat diolah: {error.reason}.",
        "sederhanakan bagian itu, atau tulis ulang sebagai teks biasa.",
    )


def _tell_removed(sheet: Sheet, removed: tuple[str, ...]) -> None:
    names = ", ".join(removed[:_MOST_NAMED])
    sheet.tell_at(
        line_of(sheet, removed[0].rstrip(">")),
        "releases.W006",
        f"HTML yang tidak boleh dipakai dibuang: {names}.",
        "hapus dari naskah; tulis teks biasa atau Markdown.",
    )


def _tell_lost(sheet: Sheet, word: str) -> None:
    quoted = word if word.islower() and word.isalpha() else f"{word[:1]}……"
    sheet.tell_at(
        line_of(sheet, word),
        "releases.E041",
        f"Sebagian kata tidak sampai ke halaman, mulai “{quoted}”.",
        "hapus tag HTML di dekatnya; tanda < yang bukan tag ditulis &lt;.",
    )
