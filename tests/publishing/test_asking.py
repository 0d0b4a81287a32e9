"""What `humas terbit` and `humas mundur` ask at a real terminal, and every way to answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.publishing.newsrooms import Newsroom
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


def publish(project: Path, *answers: str, columns: int = 80) -> Talk:
    asked = [("(ya/tidak)", answer) for answer in answers]
    return talk(["terbit", "--tanpa-bangun", "--tanpa-git"], asked, project, columns, SITEURL="")


@pytest.mark.parametrize("answer", ["y", "ya", "Ya", "iya", " YA. "])
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


def test_a_narrow_window_asks_the_same(project: Path) -> None:
    """A terminal of 40 columns shows the end of the question and takes the answer."""
    done = publish(project, "mungkin", "Ya", columns=40)
    assert done.status == 0 and published(project), done.screen
    assert "(ya/tidak) [tidak]: " in done.screen


@pytest.mark.parametrize("key", KEYS)
def test_leaving_the_question_is_no(project: Path, key: str) -> None:
    done = publish(project, key)
    assert done.status != 0 and not published(project)
    assert not ENGLISH.search(done.screen), done.screen


@pytest.mark.parametrize("key", KEYS)
def test_leaving_the_question_of_a_rollback_changes_nothing(project: Path, key: str) -> None:
    publish(project, "ya")
    refresh(project / "output", 3, "dua")
    publish(project, "ya")
    before = (project / "www/kini").readlink()
    done = talk(["mundur"], [("(ya/tidak)", key)], project, SITEURL="")
    assert done.status != 0 and (project / "www/kini").readlink() == before
    assert not (project / "www/tahan.json").exists()
    assert not ENGLISH.search(done.screen), done.screen


@pytest.mark.parametrize(("answer", "goes"), [("y", True), ("Ya", True), ("t", False), ("", False)])
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
    assert ("Tidak mundur; situs tetap seperti semula." in done.screen) is not goes
    assert not ENGLISH.search(done.screen), done.screen


DEEDS = (
    ("ralat perahu --keliru kelengkapan --benar keadaan", 0, "ralat dicatat"),
    ("ralat perahu", 2, "Belum disebut: --keliru"),
    ("jadwal", 0, "Tidak ada yang terjadwal"),
    ("jadwal --cron", 0, "humas terbit --ya"),
    ("samarkan content/gambar/tidak-ada.jpg", 2, "tidak ada"),
    ("batal-cabut perahu", 1, "tidak sedang dicabut"),
    ("cabut perahu --jenis salah", 2, "Belum disebut: --alasan"),
    ("cabut perahu --jenis entah --alasan Keliru", 2, "'salah', 'digabung'"),
    ("cabut perahu --jenis salah --alasan Keliru", 0, "dicabut (salah)"),
    ("cabut perahu --jenis salah --alasan Keliru", 1, "humas batal-cabut"),
    ("batal-cabut perahu", 0, "pencabutan dibatalkan"),
    ("batal-cabut ngawur", 1, "Tidak ada rilis"),
)


def test_deeds_that_ask_nothing_are_indonesian_at_a_narrow_terminal(tmp_path: Path) -> None:
    office = Newsroom(tmp_path)
    office.release("perahu", "D8X-J8A-K82")
    for words, status, said in DEEDS:
        done = talk(words.split(), [], office.root, 40, SITEURL="")
        assert done.status == status and said in done.screen, f"{words}\n{done.screen}"
        assert not ENGLISH.search(done.screen), done.screen
