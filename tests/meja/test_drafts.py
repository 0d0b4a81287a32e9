"""Versions are only added: no save is lost, none counts twice, nobody reaches another's unit."""

from __future__ import annotations

import sqlite3

import pytest
from kentongan.domain.release import Blur
from kentongan.meja.errors import Refusal, Unknown
from kentongan.meja.values import Conflict, Saved

from tests.meja.desks import Office, words


def test_the_same_save_twice_is_once(office: Office) -> None:
    writer = office.person("Bripda Uji")
    draft = office.draft(writer)
    text = draft.text + b"\nTambahan.\n"
    first = office.desk.save(writer, draft.id, draft.rev, "kunci-1", text)
    again = office.desk.save(writer, draft.id, draft.rev, "kunci-1", text)
    assert first == again == Saved(2)
    assert len(office.desk.versions(writer, draft.id)) == 2


def test_what_is_written_after_a_lost_answer_is_kept_too(office: Office) -> None:
    writer, colleague = office.person("Bripda Uji"), office.person("Bripda Dua")
    draft = office.draft(writer)
    texts = [draft.text + b"\nTambahan.\n" * number for number in range(1, 5)]
    for rev, text in enumerate(texts[:3], 2):  # the page never hears of what was kept
        for _ in range(2):
            assert office.desk.save(writer, draft.id, 1, "kunci-1", text) == Saved(rev)
    assert office.desk.draft(writer, draft.id).text == texts[2]
    assert office.desk.save(colleague, draft.id, 4, "k", draft.text) == Saved(5)
    conflict = office.desk.save(writer, draft.id, 1, "kunci-1", texts[3])
    assert isinstance(conflict, Conflict)
    assert office.desk.version(writer, draft.id, conflict.kept) == texts[3]


def test_a_text_on_a_stale_base_is_kept_aside(office: Office) -> None:
    writer, colleague = office.person("Bripda Uji"), office.person("Bripda Dua")
    draft = office.draft(writer)
    mine, theirs = draft.text + b"\nSaya.\n", draft.text + b"\nRekan.\n"
    assert office.desk.save(colleague, draft.id, 1, "a", theirs) == Saved(2)
    conflict = office.desk.save(writer, draft.id, 1, "b", mine)
    assert conflict == Conflict(rev=2, kept=3, by="Bripda Dua")
    assert office.desk.save(writer, draft.id, 1, "b", mine) == conflict
    assert office.desk.version(writer, draft.id, 3) == mine
    assert office.desk.draft(writer, draft.id).text == theirs
    merged = theirs + b"\nSaya.\n"
    assert office.desk.save(writer, draft.id, 2, "c", merged) == Saved(4)


def test_a_save_that_changes_nothing_leaves_the_approval_alone(office: Office) -> None:
    writer = office.person("Bripda Uji")
    editor = office.person("AKP Uji", "penyunting")
    draft = office.draft(writer)
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "setujui")
    assert office.desk.save(writer, draft.id, 1, "k", draft.text) == Saved(1)
    assert office.desk.draft(writer, draft.id).approved_by == "AKP Uji"


@pytest.mark.parametrize("change", ["text", "photograph", "region"])
def test_any_change_voids_an_approval(office: Office, change: str) -> None:
    writer = office.person("Bripda Uji")
    editor = office.person("AKP Uji", "penyunting")
    draft = office.draft(writer)
    photograph = office.desk.keep_photograph(
        writer, draft.id, clean=b"bersih", shown=b"bersih", suffix=".jpg"
    )
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "setujui")
    if change == "text":
        office.desk.save(writer, draft.id, 1, "k", draft.text + b"\nTambahan.\n")
    elif change == "photograph":
        office.desk.keep_photograph(writer, draft.id, clean=b"x", shown=b"y", suffix=".jpg")
    else:
        region = (Blur(1, 2, 3, 4),)
        office.desk.blur_photograph(writer, draft.id, photograph.name, region, b"kabur")
    seen = office.desk.draft(editor, draft.id)
    assert (seen.state, seen.approved_by) == ("dikirim", "")
    with pytest.raises(Refusal):  # the writer cannot publish on the old approval
        office.desk.act(writer, draft.id, "terbitkan")


