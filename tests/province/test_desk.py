"""`humas provinsi`, as its officer types it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kentongan.desk import cli, provinsi
from kentongan.domain.problems import Problem, render
from kentongan.newsroom.hosted import Built

from tests.province.districts import NOW, Site, province, serving

Humas = Callable[..., Result]


@pytest.fixture
def sites() -> Iterator[tuple[Site, Site]]:
    first, second = Site("polres-a", "FN"), Site("polres-z", "GK")
    with serving(first, second):
        for site in (first, second):
            site.tell(8)
            site.publish()
        yield first, second


@pytest.fixture
def humas(tmp_path: Path, sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch) -> Humas:
    project = province(tmp_path / "polda", *sites)
    monkeypatch.chdir(project)

    def run(*words: str) -> Result:
        arguments = ["provinsi", *words]
        return CliRunner().invoke(
            cli.humas, arguments, prog_name="humas", env={"HUMAS_NOW": NOW.isoformat()}
        )

    return run


def test_pull_tells_what_it_took(humas: Humas) -> None:
    done = humas("tarik")
    assert done.exit_code == 0, done.output
    assert "8 rilis diterima" in done.output
    done = humas("tarik", "--json")
    rows = json.loads(done.stdout)["wilayah"]
    assert [row["sama"] for row in rows] == [True, True]


def test_a_frozen_district_is_thawed(humas: Humas, sites: tuple[Site, Site]) -> None:
    humas("tarik")
    del sites[1].told[1:]
    sites[1].publish()
    done = humas("tarik")
    assert done.exit_code == 1
    assert "BEKU: banyak rilis hilang tanpa pencabutan" in done.output
    assert humas("periksa").exit_code == 1
    states = {
        row["wilayah"]: row["keadaan"] for row in json.loads(humas("daftar", "--json").stdout)
    }
    assert states == {"polres-a": "aktif", "polres-z": "beku"}
    assert humas("cairkan", "polres-z").exit_code == 0
    done = humas("tarik", "polres-z")
    assert "7 hilang tanpa pencabutan, disembunyikan" in done.output
    assert humas("periksa").exit_code == 0


def test_a_number_that_a_thief_has_raised_is_forgotten(
    humas: Humas, sites: tuple[Site, Site]
) -> None:
    number = sites[1].number
    sites[1].publish(number=2**53 - 1)
    humas("tarik")
    sites[1].tell(1)
    sites[1].publish(number=number + 1)
    done = humas("tarik", "polres-z")
    assert "terbitan yang lama diputar ulang" in done.output
    humas("cairkan", "polres-z")
    (row,) = json.loads(humas("tarik", "polres-z", "--json").stdout)["wilayah"]
    assert (row["diterima"], row["gangguan"]) == (1, "")


def test_freezing_by_hand(humas: Humas, sites: tuple[Site, Site]) -> None:
    humas("tarik")
    assert humas("beku", "polres-a").exit_code == 0
    sites[0].tell(1)
    sites[0].told[0].state = "dicabut"
    sites[0].publish()
    (row,) = json.loads(humas("tarik", "polres-a", "--json").stdout)["wilayah"]
    assert (row["diterima"], row["dicabut"], row["beku"]) == (0, 1, "beku")
    humas("cairkan", "polres-a")
    (row,) = json.loads(humas("tarik", "polres-a", "--json").stdout)["wilayah"]
    assert (row["diterima"], row["beku"]) == (1, "")


def test_hiding_and_sealing_one_release(humas: Humas, sites: tuple[Site, Site]) -> None:
    humas("tarik")
    code = sites[0].told[0].code
    assert humas("sembunyikan", code).exit_code == 2
    assert humas("sembunyikan", code.lower(), "--alasan", "salah kirim").exit_code == 0
    assert "salah kirim" in humas("daftar").output
    assert humas("sembunyikan", code, "--batal").exit_code == 0
    assert humas("sembunyikan", code, "--batal").exit_code == 1
    assert humas("segel", code).exit_code == 0
    assert code in Path("content/jejak/segel.jsonl").read_text()
    assert humas("segel", "AAA").exit_code == 2
    assert humas("segel", "000-000-000").exit_code == 1


def test_a_mistake_in_the_registry_names_file_and_line(humas: Humas) -> None:
    path = Path("provinsi/wilayah/polres-a.md")
    path.write_text(path.read_text().replace("Tanda: FN", "Tanda: FUN"))
    done = humas("periksa")
    assert done.exit_code == 1
    assert "polres-a.md:3: [province.E003]" in done.output
    assert "Perbaiki:" in done.output
    # Its releases stay, its withdrawals are followed, and everybody who looks is told.
    for words in (("tarik",), ("tarik",), ("daftar",), ("jaga", "--kali", "1", "--tanpa-bangun")):
        done = humas(*words)
        assert "berkas wilayahnya keliru" in done.output
    assert humas("tarik").exit_code == 1
    assert humas("cairkan", "polres-a").exit_code == 1


def test_a_hosted_build_with_findings_says_where_to_read_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    warning = Problem("rilis/a.md", 3, "releases.W012", "Tautan putus.", "hapus.")
    hidden = Problem("rilis/b.md", 3, "releases.E001", "Judul kosong.", is_public=False)
    for found, told in (([warning], True), ([hidden], True), ([], False)):
        provinsi._tell_built(Built("polres-a", 3, 0, render(found)))
        said = capsys.readouterr().out
        assert ("humas periksa -C provinsi/titipan/polres-a/content" in said) is told


def test_a_project_without_a_registry_is_no_province(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'x'\n")
    done = CliRunner().invoke(cli.humas, ["provinsi", "daftar"], prog_name="humas")
    assert done.exit_code == 1
    assert "bukan provinsi" in done.output


def test_watching_builds_only_when_something_changed(
    humas: Humas, sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kentongan.newsroom.errors import NewsroomError
    from kentongan.province import deeds

    built: list[int] = []
    told: list[bool] = []
    monkeypatch.setenv("HUMAS_NOW", NOW.isoformat())
    room = deeds.Room(Path("content"))

    def pause(seconds: float) -> None:
        assert 200 < seconds < 331
        if len(told) == 2:
            sites[0].tell(1)
            sites[0].publish()

    def make() -> None:
        built.append(len(told))
        if built == [1, 3]:
            raise NewsroomError("Situs tidak dibangun.")

    failures: list[NewsroomError] = []
    deeds.watch(
        room, lambda done: told.append(done.changes), make, failures.append,
        rounds_to_go=5, sleep=pause,
    )  # fmt: skip
    assert told == [True, False, True, False, False]
    assert built == [1, 3, 4]  # what failed is tried again
    assert len(failures) == 1
