"""Faces in a picture, found offline with the Haar data that OpenCV ships.

OpenCV is an extra (`kentongan[faces]`): it proposes and reminds, no build depends on it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kentongan.domain import blur as blurs
from kentongan.domain.release import Blur

_DATA = ("haarcascade_frontalface_default.xml", "haarcascade_profileface.xml")
_WORKING_WIDTH = 1000  # pixels; faces stay large enough and the search short
_SMALLEST = 0.04  # of the width
_MARGIN = 0.25  # of the face: hair, chin and ears identify too


class NoDetector(RuntimeError):
    """OpenCV is not installed."""


class NotAPicture(ValueError):
    """The bytes are no picture that OpenCV can read."""


@cache
def is_available() -> bool:
    """Whether OpenCV is here with the data of its detector, which came last with its version 4.

    Nothing is imported: whoever asks may be a process that is to stay small.
    """
    spec = find_spec("cv2")
    places = (spec.submodule_search_locations or ()) if spec else ()
    return any((Path(place) / "data" / _DATA[0]).is_file() for place in places)


def find(data: bytes) -> list[Blur]:
    """Regions around the faces, in per cent of width and height, from left to right."""
    if not is_available():
        raise NoDetector
    cv2: Any = import_module("cv2")
    numpy: Any = import_module("numpy")

    grey = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise NotAPicture
    height, width = grey.shape[:2]
    scale = min(1.0, _WORKING_WIDTH / width)
    small = cv2.resize(grey, (max(1, round(width * scale)), max(1, round(height * scale))))
    boxes: list[tuple[int, int, int, int]] = []
    for name in _DATA:
        boxes += [box for box in _search(cv2, small, name) if not _is_inside(box, boxes)]
    return [_region(box, small.shape[1], small.shape[0]) for box in sorted(boxes)]


def _search(cv2: Any, grey: Any, name: str) -> list[tuple[int, int, int, int]]:
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + name)
    least = max(24, round(grey.shape[1] * _SMALLEST))
    faces = cascade.detectMultiScale(
        cv2.equalizeHist(grey), scaleFactor=1.1, minNeighbors=6, minSize=(least, least)
    )
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in faces]


def _is_inside(box: tuple[int, int, int, int], boxes: list[tuple[int, int, int, int]]) -> bool:
    middle_x, middle_y = box[0] + box[2] / 2, box[1] + box[3] / 2
    return any(x <= middle_x <= x + w and y <= middle_y <= y + h for x, y, w, h in boxes)


def _region(box: tuple[int, int, int, int], width: int, height: int) -> Blur:
    x, y, w, h = box
    left, top = max(0.0, x - w * _MARGIN), max(0.0, y - h * _MARGIN)
    right, bottom = min(width, x + w * (1 + _MARGIN)), min(height, y + h * (1 + _MARGIN))
    return Blur(
        round(100 * left / width, 1),
        round(100 * top / height, 1),
        round(100 * (right - left) / width, 1),
        round(100 * (bottom - top) / height, 1),
    )


def line_of(regions: list[Blur]) -> str:
    """The front matter for these regions: `Samarkan: 10,20,30,40; …`."""
    return f"Samarkan: {blurs.written(regions)}"
