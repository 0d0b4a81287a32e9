"""The regions of a picture to make unrecognisable, as staff write them: `10,20,30,40; 50,5,10,10`.

One grammar for the key `Samarkan` and for `{samarkan=…}` behind a picture of the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from kentongan.domain.release import Blur, Picture

FORM = "x,y,lebar,tinggi dalam persen"
WHOLE = Blur(0, 0, 100, 100)


class BlurError(ValueError):
    """A region is not understood, or lies outside the picture."""


def parse_region(text: str) -> Blur:
    """One region: `x,y,width,height` in per cent of the picture. Raises BlurError."""
    try:
        x, y, width, height = (float(part) for part in text.replace("%", "").split(","))
    except ValueError:
        raise BlurError(f"not a region: {text!r}") from None
    if not (0 <= x < 100 and 0 <= y < 100 and 0 < width <= 100 and 0 < height <= 100):
        raise BlurError(f"covers nothing of the picture: {text!r}")
    return Blur(x, y, width, height)


def parse(text: str) -> tuple[Blur, ...]:
    """The regions between semicolons, at least one. Raises BlurError."""
    regions = tuple(parse_region(entry) for entry in text.split(";") if entry.strip())
    if not regions:
        raise BlurError("no region given")
    return regions


def written(regions: Iterable[Blur]) -> str:
    """The text that `parse` reads as these regions."""
    return "; ".join(
        f"{region.x:g},{region.y:g},{region.width:g},{region.height:g}" for region in regions
    )


def by_path(pictures: Iterable[Picture]) -> dict[str, tuple[Blur, ...]]:
    """All regions asked for anywhere, by picture.

    A picture used twice is blurred in both places, even where only one asks for it.
    """
    asked: dict[str, dict[Blur, None]] = {}
    for picture in pictures:
        asked.setdefault(picture.path, {}).update(dict.fromkeys(picture.blur))
    return {path: tuple(regions) for path, regions in asked.items()}
