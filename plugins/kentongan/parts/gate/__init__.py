"""The gate as a part: checks every release by the privacy and editorial rules."""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.gate.hooks")
