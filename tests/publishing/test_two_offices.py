"""Two officers and a timer publish one site: nothing is lost, and nobody types Git."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kentongan.domain import codes
from kentongan.newsroom import publish as deed
from kentongan.newsroom.publish import Request, publish
from kentongan.publishing import journal
from kentongan.publishing.conflicts import Conflicted
from kentongan.publishing.core import Settings
from kentongan.publishing.errors import Refused, TransferError
from kentongan.publishing.repository import Repository
from kentongan.publishing.run import Job, Outcome

from tests.publishing.clones import Office, offices, run
from tests.publishing.trees import write

PERAHU = "content/rilis/perahu.md"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Office, Office]:
    a, b = offices(tmp_path, "a", "b")
    return a, b


@pytest.fixture(autouse=True)
def short_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts here are too short for releases, so a word tells the drafts among them."""

    def drafts(content: Path, found: Repository) -> list[str]:
        return [name for name in found.new_files() if "draf" in (found.root / name).read_text()]

    monkeypatch.setattr(deed, "_drafts", drafts)


def job_of(office: Office) -> Job:
    www = office.root.parent
    targets = {name: {"type": "folder", "path": str(www / name)} for name in ("srv", "cadangan")}
    return Job(
        Settings(targets=targets, encodings=()),
        office.root / "content",
        office.root / "output",
        office.root / ".cache",
        "https://humas.test",
        datetime(2026, 11, 24, 5, tzinfo=UTC),
        office.root.name,
    )


def builder(office: Office) -> Callable[[], None]:
    """A build that makes a page of each text, and a ledger."""

    def build() -> None:
        output = office.root / "output"
        for old in sorted(output.rglob("*.html")):
            old.unlink()
        write(output, "index.html", "Beranda")
        for text in sorted((office.root / "content/rilis").glob("*.md")):
            if "Status: draf" in text.read_text():
                continue
            code = codes.derive(f"rilis/{text.name}")
            write(output, f"berita/2026/11/{text.stem}/index.html", text.read_text())
            write(output, f"api/rilis/{code}.json", json.dumps({"title": text.stem}))
        office.write("content/jejak/alamat/2026-11.tsv", "")

    return build


def go(office: Office, **words: object) -> Outcome:
    request = Request(job_of(office), **words)  # type: ignore[arg-type]
    return publish(request, lambda plan, changes: True, builder(office))


def shown(office: Office, target: str = "srv") -> dict[str, str]:
    folder = office.root.parent / target / "kini/situs/berita/2026/11"
    return {path.parent.name: path.read_text() for path in folder.glob("*/index.html")}


def edit(office: Office, old: str, new: str) -> None:
    office.write(PERAHU, office.read(PERAHU).replace(old, new))


def test_what_each_writes_is_on_line_and_shared(two: tuple[Office, Office]) -> None:
    a, b = two
    go(a)
    b.write("content/rilis/mercusuar.md", "Judul: Mercusuar\n")
    go(b)
    a.write("content/rilis/kapal.md", "Judul: Kapal\n")
    go(a)
    assert set(shown(a)) == {"perahu", "dermaga", "mercusuar", "kapal"}
    go(b)
    assert (b.root / "content/rilis/kapal.md").exists()
    assert a.status() == b.status() == ""
    assert run(a.root, "log", "--merges", "--oneline") == ""
    assert run(a.root, "rev-list", "--count", "origin/main..HEAD") == "0"
    assert not go(a).changed


def test_a_timer_in_a_clone_that_lies_behind_takes_nothing_off_line(
    two: tuple[Office, Office],
) -> None:
    a, b = two
    go(a)
    a.write("content/rilis/kapal.md", "Judul: Kapal\n")
    go(a)
    go(b)
    assert "kapal" in shown(a)


@pytest.mark.parametrize("away", [False, True])
def test_what_cannot_be_had_first_is_not_published_over(
    two: tuple[Office, Office], tmp_path: Path, away: bool
) -> None:
    a, b = two
    go(a)
    a.write("content/rilis/kapal.md", "Judul: Kapal\n")
    go(a)
    before = shown(a)
    if away:
        (tmp_path / "pusat.git").rename(tmp_path / "jauh.git")
    with pytest.raises((Refused, TransferError), match="Situs tetap seperti semula"):
        go(b, with_git=away)
    assert shown(a) == before


def test_work_that_was_published_alone_is_not_taken_off_line(two: tuple[Office, Office]) -> None:
    a, b = two
    go(a)
    a.write("content/rilis/kapal.md", "Judul: Kapal\n")
    go(a, with_git=False)
    with pytest.raises(Refused, match="kapal"):
        go(b)
    assert "kapal" in shown(a)
    go(a)
    go(b)
    assert "kapal" in shown(a)


