"""Permalinks: every public address has one owner and never disappears.

`/r/<KODE>/` for each release, redirects for old addresses, the ledger in `content/jejak/`.
Settings: `core.Settings` (`HUMAS_PERMALINKS_…`).
"""

from __future__ import annotations


def register() -> None:
    from plugins import build
    from plugins.permalinks import hooks

    build.check_site.connect(hooks.check)
    build.release_files.connect(hooks.release_files)
    build.collect.connect(hooks.collect)
    build.published.connect(hooks.record)
