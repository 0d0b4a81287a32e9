"""Findings in a text or a release, from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.lint.document import Document, Part
from plugins.lint.masks import mask
from plugins.lint.model import Finding, Hit, Rule
from plugins.lint.rules.phone import normalise
from plugins.lint.rules.registry import PRIVACY


def check_text(text: str, *, allowed_phones: Iterable[str] = ()) -> list[Finding]:
    """The privacy findings of a raw press text, in the order of the text."""
    allowed = frozenset(normalise(number) for number in allowed_phones)
    document = Document([Part("text", text, 1)], allowed_phones=allowed, knows_phones=bool(allowed))
    return privacy_findings(document)


def privacy_findings(document: Document) -> list[Finding]:
    return findings_of(document, PRIVACY)


def findings_of(document: Document, rules: Sequence[Rule]) -> list[Finding]:
    """One finding for each rule and datum, at its first place; `also` names the other lines."""
    found: dict[tuple[str, str], list[Hit]] = {}
    by_code = {rule.code: rule for rule in rules}
    for rule in rules:
        for hit in rule.find(document):
            found.setdefault((rule.code, _key(hit.text)), []).append(hit)
    placed = sorted(found.items(), key=lambda item: (min(hit.start for hit in item[1]), item[0]))
    return [_finding(document, by_code[code], hits) for (code, _), hits in placed]


def _finding(document: Document, rule: Rule, hits: list[Hit]) -> Finding:
    first, *others = sorted(hits, key=lambda hit: hit.start)
    field, line = document.place(first.start)
    lines = {document.place(hit.start)[1] for hit in others} - {0, line}
    start, end = document.sentence(first.start)
    return Finding(
        code=rule.code,
        type=rule.type,
        text=" ".join(first.text.split()),
        masked=mask(rule.type, first.text),
        message=rule.message + first.detail,
        fix=rule.fix,
        field=field,
        line=line,
        also=tuple(sorted(lines)),
        absolute=rule.absolute,
        sentence=" ".join(document.text[start:end].split()),
    )


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
