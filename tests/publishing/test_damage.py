"""Random damage to what a publication relies on: the right site, or a sentence; never stuck."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.publishing.newsrooms import Newsroom
from tests.publishing.trees import state_of
from tests.unit.engine.test_damage import damaged

CODES = ("D8X-J8A-K82", "4K7-Q2M-9XG", "000-000-000")
# What is damaged: a folder below the newsroom and a pattern of files in it.
PLACES = {
    "output": ("kantor/output", "**/*.*"),
    "packed": ("kantor/.cache/padat", "*/*"),
    "memory": ("kantor/.cache/terbit", "**/*.*"),
    "target": ("utama/versi", "*/*.*"),
    "spread": ("kantor/.cache", "**/*.*"),
}
KINDS = ("bits", "noise", "a page of zeros", "cut", "words", "empty")  # 13 times each
SHORT = {("output", 1), ("packed", 1), ("memory", 1)}


def damage(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    kind = chance.choice(("empty", "cut", "noise", "bits", "gone"))
    if kind == "gone":
        path.unlink()
        return
    if kind == "empty":
        data.clear()
    elif kind == "cut":
        del data[chance.randrange(len(data) + 1) :]
    else:
        for _ in range(1 if kind == "bits" else 64):
            if data:
                data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    fresh = path.with_name(f"{path.name}.x")  # another inode: the copies linked to it stay
    fresh.write_bytes(bytes(data))
    fresh.replace(path)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom that has published once, to be copied."""
    folder = tmp_path_factory.mktemp("utuh")
    office = Newsroom(folder)
    for number, code in enumerate(CODES[:2]):
        office.release(f"perahu-{number}", code, title=f"Perahu {number}")
    office.publish()
    return folder


@pytest.fixture(scope="module")
def clean(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site that every damaged newsroom must come to."""
    folder = tmp_path_factory.mktemp("bersih")
    shutil.copytree(begun, folder / "k", symlinks=True)
    office = Newsroom.at(folder / "k", begun)
    office.release("perahu-baru", CODES[2], title="Perahu baru")
    office.publish()
    return state_of(office.shown())


def carry_on(office: Newsroom, clean: dict[str, str]) -> None:
    """Publish a new release over the damage: the right site or a sentence, and never stuck."""
    office.release("perahu-baru", CODES[2], title="Perahu baru")
    first = office.run("terbit", "--ya")
    assert "Traceback" not in first.stderr + first.stdout
    if first.returncode:
        assert first.stderr.strip()
        office.publish("--penuh")
    assert state_of(office.shown()) == clean
    again = office.publish()
    assert "Tidak ada yang diterbitkan" in again.stdout


@pytest.mark.parametrize(
    ("place", "seed"),
    [
        pytest.param(name, seed, marks=() if (name, seed) in SHORT else pytest.mark.lama)
        for name in PLACES
        for seed in range(1, 13)
    ],
)
def test_whatever_is_damaged_the_right_site_is_published(
    begun: Path, clean: dict[str, str], tmp_path: Path, place: str, seed: int
) -> None:
    chance = random.Random(f"{place} {seed}")
    shutil.copytree(begun, tmp_path / "k", symlinks=True)
    office = Newsroom.at(tmp_path / "k", begun)
    folder, pattern = PLACES[place]
    files = sorted(path for path in (tmp_path / "k" / folder).glob(pattern) if path.is_file())
    for path in chance.sample(files, min(len(files), 5)):
        damage(path, chance)
    carry_on(office, clean)


@pytest.mark.lama
@pytest.mark.parametrize(
    ("kind", "seed"), [(kind, seed) for kind in KINDS for seed in range(1, 79 // len(KINDS) + 1)]
)
def test_whatever_is_damaged_in_the_index_the_right_site_is_published(
    begun: Path, clean: dict[str, str], tmp_path: Path, kind: str, seed: int
) -> None:
    shutil.copytree(begun, tmp_path / "k", symlinks=True)
    office = Newsroom.at(tmp_path / "k", begun)
    (index,) = (office.root / ".cache").glob("indeks-*.sqlite")
    index.write_bytes(damaged(index.read_bytes(), kind, seed))
    carry_on(office, clean)
