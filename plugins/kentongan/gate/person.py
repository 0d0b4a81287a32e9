"""A private person that a text names."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """A private person at `start:end` of the text. `role` is victim, suspect, witness or child.

    `called` is the word of the text for the part that is played, "" where there is none. `why`
    says in Indonesian, behind "karena", by what the words were known for a name.
    """

    start: int
    end: int
    name: str
    role: str
    age: int | None = None
    is_child: bool = False
    is_family: bool = False
    is_initials: bool = False
    called: str = ""
    why: str = ""
