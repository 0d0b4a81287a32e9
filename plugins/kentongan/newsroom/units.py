"""The units that a content folder knows, and those that come with Kentongan."""

from __future__ import annotations

from pathlib import Path

from kentongan.domain.units import Registry
from kentongan.manuscripts.folder import Folder
from kentongan.newsroom.configuration import Configuration
from kentongan.storage.writing import write_whole

SHIPPED = Path(__file__).resolve().parents[3] / "content"


def units_of(content: Path, configuration: Configuration) -> Registry:
    """The units of a content folder; where it has none, those of the project or of the package.

    Unreadable files are reported by the build.
    """
    return _folder_with_units(content, configuration).units


def bring_units(content: Path, configuration: Configuration, slug: str) -> list[Path]:
    """Give a content folder without units the file of this one and of those above it."""
    folder = _folder_with_units(content, configuration)
    if folder.content == content or slug not in folder.units:
        return []
    brought = []
    for unit in (folder.units[slug], *folder.units.ancestors(slug)):
        write_whole(content / unit.path, (folder.content / unit.path).read_bytes())
        brought.append(content / unit.path)
    return brought


def _folder_with_units(content: Path, configuration: Configuration) -> Folder:
    for place in (content, configuration.content, SHIPPED):
        folder = Folder(place, configuration.reading())
        if folder.units:
            return folder
    return Folder(content, configuration.reading())
