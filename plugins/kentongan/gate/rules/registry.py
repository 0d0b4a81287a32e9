"""All rules, in the order of their numbers."""

from __future__ import annotations

from kentongan.gate.model import Rule
from kentongan.gate.rules import (
    account,
    acronym,
    address,
    child_details,
    child_initials,
    child_name,
    child_outside_case,
    date,
    document_number,
    email,
    face,
    file_name,
    health,
    lead,
    nik,
    official,
    paragraph,
    phone,
    picture,
    plate,
    presumption,
    quotes,
    sexual_crime,
    spelling,
    suspect_name,
    title,
    unit,
    unread,
    victim_name,
    visible_face,
    weekday,
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
    visible_face.RULE,
    unread.RULE,
    health.RULE,
    email.RULE,
    document_number.RULE,
)

EDITORIAL: tuple[Rule, ...] = (
    weekday.RULE,
    date.RULE,
    lead.RULE,
    unit.RULE,
    official.RULE,
    acronym.RULE,
    spelling.RULE,
    presumption.RULE,
    quotes.RULE,
    title.RULE,
    picture.RULE,
    paragraph.RULE,
    face.RULE,
)

ALL = (*PRIVACY, *EDITORIAL)
