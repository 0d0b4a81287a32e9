"""`humas terbit` and `humas mundur` as staff and timers run them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from kentongan.desk.mundur import command as mundur
from kentongan.desk.terbit import command as terbit
from kentongan.publishing import journal
from kentongan.publishing.lock import one_publication
from kentongan.publishing.targets.folder import FolderTarget

from tests.publishing.trees import add_release, code, make_tree, refresh, state_of, write

FACTS = ".well-known/kentongan/alamat.json"
Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own with a built site and a folder target."""
    (tmp_path / "publishconf.py").write_text(
        "SITEURL = 'https://humas.test'\n"
        f"HUMAS_PUBLISHING_TARGETS = {{'utama': {{'type': 'folder', 'path': '{tmp_path}/www'}},"
        f" 'kedua': {{'type': 'folder', 'path': '{tmp_path}/www2'}}}}\n"
    )
    (tmp_path / "content").mkdir()
    make_tree(tmp_path / "output", 12)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SITEURL", raising=False)
    monkeypatch.delenv("OUTPUT", raising=False)
    monkeypatch.delenv("HUMAS_NOW", raising=False)
    return tmp_path


def call(*words: str, input: str | None = None) -> Result:
    return CliRunner().invoke(terbit, ["--tanpa-bangun", *words], input=input)


