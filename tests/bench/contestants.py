"""Who is measured: how each writes its content, builds its site, and what it is an anchor for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import corpus

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BIN = Path(sys.executable).parent
OURS = (sys.executable, "-m", "kentongan.frame")  # as `make` runs it

FULL, CHANGES, TWENTY = ("full",), ("nothing", "edit", "add"), ("twenty",)


@dataclass(frozen=True, slots=True)
class Contestant:
    """A generator. `front` are the marks of a title in a front matter.

    `steps` are measured in order, each on the state that the one before left. `is_slow` is
    measured in the first round alone.
    """

    name: str
    write: Callable[[Path, int], None]
    command: Callable[[Path, Path], list[str]]
    front: str
    steps: tuple[str, ...] = (*FULL, *CHANGES)
    environment: Mapping[str, str] = field(default_factory=dict)
    is_slow: bool = False
    is_comparable: bool = True


def _pelican(*program: str, conf: Path) -> Callable[[Path, Path], list[str]]:
    def command(content: Path, output: Path) -> list[str]:
        return [
            *program, str(content), "-o", str(output), "-s", str(conf),
            "--log-handler", "plain", "-e", f'CACHE_PATH="{cache_of(output)}"',
        ]  # fmt: skip

    return command


def cache_of(output: Path) -> Path:
    return output.with_name(f"{output.name}.cache")


def _hugo(site: Path, config: str) -> Callable[[Path, Path], list[str]]:
    def command(content: Path, output: Path) -> list[str]:
        return [
            str(BIN / "hugo"), "--source", str(site), "--config", config, "--quiet",
            "--contentDir", str(content), "--destination", str(output), "--noBuildLock",
            "--cleanDestinationDir",
        ]  # fmt: skip

    return command


HUGO = Contestant("hugo", corpus.hugo, _hugo(HERE / "hugo", "hugo.toml"), "title = ")
# The nearest to all that this project makes of a release: page, card, QR, API, check and search
# JSON, short address. `again` is a full build whose pictures are in Hugo's cache.
HUGO_COMPLETE = Contestant(
    "hugo-lengkap",
    corpus.hugo_with_codes,
    _hugo(HERE / "hugo_lengkap", "../hugo/hugo.toml,hugo.toml"),
    "title = ",
    steps=("full", "again"),
    environment={"HUGO_RESOURCEDIR": "{output}.gambar"},
    is_slow=True,
    is_comparable=False,
)
PELICAN = Contestant(
    "pelican",
    corpus.pelican,
    _pelican(str(BIN / "pelican"), conf=HERE / "pelican/conf.py"),
    "Title: ",
)
COMPARABLE = Contestant(
    "kentongan", corpus.kentongan, _pelican(*OURS, conf=HERE / "kentongan/conf.py"), "Judul: "
)
# As newsrooms publish: addresses, moments and the log are recorded.
COMPLETE = Contestant(
    "kentongan-lengkap",
    corpus.kentongan,
    _pelican(*OURS, conf=ROOT / "publishconf.py"),
    "Judul: ",
    steps=("full", "nothing", "edit", "add", "twenty", "copy"),
    is_comparable=False,
)
ALL = (HUGO, HUGO_COMPLETE, PELICAN, COMPARABLE, COMPLETE)
