"""The gate: privacy and editorial rules, asked of every release before anything is written."""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.gate.hooks")
