"""What technicians do to the shared history, and what machines do to names and line ends."""

from __future__ import annotations

import unicodedata

import pytest
from kentongan.publishing.errors import Refused

from tests.publishing.clones import Office, run
from tests.publishing.test_two_offices import go, short_texts, shown, two

__all__ = ["short_texts", "two"]
KAPAL = "content/rilis/kapal.md"


def head(office: Office) -> str:
    return run(office.root, "rev-parse", "HEAD")


def drop_the_last_publication(office: Office) -> None:
    """Take what was published last out of the shared history, by force."""
    run(office.root, "reset", "-q", "--hard", "HEAD~2")
    office.write("content/rilis/lain.md", "Judul: Lain\n")
    office.commit("lain")
    run(office.root, "push", "-qf")


def publish_ship(office: Office) -> None:
    """Publish what there is, then one more release."""
    go(office)
    office.write(KAPAL, "Judul: Kapal\n")
    go(office)


def test_a_branch_that_was_renamed_is_named_and_not_made_again(two: tuple[Office, Office]) -> None:
    a, b = two
    go(a)
    go(b)
    hub = a.root.parent / "pusat.git"
    run(hub, "branch", "-m", "main", "utama")
    b.write(KAPAL, "Judul: Kapal\n")
    for _ in range(2):
        with pytest.raises(Refused, match="tidak lagi ada di cabang main"):
            go(b)
        assert run(hub, "for-each-ref", "--format=%(refname:short)") == "utama"
    assert "kapal" not in shown(b)
    run(b.root, "fetch", "-q")
    run(b.root, "branch", "-q", "-u", "origin/utama")
    go(b)
    assert "kapal" in shown(b)


def test_what_a_colleague_forced_out_of_the_history_comes_back(two: tuple[Office, Office]) -> None:
    a, b = two
    publish_ship(a)
    go(b)
    drop_the_last_publication(a)
    go(b)
    assert {"kapal", "lain", "perahu"} <= set(shown(b))
    assert run(b.root, "log", "--merges", "--oneline") == ""
    go(a)
    assert a.read(KAPAL) == "Judul: Kapal\n"
    assert head(a) == head(b)
    assert a.status() == b.status() == ""


def test_whoever_forced_it_out_is_told_who_can_bring_it_back(two: tuple[Office, Office]) -> None:
    a, b = two
    publish_ship(a)
    drop_the_last_publication(a)
    with pytest.raises(Refused, match="dikeluarkan dari riwayat bersama"):
        go(a)
    with pytest.raises(Refused, match="belum dikirim kepada rekan"):
        go(b)  # which never had it
    assert "kapal" in shown(a)


def test_what_was_reset_by_hand_is_not_taken_for_carried_over(two: tuple[Office, Office]) -> None:
    a, b = two
    publish_ship(a)
    go(b)
    drop_the_last_publication(a)
    run(b.root, "fetch", "-q")
    run(b.root, "reset", "-q", "--hard", "origin/main")
    with pytest.raises(Refused, match="dikeluarkan dari riwayat bersama"):
        go(b)
    assert "kapal" in shown(b)


@pytest.mark.parametrize("rule", ["content/jejak", "*.jsonl", "jejak/"])
def test_a_ledger_that_is_not_shared_is_named(two: tuple[Office, Office], rule: str) -> None:
    a, _ = two
    assert "jejak" not in " ".join(go(a).warnings)
    a.write(".gitignore", f".cache/\noutput/\n{rule}\n")
    assert "jejak tidak ikut dikirim kepada rekan" in " ".join(go(a).warnings)


@pytest.mark.parametrize(
    "name",
    [
        unicodedata.normalize("NFD", "jalan-sabilé"),
        "dua\nbaris",
        " spasi ",
        '"kutip"',
        "Perahu",
        "-q",
    ],
)
def test_any_name_of_a_file_travels(two: tuple[Office, Office], name: str) -> None:
    a, b = two
    path = f"content/rilis/{name}.md"
    a.write(path, "Judul: Nama\n")
    go(a)
    go(b)
    assert b.read(path) == "Judul: Nama\n"
    b.write(path, "Judul: Nama baru\n")
    go(b)
    go(a)
    assert a.read(path) == "Judul: Nama baru\n"
    assert a.status() == b.status() == ""


@pytest.mark.parametrize("ends", ["true", "input", "false"])
def test_line_ends_of_another_system_are_no_change(two: tuple[Office, Office], ends: str) -> None:
    a, b = two
    run(b.root, "config", "core.autocrlf", ends)
    a.write(KAPAL, "Judul: Kapal\n\nSatu.\n\nDua.\n")
    go(a)
    go(b)
    text = b.read(KAPAL).replace("Satu", "Satu saja")
    (b.root / KAPAL).write_bytes(text.replace("\n", "\r\n" if ends == "true" else "\n").encode())
    a.write(KAPAL, a.read(KAPAL).replace("Dua", "Dua saja"))
    go(a)
    go(b)
    go(a)
    assert a.read(KAPAL) == "Judul: Kapal\n\nSatu saja.\n\nDua saja.\n"
    assert a.status() == b.status() == ""


@pytest.mark.parametrize(
    "settings",
    [
        {"user.useConfigOnly": "true"},
        {"commit.gpgSign": "true", "user.signingKey": "tidak-ada"},
        {"core.hooksPath": "/tidak/ada", "pull.rebase": "false", "merge.ff": "no"},
        {"fetch.prune": "true", "push.default": "nothing", "core.quotePath": "true"},
        {"diff.noprefix": "true", "log.showSignature": "true", "color.ui": "always"},
    ],
)
def test_no_setting_of_git_stops_a_publication(
    two: tuple[Office, Office], settings: dict[str, str]
) -> None:
    a, b = two
    for name in ("user.name", "user.email"):
        run(a.root, "config", "--unset", name)
    for name, value in settings.items():
        run(a.root, "config", name, value)
    a.write(KAPAL, "Judul: Kapal\n")
    go(a)
    b.write("content/rilis/dua.md", "Judul: Dua\n")
    go(b)
    go(a)
    assert {"kapal", "dua"} <= set(shown(a))
    assert "?" not in a.status()
