"""The door: passwords, invitations, sessions, guessing, a stolen database."""

from __future__ import annotations

import threading

import pytest
from kentongan.meja import passwords
from kentongan.meja.errors import NotSignedIn, Refusal, TooOften
from kentongan.meja.store import audit

from tests.meja.desks import PASSWORD, Office

REAL = passwords.COST  # before a test makes them cheap


def sign_in(
    office: Office, name: str, password: str = PASSWORD, address: str = "192.0.2.1"
) -> None:
    office.desk.sign_in(name, password, address, "uji")


def test_a_person_signs_in_with_the_name_however_it_is_written(office: Office) -> None:
    office.person("Bripda A. Uji")
    sign_in(office, " bripda  a uji ")
    with pytest.raises(Refusal):
        sign_in(office, "Bripda A. Uji", "salah sama sekali")


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(office: Office) -> None:
    office.person("Bripda Uji")
    sentences = set()
    for name, password in (("Bripda Uji", "salah sekali"), ("Tidak Ada", "salah sekali")):
        with pytest.raises(Refusal) as refusal:
            sign_in(office, name, password)
        sentences.add((str(refusal.value), refusal.value.status))
    assert len(sentences) == 1


def test_a_stolen_password_costs_time_and_memory_for_each_guess(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords, "COST", REAL)
    hashed = passwords.hashed(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.fits(hashed, PASSWORD)
    assert not passwords.fits(hashed, PASSWORD.upper())


def test_passwords_are_guessed_ten_times_in_a_quarter_of_an_hour_at_most(office: Office) -> None:
    office.person("Bripda Uji")
    for attempt in range(10):
        with pytest.raises(Refusal) as refusal:
            sign_in(office, "Bripda Uji", "tebakan", f"192.0.2.{attempt}")
        assert not isinstance(refusal.value, TooOften)
    with pytest.raises(TooOften):
        sign_in(office, "Bripda Uji", PASSWORD, "192.0.2.99")
    office.clock.later(minutes=15, seconds=1)
    sign_in(office, "Bripda Uji")


def test_one_address_does_not_try_many_names(office: Office) -> None:
    for attempt in range(10):
        with pytest.raises(Refusal):
            sign_in(office, f"Nama {attempt}", "tebakan")
    office.person("Bripda Uji")
    with pytest.raises(TooOften):
        sign_in(office, "Bripda Uji")


def test_guesses_at_the_same_moment_are_all_counted(office: Office) -> None:
    office.person("Bripda Uji")
    verdicts: list[type[Exception]] = []

    def guess(number: int) -> None:
        try:
            sign_in(office, "Bripda Uji", "tebakan", f"198.51.100.{number}")
        except Refusal as refusal:
            verdicts.append(type(refusal))

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts.count(Refusal) == 10 and verdicts.count(TooOften) == 6


def test_looking_at_an_invitation_does_not_spend_it_and_it_is_spent_once(office: Office) -> None:
    desk = office.desk
    person = desk.accounts.add("Bripda Uji", "Humas", "penulis", "polsek-uji", None)
    token = desk.accounts.invite(person.id, None)
    for _ in range(3):
        assert desk.invitation(token).person.name == "Bripda Uji"
    desk.accept(token, PASSWORD, "192.0.2.1", "uji")
    for spend in (lambda: desk.invitation(token), lambda: desk.accept(token, PASSWORD, "x", "y")):
        with pytest.raises(Refusal) as refusal:
            spend()
        assert refusal.value.status == 410


def test_an_invitation_ends_with_its_time_and_with_the_next_one(office: Office) -> None:
    desk = office.desk
    person = desk.accounts.add("Bripda Uji", "Humas", "penulis", "polsek-uji", None)
    first = desk.accounts.invite(person.id, None)
    second = desk.accounts.invite(person.id, None)
    with pytest.raises(Refusal):
        desk.invitation(first)
    office.clock.later(hours=73)
    with pytest.raises(Refusal):
        desk.invitation(second)


def test_recovery_ends_every_older_way_in(office: Office) -> None:
    session = office.person("Bripda Uji")
    ticket = office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "ponsel")
    token = office.desk.accounts.invite(session.person.id, None)
    office.desk.accept(token, "sandi lain yang baik", "192.0.2.1", "ponsel baru")
    assert office.desk.session_of(ticket.cookie) is None
    with pytest.raises(Refusal):
        sign_in(office, "Bripda Uji")


