"""What may stand in the place of a datum, where that is known."""

from __future__ import annotations

import re

from kentongan.domain.problems import Mend
from kentongan.domain.release import PERSON_KINDS
from kentongan.gate.candidates import PARTICLES
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule

_USUAL: dict[str, tuple[Mend, ...]] = {
    "nik": (("Hapus nomornya", ""),),
    "phone": (("Hapus nomornya", ""), ("Ganti dengan 110", "110")),
    "plate": (("Hapus nomornya", ""),),
    "account": (("Hapus nomornya", ""),),
    "address": (("Hapus alamatnya", ""),),
}
_CHILD_NAMED = frozenset({"privasi.E006", "privasi.E013", "privasi.E014"})
_GROWN_UP_NAMED = frozenset({"privasi.E007", "privasi.E008", "privasi.E009"})


def mends_of(document: Document, rule: Rule, hit: Hit) -> tuple[Mend, ...]:
    """The replacements for a hit; none for a person who is sought."""
    if hit.mends or not hit.end:
        return hit.mends
    if rule.code in _CHILD_NAMED or rule.code in _GROWN_UP_NAMED:
        if document.kind in PERSON_KINDS:
            return ()
        if rule.code in _CHILD_NAMED:
            return (('Ganti dengan "anak"', "anak"),)
        return (("Tulis inisialnya", initials(hit.text)),)
    return _USUAL.get(rule.type, ())


def initials(name: str) -> str:
    """`Slamet Riyadi bin Marzuki` → `S.R.M.`"""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in PARTICLES]
    return "".join(f"{word[0].upper()}." for word in words[:4])
