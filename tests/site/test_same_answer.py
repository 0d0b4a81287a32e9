"""The build and `humas periksa` give the same findings for the same bytes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from kentongan.newsroom.check import check

from tests.site.builder import GOLDEN, NOW, build

_FINDING = re.compile(r"^[^/\n]+/(\S+?)(?::\d+)?: \[(\S+)\]", re.M)
# What is told while writing, and would be noise over an archive of years.
_ADVICE = {"redaksi.W011", "redaksi.W004"}

WRONG = {
    "rilis/2026/11/a.md": "Judul: Sama\nTanggal: 4 November 2026\nSatuan: Polsek Kalibening\n\n"
    "Isi.",
    "rilis/2026/11/b.md": "Judul: Sama\nTanggal: 4 November 2026\nSatuan: Polsek Antah\n\nIsi.",
    "rilis/2026/11/c.md": "Judul: C\nTanggal: 5 November 2026\nSatuan: Polsek Kalibening\n"
    "Slug: a\n\nPelapor ber-NIK 3514015505900001 datang ke Polsek Kalibening.",
    "rilis/2026/11/d.md": "Judul: D\nTanggal: 5 November 2026\nSatuan: Polsek Kalibening\n"
    "Gambar: tiada.jpg\n\n[Baca](/tidak/ada/) dan <form>lalu semua hilang.",
    "rilis/2026/11/e.txt": "Naskah mentah.",
    "satuan/x.md": "Nama: Polsek X\nTingkat: polsek\nInduk: tiada\n\nIsi.",
    "halaman/x.md": "Tanpa judul.",
    "peringatan.md": "Judul: Banjir\nTingkat: gawat\n\nAwas.",
}


@pytest.mark.parametrize("content_is", ["golden", "wrong"])
def test_the_desk_finds_what_the_build_finds(tmp_path: Path, content_is: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(GOLDEN, content)
    if content_is == "wrong":
        for path, text in WRONG.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(text + "\n", "utf-8")
    built = build(content, tmp_path / "output")
    told = set(_FINDING.findall(built.report))
    found = check(content, stated_now=NOW)
    errors = {
        (problem.path, problem.code) for problem in found.problems if problem.severity == "error"
    }
    everything = {(problem.path, problem.code) for problem in found.problems}
    assert {finding for finding in told if ".E" in finding[1]} == errors
    assert told <= everything
    many = {code for _, code in everything - told if code not in _ADVICE}
    # The report of a build names the first few of equal warnings.
    assert all(f"[{code}] lagi" in built.report for code in many), many
    assert built.status == (1 if errors else 0)
