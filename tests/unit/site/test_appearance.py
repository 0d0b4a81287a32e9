"""Whatever colours and emblem a district chooses, its pages stay readable."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import colours, settings
from kentongan.site import appearance, emblem
from kentongan.site.appearance import STANDARD, Appearance
from kentongan.site.theme_files import ThemeFiles
from PIL import Image

from tests.unit.theme.harness import THEME

CODES = st.tuples(*[st.integers(0, 255)] * 3).map(colours.code)
DARK = st.tuples(*[st.integers(0, 90)] * 3).map(colours.code)
TOKENS = (THEME / "static/css/tokens.css").read_text("utf-8")


def conf(**values: str) -> dict[str, str]:
    return {f"HUMAS_APPEARANCE_{name.upper()}": value for name, value in values.items()}


def picture(width: int = 300, height: int = 360, kind: str = "PNG") -> bytes:
    image = Image.new("RGBA", (width, height))
    image.paste((190, 30, 40, 255), (width // 4, 0, width // 2, height))
    out = io.BytesIO()
    (image if kind == "PNG" else image.convert("RGB")).save(out, kind)
    return out.getvalue()


def tokens(style: str, dark: bool) -> dict[str, colours.Colour]:
    """The tokens as a browser knows them in one scheme; later ones win."""
    light, _, night = style.partition("@media (prefers-color-scheme: dark)")
    found = re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light + (night if dark else ""))
    return {name: colours.parse(code) for name, code in found}


@given(CODES | DARK, CODES)
@pytest.mark.parametrize("dark", [False, True])
def test_every_accepted_pair_of_colours_is_readable(dark: bool, bar: str, accent: str) -> None:
    try:
        look = appearance.appearance(conf(bar=bar, accent=accent), Path())
    except settings.SettingsError as error:
        nearest = str(error).rpartition(" ")[2]
        if "HUMAS_APPEARANCE_BAR" in str(error):
            appearance.Settings(nearest, "#ffffff")
        else:
            appearance.Settings(bar, nearest)
        return
    has = tokens(TOKENS, dark) | tokens(look.style(), dark)
    for letters, ground, least in (
        ("bar-ink", "bar", 7), ("bar-soft", "bar", 4.5), ("accent-fill", "bar", 4.5),
        ("on-fill", "accent-fill", 4.5), ("accent", "ground", 4.5), ("accent", "panel", 4.5),
        ("accent", "accent-pale", 4.5), ("ink", "accent-pale", 7),
    ):  # fmt: skip
        assert colours.contrast(has[letters], has[ground]) >= least, (letters, ground)


def test_the_standard_adds_nothing_to_the_theme() -> None:
    assert appearance.appearance({}, Path()) == STANDARD
    assert STANDARD.style() == ""
    files = ThemeFiles(THEME / "static")
    assert files.read("img/ikon.svg") == (THEME / "static/img/ikon.svg").read_bytes()


def test_a_style_holds_those_that_it_imports_and_the_colours_of_the_site() -> None:
    look = Appearance(colours.parse("#2b1238"), colours.parse("#7fd4ff"))
    files = ThemeFiles(THEME / "static", look)
    style = files.read("css/situs.css").decode()
    assert "@import" not in style
    assert "--bar: #2b1238" in style and ".masthead" in style and ".item__title" in style
    assert style.index("--bar: #14241c") < style.index("--bar: #2b1238") < style.index("body {")
    names = files.names()
    assert "css/situs.css" in names and "css/print.css" in names
    assert not {"css/tokens.css", "css/base.css", "css/layout.css"} & set(names)
    standard = ThemeFiles(THEME / "static")
    assert files.address("css/situs.css") != standard.address("css/situs.css")
    assert files.address("css/print.css") == standard.address("css/print.css")


def test_icons_and_bar_show_the_emblem(tmp_path: Path) -> None:
    (tmp_path / "lambang.png").write_bytes(picture())
    look = appearance.appearance(conf(mark="lambang.png"), tmp_path)
    files = ThemeFiles(THEME / "static", look)
    assert "img/ikon.svg" not in files.names() and "img/lambang.webp" in files.names()
    for size in (180, 192, 512):
        shown = Image.open(io.BytesIO(files.read(f"img/ikon-{size}.png"))).convert("RGB")
        assert shown.size == (size, size)
        assert (190, 30, 40) in {colour for _, colour in shown.getcolors(1 << 20) or []}
    mark = files.emblem()
    assert mark and (mark.width, mark.height) == (27, 32)
    with Image.open(io.BytesIO(files.read(mark.name))) as small:
        assert small.format == "WEBP" and small.height == 96
    assert len(files.read(mark.name)) < 8_000


def test_own_colours_reach_the_icons_of_the_kentongan() -> None:
    look = Appearance(colours.parse("#2b1238"), colours.parse("#7fd4ff"))
    files = ThemeFiles(THEME / "static", look)
    assert b"#2b1238" in files.read("img/ikon.svg")
    icon = Image.open(io.BytesIO(files.read("img/ikon-192.png"))).convert("RGB")
    assert icon.getpixel((0, 0)) == look.bar


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "dapat dibaca"),
        (b"GIF89a", "dapat dibaca"),
        (picture(kind="JPEG"), "harus PNG"),
        (picture(100, 100), "192"),
        (picture(900, 200), "terlalu lebar"),
        (picture()[:200], "dapat dibaca"),
        (picture(), ""),
    ],
)
def test_an_emblem_that_cannot_be_used_is_told_in_words(
    data: bytes, said: str, tmp_path: Path
) -> None:
    fault = emblem.fault(data)
    assert said in fault and bool(fault) == bool(said)
    (tmp_path / "a.png").write_bytes(data)
    told = appearance.mistakes(conf(mark="a.png") | {"PATH": str(tmp_path)})
    assert bool(told) == bool(said)
    assert bool(appearance.appearance(conf(mark="a.png"), tmp_path).emblem) != bool(said)


def test_a_missing_emblem_is_a_mistake(tmp_path: Path) -> None:
    (told,) = appearance.mistakes(conf(mark="tidak-ada.png") | {"PATH": str(tmp_path)})
    assert told == "HUMAS_APPEARANCE_MARK tidak-ada.png: berkas tidak ada di folder isi"
