"""Social cards: the picture of 1200 by 630 pixels that WhatsApp and others show with a link.

The address of a release's card: `core.card_path`.

Settings: `core.Settings` (`HUMAS_CARDS_…`).
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.cards.hooks")
