"""All rules, in the order of their numbers."""

from __future__ import annotations

from plugins.lint.model import Rule
from plugins.lint.rules import (
    account,
    address,
    child_details,
    child_initials,
    child_name,
    child_outside_case,
    file_name,
    nik,
    phone,
    plate,
    sexual_crime,
    suspect_name,
    victim_name,
    witness_name,
)

PRIVACY: tuple[Rule, ...] = (
    nik.RULE,
    phone.RULE,
    plate.RULE,
    address.RULE,
    account.RULE,
    child_name.RULE,
    victim_name.RULE,
    witness_name.RULE,
    suspect_name.RULE,
    sexual_crime.RULE,
    child_details.RULE,
    file_name.RULE,
    child_initials.RULE,
    child_outside_case.RULE,
)
