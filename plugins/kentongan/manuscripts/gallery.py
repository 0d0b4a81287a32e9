"""The further pictures of a release (`Galeri`) as a paragraph of its page text.

There they are what pictures in the text are, for all who publish, check or blur them.
"""

from __future__ import annotations

import html
import re

from kentongan.manuscripts.markup import CONTENT_SCHEME, veiled
from kentongan.manuscripts.pictures import content_path
from kentongan.manuscripts.sheet import Sheet, short

FORM = "foto.jpg | apa yang terlihat | keterangan"
# No text of staff holds this attribute: the sanitiser drops it.
_OPENING = '<p data-galeri="">'

_BLUR = re.compile(r"\{\s*samarkan\s*=([^{}]*)\}", re.IGNORECASE)
_SOURCE = re.compile(r'\ssrc="([^"]*)"')


def read(sheet: Sheet) -> str:
    """The paragraph; empty where there are no further pictures."""
    shown = [tag for entry in sheet.items("Galeri") if (tag := _tag(sheet, entry))]
    return "".join((_OPENING, "\n".join(shown), "</p>")) if shown else ""


def split(page: str) -> tuple[str, tuple[str, ...]]:
    """The page text without its gallery, and the paths of the pictures in that."""
    text, opening, gallery = page.partition(_OPENING)
    if not opening:
        return page, ()
    sources = (html.unescape(source) for source in _SOURCE.findall(gallery))
    return text, tuple(content_path(source) for source in sources)


def _tag(sheet: Sheet, entry: str) -> str:
    regions = _BLUR.findall(entry)
    parts = [part.strip() for part in _BLUR.sub("", entry).rstrip("| ").split("|")]
    name, alt, caption = (*parts, "", "")[:3]
    is_torn = len(parts) > 3 or any(sign in name for sign in "{}=")
    if not name or not alt or is_torn:
        sheet.tell(
            "releases.E015",
            "Galeri",
            f'Galeri "{short(name)}" tanpa teks alternatif.'
            if name and not alt and not is_torn
            else "Galeri tidak dapat dibaca.",
            f"tulis dengan bentuk: {FORM}.",
            type="picture",
        )
        return ""
    path = sheet.content_path("Galeri", name)
    if not path or (path == sheet.content_path("Gambar", sheet.text("Gambar")) and not regions):
        return ""  # the lead picture stands at the head already
    given = {"alt": alt, "src": CONTENT_SCHEME + veiled(path), "title": caption}
    if regions:
        given["samarkan"] = "; ".join(regions)
    written = " ".join(f'{key}="{html.escape(value)}"' for key, value in given.items() if value)
    return f"<img {written}>"
