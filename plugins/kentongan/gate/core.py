"""Findings in a text or a release, from plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from kentongan.domain import sought
from kentongan.domain.lifecycle import PRIVATE_WITHDRAWALS
from kentongan.domain.problems import Problem
from kentongan.domain.release import PERSON_KINDS, Release
from kentongan.domain.units import Registry
from kentongan.gate import fields, overrides
from kentongan.gate.document import Document
from kentongan.gate.findings import Written, findings_of, key_of, problem_of
from kentongan.gate.model import Finding, Rule
from kentongan.gate.rules.phone import normalise
from kentongan.gate.rules.registry import EDITORIAL, PRIVACY
from kentongan.gate.text import BODY, RAW, Part, Place

# What no file may hold, whatever it is for.
_NEVER_TYPES = ("nik", "child-name", "victim-name", "witness-name", "sexual-crime-identity")
_NEVER = tuple(rule for rule in PRIVACY if rule.type in _NEVER_TYPES)
_IN_ADDRESSES = ("nik", "phone", "account", "email")
# The rules on words alone; those on files and pictures were asked already.
_WHEREVER = tuple(rule for rule in PRIVACY if rule.type not in ("file-name", "picture"))
LONGEST = 200_000  # characters; nobody reads a longer release, and no rule is asked of it
TOO_LONG = "privasi.E019"
_FEW_DIGITS = 6  # no number that identifies somebody is as short
_MARKS = frozenset("- + > # ## ### #### ##### ######".split())


def check_text(text: str, *, allowed_phones: Iterable[str] = ()) -> list[Finding]:
    """The privacy findings of a raw press text, in the order of the text.

    They are those of the first `LONGEST` characters; a text that long is no press text.
    """
    text = text[:LONGEST]
    allowed = frozenset(normalise(number) for number in allowed_phones)
    return _with_unseen(Document([Part(RAW, text, 1)], allowed_phones=allowed), PRIVACY)


def findings_in(release: Release) -> list[Finding]:
    """The privacy findings of a release that stands alone, before any permit."""
    document = document_of(release)
    if document is None:
        return []
    findings = _with_unseen(document, PRIVACY)
    return findings + _only_new(findings, _shown(release, document, fields.stated(release)))


def check_release(
    release: Release,
    units: Registry | None = None,
    *,
    remembered: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
    source: str = "",
    read: Callable[[str], bytes] | None = None,
    count_faces: Callable[[str], int] | None = None,
    thorough: bool = False,
) -> tuple[list[Problem], dict[str, str]]:
    """What the gate has to say of a release, and the sentences that its overrides permit.

    A finding in the front matter names its key. `lines` are those of the keys, `source` is the
    text of the file: with them findings know their places too. `read` gives the bytes of a file
    of the content (OSError: it is not there), `count_faces` tells how many a picture shows.
    `thorough` asks what is useful while writing, and noise over an archive of years.
    """
    if len(release.body) > LONGEST:
        return [_too_long(release.path, release.body_line)], {}
    if sum(len(part.text) for part in fields.told(release)) > LONGEST + len(release.body):
        return [_too_long(release.path, 1)], {}
    document = document_of(release, units, read=read, count_faces=count_faces, thorough=thorough)
    if document is None:
        return [], {}
    rules = (*PRIVACY, *EDITORIAL) if release.lang == "id" else PRIVACY
    findings = _with_unseen(document, rules)
    findings += _only_new(findings, _shown(release, document, fields.stated(release)))
    if read and release.attachments and fields.shows_text(release):
        from kentongan.gate.attached import attached  # few releases have any

        findings += attached(release, document, read)
    verdict = overrides.apply(release, findings, remembered or {})
    written = Written(source, lines or {})
    problems = [problem_of(release.path, finding, written) for finding in verdict.findings]
    return problems + verdict.problems, verdict.permits


def document_of(
    release: Release,
    units: Registry | None = None,
    *,
    read: Callable[[str], bytes] | None = None,
    count_faces: Callable[[str], int] | None = None,
    thorough: bool = False,
) -> Document | None:
    """The fields of a release that the public may come to see; None when there are none."""
    withdrawal = release.withdrawal
    if withdrawal and withdrawal.kind in PRIVATE_WITHDRAWALS:
        return None
    case = release.case if release.kind in PERSON_KINDS else None
    if case and not case.is_open and not withdrawal:
        return None  # a closed search shows nothing of its text
    phones = allowed_phones(units) if units else frozenset()
    return Document(
        fields.told(release),
        kind=release.kind,
        allowed_phones=phones | _numbers(case.contact if case else ""),
        knows_phones=bool(phones),
        lawful_names=sought.names_of(release),
        officials=[
            official.name for official in release.officials if not fields.is_protected(official)
        ],
        files=fields.files(release),
        release=release,
        units=units,
        thorough=thorough,
        read=read,
        count_faces=count_faces,
    )


def _with_unseen(document: Document, rules: Sequence[Rule]) -> list[Finding]:
    """The findings in the words, and the numbers in addresses, attributes and comments."""
    findings = findings_of(document, rules)
    unseen = document.unseen()
    if unseen is not None:
        asked = [rule for rule in rules if rule.type in _IN_ADDRESSES]
        findings += _only_new(findings, findings_of(unseen, asked))
    return findings


def _shown(release: Release, document: Document, stated: list[Part]) -> list[Finding]:
    """Findings in the fields beside the text, and in the page where it reads otherwise."""
    findings: list[Finding] = []
    if any(map(_may_identify, stated)):
        findings += _with_unseen(document.beside(stated), _WHEREVER)
    if fields.shows_text(release) and _reads_otherwise(release, document):
        page = document.beside([Part("Judul", release.title), Part(BODY, release.text)])
        findings += [_in_source(release, finding) for finding in findings_of(page, _WHEREVER)]
    return findings


def _may_identify(part: Part) -> bool:
    """Whether a field that names who speaks may hold a number, or a party of the case."""
    return sum(map(str.isnumeric, part.text)) > _FEW_DIGITS or fields.names_party(part.text)


def _in_source(release: Release, finding: Finding) -> Finding:
    """A finding of the page with the place of a piece of it in the text; nothing to replace."""
    body = Part(BODY, release.body, release.body_line)
    for word in sorted(re.findall(r"\w+", finding.text), key=len, reverse=True):
        start = body.text.find(word)
        if start >= 0:
            return finding._replace(place=Place(body, start, start + len(word)), mends=())
    return finding._replace(mends=())


def _reads_otherwise(release: Release, document: Document) -> bool:
    """Whether the page has words that the text without its marks does not have."""
    if not release.body or not document.is_marked:
        return False
    start, end = document.body
    shown, written = release.text.split(), document.text[start:end].split()
    if shown == [word for word in written if word not in _MARKS]:
        return False
    page = iter(shown)
    expected = next(page, "")
    for word in written:
        if word == expected:
            expected = next(page, "")
        elif word not in _MARKS and not word[:-1].isdigit():
            return True
    return expected != ""


def _only_new(known: list[Finding], found: Iterable[Finding]) -> list[Finding]:
    """The findings of what was not found before."""
    keys = {(finding.code, key_of(finding.text)) for finding in known}
    return [finding for finding in found if (finding.code, key_of(finding.text)) not in keys]


@lru_cache(maxsize=4)
def allowed_phones(units: Registry) -> frozenset[str]:
    """The numbers on the pages of the units."""
    return frozenset(
        normalise(number) for unit in units for number in (*unit.phones, unit.whatsapp) if number
    )


def _numbers(contact: str) -> frozenset[str]:
    return frozenset(normalise(number) for number in re.findall(r"\+?[\d(][\d ().-]{6,}", contact))


def check_standing(text: str, path: str) -> list[Problem]:
    """What a unit's file, a page or the banner must not hold: identities that stay protected.

    Telephone numbers and addresses belong there, so they are not asked about.
    """
    if len(text) > LONGEST:
        return [_too_long(path, 1)]
    findings = _with_unseen(Document([Part(RAW, text, 1)], is_standing=True), _NEVER)
    return [problem_of(path, finding, Written(text)) for finding in findings]


def check_raw(text: str, path: str, allowed: Iterable[str] = ()) -> list[Problem]:
    """The privacy findings of a text that is no release (yet)."""
    if len(text) > LONGEST:
        return [_too_long(path, 1)]
    findings = check_text(text, allowed_phones=allowed)
    return [problem_of(path, finding, Written(text)) for finding in findings]


def _too_long(path: str, line: int) -> Problem:
    return Problem(
        path,
        line,
        TOO_LONG,
        "Teks ini terlalu panjang untuk diperiksa gerbang.",
        f"bagi menjadi beberapa naskah, masing-masing paling banyak {LONGEST // 1000} ribu huruf.",
    )
