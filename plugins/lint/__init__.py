"""The gate: privacy and editorial rules, asked of every release before anything is written."""

from __future__ import annotations


def register() -> None:
    from plugins import receivers

    receivers.announce("plugins.lint.hooks")
