"""Findings in a text or a release, from plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from kentongan.domain.lifecycle import PRIVATE_WITHDRAWALS
from kentongan.domain.problems import Problem
from kentongan.domain.release import PERSON_KINDS, Release
from kentongan.domain.units import Registry
from kentongan.gate import overrides
from kentongan.gate.document import BODY, Document, Part
from kentongan.gate.masks import mask
from kentongan.gate.model import Finding, Hit, Rule
from kentongan.gate.rules.phone import normalise
from kentongan.gate.rules.registry import EDITORIAL, PRIVACY

# What no file may hold, whatever it is for.
_NEVER = ("nik", "child-name", "victim-name", "witness-name", "sexual-crime-identity")


def check_text(text: str, *, allowed_phones: Iterable[str] = ()) -> list[Finding]:
    """The privacy findings of a raw press text, in the order of the text."""
    allowed = frozenset(normalise(number) for number in allowed_phones)
    document = Document([Part("text", text, 1)], allowed_phones=allowed)
    return findings_of(document, PRIVACY)


def check_release(
    release: Release,
    units: Registry | None = None,
    *,
    remembered: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
    count_faces: Callable[[str], int] | None = None,
    thorough: bool = False,
) -> tuple[list[Problem], dict[str, str]]:
    """What the gate has to say of a release, and the sentences that its overrides permit.

    `lines` are those of the front matter. `count_faces` tells how many a picture shows.
    `thorough` asks what is useful while writing, and noise over an archive of years.
    """
    document = document_of(release, units, lines=lines, count_faces=count_faces, thorough=thorough)
    if document is None:
        return [], {}
    rules = (*PRIVACY, *EDITORIAL) if release.lang == "id" else PRIVACY
    found = findings_of(document, rules)
    verdict = overrides.apply(release, found, remembered or {})
    problems = [problem_of(release, finding) for finding in verdict.findings]
    return problems + verdict.problems, verdict.permits


def document_of(
    release: Release,
    units: Registry | None = None,
    *,
    lines: Mapping[str, int] | None = None,
    count_faces: Callable[[str], int] | None = None,
    thorough: bool = False,
) -> Document | None:
    """The fields of a release that the public may come to see; None when there are none."""
    withdrawal = release.withdrawal
    if withdrawal and withdrawal.kind in PRIVATE_WITHDRAWALS:
        return None
    parts = [Part("Judul", release.title)]
    if withdrawal:
        parts.append(Part("Alasan", withdrawal.reason))
    files: list[tuple[str, str]] = [("alamat", release.slug)]
    if not withdrawal or withdrawal.kind == "tetap":
        parts += _parts(release)
        files = _files(release)
    if lines:
        parts = [
            part if part.line else part._replace(line=lines.get(part.field, 0)) for part in parts
        ]
    case = release.case if release.kind in PERSON_KINDS else None
    phones = allowed_phones(units) if units else frozenset()
    return Document(
        parts,
        kind=release.kind,
        allowed_phones=phones | _numbers(case.contact if case else ""),
        knows_phones=bool(phones),
        lawful_names=case.names if case else (),
        officials=[official.name for official in release.officials],
        files=files,
        release=release,
        units=units,
        thorough=thorough,
        count_faces=count_faces,
    )


@lru_cache(maxsize=4)
def allowed_phones(units: Registry) -> frozenset[str]:
    """The numbers on the pages of the units."""
    return frozenset(
        normalise(number) for unit in units for number in (*unit.phones, unit.whatsapp) if number
    )


def _numbers(contact: str) -> frozenset[str]:
    return frozenset(normalise(number) for number in re.findall(r"\+?[\d(][\d ().-]{6,}", contact))


def _parts(release: Release) -> list[Part]:
    parts = []
    if not _is_derived(release.summary, release.text):
        parts.append(Part("Ringkasan", release.summary))
    parts += [Part("Lokasi", release.location), Part("Tag", ", ".join(release.tags))]
    if release.picture:
        parts += [
            Part("Gambar-Alt", release.picture.alt),
            Part("Gambar-Keterangan", release.picture.caption),
            Part("Gambar-Kredit", release.picture.credit),
        ]
    for correction in release.corrections:
        parts += [Part("Ralat", correction.wrong), Part("Ralat", correction.right)]
    if release.claim:
        parts += [Part("Klaim", release.claim.text), Part("Sumber-Klaim", release.claim.source)]
        parts += [Part("Bukti", evidence) for evidence in release.claim.evidence]
    if release.case:
        parts.append(Part("Ciri", release.case.features))
    parts.append(Part(BODY, release.body or release.text, release.body_line))
    return parts


def _is_derived(summary: str, text: str) -> bool:
    return text.startswith(summary.rstrip("…").strip())


def _files(release: Release) -> list[tuple[str, str]]:
    files = [("alamat", release.slug)]
    if release.picture:
        files.append(("Gambar", release.picture.path))
    files += [("gambar dalam teks", picture.path) for picture in release.pictures]
    files += [("lampiran", path) for path in release.attachments if not path.endswith(".md")]
    return list(dict.fromkeys(files))


def findings_of(document: Document, rules: Sequence[Rule]) -> list[Finding]:
    """One finding for each rule and datum, at its first place; `also` names the others."""
    found: dict[tuple[str, str], tuple[Rule, list[Hit]]] = {}
    for rule in rules:
        for hit in rule.find(document):
            found.setdefault((rule.code, _key(hit.text)), (rule, []))[1].append(hit)
    placed = sorted(
        (min(hit.start for hit in hits), key, rule, hits) for key, (rule, hits) in found.items()
    )
    return [_finding(document, rule, hits) for _, _, rule, hits in placed]


def _finding(document: Document, rule: Rule, hits: list[Hit]) -> Finding:
    places = sorted((_place(document, hit), hit.start) for hit in hits)
    (_, line, field), first = places[0]
    hit = next(hit for hit in hits if hit.start == first)
    others = dict.fromkeys(_where(place) for place, _ in places[1:])
    others.pop(_where(places[0][0]), None)
    return Finding(
        code=rule.code,
        type=rule.type,
        text=" ".join(hit.text.split()),
        masked=mask(rule.type, hit.text),
        message=rule.message + hit.detail,
        fix=rule.fix,
        field=field,
        line=line,
        also=tuple(others),
        absolute=rule.absolute,
        sentence=_sentence(document, hit),
    )


def _place(document: Document, hit: Hit) -> tuple[bool, int, str]:
    """The text of the body first: there the line is known."""
    if hit.end == 0:
        return True, 0, ""
    place = document.place(hit.start, hit.end)
    return place.line == 0, place.line, place.part.field


def _where(place: tuple[bool, int, str]) -> str:
    _, line, field = place
    return f"baris {line}" if line else field


def _sentence(document: Document, hit: Hit) -> str:
    if hit.end == 0:
        return hit.text
    start, end = document.sentence(hit.start)
    return " ".join(document.text[start:end].split())


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def problem_of(release: Release, finding: Finding) -> Problem:
    """A finding as it is reported: without the datum."""
    message = finding.message
    if finding.field and not finding.line:
        message += f" Tempatnya: {finding.field}."
    if finding.also:
        message += f" Juga di {', '.join(finding.also)}."
    return Problem(
        release.path,
        finding.line,
        finding.code,
        message,
        finding.fix,
        type=finding.type,
        masked=finding.masked,
    )


def check_standing(text: str, path: str) -> list[Problem]:
    """What a unit's file, a page or the banner must not hold: identities that stay protected.

    Telephone numbers and addresses belong there, so they are not asked about.
    """
    nobody = Release("", path, "", "", "", datetime.min, "")
    rules = [rule for rule in PRIVACY if rule.type in _NEVER]
    found = findings_of(Document([Part("text", text, 1)]), rules)
    return [problem_of(nobody, finding) for finding in found]


def check_raw(text: str, path: str, allowed: Iterable[str] = ()) -> list[Problem]:
    """The privacy findings of a text that is no release (yet)."""
    nobody = Release("", path, "", "", "", datetime.min, "")
    return [problem_of(nobody, finding) for finding in check_text(text, allowed_phones=allowed)]
