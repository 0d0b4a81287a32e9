"""The facts of a published release, which may change only with a correction or a stated update."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from kentongan.domain import dates
from kentongan.domain.problems import Problem
from kentongan.domain.release import Blur, Release

FOLDER = "jejak/fakta"
PRIVACY = "privasi."
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, date, officials and numbers of a release, and the time of its last stated change."""

    code: str
    digest: str
    title: str
    date: str
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    changed: str
    findings: tuple[str, ...] | None = None
    """Codes of the privacy findings, also permitted ones; None in lines of older versions."""
    blurred: tuple[str, ...] = ()
    """Regions of the lead picture that are unrecognisable."""


def of(release: Release, digest: str, codes: Iterable[str] = ()) -> Facts:
    """`codes` are those of the findings when the release was read."""
    return Facts(
        code=release.code,
        digest=digest,
        title=release.title,
        date=release.happened_at.isoformat(),
        names=tuple(str(official) for official in release.officials),
        numbers=tuple(sorted(_NUMBER.findall(release.text))),
        changed=max((moment.isoformat() for moment in _stated(release)), default=""),
        findings=_findings(release, codes),
        blurred=tuple(sorted(str(astuple(blur)) for blur in _blurs(release))),
    )


def _findings(release: Release, codes: Iterable[str]) -> tuple[str, ...]:
    """What the gate finds in it, as if nothing were permitted.

    Only a release with permits is checked again: of all others the reader found it already.
    """
    if release.overrides:
        from kentongan.gate import core as gate

        problems, _ = gate.check_release(replace(release, overrides=()))
        codes = (problem.code for problem in problems)
    return tuple(sorted(code for code in codes if code.startswith(PRIVACY)))


def _blurs(release: Release) -> Iterable[Blur]:
    return release.picture.blur if release.picture else ()


def hides(before: Facts, now: Facts) -> bool:
    """Whether the release no longer shows what it showed: a finding is gone, or a blur is new."""
    gone = Counter(before.findings or ()) - Counter(now.findings or ())
    return bool(gone) or not set(now.blurred) <= set(before.blurred)


def _stated(release: Release) -> Iterator[datetime]:
    """The moments of changes that the file states. A changed date alone does not count."""
    for moment in (release.updated_at, *(correction.at for correction in release.corrections)):
        if moment:
            yield moment.astimezone(UTC)


def differences(before: Facts, now: Facts) -> list[str]:
    """What changed, in words; nothing when the change was stated."""
    if now.changed != before.changed:
        return []
    changes: list[str] = []
    if now.title != before.title:
        changes.append(f'judul semula "{before.title}"')
    if now.date != before.date:
        changes.append(f"tanggal semula {dates.short(datetime.fromisoformat(before.date))}")
    changes += _listed("nama", before.names, now.names)
    changes += _listed("angka", before.numbers, now.numbers)
    return changes


def _listed(word: str, before: Iterable[str], now: Iterable[str]) -> list[str]:
    old, new = Counter(before), Counter(now)
    gone, come = list((old - new).elements()), list((new - old).elements())
    if not gone and not come:
        return []
    return [f"{word} semula {', '.join(gone) or '-'}, kini {', '.join(come) or '-'}"]


def problem(path: str, changes: Iterable[str]) -> Problem:
    return Problem(
        path,
        0,
        "permalinks.W001",
        f"Fakta rilis yang sudah terbit berubah: {'; '.join(changes)}.",
        "catat dengan `humas ralat`, atau isi Diperbarui: dengan waktu perubahan.",
    )


def dump(facts: Facts) -> str:
    return json.dumps(asdict(facts), ensure_ascii=False, sort_keys=True)


def code_in(line: str) -> str:
    """The code of a line as `dump` makes it: what stands before it holds no quotes of its own."""
    return line.partition('"code": "')[2].partition('"')[0]


def load(line: str) -> Facts:
    """Raises ValueError."""
    try:
        data = json.loads(line)
        data.pop("found", None)  # how older versions counted the findings
        return Facts(**{key: _as_tuple(value) for key, value in data.items()})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a line of facts: {error}") from error


def _as_tuple(value: Any) -> Any:
    """JSON knows lists alone."""
    return tuple(value) if isinstance(value, list) else value
