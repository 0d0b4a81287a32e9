"""The process in which photographs are opened: it may fail, and it takes its memory with it.

Reads one order from standard input (a line of JSON, then the bytes) and answers the same way:

    {"kerja": "bersihkan" | "samarkan" | "wajah", "daerah": [[x, y, width, height], …]}
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

from kentongan.domain.release import Blur
from kentongan.parts.images import errors, metadata, pixels

LONGEST_SIDE = 2048
MOST_PIXELS = 80_000_000
_MOST_MEMORY = 900 * 1024 * 1024
_MOST_SECONDS = 40
_JPEG: dict[str, Any] = {"quality": 88, "optimize": True, "subsampling": "4:2:0"}


class NotClean(ValueError):
    """What was written still holds more than pixels."""


def main() -> None:
    """Answer one order; what goes wrong is answered as the name of its error."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    told: dict[str, Any]
    try:
        told, result = answer(order, data)
    except (errors.ImageError, NotClean, MemoryError) as error:
        told, result = {"galat": type(error).__name__}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + result)


def answer(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """What was asked of a photograph. Raises ImageError, NotClean."""
    if order["kerja"] == "wajah":
        from kentongan.gate import faces

        return {"daerah": [[b.x, b.y, b.width, b.height] for b in faces.find(data)]}, b""
    image = pixels.open_image(data, MOST_PIXELS)
    profile = image.info.get("icc_profile")
    size = pixels.upright_size(image)
    wanted = _fitting(*size)
    shown = pixels.read(image, data, wanted[0])
    if order["kerja"] == "bersihkan":
        shown = pixels.to_srgb(pixels.scale(shown, wanted), profile)
    shown = pixels.hide(shown, [Blur(*map(float, region)) for region in order["daerah"]])
    shown.info = {}
    out = io.BytesIO()
    shown.convert("RGB").save(out, "JPEG", **_JPEG)
    if metadata.scrub_check(out.getvalue()):
        raise NotClean("metadata in a written photograph")
    return {"lebar": shown.width, "tinggi": shown.height}, out.getvalue()


def _fitting(width: int, height: int) -> tuple[int, int]:
    longest = max(width, height)
    if longest <= LONGEST_SIDE:
        return width, height
    scale = LONGEST_SIDE / longest
    return max(1, round(width * scale)), max(1, round(height * scale))


if __name__ == "__main__":
    main()
