"""The lines of the ledger: read, added, veiled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain.release import Withdrawal
from kentongan.parts.permalinks import notation

from tests.conftest import NOW, new_release, new_site

A, B, C = "D8X-J8A-K82", "4K7-Q2M-9XG", "000-000-000"


@pytest.mark.parametrize(
    ("text", "lines", "codes"),
    [
        (f"{A}\t/berita/2026/05/a/\n", 1, []),
        (f"\n{A}\t/a/\r\n\n{B}\t/b/\n", 2, []),
        ("d8xj8ak82\t/a/\n", 0, ["permalinks.E006"]),
        ("D8XJ8AK82\t/a/\n", 1, []),
        (f"{A} /a/\n", 0, ["permalinks.E006"]),
        (f"{A}\tberita/a/\n", 0, ["permalinks.E006"]),
        ("D8X-J8A-K83\t/a/\n", 0, ["permalinks.E006"]),
        (
            f"<<<<<<< HEAD\n{A}\t/a/\n=======\n{B}\t/b/\n>>>>>>> lain\n",
            2,
            ["permalinks.E005"] * 3,
        ),
    ],
)
def test_a_ledger_file_is_read_line_by_line(text: str, lines: int, codes: list[str]) -> None:
    found, problems = notation.parse(text, "jejak/alamat/2026-05.tsv")
    assert len(found) == lines and [problem.code for problem in problems] == codes


def test_problems_of_the_ledger_say_where_they_stand() -> None:
    _, problems = notation.parse(f"{A}\t/a/\nrusak\n", "jejak/alamat/2026-05.tsv")
    assert (problems[0].path, problems[0].line) == ("jejak/alamat/2026-05.tsv", 2)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/berita/2026/05/a/", "2026-05.tsv"),
        ("/en/berita/2024/11/a/", "2024-11.tsv"),
        ("/tentang/", "lain.tsv"),
    ],
)
def test_an_address_belongs_to_the_file_of_its_month(address: str, name: str) -> None:
    assert notation.month_of(address) == name


def test_only_new_public_addresses_are_added() -> None:
    private = Withdrawal("privasi", "alasan", NOW)
    site = new_site(
        [
            new_release(code=A, slug="a"),
            new_release(code=B, slug="b"),
            new_release(code=C, slug="c", withdrawal=private),
            new_release(code="", slug="d", status="draf"),
        ]
    )
    known = {notation.line_of(A, "/berita/2026/05/a/")}
    assert notation.additions(known, site.by_code.values()) == {
        "2026-05.tsv": [(B, "/berita/2026/05/b/")]
    }


def test_two_people_who_add_lines_at_once_end_with_the_same_ledger() -> None:
    """Git keeps the lines of both (merge=union), in any order, some of them twice."""
    old = notation.merged("", [(B, "/b/")])
    mine, yours = notation.merged(old, [(A, "/a/")]), notation.merged(old, [(C, "/c/")])
    union = mine + yours
    settled = notation.merged(union, [])
    assert settled == notation.merged(old, [(A, "/a/"), (C, "/c/")])
    assert notation.parse(union, "x")[1] == [] and settled.count("\n") == 3
    assert "merge=union" in notation.GIT_ATTRIBUTES


@given(st.text(st.characters(exclude_categories=["Z", "C"])), st.sampled_from([A, B]))
def test_a_veiled_address_comes_back_and_fits_a_line(text: str, code: str) -> None:
    veiled = notation.veiled(code, f"/{text}")
    assert not text or text not in veiled or len(text) < 4
    (line,), problems = notation.parse(f"{code}\t{veiled}\n", "x.tsv")
    assert problems == [] and notation.unveiled(line) == f"/{text}"
    assert notation.is_veiled(line, f"/{text}") and not notation.is_veiled(line, f"/{text}x")


@pytest.mark.parametrize("word", ["#" + "0" * 24, "~a", "~____", "~abcdefgh"])
def test_what_cannot_be_unveiled_is_no_address(word: str) -> None:
    assert notation.unveiled(notation.Published(A, word)) == ""
