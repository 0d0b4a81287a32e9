"""Recall, precision and false alarms of each rule: `python -m kentongan.gate.measure FOLDER`.

`must.txt` holds a passage a line, `jenis = data; data :: teks`; `near.txt` passages that hold
nothing to find. `\\n` in a passage is a line break. `--salah` names each fault below the table.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kentongan.domain.folding import fold
from kentongan.gate.core import check_text
from kentongan.gate.model import Finding
from kentongan.gate.rules.registry import PRIVACY

_AS_DIGITS = str.maketrans("oil", "011")
_FIRST = {rule.type: rule.code for rule in reversed(PRIVACY)}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the kind and data that have to be found in it."""

    text: str
    type: str = ""
    data: tuple[str, ...] = ()


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
    kind, _, data = head.partition(" = ")
    return Passage(text.replace("\\n", "\n"), kind, tuple(data.split("; ")))


def scores(folder: Path) -> list[Score]:
    """The scores over `must.txt` and `near.txt` of a folder, rule by rule."""
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for passage in read(folder / "must.txt"):
        findings = check_text(passage.text)
        right = [finding for finding in findings if finding.type == passage.type]
        for datum in passage.data:
            code = _finder(datum, right)
            rule = code or _FIRST[passage.type]
            expected[rule] += 1
            named[code] += 1
            found[rule] += bool(code or _finder(datum, findings))
    near = read(folder / "near.txt")
    false = Counter(finding.code for passage in near for finding in check_text(passage.text))
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
    findings = check_text(passage.text)
    return [datum for datum in passage.data if not _finder(datum, findings)]


def _finder(datum: str, findings: Sequence[Finding]) -> str:
    """The code of the rule that found a datum; nothing for none."""
    wanted = _plain(datum)
    for finding in findings:
        text = _plain(finding.text)
        if wanted in text or text in wanted:
            return finding.code
    return ""


def _plain(text: str) -> str:
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
    for passage in read(folder / "must.txt"):
        for datum in misses(passage):
            yield f"- terlewat: {datum} :: {passage.text!r}"
    for passage in read(folder / "near.txt"):
        for finding in check_text(passage.text):
            yield f"- salah tanda {finding.code}: {finding.text} :: {passage.text!r}"


def main(folder: Path, *, tells_faults: bool) -> None:
    lines = [table(scores(folder)), *(faults(folder) if tells_faults else ())]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), tells_faults="--salah" in sys.argv[2:])
