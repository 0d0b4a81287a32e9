"""What the rules on names have in common: why a name was seen, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain.release import PERSON_KINDS
from kentongan.gate.document import Document
from kentongan.gate.model import Hit
from kentongan.gate.person import Person

_SOUGHT = (
    'bila dia orang yang dicari, pindahkan namanya ke baris "Nama:"; selama dicari, nama itu '
    "boleh disebut. Orang lain cukup dengan peran dan umur."
)


def hit(document: Document, person: Person, fix: str = "") -> Hit:
    """A name where it stands. `fix` is what to write instead, where the rule's does not fit."""
    because = f" Dikenali sebagai nama karena {person.why}." if person.why else ""
    sought = _SOUGHT if document.kind in PERSON_KINDS and not person.is_family else ""
    return Hit(person.start, person.end, person.name, because, fix=sought or fix)


def of_adults(document: Document, role: str) -> Iterator[Person]:
    """The grown-ups in this role whom no other rule keeps."""
    for person in document.persons:
        if person.role == role and not person.is_child and not is_kept_elsewhere(document, person):
            yield person


def is_kept_elsewhere(document: Document, person: Person) -> bool:
    """Whether the family of a child or of a victim of a sexual crime: other rules say so."""
    return person.is_family and (
        document.is_sexual
        or document.names_child
        or (document.is_grave and document.tells_of_child)
    )
