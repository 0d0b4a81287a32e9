"""`Izin`: one named person lets one finding pass, for the sentence that they read.

An override has no place for a fingerprint in the front matter, so the first build that meets it
keeps one of the sentence (`remembered`). When the sentence changes, the same line no longer
counts: whoever takes responsibility writes it again, with a new reason or date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kentongan.domain.problems import Problem
from kentongan.domain.release import Override, Release
from kentongan.gate.model import Finding

ABSOLUTE = "privasi.E020"
INCOMPLETE = "privasi.E021"
EXPIRED = "privasi.E022"
USED = "privasi.W023"
UNUSED = "privasi.W024"


class Verdict(NamedTuple):
    """The findings that stay, what to say of the overrides, and the sentences that they allow."""

    findings: list[Finding]
    problems: list[Problem]
    permits: dict[str, str]


def apply(release: Release, findings: Sequence[Finding], remembered: Mapping[str, str]) -> Verdict:
    """Take away the findings that an override lets pass."""
    left = list(findings)
    problems: list[Problem] = []
    permits: dict[str, str] = {}
    for override in release.overrides:
        problem, finding = _decide(release, override, left, remembered)
        problems.append(problem)
        if finding:
            left.remove(finding)
            permits[key_of(override)] = fingerprint(release, finding)
    return Verdict(left, problems, permits)


def _decide(
    release: Release, override: Override, left: list[Finding], remembered: Mapping[str, str]
) -> tuple[Problem, Finding | None]:
    code = override.code.strip()
    matching = [finding for finding in left if finding.code.casefold() == code.casefold()]
    if not matching:
        return _say(release, UNUSED, f"Izin untuk {code} tidak dipakai.", "hapus baris itu."), None
    if matching[0].absolute:
        message = f"Aturan {code} tidak dapat diberi Izin."
        return _say(release, ABSOLUTE, message, matching[0].fix), None
    if not override.by.strip() or not override.reason.strip():
        message = f"Izin untuk {code} belum lengkap."
        fix = f"tulis Izin: {code} | nama dan jabatan | alasan"
        return _say(release, INCOMPLETE, message, fix), None
    known = remembered.get(key_of(override))
    if known is None:
        finding = matching[0]
    else:
        same = [finding for finding in matching if fingerprint(release, finding) == known]
        if not same:
            message = f"Izin untuk {code} tidak berlaku lagi, karena kalimatnya berubah."
            fix = (
                "baca lagi kalimat itu; bila tetap perlu, perbarui alasan Izin, "
                "misalnya tanggalnya."
            )
            return _say(release, EXPIRED, message, fix), None
        finding = same[0]
    by, reason = override.by.strip(), override.reason.strip()
    message = f"Izin dipakai untuk {code} oleh {by}: {reason}"
    return _say(release, USED, message, "", finding), finding


def _say(
    release: Release, code: str, message: str, fix: str, finding: Finding | None = None
) -> Problem:
    kind = finding.type if finding else ""
    return Problem(release.path, 0, code, message, fix, type=kind, key="Izin")


def key_of(override: Override) -> str:
    """What makes an override the same one: rule, person and reason."""
    parts = (override.code.casefold(), override.by, override.reason)
    return _digest("|".join(" ".join(part.split()) for part in parts))


def fingerprint(release: Release, finding: Finding) -> str:
    return _digest(f"{release.code}|{finding.code}|{finding.sentence}")


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:16]
