"""The gate's answer for the files that a release offers for download."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from kentongan.domain.problems import masked
from kentongan.domain.release import Release
from kentongan.gate import contents
from kentongan.gate.document import Document
from kentongan.gate.findings import findings_of
from kentongan.gate.model import Finding, Rule
from kentongan.gate.rules import unread
from kentongan.gate.rules.registry import PRIVACY
from kentongan.gate.text import Part

_WORDS = tuple(rule for rule in PRIVACY if rule.type not in ("file-name", "picture"))


def attached(release: Release, document: Document, read: Callable[[str], bytes]) -> list[Finding]:
    """The privacy findings in the attachments, and which of them nothing here can read."""
    return [
        finding
        for path in release.attachments
        if contents.may_hold_words(path)
        for finding in _in_file(release, document, path, read)
    ]


def _in_file(
    release: Release, document: Document, path: str, read: Callable[[str], bytes]
) -> Iterator[Finding]:
    try:
        data = read(path)
    except OSError:
        return  # told by those who publish it
    known = contents.read(path, data)
    name = PurePosixPath(path).name
    if known.text:
        inside = document.beside([Part(f"lampiran {masked(name)}", known.text)])
        for finding in [*findings_of(inside, _WORDS), *_apart(inside)]:
            yield finding._replace(mends=())
    if not known.is_whole:
        digest = hashlib.sha256(data).hexdigest()[:16]
        yield unread.finding(name, digest)


def _apart(inside: Document) -> list[Finding]:
    unseen = inside.unseen()
    rules: list[Rule] = [rule for rule in _WORDS if rule.type in ("nik", "phone", "account")]
    return findings_of(unseen, rules) if unseen else []
