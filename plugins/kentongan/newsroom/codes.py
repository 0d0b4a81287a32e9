"""A permanent code for every release that has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from kentongan.domain import codes
from kentongan.domain.release import Release
from kentongan.manuscripts.editing import set_fields
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.folder import Newsroom, relative, save
from kentongan.parts.permalinks import ledger


@dataclass(frozen=True, slots=True)
class GivenCode:
    """`is_new` is false for a code that the public knows already."""

    path: str
    code: str
    is_new: bool

    def as_json(self) -> dict[str, object]:
        return {"path": self.path, "code": self.code, "minted": self.is_new}


@dataclass(frozen=True, slots=True)
class GivenCodes:
    """The codes written, with their files."""

    given: tuple[GivenCode, ...]

    def as_json(self) -> list[dict[str, object]]:
        return [given.as_json() for given in self.given]


def give_codes(room: Newsroom, paths: Sequence[Path] = ()) -> GivenCodes:
    """Write codes into these files and folders, else into all. Raises NewsroomError."""
    given = _codes(room, _chosen(room, paths))
    save(
        {
            room.file(release): room.edited(release, partial(set_fields, changes={"Kode": code}))
            for release, code, _ in given
        }
    )
    return GivenCodes(tuple(GivenCode(release.path, code, new) for release, code, new in given))


def _chosen(room: Newsroom, paths: Sequence[Path]) -> list[Release]:
    """The releases without a code. Unreadable files stop the command."""
    wanted = [relative(room.content, path) for path in paths]
    manuscripts: list[Manuscript[Release]] = [
        manuscript
        for manuscript in room.files
        if not wanted or any(PurePosixPath(manuscript.path).is_relative_to(path) for path in wanted)
    ]
    if paths and not manuscripts:
        raise NewsroomError("Di tempat yang disebut tidak ada rilis dari folder isi.")
    errors = [
        f"{manuscript.path}:{problem.line}: {problem.message}"
        for manuscript in manuscripts
        for problem in manuscript.problems
        if problem.severity == "error"
        and (manuscript.value is None or problem.code == "releases.E010")
    ]
    if errors:
        raise NewsroomError("\n".join([*errors, "Perbaiki dahulu; belum ada kode yang ditulis."]))
    return [
        manuscript.value
        for manuscript in manuscripts
        if manuscript.value and manuscript.value.code_is_derived
    ]


def _codes(room: Newsroom, chosen: Sequence[Release]) -> list[tuple[Release, str, bool]]:
    """A code for each, and whether it is new: one that the public knows already is kept."""
    published, _ = ledger.read(room.content)
    known = {record.code for record in published}
    by_address = {record.address: record.code for record in published}
    stated = {release.code for release in room.releases if not release.code_is_derived}
    taken = stated | known
    given: list[tuple[Release, str, bool]] = []
    used = set(stated)
    for release in chosen:
        old = release.code if release.code in known else by_address.get(release.url, "")
        if old and old not in used:
            code, new = old, False
        else:
            code, new = codes.mint(room.configuration.mark), True
            while code in taken:
                code = codes.mint(room.configuration.mark)
        used.add(code)
        taken.add(code)
        given.append((release, code, new))
    return given
