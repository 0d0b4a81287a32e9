"""Decisions become commits and a site: in order, once, and never half."""

from __future__ import annotations

import json
import re

import pytest
from kentongan.meja import failures, publication
from kentongan.meja.errors import Refusal, Unknown
from kentongan.meja.values import Draft, Session
from kentongan.publishing.errors import PublishingError, TransferError
from kentongan.storage.locking import exclusive

from tests.meja.desks import Builds, Office, words
from tests.site.builder import ROOT

BROKEN = PublishingError("Situs tidak dibangun, jadi tidak ada yang diterbitkan.")


@pytest.fixture
def writer(office: Office) -> Session:
    return office.person("Bripda Uji")


@pytest.fixture
def editor(office: Office) -> Session:
    return office.person("AKP Uji", "penyunting", "polresta-uji")


def sent(office: Office, writer: Session, title: str = "Patroli malam di pasar") -> Draft:
    draft = office.draft(writer, words(title=title))
    return office.desk.act(writer, draft.id, "kirim")


def published(office: Office, writer: Session, editor: Session, **told: str) -> Draft:
    draft = sent(office, writer, **told)
    office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    done = office.desk.draft(writer, draft.id)
    assert done.state == "terbit", done.job
    return done


def publish_killed_at(office: Office, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A run of the publisher that is killed when it comes to this step."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(publication.Publisher, step, killed)
        office.publish()


def test_waiting_texts_share_one_build_and_keep_commits_of_their_own(
    office: Office, builds: Builds, writer: Session, editor: Session
) -> None:
    drafts = [sent(office, writer, f"Patroli ke-{number}") for number in range(3)]
    for draft in drafts:
        office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    assert builds.count == 1
    assert len(office.git("log", "--format=%H", "--grep=Naskah: ").split()) == 3
    assert {office.desk.draft(writer, draft.id).state for draft in drafts} == {"terbit"}


def test_a_photograph_is_committed_as_it_is_shown_and_only_if_the_text_uses_it(
    office: Office, writer: Session, editor: Session
) -> None:
    draft = office.draft(writer)
    names = [
        office.desk.keep_photograph(
            writer, draft.id, clean=b"wajah %d" % n, shown=b"kabur %d" % n, suffix=".jpg"
        ).name
        for n in range(2)
    ]
    office.desk.checking.problems = lambda *_: ()  # type: ignore[method-assign]
    office.desk.deeds.check = lambda *_: ()
    text = draft.text + f"\n![Patroli]({names[0]})\n".encode()
    office.desk.save(writer, draft.id, 1, "k", text)
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    listed = office.git("ls-tree", "-r", "--name-only", "HEAD").split()
    assert f"rilis/2026/11/{names[0]}" in listed and f"rilis/2026/11/{names[1]}" not in listed
    assert office.git("show", f"HEAD:rilis/2026/11/{names[0]}") == "kabur 0"
    everything = office.git("rev-list", "--objects", "--all")
    blobs = [line.split()[0] for line in everything.splitlines()]
    assert "wajah" not in "".join(office.git("cat-file", "-p", blob) for blob in blobs)


def test_a_text_that_cannot_be_built_reaches_neither_git_nor_the_folder(
    office: Office, builds: Builds, writer: Session, editor: Session
) -> None:
    draft = sent(office, writer)
    head = office.git("rev-parse", "HEAD")
    builds.fault = BROKEN
    office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    failed = office.desk.draft(editor, draft.id)
    assert failed.job and failed.job.state == "gagal"
    assert "Situs yang lama tetap tayang." in failed.job.sentence
    assert "ulangi" in failed.deeds
    assert office.git("rev-parse", "HEAD") == head
    assert not (office.content / draft.path).exists()
    builds.fault = None
    office.desk.act(editor, draft.id, "ulangi")
    office.publish()
    assert office.desk.draft(writer, draft.id).state == "terbit"


def test_one_text_that_cannot_be_built_does_not_stop_the_others(
    office: Office, writer: Session, editor: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kentongan.publishing import run

    good, bad = sent(office, writer, "Patroli baik"), sent(office, writer, "Patroli buruk")

    def build(job: run.Job, project: object) -> None:
        if (job.content / bad.path).exists():
            raise BROKEN

    monkeypatch.setattr(run, "build", build)
    for draft in (good, bad):
        office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    assert office.desk.draft(writer, good.id).state == "terbit"
    assert not (office.content / bad.path).exists()
    job = office.desk.job(writer, bad.id)
    assert job and job.state == "gagal"


def test_one_text_that_others_changed_does_not_stop_the_others(
    office: Office, writer: Session, editor: Session
) -> None:
    done = published(office, writer, editor)
    update = office.desk.afterwards(writer, done.code, "perbarui").draft
    office.desk.save(writer, update, 1, "k", done.text + b"\nDari meja.\n")
    office.desk.act(writer, update, "kirim")
    (office.content / done.path).write_bytes(done.text + b"\nDari Git.\n")
    other = sent(office, writer, "Patroli lain")
    for id in (update, other.id):
        office.desk.act(editor, id, "terbitkan")
    office.publish()
    assert office.desk.draft(writer, other.id).state == "terbit"
    assert office.desk.draft(writer, update).state == "dikembalikan"


def test_a_commit_that_fails_leaves_no_text_in_the_folder(
    office: Office, writer: Session, editor: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = sent(office, writer)
    office.desk.act(editor, draft.id, "terbitkan")

    def broken(*_: object) -> None:
        raise TransferError("Git gagal.")

    with monkeypatch.context() as patch:
        patch.setattr(publication.Publisher, "_commit", broken)
        office.publish()
    assert not (office.content / draft.path).exists()
    office.clock.later(minutes=1)
    office.publish()
    assert office.desk.draft(writer, draft.id).state == "terbit"


def test_another_publication_on_this_machine_is_waited_for(
    office: Office, writer: Session, editor: Session
) -> None:
    draft = sent(office, writer)
    office.desk.act(editor, draft.id, "terbitkan")
    with exclusive(office.place.configuration.cache / "terbit/kunci", "humas terbit"):
        office.publish()
    job = office.desk.job(writer, draft.id)
    assert job and job.state == "gagal" and "sedang berjalan" in job.sentence
    office.clock.later(minutes=1)
    office.publish()
    assert office.desk.draft(writer, draft.id).state == "terbit"


def test_a_publisher_that_an_earlier_process_left_is_waited_for(
    office: Office, writer: Session, editor: Session
) -> None:
    draft = sent(office, writer)
    office.desk.act(editor, draft.id, "terbitkan")
    with office.place.run_lock():
        assert not office.desk.worker.run_due()
        assert office.desk.worker.sleep_seconds() == 1.0
    office.publish()
    assert office.desk.draft(writer, draft.id).state == "terbit"


def test_what_may_pass_by_itself_is_tried_again(
    office: Office, builds: Builds, writer: Session, editor: Session
) -> None:
    draft = sent(office, writer)
    builds.fault = OSError(28, "No space left on device")
    office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    job = office.desk.job(writer, draft.id)
    assert job and job.state == "gagal" and "penuh" in job.sentence
    builds.fault = None
    office.publish()  # not yet due
    assert office.desk.draft(writer, draft.id).state == "antre"
    office.clock.later(minutes=1)
    office.publish()
    assert office.desk.draft(writer, draft.id).state == "terbit"


def test_a_run_killed_before_the_commit_is_made_again(
    office: Office, writer: Session, editor: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = sent(office, writer)
    office.desk.act(editor, draft.id, "terbitkan")
    publish_killed_at(office, monkeypatch, "_commit")
    office.again()
    office.publish()
    assert office.desk.draft(writer, draft.id).state == "terbit"
    assert office.git("log", "--format=%s").splitlines().count("Patroli malam di pasar") == 1


def test_a_run_killed_after_the_commit_does_not_commit_twice(
    office: Office, writer: Session, editor: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = sent(office, writer)
    office.desk.act(editor, draft.id, "terbitkan")
    publish_killed_at(office, monkeypatch, "_committed")
    assert "Patroli malam" in office.git("log", "-1", "--format=%s")
    office.again()
    office.publish()
    assert office.desk.draft(writer, draft.id).state == "terbit"
    assert office.git("log", "--format=%s").splitlines().count("Patroli malam di pasar") == 1


def test_locks_that_a_killed_git_left_are_removed(
    office: Office, writer: Session, editor: Session
) -> None:
    folder = office.content / ".git"
    for name in ("index.lock", "HEAD.lock", "refs/heads/main.lock", "meja.index.lock"):
        (folder / name).write_text("")
    assert published(office, writer, editor).state == "terbit"
    assert list(folder.rglob("*.lock")) == []


def test_a_file_that_others_changed_is_never_overwritten(
    office: Office, writer: Session, editor: Session
) -> None:
    done = published(office, writer, editor)
    update = office.desk.afterwards(writer, done.code, "perbarui").draft
    draft = office.desk.draft(writer, update)
    office.desk.save(writer, update, 1, "k", draft.text + b"\nDari meja.\n")
    theirs = done.text + b"\nDari Git.\n"
    (office.content / done.path).write_bytes(theirs)
    office.desk.act(writer, update, "kirim")
    office.desk.act(editor, update, "terbitkan")
    office.publish()
    assert (office.content / done.path).read_bytes() == theirs
    seen = office.desk.draft(writer, update)
    assert seen.state == "dikembalikan" and seen.job and "di luar meja" in seen.job.sentence
    aside = [version for version in office.desk.versions(writer, update) if version.is_aside]
    assert office.desk.version(writer, update, aside[0].rev) == theirs
    merged = theirs + b"\nDari meja.\n"  # what the screen Beda makes of both
    office.desk.save(writer, update, seen.rev, "k2", merged)
    office.desk.act(writer, update, "kirim")
    office.desk.act(editor, update, "terbitkan")
    office.publish()
    assert office.desk.draft(writer, update).state == "terbit"
    assert (office.content / done.path).read_bytes() == merged


@pytest.mark.parametrize("state", ["role", "text"])
def test_rights_and_approval_are_asked_for_once_more_at_the_commit(
    office: Office, writer: Session, editor: Session, state: str
) -> None:
    draft = sent(office, writer)
    office.desk.act(editor, draft.id, "terbitkan")
    with office.desk.store.writing() as connection:
        if state == "role":
            connection.execute("DELETE FROM peran WHERE orang = ?", (editor.person.id,))
        else:  # as nobody can through the desk
            connection.execute("UPDATE pekerjaan SET digest = 'lain'")
    office.publish()
    job = office.desk.job(writer, draft.id)
    assert job and job.state == "gagal"
    assert not (office.content / draft.path).exists()


def test_a_scheduled_text_is_public_at_its_moment_and_not_before(
    office: Office, builds: Builds, writer: Session, editor: Session
) -> None:
    draft = sent(office, writer)
    office.desk.act(editor, draft.id, "jadwalkan", at="25 November 2026, 08.00")
    seen = office.desk.draft(writer, draft.id)
    assert seen.state == "terjadwal" and seen.public_at is not None
    office.clock.later(hours=19, minutes=59, seconds=59)
    office.publish()
    assert builds.count == 0 and not (office.content / draft.path).exists()
    assert office.desk.worker.sleep_seconds() <= 1.0
    office.again()
    office.clock.later(seconds=1)
    office.publish()
    assert office.desk.draft(writer, draft.id).state == "terbit"


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-25 08.30",
        "2026-11-25T08:30",
        "25/11/2026 08.30",
        "Rabu, 25 November 2026, 08.30 WIB",
    ],
)
def test_a_time_is_understood_to_the_minute_however_it_is_written(
    office: Office, writer: Session, editor: Session, at: str
) -> None:
    draft = sent(office, writer)
    done = office.desk.act(editor, draft.id, "jadwalkan", at=at)
    assert done.public_at and done.public_at.isoformat() == "2026-11-25T08:30:00+07:00"


def test_a_schedule_can_be_called_off(office: Office, writer: Session, editor: Session) -> None:
    draft = sent(office, writer)
    office.desk.act(editor, draft.id, "jadwalkan", at="25 November 2026, 08.00")
    office.desk.act(editor, draft.id, "batal-jadwal")
    office.clock.later(days=2)
    office.publish()
    seen = office.desk.draft(writer, draft.id)
    assert (seen.state, seen.public_at) == ("disetujui", None)


@pytest.mark.parametrize("at", ["kemarin", "", "23 November 2026, 08.00", "31 Februari 2027"])
def test_a_time_that_is_none_or_past_is_refused(
    office: Office, writer: Session, editor: Session, at: str
) -> None:
    draft = sent(office, writer)
    with pytest.raises(Refusal) as refusal:
        office.desk.act(editor, draft.id, "jadwalkan", at=at)
    assert refusal.value.status == 422


def test_the_text_of_an_embargo_waits_too(office: Office, writer: Session, editor: Session) -> None:
    draft = office.draft(writer, words(more="Terbit: 25 November 2026, 08.00\n"))
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "terbitkan")
    assert office.desk.draft(writer, draft.id).state == "terjadwal"
    assert not (office.content / draft.path).exists()


def test_an_emergency_is_published_alone_and_stands_until_it_is_confirmed(
    office: Office, writer: Session, editor: Session
) -> None:
    chief = office.person("Kompol Uji", "penyunting", "polresta-uji")
    draft = office.draft(editor)
    with pytest.raises(Refusal):
        office.desk.act(editor, draft.id, "terbitkan")
    with pytest.raises(Refusal):
        office.desk.act(editor, draft.id, "terbitkan-darurat")
    office.desk.act(editor, draft.id, "terbitkan", emergency="Warga perlu tahu sekarang")
    office.publish()
    assert office.desk.draft(chief, draft.id).state == "terbit"
    assert [item.id for item in office.desk.home(chief).emergencies] == [draft.id]
    with pytest.raises(Refusal):
        office.desk.act(editor, draft.id, "sahkan")
    office.desk.act(chief, draft.id, "sahkan")
    assert office.desk.home(chief).emergencies == ()


# Afterwards


def test_a_correction_changes_the_words_and_is_told(
    office: Office, writer: Session, editor: Session
) -> None:
    done = published(office, writer, editor)
    chief = office.person("Kompol Uji", "penyunting", "polresta-uji")
    after = office.desk.afterwards(editor, done.code, "ralat", keliru="pasar", benar="terminal")
    assert after.state == "dikirim" and "terminal" in after.message
    assert b"terminal" not in (office.content / done.path).read_bytes()
    office.desk.act(chief, after.draft, "terbitkan")
    office.publish()
    text = (office.content / done.path).read_text("utf-8")
    assert "berpatroli di terminal" in text and "| pasar | terminal" in text
    assert "Judul: Patroli malam di terminal" in text


def test_a_correction_of_words_that_are_not_there_is_refused(
    office: Office, writer: Session, editor: Session
) -> None:
    done = published(office, writer, editor)
    with pytest.raises(Refusal):
        office.desk.afterwards(editor, done.code, "ralat", keliru="stasiun", benar="terminal")


def test_a_withdrawal_for_privacy_waits_for_nobody_and_leaves_nothing(
    office: Office, writer: Session, editor: Session
) -> None:
    done = published(office, writer, editor)
    update = office.desk.afterwards(writer, done.code, "perbarui").draft
    after = office.desk.afterwards(
        editor, done.code, "cabut", jenis="privasi", alasan="permintaan keluarga"
    )
    assert after.state == "antre" and after.traces and "PENCABUTAN" in after.message
    # Gone at the button, also should the publication fail: but for the text that is withdrawn.
    kept = office.desk.store.rows("SELECT naskah FROM versi")
    assert {row["naskah"] for row in kept} == {after.draft}
    assert office.desk.draft(writer, update).state == "dibuang"
    titles = {row["judul"] for row in office.desk.store.rows("SELECT judul FROM naskah")}
    assert titles == {"Rilis yang dicabut"}
    office.publish()
    assert office.desk.draft(editor, after.draft).state == "terbit"
    assert not (office.content / done.path).exists()
    renamed = office.content / f"rilis/2026/11/{done.code.lower()}.md"
    assert "Dicabut: privasi" in renamed.read_text("utf-8")
    assert office.desk.draft(writer, update).state == "dibuang"
    office.desk.store.forget_deleted()
    left = office.desk.store.path.read_bytes()
    assert b"berpatroli" not in left and b"Patroli malam" not in left
    assert "Patroli" not in office.git("log", "-1", "--format=%B")


def test_another_withdrawal_waits_for_a_second_person_and_can_be_undone(
    office: Office, writer: Session, editor: Session
) -> None:
    chief = office.person("Kompol Uji", "penyunting", "polresta-uji")
    done = published(office, writer, editor)
    after = office.desk.afterwards(editor, done.code, "cabut", jenis="salah", alasan="keliru")
    assert after.state == "dikirim"
    office.desk.act(chief, after.draft, "terbitkan")
    office.publish()
    assert office.desk.release(editor, done.code).state == "withdrawn"
    undone = office.desk.afterwards(editor, done.code, "batal-cabut")
    office.desk.act(chief, undone.draft, "terbitkan")
    office.publish()
    assert office.desk.release(editor, done.code).state == "shown"
    assert (office.content / done.path).read_bytes() == done.text


def published_search(office: Office, writer: Session, editor: Session) -> Draft:
    more = "Jenis: orang-hilang\nNama: Siti Uji\nStatus-Kasus: dicari\n"
    more += "Berlaku-Sampai: 24 Desember 2026\nKontak: 110\n"
    draft = office.draft(writer, words(title="Dicari: Siti Uji", more=more))
    office.desk.deeds.check = lambda *_: ()
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    return draft


def test_a_search_is_closed_at_once(office: Office, writer: Session, editor: Session) -> None:
    draft = published_search(office, writer, editor)
    assert "tutup" in office.desk.release(editor, draft.code).deeds
    after = office.desk.afterwards(editor, draft.code, "tutup", status="ditemukan")
    assert after.state == "antre"
    office.publish()
    assert office.desk.release(editor, draft.code).state == "closed"


def test_a_search_closed_by_mistake_is_opened_again_by_two(
    office: Office, writer: Session, editor: Session
) -> None:
    chief = office.person("Kompol Uji", "penyunting", "polresta-uji")
    draft = published_search(office, writer, editor)
    office.desk.afterwards(editor, draft.code, "tutup", status="ditemukan")
    office.publish()
    closed = office.desk.release(editor, draft.code)
    assert (
        "buka-lagi" in closed.deeds
        and "buka-lagi" not in office.desk.release(writer, draft.code).deeds
    )
    # It names a person again, so a second one looks at it; in an emergency one goes alone.
    after = office.desk.afterwards(editor, draft.code, "buka-lagi", sampai="2026-12-30")
    assert after.state == "dikirim"
    assert "terbitkan-darurat" in office.desk.draft(editor, after.draft).deeds
    office.desk.act(chief, after.draft, "terbitkan")
    office.publish()
    found = office.desk.release(editor, draft.code)
    assert found.state == "shown" and b"Berlaku-Sampai: 30 Desember 2026" in found.text
    assert [past.purpose for past in found.past] == ["buka-lagi", "tutup", "baru"]
    with pytest.raises(Refusal):
        office.desk.afterwards(editor, draft.code, "buka-lagi")


def test_a_reply_begins_a_text_of_its_own(office: Office, writer: Session, editor: Session) -> None:
    done = published(office, writer, editor)
    after = office.desk.afterwards(writer, done.code, "hak-jawab", teks="Kami keberatan.")
    draft = office.desk.draft(writer, after.draft)
    assert f"Hak-Jawab: {done.code}".encode() in draft.text and draft.code != done.code


def test_an_update_is_begun_once(office: Office, writer: Session, editor: Session) -> None:
    done = published(office, writer, editor)
    first = office.desk.afterwards(writer, done.code, "perbarui")
    assert office.desk.afterwards(editor, done.code, "perbarui").draft == first.draft
    assert office.desk.release(writer, done.code).draft == first.draft


def test_a_writer_alone_neither_corrects_nor_withdraws(
    office: Office, writer: Session, editor: Session
) -> None:
    done = published(office, writer, editor)
    for deed in ("ralat", "cabut", "batal-cabut", "tutup"):
        with pytest.raises(Refusal) as refusal:
            office.desk.afterwards(writer, done.code, deed, jenis="privasi", alasan="x")
        assert refusal.value.status == 403
    with pytest.raises(Unknown):
        office.desk.release(writer, "000-000-000")


def test_a_release_is_found_by_its_words(office: Office, writer: Session, editor: Session) -> None:
    done = published(office, writer, editor)
    stranger = office.person("AKP Lain", "penyunting", "polresta-lain")
    assert [item.code for item in office.desk.search(writer, "berpatroli")] == [done.code]
    assert office.desk.search(stranger, "berpatroli") == ()
    assert office.desk.search(writer, "") == ()


def test_the_steps_of_a_publication_stay_readable_after_a_reload(
    office: Office, writer: Session, editor: Session
) -> None:
    done = published(office, writer, editor)
    assert done.job
    assert [step.state for step in done.job.steps] == ["selesai"] * len(done.job.steps)
    assert done.job.steps[2].label == "Membangun situs"


def test_the_site_is_built_when_a_moment_comes(
    office: Office, builds: Builds, writer: Session, editor: Session
) -> None:
    more = "Jenis: pengumuman\nBerlaku-Sampai: 26 November 2026, 10.00\n"
    draft = office.draft(writer, words(more=more))
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    count = builds.count
    stated = json.loads(office.desk.store.setting("momen_berikut"))
    assert stated is not None
    office.publish()
    assert builds.count == count
    office.clock.now = office.desk.drafts.moment(stated)
    assert office.desk.worker.run_due()
    assert builds.count == count + 1


def test_an_error_of_the_way_is_transient() -> None:
    assert failures.sentence_of(TransferError("Putus."))[1] is True
    assert failures.sentence_of(BROKEN)[1] is False


COMMANDS = re.compile(r"\"([^\"\n]*\bhumas terbit\b[^\"\n]*)\"")


def test_an_officer_is_told_of_buttons_and_not_of_commands() -> None:
    folder = ROOT / "plugins/kentongan/publishing"
    written = "\n".join(path.read_text("utf-8") for path in (folder / "targets").glob("*.py"))
    told = COMMANDS.findall(written + (folder / "errors.py").read_text("utf-8"))
    assert len(told) > 8
    for sentence in told:
        words = failures.without_commands(sentence)
        assert "humas terbit" not in words
        if "humas terbit lagi" in sentence:
            assert "etuk Coba terbitkan lagi" in words
    assert (
        failures.without_commands("Naskah berbeda. Tanpa rekan: humas terbit --tanpa-git")
        == "Naskah berbeda."
    )
