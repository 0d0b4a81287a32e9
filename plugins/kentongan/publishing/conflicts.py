"""Conflicts: two people changed one text. Shows both versions; the officer decides."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kentongan.publishing.errors import PublishingError
from kentongan.storage.writing import write_whole

MOST_LINES = 6
MOST_CHARACTERS = 300
_NUMBER = re.compile(r"\d[\d .-]{5,}\d")


@dataclass(frozen=True, slots=True)
class Side:
    """A file on one side: its mode and the object name of its content."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A path (below the repository) that both sides changed; None where a side deleted it."""

    path: str
    theirs: Side | None
    ours: Side | None
    colleague: str = ""

    def by(self, name: str) -> Conflict:
        return replace(self, colleague=name)


def as_written(
    conflicts: tuple[Conflict, ...],
    base: Mapping[str, Side],
    ours: Mapping[str, Side],
    theirs: Mapping[str, Side],
) -> tuple[dict[str, Side | None], tuple[Conflict, ...]]:
    """The conflicts between texts as somebody wrote them, and the files that settles.

    Where a text was renamed, Git may name a half-merged one, with its marks, as a side. Then each
    path is judged by itself: what one side alone changed is taken from there.
    """
    if all(
        (conflict.ours is None or conflict.ours == ours.get(conflict.path))
        and (conflict.theirs is None or conflict.theirs == theirs.get(conflict.path))
        for conflict in conflicts
    ):
        return {}, conflicts
    open_paths = {conflict.path for conflict in conflicts}
    settled: dict[str, Side | None] = {}
    true_conflicts = []
    for path in sorted({*base, *ours, *theirs}):
        before, mine, other = base.get(path), ours.get(path), theirs.get(path)
        if before == mine == other:
            continue
        if mine in (before, other):
            settled[path] = other
        elif other == before:
            settled[path] = mine
        elif path in open_paths or mine is None or other is None:
            true_conflicts.append(Conflict(path, other, mine))
    return settled, tuple(true_conflicts)


class Conflicted(PublishingError):
    """Texts that both sides changed. `str()` names the files; `detail` shows both versions.

    The detail is for the officer's screen: it may hold what must not reach a log or a mail.
    """

    def __init__(
        self, conflicts: Iterable[Conflict], text: Callable[[str], str], content: str
    ) -> None:
        listed = list(conflicts)
        names = [_short(conflict.path, content) for conflict in listed]
        super().__init__(
            f"Naskah diubah di sini dan oleh rekan: {', '.join(names)}. Situs tetap seperti "
            "semula, dan naskah di komputer ini tidak diubah."
        )
        pieces = [_both(conflict, name, text) for conflict, name in zip(listed, names, strict=True)]
        self.detail = "\n".join([*pieces, _how(names[0])])


@dataclass
class Memory:
    """What was shown at the last run, and what the officer chose.

    A text that was written anew after its conflict was shown is the agreed one, as long as the
    colleague's is the one that was shown.
    """

    file: Path
    mine: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    _settled: set[str] = field(default_factory=set)

    def settle(
        self, conflicts: Iterable[Conflict]
    ) -> tuple[dict[str, Side | None], list[Conflict]]:
        """The agreed sides by path, and what is still open."""
        shown = self._read()
        settled: dict[str, Side | None] = {}
        unsettled: list[Conflict] = []
        for conflict in conflicts:
            before = shown.get(conflict.path)
            now = _blobs(conflict)
            if _is_named(conflict.path, self.theirs):
                settled[conflict.path] = conflict.theirs
            elif _is_named(conflict.path, self.mine) or (
                before and before[0] == now[0] and before[1] != now[1]
            ):
                settled[conflict.path] = conflict.ours
            else:
                unsettled.append(conflict)
        return settled, unsettled

    def remember(self, conflicts: Iterable[Conflict]) -> None:
        shown = self._read()
        for conflict in conflicts:
            shown.setdefault(conflict.path, _blobs(conflict))
            if shown[conflict.path][0] != _blobs(conflict)[0]:
                shown[conflict.path] = _blobs(conflict)
        write_whole(self.file, json.dumps(shown, indent=1).encode())

    def forget(self) -> None:
        self.file.unlink(missing_ok=True)

    def _read(self) -> dict[str, list[str]]:
        try:
            memory = json.loads(self.file.read_bytes())
        except (OSError, ValueError):
            return {}
        return memory if isinstance(memory, dict) else {}


def _blobs(conflict: Conflict) -> list[str]:
    return [side.blob if side else "" for side in (conflict.theirs, conflict.ours)]


def _is_named(path: str, names: frozenset[str]) -> bool:
    return any(path == name or path.endswith("/" + name.lstrip("./")) for name in names)


def _short(path: str, content: str) -> str:
    return path.removeprefix(content + "/") if content != "." else path


def _both(conflict: Conflict, name: str, text: Callable[[str], str]) -> str:
    """The lines in which the two versions differ."""
    who = f"rekan ({conflict.colleague})" if conflict.colleague else "rekan"
    if conflict.theirs is None:
        return f"\n{name}\n  Versi {who}: berkas ini dihapus."
    if conflict.ours is None:
        return f"\n{name}\n  Versi di sini: berkas ini dihapus; {who} mengubahnya."
    theirs, ours = text(conflict.theirs.blob), text(conflict.ours.blob)
    if "\0" in theirs + ours or not name.endswith(".md"):
        return f"\n{name}\n  Bukan naskah; pilih salah satu versi."
    lines = [f"\n{name}"]
    lines += [f"  Versi {who}:", *_only_in(theirs, ours)]
    lines += ["  Versi di sini:", *_only_in(ours, theirs)]
    return "\n".join(lines)


def _only_in(text: str, other: str) -> list[str]:
    lines, other_lines = text.splitlines(), other.splitlines()
    matcher = difflib.SequenceMatcher(None, other_lines, lines, autojunk=False)
    differing = [
        line
        for kind, _, _, start, end in matcher.get_opcodes()
        if kind in ("insert", "replace")
        for line in lines[start:end]
        if line.strip()
    ]
    shown = [f"    {_masked(line)}" for line in differing[:MOST_LINES]]
    if len(differing) > MOST_LINES:
        shown.append(f"    … dan {len(differing) - MOST_LINES} baris lagi")
    return shown or ["    (baris itu tidak ada)"]


def _masked(line: str) -> str:
    """The text with numbers masked that may be personal."""
    plain = _NUMBER.sub(lambda match: f"{match[0][:2]}…{match[0][-2:]}", line.strip())
    return plain[:MOST_CHARACTERS] + ("…" if len(plain) > MOST_CHARACTERS else "")


def _how(name: str) -> str:
    return (
        "\nSepakati isinya dengan rekan, tulis di berkas itu, lalu jalankan humas terbit lagi.\n"
        f"Bila versi di sini yang dipakai: humas terbit --pakai-kami {name}\n"
        f"Bila versi rekan yang dipakai:   humas terbit --pakai-rekan {name}"
    )
