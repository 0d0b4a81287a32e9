"""Reading without a network: a service worker, the page that it shows, and the state it asks for.

No settings. Nothing of it runs in a preview.
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.offline.hooks")
