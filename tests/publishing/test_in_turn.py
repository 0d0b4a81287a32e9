"""Two officers and a timer, each in a clone, publish in turn: nothing is lost, no Git is typed.

On demand: `pytest -m lama tests/publishing/test_in_turn.py`. Whole runs of `humas`, a real remote.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.publishing.clones import named, run
from tests.publishing.newsrooms import BODY, HEAD, Newsroom

pytestmark = pytest.mark.lama
SEED = int(os.environ.get("HUMAS_UJI_BENIH", "1"))
WORD = re.compile(r"kata\d+")
OWN_CACHE = "import pathlib\nCACHE_PATH = str(pathlib.Path(__file__).parent / '.cache')\n"
IGNORED = ".cache/\noutput/\n.output*\n__pycache__/\n"


def clones(folder: Path, *names: str) -> list[Newsroom]:
    """Clones of a repository that holds a newsroom, all with the same target."""
    first = Newsroom(folder, more=OWN_CACHE)
    first.release("perahu-0", "D8X-J8A-K82")
    first.write("../.gitignore", IGNORED)
    run(first.root, "init", "-q", "-b", "main")
    named(first.root, "Pengelola")
    run(first.root, "add", "-A")
    run(first.root, "commit", "-qm", "awal")
    run(folder, "clone", "-q", "--bare", "kantor", "pusat.git")
    offices = []
    for name in names:
        run(folder, "clone", "-q", "pusat.git", name)
        named(folder / name, f"Meja {name}")
        office = Newsroom.__new__(Newsroom)
        office.root, office.servers = folder / name, first.servers
        offices.append(office)
    return offices


def subject(path: Path) -> str:
    """What a text is called in every of its names."""
    return path.stem.split("-")[0]


@dataclass
class Turns:
    """The story of an office that works at random, and the words that must be on line."""

    offices: list[Newsroom]
    chance: random.Random
    written: dict[str, set[str]] = field(default_factory=dict)
    """Words that were written in an office and are not published yet."""
    published: set[str] = field(default_factory=set)
    conflicts: int = 0
    choice: tuple[str, ...] = ()
    later: list[tuple[str, list[str]]] = field(default_factory=list)
    number: int = 0

    def word(self, office: Newsroom) -> str:
        self.number += 1
        word = f"kata{self.number}"
        self.written.setdefault(office.root.name, set()).add(word)
        return word

    def texts(self, office: Newsroom) -> list[Path]:
        return sorted((office.root / "content/rilis").rglob("*.md"))

    def new(self, office: Newsroom) -> None:
        word = self.word(office)
        text = f"Judul: Periksa {word}\n{HEAD}\n{BODY}"
        office.write(f"rilis/2026/11/{word}.md", text)

    def add_sentence(self, office: Newsroom) -> None:
        """A paragraph anywhere in the body of any text."""
        path = self.chance.choice(self.texts(office))
        head, _, body = path.read_bytes().decode().replace("\r\n", "\n").partition("\n\n")
        paragraphs = body.strip().split("\n\n")
        place = self.chance.randrange(len(paragraphs) + 1)
        paragraphs.insert(place, f"Petugas mencatat {self.word(office)} di buku jaga.")
        self.save(path, head + "\n\n" + "\n\n".join(paragraphs) + "\n")

    def into_a_sentence(self, office: Newsroom) -> None:
        """A word in the line that all change."""
        path = self.chance.choice(self.texts(office))
        mark = "satu per satu"
        text = path.read_bytes().decode().replace("\r\n", "\n")
        self.save(path, text.replace(mark, f"{mark} {self.word(office)}", 1))

    def save(self, path: Path, text: str) -> None:
        """As editors do: some write lines as Windows does."""
        if self.chance.random() < 0.15:
            text = text.replace("\n", "\r\n")
        path.write_text(text, newline="")

    def rename(self, office: Newsroom) -> None:
        """Another address: the file states its code, so the old one leads on."""
        path = self.chance.choice(self.texts(office))
        if "Kode:" not in path.read_text():
            office.humas("beri-kode")
        goal = path.with_name(f"{subject(path)}-{self.number}.md")
        if not goal.exists():
            path.rename(goal)

    def commit_by_hand(self, office: Newsroom) -> None:
        run(office.root, "add", "-A", "content")
        if run(office.root, "diff", "--cached", "--name-only"):
            run(office.root, "commit", "-qm", "dengan tangan")

    def stage_half(self, office: Newsroom) -> None:
        self.add_sentence(office)
        run(office.root, "add", "-A", "content")
        self.add_sentence(office)

    def stray(self, office: Newsroom) -> None:
        (office.root / "catatan-pribadi.txt").write_text("tidak untuk dibagikan\n")

    def publish(self, office: Newsroom) -> None:
        """`humas terbit`; a conflict is settled by writing the words of both."""
        self.choice = ()
        for _ in range(6):
            done = office.run("terbit", "--ya", *self.choice)
            assert "Traceback" not in done.stderr + done.stdout, done.stderr
            assert "<<<<<<<" not in "".join(path.read_text() for path in self.texts(office))
            if done.returncode == 0 and self.later:
                self.add_later(office)
                continue
            if done.returncode == 0:
                self.published |= self.written.pop(office.root.name, set())
                return
            assert "diubah di sini dan oleh rekan" in done.stderr, done.stderr
            self.conflicts += 1
            for name in re.findall(r"^(rilis/\S+\.md)$", done.stderr, re.M):
                self.settle(office, name)
        raise AssertionError(done.stderr)

    def settle(self, office: Newsroom, name: str) -> None:
        """The agreed text: the colleague's, with our words at its end.

        A text that has another name by now is agreed on under that name.
        """
        path = office.root / "content" / name
        theirs = self.theirs(office, name)
        if not path.exists():  # we gave it another name
            path = self.renamed(office, subject(path))
            self.choice += ("--pakai-kami", name)
            words = [word for word in WORD.findall(theirs) if word not in path.read_text()]
            path.write_text(f"{path.read_text()}\nTambahan: {' '.join(words)}.\n")
        elif not theirs:  # the colleague did
            self.choice += ("--pakai-rekan", name)
            self.later.append((subject(path), WORD.findall(path.read_text())))
        else:
            words = [word for word in WORD.findall(path.read_text()) if word not in theirs]
            path.write_text(f"{theirs}\nTambahan: {' '.join(words)} dan {self.number}.\n")

    def add_later(self, office: Newsroom) -> None:
        """What we had written in a text that the colleague gave another name."""
        self.choice = ()
        for name, words in self.later:
            path = self.renamed(office, name)
            text = path.read_text()
            missing = " ".join(word for word in words if word not in text)
            path.write_text(f"{text}\nTambahan: {missing} dan {self.number}.\n")
        self.later.clear()

    def renamed(self, office: Newsroom, name: str) -> Path:
        """The text by its present name; it may have had no code when one of both had it last."""
        (path,) = (file for file in self.texts(office) if subject(file) == name)
        return path

    def theirs(self, office: Newsroom, name: str) -> str:
        try:
            return run(office.root, "show", f"origin/main:content/{name}") + "\n"
        except subprocess.CalledProcessError:
            return ""

    def check(self, site: Path) -> None:
        pages = " ".join(path.read_text() for path in site.rglob("berita/**/*.html"))
        lost = self.published - set(WORD.findall(pages))
        assert not lost, f"lost: {sorted(lost)}"


@pytest.mark.parametrize("turns", [50])
def test_random_turns_of_two_officers_and_a_timer_lose_nothing(
    turns: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    a, b, timer = clones(tmp_path, "a", "b", "jadwal")
    story = Turns([a, b], random.Random(SEED))
    deeds = (
        *(story.new, story.add_sentence, story.add_sentence, story.into_a_sentence),
        *(story.into_a_sentence, story.commit_by_hand, story.stage_half, story.stray),
    )
    # Where both give one text a new name, it stands twice and the build tells of the code.
    possible = {"a": (*deeds, story.rename), "b": deeds}
    for _ in range(turns):
        for office in (a, b):  # both write; one publishes
            for deed in story.chance.choices(
                possible[office.root.name], k=story.chance.randrange(3)
            ):
                deed(office)
        who = story.chance.choice((a, a, a, b, b, b, timer))
        story.publish(who)
        story.check(a.shown())
        if story.chance.random() < 0.1:  # a machine that forgets
            shutil.rmtree(who.root / ".cache")
    for office in (a, b, timer, a):
        story.publish(office)
        story.check(a.shown())
        assert not run(office.root, "status", "--porcelain", "content", "publishconf.py")
    assert not run(a.root, "log", "--merges", "--format=%h")
    record_property("bentrok", story.conflicts)
