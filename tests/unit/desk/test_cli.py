"""The group `humas`: Indonesian, quick to start, honest about wrong usage."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

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


def every_command(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from every_command(below, (*path, name))


COMMANDS = dict(every_command(cli.humas))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_help_of_every_command_is_indonesian(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert (
        re.search(r"Usage|Options|Commands|Show this|default:|required|\.\.\.$", result.output)
        is None
    )
    _, _, options = result.output.partition("Pilihan:\n")
    named = re.findall(r"^  (\S+)", options.partition("\n\n")[0], re.M)
    assert named and all(name.startswith("-") for name in named)


@pytest.mark.parametrize(
    "path", [path for path in COMMANDS if isinstance(COMMANDS[path], click.Group)], ids=" ".join
)
def test_a_group_without_a_command_prints_its_help_alone(path: tuple[str, ...]) -> None:
    assert run(*path).output == run(*path, "--help").output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["impr"], "Maksud Anda “impor”?"),
        (["meja", "oran"], "Perintah “oran” tidak ada. Maksud Anda “orang”?"),
        (["meja", "orang", "tambh"], "Maksud Anda “tambah”?"),
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
