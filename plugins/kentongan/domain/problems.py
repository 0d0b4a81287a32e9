"""A finding about the content: where, what, how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

MANY = 5

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """One finding. `path` is relative to the content folder, with forward slashes.

    `line` counts from 1 (0: the file as a whole). `code` is `<plugin>.E001` (stops the
    build) or `<plugin>.W001` (reported). `message` and `fix` are Indonesian sentences and
    never repeat personal data; `masked` may carry it as `35xx…xx01`. `type` is the
    machine-readable class of `humas periksa --json`.
    """

    path: str
    line: int
    code: str
    message: str
    fix: str = ""
    type: str = ""
    masked: str = ""

    @property
    def severity(self) -> Severity:
        return "error" if ".E" in self.code else "warning"

    def at(self, path: str, first_line: int = 0) -> Problem:
        """The same finding in another file, its lines moved down by `first_line`."""
        return self._replace(path=path, line=self.line + first_line)


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def render(problems: Iterable[Problem], root: str = "content") -> str:
    """The report that staff read: all findings by place, then a count.

    Every error is told. Of the same warning in many files the first few are told, and how
    many more there are.
    """
    found = sorted(set(problems))
    lines: list[str] = []
    told: Counter[str] = Counter()
    for problem in found:
        told[problem.code] += 1
        if problem.severity == "warning" and told[problem.code] > MANY:
            continue
        place = f"{root}/{problem.path}" if problem.path else root
        if problem.line:
            place += f":{problem.line}"
        kind = "" if problem.severity == "error" else "peringatan: "
        lines.append(f"{place}: [{problem.code}] {kind}{problem.message}")
        if problem.fix:
            lines.append(f"    Perbaiki: {problem.fix}")
    lines += [
        f"… dan {count - MANY} peringatan [{code}] lagi; semuanya: humas periksa"
        for code, count in sorted(told.items())
        if count > MANY and not code.partition(".")[2].startswith("E")
    ]
    lines.append(summary(found))
    return "\n".join(lines)


def summary(problems: Iterable[Problem]) -> str:
    """`3 masalah di 2 berkas, 1 peringatan; situs tidak ditulis.`"""
    found = list(problems)
    errors = [problem for problem in found if problem.severity == "error"]
    warnings = len(found) - len(errors)
    if not errors:
        return f"{warnings} peringatan." if warnings else "Tidak ada masalah."
    files = len({problem.path for problem in errors})
    also = f", {warnings} peringatan" if warnings else ""
    return f"{len(errors)} masalah di {files} berkas{also}; situs tidak ditulis."
