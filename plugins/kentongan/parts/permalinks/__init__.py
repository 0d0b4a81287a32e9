"""Permalinks: every public address has one owner and never disappears.

`/r/<KODE>/` for each release, redirects for old addresses, the ledger in `content/jejak/`.
Settings: `site/recording.py` (`HUMAS_PERMALINKS_RECORD`).
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.permalinks.hooks")
