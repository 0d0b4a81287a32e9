"""Chats, exported or copied: releases out, everybody else's words left behind."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from kentongan.importer import sources
from kentongan.importer.chat_headers import read_header
from kentongan.importer.chat_marks import without_marks
from kentongan.importer.raw import RawText, SourceError
from kentongan.importer.split import releases_of
from kentongan.importer.structure import read as read_structure

from tests import cost

TITLE = "Polsek Kraton Gelar Patroli Malam di Desa Gerongan"
BODY = (
    "PASURUAN - Polsek Kraton menggelar patroli malam di Desa Gerongan, Kecamatan Kraton, Jumat "
    "(15/5/2026). Patroli itu untuk mencegah pencurian sepeda motor pada jam rawan.\n\n"
    '"Kami mengajak warga menjaga lingkungan," ujar Kapolsek Kraton AKP Budi Santoso.'
)
RELEASE = f"*{TITLE}*\n\n{BODY}"

DATES = [
    "15/05/26", "15/5/2026", "15-5-2026", "15.05.26", "2026-05-15", "2026/05/15", "15 Mei 2026",
    "15 Mei 26", "15 May 2026", "May 15, 2026", "15. 5. 2026", "5/15/26", "15/5", "15 Mei",
]  # fmt: skip
CLOCKS = [
    "14.30", "14:30", "2:30 PM", "2.30 p. m.", "2:30\u202fpm", "2:30\u00a0PM", "14.30.05",
    "2:30:05 PM", "pukul 14.30", "14.30 WIB", "14h30",
]  # fmt: skip
SENDERS = [
    "Humas Kraton", "+62 812-0000-0000", "~ Humas Kraton", "~\u202fHumas", "Humas 🚓",
    "\u202a+62\u00a0812-0000-0000\u202c",
]  # fmt: skip


def stamps() -> list[str]:
    openings = []
    for day in DATES:
        for clock in CLOCKS:
            openings += [f"{day} {clock} - ", f"{day}, {clock} - ", f"{day} {clock} – "]
            openings += [
                f"{day}, {clock} — ",
                f"[{day}, {clock}]\u00a0",
                f"\ufeff[{day}, {clock}] ",
            ]
            openings += [f"[{day}, {clock}] ", f"[{clock}, {day}] ", f"\u200e[{day} {clock}] "]
    return openings


def texts(raw: str, name: str = "chat.txt") -> list[RawText]:
    return sources.read(name, raw.encode())


def titles(raw: str) -> list[str | None]:
    return [
        read_structure(piece.paragraphs).title
        for found in texts(raw)
        for piece in releases_of(found.text)
    ]


@pytest.mark.parametrize("stamp", stamps())
def test_every_header_is_taken_off_and_no_reply_stays(stamp: str) -> None:
    chat = (
        f"{stamp}Bripka Rudi: pagi ndan\n{stamp}Humas Kraton: {RELEASE}\n"
        f"{stamp}+62 812-0000-0000: Siap, terima kasih ndan\n"
    )
    (found,) = texts(chat)
    assert found.text == RELEASE


@pytest.mark.parametrize("sender", SENDERS)
def test_a_sender_may_be_a_number_or_anybody(sender: str) -> None:
    for stamp in stamps()[::7]:
        (found,) = texts(f"{stamp}{sender}: {RELEASE}\n")
        assert found.text == RELEASE


@pytest.mark.parametrize("stamp", ["[14.30, 15/5/2026] ", "[15/5, 14.30] ", "15/05/26 14.30 - "])
def test_one_copied_message_is_its_text(stamp: str) -> None:
    (found,) = texts(f"{stamp}Humas Kraton: {RELEASE}")
    assert found.text == RELEASE


def test_a_message_copied_from_telegram_is_its_text() -> None:
    (found,) = texts(f"Humas Kraton, [15/05/2026 14.30]:\n{RELEASE}\n")
    assert found.text == RELEASE


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("15/05/26 14.30 - Humas: x", date(2026, 5, 15)),
        ("[14:30, 5/15/2026] Humas: x", date(2026, 5, 15)),
        ("2026-05-15 14:30 - Humas: x", date(2026, 5, 15)),
        ("15 Mei 2026 14.30 - Humas: x", date(2026, 5, 15)),
        ("[15/5, 14.30] Humas: x", None),
    ],
)
def test_the_day_of_a_message_is_read_where_it_has_a_year(header: str, day: date | None) -> None:
    found = read_header(0, header)
    assert found is not None
    assert found.day(month_first=found.second > 12) == day


@pytest.mark.parametrize(
    "line",
    [
        "15/5/2026 Apel di halaman",
        "Pukul 14.30 - Apel: halaman",
        "[15/5/2026] Humas: pengumuman",
        "14.30 - 15.30: patroli",
        "[15/5 09.00] Apel",
        "2. Nama: Bripka Rudi",
    ],
)
def test_other_lines_are_no_headers(line: str) -> None:
    assert read_header(0, line) is None


@pytest.mark.parametrize(
    "line",
    [
        "15/5/2026 21.00 - 22.00: patroli di pasar",
        "15/05/26 21.00 - Rapat: evaluasi di aula",
        "[15/5/2026 21.00] Apel: halaman",
        "15-5-2026 07.00 - Gowes: jalan desa",
    ],
)
def test_a_line_of_a_timetable_stays_in_its_message(line: str) -> None:
    for chat in (
        f"15/05/26 08.01 - Bripka Rudi: pagi\n15/05/26 14.30 - Humas: {RELEASE}\n{line}\n{line}\n"
        "15/05/26 15.01 - Bripka Rudi: siap\n",
        f"[08.01, 15/5/2026] Bripka Rudi: pagi\n[14.30, 15/5/2026] Humas: {RELEASE}\n{line}\n{line}"
        "\n[15.01, 15/5/2026] Bripka Rudi: siap\n",
        f"{RELEASE}\n{line}\n{line}\n{line}",
    ):
        (found,) = texts(chat)
        assert found.text.count(line) >= 2
        assert "siap" not in found.text


@pytest.mark.parametrize(
    "mark",
    [
        " <Pesan ini diedit>",
        " \u200e<This message was edited>",
        "\n\u200e<Pesan ini diedit>",
        "\n<Media tidak disertakan>",
        " \u200egambar tidak disertakan",
        " \u200eimage omitted",
        " \u200e<terlampir: 00000012-PHOTO-2026-05-15-14-30-05.jpg>",
        "\n\u200eRilis Kraton.pdf • \u200e2 halaman \u200e<terlampir: 00000013-Rilis Kraton.pdf>",
        "\nIMG-20260515-WA0001.jpg (file terlampir)",
        "\nvideo omitted",
    ],
)
def test_marks_of_the_messenger_are_no_text(mark: str) -> None:
    (found,) = texts(f"15/05/26 14.30 - Humas: {RELEASE}{mark}\n15/05/26 15.01 - Rudi: siap\n")
    assert found.text == RELEASE
    (piece,) = releases_of(RELEASE + mark)  # pasted without a header
    assert "<" not in "".join(piece.paragraphs)
    assert piece.paragraphs[-1].endswith("Budi Santoso.")


THINGS = [
    "media", "image", "gambar", "foto", "audio", "video", "video note", "catatan video", "GIF",
    "sticker", "stiker", "document", "dokumen", "Contact card", "kartu kontak",
    "view once voice message", "foto sekali lihat", "pesan suara sekali lihat",
]  # fmt: skip
FILES = ["IMG-20260515-WA0001.jpg", "PTT-20260515-WA0003.opus", "DOC-20260515-WA0001.",
         "Rilis Polsek Kraton.docx"]  # fmt: skip


def notes() -> list[str]:
    """Every note of the messenger, in both languages."""
    left_out = ["omitted", "tidak disertakan", "dihilangkan"]
    notices = [f"<{thing} {word}>" for thing in THINGS for word in left_out]
    notices += [f"\u200e{thing} {word}" for thing in THINGS for word in left_out]
    notices += [f"\u200e{file} ({word})" for file in FILES
              for word in ("file attached", "file terlampir", "berkas terlampir")]  # fmt: skip
    notices += [
        f"\u200e<{word}: 00000012-PHOTO.jpg>" for word in ("attached", "terlampir", "lampiran")
    ]
    notices += [f"\u200eRilis.docx • \u200e3 {word}" for word in
              ("halaman", "pages", "pages \u200edocument omitted",
               "halaman dokumen tidak disertakan")]  # fmt: skip
    return notices


def test_no_note_takes_a_word_with_it_wherever_it_stands() -> None:
    after = "\n15/05/26 15.01 - Rudi: siap\n"
    for note in notes():
        for chat in (f"{RELEASE} {note}", f"{RELEASE}\n{note}", f"{note}\n{RELEASE}"):
            (found,) = texts(f"15/05/26 14.30 - Humas: {chat}{after}")
            assert found.text == RELEASE, note


@pytest.mark.parametrize(
    "media", ["<Media tidak disertakan>", "<Media omitted>", "\u200eIMG-1.jpg (file attached)"]
)
def test_the_caption_of_a_picture_is_the_release(media: str) -> None:
    assert titles(f"15/05/26 14.30 - Humas: {media}\n{RELEASE}\n15/05/26 15.01 - R: ok") == [TITLE]
    assert titles(f"{media}\n{RELEASE}") == [TITLE]


def test_words_that_only_look_like_marks_stay() -> None:
    text = f"{RELEASE}\n\nLayar bertulis <Media baru> dan gambar tidak disertakan karena rusak."
    (found,) = texts(f"15/05/26 14.30 - Humas: {text}\n15/05/26 15.01 - Rudi: siap\n")
    assert found.text == text


def test_system_lines_and_deleted_messages_are_no_text() -> None:
    chat = (
        "15/05/26 08.00 - Pesan dan panggilan dienkripsi secara end-to-end.\n"
        "15/05/26 08.01 - Humas Kraton mengubah ikon grup ini\n"
        "15/05/26 08.01 - Humas Kraton: Pesan ini telah dihapus\n"
        f"15/05/26 14.30 - Humas Kraton: {RELEASE}\n15/05/26 15.01 - Rudi: siap\n"
    )
    (found,) = texts(chat)
    assert (found.text, found.reference) == (RELEASE, date(2026, 5, 15))


def test_monospace_and_mentions_leave_only_their_words() -> None:
    chat = f"15/05/26 14.30 - H: ```{TITLE}\n\n{BODY}```\nAiptu @\u2068Hadi Saputra\u2069 hadir."
    (found,) = texts(chat)
    assert found.text == f"{TITLE}\n\n{BODY}\nAiptu Hadi Saputra hadir."


def test_two_copied_messages_are_two_releases() -> None:
    other = RELEASE.replace("Patroli Malam", "Sambang Warga")
    found = titles(f"[14.30, 15/5/2026] H: {RELEASE}\n[14.35, 15/5/2026] H: {other}")
    assert found == [TITLE, "Polsek Kraton Gelar Sambang Warga di Desa Gerongan"]


def test_a_short_release_is_one() -> None:
    short = "*Polsek Kraton Buka Jalan*\nKRATON - Polsek Kraton membuka jalan Semare (15/5/2026)."
    assert texts(f"15/05/26 08.01 - R: pagi\n15/05/26 08.02 - H: {short}\n")[0].text == short


@pytest.mark.parametrize(
    "short",
    [
        "📢 Info Layanan\nPelayanan BPKB Ditlantas Polda Kalbar tutup dua hari, Senin buka lagi.",
        "Patroli malam Polsek Kraton di pasar\nBerjalan aman sampai pukul satu.\nKraton, 15/5/2026",
        "HOAX\nKabar penculikan anak di sekolah itu tidak benar, kata Polsek Kraton.",
    ],
)
def test_a_short_message_with_a_heading_or_a_closing_is_a_release(short: str) -> None:
    chat = f"15/05/26 08.01 - R: pagi\n15/05/26 08.02 - H: {short}\n15/05/26 08.03 - R: siap\n"
    assert [found.text for found in texts(chat)] == [short]


def test_a_chat_without_a_release_is_refused() -> None:
    with pytest.raises(SourceError, match="tanpa pesan"):
        texts("15/05/26 08.01 - R: pagi\n15/05/26 08.02 - H: siap ndan\n")


def test_a_long_message_that_is_left_out_is_told() -> None:
    chatter = "kami tunggu di warung kopi " * 12
    (found,) = texts(f"15/05/26 08.01 - R: {chatter}\n15/05/26 14.30 - H: {RELEASE}\n")
    assert any("tidak diambil" in doubt for doubt in found.doubts)


def test_a_chat_without_a_release_does_not_hide_the_other_files_of_its_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("_chat.txt", "15/05/26 08.01 - R: pagi\n15/05/26 08.02 - H: terlampir\n")
        packed.writestr("rilis.md", RELEASE)
    (found,) = sources.read("chat.zip", out.getvalue())
    assert found.text == RELEASE
    assert any("_chat.txt" in doubt for doubt in found.doubts)


@pytest.mark.parametrize("piece", [" ", "\u200e", "\t", "a.", "<", "> ", "•", "[", "1/1 "])
def test_marks_are_looked_for_in_linear_time(piece: str) -> None:
    with cost.at_most(2):
        without_marks([piece * 40_000 + ">", "\u200e" + piece * 40_000])


def test_the_year_tells_a_date_from_a_clock_in_dots() -> None:
    header = read_header(0, "[14.05, 10.11.26] Humas: Apel")
    assert header
    assert (header.first, header.second, header.year, header.minute) == (10, 11, 2026, 845)
