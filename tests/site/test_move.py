"""A copy of the project becomes the site of another district, and nothing tells of the old one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from kentongan.desk import cli

from tests.site.builder import NOW, ROOT, Built, build
from tests.unit.site.test_appearance import picture

OF_THE_OLD = re.compile(
    rb"pasuruan|kraton|gondangwetan|jawa timur|\bjatim\b|pantai utara|pantura|\bWIB\b", re.I
)
BAR, ACCENT = "#2b1238", "#7fd4ff"
NEWS = """---
Judul: {name} berpatroli
Tanggal: 20 November 2026, 09.00 {zone}
Satuan: {name}
Jenis: {kind}
---
Petugas {name} berpatroli pada hari Jumat.
"""
DISTRICTS = {
    "WITA": ("Polresta Denpasar", "Kota Denpasar", "Polda Bali", "Polsek Kuta, Polsek Kuta Utara"),
    "WIT": ("Polres Merauke", "Kabupaten Merauke", "Polda Papua Selatan", "Polsek Semangga"),
}


def move(folder: Path, zone: str, *more: str) -> str:
    name, place, above, below = DISTRICTS[zone]
    command = ["pindah-wilayah", "-C", str(folder / "content"), "--nama", name, "--wilayah", place]
    command += ["--zona", zone, "--induk", above, "--polsek", below, "--ya", *more]
    result = CliRunner().invoke(cli.humas, command, prog_name="humas", env={"HUMAS_NOW": NOW})
    assert result.exit_code == 0, result.output
    return result.output


def copy(folder: Path) -> Path:
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("jejak"))
    shutil.copy(ROOT / "pelicanconf.py", folder)
    shutil.copy(ROOT / "publishconf.py", folder)
    return folder


@pytest.fixture(scope="module", params=sorted(DISTRICTS))
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    zone = request.param
    folder = copy(tmp_path_factory.mktemp("pindah"))
    emblem = folder / "lambang kami.png"
    emblem.write_bytes(picture())
    move(folder, zone, "--warna", BAR, "--aksen", ACCENT, "--lambang", str(emblem))
    name, _, _, below = DISTRICTS[zone]
    kinds = (name, "lalu-lintas"), (below.split(", ")[0], "siaran-pers")
    for number, (unit, kind) in enumerate(kinds):
        file = folder / f"content/rilis/2026/11/kabar-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(NEWS.format(name=unit, zone=zone, kind=kind), "utf-8")
    for link in ("theme", "plugins"):
        (folder / link).symlink_to(ROOT / link)
    built = build(folder / "content", folder / "output", conf=str(folder / "pelicanconf.py"))
    assert built.status == 0, built.report
    return built


def test_no_page_feed_or_file_of_data_tells_of_the_old_district(moved: Built) -> None:
    mentions = {}
    for file in sorted(moved.output.rglob("*")):
        if file.is_file() and file.suffix not in (".js", ".png", ".jpg", ".avif", ".svg"):
            told = OF_THE_OLD.search(file.read_bytes())
            if told or OF_THE_OLD.search(file.name.encode()):
                mentions[file.relative_to(moved.output).as_posix()] = told
    assert mentions == {}


def test_the_new_district_is_named_everywhere(moved: Built) -> None:
    zone = "WITA" if "Denpasar" in moved.read("index.html") else "WIT"
    name, _, above, below = DISTRICTS[zone]
    assert f"Humas {name}" in moved.read("index.html")
    assert f"klarifikasi {name} serta" in moved.read("tentang/index.html")
    assert f"09.00 {zone}" in moved.read("berita/2026/11/kabar-0/index.html")
    units = moved.read("satuan/index.html")
    assert all(unit in units for unit in (name, above, *below.split(", ")))


def test_colours_and_emblem_are_those_of_the_new_district(moved: Built) -> None:
    home = moved.read("index.html")
    assert f'name="theme-color" content="{BAR}"' in home
    (mark,) = re.findall(r'<img class="mark" src="/(tema/img/lambang\.\w+\.webp)"', home)
    assert (moved.output / mark).is_file()
    (style,) = re.findall(r'rel="stylesheet" href="/(tema/css/situs\.\w+\.css)"', home)
    assert f"--bar: {BAR}" in moved.read(style) and f"--accent-fill: {ACCENT}" in moved.read(style)
    assert BAR in moved.read("manifest.webmanifest") and BAR in moved.read("umpan/umpan.css")
    old = re.compile(rb"#14241c|#f4a63a", re.I)
    left = [path.name for path in moved.output.rglob("*.html") if old.search(path.read_bytes())]
    assert left == []


@pytest.mark.parametrize(
    "wrong", [("--warna", "#cccccc"), ("--aksen", "#222222"), ("--warna", "merah")]
)
def test_looks_that_nobody_could_read_change_nothing(
    wrong: tuple[str, str], tmp_path: Path
) -> None:
    folder = copy(tmp_path)
    before = (folder / "pelicanconf.py").read_bytes()
    command = ["pindah-wilayah", "-C", str(folder / "content"), "--nama", "Polres X", "--ya"]
    command += ["--wilayah", "Kabupaten X", "--zona", "WIB", *wrong]
    result = CliRunner().invoke(cli.humas, command, prog_name="humas")
    assert result.exit_code == 2 and wrong[1] in result.output
    assert (folder / "pelicanconf.py").read_bytes() == before


def test_what_was_published_is_not_moved(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    (folder / "content/jejak").mkdir()
    command = ["pindah-wilayah", "-C", str(folder / "content"), "--nama", "Polres X", "--ya"]
    command += ["--wilayah", "Kabupaten X", "--zona", "WIB"]
    result = CliRunner().invoke(cli.humas, command, prog_name="humas")
    assert result.exit_code == 1 and "sudah pernah terbit" in result.output
    assert before == {file: file.read_bytes() for file in before}