def as_json(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_release_is_published_logged_and_rolled_back(project: Path) -> None:
    first = as_json(call("--ya", "--json"))
    assert first["terbit"] is True
    old = state_of(project / "www/kini/situs")
    add_release(project / "output", 50)
    refresh(project / "output", 12, "baru")
    second = as_json(call("--ya", "--json"))
    changes = second["perubahan"]
    address = "/berita/2026/03/kegiatan-50/"
    assert changes["new"] == [{"address": address, "title": "Kegiatan 50", "code": code(50)}]
    entries = journal.read(project / "content")
    assert [entry["hasil"] for entry in entries] == ["berhasil", "berhasil"]
    assert entries[1]["versi"] == second["versi"]
    assert entries[1]["baru"] == [code(50)]
    back = CliRunner().invoke(mundur, ["--ya"])
    assert back.exit_code == 0, back.output
    assert first["versi"] in back.output
    assert state_of(project / "www/kini/situs") == old
    assert journal.read(project / "content")[-1]["perintah"] == "mundur"


def test_a_target_that_was_moved_away_is_named(project: Path) -> None:
    assert "kosong" not in call("--ya").output
    (project / "www").rename(project / "pindah")
    assert "Tujuan utama kosong" in call("--ya").output
    assert (project / "pindah/kini/situs/index.html").exists()
    assert "kosong" not in call("--ya").output


@pytest.mark.parametrize("place", ["output/www", "content", "tautan"])
def test_a_target_in_a_folder_of_the_project_is_refused(project: Path, place: str) -> None:
    (project / "tautan").symlink_to("output")
    file = project / "publishconf.py"
    file.write_text(file.read_text().replace(f"'{project}/www'", f"'{project / place}'"))
    before = state_of(project / "output")
    result = call("--ya")
    assert result.exit_code == 2 and "folder lain di publishconf.py" in result.output
    assert state_of(project / "output") == before


def test_a_look_changes_nothing(project: Path) -> None:
    result = call("--lihat")
    assert result.exit_code == 0
    assert "berkas dikirim" in result.output
    assert not (project / "www").exists()
    assert journal.read(project / "content") == []


def test_without_someone_to_ask_nothing_is_published(project: Path) -> None:
    result = call()
    assert result.exit_code == 2
    assert "--ya" in result.output
    assert not (project / "www").exists()


def test_a_second_run_without_changes_says_so(project: Path) -> None:
    call("--ya")
    assert "Tidak ada yang diterbitkan" in call("--ya").output
    assert len(journal.read(project / "content")) == 1


def test_the_target_is_chosen_by_name(project: Path) -> None:
    assert as_json(call("--ya", "--json", "--ke", "kedua"))["tujuan"] == "kedua"
    assert (project / "www2/kini").exists()
    assert not (project / "www").exists()


@pytest.mark.parametrize(
    ("words", "message"), [(["--ke", "ketiga"], "kedua"), (["--konfigurasi", "apache"], "nginx")]
)
def test_wrong_usage_is_2_with_what_there_is(project: Path, words: list[str], message: str) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert message in result.output


def test_outside_a_project_it_says_where_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("--ya")
    assert result.exit_code == 2
    assert "publishconf.py" in result.output


def test_a_publication_under_way_is_named(project: Path) -> None:
    with one_publication(project / ".cache/terbit/kunci", "Bayu"):
        result = call("--ya")
    assert result.exit_code == 1
    assert "Bayu" in result.output


def test_a_failure_is_logged_with_its_reason(project: Path) -> None:
    (project / "www").write_text("bukan folder")
    result = call("--ya")
    assert result.exit_code == 1
    entry = journal.read(project / "content")[-1]
    assert entry["hasil"] == "gagal"
    assert entry["galat"] in result.output


def test_moved_and_withdrawn_addresses_reach_the_server(project: Path) -> None:
    old = "/berita/2026/02/kegiatan-1/"
    (project / "output" / old[1:] / "index.html").unlink()
    facts = {"redirects": {old: "/berita/2026/03/kegiatan-2/"}, "gone": [], "sealed": []}
    write(project / "output", FACTS, json.dumps(facts))
    call("--ya")
    text = (project / "www/kini/server/pindah.map").read_text()
    assert f'"{old}" "/berita/2026/03/kegiatan-2/";' in text


def test_no_rollback_shows_a_release_that_lost_its_text(project: Path) -> None:
    """A found person's page stays at its address, without the name."""
    call("--ya")
    path = f"api/rilis/{code(1)}.json"
    entry = {"pubStatus": "canceled", "title": "Pencarian ditutup: sudah ditemukan"}
    write(project / "output", path, json.dumps(entry))
    write(project / "output", FACTS, json.dumps({"sealed": [code(1)]}))
    changes = as_json(call("--ya", "--json"))["perubahan"]
    assert [item["title"] for item in changes["withdrawn"]] == [entry["title"]]
    result = CliRunner().invoke(mundur, ["--ya"])
    assert result.exit_code == 1
    assert "tidak ada versi" in result.output.lower()
    assert len(list((project / "www/versi").iterdir())) == 1


def test_a_rollback_is_shown_asked_for_and_held(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("--ya")
    call("--ya", "--ke", "kedua")
    add_release(project / "output", 50)
    call("--ya")
    present = (project / "www/kini").readlink()
    for words in ([], ["--json"]):
        refused = CliRunner().invoke(mundur, words)
        assert refused.exit_code == 2
        assert "--ya" in refused.output
        assert (project / "www/kini").readlink() == present
    monkeypatch.setattr("kentongan.desk.mundur.can_ask", lambda: True)
    declined = CliRunner().invoke(mundur, [], input="entahlah\ntidak\n")
    assert "Hilang dari situs: 1\n  /berita/2026/03/kegiatan-50/" in declined.output
    assert "Jawab ya atau tidak." in declined.output
    assert (project / "www/kini").readlink() == present
    assert CliRunner().invoke(mundur, [], input="Ya\n").exit_code == 0
    held = (project / "www/kini").readlink()
    assert held != present
    add_release(project / "output", 51)
    for words in (["--ya"], ["--ya", "--penuh"], ["--ya", "--json"]):
        result = call(*words)
        assert result.exit_code == 1
        assert "--lepas" in result.output
        assert (project / "www/kini").readlink() == held
    assert as_json(call("--ya", "--json", "--ke", "kedua"))["terbit"] is True
    assert as_json(call("--ya", "--json", "--lepas"))["terbit"] is True
    assert (project / "www/kini/situs/berita/2026/04/kegiatan-51/index.html").exists()
    assert call("--ya").exit_code == 0


def test_a_hold_on_the_very_same_content_can_be_lifted(project: Path) -> None:
    call("--ya")
    before = state_of(project / "www/kini/situs")
    add_release(project / "output", 50)
    call("--ya")
    assert CliRunner().invoke(mundur, ["--ya"]).exit_code == 0
    assert state_of(project / "www/kini/situs") == before
    assert as_json(call("--ya", "--json", "--lepas"))["terbit"] is True
    assert call("--ya").exit_code == 0


@pytest.mark.parametrize("answer", ["ya", "Ya", "y", "iya", "IYA", " ya. "])
def test_every_way_to_say_yes_is_yes(
    project: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr("kentongan.desk.terbit.can_ask", lambda: True)
    assert "tayang" in call(input=f"{answer}\n").output
    assert (project / "www/kini").exists()


@pytest.mark.parametrize("answer", ["tidak", "t", "n", "", "apa\nT"])
def test_every_other_answer_is_no_or_asked_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr("kentongan.desk.terbit.can_ask", lambda: True)
    result = call(input=f"{answer}\n")
    assert "Tidak ada yang diterbitkan" in result.output
    assert "(ya/tidak) [tidak]" in result.output
    assert not (project / "www").exists()


def test_what_is_sealed_returns_on_no_target(project: Path) -> None:
    for target in ("utama", "kedua"):
        call("--ya", "--ke", target)
    write(project / "output", f"api/rilis/{code(3)}.json", '{"pubStatus": "usable"}')
    result = call("--ya", "--segel", code(3).lower())
    assert result.exit_code == 0, result.output
    assert "kedua masih memuat" in result.output
    assert CliRunner().invoke(mundur, ["--ya"]).exit_code == 1
    shutil.rmtree(project / ".cache")  # as on another machine
    assert "kedua masih memuat" in call("--ya").output
    assert "disegel" in CliRunner().invoke(mundur, ["--ya", "--ke", "kedua"]).output.lower() or (
        len(list((project / "www2/versi").iterdir())) == 1
    )
    told = call("--ya", "--semua")
    assert "masih memuat" not in told.output + call("--ya").output
    assert len(list((project / "www2/versi").iterdir())) == 1


@pytest.mark.parametrize("words", ["ZZZ-ZZZ-ZZZ", "bukan"])
def test_a_seal_on_an_unknown_code_is_refused_by_name(project: Path, words: str) -> None:
    result = call("--ya", "--segel", words)
    assert result.exit_code == 1
    assert words in result.output
    assert not (project / "www").exists()


def remove(project: Path, number: int) -> str:
    address = f"/berita/2026/{number % 12 + 1:02d}/kegiatan-{number}/"
    (project / "output" / address[1:] / "index.html").unlink()
    (project / f"output/api/rilis/{code(number)}.json").unlink()
    return address


def test_an_address_that_would_vanish_is_refused_unless_named(project: Path) -> None:
    call("--ya")
    before = (project / "www/kini").readlink()
    one, other = remove(project, 1), remove(project, 2)
    for words in ([], ["--izinkan-hilang", one]):
        result = call("--ya", *words)
        assert result.exit_code == 1
        assert other in result.output
        assert (project / "www/kini").readlink() == before
    named = ["--izinkan-hilang", f"https://humas.test{one}", "--izinkan-hilang", other.strip("/")]
    assert as_json(call("--ya", "--json", *named))["terbit"] is True


def test_a_clock_behind_the_last_publication_is_named_and_no_loss_is_offered(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is public seems embargoed to it, so a colleague's news must not be offered for loss."""
    monkeypatch.setenv("HUMAS_NOW", "2026-11-24T12:00:00+07:00")
    call("--ya")
    monkeypatch.setenv("HUMAS_NOW", "2026-11-24T11:00:00+09:00")  # WIT: three hours before
    refresh(project / "output", 12, "dua")
    told = as_json(call("--ya", "--json"))["peringatan"]
    assert any("tertinggal 180 menit" in warning and "12.00 WIB" in warning for warning in told)
    remove(project, 1)
    result = call("--ya")
    assert result.exit_code == 1
    assert "tertinggal 180 menit" in result.output
    assert "--izinkan-hilang" not in result.output


@pytest.mark.parametrize(
    ("minutes", "status", "said"), [(-60, 1, "mendahului"), (60, 0, "berselisih"), (2, 0, "")]
)
def test_a_clock_ahead_of_the_server_publishes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, minutes: int, status: int, said: str
) -> None:
    server = datetime.now(UTC) + timedelta(minutes=minutes)
    monkeypatch.setattr(FolderTarget, "clock", lambda target: server)
    result = call("--ya")
    assert result.exit_code == status and said in result.output
    assert ("60 menit" in result.output) is bool(said)
    assert (project / "www/kini").exists() is (status == 0)
    assert call("--ya", "--abaikan-jam").exit_code == 0


def test_an_address_may_vanish_when_its_release_is_private_or_moved(project: Path) -> None:
    call("--ya")
    private, moved = remove(project, 1), remove(project, 2)
    write(project, "content/jejak/alamat/2026-02.tsv", f"{code(1)}\t{private}\n")
    facts = {"sealed": [code(1)], "redirects": {moved: "/berita/2026/04/kegiatan-3/"}}
    write(project / "output", FACTS, json.dumps(facts))
    assert as_json(call("--ya", "--json"))["terbit"] is True


def with_after(project: Path, command: str) -> None:
    text = (project / "publishconf.py").read_text()
    text = text.replace("/www'}", f"/www', 'after': ['sh', '-c', '{command}']}}")
    (project / "publishconf.py").write_text(text)


def test_a_failed_command_after_the_switch_is_a_failed_publication(project: Path) -> None:
    with_after(project, "echo x >> dipanggil; test -e izin")
    for _ in range(2):
        result = call("--ya")
        assert result.exit_code == 1
        assert "perintah sesudah terbit gagal" in result.output
        assert "status 1" in result.output
    assert [entry["hasil"] for entry in journal.read(project / "content")] == ["gagal", "gagal"]
    (project / "izin").touch()
    result = call("--ya")
    assert result.exit_code == 0
    assert "diselesaikan" in result.output
    assert journal.read(project / "content")[-1]["hasil"] == "berhasil"
    call("--ya")
    assert (project / "dipanggil").read_text().count("x") == 3


def test_a_run_killed_between_switch_and_log_is_completed_by_the_next(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kentongan.publishing.run.finish", killed)
        patch.setattr("kentongan.newsroom.publish._finish_killed", lambda *args: None)
        CliRunner().invoke(terbit, ["--tanpa-bangun", "--ya"])
    version = (project / "www/kini").readlink().name
    assert journal.read(project / "content") == []
    assert version in call("--ya").output
    entries = journal.read(project / "content")
    assert [(entry["hasil"], entry["versi"]) for entry in entries] == [("berhasil", version)]


def test_a_change_of_the_map_alone_is_published(project: Path) -> None:
    call("--ya")
    facts = {"redirects": {"/lama/": "/"}}
    write(project / "output", FACTS, json.dumps(facts))
    assert as_json(call("--ya", "--json"))["terbit"] is True
    assert '"/lama/"' in (project / "www/kini/server/pindah.map").read_text()


def test_a_server_configuration_is_printed(project: Path) -> None:
    result = call("--konfigurasi", "nginx")
    assert "server_name humas.test;" in result.output
    assert f"root {project}/www/kini/situs;" in result.output
    odd = call("--konfigurasi", "nginx", "--sertifikat", "/a;b", "--kunci", "/c")
    assert odd.exit_code == 2 and "alamat yang sederhana" in odd.output


def test_the_site_is_built_first_and_a_failed_build_publishes_nothing(project: Path) -> None:
    (project / "publishconf.py").write_text(
        (project / "publishconf.py").read_text()
        + "AUTHOR = 'Humas'\nSITENAME = 'Uji'\nPATH = 'content'\nTIMEZONE = 'Asia/Jakarta'\n"
        + "FEED_ALL_ATOM = None\nCATEGORY_FEED_ATOM = None\nCACHE_CONTENT = False\n"
    )
    write(project, "content/a.md", "Title: Patroli\nDate: 2026-05-04\n\nIsi.\n")
    result = CliRunner().invoke(terbit, ["--ya", "--output", "hasil"])
    assert result.exit_code == 0, result.output
    assert (project / "www/kini/situs/patroli.html").exists()
    before = (project / "www/kini").readlink()
    with (project / "publishconf.py").open("a") as file:
        file.write("PLUGINS = ['tidak_ada']\n")
    result = CliRunner().invoke(terbit, ["--ya", "--output", "hasil"])
    assert result.exit_code == 1
    assert "tidak dibangun" in result.output
    assert (project / "www/kini").readlink() == before


def test_it_works_without_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert as_json(call("--ya", "--json"))["terbit"] is True
    assert journal.read(project / "content")[0]["commit"] is None


def test_the_help_is_indonesian(project: Path) -> None:
    for command in (terbit, mundur):
        result = CliRunner().invoke(command, ["--help"])
        assert result.exit_code == 0
        assert "Pemakaian:" in result.output
        assert "Contoh:" in result.output


def test_the_log_names_who_and_the_commit(project: Path) -> None:
    git = ["git", "-c", "user.name=Rina", "-c", "user.email=r@humas.test"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run(["git", "config", "user.name", "Rina Uji"], check=True)
    write(project, "content/a.md", "a")
    subprocess.run([*git, "add", "content"], check=True)
    subprocess.run([*git, "commit", "-qm", "a"], check=True)
    call("--ya")
    entry = journal.read(project / "content")[0]
    assert entry["siapa"] == "Rina Uji"
    assert len(entry["commit"]) == 12


def test_a_lost_trace_is_a_refusal_until_it_is_back(project: Path) -> None:
    call("--ya")
    trace = project / "content/jejak"
    kept = project / "cadangan"
    shutil.move(trace, kept)
    add_release(project / "output", 50)
    before = state_of(project / "www/kini/situs")
    for _ in range(2):
        refused = call("--ya")
        assert refused.exit_code == 1 and "jejak" in refused.output
        assert "--abaikan-riwayat" in refused.output
    assert state_of(project / "www/kini/situs") == before
    shutil.rmtree(trace)
    shutil.move(kept, trace)
    assert call("--ya").exit_code == 0
