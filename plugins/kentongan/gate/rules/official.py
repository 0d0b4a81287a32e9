"""An officer whose rank, name or post is not as on the unit's page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.domain.release import Official
from kentongan.domain.text import likeness
from kentongan.domain.units import Unit
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule

_HEAD = {
    "polsek": "kapolsek",
    "polsubsektor": "kapolsubsektor",
    "polres": "kapolres",
    "polresta": "kapolres",
    "polrestabes": "kapolres",
    "polda": "kapolda",
    "mabes": "kapolri",
}
_CLOSE = 0.8


def find(document: Document) -> Iterator[Hit]:
    release, units = document.release, document.units
    if release is None or units is None or release.unit not in units:
        return
    if not release.officials and not document.thorough:
        return
    from kentongan.domain.officials import find_officials, parse_official

    heads = [unit for unit in (units[release.unit], *units.ancestors(release.unit)) if unit.head]
    for official in release.officials:
        unit = next((unit for unit in heads if _leads(official, unit)), None)
        if unit:
            yield from _compare(document, official, parse_official(unit.head))
    if document.thorough and heads and not release.officials:
        for official in find_officials(document.text, units):
            unit = next((unit for unit in heads if _leads(official, unit)), None)
            if unit:
                yield from _compare(document, official, parse_official(unit.head))


def _leads(official: Official, unit: Unit) -> bool:
    words = official.position.casefold().split()
    head = _HEAD.get(unit.level, "")
    if not head or not words or not words[0].startswith(head):
        return False
    rest = " ".join(words[1:])
    return not rest or any(rest in name.casefold() for name in unit.names)


def _compare(document: Document, stated: Official, known: Official) -> Iterator[Hit]:
    if not stated.name or not known.name:
        return
    names = _plain(stated.name), _plain(known.name)
    alike = likeness(*names)
    shorter = set(names[0].split()) <= set(names[1].split())
    detail = ""
    if not shorter and alike >= _CLOSE:
        detail = f": nama di halaman satuan {known.name}."
    elif not shorter and document.thorough:
        detail = f": halaman satuan menyebut {known}."
    elif shorter and stated.rank and known.rank and _plain(stated.rank) != _plain(known.rank):
        detail = f": pangkat di halaman satuan {known.rank}."
    if detail:
        place = max(document.text.find(stated.name, document.body[0]), 0)
        yield Hit(place, place + len(stated.name), stated.name, detail)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


RULE = Rule(
    code="redaksi.W005",
    type="official",
    message="Pejabat tidak sesuai dengan halaman satuannya",
    fix="samakan pangkat dan nama dengan halaman satuan, atau perbarui halaman itu.",
    ground="kaidah redaksi",
    find=find,
    must=(
        "Narasumber: Kapolsek Kraton | AKP | Safiuddin | S.Pd.\n\nPolsek Kraton berpatroli.",
        "Narasumber: Kapolsek Kraton | Iptu | Safiudin |\n\nPolsek Kraton berpatroli.",
    ),
    must_not=(
        "Narasumber: Kapolsek Kraton | AKP | Safiudin | S.Pd.\n\nPolsek Kraton berpatroli.",
        "Narasumber: Kanit Samapta | Aiptu | Sugeng |\n\nPolsek Kraton berpatroli.",
    ),
)
