"""The one way to ask staff: ya or tidak, the answers shown, the default named."""

from __future__ import annotations

import sys

import click

YES = frozenset({"ya", "y", "iya"})
NO = frozenset({"tidak", "t", "n"})


def agreed(question: str, *, default: bool = False) -> bool:
    """Whether the answer is ya. Enter is the default; any other word is asked again."""
    stated = "ya" if default else "tidak"
    while True:
        answer = click.prompt(
            f"{question} (ya/tidak) [{stated}]", default="", show_default=False, err=True
        )
        word = str(answer).strip().casefold().rstrip(".!")
        if not word:
            return default
        if word in YES | NO:
            return word in YES
        click.echo("Jawab ya atau tidak.", err=True)


def can_ask() -> bool:
    """Whether there is someone to ask."""
    return sys.stdin.isatty()
