"""The photographs that a release file names: order, alternative text, captions.

The first is the lead picture of the front matter, the others are paragraphs of their own in the
body. Their bytes lie elsewhere; only names stand here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kentongan.manuscripts import editing as front
from kentongan.meja import editing
from kentongan.meja.bodies import PHOTOGRAPH
from kentongan.meja.editing import EditError

_LEAD = {"alt": "Gambar-Alt", "caption": "Gambar-Keterangan", "credit": "Gambar-Kredit"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A photograph in a text. `blur` is an order to blur behind it, as it stands there."""

    name: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    blur: str = ""

    @property
    def markdown(self) -> str:
        alt, caption = _safe(self.alt), _safe(self.caption)
        below = f' "{caption}"' if caption else ""
        return f"![{alt}]({self.name}{below}){self.blur}"


def read(data: bytes) -> tuple[Shown, ...]:
    """The photographs of a file in order. Raises EditError."""
    opened = editing.open_text(data)
    fields = opened.fields
    shown = []
    if name := fields.get("Gambar"):
        words = {key: fields.get(field, "") for key, field in _LEAD.items()}
        shown.append(Shown(name, **words))
    for special in opened.specials:
        if match := PHOTOGRAPH.match(special.markdown.strip()):
            alt, caption = _plain(match["alt"]), _plain(match["caption"] or "")
            shown.append(Shown(match["name"], alt, caption, "", match["blur"] or ""))
    return tuple(shown)


def add(data: bytes, name: str, alt: str) -> bytes:
    """The file with one more photograph: the lead where there is none, else at its end."""
    opened = editing.open_text(data)
    if not opened.fields.get("Gambar"):
        return _with_lead(data, Shown(name, alt))
    newline = opened.body.newline
    text = editing.decoded(data).rstrip()
    return f"{text}{newline * 2}{Shown(name, alt).markdown}{newline}".encode()


def with_all(data: bytes, photographs: Mapping[str, str]) -> bytes:
    """The file with each of these (name: alternative text) that it does not show yet."""
    shown = {photo.name for photo in read(data)}
    for name, alt in photographs.items():
        if name not in shown:
            data = add(data, name, alt)
    return data


def only_adds(old: bytes, new: bytes) -> bool:
    """Whether a text says what an older one said, with more photographs at most."""
    return _words(old) == _words(new) and set(read(old)) <= set(read(new))


def describe(data: bytes, name: str, alt: str, caption: str) -> bytes:
    """The file with other words for a photograph; the same bytes where they are the same.

    The credit stays: no screen asks for it.
    """
    known = next((shown for shown in read(data) if shown.name == name), None)
    if known is None:
        raise EditError("Foto itu tidak ada di naskah ini.")
    words = {"alt": alt, "caption": caption}
    changed = {
        key: _line(value)
        for key, value in words.items()
        if _line(value) != _line(getattr(known, key))
    }
    if not changed:
        return data
    wanted = replace(known, **changed)
    if editing.open_text(data).fields.get("Gambar") == name:
        return _with_lead(data, wanted)
    return editing.merged(data, specials={_number(data, name): wanted.markdown})


def drop(data: bytes, name: str) -> bytes:
    """The file without a photograph; the next one becomes the lead. Raises EditError."""
    shown = read(data)
    if editing.open_text(data).fields.get("Gambar") != name:
        return _without_block(data, name)
    others = [photo for photo in shown if photo.name != name]
    if not others:
        keys = ("Gambar", *_LEAD.values(), "Samarkan")
        return front.set_fields(editing.decoded(data), dict.fromkeys(keys)).encode()
    return _with_lead(_without_block(data, others[0].name), others[0])


def lead_with(data: bytes, name: str) -> bytes:
    """The file with this photograph first; the one that was first takes its place."""
    shown = read(data)
    wanted = next((photo for photo in shown if photo.name == name), None)
    if wanted is None or shown[0].name == name:
        return data
    number = _number(data, name)
    swapped = editing.merged(data, specials={number: replace(shown[0], credit="").markdown})
    return _with_lead(swapped, wanted)


def move_up(data: bytes, name: str) -> bytes:
    """The file with this photograph one place earlier."""
    shown = read(data)
    at = next((number for number, photo in enumerate(shown) if photo.name == name), 0)
    if at < 2:
        return lead_with(data, name)
    earlier, photo = shown[at - 1], shown[at]
    swapped = {
        _number(data, earlier.name): photo.markdown,
        _number(data, photo.name): earlier.markdown,
    }
    return editing.merged(data, specials=swapped)


def proposed_alt(title: str, number: int, of: int) -> str:
    """Words to begin with for someone who cannot see the photograph; staff better them."""
    what = title.strip().rstrip(".") or "kegiatan"
    return f"Foto {number} dari {of}: {what}" if of > 1 else f"Foto: {what}"


def _words(data: bytes) -> tuple[object, ...]:
    """All that a file says beside its photographs."""
    opened = editing.open_text(data)
    of_pictures = ("Gambar", *_LEAD.values(), "Samarkan")
    fields = {key: value for key, value in opened.fields.items() if key not in of_pictures}
    others = [special.markdown for special in opened.specials if not special.is_photograph]
    return opened.title, opened.text, fields, others


def _with_lead(data: bytes, photo: Shown) -> bytes:
    changes: dict[str, front.Value] = {"Gambar": photo.name}
    for key, field in _LEAD.items():
        changes[field] = _line(getattr(photo, key)) or None
    if photo.blur:
        changes["Samarkan"] = photo.blur.partition("=")[2].rstrip("}")
    return front.set_fields(editing.decoded(data), changes).encode()


def _without_block(data: bytes, name: str) -> bytes:
    return editing.without_special(data, _number(data, name))


def _number(data: bytes, name: str) -> int:
    for special in editing.open_text(data).specials:
        match = PHOTOGRAPH.match(special.markdown.strip())
        if match and match["name"] == name:
            return special.number
    raise EditError("Foto itu tidak berdiri sendiri di naskah ini; ubah sebagai Markdown.")


def _line(text: str) -> str:
    return " ".join(text.split())


def _safe(text: str) -> str:
    """Words that end neither the brackets nor the quotes around them."""
    return re.sub(r'([\\\[\]"<>*_`~&!])', r"\\\1", _line(text)).replace("\\<", "‹").replace(
        "\\>", "›"
    )  # fmt: skip


def _plain(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)
