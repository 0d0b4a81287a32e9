"""Recall, precision and false alarms of each rule: `python -m kentongan.gate.measure FOLDER`.

`must.txt` holds a passage a line, `jenis = data; data :: teks`; `near.txt` passages that hold
nothing to find. `\\n` in a passage is a line break. `releases.txt` holds whole releases, each
below lines `=== jenis = data; data`: what else is found in them is a false alarm. `--salah`
names each fault below the table.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from kentongan.domain.folding import fold
from kentongan.domain.release import Release
from kentongan.domain.units import Registry, Unit
from kentongan.gate.core import check_text, findings_in
from kentongan.gate.model import Finding
from kentongan.gate.rules.registry import PRIVACY
from kentongan.manuscripts.release import Reader

_AS_DIGITS = str.maketrans("oil", "011")
_FIRST = {rule.type: rule.code for rule in reversed(PRIVACY)}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the data that have to be found in it, each with its kind.

    All that is to be found is listed where nothing is, and for a release.
    """

    text: str
    data: tuple[tuple[str, str], ...] = ()
    release: Release | None = None

    def findings(self) -> list[Finding]:
        return findings_in(self.release) if self.release else check_text(self.text)

    def false(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of what is no datum of this passage."""
        if self.data and not self.release:
            return []
        data = [plain(datum) for _, datum in self.data]
        return [finding for finding in findings if not _is_any(plain(finding.text), data)]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one rule: `found` of `expected` data, `named` of them as what they are; `false` findings.

    A datum counts as found when any rule stops it, since then nobody publishes it. One that no
    rule finds as what it is counts for the first rule of its kind. False findings are those in
    passages that hold nothing to find.
    """

    code: str
    type: str
    expected: int
    found: int
    named: int
    false: int

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 1.0


def read(path: Path) -> list[Passage]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [_passage(line) for line in lines if line and not line.startswith("#")]


def _passage(line: str) -> Passage:
    head, mark, text = line.partition(" :: ")
    if not mark:
        return Passage(line.replace("\\n", "\n"))
    return Passage(text.replace("\\n", "\n"), _data(head))


def _data(head: str) -> tuple[tuple[str, str], ...]:
    kind, mark, data = head.partition(" = ")
    return tuple((kind, datum) for datum in data.split("; ")) if mark else ()


def read_releases(path: Path) -> list[Passage]:
    """The whole releases of a file; the units are those that they name."""
    text = path.read_text(encoding="utf-8")
    names = dict.fromkeys(re.findall(r"^Satuan: (.+)$", text, re.M))
    units = Registry(Unit(re.sub(r"\W+", "-", name.lower()), name) for name in names)
    zone = timezone(timedelta(hours=7))
    reader = Reader(units, zone, datetime(2030, 1, 1, tzinfo=zone))
    found = re.findall(r"((?:^=== ?.*\n)+)((?:(?!===).*(?:\n|\Z))+)", text, re.M)
    return [_whole(heads, body.strip() + "\n", reader) for heads, body in found]


def _whole(heads: str, text: str, reader: Reader) -> Passage:
    manuscript = reader.read(text.encode(), "rilis/2026/01/naskah.md")
    if manuscript.value is None:
        raise ValueError(f"no release: {manuscript.problems}")
    data = (_data(head.removeprefix("===").strip()) for head in heads.splitlines())
    return Passage(text, tuple(datum for row in data for datum in row), manuscript.value)


def passages(folder: Path) -> Iterator[Passage]:
    """All that a folder holds."""
    for name, of in (("must", read), ("near", read), ("releases", read_releases)):
        path = folder / f"{name}.txt"
        if path.exists():
            yield from of(path)


def scores(folder: Path) -> list[Score]:
    """The scores over a folder, rule by rule."""
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for passage in passages(folder):
        findings = passage.findings()
        for kind, datum in passage.data:
            code = _finder(datum, [finding for finding in findings if finding.type == kind])
            rule = code or _FIRST[kind]
            expected[rule] += 1
            named[code] += 1
            found[rule] += bool(code or _finder(datum, findings))
        false.update(finding.code for finding in passage.false(findings))
    return [
        Score(
            rule.code,
            rule.type,
            expected[rule.code],
            found[rule.code],
            named[rule.code],
            false[rule.code],
        )
        for rule in PRIVACY
        if rule.code in expected or rule.code in false
    ]


def misses(passage: Passage) -> list[str]:
    """The data of a passage that no rule stops."""
    findings = passage.findings()
    return [datum for _, datum in passage.data if not _finder(datum, findings)]


def _finder(datum: str, findings: Sequence[Finding]) -> str:
    """The code of the rule that found a datum; nothing for none."""
    wanted = [plain(datum)]
    return next((found.code for found in findings if _is_any(plain(found.text), wanted)), "")


def _is_any(text: str, data: Sequence[str]) -> bool:
    return any(datum in text or text in datum for datum in data)


def plain(text: str) -> str:
    """Letters and digits as they are read: a number may be written with letters for digits."""
    return "".join(filter(str.isalnum, fold(text).casefold())).translate(_AS_DIGITS)


def total(found: Sequence[Score]) -> Score:
    """All of them together."""
    expected, stopped, named, false = (
        sum(column)
        for column in zip(
            *((score.expected, score.found, score.named, score.false) for score in found),
            strict=True,
        )
    )
    return Score("semua", "", expected, stopped, named, false)


def table(found: Sequence[Score]) -> str:
    """The scores as a Markdown table."""
    rows = [
        "| kode | jenis | data | ditemukan | jenisnya tepat | salah tanda | recall | precision |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for score in (*found, total(found)):
        counts = (score.expected, score.found, score.named, score.false)
        shares = (f"{score.recall:.1%}", f"{score.precision:.1%}")
        cells = (_quoted(score.code), score.type, *map(str, counts), *shares)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _quoted(code: str) -> str:
    return f"`{code}`" if "." in code else code


def faults(folder: Path) -> Iterator[str]:
    """What is missed and what is stopped without reason, a line for each."""
    for passage in passages(folder):
        for datum in misses(passage):
            yield f"- terlewat: {datum} :: {passage.text!r}"
        for finding in passage.false(passage.findings()):
            yield f"- salah tanda {finding.code}: {finding.text} :: {passage.text!r}"


def main(folder: Path, *, tells_faults: bool) -> None:
    lines = [table(scores(folder)), *(faults(folder) if tells_faults else ())]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), tells_faults="--salah" in sys.argv[2:])
