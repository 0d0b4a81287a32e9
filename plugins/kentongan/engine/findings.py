"""The findings of a build: of each release, which its record keeps, and of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kentongan.domain import problems as domain
from kentongan.domain.problems import FEW, Problem
from kentongan.engine.content import Content
from kentongan.engine.records import Record


@dataclass(frozen=True, slots=True)
class Findings:
    """All errors and of the warnings of each code the first; `more` counts those that follow."""

    problems: tuple[Problem, ...]
    more: Mapping[str, int]

    @property
    def has_errors(self) -> bool:
        """Whether a file that the public sees has an error."""
        return any(problem.stops for problem in self.problems)

    def report(self, root: str) -> str:
        """How staff read them; empty when there are none."""
        if not self.problems:
            return ""
        return domain.render(self.problems, root, warnings=FEW, more=self.more)


def gather(content: Content, of_the_whole: Sequence[Problem], few: int = FEW) -> Findings:
    """The findings of all records and those of the whole; of warnings `few`, all with 0."""
    return _merged(content, content.outcome.records.values(), of_the_whole, few)


def to_keep(content: Content, of_the_whole: Sequence[Problem], report: str, root: str) -> str:
    """The report without the files that must not be stored: a problem may quote their names."""
    records = content.outcome.records
    unkept = {path for path, record in records.items() if not record.storable}
    if not unkept:
        return report
    everything = gather(content, of_the_whole)
    kept = [
        problem
        for problem in of_the_whole
        if problem.path not in unkept and not any(path in problem.message for path in unkept)
    ]
    storable = [record for record in records.values() if record.storable]
    rest = _merged(content, storable, kept, FEW)
    missing = _count(everything) - _count(rest)
    lines = [rest.report(root)] if rest.problems else []
    if missing:
        lines.append(f"{missing} peringatan pada naskah yang tidak tayang: humas periksa")
    return "\n".join(lines)


def _count(findings: Findings) -> int:
    return len(findings.problems) + sum(findings.more.values())


def _merged(
    content: Content, records: Iterable[Record], of_the_whole: Iterable[Problem], few: int
) -> Findings:
    counts: Counter[str] = Counter()
    shown: list[Problem] = []
    for record in sorted((one for one in records if one.found), key=_path):
        codes = record.codes
        wanted = {code for code in codes if not few or counts[code] < few or ".E" in code}
        counts.update(codes)
        if wanted:
            shown += [
                problem for problem in dict.fromkeys(record.problems) if problem.code in wanted
            ]
    counts.subtract(problem.code for problem in shown)
    problems = content.told([*shown, *of_the_whole])
    return Findings(tuple(sorted(dict.fromkeys(problems))), +counts)


def _path(record: Record) -> str:
    return record.path
