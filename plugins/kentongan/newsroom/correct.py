"""Records a correction of a public release, and writes the text that announces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import Release
from kentongan.manuscripts import frontmatter
from kentongan.manuscripts.editing import append_entry, set_fields
from kentongan.manuscripts.fields import name_of
from kentongan.manuscripts.keys import RELEASE
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.folder import Newsroom, written
from kentongan.site import passing


@dataclass(frozen=True, slots=True)
class Corrected:
    """`still_in_text` is the line where the wrong words stand; 0 where they are gone.

    `text` is for WhatsApp.
    """

    code: str
    path: str
    file: Path
    at: datetime
    wrong: str
    right: str
    still_in_text: int
    text: str

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "path": self.path,
            "at": self.at.isoformat(),
            "wrong": self.wrong,
            "right": self.right,
            "still_in_text": self.still_in_text,
            "text": self.text,
        }


def correct(room: Newsroom, name: str, wrong: str, right: str, at: str = "") -> Corrected:
    """Record a correction; the text of the release is left to its author.

    `at` is a time in words, now where it is empty. Raises NewsroomError.
    """
    wrong, right = _entry(wrong), _entry(right)
    if not wrong or not right:
        raise RequestError("--keliru dan --benar tidak boleh kosong.")
    if wrong == right:
        raise RequestError("--keliru dan --benar sama; tidak ada yang diralat.")
    release = room.find(name)
    moment = room.past(at, "--waktu")
    _check(room, release)
    text = _message(room, release, wrong, right)
    entry = f"{written(moment)} | {wrong} | {right}"
    file = room.file(release)
    room.keep({file: room.edited(release, lambda before: append_entry(before, "Ralat", entry))})
    return Corrected(
        code=release.code,
        path=release.path,
        file=file,
        at=moment,
        wrong=wrong,
        right=right,
        still_in_text=_line_of(release, wrong),
        text=text,
    )


def mended(text: str, wrong: str, right: str) -> str:
    """The text of a file with other words in title, summary and body. Raises NewsroomError."""
    source, _ = frontmatter.split(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    lines = text.splitlines(keepends=True)
    head, body = lines[: source.body_line - 1], "".join(lines[source.body_line - 1 :])
    changed = "".join(head) + body.replace(wrong, right)
    fields = {
        name: field.text.replace(wrong, right)
        for field in source.fields
        if (name := name_of(field.key, RELEASE)) in ("Judul", "Ringkasan") and wrong in field.text
    }
    changed = set_fields(changed, fields) if fields else changed
    if changed == text:
        raise NewsroomError(f"“{wrong}” tidak ada dalam naskah; salin kata-katanya persis.")
    return changed


def _entry(typed: str) -> str:
    """The words without the marks that part entries."""
    return " ".join(typed.replace("|", "/").replace(";", ",").split())


def _check(room: Newsroom, release: Release) -> None:
    state = public_view(release, room.now).state
    if state == "hidden":
        raise NewsroomError(
            f"{release.path} belum tayang; betulkan langsung di berkasnya, tanpa ralat."
        )
    if state != "shown":
        reason = "sudah dicabut" if release.withdrawal else "sudah ditutup"
        raise NewsroomError(f"Rilis {release.code} {reason}; tidak ada yang diralat.")


def _line_of(release: Release, words: str) -> int:
    """The line of the file where the wrong words still stand; 0 where they are gone."""
    position = release.body.casefold().find(words.casefold())
    return release.body_line + release.body.count("\n", 0, position) if position >= 0 else 0


def _message(room: Newsroom, release: Release, wrong: str, right: str) -> str:
    unit = room.name_of_unit(release)
    return passing.correction(unit, release.title, wrong, right, room.address_of(release.code))
