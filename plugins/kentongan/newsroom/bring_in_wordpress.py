"""The posts of a WordPress export to release files; posts moved before are skipped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kentongan.domain.units import Registry, Unit, UnitError
from kentongan.engine.workers import Workers, available_jobs
from kentongan.gate.core import allowed_phones
from kentongan.importer import wordpress
from kentongan.importer.wordpress import Post
from kentongan.importer.writing import place_of
from kentongan.newsroom.configuration import load
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.units import units_of
from kentongan.newsroom.wordpress_posts import STEM, Prepared, Preparer, code_of, prepare, upload
from kentongan.storage.reasons import reason
from kentongan.storage.writing import write_whole

_CODE = re.compile(rb"^Kode:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
_BATCH = 500  # posts in memory at a time
_SKIPPED = {"trash", "auto-draft", "inherit"}

# Called for each post read, with the expected total.
Progress = Callable[[Iterator[Post], int], Iterator[Post]]


@dataclass(slots=True)
class Tally:
    """What was moved, and what people should look at."""

    written: int = 0
    known: int = 0
    skipped: int = 0
    pictures: int = 0
    notes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, post: Post, path: str, notes: list[str]) -> None:
        if notes:
            self.notes.append({"id": post.id, "title": post.title, "path": path, "notes": notes})


@dataclass(frozen=True, slots=True)
class Moved:
    """`others` are the kinds of other entries in the export, with their number."""

    tally: Tally
    others: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        return {
            "written": self.tally.written,
            "known": self.tally.known,
            "skipped": self.tally.skipped,
            "pictures": self.tally.pictures,
            "others": self.others,
            "notes": self.tally.notes,
        }

    def summary(self) -> str:
        tally = self.tally
        return (
            f"{tally.written} rilis ditulis, {tally.pictures} gambar disalin, "
            f"{tally.known} sudah ada, {tally.skipped} dilewati, "
            f"{len(tally.notes)} perlu diperiksa."
        )

    def report(self, name: str) -> str:
        """All that people should look at, as a text."""
        lines = [f"Impor WordPress dari {name}", self.summary(), ""]
        for kind, count in self.others.items():
            lines.append(f"Tidak dipindahkan: {count} berjenis “{kind}”.")
        for entry in self.tally.notes:
            place = entry["path"] or "(tidak ditulis)"
            lines += ["", f"{place} — {entry['title']} (ID {entry['id']})"]
            lines += [f"  - {note}" for note in entry["notes"]]
        return "\n".join(lines) + "\n"


def _unheard(posts: Iterator[Post], count: int) -> Iterator[Post]:
    return posts


def move_posts(
    content: Path,
    export: Path,
    *,
    uploads: Path | None = None,
    unit_name: str = "",
    report: Path | None = None,
    progress: Progress = _unheard,
) -> Moved:
    """Move the posts of an export; `uploads` holds the pictures of the old site.

    `unit_name` is for posts that name none. `report` is where the list of what to look at goes.
    Raises NewsroomError.
    """
    configuration = load(content)
    units = units_of(content, configuration)
    try:
        library = wordpress.survey(export)
        other_kinds = Counter(kind for kind, _ in wordpress.others(export))
        fallback = _fallback(units, unit_name)
        phones = allowed_phones(units)
        preparer = Preparer(uploads, units, library, fallback, configuration.now(), phones)
        mover = Mover(content, preparer, known=_codes_in(content))
        for batch in _batches(progress(wordpress.read_posts(export), library.posts)):
            mover.move(batch, configuration.jobs or available_jobs())
        moved = Moved(mover.tally, dict(sorted(other_kinds.items())))
        if report:
            write_whole(report, moved.report(export.name).encode())
    except wordpress.ExportError as error:
        raise NewsroomError(f"{export.name}: Berkas {error}.") from None
    except OSError as error:
        name = Path(str(error.filename)).name if error.filename else "Berkas"
        raise NewsroomError(f"{name} tidak dapat dibaca atau ditulis: {reason(error)}.") from None
    return moved


def _fallback(units: Registry, name: str) -> Unit | None:
    """The unit of posts that name none: as stated, else the one with most units below it."""
    if name:
        try:
            return units.find(name)
        except UnitError:
            raise RequestError(f"Satuan “{name}” tidak dikenal.") from None
    heads = [unit for unit in units if unit.level.startswith("polres")]
    return max(heads, key=lambda unit: len(units.children(unit.slug)), default=None)


@dataclass(slots=True)
class Mover:
    """Writes what was prepared, in the order of the export."""

    content: Path
    preparer: Preparer
    tally: Tally = field(default_factory=Tally)
    known: set[str] = field(default_factory=set)

    def move(self, posts: list[Post], jobs: int) -> None:
        wanted = [post for post in posts if self._is_wanted(post)]
        ready = Workers(jobs).run(prepare, self.preparer, wanted, name=lambda post: post.id)
        for post, prepared in zip(wanted, ready, strict=True):
            self._store(post, prepared)

    def _is_wanted(self, post: Post) -> bool:
        code = code_of(self.preparer.library, post)
        if code in self.known:
            self.tally.known += 1
            return False
        self.known.add(code)
        if post.status not in _SKIPPED and post.content.strip():
            return True
        self.tally.skipped += 1
        if post.status not in _SKIPPED:
            self.tally.add(post, "", ["Tulisan kosong dilewati."])
        return False

    def _store(self, post: Post, prepared: Prepared) -> None:
        """Pictures first, the text last and at once: a half-moved post is moved again."""
        path = self._place(post, prepared)
        target = self.content / path
        for file, name in prepared.files:
            source = upload(self.preparer.uploads, file)
            if source:
                picture = target.parent / name.replace(STEM, target.stem)
                write_whole(picture, source.read_bytes())
                self.tally.pictures += 1
        lines = [f"{key}: {' '.join(value.split())}" for key, value in prepared.fields if value]
        text = "\n".join(lines) + f"\n\n{prepared.body}\n"
        write_whole(target, text.replace(STEM, target.stem).encode())
        self.tally.written += 1
        self.tally.add(post, path, list(prepared.notes))

    def _place(self, post: Post, prepared: Prepared) -> str:
        taken: set[str] = set()
        name = post.slug or dict(prepared.fields)["Judul"]
        while (self.content / (path := place_of(name, prepared.day.date(), taken))).exists():
            taken.add(path)
        return path


def _batches(posts: Iterable[Post]) -> Iterator[list[Post]]:
    batch: list[Post] = []
    for post in posts:
        batch.append(post)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _codes_in(content: Path) -> set[str]:
    """The codes of the releases that are there: those posts were moved before."""
    codes = set()
    for path in (content / "rilis").rglob("*.md"):
        with path.open("rb") as stream:
            match = _CODE.search(stream.read(6000))
        if match:
            codes.add(match[1].decode("ascii", "replace"))
    return codes
