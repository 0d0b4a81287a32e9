"""The forms of an Indonesian verb."""

from __future__ import annotations

from collections.abc import Iterator

# How `me-` changes the beginning of a root: menutup, menyebar, mengejar, memburu, menjaga.
_NASALS = (
    ("t", "men", 1), ("s", "meny", 1), ("k", "meng", 1), ("p", "mem", 1), ("bfv", "mem", 0),
    ("cdjz", "men", 0), ("aiueogh", "meng", 0),
)  # fmt: skip
_ENDINGS = ("", "kan", "i", "nya")


def verbs_of(root: str) -> Iterator[str]:
    """`tutup` → tutup, menutup, ditutup, tertutup, menutupi, penutupan …"""
    nasal, cut = next(
        ((sign, cut) for starts, sign, cut in _NASALS if root[0] in starts), ("me", 0)
    )
    active = nasal + root[cut:]
    for stem in (root, active, f"di{root}", f"ter{root}", f"ber{root}"):
        yield from (stem + ending for ending in _ENDINGS)
    yield f"p{active[1:]}an"
