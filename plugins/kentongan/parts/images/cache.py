"""Rendered pictures on disk, named by what they were made from.

The manifest of a picture is written last and tells size and check sum of each file: one that
was cut short, lost or damaged is made again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path

from kentongan.domain import addresses
from kentongan.domain.release import Blur, Rendition
from kentongan.parts.images import core
from kentongan.site import media
from kentongan.storage.writing import write_whole

FOLDER = addresses.PICTURES.strip("/")


def renditions(
    cache: Path, data: bytes, blur: Sequence[Blur] = (), settings: core.Settings | None = None
) -> tuple[Rendition, ...]:
    """The published forms of the picture `data`, made now unless they are in `cache`.

    Raises ImageError.
    """
    folder = cache / FOLDER
    digest = core.digest(data, blur)
    known = _read(folder, digest)
    if known:
        return known
    rendered = core.render(data, blur, settings)
    lines = []
    for form in rendered:
        name = core.file_name(digest, form.width, form.extension)
        write_whole(folder / name, form.data, durable=False)
        lines.append([form.width, form.height, form.extension, len(form.data), _sum(form.data)])
    write_whole(folder / f"{digest}.json", json.dumps(lines).encode(), durable=False)
    return tuple(
        _rendition(digest, form.width, form.height, form.extension, len(form.data))
        for form in rendered
    )


def path_of(cache: Path, rendition: Rendition) -> Path:
    """The file in the cache that is published as `rendition`."""
    return cache / FOLDER / rendition.url.rsplit("/", 1)[1]


def is_whole(cache: Path, forms: Sequence[Rendition]) -> bool:
    """Whether the cache holds the files of these forms of one picture as they were made."""
    if not forms:
        return True
    digest = path_of(cache, forms[0]).name.rpartition("-")[0]
    return set(_read(cache / FOLDER, digest)) >= set(forms)


def _read(folder: Path, digest: str) -> tuple[Rendition, ...]:
    """What the manifest tells, if every file is there and whole; else nothing."""
    try:
        lines = json.loads((folder / f"{digest}.json").read_bytes())
        renditions = []
        for width, height, extension, size, check in lines:
            data = (folder / core.file_name(digest, width, extension)).read_bytes()
            if len(data) != size or _sum(data) != check:
                return ()
            renditions.append(_rendition(digest, width, height, extension, size))
    except (OSError, ValueError, TypeError, KeyError):
        return ()
    return tuple(renditions)


def _rendition(digest: str, width: int, height: int, extension: str, size: int) -> Rendition:
    url = f"{addresses.PICTURES}{core.file_name(digest, width, extension)}"
    return Rendition(url, width, height, media.TYPES[extension], size)


def _sum(data: bytes) -> int:
    return zlib.crc32(data)
