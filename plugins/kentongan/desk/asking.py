"""All questions to staff: the proposal in brackets, taken with Enter; asked again if wrong."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import click

from kentongan.newsroom.answers import NotUnderstood

YES = frozenset("ya y iya".split())
NO = frozenset("tidak t n tdk bukan ga gak nggak ngga enggak jangan".split())
INTRODUCTION = "Enter menerima isi kurung, ? menampilkan pilihan, Ctrl+C membatalkan."

_LIST = "?"
_LONGEST_HINT = 60  # characters
# What arrow keys and the like send, and other signs that no answer holds.
_BREAKS = re.compile(r"[ \t]*[\r\n]\s*")  # between the lines of a pasted text
_KEYS = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.)?|[\x00-\x1f\x7f]")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list: what it answers, and how the list shows it."""

    answer: str
    shown: str


def can_ask() -> bool:
    """Whether a person is at the keyboard."""
    return sys.stdin.isatty()


def agreed(question: str, *, default: bool = False) -> bool:
    """Whether the answer is yes. Enter is the default; any other word is asked again."""
    stated = "ya" if default else "tidak"
    while True:
        word = _line(f"{question} (ya/tidak) [{stated}]: ").casefold().rstrip(".!")
        if not word:
            return default
        if word in YES | NO:
            return word in YES
        _say(f"Jawab ya atau tidak. Enter berarti {stated}.")


def answered(
    label: str,
    understand: Callable[[str], T],
    *,
    proposal: str = "",
    example: str = "",
    choices: Sequence[Choice] = (),
) -> T:
    """The answer to one question of a form.

    `?` shows the example or the numbered choices, of which a number takes one. What `understand`
    refuses with NotUnderstood is explained and asked again, with what may have been meant as the
    new proposal. An empty line is the proposal, and so may be empty.
    """
    meant, stated = "", proposal
    while True:
        typed = _line(f"{label}{_hint(proposal)}: ")
        if typed == _LIST and (choices or example):
            _say(_listed(choices) if choices else f"  {example}")
            continue
        word = typed.casefold().rstrip(".!")
        if meant and word in NO:  # `Maksud Anda “Polsek Grati”?` – tidak
            meant, proposal = "", stated
            continue
        if meant and word in YES:
            typed = meant
        if choice := _picked(typed, choices):
            _say(f"  {' '.join(choice.shown.split())}")
            typed = choice.answer
        try:
            return understand(typed or proposal)
        except NotUnderstood as error:
            _say(f"  {error}")
            meant = error.proposal
            proposal = meant or proposal


def _hint(proposal: str) -> str:
    """The proposal in brackets; a long one stands above, so that the question stays a line."""
    if len(proposal) <= _LONGEST_HINT:
        return f" [{proposal}]" if proposal else ""
    _say(f"  Usul: {proposal}")
    return " [usul di atas]"


def _listed(choices: Sequence[Choice]) -> str:
    width = len(str(len(choices)))
    rows = [f"  {number:>{width}}. {choice.shown}" for number, choice in enumerate(choices, 1)]
    return "\n".join([*rows, "  Ketik nomornya atau namanya."])


def _picked(typed: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice whose number in the list was typed."""
    number = typed.rstrip(".)")
    is_listed = number.isdecimal() and 1 <= int(number) <= len(choices)
    return choices[int(number) - 1] if is_listed else None


def secret(label: str, *, twice: bool = False) -> str:
    """A password that is not shown; asked for until it is not empty and typed alike."""
    while True:
        first = _hidden(label)
        if not first:
            _say("Kata sandi tidak boleh kosong.")
        elif not twice or _hidden(f"{label}, sekali lagi") == first:
            return first
        else:
            _say("Kedua kata sandi berbeda; ulangi dari awal.")


def _hidden(label: str) -> str:
    import getpass

    try:
        return getpass.getpass(f"{label}: ", sys.stderr)
    except (EOFError, KeyboardInterrupt):
        raise click.Abort from None


def _line(prompt: str) -> str:
    """One typed line, without blanks around it. Raises click.Abort at the end of the input.

    Questions go where they do not mix with an answer that is sent on to another program.
    """
    while True:
        try:
            typed = _typed(prompt)
        except (EOFError, KeyboardInterrupt):
            raise click.Abort from None
        except UnicodeDecodeError:
            typed = "\udc80"
        line = _KEYS.sub("", _BREAKS.sub(" ", typed)).strip()
        if not any("\ud800" <= letter <= "\udfff" for letter in line):
            return line
        _say("Ada huruf yang tidak terbaca; ketik lagi.")


def _typed(prompt: str) -> str:
    if sys.stdin.isatty() and sys.stdout.isatty():
        import readline  # noqa: F401 - arrow keys and corrections within the line

        return input(prompt)
    click.echo(prompt, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        if can_ask():
            raise EOFError
        click.echo(err=True)
        raise click.UsageError(
            "Tidak ada yang dapat ditanyai di sini; sebutkan jawabannya sebagai pilihan."
        )
    return line


def _say(text: str) -> None:
    click.echo(text, err=True)
