"""Build, `humas periksa`, the hook on commits and the importer say the same of the same bytes."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from kentongan.domain.problems import Problem
from kentongan.engine import reading
from kentongan.gate import measure
from kentongan.gate.core import check_text
from kentongan.newsroom.check import Checker
from kentongan.newsroom.configuration import load

from tests.unit.newsroom.projects import NOW, Project

CORPUS = Path(__file__).parents[2] / "corpus-gate"
# Where a passage may stand: `{}` in the lines of the front matter, or below them.
FIELDS = (
    "Ringkasan: {}",
    "Kejadian: {}",
    "Lokasi: {}",
    "Tag: {}",
    "Penulis: {}",
    "Gambar: a.jpg\nGambar-Alt: {}",
    "Gambar: a.jpg\nGambar-Alt: Pasar\nGambar-Keterangan: {}",
    "Gambar: a.jpg\nGambar-Alt: Pasar\nGambar-Kredit: {}",
    "Ralat: 5 Mei 2026, 10.00 WIB | {} | dirawat",
    "Jenis: klarifikasi\nPutusan: salah\nKlaim: {}\nBukti: surat",
    "Jenis: klarifikasi\nPutusan: salah\nKlaim: isu\nBukti: {}",
    "Jenis: dpo\nStatus-Kasus: dicari\nBerlaku-Sampai: 1 Mei 2027\nCiri: {}",
    "Dicabut: salah\nDicabut-Pada: 6 Mei 2026\nAlasan: {}",
    "Izin: privasi.E007 | Siti, Kasi Humas | sudah ditanya\nKejadian: {}",
    "Slug: {}",
)
EVERYWHERE = "Ringkasan: {}\nKejadian: {}\n\n{}\n\nLalu {}"
# Advice for whoever is writing; it would be noise over an archive of years.
ADVICE = ("redaksi.W011", "redaksi.W004")


def passages() -> list[str]:
    """Some of the corpus, of every kind."""
    found = [passage.text for passage in measure.read(CORPUS / "must.txt")]
    return [text for text in found if "\n" not in text and ";" not in text][::4]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("sama") / "situs")
    fields = cycle(FIELDS)
    for number, text in enumerate(passages()):
        project.release(f"isi-{number}", body=text)
        project.release(f"kunci-{number}", next(fields).format(text) + "\n", body="Teks biasa.")
        if number % 5 == 0:
            head, body = EVERYWHERE.split("\n\n", 1)
            project.release(f"di-mana-mana-{number}", head.format(text, text) + "\n",
                            body=body.format(text, text))  # fmt: skip
    return project


def plain(problem: Problem) -> Problem:
    """A finding without what only the desk says: places in the file, mends, advice."""
    shown = "" if problem.code.startswith("redaksi.") else problem.excerpt
    return problem._replace(start=-1, end=-1, mends=(), also=(), excerpt=shown)


def answers(problems: list[Problem] | tuple[Problem, ...]) -> set[Problem]:
    return {plain(problem) for problem in problems if problem.code not in ADVICE}


def test_the_build_says_what_the_desk_says(project: Project) -> None:
    checker = Checker(project.content, load(project.content), NOW)
    setup = replace(checker.setup, checks_only=False, cache=project.path / ".cache")
    context = reading.ReadContext(setup, checker.options.now, checker.folder)
    together = project.check().problems
    compared = 0
    for path in checker.folder.files.below("rilis"):
        built = answers(reading.read_one(context, path).record.problems)
        alone = answers(checker.file(project.content / path))
        assert built == alone, path
        assert alone <= answers(together), path
        compared += len(built)
    assert compared > 200


NO_RELEASE = (
    "Judul: Tanpa tanggal\nSatuan: Polsek Uji\n\n{}\n",
    "Judul: Tanpa isi\nTanggal: 5 Mei 2026\nSatuan: Polsek Uji\nRingkasan: {}\n",
    "---\nJudul: &a {}\nTanggal: 5 Mei 2026\n---\n\n{}\n",
    "{}\n",
    "---\nJudul: Tak ditutup\n\n{}\n",
)


def test_of_a_file_that_is_no_release_the_desk_says_what_the_build_says_and_more(
    tmp_path: Path,
) -> None:
    """The build stops there already; the desk also tells what its words hold."""
    project = Project(tmp_path / "situs")
    for number, text in enumerate(passages()[::10]):
        for form, written in enumerate(NO_RELEASE):
            file = project.content / f"rilis/2026/05/bukan-{number}-{form}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(written.format(text, text), encoding="utf-8")
    checker = Checker(project.content, load(project.content), NOW)
    setup = replace(checker.setup, checks_only=False, cache=project.path / ".cache")
    context = reading.ReadContext(setup, checker.options.now, checker.folder)
    for path in checker.folder.files.below("rilis"):
        built = answers(reading.read_one(context, path).record.problems)
        alone = answers(checker.file(project.content / path))
        assert built <= alone, path
        assert any(problem.severity == "error" for problem in built), path
        more = {problem.code.partition(".")[0] for problem in alone - built}
        assert more <= {"privasi", "redaksi"}, path


def test_a_finding_in_the_front_matter_has_the_line_of_its_key(project: Project) -> None:
    checked = project.check().problems
    found = [problem for problem in checked if problem.code.startswith("privasi.")]
    in_keys = [problem for problem in found if "/kunci-" in problem.path]
    assert len(in_keys) > 50
    for problem in in_keys:
        if problem.type in ("file-name", "picture"):
            continue
        lines = (project.content / problem.path).read_text("utf-8").split("\n")
        key = lines[problem.line - 1].partition(":")[0]
        assert key == problem.key, problem
        if problem.start >= 0:
            text = "\n".join(lines)
            assert text.count("\n", 0, problem.start) + 1 == problem.line


def test_the_importer_says_what_the_desk_says(project: Project) -> None:
    checker = Checker(project.content, load(project.content), NOW)
    for path in checker.folder.files.below("rilis"):
        release = checker.folder.read_release(path).value
        if release is None or "/isi-" not in path:
            continue
        raw = {(finding.code, finding.masked, finding.type) for finding in check_text(release.body)}
        told = {
            (problem.code, problem.masked, problem.type)
            for problem in checker.file(project.content / path)
            if problem.code.startswith("privasi.")
        }
        assert raw == told, path
