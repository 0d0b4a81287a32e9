"""The settings of a project are read once, for the build and the desk alike."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from kentongan.newsroom import configuration
from kentongan.newsroom.errors import NewsroomError
from kentongan.parts.images import core as images

SITE = """\
import os
SITEURL = os.environ.get("SITEURL") or "http://127.0.0.1:8000"
TIMEZONE = "Asia/Jakarta"
HUMAS_RELEASES_ZONE = TIMEZONE
"""
PRODUCTION = "from pelicanconf import *\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tempat-lain").mkdir()
    monkeypatch.chdir(tmp_path / "tempat-lain")
    monkeypatch.delenv("SITEURL", raising=False)
    monkeypatch.delenv("HUMAS_NOW", raising=False)


def project(tmp_path: Path, name: str = "situs", site: str = SITE, production: str = "") -> Path:
    """A folder of settings; its folder of content."""
    content = tmp_path / name / "isi"
    content.mkdir(parents=True)
    (tmp_path / name / "pelicanconf.py").write_text(site)
    if production:
        (tmp_path / name / "publishconf.py").write_text(PRODUCTION + production)
    return content


def test_the_project_is_found_upward_from_the_content(tmp_path: Path) -> None:
    content = project(tmp_path, site=SITE + 'PATH = "isi"\nCACHE_PATH = "sisa"\n')
    (content / "rilis/2026").mkdir(parents=True)
    found = configuration.load(content / "rilis/2026")
    assert found.project == tmp_path / "situs"
    assert (found.content, found.cache) == (content, tmp_path / "situs/sisa")


def test_else_upward_from_where_we_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path))
    assert configuration.load(tmp_path / "tempat-lain").project == tmp_path / "situs"


def test_without_settings_the_defaults_stand(tmp_path: Path) -> None:
    found = configuration.load(tmp_path)
    assert found.zone == ZoneInfo("Asia/Jakarta")
    assert found.of(images.Settings) == images.Settings()
    with pytest.raises(NewsroomError, match="Alamat situs belum diatur"):
        _ = found.public_address


def test_production_counts_before_the_site_and_both_are_read_fresh(tmp_path: Path) -> None:
    one = project(tmp_path, "satu", production="HUMAS_IMAGES_MAX_MEGAPIXELS = 1\n")
    other = project(tmp_path, "dua", SITE.replace("Jakarta", "Jayapura"), "SITENAME = 'Dua'\n")
    assert configuration.load(one).of(images.Settings).max_megapixels == 1
    assert configuration.load(other).zone.key == "Asia/Jayapura"
    assert configuration.load(one).zone.key == "Asia/Jakarta"


def test_the_zone_is_that_of_pelican_where_no_other_is_named(tmp_path: Path) -> None:
    assert configuration.load(project(tmp_path, site='TIMEZONE = "Asia/Makassar"\n')).zone == (
        ZoneInfo("Asia/Makassar")
    )


@pytest.mark.parametrize(
    ("environment", "production", "site", "expected"),
    [
        ("https://satu.test/", "https://dua.test", "https://tiga.test", "https://satu.test"),
        ("", "https://dua.test/humas/", "https://tiga.test", "https://dua.test/humas"),
        ("", "", "https://tiga.test", "https://tiga.test"),
        ("", "http://localhost:8000", "https://tiga.test", "https://tiga.test"),
    ],
)
def test_the_public_address_has_one_order(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: str,
    production: str,
    site: str,
    expected: str,
) -> None:
    monkeypatch.setenv("SITEURL", environment)
    content = project(tmp_path, site=f"SITEURL = {site!r}\n", production=f"SITEURL={production!r}")
    assert configuration.load(content).public_address == expected


LOCAL = """\
http://127.0.0.1:8000
http://127.8.9.1
http://localhost
http://LOCALHOST.:80/x
http://situs.localhost
http://[::1]:8000/
http://[::ffff:127.0.0.1]/
http://0.0.0.0:8000
http://[::]/
humas.test
//humas.test
https://
ftp://humas.test
http://[::1"""


@pytest.mark.parametrize("address", LOCAL.split("\n"))
def test_an_address_of_this_machine_is_for_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("SITEURL", address)
    with pytest.raises(NewsroomError, match="Alamat situs belum diatur"):
        _ = configuration.load(project(tmp_path)).public_address


@pytest.mark.parametrize("address", ["http://10.2.3.4", "https://humas.test", "http://localhos.t"])
def test_other_addresses_are_public(address: str) -> None:
    assert configuration.is_public(address)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-24T12:00:00+07:00", "2026-11-24T14:00:00+09:00"),
        ("2026-11-24T12:00:00", "2026-11-24T12:00:00+09:00"),
        ("24 November 2026, 12.00", "2026-11-24T12:00:00+09:00"),
        ("2026-11-24 12.28", "2026-11-24T12:28:00+09:00"),
        ("2026-11-24", "2026-11-24T00:00:00+09:00"),
        ("24 November 2026, 12.00 WIB", "2026-11-24T14:00:00+09:00"),
    ],
)
def test_the_clock_goes_in_the_zone_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, expected: str
) -> None:
    monkeypatch.setenv("HUMAS_NOW", written)
    found = configuration.load(project(tmp_path, site='TIMEZONE = "Asia/Jayapura"\n')).now()
    assert found.isoformat() == expected


def test_a_clock_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUMAS_NOW", "besok")
    with pytest.raises(NewsroomError, match="HUMAS_NOW “besok” tidak dikenali"):
        configuration.load(tmp_path).now()


def test_the_machine_s_clock_is_the_default(tmp_path: Path) -> None:
    found = configuration.load(tmp_path).now()
    assert found.tzinfo == ZoneInfo("Asia/Jakarta")
    assert abs((found - datetime.now(found.tzinfo)).total_seconds()) < 5


@pytest.mark.parametrize(
    ("site", "words"),
    [
        ("SITENAME = \n", r"pelicanconf.py baris 1: ini bukan Python"),
        ("raise OSError('x')", r"pelicanconf.py tidak dapat dijalankan: OSError: x"),
    ],
)
def test_settings_that_cannot_be_run_are_told(tmp_path: Path, site: str, words: str) -> None:
    with pytest.raises(NewsroomError, match=words):
        configuration.load(project(tmp_path, site=site))


@pytest.mark.parametrize(
    "site", ["HUMAS_IMAGES_MAX_MEGAPIXELS = 'satu'\n", 'HUMAS_RELEASES_ZONE = "Asia/Pasuruan"\n']
)
def test_a_setting_of_a_wrong_type_is_told(tmp_path: Path, site: str) -> None:
    found = configuration.load(project(tmp_path, site=site))
    with pytest.raises(NewsroomError, match=site.partition(" ")[0]):
        _ = found.zone, found.of(images.Settings)
