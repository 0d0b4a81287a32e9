"""Colleagues' work comes in and ours goes out, and nobody types Git."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from kentongan.publishing import repository
from kentongan.publishing.conflicts import Conflicted
from kentongan.publishing.errors import PublishingError, Refused, TransferError
from kentongan.publishing.repository import Repository

from tests.publishing.clones import Office, offices, run

PERAHU = "content/rilis/perahu.md"
GIT_WORDS = ("rebase", "merge", "commit", "pull", "stash", "<<<<", "branch", "upstream")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Office, Office]:
    a, b = offices(tmp_path, "a", "b")
    return a, b


def send(office: Office, **files: str) -> None:
    """Write, then do what a publication does with Git."""
    for path, text in files.items():
        office.write(path, text)
    found = office.repository
    found.take()
    found.save("Terbitan")
    assert found.push()


def edit(office: Office, old: str, new: str) -> None:
    text = office.read(PERAHU)
    assert old in text
    office.write(PERAHU, text.replace(old, new))


def settled(office: Office) -> bool:
    """Nothing half-done: no rebase, no marks, no files of ours left in the way."""
    leftovers = [path.name for path in (office.root / ".git").glob("*.lock")]
    half = any((office.root / ".git" / name).exists() for name in repository._HALF_DONE)
    return not half and not leftovers and "<<<<" not in office.read(PERAHU)


def test_work_that_was_never_committed_goes_on_top_of_what_came(
    two: tuple[Office, Office],
) -> None:
    a, b = two
    b.write("content/rilis/mercusuar.md", "Judul: Mercusuar\n")
    edit(b, "Penutup", "Penutup dari b")
    send(a, **{"content/rilis/kapal.md": "Judul: Kapal\n"})
    edit(a, "Aman", "Aman sekali")
    send(a)
    send(b)
    assert b.read("content/rilis/kapal.md") == "Judul: Kapal\n"
    assert "Aman sekali" in b.read(PERAHU)
    assert "Penutup dari b" in b.read(PERAHU)
    send(a)
    assert a.read(PERAHU) == b.read(PERAHU)
    assert a.status() == b.status() == ""
    assert run(a.root, "log", "--merges", "--oneline") == ""


def test_commits_of_a_technician_stay_apart(two: tuple[Office, Office]) -> None:
    a, b = two
    send(a, **{"content/rilis/kapal.md": "Judul: Kapal\n"})
    b.write("pelicanconf.py", "A = 1\n")
    b.commit("Pengaturan satu")
    b.write("pelicanconf.py", "A = 2\n")
    b.commit("Pengaturan dua")
    b.write("publishconf.py", "SITEURL = 'belum'\n")
    send(b)
    log = run(b.root, "log", "--format=%s").splitlines()
    assert log[:3] == ["Pengaturan dua", "Pengaturan satu", "Terbitan"]
    assert b.status() == "M publishconf.py"  # outside the content: nobody's business here


@pytest.mark.parametrize("committed", [False, True])
def test_a_text_that_both_changed_is_told_in_words_and_left_alone(
    two: tuple[Office, Office], committed: bool
) -> None:
    a, b = two
    edit(a, "Aman", "Aman menurut a")
    send(a)
    edit(b, "Aman", "Aman menurut b")
    if committed:
        b.commit()
    before, head = b.read(PERAHU), run(b.root, "rev-parse", "HEAD")
    for _ in range(2):
        with pytest.raises(Conflicted) as raised:
            b.repository.take()
        assert "rilis/perahu.md" in str(raised.value)
        assert "Aman menurut" not in str(raised.value)  # it goes into logs and mails
        assert "Meja a" in raised.value.detail
        assert "Aman menurut a" in raised.value.detail
        assert "Aman menurut b" in raised.value.detail
        told = (str(raised.value) + raised.value.detail).casefold()
        assert not [word for word in GIT_WORDS if word in told]
        assert (b.read(PERAHU), run(b.root, "rev-parse", "HEAD")) == (before, head)
        assert settled(b)
    edit(b, "Aman menurut b", "Aman menurut a dan b")
    send(b)
    send(a)
    assert "Aman menurut a dan b" in a.read(PERAHU)
    assert a.status() == b.status() == ""


@pytest.mark.parametrize(("mine", "words"), [(True, "menurut b"), (False, "menurut a")])
def test_one_of_the_two_versions_can_be_chosen_by_name(
    two: tuple[Office, Office], mine: bool, words: str
) -> None:
    a, b = two
    edit(a, "Aman", "Aman menurut a")
    send(a)
    edit(b, "Aman", "Aman menurut b")
    found = b.repository
    names = frozenset({"rilis/perahu.md"})
    found.memory.mine, found.memory.theirs = (names, frozenset()) if mine else (frozenset(), names)
    found.take()
    assert words in b.read(PERAHU)


def test_a_text_agreed_on_is_not_taken_for_a_newer_one_of_the_colleague(
    two: tuple[Office, Office],
) -> None:
    a, b = two
    edit(a, "Aman", "Aman satu")
    send(a)
    edit(b, "Aman", "Aman b")
    with pytest.raises(Conflicted):
        b.repository.take()
    edit(a, "Aman satu", "Aman dua")
    send(a)
    edit(b, "Aman b", "Aman disepakati")
    with pytest.raises(Conflicted) as raised:
        b.repository.take()
    assert "Aman dua" in raised.value.detail


def test_a_text_that_one_deleted_and_the_other_changed_is_a_conflict(
    two: tuple[Office, Office],
) -> None:
    a, b = two
    (a.root / PERAHU).unlink()
    send(a)
    edit(b, "Aman", "Aman b")
    with pytest.raises(Conflicted) as raised:
        b.repository.take()
    assert "dihapus" in raised.value.detail
    assert "Aman b" in b.read(PERAHU)


def test_a_text_that_both_renamed_and_changed_is_kept_under_both_names(
    two: tuple[Office, Office],
) -> None:
    """The build then tells of their common code."""
    a, b = two
    for office, name in ((a, "kapal-a"), (b, "kapal-b")):
        edit(office, "Aman", f"Aman {name}")
        (office.root / PERAHU).rename(office.root / f"content/rilis/{name}.md")
    send(a)
    b.repository.take()
    assert not (b.root / PERAHU).exists()
    for name in ("kapal-a", "kapal-b"):
        text = b.read(f"content/rilis/{name}.md")
        assert f"Aman {name}" in text and "<<<" not in text


def test_a_name_that_both_gave_is_shown_without_marks(two: tuple[Office, Office]) -> None:
    """One renamed another text to it, and both changed that text."""
    a, b = two
    edit(a, "Aman", "Aman a")
    (a.root / PERAHU).rename(a.root / "content/rilis/kapal.md")
    send(a)
    edit(b, "Aman", "Aman b")
    b.write("content/rilis/kapal.md", "Judul: Kapal b\n\nLain sama sekali.\n")
    with pytest.raises(Conflicted) as raised:
        b.repository.take()
    assert "<<<" not in raised.value.detail and "Lain sama sekali" in raised.value.detail
    chosen = b.repository
    chosen.memory.theirs = frozenset({"rilis/kapal.md", "rilis/perahu.md"})
    chosen.take()
    assert "<<<" not in b.read("content/rilis/kapal.md")


@pytest.mark.parametrize("state", ["detached", "own branch"])
def test_a_place_that_follows_no_colleague_is_refused(
    two: tuple[Office, Office], state: str
) -> None:
    office = two[0]
    run(office.root, "checkout", "-q", *(["--detach"] if state == "detached" else ["-b", "meja"]))
    with pytest.raises(Refused, match="tidak tersambung ke naskah bersama"):
        _ = office.repository
    run(office.root, "checkout", "-q", "main")
    assert office.repository


def hook(folder: Path, name: str) -> None:
    file = folder / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("#!/bin/sh\necho kail gagal >&2\nexit 1\n")
    file.chmod(0o755)


def test_hooks_for_technicians_do_not_stop_an_officer(two: tuple[Office, Office]) -> None:
    a, b = two
    for name in ("pre-commit", "commit-msg", "prepare-commit-msg", "pre-push", "post-checkout"):
        hook(b.root / ".git", name)
    edit(a, "Aman", "Aman sekali")
    send(a)
    edit(b, "Penutup", "Penutup dari b")
    send(b)
    assert b.status() == ""


def test_a_server_that_refuses_by_its_rules_is_told_apart_from_one_that_is_away(
    two: tuple[Office, Office],
) -> None:
    a = two[0]
    hook(a.root.parent / "pusat.git", "pre-receive")
    edit(a, "Aman", "Aman sekali")
    with pytest.raises(Refused, match="menolak kiriman kita"):
        send(a)


def test_a_shallow_clone_gets_the_whole_history(two: tuple[Office, Office]) -> None:
    a = two[0]
    edit(a, "Aman", "Aman sekali")
    send(a)
    folder = a.root.parent
    run(folder, "clone", "-q", "--depth", "1", (folder / "pusat.git").as_uri(), "dangkal")
    shallow = Office(folder / "dangkal")
    shallow.repository.take()
    assert run(shallow.root, "rev-list", "--count", "HEAD") == run(
        a.root, "rev-list", "--count", "HEAD"
    )


def test_a_history_without_a_common_beginning_is_refused_in_words(
    two: tuple[Office, Office],
) -> None:
    a = two[0]
    (other,) = offices(a.root.parent / "lain", "c")
    run(other.root, "push", "-qf", str(a.root.parent / "pusat.git"), "main")
    edit(other, "Aman", "Aman lain")
    other.commit("akar lain")
    orphan = run(other.root, "commit-tree", "HEAD^{tree}", "-m", "akar")
    run(other.root, "push", "-qf", str(a.root.parent / "pusat.git"), f"{orphan}:refs/heads/main")
    before = a.read(PERAHU)
    with pytest.raises(Refused, match="diganti seluruhnya"):
        a.repository.take()
    assert a.read(PERAHU) == before


def test_a_locked_index_follows_at_the_next_run(two: tuple[Office, Office]) -> None:
    a = two[0]
    lock = a.root / ".git/index.lock"
    lock.touch()
    edit(a, "Aman", "Aman sekali")
    send(a)
    lock.unlink()
    send(a)
    assert a.status() == ""


def test_a_new_draft_stays_on_this_machine(two: tuple[Office, Office]) -> None:
    a, b = two
    a.write("content/rilis/rancangan.md", "Judul: R\nStatus: draf\n")
    found = a.repository
    assert found.new_files() == ["content/rilis/rancangan.md"]
    found.drafts = frozenset(found.new_files())
    found.take()
    assert not found.save("Terbitan")
    assert a.status() == "?? content/rilis/rancangan.md"
    send(b)
    assert not (b.root / "content/rilis/rancangan.md").exists()


def test_settings_that_both_changed_are_named_and_nothing_moves(
    two: tuple[Office, Office],
) -> None:
    a, b = two
    a.write("publishconf.py", "SITEURL = 'a'\n")
    a.commit()
    a.push()
    b.write("publishconf.py", "SITEURL = 'b'\n")
    with pytest.raises(Refused, match=r"publishconf\.py"):
        b.repository.take()
    assert b.read("publishconf.py") == "SITEURL = 'b'\n"
    b.write("publishconf.py", "SITEURL = ''\n")
    b.repository.take()
    assert b.read("publishconf.py") == "SITEURL = 'a'\n"


def test_the_ledger_of_two_machines_keeps_the_lines_of_both(two: tuple[Office, Office]) -> None:
    a, b = two
    for office, code in ((a, "AAA"), (b, "BBB")):
        office.write("content/jejak/alamat/2026-11.tsv", f"{code}\t/berita/{code}/\n")
        office.write("content/jejak/penerbitan.jsonl", f'{{"siapa": "{code}"}}\n')
        office.write("content/jejak/catatan.jsonl", f'{{"manifest": "{code}"}}\n')
        office.write("content/jejak/izin/X.json", f'{{"oleh": "{code}"}}\n')
    send(a)
    send(b)
    assert len(b.read("content/jejak/alamat/2026-11.tsv").splitlines()) == 2
    assert len(b.read("content/jejak/penerbitan.jsonl").splitlines()) == 2
    assert b.read("content/jejak/catatan.jsonl") == '{"manifest": "AAA"}\n'  # made anew after it
    assert b.read("content/jejak/izin/X.json") == '{"oleh": "AAA"}\n'


def test_a_server_that_is_away_leaves_everything_as_it_was(
    two: tuple[Office, Office], tmp_path: Path
) -> None:
    _, b = two
    edit(b, "Aman", "Aman b")
    (tmp_path / "pusat.git").rename(tmp_path / "jauh.git")
    with pytest.raises(TransferError) as raised:
        b.repository.take()
    assert "Situs tetap seperti semula" in str(raised.value)
    assert b.status() == f"M {PERAHU}"


def test_work_that_came_first_sends_ours_back(two: tuple[Office, Office]) -> None:
    a, b = two
    mine = b.repository
    mine.take()
    send(a, **{"content/rilis/kapal.md": "Judul: Kapal\n"})
    b.write("content/rilis/b.md", "Judul: B\n")
    mine.save("Terbitan")
    assert not mine.push()
    assert mine.take()
    assert mine.push()
    assert run(b.root, "log", "--merges", "--oneline") == ""


def test_a_move_that_was_killed_is_finished_by_the_next_run(
    two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two
    edit(a, "Aman", "Aman menurut a " * 50)
    send(a, **{"content/rilis/kapal.md": "Judul: Kapal\n" * 50})
    edit(b, "Penutup", "Penutup dari b")
    whole = Repository._show_index

    def killed(self: Repository, commit: str) -> None:
        raise KeyboardInterrupt

    head = run(b.root, "rev-parse", "HEAD")
    monkeypatch.setattr(Repository, "_show_index", killed)
    with pytest.raises(KeyboardInterrupt):
        b.repository.take()
    monkeypatch.setattr(Repository, "_show_index", whole)
    run(b.root, "update-ref", "HEAD", head)
    kapal = b.root / "content/rilis/kapal.md"
    kapal.write_text(kapal.read_text()[:30])
    (b.root / ".git/humas.index.lock").touch()
    send(b)
    assert b.read("content/rilis/kapal.md") == a.read("content/rilis/kapal.md")
    assert "Penutup dari b" in b.read(PERAHU)
    assert b.status() == ""


def test_two_officers_who_take_turns_lose_nothing(two: tuple[Office, Office]) -> None:
    chance = random.Random(18)
    expected: dict[str, str] = {}
    for turn in range(24):
        office = two[chance.randrange(2)]
        name = f"content/rilis/{chance.randrange(6)}.md"
        try:
            office.repository.take()
        except PublishingError as error:  # pragma: no cover
            pytest.fail(str(error))
        office.write(name, f"Judul: {turn}\n")
        expected[name] = f"Judul: {turn}\n"
        send(office)
    for office in two:
        send(office)
        assert {path: office.read(path) for path in expected} == expected
        assert office.status() == ""


def test_a_change_within_the_second_of_the_last_run_is_seen(two: tuple[Office, Office]) -> None:
    """Same size, same second: only the age of the index says that the file must be read."""
    a, _ = two
    for setting in (("core.trustctime", "false"), ("core.checkStat", "minimal")):
        run(a.root, "config", *setting)
    name, second = "content/rilis/kapal.md", (1_700_000_000, 1_700_000_000)
    a.write(name, "Judul: 14\n")
    os.utime(a.root / name, second)
    send(a)
    os.utime(a.root / ".git/index", second)
    a.write(name, "Judul: 17\n")
    os.utime(a.root / name, second)
    send(a)
    assert run(a.root, "show", f"HEAD:{name}").strip() == "Judul: 17"


def test_folders_without_an_upstream_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert repository.find(tmp_path / "content", tmp_path / "m") is None
    run(tmp_path, "init", "-q")
    assert repository.find(tmp_path / "content", tmp_path / "m") is None


def test_the_content_may_be_a_repository_of_its_own(tmp_path: Path) -> None:
    first, second = offices(tmp_path, "a", "b")
    repositories = []
    for office in (first, second):
        own = repository.find(office.root, tmp_path / f"{office.root.name}.json")
        assert own is not None
        repositories.append(own)
    first.write("jejak/catatan.jsonl", '{"manifest": "a"}\n')
    second.write("jejak/catatan.jsonl", '{"manifest": "b"}\n')
    for own in repositories:
        own.take()
        own.save("Terbitan")
        assert own.push()
    assert second.read("jejak/catatan.jsonl") == '{"manifest": "a"}\n'
    assert second.status() == ""


def test_the_content_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (office,) = offices(tmp_path, "a")
    (tmp_path / "proyek").mkdir()
    (tmp_path / "proyek/content").symlink_to(office.root / "content")
    own = repository.find(tmp_path / "proyek/content", tmp_path / "m")
    assert own is not None
    assert (own.root, own.content) == (office.root, "content")
