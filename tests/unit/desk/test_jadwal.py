"""When the site turns by itself, for people, cron and systemd."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.unit.desk.newsrooms import Folder

EXPECTED = [
    ("2026-11-24T15:00:00+07:00", "terbit", "embargo"),
    ("2026-11-25T00:00:00+07:00", "mulai", "jalan"),
    ("2026-11-25T23:59:59+07:00", "selesai", "jalan"),
    ("2026-11-26T08:30:00+07:00", "peringatan-selesai", "peringatan"),
    ("2026-12-01T23:59:59+07:00", "pencarian-ditutup", "dpo"),
    ("2026-12-24T23:59:59+07:00", "pencarian-ditutup", "nanti"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    folder = Folder(tmp_path / "isi")
    folder.write("biasa")
    folder.write("draf", "Status: draf\nTerbit: 25 November 2026\n")
    folder.write("embargo", "Terbit: 24 November 2026, 15.00 WIB\n")
    folder.write(
        "jalan",
        "Jenis: lalu-lintas\nBerlaku-Mulai: 25 November 2026\nBerlaku-Sampai: 25 November 2026\n",
    )
    folder.write("dpo", "Jenis: dpo\nBerlaku-Sampai: 1 Desember 2026\n")
    folder.write("ketemu", "Jenis: dpo\nStatus-Kasus: ditemukan\nBerlaku-Sampai: 1 Desember 2026\n")
    folder.write("cabut", "Berlaku-Sampai: 1 Desember 2026\nDicabut: salah\nAlasan: x\n")
    folder.write(
        "nanti",
        "Jenis: dpo\nTerbit: 24 November 2026, 15.00 WIB\nBerlaku-Sampai: 24 Desember 2026\n",
    )
    banner = "Judul: Banjir\nBerlaku-Sampai: 26 November 2026, 08.30 WIB\n\nHati-hati.\n"
    (folder.path / "peringatan.md").write_text(banner)
    return folder


def test_all_that_turns_is_told_in_order(folder: Folder) -> None:
    found = folder.json("jadwal")
    told = [
        (event["at"], event["event"], event["path"].rsplit("/", 1)[-1].removesuffix(".md"))
        for event in found["events"]
    ]
    assert told == sorted([*EXPECTED, (EXPECTED[0][0], "terbit", "nanti")])
    assert found["next"] == EXPECTED[0][0] and found["now"] == "2026-11-24T12:00:00+07:00"


def test_the_next_moment_stands_alone(folder: Folder) -> None:
    assert folder.run("jadwal", "--berikutnya").output == "2026-11-24T15:00:00+07:00\n"
    late = folder.run("jadwal", "--berikutnya", now="2026-11-24T15:00:00+07:00")
    assert late.output == "2026-11-25T00:00:00+07:00\n"


def test_cron_runs_at_whole_minutes_in_the_machines_time(folder: Folder) -> None:
    lines = folder.run("jadwal", "--cron").output.splitlines()
    assert [line.split(" cd ")[0] for line in lines[1:]] == [
        "0 8 24 11 *",
        "0 17 24 11 *",
        "0 17 25 11 *",
        "30 1 26 11 *",
        "0 17 1 12 *",
        "0 17 24 12 *",
    ]
    assert all("humas terbit --ya" in line for line in lines)


def test_the_systemd_timer_states_its_moments_in_utc(folder: Folder) -> None:
    units = folder.run("jadwal", "--systemd").output
    assert "OnCalendar=2026-11-24 08:00:00 UTC\nOnCalendar=2026-11-24 17:00:00 UTC\n" in units
    assert "# humas-terbit.service\n[Unit]" in units and "[Timer]" in units


def test_the_service_is_given_the_password_of_the_key(folder: Folder) -> None:
    """A heartbeat is renewed without anybody who could type it."""
    asked = "LoadCredential=HUMAS_AUTHENTICITY_PASSWORD:HUMAS_AUTHENTICITY_PASSWORD"
    assert asked not in folder.run("jadwal", "--systemd").output
    project = folder.path.parent
    (project / "pelicanconf.py").write_text('SITEURL = "https://humas.test"\n')
    key = 'from pelicanconf import *\nHUMAS_AUTHENTICITY_KEY = "~/kunci-humas.pem"\n'
    (project / "publishconf.py").write_text(key)
    assert asked in folder.run("jadwal", "--systemd").output


def test_nothing_to_come_is_said(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "isi")
    folder.write("a")
    assert "Tidak ada yang terjadwal." in folder.run("jadwal").output
    assert folder.run("jadwal", "--berikutnya").output == "\n"
    assert folder.json("jadwal")["next"] is None


def test_two_forms_at_once_are_wrong_usage(folder: Folder) -> None:
    assert folder.run("jadwal", "--cron", "--systemd").exit_code == 2
