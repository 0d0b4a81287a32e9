"""What `humas terbit` and `humas mundur` ask at a real terminal, and every way to answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.publishing.trees import add_release, make_tree, refresh
from tests.unit.desk.keyboard import KEYS, Talk, talk

# Words of click, Git, Python and the system that staff must not meet.
ENGLISH = re.compile(
    r"\b(Error|Aborted|Usage|invalid|Traceback|failed|File \"|No such|denied|warning|please)\b",
    re.I,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "publishconf.py").write_text(
        "SITEURL = 'https://humas.test'\n"
        f"HUMAS_PUBLISHING_TARGETS = {{'utama': {{'type': 'folder', 'path': '{tmp_path}/www'}}}}\n"
    )
    (tmp_path / "content").mkdir()
    make_tree(tmp_path / "output", 3)
    return tmp_path


def published(project: Path) -> bool:
    return (project / "www/kini").exists()


def publish(project: Path, *answers: str) -> Talk:
    asked = [("(ya/tidak)", answer) for answer in answers]
    return talk(["terbit", "--tanpa-bangun", "--tanpa-git"], asked, project, SITEURL="")


@pytest.mark.parametrize("answer", ["y", "iya", " YA. "])
def test_yes_in_every_form_publishes(project: Path, answer: str) -> None:
    done = publish(project, answer)
    assert done.status == 0 and published(project), done.screen
    assert "Terbitkan ke utama? (ya/tidak) [tidak]: " in done.screen


@pytest.mark.parametrize("answer", ["t", "Tidak", ""])
def test_no_and_enter_publish_nothing(project: Path, answer: str) -> None:
    done = publish(project, answer)
    assert done.status == 0 and not published(project), done.screen
    assert "Tidak ada yang diterbitkan" in done.screen


@pytest.mark.parametrize("nonsense", ["mungkin", "yes", "ya tidak"])
def test_anything_else_is_asked_again_in_indonesian(project: Path, nonsense: str) -> None:
    done = publish(project, nonsense, "ya")
    assert "Jawab ya atau tidak. Enter berarti tidak." in done.screen and published(project)
    assert not ENGLISH.search(done.screen), done.screen


@pytest.mark.parametrize("key", KEYS)
def test_leaving_the_question_is_no(project: Path, key: str) -> None:
    done = publish(project, key)
    assert done.status != 0 and not published(project)
    assert not ENGLISH.search(done.screen), done.screen


@pytest.mark.parametrize(("answer", "goes"), [("y", True), ("t", False), ("", False)])
def test_a_rollback_shows_asks_and_holds(project: Path, answer: str, goes: bool) -> None:
    publish(project, "ya")
    first = (project / "www/kini").readlink()
    add_release(project / "output", 50)
    refresh(project / "output", 3, "dua")
    publish(project, "ya")
    done = talk(["mundur"], [("(ya/tidak)", answer)], project, SITEURL="")
    assert "Hilang dari situs: 1" in done.screen and "kegiatan-50" in done.screen
    assert ((project / "www/kini").readlink() == first) is goes
    assert ("--lepas" in done.screen) is goes
    assert not ENGLISH.search(done.screen), done.screen
