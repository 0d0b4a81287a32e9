"""From what was handed in to the words of the built page: none is lost, none is added."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kentongan.importer import sources, writing
from kentongan.importer.core import drafts_of
from kentongan.importer.repair import repair
from kentongan.importer.split import releases_of
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.options import ReadOptions

from tests.unit.importer.test_corpus import REGISTRY, cases
from tests.unit.manuscripts.shown import shown_words

ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2028, 1, 1, 12, tzinfo=ZONE)  # later than all texts of the corpus
PATH = "rilis/2026/05/a.md"
_PROTECTED = "releases.E028"  # a line that might be meant as a key stops the build, rightly

TITLE = "Polsek Kraton Gelar Patroli Malam di Pasar"
LEAD = "PASURUAN - Polsek Kraton menggelar patroli bersama warga di Pasar, Jumat (15/5/2026)."
END = "Kapolsek Kraton AKP Budi Raharjo, S.H. berharap warga ikut menjaga keamanan lingkungan."
LINES = [
    "Posko #1 dan #2 buka", "Kumpul di Posko #3", "< 50 orang", "> 50 orang", "<NIK> kosong",
    "<b>tebal</b> biasa", "<form>isi", "<!-- catatan --> kata", "&lt;nama&gt; &nbsp; x",
    "[1]: catatan", "[x](y) ![z](w)", "[^1]: isi", "*[KTP]: kartu", "{: .kelas }", "| a | b |",
    "|---|---|", "***", "---", "# judul", "#Tagar saja", "2024. Tahun baik", "1945 merdeka",
    "1) satu", "12. dua belas", "a. huruf", "* bintang", "+ tambah", "• peluru", "– strip",
    "~coret~ ~~dua~~", "*tebal* _miring_ ```kode```", "a_b_c __init__", "5*3*2 = 30",
    "C:\\rilis\\_lama", "<humas@polres.example>", "<https://polres.example/a_b>", ": arti",
    "    indent", "kata\\", "<a", "]]>", "“kutip", "kutip”", "Rp1.000,00/kg", "Lokasi: Kraton",
    "NB: kata", "[15/5 09.00] Apel", "08.00 Upacara", "Klaim : hoaks", "(Wie/Red)", "CP: 110",
    "3️⃣ tiga", "👉 tunjuk", "kata\u00a0tak", "kata\u200bnol", "ﬁ ①", "e\u0301", "â€œmoji",
]  # fmt: skip


def words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in re.findall(r"[^\W_]+", text))


class Room:
    """A content folder with one unit and one release at a time."""

    def __init__(self, content: Path) -> None:
        self.content = content
        (content / "satuan").mkdir(parents=True)
        (content / "satuan/polsek-uji.md").write_text("Nama: Polsek Uji\n")
        (content / PATH).parent.mkdir(parents=True)

    def told(self, text: str) -> Counter[str]:
        """The words of the titles and pages of all releases in a text, and what was taken off."""
        told: Counter[str] = Counter()
        (raw,) = sources.read_text(text.encode())
        for cleaned in releases_of(raw.text):
            told += words(" ".join(cleaned.dropped))
        for draft in drafts_of(raw, REGISTRY):
            own = replace(
                draft,
                title=draft.title or "X",
                unit_name="polsek-uji",
                unit=None,
                nearest_unit=None,
            )
            written = writing.write(
                own, path=PATH, code="", day=draft.day or date(2026, 5, 5), pictures=(), hold=False
            )
            (self.content / PATH).write_text(written.text, encoding="utf-8")
            manuscript = Folder(self.content, ReadOptions(ZONE, NOW, "Uji")).read_release(PATH)
            wrong = {p.code for p in manuscript.problems if ".E" in p.code} - {_PROTECTED}
            assert manuscript.value and not wrong, (wrong, written.text)
            told += words(draft.title or "")
            told += Counter(word.casefold() for word in shown_words(manuscript.value.html))
        return told


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "content")


def test_every_word_of_the_corpus_stands_on_a_page_or_was_taken_off(room: Room) -> None:
    for name, text, _ in [*cases()][::4]:
        if name != "paragraf-ganda":  # what was pasted twice is told
            (raw,) = sources.read_text(text.encode())
            assert not words(repair(raw.text)) - room.told(text) - words("judul"), name


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(LINES), max_size=5, unique=True), st.sampled_from(["\n", "\n\n"]))
def test_odd_lines_stand_on_the_page(room: Room, lines: list[str], end: str) -> None:
    text = end.join([TITLE, LEAD, *lines, END])
    told = room.told(text)
    assert not words(repair(text)) - told
    assert not told - words(repair(text))
