"""A backup that is made while people write is whole, and comes back on a bare machine."""

from __future__ import annotations

import subprocess
import tarfile
import threading
from pathlib import Path

import pytest
from kentongan.meja import backup, health
from kentongan.meja.backup import BackupError
from kentongan.meja.store import audit
from kentongan.meja.store.database import Store
from kentongan.meja.values import Saved

from tests.meja.desks import PASSWORD, Office, words


def test_a_backup_while_others_write_is_whole(office: Office, tmp_path: Path) -> None:
    writer = office.person("Bripda Uji")
    draft = office.draft(writer)
    office.desk.keep_photograph(writer, draft.id, clean=b"bersih", shown=b"kabur", suffix=".jpg")
    before = office.desk.save(writer, draft.id, 1, "sebelum", draft.text + b"\nSebelum.\n")
    assert isinstance(before, Saved)
    stop = threading.Event()

    def write() -> None:
        rev, number = before.rev, 0
        while not stop.is_set():
            number += 1
            text = draft.text + b"\nBaris %d.\n" % number
            saved = office.desk.save(writer, draft.id, rev, f"k{number}", text)
            assert isinstance(saved, Saved)
            rev = saved.rev

    thread = threading.Thread(target=write)
    thread.start()
    try:
        files = [tmp_path / f"{number}.cadangan" for number in range(5)]
        for file in files:
            assert backup.make(office.place, file) == file.stat().st_size
    finally:
        stop.set()
        thread.join()
    for number, file in enumerate(files):
        assert file.stat().st_mode & 0o777 == 0o600
        bare = tmp_path / f"bare-{number}"
        backup.put_back(bare, file)
        store = Store(bare)
        assert store.complaint() == "" and audit.broken_at(store) == 0
        kept = {row["kunci"] for row in store.rows("SELECT kunci FROM versi")}
        assert "sebelum" in kept
        revs = [row["rev"] for row in store.rows("SELECT rev FROM versi ORDER BY rev")]
        assert revs == list(range(1, len(revs) + 1))
        assert store.value("SELECT rev FROM naskah") == revs[-1]
        # What was blurred stays in the data of the desk alone.
        assert [path.read_bytes() for path in (bare / "foto").iterdir()] == [b"kabur"]
        assert store.value("SELECT bersih FROM foto") == ""
        store.close()


def test_after_the_return_people_sign_in_again_and_go_on(office: Office, tmp_path: Path) -> None:
    writer = office.person("Bripda Uji")
    editor = office.person("AKP Uji", "penyunting")
    ticket = office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "uji")
    draft = office.draft(writer)
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "terbitkan")
    file = tmp_path / "meja.cadangan"
    backup.make(office.place, file)
    office.place.store.close()
    office.place.data.rename(tmp_path / "hilang")
    backup.put_back(office.place.data, file)
    office.again()
    assert office.desk.session_of(ticket.cookie) is None
    session = office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "uji").session
    assert office.desk.draft(session, draft.id).text == draft.text
    office.publish()  # what waited then is published now
    assert office.desk.draft(session, draft.id).state == "terbit"


def test_content_that_no_server_has_is_in_the_backup(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "meja.cadangan"
    backup.make(office.place, file)
    backup.put_back(tmp_path / "bare", file)
    clone = tmp_path / "isi"
    words_ = ["git", "clone", "-q", str(tmp_path / "bare" / backup.CONTENT), str(clone)]
    subprocess.run(words_, check=True, capture_output=True)
    assert (clone / "satuan/polsek-uji.md").is_file()


def test_nothing_is_put_over_data_that_is_there(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "meja.cadangan"
    backup.make(office.place, file)
    with pytest.raises(BackupError):
        backup.put_back(office.place.data, file)


@pytest.mark.parametrize("name", ["kosong", "lain", "terpotong", "jahat"])
def test_what_is_no_backup_is_told_in_a_sentence(office: Office, tmp_path: Path, name: str) -> None:
    file, outside = tmp_path / name, tmp_path / "luar"
    if name == "kosong":
        file.write_bytes(b"")
    elif name == "terpotong":
        office.draft(office.person("Bripda Uji"), words(body="Isi panjang. " * 500))
        backup.make(office.place, file)
        file.write_bytes(file.read_bytes()[:-2000])
    else:
        with tarfile.open(file, "w:gz") as archive:
            if name == "jahat":
                archive.addfile(tarfile.TarInfo("meja-cadangan"))
            archive.addfile(tarfile.TarInfo("foto/../../luar"))
            archive.addfile(tarfile.TarInfo("meja.sqlite"))
    if name == "jahat":  # its folder leads nowhere, and its store is empty
        backup.put_back(tmp_path / "bare", file)
    else:
        with pytest.raises(BackupError):
            backup.put_back(tmp_path / "bare", file)
    assert not outside.exists()


def test_the_state_screen_knows_the_age_of_the_backup(office: Office, tmp_path: Path) -> None:
    manager = office.person("AKP Uji", "pengelola", "polresta-uji")

    def well() -> bool:
        facts = {fact.name: fact for fact in office.desk.health(manager)}
        return facts["Cadangan"].is_well

    assert well()  # nothing is old yet
    office.draft(manager, words(unit="Polresta Uji"))
    office.clock.later(days=3)
    assert not well()
    backup.make(office.place, tmp_path / "meja.cadangan")
    assert well()
    assert all(fact.is_well for fact in health.thorough(office.place))
