"""Reading without a network: a service worker, the page that it shows, and the state it asks for.

No settings. Nothing of it runs in a preview.
"""


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.offline.hooks")
