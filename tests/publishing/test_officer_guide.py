"""docs/panduan-humas.md, followed word for word by an officer on a new machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.publishing.guides import PYTHON, Step, blocks, check, walk
from tests.publishing.newsrooms import ROOT

GUIDE = ROOT / "docs/panduan-humas.md"
EXAMPLE = "content/rilis/2026/11/patroli-malam-di-pasar.md"
CODE, FILE = "QCE-4Q7-FNW", "content/rilis/2026/11/patroli.md"
# The clock of the examples, and the code of this project.
NOW = "export HUMAS_NOW=2026-11-24T12:00+07:00 PYTHONPATH=$PWD/plugins\n"
CHAT = """*POLSEK KRATON PATROLI DI PASAR BERSAMA WARGA*

Polresta Pasuruan - Polsek Kraton berpatroli di Pasar Kraton, Kecamatan Kraton, Senin (23/11/2026) \
pagi. Petugas menyapa pedagang dan mengimbau warga menjaga barang bawaan.

Kegiatan berjalan aman sampai pukul 10.00 WIB.

Pasuruan, 23 November 2026
"""
# The project as an office gets it: the starter content, and a target that others have set up.
# With its times, code that was compiled once need not be compiled again.
PREPARE = f"""
mkdir -p /srv/git && cd ~petugas && mkdir situs && cd situs
cp -r {ROOT}/content {ROOT}/Makefile {ROOT}/*.py {ROOT}/*.toml {ROOT}/requirements*.txt .
cp -r --preserve=timestamps {ROOT}/plugins {ROOT}/theme . && rm -rf content/jejak
cat >> publishconf.py <<'AKHIR'
SITEURL = "https://humas.example"
HUMAS_PUBLISHING_TARGETS = {{"utama": {{"type": "folder", "path": "/srv/www"}}}}
AKHIR
cat > patroli.txt <<'AKHIR'
{CHAT}AKHIR
printf '.venv\\n.cache\\noutput\\n.output*\\npatroli.txt\\n__pycache__\\n' > .gitignore
git init -qb main && git add -A
git -c user.name=Uji -c user.email=uji@humas.test commit -qm awal
git clone -q --bare . /srv/git/situs.git
git remote add origin /srv/git/situs.git && git fetch -q && git branch -qu origin/main
mkdir /srv/www && chown -R petugas: /srv/git /srv/www ~petugas
"""
# The officer looks at the page, and then presses Ctrl+C (`bare.ANSWERS`).
PREVIEW = """(
    until curl -sf http://127.0.0.1:8000/ > halaman; do sleep 0.1; done; echo Halaman terbuka
) &
trap : INT
make serve || true
grep -qi '<html' halaman && rm halaman
"""
# Commands that the prose names.
PROSE = f"""
humas daftar
humas riwayat {CODE}
humas jadwal
humas cek patroli.txt
humas periksa --perbaiki
humas cabut --help
humas mundur
humas terbit --lepas
humas batal-cabut {CODE}
humas terbit
git status --porcelain content | grep . && exit 1 || true
git --no-pager log -1 --format=%an origin/main
"""


def story() -> Iterator[tuple[str, str]]:
    """The steps of the guide, each in the office's project."""
    yield "root", PREPARE
    yield "root", PYTHON
    for role, text in blocks(GUIDE):
        if role == "petugas":
            yield "penerbit", NOW + named(text)
        elif role == "pratinjau":
            assert text == "make serve\n"
            yield "penerbit", NOW + PREVIEW
        elif role.startswith("content/"):
            yield "penerbit", f"mkdir -p $(dirname {role}); cat > {role} <<'AKHIR'\n{text}AKHIR"
    yield "penerbit", NOW + named("humas terbit\n")
    yield "penerbit", NOW + named(PROSE)


def named(text: str) -> str:
    """The commands for the release that the officer has: its code and its file."""
    code = f"$(sed -n 's/^Kode: //p' {EXAMPLE})"
    if not text.startswith(("humas ralat", "humas cabut", "\nhumas")):
        code = '$(humas daftar --json | sed -n \'s/.*"code": "//; s/",*$//p\' | head -1)'
    newest = "$(ls -t content/rilis/2026/11/*.md | head -1)"
    return text.replace(CODE, code).replace(FILE, newest)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    return walk(tmp_path_factory.mktemp("kantor"), list(story()))


def test_every_command_of_the_guide_works_as_it_stands(walked: list[Step]) -> None:
    check(walked, list(story()))


def test_the_screen_shows_what_the_guide_says(walked: list[Step]) -> None:
    before = ""
    for role, text in blocks(GUIDE):
        if role == "keluaran":
            said = next(step.said for step in walked if step.text == NOW + named(before))
            place = 0
            for line in text.splitlines():
                pattern = re.escape(line.strip()).replace("…", ".*")
                match = re.compile(pattern).search(said, place)
                assert match, f"{line}\n--- not in\n{said}"
                place = match.end()
        before = text
