"""A build looks at the output in parts, and nothing escapes it for long."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kentongan.engine import baseline, survey
from kentongan.engine.baseline import Workplace, look
from kentongan.engine.index import Index
from kentongan.engine.records import Done, FolderNotes
from kentongan.storage.trees import Output

FILES = [f"berita/{number}/index.html" for number in range(30)]


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A workplace whose output of thirty pages was written as the index says."""
    (tmp_path / "naskah").mkdir()
    output = Output(tmp_path / "situs")
    index = Index(tmp_path / "indeks.sqlite", "f1")
    done = []
    for path in ("index.html", *FILES):
        file = output.live / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
        status = file.stat()
        written = (path, b"1" * 12, status.st_size, status.st_mtime_ns)
        done.append((path, Done(b"k" * 16, (written,))))
    folders = survey.note(output.live, survey.folders_of(FILES))
    tree = output.identity(output.live)
    top = survey.top(output.live, ())
    index.commit_build(done, (), FolderNotes(dict(folders), are_all=True), tree=tree, top=top)
    return Workplace(
        tmp_path / "naskah", output, index, datetime.now(UTC), "f1", lambda event: None, jobs=1
    )


def spoil(place: Workplace, number: int = 17) -> None:
    (place.output.live / FILES[number]).write_text("lain")


def test_what_others_changed_is_noticed_while_the_parts_go_around(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baseline, "PART", 5)
    assert not look(place).is_damaged  # the first look sees all
    spoil(place)
    assert sum(look(place).is_damaged for _ in range(7)) == 1


def test_a_folder_that_others_filled_is_noticed_too(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baseline, "PART", 5)
    look(place)
    (place.output.live / "berita/3/titipan.html").write_text("asing")
    assert any(look(place).is_damaged for _ in range(7))


def test_a_publication_and_a_started_machine_look_at_all(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baseline, "PART", 5)
    look(place)
    spoil(place)
    assert look(dataclasses.replace(place, looks_at_all=True)).is_damaged
    spoil(place, 3)
    place.index.set_meta(boot="sebelum listrik padam")
    assert look(place).is_damaged
