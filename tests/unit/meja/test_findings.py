"""What the desk shows is what `humas periksa` finds in the same bytes, at the words meant."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from kentongan.domain.problems import Problem
from kentongan.meja import editing
from kentongan.meja.findings import Checking, Finding
from kentongan.newsroom.check import Checker
from kentongan.newsroom.configuration import load

from tests.site.builder import GOLDEN, ROOT

CORPUS = [
    (line.partition(" :: ")[0], line.partition(" :: ")[2])
    for name in ("must.txt", "near.txt")
    for line in (ROOT / "tests/corpus-gate" / name).read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
HEAD = "Judul: Polsek Sukamaju Menangani Laporan Warga\nTanggal: 4 November 2026\nSatuan: {}\n\n"


@dataclass
class Desk:
    content: Path
    checking: Checking
    checker: Checker
    unit: str

    def both(self, path: str, data: bytes) -> tuple[list[Problem], tuple[Finding, ...]]:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return sorted(set(self.checker.file(file))), self.checking.findings(data, path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    content = tmp_path_factory.mktemp("isi") / "content"
    shutil.copytree(GOLDEN, content)
    configuration = load(content)
    checking = Checking(content, tmp_path_factory.mktemp("data") / "b", configuration)
    unit = sorted((content / "satuan").glob("*.md"))[0].stem
    yield Desk(content, checking, Checker(content, configuration), unit)
    # Of all that was checked nothing stays beside the texts.
    assert [path for path in checking.shadow.place.rglob("rilis/**/*") if path.is_file()] == []


def test_the_corpus_of_the_gate_is_found_alike(desk: Desk) -> None:
    texts = [text.replace("\\n", "\n") for _, text in CORPUS]
    for start in range(0, len(texts), 12):
        body = "\n\n".join(texts[start : start + 12])
        data = f"{HEAD.format(desk.unit)}{body}\n".encode()
        data = data.replace(b"\n", b"\r\n") if start % 5 == 0 else data
        wanted, found = desk.both("rilis/2026/11/uji-gerbang.md", data)
        assert sorted(finding.problem for finding in found) == wanted, body


def test_releases_with_pictures_and_attachments_are_found_alike(desk: Desk) -> None:
    for file in sorted(desk.content.glob("rilis/**/*.md")):
        path = file.relative_to(desk.content).as_posix()
        wanted, found = desk.both(path, file.read_bytes())
        assert sorted(finding.problem for finding in found) == wanted, path


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Keluarga di **081234567890** dan _lagi_.", "081234567890"),
        ("😷 Warga.\n\n- satu\n- hubungi 0812-3456-7890 ya", "0812-3456-7890"),
        ("## Kronologi\n\nBaris satu  \nNIK 3514085506870003 tercatat.", "3514085506870003"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_finding_lies_on_its_words(desk: Desk, body: str, words: str, newline: str) -> None:
    data = (HEAD.format(desk.unit) + body + "\n").replace("\n", newline).encode()
    found = desk.checking.findings(data, "rilis/2026/11/letak.md")
    shown = editing.open_text(data).text
    assert words in [
        shown[finding.start : finding.end] for finding in found if finding.field == "isi"
    ]


def test_a_finding_in_the_title_lies_in_the_title(desk: Desk) -> None:
    data = HEAD.format(desk.unit).replace("Warga", "Warga 081234567890").encode() + b"Isi warga.\n"
    (found,) = (
        finding
        for finding in desk.checking.findings(data, "rilis/2026/11/judul.md")
        if finding.field == "judul" and finding.problem.type == "phone"
    )
    assert editing.open_text(data).title[found.start : found.end] == "081234567890"
    assert found.as_json()["keparahan"] == "galat"


def test_a_mend_replaces_the_words_it_is_for(desk: Desk) -> None:
    data = (HEAD.format(desk.unit) + "Ini *himbauan* polisi kepada warga desa.\n").encode()
    data = data.replace(b"*himbauan*", b"**himbauan**")
    shown = editing.open_text(data).text
    (found,) = (
        finding
        for finding in desk.checking.findings(data, "rilis/2026/11/ejaan.md")
        if finding.mends and finding.problem.code == "redaksi.W007"
    )
    mended = shown[: found.start] + found.mends[0][1] + shown[found.end :]
    assert mended == "Ini *imbauan* polisi kepada warga desa."


def test_a_datum_that_stands_twice_is_marked_twice(desk: Desk) -> None:
    head = HEAD.format(desk.unit).replace("Warga", "Warga 081234567890")
    data = f"{head}Hubungi 0812-3456-7890.\n\nAtau **081234567890**.\n".encode()
    (found,) = (
        finding
        for finding in desk.checking.findings(data, "rilis/2026/11/dua-kali.md")
        if finding.problem.type == "phone"
    )
    opened = editing.open_text(data)
    shown = {"judul": opened.title, "isi": opened.text}
    places = [(place.field, shown[place.field][place.start : place.end])
              for place in (found, *found.also)]  # fmt: skip
    assert sorted(places) == [
        ("isi", "0812-3456-7890"), ("isi", "081234567890"), ("judul", "081234567890"),
    ]  # fmt: skip
    assert all(place.mends == found.mends for place in found.also)
    assert [place["bidang"] for place in found.as_json()["juga"]] == ["isi", "judul"]


def test_a_unit_that_was_just_added_is_known(desk: Desk) -> None:
    data = HEAD.format("polsek-baru").encode() + b"Polsek Baru berpatroli di pasar.\n"
    before = [
        finding.problem.code for finding in desk.checking.findings(data, "rilis/2026/11/baru.md")
    ]
    (desk.content / "satuan/polsek-baru.md").write_text(
        "Nama: Polsek Baru\nTingkat: polsek\n\nProfil.\n"
    )
    after = [
        finding.problem.code for finding in desk.checking.findings(data, "rilis/2026/11/baru.md")
    ]
    assert set(before) - set(after)
