"""The findings of gate and reader on a text that is being written, at the words in the textarea.

They are those of `humas periksa` for the same bytes: the same checker reads the same file.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from kentongan.domain.problems import Mend, Problem
from kentongan.gate.rules.registry import EDITORIAL, PRIVACY
from kentongan.manuscripts.keys import RELEASE, key_of
from kentongan.meja import editing
from kentongan.meja.bodies import Block, with_plain_ends
from kentongan.meja.shadow import Shadow
from kentongan.newsroom.check import Checker
from kentongan.newsroom.configuration import Configuration

TITLE, BODY, PHOTOGRAPHS = "judul", "isi", "foto"
NOWHERE = (-1, -1)
# Where the mend of a file is not that of a screen.
_WAYS = {"redaksi.W011": "Tambahkan foto lewat tombol Tambah foto."}
_ALSO = re.compile(r" Juga di [^.]*\.$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `field` is `judul`, `isi`, `foto` or a key; `start` and `end` are characters in
    what is shown there, -1 where no words are meant. `is_absolute`: no permit lets it pass.

    `ground` is the law that the rule stands on. `also` are the other places of the same datum.
    """

    problem: Problem
    field: str
    start: int = -1
    end: int = -1
    mends: tuple[Mend, ...] = ()
    ground: str = ""
    is_absolute: bool = False
    also: tuple[Finding, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.problem.severity == "error"

    @property
    def words(self) -> str:
        """What is wrong, for someone who sees the text and no lines of a file."""
        return _ALSO.sub(" Juga di tempat lain.", self.problem.message)

    @property
    def way(self) -> str:
        """How to mend it, without what only a terminal can do."""
        if self.problem.code in _WAYS:
            return _WAYS[self.problem.code]
        parts = [part.strip() for part in self.problem.fix.rstrip(".").split(";")]
        kept = "; ".join(part for part in parts if "`" not in part)
        return f"{kept[0].upper()}{kept[1:]}." if kept else ""

    def as_json(self) -> dict[str, Any]:
        problem = self.problem
        return {
            "kode": problem.code,
            "jenis": problem.type,
            "keparahan": "galat" if self.is_error else "peringatan",
            **self.as_place(),
            "juga": [other.as_place() for other in self.also],
            "pesan": problem.message,
            "saran": problem.fix,
            "mutlak": self.is_absolute,
            "dasar": self.ground,
            "kalimat": problem.excerpt,
            "kata": self.words,
            "jalan": self.way,
        }

    def as_place(self) -> dict[str, Any]:
        return {
            "bidang": self.field,
            "a": self.start,
            "b": self.end,
            "ganti": [{"label": label, "teks": text} for label, text in self.mends],
        }


class Checking:
    """Checks drafts of one content folder; a shadow of it lies in `place`, below the desk's data.

    Units are read again when their files change. One text is checked at a time.
    """

    def __init__(self, content: Path, place: Path, configuration: Configuration) -> None:
        self.configuration = configuration
        self.shadow = Shadow(content, place, configuration)
        self._checker: Checker | None = None
        self._lock = threading.Lock()

    def findings(
        self, data: bytes, path: str, photographs: Mapping[str, bytes] | None = None
    ) -> tuple[Finding, ...]:
        """What there is to say of these bytes as the release file `path`, at the words meant.

        `photographs` are those that lie beside the text, by their names.
        """
        return placed(data, self.problems(data, path, photographs))

    def problems(
        self, data: bytes, path: str, photographs: Mapping[str, bytes] | None = None
    ) -> tuple[Problem, ...]:
        """The same as `humas periksa` tells it."""
        with self._lock:
            if self.shadow.refresh() or self._checker is None:
                self._checker = Checker(self.shadow.place, self.configuration)
                self._checker.folder = self.shadow.folder
            with self.shadow.laid(path, data, photographs or {}) as file:
                return tuple(sorted(set(self._checker.file(file))))


def placed(data: bytes, problems: Sequence[Problem]) -> tuple[Finding, ...]:
    """The problems of a file at their places in title, text and fields, errors first."""
    try:
        place = _Map(editing.open_text(data)).place
    except editing.EditError:
        place = _in_no_place
    found = map(place, problems)
    return tuple(sorted(found, key=lambda finding: not finding.is_error))


def _in_no_place(problem: Problem) -> Finding:
    return _finding(problem, BODY)


def _finding(problem: Problem, where: str, span: tuple[int, int] = NOWHERE) -> Finding:
    ground, is_absolute = _rules().get(problem.code, ("", True))
    mends = problem.mends if span != NOWHERE else ()
    return Finding(problem, where, *span, mends, ground, is_absolute)


@cache
def _rules() -> dict[str, tuple[str, bool]]:
    """Ground and absoluteness of each rule; what no rule says can have no permit."""
    return {rule.code: (rule.ground, rule.absolute) for rule in (*PRIVACY, *EDITORIAL)}


class _Map:
    """From places in a file to places in what is shown of it."""

    def __init__(self, opened: editing.Opened) -> None:
        self.opened = opened
        self.head = opened.head.removeprefix("\ufeff")
        self._head_lines = with_plain_ends(self.head).count("\n")
        self._keys = _keys_by_line(self.head)
        sizes = [len(block.raw) + len(block.gap) for block in opened.body.blocks]
        self._starts = [0, *accumulate(sizes)]
        shown = [0 if block.is_hidden else len(block.shown) + 2 for block in opened.body.blocks]
        self._shown = [0, *accumulate(shown)]

    def place(self, problem: Problem) -> Finding:
        """The finding at its first place, with the others."""
        first, *others = map(self._place, problem.everywhere())
        return replace(first, problem=problem, also=tuple(others))

    def _place(self, problem: Problem) -> Finding:
        if problem.start >= len(self.head):
            return self._in_body(problem)
        if problem.start >= 0:
            line = with_plain_ends(self.head[: problem.start]).count("\n") + 1
            return self._in_field(problem, self._keys.get(line, ""))
        key = problem.key or self._keys.get(problem.line, "")
        if key or 0 < problem.line <= self._head_lines:
            return _finding(problem, _field_of(key))
        return _finding(problem, BODY if problem.line else "")

    def _in_field(self, problem: Problem, key: str) -> Finding:
        shown = self.opened.fields.get(key, "")
        words = self.head[problem.start : problem.end]
        at = shown.find(words) if words else -1
        span = (at, at + len(words)) if at >= 0 else NOWHERE
        return _finding(problem, _field_of(key), span)

    def _in_body(self, problem: Problem) -> Finding:
        start, end = problem.start - len(self.head), problem.end - len(self.head)
        number = bisect_right(self._starts, start) - 1
        if number >= len(self.opened.body.blocks):
            return _finding(problem, BODY)
        block = self.opened.body.blocks[number]
        if block.is_hidden:
            return _finding(problem, PHOTOGRAPHS)
        before = self._starts[number]
        left, right, is_exact = shown_span(block, start - before, min(end - before, len(block.raw)))
        at = self._shown[number]
        found = _finding(problem, BODY, (at + left, at + right))
        return found if is_exact else replace(found, mends=())


def shown_span(block: Block, start: int, end: int) -> tuple[int, int, bool]:
    """A stretch of a block in what is shown of it, and whether it is the very same words."""
    if block.special:
        return 0, len(block.shown), False
    written = with_plain_ends(block.raw)
    start, end = len(with_plain_ends(block.raw[:start])), len(with_plain_ends(block.raw[:end]))
    words = written[start:end]
    if words and written.count(words) == block.shown.count(words):
        at = -1
        for _ in range(written.count(words, 0, start + len(words) - 1) + 1):
            at = block.shown.find(words, at + 1)
        if at >= 0:
            return at, at + len(words), True
    return _stretch(written, block.shown, start, end)


def _stretch(written: str, shown: str, start: int, end: int) -> tuple[int, int, bool]:
    """The words around which the marks differ."""
    left, right = len(shown), 0
    for at, to, size in SequenceMatcher(None, written, shown, autojunk=False).get_matching_blocks():
        first, last = max(start, at), min(end, at + size)
        if first < last:
            left, right = min(left, to + first - at), max(right, to + last - at)
    return (left, right, False) if left < right else (0, len(shown), False)


def _keys_by_line(head: str) -> dict[int, str]:
    """Line of the file → name of the key that stands there or continues there."""
    keys: dict[int, str] = {}
    current = ""
    for number, line in enumerate(with_plain_ends(head).split("\n"), 1):
        name = RELEASE.names.get(key_of(line.partition(":")[0].strip(" *-_")), "")
        if line[:1] not in ("", " ", "\t", "-"):
            current = name
        keys[number] = current
    return keys


def _field_of(key: str) -> str:
    return TITLE if key == "Judul" else key or "kepala"
