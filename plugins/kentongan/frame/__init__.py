"""Pelican around the engine: the only room that imports Pelican."""

from __future__ import annotations


def register() -> None:
    from pelican import signals

    from kentongan.frame import receivers

    signals.get_generators.connect(receivers.add_generator)
    signals.all_generators_finalized.connect(receivers.check)
    signals.finalized.connect(receivers.silence_pelican)
