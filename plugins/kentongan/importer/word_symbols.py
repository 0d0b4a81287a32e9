"""Characters that Word sets from a font of signs (`w:sym`), as characters of Unicode."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)  # where fonts of signs keep their 256 places
_BULLET = "•"
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: _BULLET, 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x71: "❑", 0x75: "◆", 0x76: "❖",
    0x9F: _BULLET, 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def sign_of(font: str, code: str) -> str:
    """The character at a place of a font, `Symbol` and `F0B0`: °. Empty where it is not known."""
    try:
        number = int(code, 16)
        plain = chr(number)
    except (ValueError, OverflowError):
        return ""
    table = _FONTS.get(font.casefold())
    if table is None:
        return "" if number in _PRIVATE or not plain.isprintable() else plain
    place = number - _PRIVATE.start if number in _PRIVATE else number
    if place in table:
        return table[place]
    is_letter = table is _SYMBOL and 0x20 <= place < 0x40  # signs and digits as in ASCII
    return chr(place) if is_letter else ""
