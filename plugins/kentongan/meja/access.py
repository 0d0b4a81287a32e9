"""Which role reaches which unit: a role holds for its unit and for all units below it."""

from __future__ import annotations

from kentongan.domain.units import Registry
from kentongan.meja.values import Person
from kentongan.newsroom.browser_desk import ROLES, RoleName


def role_in(person: Person, unit: str, units: Registry) -> RoleName | None:
    """The highest role that a person has over a unit; None where there is no right at all.

    A unit that nobody knows belongs to those whose role holds for all units.
    """
    if not person.is_active:
        return None
    above = {unit, *(ancestor.slug for ancestor in units.ancestors(unit))} if unit in units else ()
    names = [role.name for role in person.roles if not role.unit or role.unit in above]
    return max(names, key=ROLES.index, default=None)


def reaches(role: RoleName | None, wanted: RoleName) -> bool:
    """Whether a role does all that `wanted` may do."""
    return role is not None and ROLES.index(role) >= ROLES.index(wanted)


def may(person: Person, wanted: RoleName, unit: str, units: Registry) -> bool:
    return reaches(role_in(person, unit, units), wanted)


def own_unit(person: Person, units: Registry) -> str:
    """The unit that a text without one is taken for; empty where the role holds for all."""
    named = [role.unit for role in person.roles if role.unit in units]
    return named[0] if named else ""
