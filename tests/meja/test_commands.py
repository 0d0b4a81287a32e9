"""`humas meja` on the server: people, backups, state, the files for systemd and nginx."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kentongan import meja
from kentongan.desk import cli
from kentongan.meja import server
from kentongan.newsroom import browser_desk

from tests.meja.desks import PASSWORD, Office
from tests.publishing.servers import free_port, program

Command = Callable[..., Result]
ADD = ["orang", "tambah", "--nama", "A", "--jabatan", "B", "--peran", "penulis"]


@pytest.fixture
def humas(office: Office) -> Command:
    """Runs `humas meja …` on the data and the content of the office."""

    def run(*words: str) -> Result:
        place = ["--data", str(office.place.data), "-C", str(office.content)]
        return CliRunner().invoke(cli.humas, ["meja", *words, *place], prog_name="humas")

    return run


def test_a_person_is_added_and_the_link_lets_them_in(office: Office, humas: Command) -> None:
    words = ["--nama", "Bripda Uji", "--jabatan", "Humas", "--peran", "penulis"]
    done = humas("orang", "tambah", *words, "--satuan", "Polsek Uji", "--json")
    assert done.exit_code == 0, done.output
    link = json.loads(done.stdout)["tautan"]
    assert link.startswith("http://localhost:8100/undangan/")
    ticket = office.desk.accept(link.rpartition("/")[2], PASSWORD, "192.0.2.1", "uji")
    (role,) = ticket.session.person.roles
    assert (role.name, role.unit) == ("penulis", "polsek-uji")


def test_a_link_names_the_address_that_the_desk_runs_at(office: Office, humas: Command) -> None:
    office.desk.store.set_setting("asal", "https://meja.test")
    office.person("Bripda Uji")
    done = humas("orang", "pulihkan", "--nama", "bripda uji", "--json")
    assert json.loads(done.stdout)["tautan"].startswith("https://meja.test/undangan/")


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["orang", "tambah", "--nama", "A", "--jabatan", "B", "--peran", "raja"], 2, "bukan salah"),
        (
            [*ADD, "--satuan", "Polsek Entah"],
            1,
            "tidak dikenal",
        ),
        (["orang", "pulihkan", "--nama", "Siapa"], 1, "Tidak ada orang"),
        (["orang", "nonaktifkan", "--nama", "Siapa"], 1, "Tidak ada orang"),
        (["jalankan", "--asal", "http://meja.test"], 1, "https://"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    humas: Command, words: list[str], status: int, sentence: str
) -> None:
    done = humas(*words)
    assert (done.exit_code, sentence in done.output) == (status, True), done.output


def test_a_missing_library_is_told_with_the_way_to_it(
    humas: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meja, "_NEEDED", ("pustaka_yang_tiada",))
    done = humas("periksa")
    assert (done.exit_code, done.output) == (1, browser_desk.NOT_INSTALLED + "\n")


def test_two_people_do_not_share_a_name(humas: Command) -> None:
    words = ["orang", "tambah", "--jabatan", "Humas", "--peran", "penulis", "--nama"]
    assert humas(*words, "Bripda Uji").exit_code == 0
    done = humas(*words, "bripda  uji")
    assert done.exit_code == 1 and "Sudah ada" in done.output


def test_a_person_is_given_another_role_and_loses_it(office: Office, humas: Command) -> None:
    office.person("Bripda Uji", "penulis", "polsek-uji")
    words = ["orang", "peran", "--nama", "Bripda Uji", "--satuan", "Polsek Uji", "--json"]
    assert json.loads(humas(*words, "--peran", "penyunting").stdout) == [
        {"peran": "penyunting", "satuan": "polsek-uji"}
    ]
    assert json.loads(humas(*words, "--cabut").stdout) == []
    assert humas(*words).exit_code == humas(*words, "--cabut", "--peran", "penulis").exit_code == 2


def test_a_person_is_deactivated(office: Office, humas: Command) -> None:
    office.person("Bripda Uji")
    assert humas("orang", "nonaktifkan", "--nama", "Bripda Uji").exit_code == 0
    assert not office.desk.accounts.named("Bripda Uji").is_active


def test_a_backup_is_made_checked_and_put_back(
    office: Office, humas: Command, tmp_path: Path
) -> None:
    office.person("Bripda Uji")
    file = str(tmp_path / "meja.cadangan")
    assert humas("cadangkan", file).exit_code == 0
    assert humas("pulihkan-cadangan", file).exit_code == 1  # there is data already
    office.place.store.close()
    shutil.rmtree(office.place.data)
    assert humas("pulihkan-cadangan", file).exit_code == 0
    done = humas("periksa", "--json")
    assert done.exit_code == 0, done.output
    assert {fact["nama"] for fact in json.loads(done.stdout)} >= {"Data meja", "Git", "Jejak"}


def test_a_broken_store_is_found(office: Office, humas: Command) -> None:
    office.person("Bripda Uji")
    with office.desk.store.writing() as connection:
        connection.execute("UPDATE jejak SET tentang = 'lain' WHERE id = 2")
    done = humas("periksa")
    assert done.exit_code == 1 and "Jejak" in done.output


def test_the_unit_for_systemd_is_right(humas: Command, tmp_path: Path) -> None:
    done = humas("jalankan", "--asal", "https://meja.test", "--systemd")
    assert done.exit_code == 0, done.output
    assert "MemoryMax=700M" in done.stdout and not re.search("@[A-Z]", done.stdout)
    analyze = shutil.which("systemd-analyze")
    if analyze is not None:
        unit = tmp_path / "humas-meja.service"
        humas_command = next(
            line for line in done.stdout.splitlines() if line.startswith("ExecStart=")
        )
        path = humas_command.removeprefix("ExecStart=").split()[0]
        unit.write_text(done.stdout.replace(path, "/bin/true"))
        checked = subprocess.run(
            [analyze, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr


def test_the_block_for_nginx_is_understood(humas: Command, tmp_path: Path) -> None:
    done = humas("jalankan", "--asal", "https://meja.test", "--nginx")
    assert done.exit_code == 0, done.output
    assert "server_name meja.test;" in done.stdout and "proxy_buffering off" in done.stdout
    key, certificate = tmp_path / "kunci.pem", tmp_path / "sertifikat.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"),
            *("-subj", "/CN=meja.test", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    block = done.stdout.replace("/etc/letsencrypt/live/meja.test/fullchain.pem", str(certificate))
    block = block.replace("/etc/letsencrypt/live/meja.test/privkey.pem", str(key))
    block = block.replace("listen 80;", "listen 127.0.0.1:18080;")
    block = block.replace("listen 443 ssl http2;", "listen 127.0.0.1:18443 ssl http2;")
    settings = tmp_path / "nginx.conf"
    settings.write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ "
        f"client_body_temp_path {tmp_path}/b; proxy_temp_path {tmp_path}/p; "
        f"fastcgi_temp_path {tmp_path}/f; uwsgi_temp_path {tmp_path}/u; "
        f"scgi_temp_path {tmp_path}/s; access_log off;\n{block}\n}}\n"
    )
    checked = subprocess.run(
        [program("nginx", "nginx-light"), "-t", "-c", str(settings), "-e", "stderr"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_a_door_that_is_taken_is_told(office: Office, humas: Command, tmp_path: Path) -> None:
    """A second desk on the port of the first, or of its site."""
    words = ["meja", "coba", "-C", str(office.content), "--folder", str(tmp_path / "coba")]
    with server.listening(port := free_port()):
        run = humas("jalankan", "--port", str(port))
        trial = CliRunner().invoke(cli.humas, [*words, "--port", str(port - 1)])
    for result in (run, trial):
        assert result.exit_code == 1
        assert f"Porta {port} tidak dapat dipakai: sedang dipakai program lain" in result.output


def test_who_opens_the_link_at_once_is_let_wait() -> None:
    """The link is printed when the door stands, not when the first page is ready."""
    with server.listening(port := free_port()):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
