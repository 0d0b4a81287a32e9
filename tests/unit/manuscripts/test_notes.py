"""Notes to a colleague that ask to hold a text back are told of wherever they stand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kentongan.domain.release import Release
from kentongan.domain.units import Registry, Unit
from kentongan.manuscripts import frontmatter, notes
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.release import Reader

from tests import cost

TESTS = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Jakarta")
READER = Reader(
    Registry([Unit("polsek-uji", "Polsek Uji")]), ZONE, datetime(2026, 11, 24, 12, tzinfo=ZONE)
)
HEAD = "Tanggal: 23 November 2026\nSatuan: Polsek Uji\nKode: D8X-J8A-K82\n"
TITLE = "Judul: Polisi Tangkap Pencuri"
LEAD = "Polsek Uji - Petugas berpatroli pada Senin (23/11/2026) pagi."
REST = "\n\nPelaku ditahan di Mapolsek Uji.\n\nKegiatan aman.\n"

ASKED = (
    "Jangan ditayangkan sebelum jam 5|Mohon jangan dipublish dulu|Belum boleh tayang|"
    "Tahan dulu sampai ada kabar|Tolong jangan dimuat dulu|EMBARGO sampai pukul 17.00|"
    "Untuk internal saja|Belum di-ACC Kapolres|Bukan untuk dipublikasikan|Jangan disebarkan dulu|"
    "Catatan redaksi: jangan muat nama anak|Not for publication|Tunggu ACC Kasat dulu|"
    "Nanti saja tayangnya setelah rilis Kapolda|Nama korban jangan ditulis|DRAF|Rahasia"
).split("|")
DRESSED = (
    '{}|**{}**|_{}_|~~{}~~|~{}~|<span style="color:red">{}</span>|<font color=red>{}</font>|'
    "<mark>{}</mark>|<del>{}</del>|<!-- {} -->|[{}]|({}!)|⚠️ {} ⚠️|NB: {}|Catatan: {}|cc: {}|"
    '"{}"|“{}”|<div class="catatan">{}</div>|!!! {} !!!|{}!!!|P.S. {}|<small>({})</small>|'
    '<p align=center><font color="#ff0000"><b>{}</b></font></p>|<kbd>{}</kbd>|%% {} %%'
).split("|")
PLACES = {
    "head": f"{TITLE}\n{HEAD}{{}}\n\n{LEAD}{REST}",
    "first line": f"{TITLE}\n{HEAD}\n{{}}\n\n{LEAD}{REST}",
    "within the lead": f"{TITLE}\n{HEAD}\n{LEAD} {{}}{REST}",
    "below the lead": f"{TITLE}\n{HEAD}\n{LEAD}\n{{}}{REST}",
    "middle": f"{TITLE}\n{HEAD}\n{LEAD}{REST * 6}\n{{}}\n{REST * 6}",
    "end": f"{TITLE}\n{HEAD}\n{LEAD}{REST * 6}\n{{}}\n",
    "title": f"{TITLE} ({{}})\n{HEAD}\n{LEAD}{REST}",
    "summary": f"{TITLE}\n{HEAD}Ringkasan: Polisi menangkap pencuri. {{}}\n\n{LEAD}{REST}",
    "caption": (
        f"{TITLE}\n{HEAD}Gambar: a.png\nGambar-Alt: Petugas\n"
        f"Gambar-Keterangan: Petugas di lokasi. {{}}\n\n{LEAD}{REST}"
    ),
    "alt": f"{TITLE}\n{HEAD}\n{LEAD}\n\n![{{}}](a.png){REST}",
    "list": f"{TITLE}\n{HEAD}\n{LEAD}\n\n- satu\n- {{}}\n- dua{REST}",
    "table": f"{TITLE}\n{HEAD}\n{LEAD}\n\n| No | Ket |\n|---|---|\n| 1 | {{}} |{REST}",
    "quotation": f"{TITLE}\n{HEAD}\n{LEAD}\n\n> {{}}{REST}",
    "tags": f"{TITLE}\n{HEAD}Tag: aman, {{}}\n\n{LEAD}{REST}",
    "yaml": f"---\n{TITLE}\n{HEAD}Lokasi: 'Uji. {{}}'\n---\n{LEAD}{REST}",
}


def read(text: str, name: str = "uji") -> Manuscript[Release]:
    return READER.read(text.encode(), f"rilis/2026/11/{name}.md")


def is_told(text: str, name: str = "uji") -> bool:
    return any(problem.severity == "error" for problem in read(text, name).problems)


@example("Jangan ditayangkan sebelum jam 5", '<span style="color:red">{}</span>', "middle")
@example("Belum di-ACC Kapolres", "<!-- {} -->", "end")
@settings(max_examples=500, deadline=None)
@given(st.sampled_from(ASKED), st.sampled_from(DRESSED), st.sampled_from(sorted(PLACES)))
def test_a_note_is_told_of_in_any_dress_and_place(note: str, dress: str, place: str) -> None:
    assert is_told(PLACES[place].replace("{}", dress.replace("{}", note)))


def test_the_line_of_the_note_is_named_and_the_mend() -> None:
    text = PLACES["middle"].replace("{}", "(Jangan tayang dulu)")
    found = [problem for problem in read(text).problems if problem.code == notes.CODE]
    line = text[: text.index("(Jangan")].count("\n") + 1
    assert [problem.line for problem in found] == [line]
    assert "Status: draf" in found[0].fix


@pytest.mark.parametrize(
    "text",
    [
        "Jangan <b>ditayangkan</b> sebelum jam 5",
        "Jangan&nbsp;ditayangkan dulu",
        "Jangan **ditayangkan** dulu ya",
        "Mohon jangan\nditayangkan dulu",
        "Min, jangan dipublish dulu",
        "Petugas tiba; <i>tunggu ACC Kapolres</i>; pelaku lari.",
    ],
)
def test_a_note_may_be_cut_by_marks_and_lines(text: str) -> None:
    assert is_told(f"{TITLE}\n{HEAD}\n{LEAD}\n\nKegiatan aman.\n\n{text}\n\nSelesai.\n")


@pytest.mark.parametrize(
    "title", ["Pencuri Ditangkap Jangan Tayang Dulu", "Jangan ditayangkan sebelum jam 5 - Uji"]
)
def test_a_note_in_a_title_needs_no_sign(title: str) -> None:
    assert is_told(f"Judul: {title}\n{HEAD}\n{LEAD}{REST}")


@pytest.mark.parametrize(
    "note",
    [
        "Belum boleh tayang",
        "Untuk internal saja",
        "Tahan dulu ya",
        "Belum di-ACC",
        "DRAF",
        "RAHASIA",
    ],
)
def test_a_note_before_the_text_needs_no_sign_when_it_is_written_small_or_loud(note: str) -> None:
    assert is_told(f"{TITLE}\n{HEAD}\n{note} {LEAD}{REST}")
    assert is_told(f"Judul: {note} Polisi Tangkap Pencuri\n{HEAD}\n{LEAD}{REST}")


@pytest.mark.parametrize("note", ["(cek lagi)", "TODO", "[konfirmasi lagi]", "TODO: jumlah korban"])
def test_what_is_still_to_be_done_is_told(note: str) -> None:
    assert is_told(f"{TITLE}\n{HEAD}\n{LEAD} {note}{REST}")


@pytest.mark.parametrize(
    "title",
    [
        "Film Itu Belum Boleh Diputar",
        "Tunggu Persetujuan DPRD, Gedung Polres Belum Dibangun",
        "RAHASIA DAPUR POLRES JUARA LOMBA",
        "Rahasia Sukses Polres Uji Raih WBK",
        "Draf Perda Miras Dibahas",
        "Cek Lagi Rem Sebelum Mudik",
    ],
)
def test_a_title_may_speak_of_secrets_and_drafts(title: str) -> None:
    assert not is_told(f"Judul: {title}\n{HEAD}\n{LEAD}{REST}")


@pytest.mark.parametrize(
    "name", ["curanmor-draf", "DRAF curanmor", "curanmor_draft2", "curanmor-jangan-tayang"]
)
def test_the_name_of_a_file_does_not_hide_it(name: str) -> None:
    text = f"{TITLE}\n{HEAD}\n{LEAD}{REST}"
    assert is_told(text, name) and not is_told(text)
    hidden = text.replace("Tanggal:", "Status: draf\nTanggal:", 1)
    assert not is_told(hidden, name)
    assert not is_told(text.replace("Pencuri", "Pembuat Draf Perda", 1), "pembuat-draf")


def test_a_draft_is_where_a_note_belongs() -> None:
    text = PLACES["end"].replace("{}", "Jangan tayang dulu")
    manuscript = read(text.replace("Tanggal:", "Status: draf\nTanggal:", 1))
    assert manuscript.problems == ()
    assert not manuscript.is_public


@pytest.mark.parametrize(
    "sentence",
    [
        "Anggaran itu belum disetujui DPRD.",
        "Draf perda belum final, kata bupati.",
        "Film itu belum tayang di bioskop.",
        "Surat tilang belum bisa terbit karena sistem.",
        "Penyidik belum merilis identitas korban.",
        "Jangan unggah foto korban.",
        "Hoaks itu jangan disebarkan.",
        "Jangan naik dulu sebelum kereta berhenti.",
        "Tahan dulu emosi Anda.",
        "Polisi menunggu persetujuan jaksa.",
        "Area itu bukan untuk umum.",
        "Dokumen berstempel rahasia itu palsu.",
        "Embargo senjata berlaku sampai 2030.",
    ],
)
def test_news_may_speak_of_drafts_and_warn(sentence: str) -> None:
    assert not is_told(f"{TITLE}\n{HEAD}\n{LEAD}{REST}\n{sentence}\n")


def test_texts_as_they_come_in_hold_no_notes() -> None:
    paths = [*(TESTS / "corpus").glob("*.txt"), *(TESTS / "corpus-gate").rglob("near.txt")]
    stopped = []
    for path in paths:
        source, _ = frontmatter.split(f"{TITLE}\n{HEAD}\n{path.read_text('utf-8', 'replace')}")
        stopped += [path.name] if any(notes.of_source(source, {})) else []
    assert stopped == []


@pytest.mark.parametrize("piece", ["jangan ", "(belum ", "tahan\n", "acc<", "not&amp;", "DRAF,x "])
def test_many_words_of_notes_cost_little(piece: str) -> None:
    source, _ = frontmatter.split(f"{TITLE}\n{HEAD}\n{piece * (1_000_000 // len(piece))}")
    with cost.at_most(3):
        list(notes.of_source(source, {}))
