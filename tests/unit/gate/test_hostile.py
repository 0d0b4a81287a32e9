"""No text costs the gate more than a few seconds, however it was put together."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain.release import Release
from kentongan.domain.units import Registry
from kentongan.gate import core

from tests import cost

NOW = datetime(2026, 11, 24, tzinfo=ZoneInfo("Asia/Jakarta"))
PIECES = (
    *("](", "[", "![", "[a](", "[a](b)", "][", "[^1]", "[a]: b\n", "<a ", "<", "<!--", "</b>"),
    *("RT ", "RT 1/RW 2 ", "RT 01, dan RW 02 ", "Jalan A No 1 ", "Blok A 1 ", "Dusun Krajan "),
    *("1*", "*1", "_a", "a_", "1 ", "1/", "1.", "1-", "(1)", "08", "0812-", "081234567890 "),
    *("3575014708990003 ", "“", '"', "‘a", "(9) ", "N 1 ", "N 1234 AB ", "&amp;", "&#", "%41"),
    *("https://a.b/", "www.", "A. ", "a\n", "1\n", "a", "A", "é", "\u200b", "ａ", "3\u0332", "ﷺ"),
    *("agar tidak menjadi korban ", "tini, pr, ", "menahan mantan kepala di Raci, "),
    *("rekening 1", "rekening BCA 1234567890 ", "warga Dusun Krajan, ", "korban Budi, ", "korban "),
    *(
        "Korban Budi Santoso ",
        "Budi Santoso (9) ",
        "inisial BS (34) ",
        "pelaku ",
        "bernama ",
        "an. ",
    ),
    *("sdr ", "himbau ", "30/8/2024 ", "Senin 30/8/2024 ", "Kapolsek AKP Budi ", "yg ", "anak2 "),
    *("di sekolah SD Negeri 1 ", "pencabulan anak ", "- a\n", "> a\n", "\\", "~", "`", "{", "O8"),
    *(
        "rekannya, ",
        "Zorvan yang menabrak ",
        "Laporan Zorvan ",
        "dan Zorvan ",
        "bu marni ",
        "saksi2: ",
    ),
    *(
        "rumah korban https://goo.gl/maps/a ",
        "-7.64512, 112.90834 ",
        "Perumahan A B C-1 ",
        "Tag 1 ",
    ),
    *(
        "Dedi alias Gondrong masuk DPO, ",
        "Traffic Law (TL) ",
        "hp 0 8 1 ",
        "1O",
        "menghajar Zorvan ",
    ),
    *("pelaku 2 org, ", "tsk: a & ", "| Budi 40 |\n", "Ketua Budi ditahan ", "mendapat 15 "),
    *("(MD) ", "Tlh \n", "#SitiAminah ", "x.com/siti.aminah ", " id=siti-aminah <"),
    *("Budi Pdt. ", "penghargaan kepada ", "Keduanya ialah ", ", pensiunan ", "PT Karya "),
    *("nol delapan satu ", "a@b.c ", ". ", "\n\n", "a\n\n", "telp ", "Rp 1.000 ", "umur 9 tahun "),
)


def release_of(body: str) -> Release:
    return Release(
        *("4K7Q2M9XC", "rilis/2026/11/a.md", "a", "/berita/2026/11/a/", "Judul", NOW, "polsek-uji"),
        body=body,
        text=body,
        html="<p>",
        body_line=6,
    )


def check(body: str) -> None:
    core.check_raw(body, "a.md")
    core.check_release(release_of(body), Registry([]), source=body, thorough=True)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_nothing_ends_in_an_exception(body: str) -> None:
    check(body)


def test_a_text_that_nobody_reads_is_refused() -> None:
    body = "a " * core.LONGEST
    problems, _ = core.check_release(release_of(body))
    assert [problem.code for problem in problems] == ["privasi.E019"]
    titled = replace(release_of("a"), title=body)
    assert [problem.code for problem in core.check_release(titled)[0]] == ["privasi.E019"]
    assert [problem.code for problem in core.check_raw(body, "a.md")] == ["privasi.E019"]
    assert [problem.code for problem in core.check_standing(body, "a.md")] == ["privasi.E019"]


@pytest.mark.lama
@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_text_of_one_piece_is_checked_in_seconds(piece: str) -> None:
    body = (piece * core.LONGEST)[: core.LONGEST]
    with cost.at_most(5):
        core.check_release(release_of(body), Registry([]), source=body, thorough=True)


@pytest.mark.lama
@pytest.mark.parametrize("piece", ["</b>", "\u200b", "0812345678901 ", "Korban Budi Santoso "])
def test_the_longest_text_takes_little_memory(piece: str) -> None:
    body = (piece * core.LONGEST)[: core.LONGEST]
    tracemalloc.start()
    try:
        core.check_release(release_of(body), Registry([]), source=body, thorough=True)
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()
