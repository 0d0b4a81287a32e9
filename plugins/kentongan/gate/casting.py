"""Which part a named person plays: suspect, victim, witness, or only a child."""

from __future__ import annotations

from kentongan.gate import phrases, things
from kentongan.gate.case import Case
from kentongan.gate.roles import PARTS, Role, roles_between

_BEFORE, _AFTER = 400, 800  # as far as the part of a person is looked for around the sentence
_DEED_AFTER = 500


def role_of(case: Case) -> str:
    """`victim`, `suspect`, `witness` or `child`; "" for somebody who has no part."""
    for role in (*case.chain, *([case.suffix] if case.suffix else []), *case.heading):
        if role.kind in PARTS and not (_is_road(case, role) and case.sentence.acts):
            return "witness" if _is_beside(case, role) else role.kind
    if any(role.kind == "family" and case.is_of_whom(role) for role in case.chain[:1]):
        return "victim"
    if case.previous and not case.chain and not case.suffix:
        return case.previous.role
    if not _follows_suspect(case) and phrases.NEIGHBOUR_BEHIND.match(case.after):
        return "witness"
    nearest = _nearest(case)
    if nearest:
        return nearest
    if case.is_child:
        return "child"
    if case.document.is_grave and phrases.CHILD_OF.search(case.before):
        return "victim"
    document = case.document
    if document.is_sexual or document.opens_with_case or not document.is_festive:
        return case.document.usual_role or "victim"
    return ""


def called(case: Case) -> str:
    """The word of the text for whoever is named: `korban`, `pengemudi`, `nelayan`; else ""."""
    roles = (*case.chain, *([case.suffix] if case.suffix else []))
    for role in roles:
        if role.kind in (*PARTS, "child"):
            return case.document.lowered[role.start : role.end].removesuffix("nya")
    people = things.people_in(case.before)
    return people[-1] if people else ""


def _nearest(case: Case) -> str:
    if phrases.SEEN_BY.search(case.before):
        return "witness"
    if phrases.HURTS.search(case.before) or phrases.OF_VICTIM.search(case.before):
        return "victim"
    if phrases.TAKES.search(case.before) or phrases.OF_SUSPECT.search(case.before):
        return "suspect"
    if case.deed:
        return case.deed
    if case.sees:
        return "witness"
    roles = [role for role in case.sentence.roles if role.kind in PARTS]
    others = [role for role in roles if not _is_agent(case, role)]
    if others:
        nearest = min(others, key=lambda role: _distance(case, role))
        return (_is_road(case, nearest) and case.sentence.acts) or nearest.kind
    if roles:
        return "suspect" if roles[0].kind == "victim" else "victim"
    return case.sentence.acts or _around(case)


def _follows_suspect(case: Case) -> bool:
    """`pelaku mengarah kepada Bahrudin, tetangga korban`."""
    roles = case.sentence.roles
    return any(role.kind == "suspect" and role.end <= case.candidate.start for role in roles)


def _is_road(case: Case, role: Role) -> bool:
    """Whoever drives may have done it or suffered it: the verbs of the sentence say which."""
    return case.document.lowered[role.start : role.end] in phrases.ROAD


def _is_beside(case: Case, role: Role) -> bool:
    """`tetangga korban`: somebody who was there."""
    left = case.document.lowered[max(0, role.start - 25) : role.start]
    return bool(phrases.BESIDE.search(left))


def _is_agent(case: Case, role: Role) -> bool:
    """`dirampas oleh pelaku`, `diejek korban`: the one named before is the other one."""
    if role.kind not in ("suspect", "victim") or role.start < case.candidate.end:
        return False
    left = case.document.lowered[max(case.candidate.end, role.start - 25) : role.start]
    return bool(phrases.AGENT.search(left))


def _around(case: Case) -> str:
    """The role mentioned last before the name, else what is told after it."""
    lowered = case.document.lowered
    start, end = case.candidate.start, case.candidate.end
    before = _parts_between(case, max(0, start - _BEFORE), start)
    if before:
        return before[-1].kind
    later = lowered[end : end + _DEED_AFTER]
    told = ((phrases.HARM.search(later), "victim"), (phrases.ARREST.search(later), "suspect"))
    places = [(match.start(), kind) for match, kind in told if match]
    after = _parts_between(case, end, min(len(lowered), end + _AFTER))
    places += [(role.start - end, role.kind) for role in after[:1]]
    return min(places)[1] if places else case.document.usual_role


def _parts_between(case: Case, start: int, end: int) -> list[Role]:
    return [role for role in roles_between(case.document, start, end) if role.kind in PARTS]


def _distance(case: Case, role: Role) -> int:
    if role.end <= case.candidate.start:
        return case.candidate.start - role.end
    return (role.start - case.candidate.end) * 2
