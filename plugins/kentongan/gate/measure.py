"""Precision and recall by kind of datum: `python -m kentongan.gate.measure tests/corpus-gate`.

`must.txt` holds a passage a line, `jenis = data; data :: teks`; `near.txt` passages that hold
nothing to find. `\\n` in a passage is a line break.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kentongan.gate.core import check_text
from kentongan.gate.model import Finding


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the kind and data that have to be found in it."""

    text: str
    type: str = ""
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """`found` of `expected` data; `false` findings in passages without any."""

    type: str
    expected: int
    found: int
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
    """The scores over `must.txt` and `near.txt` of a folder, by kind."""
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for passage in read(folder / "must.txt"):
        findings = check_text(passage.text)
        expected[passage.type] += len(passage.data)
        found[passage.type] += sum(_is_found(passage.type, one, findings) for one in passage.data)
    for passage in read(folder / "near.txt"):
        false.update({finding.type for finding in check_text(passage.text)})
    kinds = sorted(expected.keys() | false.keys())
    return [Score(kind, expected[kind], found[kind], false[kind]) for kind in kinds]


def _is_found(kind: str, datum: str, findings: Sequence[Finding]) -> bool:
    wanted = _plain(datum)
    texts = [_plain(finding.text) for finding in findings if finding.type == kind]
    return any(wanted in text or text in wanted for text in texts)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def table(found: Sequence[Score]) -> str:
    """The scores as a Markdown table."""
    rows = [
        "| jenis | data | ditemukan | salah tanda | recall | precision |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        rows.append(
            f"| {one.type} | {one.expected} | {one.found} | {one.false} "
            f"| {one.recall:.1%} | {one.precision:.1%} |"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table(scores(Path(sys.argv[1]))) + "\n")