def test_signing_out_everywhere_ends_the_other_devices(office: Office) -> None:
    session = office.person("Bripda Uji")
    other = office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "komputer")
    assert {device.name for device in office.desk.devices(session)} == {"uji", "komputer"}
    office.desk.sign_out(session, everywhere=True)
    assert office.desk.session_of(other.cookie) is None


def test_a_session_ends_without_use_and_lives_with_it(office: Office) -> None:
    office.person("Bripda Uji")
    ticket = office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "uji")
    for _ in range(4):
        office.clock.later(days=20)
        assert office.desk.session_of(ticket.cookie) is not None
    office.clock.later(days=31)
    assert office.desk.session_of(ticket.cookie) is None


def test_a_person_who_is_deactivated_is_out_at_once(office: Office) -> None:
    session = office.person("Bripda Uji")
    ticket = office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "uji")
    office.desk.accounts.deactivate(session.person.id, None)
    assert office.desk.session_of(ticket.cookie) is None
    with pytest.raises(NotSignedIn):
        office.desk.accounts.still(session)
    with pytest.raises(Refusal):
        sign_in(office, "Bripda Uji")


@pytest.mark.parametrize("password", ["", "pendek", "aaaaaaaaaaaa", "bripda uji"])
def test_a_password_that_is_soon_guessed_is_refused(office: Office, password: str) -> None:
    person = office.desk.accounts.add("Bripda Uji", "Humas", "penulis", "", None)
    token = office.desk.accounts.invite(person.id, None)
    with pytest.raises(Refusal):
        office.desk.accept(token, password, "192.0.2.1", "uji")
    assert office.desk.invitation(token)  # not spent by the mistake


def test_a_stolen_database_yields_no_session_no_link_and_no_password(office: Office) -> None:
    session = office.person("Bripda Uji")
    ticket = office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "uji")
    person = office.desk.accounts.add("Bripda Dua", "Humas", "penulis", "", None)
    token = office.desk.accounts.invite(person.id, None)
    office.desk.store.forget_deleted()
    stolen = office.desk.store.path.read_bytes()
    secrets = (ticket.cookie, ticket.session.token, token, PASSWORD, session.token)
    assert [secret for secret in secrets if secret.encode() in stolen] == []
    for row in office.desk.store.rows("SELECT digest FROM sesi"):
        for guess in (row["digest"].hex(), row["digest"].decode("latin-1")):
            assert office.desk.session_of(guess) is None


def test_the_data_is_for_its_owner_alone(office: Office) -> None:
    office.person("Bripda Uji")
    assert office.place.data.stat().st_mode & 0o777 == 0o700
    files = list(office.place.data.glob("meja.sqlite*"))
    assert files and all(path.stat().st_mode & 0o777 == 0o600 for path in files)


def test_a_manager_governs_their_units_and_no_others(office: Office) -> None:
    manager = office.person("AKP Uji", "pengelola", "polresta-uji")
    stranger = office.person("AKP Lain", "penulis", "polresta-lain")
    chief = office.person("Kombes Uji", "pengelola", "")
    below, link = office.desk.invite(manager, "Bripda Uji", "Humas", "penulis", "Polsek Uji")
    assert link.startswith("https://meja.test/undangan/")
    names = {person.name for person in office.desk.people(manager)}
    assert names == {"AKP Uji", "Bripda Uji"}
    for id in (stranger.person.id, chief.person.id):
        with pytest.raises(Refusal):
            office.desk.recover(manager, id)
        with pytest.raises(Refusal):
            office.desk.deactivate(manager, id)
    for unit in ("polresta-lain", ""):
        with pytest.raises(Refusal):
            office.desk.invite(manager, "Bripda Dua", "Humas", "penulis", unit)
    office.desk.deactivate(manager, below.id)
    with pytest.raises(Refusal):
        office.desk.people(stranger)


def test_rights_that_were_taken_are_gone_in_an_old_session(office: Office) -> None:
    manager = office.person("AKP Uji", "pengelola", "polresta-uji")
    office.desk.accounts.set_role(manager.person.id, "penulis", "polresta-uji", None)
    with pytest.raises(Refusal):
        office.desk.invite(manager, "Bripda Uji", "Humas", "penulis", "polsek-uji")


def test_the_audit_trail_shows_where_it_was_changed(office: Office) -> None:
    office.person("Bripda Uji")
    office.person("Bripda Dua")
    assert audit.broken_at(office.desk.store) == 0
    with office.desk.store.writing() as connection:
        connection.execute("UPDATE jejak SET perbuatan = 'lain' WHERE id = 3")
    assert audit.broken_at(office.desk.store) == 3
