"""The text of a release for pasting into WhatsApp."""

from __future__ import annotations

from dataclasses import dataclass

from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import Release
from kentongan.domain.text import summarise
from kentongan.manuscripts import blocks, plain
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.folder import Newsroom
from kentongan.site import passing

_STATES = {
    "hidden": "belum terbit; terbitkan dulu sebelum dibagikan",
    "withdrawn": "sudah dicabut dan tidak untuk dibagikan",
    "closed": "sudah selesai dan tidak untuk dibagikan",
}


@dataclass(frozen=True, slots=True)
class Shared:
    """A text for others, and the address that it names."""

    code: str
    url: str
    text: str

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "url": self.url, "text": self.text}


def share(room: Newsroom, name: str) -> Shared:
    """The text of the release with this code, slug or file. Raises NewsroomError."""
    release = room.whole(room.find(name))
    view = public_view(release, room.now)
    if view.state != "shown":
        # The title may hold what was withdrawn or the name of a person who was found.
        raise NewsroomError(f"Rilis {release.code} {_STATES[view.state]}.")
    url = room.address_of(release.code)
    return Shared(release.code, url, message(view.release, url))


def message(release: Release, url: str) -> str:
    """The text to paste into WhatsApp, which shows all characters of the release."""
    return passing.share(release.title, _lead(release), release.author, url, release.lang)


def _lead(release: Release) -> str:
    """The summary; with the marks of the text where it is the first paragraph."""
    summary = release.summary or summarise(release.text)
    first = blocks.to_plain(release.body.lstrip("\n").partition("\n\n")[0])
    return first if plain.unmarked(first) == summary else plain.unmarked(summary)
