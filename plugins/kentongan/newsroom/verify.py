"""Is this text really ours? Texts are compared with the releases, word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kentongan.domain import addresses
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.folder import Newsroom
from kentongan.newsroom.seen import Seen
from kentongan.parts.authenticity import local, standing
from kentongan.parts.authenticity.check import Answer, Checker, Source, SourceError
from kentongan.site.moments import Moments, recorded

_TAIL = addresses.MANIFEST
DISTRUSTED = ("rusak", "kunci-tak-dikenal", "kedaluwarsa", "basi", "mundur", "tanda-hilang")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """An answer to each text by its name; `signature` is the state of the list, empty for texts."""

    answers: Mapping[str, Answer]
    signature: str = ""

    @property
    def is_trusted(self) -> bool:
        return self.signature not in DISTRUSTED

    def as_json(self) -> dict[str, Any]:
        return {name: _row(answer) for name, answer in self.answers.items()}


def verify(room: Newsroom, texts: Mapping[str, str]) -> Verdicts:
    """Compare with the releases of a content folder. Raises NewsroomError."""
    configuration = room.configuration
    origin = configuration.public_address if configuration.has_public_address else ""
    known = Moments(recorded(room.content))
    whole = [known.applied(room.whole(release)) for release in room.releases]
    source = local.content_source(whole, room.units, room.now, room.zone, origin)
    return Verdicts(_answers(source, texts))


def verify_elsewhere(
    place: str, texts: Mapping[str, str], content: Path, configuration: Configuration
) -> Verdicts:
    """Compare with a built site or with one on the network, and look at its signature.

    `place` is a folder, or the path or address of its `manifest.json`. The keys that the content
    folder trusts count before those of the site. Raises NewsroomError.
    """
    source = _source(place)
    trusted = content / "jejak" / "kunci.json"
    keys = trusted.read_bytes() if trusted.is_file() else None
    try:
        signature = standing.list_state(source, keys, configuration.now(), Seen())
    except SourceError as error:
        raise NewsroomError(f"Manifes tidak dapat dibaca: {error}.") from error
    if signature == "tanpa-tanda" and keys and _is_address(place):
        signature = "tanda-hilang"  # our own site is signed, or somebody took the signature away
    return Verdicts(_answers(source, texts), signature)


def address_of(answer: Answer) -> str | None:
    if not answer.entry:
        return None
    return str(answer.entry.get("alamat") or addresses.code(answer.code))


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _source(place: str) -> Source:
    if _is_address(place):
        return local.web_source(place.removesuffix(_TAIL).rstrip("/"))
    path = Path(place).resolve()
    if path.is_dir():
        return local.folder_source(path)
    if not path.is_file():
        raise RequestError(f"{place} tidak ada.")
    if not path.as_posix().endswith(_TAIL):
        raise RequestError(f"{place} harus berada di folder situsnya, pada .well-known/kentongan/.")
    return local.folder_source(path.parents[2])


def _answers(source: Source, texts: Mapping[str, str]) -> dict[str, Answer]:
    try:
        checker = Checker(source)
        return {name: checker.check(text) for name, text in texts.items()}
    except SourceError as error:
        raise NewsroomError(f"Situs tidak dapat dibaca: {error}.") from error


def _row(answer: Answer) -> dict[str, Any]:
    changes = [
        {"op": change.op, "asli": change.asli, "teks": change.teks} for change in answer.changes
    ]
    return {
        "result": answer.result,
        "code": answer.code or None,
        "url": address_of(answer),
        "changes": changes if answer.result == "diubah" else [],
    }
