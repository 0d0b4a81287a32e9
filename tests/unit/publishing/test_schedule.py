from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from kentongan.publishing import schedule, secrets
from kentongan.publishing.core import Settings

WIB = timezone(timedelta(hours=7))
LATER = datetime(2026, 11, 25, 8, 0, tzinfo=WIB)


def test_moments_are_in_utc_in_order_and_once() -> None:
    found = schedule.due([LATER, LATER.astimezone(UTC), LATER - timedelta(days=1)])
    assert [moment.isoformat() for moment in found] == [
        "2026-11-24T01:00:00+00:00",
        "2026-11-25T01:00:00+00:00",
    ]


def test_a_run_is_never_before_the_moment() -> None:
    found = schedule.due([LATER + timedelta(seconds=1)])
    assert found == [datetime(2026, 11, 25, 1, 1, tzinfo=UTC)]


def test_the_units_name_the_moments_and_the_command() -> None:
    made = schedule.units([LATER], project="/srv/situs", user="humas", humas="/usr/bin/humas")
    timer, service = made["humas-terbit.timer"], made["humas-terbit.service"]
    assert "OnCalendar=2026-11-25 01:00:00 UTC\n" in timer
    assert "Persistent=yes" in timer
    assert "ExecStart=/usr/bin/humas terbit --ya\n" in service
    assert "User=humas\n" in service
    assert not re.search(r"@[A-Z]+@", timer + service)
    assert "ReadWritePaths=/srv/situs\n" in service


def test_the_command_is_one_word_of_the_unit() -> None:
    made = schedule.units([], project="/srv", user="humas", humas='/opt/$a "b"/humas')
    assert 'ExecStart="/opt/$$a \\"b\\"/humas" terbit --ya\n' in made["humas-terbit.service"]


def test_without_moments_the_hourly_run_remains() -> None:
    made = schedule.units([], project="/srv", user="humas", humas="humas", target="utama")
    assert "OnCalendar=hourly" in made["humas-terbit.timer"]
    assert "--ke utama" in made["humas-terbit.service"]


def test_cron_speaks_the_time_of_the_machine() -> None:
    text = schedule.cron(
        [LATER], project="/srv/situs", humas="humas", zone_offset=timedelta(hours=7)
    )
    assert "0 8 25 11 * cd /srv/situs && humas terbit --ya" in text
    assert text.startswith("7 * * * * ")


def test_the_service_may_do_little_and_systemd_agrees(tmp_path: Path) -> None:
    made = schedule.units(
        [LATER],
        project="/srv/situs kita",
        user="humas",
        humas="/usr/bin/true",
        writable=["/srv/humas", "/srv/lain%n", "/srv/a'b\"c"],
    )
    service = made["humas-terbit.service"]
    folders = """"/srv/situs kita" -/srv/humas -/srv/lain%%n "-/srv/a'b\\"c"\n"""
    assert f"ReadWritePaths={folders}" in service
    unit = tmp_path / "humas-terbit.service"
    unit.write_text(service)
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.fail("systemd-analyze is not installed; the Debian package is systemd")
    words = [analyze, "security", "--offline=true", "--threshold=45", str(unit)]
    judged = subprocess.run(words, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout[-300:] + judged.stderr


def test_the_service_gets_the_secrets_that_the_settings_name() -> None:
    settings = Settings(
        mail={"password_env": "SANDI_SUREL"},
        telegram={"token_env": "TOKEN"},
        purge={"value_env": ""},
    )
    assert secrets.named(settings) == ["SANDI_SUREL", "TOKEN"]
    store = {"type": "s3", "bucket": "b"}
    assert secrets.named(Settings(targets={"cdn": store})) == list(secrets.OF_STORES)
    assert secrets.named(Settings(targets={"cdn": {**store, "profile": "humas"}})) == []
    made = schedule.units([], project="/srv", user="u", humas="humas", secret=["TOKEN"])
    assert "LoadCredential=TOKEN:TOKEN\n" in made["humas-terbit.service"]
