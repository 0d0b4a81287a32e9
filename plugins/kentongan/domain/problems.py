"""A finding about the content: where, what, how to mend it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from kentongan.domain.packing import packed

FEW = 5  # how often a build reports the same warning

_LONG_NUMBER = re.compile(r"\d{9,}")

Severity = Literal["error", "warning"]
_KINDS: Mapping[Severity, str] = {"error": "GALAT", "warning": "PERINGATAN"}


# The label of a correction, and the text that replaces the finding.
Mend = tuple[str, str]
# One more place of the same finding: its line, its characters, what may stand there instead.
Spot = tuple[int, int, int, tuple[Mend, ...]]


class Problem(NamedTuple):
    """One finding. `path` is relative to the content folder, with forward slashes.

    `line` counts from 1 (0: the file as a whole). `code` is `<plugin>.E001` (stops the
    build) or `<plugin>.W001` (reported). `message` and `fix` are Indonesian sentences and
    never repeat personal data; `masked` may carry it as `35xx…xx01`. `type` is the
    machine-readable class of `humas periksa --json`. `start` and `end` are characters in the
    file (-1: not known), `mends` what may stand there instead, `excerpt` the sentence around
    it with the datum masked. `key` is the key of the front matter that it concerns: where the
    finder does not know the line, the reader of the file looks it up. `is_public` says whether
    the public sees the file: an error elsewhere stops nobody. `also` are the other places of the
    same datum.
    """

    path: str
    line: int
    code: str
    message: str
    fix: str = ""
    type: str = ""
    masked: str = ""
    start: int = -1
    end: int = -1
    mends: tuple[Mend, ...] = ()
    excerpt: str = ""
    key: str = ""
    is_public: bool = True
    also: tuple[Spot, ...] = ()

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return packed(self)

    @property
    def severity(self) -> Severity:
        return "error" if ".E" in self.code else "warning"

    def as_json(self) -> dict[str, Any]:
        """As `humas periksa --json` gives it; places and mends only where they are known."""
        row: dict[str, Any] = {
            "path": self.path,
            "line": self.line,
            "code": self.code,
            "severity": self.severity,
            "type": self.type,
            "message": self.message,
            "fix": self.fix,
            "masked": self.masked,
        }
        if self.excerpt:
            row["excerpt"] = self.excerpt
        if self.start >= 0:
            row |= {"start": self.start, "end": self.end}
            row["mends"] = _as_json(self.mends)
        if self.also:
            row["also"] = [
                {"line": line, "start": start, "end": end, "mends": _as_json(mends)}
                for line, start, end, mends in self.also
            ]
        return row

    def everywhere(self) -> Iterator[Problem]:
        """The same finding at each of its places."""
        yield self._replace(also=())
        for line, start, end, mends in self.also:
            yield self._replace(line=line, start=start, end=end, mends=mends, also=())

    @property
    def stops(self) -> bool:
        """Whether nothing may be written before it is mended."""
        return self.is_public and self.severity == "error"

    def file_below(self, root: str) -> str:
        """The file, where `root` is the content folder; it may lie outside of it."""
        return posixpath.normpath(f"{root}/{self.path}") if self.path else root

    def on(self, lines: Mapping[str, int]) -> Problem:
        """The same finding with the line of its key, where it has none yet."""
        if self.line or not self.key:
            return self
        return self._replace(line=lines.get(self.key, 0))

    def at(self, path: str) -> Problem:
        """The same finding in another file."""
        return self._replace(path=path)


def _as_json(mends: Iterable[Mend]) -> list[dict[str, str]]:
    return [{"label": label, "text": text} for label, text in mends]


class Fault(NamedTuple):
    """A mistake that is told in the same words each time; values stand in braces."""

    code: str
    message: str
    fix: str
    key: str
    type: str = ""

    def of(self, path: str, **values: str) -> Problem:
        """The problem of one file, at the line of its key."""
        message, fix = self.message.format(**values), self.fix.format(**values)
        return Problem(path, 0, self.code, message, fix, self.type, key=self.key)


def masked(words: str) -> str:
    """The name of a file or an address for a message: long numbers in it may be personal data."""
    return _LONG_NUMBER.sub(lambda match: f"{match[0][:2]}xx…xx{match[0][-2:]}", words)


def others(path: str, paths: Iterable[str]) -> str:
    """Who else claims what a file claims, for a sentence."""
    return ", ".join(other for other in paths if other != path)


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def render(
    problems: Iterable[Problem],
    root: str = "content",
    *,
    warnings: int = 0,
    more: Mapping[str, int] | None = None,
) -> str:
    """The report that staff read: errors first, each kind by place, then a count.

    `warnings` is how many warnings of one code are printed; the others are only counted. A build
    sets it, because it meets the old warnings again each time. `more` are warnings by code that
    are counted too: so many follow those that are given.
    """
    each = sorted(dict.fromkeys(problems))  # in the order in which they come: mostly sorted
    errors = [problem for problem in each if problem.severity == "error"]
    lines = [line for problem in errors for line in _lines(problem, root)]
    counts: Counter[str] = Counter()
    for problem in each:
        if problem.severity == "warning":
            counts[problem.code] += 1
            if not warnings or counts[problem.code] <= warnings:
                lines += _lines(problem, root)
    counts.update(more or {})
    lines += [
        f"… dan {count - warnings} peringatan [{code}] lagi; semuanya: humas periksa"
        for code, count in sorted(counts.items())
        if warnings and count > warnings
    ]
    lines.append(summary(each, sum((more or {}).values())))
    return "\n".join(lines)


def _lines(problem: Problem, root: str) -> Iterator[str]:
    place = problem.file_below(root)
    if problem.line:
        place += f":{problem.line}"
    kind = _KINDS[problem.severity]
    if not problem.is_public:
        kind += " (belum tayang)"
    yield f"{place}: [{problem.code}] {kind}: {problem.message}"
    if problem.excerpt:
        yield f"    Kalimat: {problem.excerpt}"
    if problem.fix:
        yield f"    Perbaiki: {problem.fix}"


def are_told_in(report: str) -> bool:
    """Whether a report holds findings, as `render` writes them."""
    return any(f"] {kind}" in report for kind in _KINDS.values())


def summary(problems: Iterable[Problem], more: int = 0) -> str:
    """`3 masalah di 2 berkas, 1 peringatan; situs tidak ditulis.`; `more` warnings count too."""
    listed = list(problems)
    errors = [problem for problem in listed if problem.severity == "error"]
    stopping = [problem for problem in errors if problem.is_public]
    counts = [_count(stopping)] if stopping else []
    if len(errors) > len(stopping):
        withheld = _count([problem for problem in errors if not problem.is_public])
        counts.append(f"{withheld} yang belum tayang")
    warnings = len(listed) - len(errors) + more
    if warnings:
        counts.append(f"{warnings} peringatan")
    if not counts:
        return "Tidak ada masalah."
    return f"{', '.join(counts)}{'; situs tidak ditulis' if stopping else ''}."


def _count(errors: Sequence[Problem]) -> str:
    return f"{len(errors)} masalah di {len({problem.path for problem in errors})} berkas"
