"""What a text that came in left open is asked until it is answered, also after a restart."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from kentongan.importer.draft import Question
from kentongan.meja.store import schema
from kentongan.meja.store.database import NAME, Store, StoreError

from tests.meja.desks import Office

QUESTION = Question("Tanggal", "Tanggal 26 November ditulis tanpa tahun.", "26 November 2026")


def test_questions_survive_a_restart_and_end_with_the_answer(office: Office) -> None:
    draft = office.draft(office.person("Bripda Uji"))
    office.desk.questions.ask(draft.id, [QUESTION], ["Hari tidak cocok."])
    office.again()
    asked = office.desk.questions.about(draft.id)
    assert asked.questions == (QUESTION,)
    assert asked.doubts == ("Hari tidak cocok.",)
    office.desk.questions.settle(draft.id)
    office.again()
    assert office.desk.questions.about(draft.id).questions == ()


def test_the_data_of_an_older_desk_is_taken_further(tmp_path: Path) -> None:
    for version in range(len(schema.STEPS)):
        folder = tmp_path / str(version)
        folder.mkdir()
        with sqlite3.connect(folder / NAME) as old:
            for step in schema.STEPS[:version]:
                old.executescript(step)
            old.execute(f"PRAGMA user_version = {version}")
        old.close()
        store = Store(folder)
        assert store.value("SELECT count(*) FROM tanya") == 0
        assert store.value("PRAGMA user_version") == len(schema.STEPS)
        store.close()


def test_the_data_of_a_newer_desk_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(StoreError, match="versi 99"):
        Store(tmp_path)
