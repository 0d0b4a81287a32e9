"""The files of the ledger: written once, merged line by line, forgotten where they must be."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from kentongan.domain.release import Release, Withdrawal
from kentongan.parts.permalinks import claims, core, factbook, facts, ledger, notation

from tests.conftest import NOW, new_release, new_site

A, B, C = "D8X-J8A-K82", "4K7-Q2M-9XG", "000-000-000"


def write(content: Path, *releases: Release) -> bool:
    site = new_site(releases)
    site.content = content
    return ledger.write(site)


def files(content: Path) -> dict[str, str]:
    return {
        path.relative_to(content).as_posix(): path.read_text()
        for path in sorted(content.rglob("*"))
        if path.is_file() and ".git/" not in path.as_posix()
    }


def test_addresses_and_facts_are_recorded_once(tmp_path: Path) -> None:
    one = new_release(code=A, slug="a")
    assert write(tmp_path, one)
    assert files(tmp_path)["jejak/alamat/2026-05.tsv"] == f"{A}\t/berita/2026/05/a/\n"
    assert facts.load(files(tmp_path)["jejak/fakta/2026-05.jsonl"]).title == one.title
    before = files(tmp_path)
    assert not write(tmp_path, one) and files(tmp_path) == before


def test_an_old_address_stays_when_a_new_one_comes(tmp_path: Path) -> None:
    write(tmp_path, new_release(code=A, slug="lama"))
    write(tmp_path, new_release(code=A, slug="baru"))
    found, problems = ledger.read(tmp_path)
    assert [row.address for row in found] == ["/berita/2026/05/baru/", "/berita/2026/05/lama/"]
    assert problems == []


def test_facts_of_a_withdrawn_release_are_forgotten(tmp_path: Path) -> None:
    write(tmp_path, new_release(code=A, slug="a", title="Rahasia"))
    gone = new_release(
        code=A, slug="a", title="Rahasia", withdrawal=Withdrawal("privasi", "x", NOW)
    )
    assert write(tmp_path, gone)
    assert "Rahasia" not in "".join(files(tmp_path).values())


def test_two_publications_at_once_merge_without_conflict(tmp_path: Path) -> None:
    def git(*words: str) -> str:
        names = ["-c", "user.name=Uji", "-c", "user.email=uji@humas.test"]
        done = subprocess.run(
            ["git", *names, *words], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    git("init", "-q", "-b", "utama")
    base = [new_release(code=A, slug="m")]
    write(tmp_path, *base)
    git("add", "-A")
    git("commit", "-qm", "awal")
    git("checkout", "-qb", "rekan")
    write(tmp_path, *base, new_release(code=B, slug="rekan"))
    git("commit", "-qam", "rekan")
    git("checkout", "-q", "utama")
    write(tmp_path, *base, new_release(code=C, slug="saya"))
    git("commit", "-qam", "saya")
    git("merge", "-q", "rekan", "-m", "gabung")
    found, problems = ledger.read(tmp_path)
    assert {row.code for row in found} == {A, B, C} and problems == []


def test_a_damaged_file_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    folder = tmp_path / "jejak/alamat"
    folder.mkdir(parents=True)
    (folder / "2026-05.tsv").write_bytes(b"\xff\xfe\x00")
    found, problems = ledger.read(tmp_path)
    assert found == [] and [problem.code for problem in problems] == ["permalinks.E006"]


def test_a_damaged_line_of_facts_is_passed_over(tmp_path: Path) -> None:
    one = new_release(code=A, slug="a")
    write(tmp_path, one)
    path = tmp_path / "jejak/fakta/2026-05.jsonl"
    path.write_text("<<<<<<< HEAD\n" + path.read_text())
    site: Any = new_site([new_release(code=A, slug="a", title="Judul lain")])
    site.content = tmp_path
    assert [problem.code for problem in factbook.changed(site)] == ["permalinks.W001"]


def test_an_address_of_a_private_release_is_known_again_but_not_read(tmp_path: Path) -> None:
    write(tmp_path, new_release(code=A, slug="nama-korban"), new_release(code=B, slug="b"))
    address, other = "/berita/2026/05/nama-korban/", "/berita/2026/05/b/"
    gone = new_release(code=A, slug="nama-korban", withdrawal=Withdrawal("privasi", "x", NOW))
    for _ in range(2):
        write(tmp_path, gone, new_release(code=B, slug="b"))
        assert "nama-korban" not in "".join(files(tmp_path).values())
        assert ledger.read(tmp_path)[1] == []
        assert ledger.was_published(tmp_path, address, {A})
        assert not ledger.was_published(tmp_path, other, {A})
    site = new_site([new_release(code=A, slug="kembali"), new_release(code=B, slug="b")])
    assert core.redirects(site, ledger.read(tmp_path)[0], {}) == {}


def test_an_address_that_was_given_up_leaves_the_ledger(tmp_path: Path) -> None:
    write(tmp_path, new_release(code=A, slug="a"), new_release(code=B, slug="b"))
    ledger.forget(tmp_path, ["https://humas.test/berita/2026/05/a"])
    assert [line.code for line in ledger.read(tmp_path)[0]] == [B]


def test_stated_addresses_are_recorded_and_hidden_with_the_name(tmp_path: Path) -> None:
    stated = ("/lama/nama-korban.html", "/?p=nama korban")
    write(tmp_path, new_release(code=A, slug="nama-korban", redirects_from=stated))
    write(tmp_path, new_release(code=A, slug="x", withdrawal=Withdrawal("privasi", "x", NOW)))
    assert "korban" not in "".join(files(tmp_path).values())
    ledger.hide(tmp_path, A, ["/lampiran/1/nama-korban.pdf"])
    hidden = {"/berita/2026/05/nama-korban/", "/lama/nama-korban.html"}
    assert ledger.hidden(tmp_path) == hidden | {"/lampiran/1/nama-korban.pdf"}
    ledger.forget(tmp_path, ["/lama/nama-korban.html", "/lampiran/1/nama-korban.pdf"])
    assert ledger.hidden(tmp_path) == {"/berita/2026/05/nama-korban/"}


def test_a_lost_private_release_is_reported_once_by_its_code() -> None:
    rows = [notation.Published(A, notation.veiled(A, f"/{name}/")) for name in "ab"]
    (problem,) = claims.lost(new_site([]), rows)
    assert f"/r/{A}/" in problem.message
