"""Video and sound without place, owner and device, and the size of a video.

What tells them is emptied where it stands, so that the positions in the file still hold.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# Boxes of MP4 that hold metadata, and those to look into.
_EMPTIED = {b"udta", b"meta", b"uuid"}
_PARENTS = {b"moov", b"trak", b"mdia", b"minf"}


def clean_copy(file: Path, target: Path) -> None:
    """Copy `file` to `target` without the metadata that can be removed safely."""
    shutil.copyfile(file, target)
    suffix = file.suffix.lower()
    with target.open("r+b") as copy:
        if suffix in (".mp4", ".m4v", ".m4a"):
            _empty_boxes(copy)
        elif suffix == ".mp3":
            _empty_id3(copy)


def video_size(file: Path) -> tuple[int, int]:
    """Width and height of the first picture track of an MP4; zeros where none is told."""
    with file.open("rb") as source:
        for box in _boxes(source, 0, file.stat().st_size):
            if box.kind != b"tkhd" or box.size < 92:
                continue
            source.seek(box.start + box.size - 44)
            matrix_and_size = source.read(44)
            width, height = (int.from_bytes(matrix_and_size[at : at + 2], "big") for at in (36, 40))
            if width and height:
                is_turned = matrix_and_size[:4] == bytes(4)  # a quarter turn has no a
                return (height, width) if is_turned else (width, height)
    return 0, 0


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    header: int
    size: int


def _boxes(source: IO[bytes], start: int, end: int) -> Iterator[_Box]:
    """All boxes of an MP4 from `start` to `end`, down to the parts of the tracks."""
    while start + 8 <= end:
        source.seek(start)
        head = source.read(16)
        box = _Box(head[4:8], start, 8, int.from_bytes(head[:4], "big"))
        if box.size == 1:
            box = _Box(box.kind, start, 16, int.from_bytes(head[8:16], "big"))
        elif box.size == 0:
            box = _Box(box.kind, start, 8, end - start)
        if box.size < box.header or start + box.size > end:
            return
        yield box
        if box.kind in _PARENTS:
            yield from _boxes(source, start + box.header, start + box.size)
        start += box.size


def _empty_boxes(copy: IO[bytes]) -> None:
    end = copy.seek(0, 2)
    for box in [box for box in _boxes(copy, 0, end) if box.kind in _EMPTIED]:
        copy.seek(box.start + 4)
        copy.write(b"free")
        copy.seek(box.start + box.header)
        copy.write(bytes(box.size - box.header))


def _empty_id3(copy: IO[bytes]) -> None:
    copy.seek(0)
    head = copy.read(10)
    if head[:3] == b"ID3":
        length = 0
        for byte in head[6:10]:
            length = length << 7 | byte & 0x7F
        end = copy.seek(0, 2)
        copy.seek(5)
        copy.write(b"\0" + head[6:10])
        copy.write(bytes(min(length, max(0, end - 10))))
    end = copy.seek(0, 2)
    if end >= 128:
        copy.seek(end - 128)
        if copy.read(3) == b"TAG":
            copy.truncate(end - 128)
