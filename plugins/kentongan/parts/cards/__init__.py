"""Social cards: the picture of 1200 by 630 pixels that WhatsApp and others show with a link.

Settings: `HUMAS_CARDS_QUALITY` (82), `HUMAS_CARDS_SHARED` (no). The address of a
release's card: `core.card_path`.
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.cards.hooks")
