"""A release, or a raw press text, as the rules see it: its text, and who is named in it."""

from __future__ import annotations

from kentongan.gate import persons
from kentongan.gate.lazy import lazy
from kentongan.gate.person import Person
from kentongan.gate.roles import CastText


class Document(CastText):
    """What a rule is asked about."""

    @lazy
    def persons(self) -> tuple[Person, ...]:
        """Private persons that are named, in the order of the text."""
        return tuple(persons.find(self))

    @lazy
    def names_child(self) -> bool:
        """Whether somebody under age is named."""
        return any(person.is_child for person in self.persons)
