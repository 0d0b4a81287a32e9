"""A mend stands in the place of the datum, and what it gives is no finding any more."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from kentongan.domain.problems import Problem
from kentongan.domain.release import Case
from kentongan.gate.core import check_raw, check_release
from kentongan.gate.findings import key_of
from kentongan.gate.rules.registry import ALL, PRIVACY
from kentongan.gate.sarif import report

from tests.unit.gate.examples import UNITS, release_of

TEXTS = [text for rule in PRIVACY for text in rule.must if "\n\n" not in text]
MENDED = {"nik", "phone", "plate", "account", "victim-name", "witness-name", "suspect-name"}


@pytest.mark.parametrize("text", TEXTS)
def test_a_place_holds_the_datum_and_a_mend_takes_it_away(text: str) -> None:
    for problem in check_raw(text, "a.txt"):
        assert 0 <= problem.start < problem.end <= len(text)
        assert not problem.mends or problem.end - problem.start < 60
        if problem.type in MENDED:
            assert problem.mends
        for label, instead in problem.mends:
            assert label
            mended = text[: problem.start] + instead + text[problem.end :]
            assert count(problem.code, mended) < count(problem.code, text), mended


@pytest.mark.parametrize("text", TEXTS)
def test_a_datum_is_told_once_with_all_its_places_and_a_mend_at_each(text: str) -> None:
    twice = f"{text}\n\n{text}"
    for problem in check_raw(twice, "a.txt"):
        places = sorted(problem.everywhere(), key=lambda place: place.start, reverse=True)
        data = {key_of(twice[place.start : place.end]) for place in places}
        assert len(data) == 1, data
        mended = twice
        for place in places:
            assert place.line == twice.count("\n", 0, place.start) + 1
            assert len(place.mends) == len(problem.mends)
            if place.mends:
                mended = mended[: place.start] + place.mends[0][1] + mended[place.end :]
        if problem.mends:
            assert count(problem.code, mended) < count(problem.code, twice), mended


def test_other_places_are_told_to_machines() -> None:
    (problem,) = check_raw("Warga 081234567890 ada.\n\nHubungi 0812-3456-7890.", "a.txt")
    mends = [{"label": label, "text": instead} for label, instead in problem.mends]
    assert problem.as_json()["also"] == [{"line": 3, "start": 33, "end": 47, "mends": mends}]
    (result,) = report([problem])["runs"][0]["results"]
    lines = [place["physicalLocation"]["region"]["startLine"] for place in result["locations"]]
    assert lines == [1, 3]


@pytest.mark.parametrize(
    ("paragraph", "code"),
    [
        ("Kegiatan berjalan dengan lancar.", "redaksi.W003"),
        ("Petugas berpatroli di pasar pada Jumat malam bersama warga.", "redaksi.W004"),
        ("“Kami siaga, ujar Kapolsek.", "redaksi.W009"),
        ("Polsek Kraton " + "berpatroli bersama warga dan pedagang " * 26 + ".", "redaksi.W014"),
    ],
)
def test_what_is_said_of_a_paragraph_is_marked_at_all_of_it(paragraph: str, code: str) -> None:
    release = release_of(f"{paragraph}\n\nWarga senang.")
    source = "\n" * (release.body_line - 1) + release.body
    problems, _ = check_release(release, UNITS, source=source, thorough=True)
    places = [(problem.start, problem.end) for problem in problems if problem.code == code]
    assert [source[start:end] for start, end in places] == [paragraph]


def count(code: str, text: str) -> int:
    return sum(problem.code == code for problem in check_raw(text, "a.txt"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Korban, warga Dusun Krajan RT 02/RW 05, terluka.", "Dusun Krajan RT 02/RW 05"),
        ("Korban, warga Jl. Pattimura No.27 RT.02, Bukir.", "Jl. Pattimura No.27 RT.02"),
        ("Korban, warga Gang Buntu RT 01, terluka.", "Gang Buntu RT 01"),
        ("DPO atas nama Slamet Riyanto (41). Dua rekan Slamet sudah ditahan.", "Slamet Riyanto"),
    ],
)
def test_a_place_is_the_whole_datum_and_no_part_of_another(text: str, found: str) -> None:
    problems = check_raw(text, "a.txt")
    assert text[problems[0].start : problems[0].end] == found
    spans = [(problem.start, problem.end) for problem in problems]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Slamet Riyadi", "S.R."),
        ("Abdul Rohim bin Sahid", "A.R.S."),
        ("Hasan Basri alias Kancil", "H.B.K."),
        ("Ni Made Ayu Wulandari Kusuma", "N.M.A.W."),
    ],
)
def test_initials_of_a_name_are_no_name(name: str, initials: str) -> None:
    text = f"Terduga pelaku bernama {name} ditangkap."
    (problem,) = check_raw(text, "a.txt")
    assert problem.mends == (("Tulis inisialnya", initials),)
    assert check_raw(text.replace(name, initials), "a.txt") == []


@pytest.mark.parametrize(
    ("text", "code", "written", "instead"),
    [
        ("Warga yg hadir tertib.", "redaksi.W007", "yg", "yang"),
        ("Rekan2 wartawan hadir.", "redaksi.W007", "Rekan2", "Rekan-rekan"),
        ("Polisi berpatroli 3x semalam.", "redaksi.W007", "3x", "3 kali"),
        ("Apel pkl 08.00 wib.", "redaksi.W007", "wib", "WIB"),
        ("Patroli Senin (30/8/2024).", "redaksi.W001", "Senin (30/8/2024)", "Jumat (30/8/2024)"),
        ("Pelaku berinisial BS (34) ditangkap.", "redaksi.W008", "Pelaku", "Terduga pelaku"),
        ("Petugas mengungkap curanmor.", "redaksi.W006", "curanmor",
         "pencurian kendaraan bermotor (curanmor)"),
    ],
)  # fmt: skip
def test_editorial_findings_offer_what_is_right(
    text: str, code: str, written: str, instead: str
) -> None:
    release = release_of(text)
    source = "\n" * (release.body_line - 1) + release.body
    offered = {
        (source[problem.start : problem.end], mend)
        for problem in problems_of(text, source)
        if problem.code == code
        for _, mend in problem.mends
    }
    assert (written, instead) in offered


def problems_of(text: str, source: str) -> list[Problem]:
    return check_release(release_of(text), UNITS, source=source, thorough=True)[0]


def test_nobody_who_is_sought_is_made_initials() -> None:
    release = release_of(
        "Polsek Kraton mencari orang.\n\nKorban bernama Slamet Riyadi (45) hilang."
    )
    release = replace(release, kind="orang-hilang", case=Case("dicari"))
    problems, _ = check_release(release, UNITS, source=release.body)
    named = [problem for problem in problems if problem.type.endswith("-name")]
    assert named and not any(problem.mends for problem in named)


def test_sarif_has_columns() -> None:
    text = "Satu.\nNomor pelaku 081234567890 diblokir.\n"
    problems = check_raw(text, "a.md")
    found = report(problems, text_of=lambda _: text)["runs"][0]["results"][0]
    region = found["locations"][0]["physicalLocation"]["region"]
    assert region == {
        "startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 26,
        "charOffset": 19, "charLength": 12,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("root", "path", "uri"),
    [
        ("content", "rilis/2026/05/a.md", "content/rilis/2026/05/a.md"),
        ("content", "rilis/tanpa judul/50% #1 ñ?.md",
         "content/rilis/tanpa%20judul/50%25%20%231%20%C3%B1%3F.md"),
        ("content", "../pesan: 1.txt", "pesan%3A%201.txt"),
        ("/srv/isi", "satuan/b.md", "file:///srv/isi/satuan/b.md"),
        ("/srv/isi", "../pesan.txt", "file:///srv/pesan.txt"),
        ("content", "rilis/\udcff.md", "content/rilis/%FF.md"),
        ("content", "", "content"),
    ],
)  # fmt: skip
def test_sarif_names_files_as_uris(root: str, path: str, uri: str) -> None:
    (run,) = report([Problem(path, 1, "releases.E001", "Keliru.")], root)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"  # as places are counted
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri


def test_every_rule_says_how_to_mend() -> None:
    assert [rule.code for rule in ALL if len(rule.fix) < 12] == []
