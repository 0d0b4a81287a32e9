"""The findings of a build: of each release, which its record keeps, and of the whole."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kentongan.domain import problems as domain
from kentongan.domain.problems import FEW, Problem
from kentongan.engine.content import Content

# By the codes of what was found how many files have them, and the first of these at least.
Found = Mapping[tuple[str, ...], tuple[int, Sequence[str]]]


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
    records = content.outcome.records
    found = records.first_found() if few == FEW else _all(records.found())
    return _merged(content, found, of_the_whole, few)


def to_keep(content: Content, of_the_whole: Sequence[Problem], report: str, root: str) -> str:
    """The report without the files that must not be stored: a problem may quote their names."""
    known = content.outcome.records
    unkept = {path for path, record in known.others.items() if not record.storable}
    if not unkept:
        return report
    everything = gather(content, of_the_whole)
    kept = [
        problem
        for problem in of_the_whole
        if problem.path not in unkept and not any(path in problem.message for path in unkept)
    ]
    storable = ((path, codes) for path, codes in known.found() if path not in unkept)
    rest = _merged(content, _all(storable), kept, FEW)
    missing = _count(everything) - _count(rest)
    lines = [rest.report(root)] if rest.problems else []
    if missing:
        lines.append(f"{missing} peringatan pada naskah yang tidak tayang: humas periksa")
    return "\n".join(lines)


def _count(findings: Findings) -> int:
    return len(findings.problems) + sum(findings.more.values())


def _all(found: Iterable[tuple[str, tuple[str, ...]]]) -> Found:
    """From each file and the codes of what was found in it."""
    alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for path, codes in found:
        alike[codes].append(path)
    return {codes: (len(paths), paths) for codes, paths in alike.items()}


def _merged(content: Content, alike: Found, of_the_whole: Iterable[Problem], few: int) -> Findings:
    more: Counter[str] = Counter()
    for codes, (count, _) in alike.items():
        more.update({code: times * count for code, times in Counter(codes).items()})
    # How many of each code are wanted.
    wanted = {
        code: min(few, count) if few and ".W" in code else count for code, count in more.items()
    }
    # The first of each kind that have it are enough.
    first = {
        path
        for codes, (_, paths) in alike.items()
        for path in _first(paths, max(map(wanted.__getitem__, codes)))
    }
    shown: list[Problem] = []
    for path in sorted(first):
        record = content.outcome.records[path]
        codes = record.codes
        if wanted.keys().isdisjoint(codes):
            continue
        problems = [
            problem
            for problem in dict.fromkeys(content.outcome.problems(record))
            if problem.code in wanted
        ]
        shown += problems
        for code in codes:
            if code in wanted and _is_last(wanted, code):
                del wanted[code]
    more.subtract(problem.code for problem in shown)
    told = content.told([*shown, *of_the_whole])
    return Findings(tuple(sorted(dict.fromkeys(told))), +more)


def _first(paths: Sequence[str], most: int) -> Sequence[str]:
    """The first of these in order: to sort all takes longer."""
    first = sorted(paths[:most])
    for path in paths[most:]:
        if path < first[-1]:
            insort(first, path)
            first.pop()
    return first


def _is_last(wanted: dict[str, int], code: str) -> bool:
    wanted[code] -= 1
    return wanted[code] < 1
