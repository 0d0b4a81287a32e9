"""Search in the reader's browser: `/cari/` and an index of hashed JSON shards below it.

Words are found in every form: stems come from Sastrawi while the site is built, and from a
light stemmer in the browser for forms that never occurred. No settings.
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.search.hooks")
