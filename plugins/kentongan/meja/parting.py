"""One text that holds two releases: where the second begins, and both of them."""

from __future__ import annotations

from kentongan.importer import split
from kentongan.meja import editing
from kentongan.meja.bodies import Block

DOUBT = "Teks ini tampaknya memuat dua rilis."


def paragraphs(data: bytes) -> tuple[str, ...]:
    """The paragraphs as they are edited; the second release may begin with any but the first.

    Raises EditError.
    """
    return tuple(block.shown for block in _shown(data))


def likely(shown: tuple[str, ...]) -> int | None:
    """The paragraph that looks like the title of another release."""
    places = range(1, len(shown) - 1)
    return next((at for at in places if split.starts_release(shown, at)), None)


def parted(data: bytes, at: int) -> tuple[bytes, str]:
    """The file without what stands from this paragraph on, and those words.

    Special blocks and photographs stay with the file. Raises EditError.
    """
    shown = _shown(data)
    kept = [*shown[:at], *(block for block in shown[at:] if block.special)]
    words = [block.shown for block in shown[at:] if not block.special]
    text = "\n\n".join(block.shown for block in kept)
    return editing.merged(data, text=text), "\n\n".join(words)


def _shown(data: bytes) -> list[Block]:
    return [block for block in editing.open_text(data).body.blocks if not block.is_hidden]
