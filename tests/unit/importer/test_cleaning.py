"""What phones do to a text, undone; its words stay."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.importer import sources, structure
from kentongan.importer.cleaning import clean
from kentongan.importer.core import draft_of
from kentongan.importer.repair import repair, straighten
from kentongan.importer.split import releases_of
from kentongan.manuscripts.blocks import to_plain

from tests import cost
from tests.unit.importer.test_corpus import REGISTRY, cases
from tests.unit.importer.test_corpus import draft as read_draft


@pytest.mark.parametrize(
    ("raw", "clean_text"),
    [
        ('"Kami siap," ujar Kapolsek.', "“Kami siap,” ujar Kapolsek."),
        ("“Kami siap,“ ujar Kapolsek.", "“Kami siap,” ujar Kapolsek."),
        ('" Kami siap ,"ujar Kapolsek.', "“Kami siap ,” ujar Kapolsek."),
        ("''Kami siap'', ujar Kapolsek.", "“Kami siap”, ujar Kapolsek."),
        ("„Kami siap,” ujar Kapolsek.", "“Kami siap,” ujar Kapolsek."),
        ("'Kami siap membantu', ujar Kapolsek.", "“Kami siap membantu”, ujar Kapolsek."),
        ("Program 'Polisi Menyapa', kegiatan baru.", "Program 'Polisi Menyapa', kegiatan baru."),
        ("Kapolsek berkata, ”Kami siap.”", "Kapolsek berkata, “Kami siap.”"),
        ('Program "Polisi Menyapa" digelar.', "Program “Polisi Menyapa” digelar."),
    ],
)
def test_quotation_marks_stand_where_they_belong(raw: str, clean_text: str) -> None:
    assert straighten(raw) == clean_text


@pytest.mark.parametrize(
    ("raw", "clean_text"),
    [
        ("â€œKamiâ€\x9d siap â€“ ya", "“Kami” siap – ya"),
        ("Jumâ€™at", "Jum’at"),
        ("satu\u00a0 dua\u200b", "satu dua"),
        ("<p>Satu&nbsp;a &amp; b</p><p>Dua</p>", "Satu a & b\nDua\n"),
    ],
)
def test_damage_of_the_way_is_repaired(raw: str, clean_text: str) -> None:
    assert repair(raw) == clean_text


TITLE = "Polsek Kraton Bahas Tanda Bersama Warga"
LEAD = "PASURUAN - Polsek Kraton mengadakan pertemuan dengan warga Desa Kalirejo (2/5/2026)."
END = "Warga menyambut baik kegiatan itu dan berjanji ikut menjaga lingkungan."


def page_of(body: str) -> str:
    """The lines that a release says with this body, without lead and end."""
    draft = draft_of(f"{TITLE}\n\n{LEAD}\n\n{body}\n\n{END}", REGISTRY)
    shown = [line for line in to_plain(draft.body).split("\n") if line]
    assert draft.title == TITLE
    assert shown[-1] == END
    return "\n".join(shown[1:-1])


@pytest.mark.parametrize(
    "line",
    [
        "Isi papan: <NIK> dan <b>tebal</b> serta <Aiptu Contoh> di pos.",
        "Layar bertulis <form> lalu <script>alert(1)</script> selesai.",
        "Tanda 3 < 4 && 8 > 2 dan <!-- sisa --> tetap.",
        "<p>Tanda <![(gambar) disalin dari Word.</p>",
        "<https://contoh.example/x> dan <rapat pagi>",
        "https://contoh.example/p_q_r?a=*&b=_",
        "2024. Tahun itu pos dibangun.",
        "30. Agustus warga berkumpul.",
        "#PolriPresisi hadir di tengah warga.",
        "##Giat pagi",
        "#1 peringkat pertama",
        "> 50 orang hadir dalam rapat.",
        ">> lebih dari cukup",
        "= total 12 regu",
        "== hasil akhir ==",
        "+ tambah satu pos ronda baru",
        "* catatan kecil",
        "[Surat tugas](terlampir) sudah diterima.",
        "[1]: https://x.example",
        "![foto](foto-pos.jpg) menyusul.",
        "[^1]: keterangan di bawah",
        "Biaya ~~ 40 ribu dan ~15 km jalan.",
        "4*5*6 = 120, m^3, SO~4~, $1 $$2 $$3",
        "Surel humas_kraton@polres.example, berkas rekap_mei_2026_.xlsx dan __init__.py",
        "C:\\rilis\\_lama\\*baru* dan a_b_c",
        "Tulisan &lt;nama&gt; dan &nbsp; dan &#65; dan R&D",
        "{: .kelas } kata {: #x onclick=alert(1) }",
        "{{ tanggal }} dan {% for %}",
        "*[KTP]: Kartu Tanda Penduduk",
        ": arti kata itu",
        "Kraton | Grati | Lekok hadir.",
        "5) anggota",
    ],
)
def test_a_line_stands_in_the_release_as_it_was_typed(line: str) -> None:
    assert page_of(line) == line


def test_items_of_a_list_keep_their_lines_and_numbers() -> None:
    long = "pasar yang ramai pada pagi hari karena banyak pedagang dari luar kota membawa dagangan"
    assert page_of(f"a. pos\nb. {long}\nc. sekolah\nd. kantor").split("\n")[2] == "c. sekolah"
    draft = draft_of(f"{TITLE}\n\n{LEAD}\n\n7. Satu\n8. Dua\n\n{END}", REGISTRY)
    assert "7. Satu\n8. Dua" in draft.body
    draft = draft_of(f"{TITLE}\n\n{LEAD}\n\n➡️ dari utara\n➡️ dari selatan\n\n{END}", REGISTRY)
    assert "- dari utara\n- dari selatan" in draft.body


PIECES = (
    "tidak warga 12 Rp5.000 50% SO~4~ 4*5*6 __init__ a_b * ** _ ~ ~~ ` # > + - = [ ] ( ) ]( < </"
    " <b> <form> <!-- & &lt; { {: } | \\ ! / . , : ; ' \" “ ” @ $ ^"
).split()
LINES = st.lists(st.sampled_from([*PIECES, " ", " "]), max_size=16).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=3))
def test_no_word_of_any_line_is_lost(lines: list[str]) -> None:
    body = "\n\n".join(f"Baris {n} {line} hadir." for n, line in enumerate(lines))
    assert re.findall(r"[^\W_]+", page_of(body)) == re.findall(r"[^\W_]+", body)


def test_what_surrounds_a_release_is_taken_off() -> None:
    cleaned = clean(
        "*Forwarded many times*\nSelamat siang, mohon izin melaporkan\n\n🚨 *Polsek Beji Gelar "
        "Patroli* 🚨\n\nPASURUAN – Polsek Beji menggelar patroli. (Wie/Red)\n\n"
        "#PolriPresisi #Beji\nViews: 0\nHumas Polsek Beji"
    )
    assert cleaned.paragraphs == (
        "*Polsek Beji Gelar Patroli*",
        "PASURUAN – Polsek Beji menggelar patroli.",
    )


def test_lines_broken_by_a_narrow_screen_are_joined() -> None:
    cleaned = clean(
        "Judul Rilis Polsek Beji\n\nPASURUAN – Polsek Beji menggelar patroli malam di jalan\n"
        "raya yang sepi dan gelap untuk mencegah kejahatan\njalanan yang meresahkan warga desa.\n\n"
        "Patroli berakhir pagi."
    )
    assert len(cleaned.paragraphs) == 3


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("Polresta Pasuruan – Menjelang pemilihan", "Polresta Pasuruan"),
        ("SURABAYA - Polisi menangkap", "SURABAYA"),
        ("PASURUAN,- Polisi menangkap", "PASURUAN"),
        ("Serang // Nama Media - Polisi menangkap", "Serang // Nama Media"),
        ("Tribratanews Polres X | Kecamatan – Polisi", "Tribratanews Polres X | Kecamatan"),
        ("*PASURUAN* – Polisi menangkap", "PASURUAN"),
        ("Pasuruan, 30 Agustus 2024 – Polisi", "Pasuruan, 30 Agustus 2024"),
        ("Demak – Jateng – Polres Demak", "Demak – Jateng"),
        ("Polisi menangkap pelaku - yang buron - kemarin", None),
        ("Sebanyak 20 - 30 orang hadir", None),
    ],
)
def test_datelines_are_told_from_sentences(paragraph: str, dateline: str | None) -> None:
    found = structure.split_dateline(paragraph)
    assert (found[0] if found else None) == dateline


def test_two_releases_in_one_text_are_two() -> None:
    texts = [text for name, text, _ in cases() if name in ("pil-koplo", "longsor")]
    found = releases_of("\n\n".join(texts))
    titles = [structure.read(item.paragraphs).title for item in found]
    assert len(titles) == 2
    assert all(titles)


def test_short_news_below_each_other_are_releases_of_their_own() -> None:
    news = [
        f"Polsek {name} Amankan Pencuri Kambing\n\nBIMA – Anggota Polsek {name} mengamankan "
        "seorang pria yang diduga mencuri kambing milik warga, Selasa (1/12/2026)."
        for name in ("Wera", "Sape", "Lambu")
    ]
    assert len(releases_of("\n\n".join(news))) == 3
    below = "Pola Patroli Malam\n\nPatroli – kata Kapolsek – akan ditambah setiap malam."
    assert len(releases_of(f"{news[0]}\n\n{below}")) == 1


def test_the_words_of_the_corpus_are_never_changed() -> None:
    for name, text, _ in cases():
        draft = read_draft(text)
        source = re.findall(r"[^\W_]+", repair(text))
        composed = draft.correction or any("disusun" in doubt for doubt in draft.doubts)
        title = "" if composed else draft.title or ""
        for part in (title, draft.body):  # a heading above the title goes below it
            position = 0
            for word in re.findall(r"[^\W_]+", part):
                assert word in source[position:], (name, word)
                position += source[position:].index(word) + 1


def test_a_paragraph_that_is_written_once_only_is_told() -> None:
    line = "Warga menyambut baik kegiatan yang digelar polisi itu."
    draft = draft_of(f"{TITLE}\n\n{LEAD}\n\n{line}\n\n{line}\n\n{END}", REGISTRY)
    assert draft.body.count(line) == 1
    assert any("tertempel dua kali" in doubt for doubt in draft.doubts)


def test_every_word_of_the_corpus_is_in_the_release_or_was_taken_off() -> None:
    def count(text: str) -> Counter[str]:
        return Counter(word.casefold() for word in re.findall(r"[^\W_]+", text))

    for name, text, _ in cases():
        (raw, *_) = sources.read_text(text.encode())
        cleaned = clean(raw.text)
        draft = read_draft(text)
        told = count(f"{draft.title} {draft.body} {' '.join(cleaned.dropped)}")
        lost = count(repair(raw.text)) - told - count("judul")
        assert not lost or cleaned.repeated, (name, lost)


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("Siap ijin ralat nggih ndan", True),
        ("Mohon ijin bapak ibu, minta tolong dibagikan ya", True),
        ("Selamat pagi rekan-rekan media", True),
        ("Assalamualaikum wr wb, mohon bantuan informasinya bapak ibu", True),
        ("Selamat malam, mohon dapat ditayangkan. Terima kasih", True),
        ("Hari Ibu", False),
        ("Bapak dan Ibu Berbagi", False),
    ],
)
def test_a_line_of_courtesies_at_the_head_is_no_title(line: str, goes: bool) -> None:
    cleaned = clean(f"{line}\n\n{TITLE}\n\n{LEAD}")
    assert (cleaned.paragraphs[0] == TITLE) is goes


def test_what_is_said_behind_a_courtesy_is_kept() -> None:
    said = "telah datang ke Polsek Kraton seorang warga yang melaporkan tetangganya hilang."
    cleaned = clean(f"Mohon ijin melaporkan Ndan, {said}\n\nNama: Wagiman\nUmur: 65 tahun")
    assert cleaned.paragraphs[0] == said
    assert cleaned.dropped[0].startswith("Mohon ijin melaporkan Ndan")


def test_the_subject_of_a_forwarded_mail_is_a_title_only_where_no_other_stands() -> None:
    note = "Yth. Rekan media,\nberikut kami kirimkan rilis hari ini. Terima kasih."
    cleaned = clean(f"Fwd: Rilis Patroli Polsek\n\n{note}\n\n{TITLE}\n\n{LEAD}")
    assert cleaned.paragraphs == (TITLE, LEAD)
    assert structure.read(clean(f"FW: {TITLE}\n\n{LEAD}").paragraphs).title == TITLE


def test_a_headline_that_begins_like_a_label_is_kept() -> None:
    headline = "Giat Polsek Way Tenong Baksos Peduli Korban Longsor"
    assert clean(f"{headline}\n\n{LEAD}").paragraphs[0] == headline


def test_the_days_of_a_range_are_no_dateline() -> None:
    assert structure.split_dateline("Sabtu - Minggu, 7 - 8 November 2026") is None


@pytest.mark.parametrize("before", ["\n", "\n\n", " "])
@pytest.mark.parametrize(
    ("sign", "goes"),
    [
        ("(humas_kaliangkrik)", True), ("(HumasResTanjabtim)", True), ("(Kiriman Humas)", True),
        ("(Tribratanews Polres Tuban)", True), ("[HUMAS POLRES BLORA]", True), ("- Humas -", True),
        ("(Bidhumas Polda Bali/ar)", True), ("(Penulis: Humas)", True),
        ("(Kasi Humas Polres Blora)", False), ("(Bhabinkamtibmas Desa Wado)", False),
    ],
)  # fmt: skip
def test_a_sign_of_the_office_goes_and_a_position_stays(before: str, sign: str, goes: bool) -> None:
    paragraphs = clean(f"{TITLE}\n\n{LEAD}\n\nAipda Adi menyampaikan itu.{before}{sign}").paragraphs
    assert (sign not in " ".join(paragraphs)) is goes


@pytest.mark.parametrize("bar", ["|", ""])
def test_a_table_of_markdown_is_read_as_rows(bar: str) -> None:
    rows = ("No | Nama | Umur", "1 | S.T. | 40", "2 | W.H. | 35")
    written = [f"{bar} {row} {bar}".strip() for row in rows]
    written.insert(1, f"{bar}---|:---:|---{bar}")
    paragraphs = clean(
        f"{TITLE}\n\n{LEAD}\n\n" + "\n".join(written) + "\n\nTamat sudah."
    ).paragraphs
    assert paragraphs[-4:] == (*rows, "Tamat sudah.")


WRITERS = ["Pewarta", "Penulis", "Editor", "Reporter", "Redaktur", "Kontributor", "Fotografer"]
NAMES = ["Mulyadi", "Rudi H.", "Asep S", "@humaspolrespidie", "Andre / Yanti", "Lalu M. Zaini"]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sign", [": ", " : ", ":"])
def test_who_wrote_a_release_is_left_out_wherever_it_stands(
    writer: str, name: str, sign: str
) -> None:
    byline = f"{writer}{sign}{name}"
    for body in (
        f"{byline}\n{TITLE}\n\n{LEAD}\n\n{END}",
        f"{TITLE}\n\n{LEAD}\n{byline}\n\n{END}",
        f"{TITLE}\n\n{LEAD} {byline}\n\n{END}",
        f"{TITLE}\n\n{LEAD}\n\n{END} ({byline})",
        f"{TITLE}\n\n{LEAD}\n\n{END} {byline} Editor: Dian",
        f"{TITLE}\n\n{LEAD}\n\n{END}\n\n{byline}",
    ):
        draft = read_draft(body)
        words = set(re.findall(r"\w{3,}", name.lower()))
        assert draft.title == TITLE, body
        assert not words & set(re.findall(r"\w+", draft.text.lower())), body
        assert words <= set(re.findall(r"\w+", " ".join(draft.left_out).lower())), body


@pytest.mark.parametrize(
    "sentence",
    [
        "Sumber: air bersih warga kini kembali mengalir.",
        "Ia menyebut tiga penulis: dua guru dan satu siswa, lalu membaca karya mereka.",
        "Pemenang lomba penulis: Sinta, Rama, dan Bima yang berhak atas piala bergilir.",
    ],
)
def test_a_sentence_about_writers_stays(sentence: str) -> None:
    assert sentence in read_draft(f"{TITLE}\n\n{LEAD}\n\n{sentence}\n\n{END}").text


def test_a_caption_above_the_headline_is_no_title() -> None:
    draft = read_draft(f"Foto: juru parkir dibina\n{TITLE}\n\n{LEAD}\n\n{END}")
    assert (draft.title, draft.left_out) == (TITLE, ("Foto: juru parkir dibina",))


def test_a_short_letterhead_is_no_title_and_a_headline_like_it_stays() -> None:
    letter = "KEPOLISIAN RESOR MUARA ENIM\nSATUAN RESERSE KRIMINAL\n\n"
    assert read_draft(f"{letter}{TITLE}\n\n{LEAD}\n\n{END}").title == TITLE
    headline = "Kepolisian Resor Muara Enim Gelar Apel"
    assert read_draft(f"{headline}\n\n{LEAD}\n\n{END}").title == headline


def test_a_lead_that_a_mail_broke_before_a_name_is_one_paragraph() -> None:
    lead = "BUOL – Polres Buol menggelar lomba menembak antarsatuan di Lapangan Tembak"
    draft = read_draft(f"{TITLE}\n\n{lead}\nMapolres Buol, Rabu (18/11/2026).\n\n{END}")
    assert draft.location == "Lapangan Tembak Mapolres Buol"


@pytest.mark.parametrize("number", ["I", "II", "III", "IV", "VII", "XII"])
def test_lines_with_roman_figures_are_lines_of_a_form(number: str) -> None:
    report = f"Mohon ijin melaporkan\n\n{number}. Tempat : Balai Desa Kalirejo\nSituasi aman."
    assert (read_draft(report).location, read_draft(report).dateline) == (
        "Balai Desa Kalirejo",
        None,
    )


@pytest.mark.parametrize("mark", ["→", "⇒", "»", "❖", "★", "⁃"])
def test_more_marks_open_items(mark: str) -> None:
    body = f"{TITLE}\n\n{LEAD}\n{mark} miras 210 botol\n{mark} judi 2 kasus\n\n{END}"
    draft = read_draft(body)
    assert "- miras 210 botol\n- judi 2 kasus" in draft.body
    assert not draft.quotes


def test_a_numbered_list_of_receivers_is_no_text_and_the_sender_acts() -> None:
    report = read_draft(
        "Kepada Yth.\n1. Kapolres Kapuas\n2. Wakapolres Kapuas\nDari : Kapolsek Kapuas Murung\n\n"
        "Ijin melaporkan banjir pada hari Selasa tanggal 24 November 2026 di wilayah kami :\n"
        "a. Desa Palingkau Lama terendam 40 cm\nb. Warga mengungsi nihil"
    )
    assert (report.unit_name, report.parent_units) == ("Polsek Kapuas Murung", ("Polres Kapuas",))
    assert (report.kind, report.title) == ("siaran-pers", None)
    assert "2. Wakapolres Kapuas" in report.left_out


def test_a_line_that_says_who_or_what_is_no_title() -> None:
    form = "PRESS RELEASE POLRES ALOR\nWho : Kapolres Alor\nWhat : Apel\nWhere : Kalabahi\n"
    assert read_draft(f"{form}When : Jumat, 20/11/2026").title is None


def test_a_headline_behind_a_greeting_stands_apart() -> None:
    told = (
        "Pagi Ndan izin kirim rilis 🙏 *Kapolsek Tinjau Pos Pantau Longsor*\n\nCianjur - Ia hadir."
    )
    assert read_draft(told).title == "Kapolsek Tinjau Pos Pantau Longsor"
    kept = "Warga senang dengan *Kapolsek yang Meninjau Pos*\n\nCianjur - Ia hadir."
    assert read_draft(kept).title == "Warga senang dengan Kapolsek yang Meninjau Pos"


@pytest.mark.parametrize(
    "piece", ["Rahasia. DRAF (cek lagi) ", "#polri ", "Polri ", "(red) ", "#a ", "Pewarta: ", "[a|"]
)
def test_a_line_of_one_piece_is_read_in_linear_time(piece: str) -> None:
    line = (piece * 198_000)[:198_000]
    with cost.at_most(5):
        draft_of(f"Polsek Kraton Berpatroli\n\nPASURUAN - Polsek Kraton {line}akhir.", REGISTRY)


@pytest.mark.parametrize(
    "typed",
    ["*🚨 {}*", "*{} 🚨*", "*🚨🚔{} 🚔*", "_*🚨 {}*_", "*🚨* {}", "🚨*{}*🚨", "~*🚨* {}~"],
)
def test_an_emoji_within_marks_makes_no_item_of_a_title(typed: str) -> None:
    title = "Polsek Kraton Patroli Malam di Pasar"
    body = "PASURUAN - Polsek Kraton menggelar patroli di Pasar Kraton, Senin (23/11/2026)."
    assert draft_of(f"{typed.format(title)}\n\n{body}", REGISTRY).title == title


GREETINGS = [
    "Met malem ndan, ijin kirim giat 🙏",
    "met sore kang, izin kirim rilis ya 🙏😊",
    "Punten komandan kirim rilis sakedap",
    "Tabe ndan, rilis nah 🙏🏽",
    "Selamat pagi Ndan. Mohon izin share",
    "pagiii ndan ijin naikkan ya",
]


@pytest.mark.parametrize("greeting", GREETINGS)
@pytest.mark.parametrize("mark", ["{}", "*{}*", "📌 {}", "📌 *{}*", "🔴 {} 🔴"])
def test_a_headline_stands_apart_from_talk_and_signs(greeting: str, mark: str) -> None:
    title = "Polsek Lekok Bagikan Air Bersih"
    lead = "PASURUAN – Polsek Lekok membagikan air bersih kepada warga, Selasa (1/12/2026)."
    for between in ("\n", "\n\n"):
        found = draft_of(f"{greeting}\n{between}{mark.format(title)}\n\n{lead}", REGISTRY)
        assert found.title == title
        assert len(found.left_out) == 1


def test_a_list_and_a_request_keep_their_first_line() -> None:
    for first in ("📌 Bawa KTP Asli dan Salinan", "Izin orang tua menjadi syarat utama."):
        text = f"Polsek Lekok Buka Loket SKCK\n\n{first}\n📌 Datang Pukul Delapan Pagi\n\nTerima."
        assert first.removeprefix("📌 ") in draft_of(text, REGISTRY).text
