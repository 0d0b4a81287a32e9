"""The group `humas`: Indonesian, quick to start, honest about wrong usage."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner, Result
from kentongan.desk import cli
from kentongan.desk.indonesian import ContentError, DeskCommand

CONTRACT = [
    "impor",
    "impor-wordpress",
    "baru",
    "beri-kode",
    "daftar",
    "periksa",
    "lihat",
    "samarkan",
    "bagikan",
    "cabut",
    "batal-cabut",
    "ralat",
    "jadwal",
    "riwayat",
    "cek",
    "tanda-tangan",
    "terbit",
    "mundur",
    "periksa-situs",
    "meja",
]


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.humas, list(args), prog_name="humas")


def test_the_help_lists_every_command_of_the_contract() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in CONTRACT:
        assert f"\n  {name} " in result.output
    assert "Usage" not in result.output and "Options" not in result.output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["impr"], "Maksud Anda “impor”?"),
        (["--salah"], "Pilihan --salah tidak ada."),
    ],
)
def test_wrong_usage_is_explained_and_exits_with_2(args: list[str], words: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.output


def test_a_command_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.COMMANDS, "impor", cli.Entry("kentongan.desk.tiada:command", ""))
    result = run("impor", "--json", "berkas.txt")
    assert result.exit_code == 2
    assert "Perintah “impor” tidak ada dalam pemasangan ini." in result.output


def test_a_commands_exit_status_and_errors_reach_the_shell() -> None:
    @click.command("coba", cls=DeskCommand)
    @click.option("--angka", type=int)
    def command(angka: int | None) -> int | None:
        if angka == 7:
            raise ContentError("Isi keliru.")
        return angka

    runner = CliRunner()
    assert runner.invoke(command, ["--angka", "1"]).exit_code == 1
    assert runner.invoke(command, []).exit_code == 0
    failed = runner.invoke(command, ["--angka", "7"])
    assert (failed.exit_code, failed.output) == (1, "Isi keliru.\n")
    wrong = runner.invoke(command, ["--angka", "x"])
    assert wrong.exit_code == 2
    assert "'x' bukan bilangan bulat." in wrong.output


def test_listing_the_commands_loads_none_of_them() -> None:
    code = (
        "import sys, kentongan.desk.cli as c\n"
        "c.humas.main(['--help'], standalone_mode=False)\n"
        "print([m for m in sys.modules if m.startswith('kentongan.desk.') and m not in "
        "('kentongan.desk.cli', 'kentongan.desk.indonesian')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