def test_what_changed_since_it_was_seen_is_not_approved(office: Office) -> None:
    writer = office.person("Bripda Uji")
    editor = office.person("AKP Uji", "penyunting")
    draft = office.draft(writer)
    office.desk.act(writer, draft.id, "kirim")
    seen = office.desk.draft(editor, draft.id)
    office.desk.save(writer, draft.id, 1, "k", draft.text + b"\nTambahan.\n")
    with pytest.raises(Refusal) as refusal:
        office.desk.act(editor, draft.id, "terbitkan", digest=seen.digest)
    assert refusal.value.status == 409
    assert office.desk.draft(editor, draft.id).state == "dikirim"


def test_a_stored_version_cannot_be_rewritten(office: Office) -> None:
    office.draft(office.person("Bripda Uji"))
    with pytest.raises(sqlite3.IntegrityError), office.desk.store.writing() as connection:
        connection.execute("UPDATE versi SET teks = 'lain'")


def test_drafts_of_other_units_do_not_exist_for_a_person(office: Office) -> None:
    writer = office.person("Bripda Uji")
    stranger = office.person("Bripda Lain", "pengelola", "polresta-lain")
    draft = office.draft(writer)
    for ask in (
        lambda: office.desk.draft(stranger, draft.id),
        lambda: office.desk.save(stranger, draft.id, 1, "k", draft.text),
        lambda: office.desk.versions(stranger, draft.id),
        lambda: office.desk.act(stranger, draft.id, "setujui"),
        lambda: office.desk.shown_photographs(stranger, draft.id),
        lambda: office.desk.release(stranger, draft.code),
    ):
        with pytest.raises(Unknown):
            ask()
    assert not office.desk.may_see(stranger, draft.id)


@pytest.mark.parametrize(
    "forged",
    [
        words(unit="Polresta Lain"),
        words(more="Satuan: Polresta Lain\n"),
        words(more="unit: polresta-lain\n"),
        "---\nJudul: X\nTanggal: 23 November 2026\nSatuan: Polresta Lain\n---\n\nIsi.\n",
    ],
)
def test_a_text_cannot_be_moved_into_a_unit_beyond_ones_task(office: Office, forged: str) -> None:
    writer = office.person("Bripda Uji")
    with pytest.raises(Refusal) as refusal:
        office.desk.begin(writer, forged.encode())
    assert refusal.value.status == 403
    draft = office.draft(writer)
    with pytest.raises(Refusal):
        office.desk.save(writer, draft.id, 1, "k", forged.encode())


def test_a_text_cannot_take_the_code_of_another_release(office: Office) -> None:
    writer = office.person("Bripda Uji")
    one, two = office.draft(writer), office.draft(writer, words(title="Imbauan lalu lintas"))
    forged = two.text.replace(two.code.encode(), one.code.encode())
    assert forged != two.text
    with pytest.raises(Refusal):
        office.desk.save(writer, two.id, 1, "k", forged)


def test_two_texts_of_one_title_get_places_of_their_own(office: Office) -> None:
    writer = office.person("Bripda Uji")
    paths = {office.draft(writer).path for _ in range(3)}
    assert len(paths) == 3


def test_a_new_title_moves_a_text_that_is_not_public(office: Office) -> None:
    writer = office.person("Bripda Uji")
    draft = office.draft(writer)
    text = draft.text.replace(b"Patroli malam", b"Patroli pagi")
    office.desk.save(writer, draft.id, 1, "k", text)
    assert office.desk.draft(writer, draft.id).path == "rilis/2026/11/patroli-pagi-di-pasar.md"


