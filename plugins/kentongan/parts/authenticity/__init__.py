"""Cek Rilis: lets a reader check whether a text is really a release of this site.

Adds `/cek/` and its index, the texts under `/cek/teks/` and `/cek/pemberitahuan/`, a QR code for
each release, and the manifest under `/.well-known/kentongan/`, signed when a key is set. See
docs/keaslian.md.

Settings: `core.Settings` (`HUMAS_AUTHENTICITY_…`).
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.authenticity.hooks")
