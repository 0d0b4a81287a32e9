"""Receivers that are imported only when a build has something to do.

`register()` of a plugin announces the module of its receivers. A function there that bears the
name of a signal of `site/model.py` receives it. A build that finds nothing changed imports none.
"""

from __future__ import annotations

import importlib

_announced: dict[str, None] = {}


def announce(module: str) -> None:
    """The receivers of a plugin: the full name of a module."""
    _announced[module] = None


def connect() -> None:
    """Import what was announced, in that order, and connect it; a second call does nothing."""
    from blinker import Signal

    from kentongan.site import model

    signals = {name: one for name, one in vars(model).items() if isinstance(one, Signal)}
    for name in list(_announced):
        module = importlib.import_module(name)
        for signal, one in signals.items():
            receiver = getattr(module, signal, None)
            if receiver is not None:
                one.connect(receiver)
