"""Photographs as they arrive become pixels and nothing else; regions are burnt into them.

All bytes from outside are opened in a process of their own (`darkroom`), with limits of memory
and time. Whatever happens there is answered in a sentence.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kentongan.domain import blur
from kentongan.domain.release import Blur
from kentongan.meja.errors import Refusal

MOST_BYTES = 40_000_000
_SECONDS = 60
_one_at_a_time = threading.Lock()  # a photograph may need much memory

_AGAIN = "Pilih lagi fotonya dari galeri, atau kirim ulang."
_SENTENCES = {
    "NotAPicture": "ini bukan foto yang dapat dibaca (JPEG, PNG, WebP, HEIC). Pilih foto lain, "
    "atau ambil tangkapan layarnya.",
    "BrokenPicture": f"foto ini rusak atau terputus waktu dikirim. {_AGAIN}",
    "PictureTooLarge": "foto ini terlalu besar (lebih dari 80 megapiksel). Perkecil dahulu di "
    "galeri ponsel.",
    "HeicUnavailable": "foto HEIC dari iPhone belum dapat dibaca di sini. Di iPhone: Pengaturan, "
    "Kamera, Format, Paling Kompatibel; atau kirim tangkapan layarnya.",
    "MemoryError": "foto ini terlalu besar untuk diolah. Perkecil dahulu di galeri ponsel.",
    "NotClean": "data di dalam foto ini tidak dapat dibuang. Kirim tangkapan layarnya.",
    "NotAvailable": "pencari wajah belum terpasang di peladen ini.",
}
_BROKE = f"foto ini tidak dapat diolah. {_AGAIN}"


class PhotographError(Refusal):
    """A photograph is not taken; the sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, 422)


@dataclass(frozen=True, slots=True)
class Photograph:
    """A JPEG without metadata, upright, at most 2,048 pixels long."""

    data: bytes = field(repr=False)
    width: int
    height: int


def clean(data: bytes, name: str = "") -> Photograph:
    """A photograph as it came, of any format, as pixels alone. Raises PhotographError."""
    return _photograph("bersihkan", data, (), name)


def burnt(data: bytes, regions: Sequence[Blur], name: str = "") -> Photograph:
    """A clean photograph with these regions beyond recovery. Raises PhotographError."""
    return _photograph("samarkan", data, regions, name)


def faces(data: bytes) -> tuple[Blur, ...]:
    """Where faces seem to be, as proposals. Raises PhotographError."""
    told, _ = _asked({"kerja": "wajah", "daerah": []}, data, "")
    return tuple(Blur(*map(float, region)) for region in told["daerah"])


def regions_of(written: str) -> tuple[Blur, ...]:
    """The regions that a form names: `10,20,30,40; …` in per cent. Raises PhotographError."""
    if not written.strip():
        return ()
    try:
        return blur.parse(written)
    except blur.BlurError:
        raise PhotographError("Bagian yang disamarkan tidak terbaca; tandai lagi.") from None


def _photograph(work: str, data: bytes, regions: Sequence[Blur], name: str) -> Photograph:
    areas = [[region.x, region.y, region.width, region.height] for region in regions]
    told, result = _asked({"kerja": work, "daerah": areas}, data, name)
    return Photograph(result, int(told["lebar"]), int(told["tinggi"]))


def _asked(order: dict[str, Any], data: bytes, name: str) -> tuple[dict[str, Any], bytes]:
    if not data:
        raise _refused("berkas ini kosong. " + _AGAIN, name)
    if len(data) > MOST_BYTES:
        raise _refused("berkas ini lebih dari 40 MB. Perkecil dahulu di galeri ponsel.", name)
    head = json.dumps(order).encode() + b"\n"
    try:
        with _one_at_a_time:
            done = subprocess.run(
                [sys.executable, "-m", "kentongan.meja.darkroom"],
                input=head + data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
        line, _, result = done.stdout.partition(b"\n")
        told = json.loads(line)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise _refused(_BROKE, name) from None
    if "galat" in told:
        raise _refused(_SENTENCES.get(told["galat"], _BROKE), name)
    return told, result


def _refused(sentence: str, name: str) -> PhotographError:
    shown = " ".join(name.split())[:60]
    return PhotographError(f"{shown}: {sentence}" if shown else sentence[0].upper() + sentence[1:])