def test_a_publication_from_another_branch_names_it(two: tuple[Office, Office]) -> None:
    a, b = two
    go(a)
    run(b.root, "fetch", "-q")
    run(b.root, "checkout", "-qb", "meja", "origin/main")
    run(b.root, "push", "-qu", "origin", "meja")
    b.write("content/rilis/kapal.md", "Judul: Kapal\n")
    go(b)
    with pytest.raises(Refused, match=r"cabang lain \(origin/meja"):
        go(a)
    assert "kapal" in shown(a)


def test_a_history_that_was_rewritten_can_be_gone_on_with(two: tuple[Office, Office]) -> None:
    a, b = two
    edit(a, "Aman", "Aman sekali")
    go(a)
    run(a.root, "reset", "-q", "--soft", "HEAD~2")
    run(a.root, "commit", "-qm", "lain")
    run(a.root, "push", "-qf")
    run(b.root, "fetch", "-q")
    run(b.root, "reset", "-q", "--hard", "origin/main")
    with pytest.raises(Refused, match="--abaikan-riwayat"):
        go(b)
    go(b, ignore_history=True)
    go(b)


def test_a_conflict_leaves_site_and_texts_until_it_is_settled(two: tuple[Office, Office]) -> None:
    a, b = two
    go(a)
    edit(a, "Aman", "Aman menurut a")
    go(a)
    edit(b, "Aman", "Aman menurut b")
    before = shown(a)
    for _ in range(2):
        with pytest.raises(Conflicted, match=r"rilis/perahu\.md"):
            go(b)
        assert shown(a) == before
        assert "Aman menurut b" in b.read(PERAHU)
    edit(b, "Aman menurut b", "Aman menurut keduanya")
    go(b)
    assert "Aman menurut keduanya" in shown(a)["perahu"]
    assert "perahu" not in json.dumps(journal.read(b.root / "content"))


def test_colleagues_who_send_while_we_build_are_taken_along(two: tuple[Office, Office]) -> None:
    a, b = two
    go(a)
    b.write("content/rilis/b.md", "Judul: B\n")
    built: list[int] = []

    def build() -> None:
        builder(b)()
        if not built:
            a.write("content/rilis/a.md", "Judul: A\n")
            go(a)
        built.append(1)

    publish(Request(job_of(b)), lambda plan, changes: True, build)
    assert len(built) == 2
    assert {"a", "b"} <= set(shown(a))
    assert b.status() == ""


def test_no_text_leaves_the_machine_before_it_was_built_and_agreed_to(
    two: tuple[Office, Office],
) -> None:
    _, b = two
    b.write("content/rilis/b.md", "Judul: B\n")

    def broken() -> None:
        raise Refused("Situs tidak dibangun.")

    with pytest.raises(Refused):
        publish(Request(job_of(b)), lambda plan, changes: True, broken)
    publish(Request(job_of(b)), lambda plan, changes: False, builder(b))
    publish(Request(job_of(b), look=True), lambda plan, changes: True, builder(b))
    assert run(b.root, "ls-remote", "origin", "main").split()[0] == run(b.root, "rev-parse", "HEAD")
    assert "?? content/rilis/b.md" in b.status()


def test_texts_that_change_no_page_are_shared_too(two: tuple[Office, Office]) -> None:
    a, b = two
    go(a)
    a.write("content/catatan.md", "embargo")
    assert not go(a).changed
    go(b)
    assert b.read("content/catatan.md") == "embargo"


def test_all_targets_are_served_and_one_that_fails_holds_none_back(
    two: tuple[Office, Office],
) -> None:
    a, _ = two
    go(a)
    (a.root.parent / "srv/tahan.json").write_text("{}")
    a.write("content/rilis/kapal.md", "Judul: Kapal\n")
    with pytest.raises(Refused, match="--lepas"):
        deed.publish_all(Request(job_of(a)), lambda plan, changes: True, builder(a))
    assert "kapal" in shown(a, "cadangan")
    assert "kapal" not in shown(a)


def test_fifty_publications_in_turn_lose_nothing(two: tuple[Office, Office]) -> None:
    chance = random.Random(50)
    expected = {}
    for turn in range(16):
        office = two[chance.randrange(2)]
        name = f"r{chance.randrange(8)}"
        # What lies in the work tree is as old as the officer's last publication.
        if (office.root / f"content/rilis/{name}.md").exists() or name not in expected:
            go(office)
            office.write(f"content/rilis/{name}.md", f"Judul: {turn}\n")
            expected[name] = f"Judul: {turn}\n"
        go(office)
        assert {name: text for name, text in shown(office).items() if name in expected} == expected
    for office in two:
        go(office)
        assert office.status() == ""
