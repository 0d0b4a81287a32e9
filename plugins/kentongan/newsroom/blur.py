"""Proposes where to blur a photograph; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kentongan.gate import faces
from kentongan.newsroom.errors import NewsroomError
from kentongan.storage.reasons import reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """`line` is the line `Samarkan: …`; empty where no face was found."""

    path: str
    faces: int
    line: str

    def as_json(self) -> dict[str, object]:
        return {"path": self.path, "faces": self.faces, "line": self.line}


@dataclass(frozen=True, slots=True)
class Proposals:
    """A proposal for each photograph, in order."""

    proposals: tuple[Proposal, ...]

    def as_json(self) -> list[dict[str, object]]:
        return [proposal.as_json() for proposal in self.proposals]


def propose_blurs(photos: Sequence[Path]) -> Proposals:
    """Look for faces. Raises NewsroomError for other files, or without the finder."""
    if not faces.is_available():
        raise NewsroomError(
            "Pencari wajah belum terpasang. Pasang kentongan[faces] (OpenCV), "
            "atau tulis sendiri: Samarkan: x,y,lebar,tinggi dalam persen."
        )
    return Proposals(tuple(_proposal(photo) for photo in photos))


def _proposal(photo: Path) -> Proposal:
    try:
        regions = faces.find(photo.read_bytes())
    except OSError as error:
        raise NewsroomError(f"{photo} tidak dapat dibaca: {reason(error)}.") from None
    except faces.NotAPicture:
        raise NewsroomError(f"{photo} bukan gambar yang dapat dibaca.") from None
    return Proposal(str(photo), len(regions), faces.line_of(regions) if regions else "")