@pytest.mark.parametrize("text", [b"", b"\0", b"tanpa kepala", b"Judul: x", b"---\nJudul: x\n"])
def test_a_text_that_is_no_release_yet_is_kept_all_the_same(office: Office, text: bytes) -> None:
    writer = office.person("Bripda Uji")
    draft = office.draft(writer)
    assert office.desk.save(writer, draft.id, 1, "k", text) == Saved(2)
    kept = office.desk.draft(writer, draft.id)
    assert kept.text == text and kept.unit == "polsek-uji"
    with pytest.raises(Refusal) as refusal:
        office.desk.act(writer, draft.id, "kirim")
    assert refusal.value.status == 422


def test_a_text_with_an_error_is_not_sent(office: Office) -> None:
    writer = office.person("Bripda Uji")
    draft = office.draft(writer, words(body="Korban tinggal di rumah, NIK 3573010101900001."))
    with pytest.raises(Refusal) as refusal:
        office.desk.act(writer, draft.id, "kirim")
    assert "harus diperbaiki" in str(refusal.value) and "3573010101900001" not in str(refusal.value)


def test_a_permit_names_the_person_of_the_session(office: Office) -> None:
    writer = office.person("Bripda Uji")
    draft = office.draft(writer, words(body="Hubungi Bapak Ahmad di 0812-3456-7890 hari ini."))
    codes = [
        problem.code for problem in office.desk.deeds.problems(office.desk.drafts.row(draft.id))
    ]
    code = next(code for code in codes if code.startswith("privasi"))
    permitted = office.desk.permit(writer, draft.id, code, "nomor layanan; dimuat atas izin")
    line = f"Izin: {code} | Bripda Uji, Jabatan Bripda Uji | nomor layanan, dimuat atas izin"
    assert line.encode() in permitted.text
    with pytest.raises(Refusal):
        office.desk.permit(writer, draft.id, "privasi.E001", "tidak ditemukan di sini")


def test_returning_a_text_needs_a_reason_which_its_writer_reads(office: Office) -> None:
    writer = office.person("Bripda Uji")
    editor = office.person("AKP Uji", "penyunting")
    draft = office.draft(writer)
    office.desk.act(writer, draft.id, "kirim")
    with pytest.raises(Refusal):
        office.desk.act(editor, draft.id, "kembalikan")
    office.desk.act(editor, draft.id, "kembalikan", note="Sebut waktunya.")
    seen = office.desk.draft(writer, draft.id)
    assert seen.state == "dikembalikan" and seen.notes[0].text == "Sebut waktunya."
    assert [item.id for item in office.desk.home(writer).to_do] == [draft.id]


def test_home_shows_each_person_what_is_theirs_to_do(office: Office) -> None:
    writer = office.person("Bripda Uji")
    editor = office.person("AKP Uji", "penyunting", "polresta-uji")
    stranger = office.person("AKP Lain", "penyunting", "polresta-lain")
    draft = office.draft(writer)
    assert [item.id for item in office.desk.home(writer).to_do] == [draft.id]
    assert office.desk.home(editor).to_do == ()
    office.desk.act(writer, draft.id, "kirim")
    assert office.desk.home(writer).to_do == ()
    assert [item.id for item in office.desk.home(writer).waiting] == [draft.id]
    assert [item.id for item in office.desk.home(editor).to_do] == [draft.id]
    assert office.desk.home(stranger).to_do == office.desk.home(stranger).waiting == ()


def test_clean_photographs_go_after_their_time_and_texts_after_theirs(office: Office) -> None:
    from kentongan.meja import retention

    writer = office.person("Bripda Uji")
    draft = office.draft(writer)
    name = office.desk.keep_photograph(
        writer, draft.id, clean=b"bersih", shown=b"kabur", suffix=".jpg"
    ).name
    office.clock.later(days=31)
    retention.sweep(office.desk.store, office.desk.settings, office.clock())
    with pytest.raises(Unknown):
        office.desk.photograph(writer, draft.id, name, clean=True)
    assert office.desk.photograph(writer, draft.id, name) == b"kabur"
    office.clock.later(days=60)
    retention.sweep(office.desk.store, office.desk.settings, office.clock())
    with pytest.raises(Unknown):
        office.desk.draft(writer, draft.id)
    assert draft.text[:40] not in office.desk.store.path.read_bytes()
