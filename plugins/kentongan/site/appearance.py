"""The colours and the mark of a site, from its settings.

A site names the dark colour of its bar, the light accent on it, and a picture of its emblem. All
other shades follow from the two colours, so that whatever is chosen stays readable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kentongan.domain import colours, settings
from kentongan.domain.colours import BLACK, WHITE, Colour
from kentongan.domain.settings import SettingsError

if TYPE_CHECKING:
    from kentongan.site.model import Site

BAR, ACCENT = "#14241c", "#f4a63a"
# Of theme/static/css/tokens.css: grounds that letters of the accent stand on, light and dark.
_LIGHT_GROUND, _LIGHT_PANEL = colours.parse("#fdfdf9"), colours.parse("#f2f4ea")
_DARK_GROUND, _DARK_PANEL = colours.parse("#101712"), colours.parse("#1a241d")
_INK_ON_ACCENT = colours.parse("#16211b")
INK_ON_BAR: Colour = colours.parse("#f4f3e6")

_OF_INK, _OF_ACCENT = 7.0, 4.5  # the least contrast
_OF_LINKS = 5.5


@dataclass(frozen=True, slots=True)
class Settings:
    """`bar`: the dark colour of bar, foot and cards. `accent`: the light colour on it.

    `mark`: a PNG of the emblem below the content folder; without it the kentongan.
    """

    PREFIX: ClassVar[str] = "appearance"

    bar: str = BAR
    accent: str = ACCENT
    mark: str = ""

    def __post_init__(self) -> None:
        bar, accent = _colour("bar", self.bar), _colour("accent", self.accent)
        if colours.contrast(INK_ON_BAR, bar) < _OF_INK:
            _refuse("bar", self.bar, colours.readable(bar, BLACK, _OF_INK, INK_ON_BAR))
        if min(colours.contrast(accent, other) for other in (bar, _INK_ON_ACCENT)) < _OF_ACCENT:
            nearest = colours.readable(accent, WHITE, _OF_ACCENT, bar, _INK_ON_ACCENT)
            _refuse("accent", self.accent, nearest)


def _colour(name: str, value: str) -> Colour:
    try:
        return colours.parse(value)
    except ValueError:
        key = settings.name(Settings.PREFIX, name)
        raise SettingsError(f"{key} harus warna seperti {BAR}, bukan {value!r}") from None


def _refuse(name: str, value: str, nearest: Colour) -> None:
    key = settings.name(Settings.PREFIX, name)
    wrong = "terlalu terang untuk huruf putih" if name == "bar" else "terlalu gelap di atas bilah"
    raise SettingsError(f"{key} {value} {wrong}; yang terdekat {colours.code(nearest)}")


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a site looks like. `emblem`: the bytes of its PNG, or none for the kentongan."""

    bar: Colour
    accent: Colour
    emblem: bytes = b""

    @property
    def is_standard(self) -> bool:
        return self == STANDARD

    @property
    def soft(self) -> Colour:
        """Quiet letters on the bar."""
        if self.bar == STANDARD.bar:
            return colours.parse("#b9c6b6")
        pale = colours.mixed(INK_ON_BAR, self.bar, 0.75)
        return colours.readable(pale, WHITE, _OF_ACCENT, self.bar)

    def icon(self, size: int) -> bytes:
        """A square PNG for browsers and launchers."""
        from kentongan.site import emblem

        return emblem.icon(size, self.bar, INK_ON_BAR, self.accent, self.emblem)

    def style(self) -> str:
        """The rules that follow tokens.css; empty where its colours are those of the site."""
        light: dict[str, Colour] = {}
        dark: dict[str, Colour] = {}
        if self.bar != STANDARD.bar:
            light |= {"bar": self.bar, "bar-soft": self.soft}
            dark["bar"] = colours.mixed(self.bar, BLACK, 0.6)
        if self.accent != STANDARD.accent:
            pale = colours.mixed(self.accent, _LIGHT_GROUND, 0.16)
            deep = colours.mixed(self.accent, _DARK_GROUND, 0.16)
            light |= {
                "accent": colours.readable(
                    self.accent, BLACK, _OF_LINKS, _LIGHT_GROUND, _LIGHT_PANEL, pale
                ),
                "accent-fill": self.accent,
                "accent-pale": pale,
            }
            dark |= {
                "accent": colours.readable(
                    self.accent, WHITE, _OF_LINKS, _DARK_GROUND, _DARK_PANEL, deep
                ),
                "accent-pale": deep,
            }
        if not light:
            return ""
        return f"{_root(light)}\n@media (prefers-color-scheme: dark) {{\n{_root(dark)}\n}}\n"


STANDARD = Appearance(colours.parse(BAR), colours.parse(ACCENT))


def _root(tokens: Mapping[str, Colour]) -> str:
    lines = "\n".join(f"  --{name}: {colours.code(value)};" for name, value in tokens.items())
    return f":root {{\n{lines}\n}}"


def appearance(conf: Mapping[str, Any], content: Path) -> Appearance:
    """What the settings say; an emblem that cannot be used is none. Raises SettingsError."""
    asked = settings.read(conf, Settings)
    data = _bytes_of(asked.mark, content)
    usable = data if data and not emblem_fault(data) else b""
    return Appearance(colours.parse(asked.bar), colours.parse(asked.accent), usable)


def of_site(site: Site) -> Appearance:
    """Asked with `site.shared`."""
    return appearance(site.settings, site.content)


def emblem_digest(conf: Mapping[str, Any], content: Path) -> str:
    """Changes with the bytes of the emblem, which every page shows."""
    mark = conf.get(settings.name(Settings.PREFIX, "mark"))
    if not mark or not isinstance(mark, str):
        return ""
    return hashlib.blake2b(_bytes_of(mark, content), digest_size=8).hexdigest()


def mistakes(conf: Mapping[str, Any]) -> list[str]:
    """A sentence where the emblem cannot be used; wrong types and colours are told elsewhere."""
    mark = conf.get(key := settings.name(Settings.PREFIX, "mark"))
    if not mark or not isinstance(mark, str):
        return []
    data = _bytes_of(mark, Path(conf["PATH"]))
    fault = emblem_fault(data) if data else "berkas tidak ada di folder isi"
    return [f"{key} {mark}: {fault}"] if fault else []


def _bytes_of(mark: str, content: Path) -> bytes:
    try:
        return (content / mark).read_bytes() if mark else b""
    except OSError:
        return b""


def emblem_fault(data: bytes) -> str:
    from kentongan.site import emblem

    return emblem.fault(data)
