"""Passkeys: the right device gets in, once for each question, and no other answer does."""

from __future__ import annotations

import json

import pytest
from kentongan.meja.errors import Refusal

from tests.meja.authenticators import Authenticator
from tests.meja.desks import Office

ORIGIN = "https://meja.test"


@pytest.fixture
def device(office: Office) -> Authenticator:
    session = office.person("Bripda Uji")
    made = Authenticator(ORIGIN)
    office.desk.keep_passkey(session, made.make(office.desk.passkey_to_make(session)), "Ponsel")
    return made


def sign_in(office: Office, answer: str) -> str:
    return office.desk.sign_in_with_passkey(answer, "192.0.2.1", "uji").session.person.name


def test_a_passkey_lets_its_person_in(office: Office, device: Authenticator) -> None:
    for _ in range(2):
        assert sign_in(office, device.sign(office.desk.passkey_to_ask())) == "Bripda Uji"
    session = office.desk.sign_in_with_passkey(
        device.sign(office.desk.passkey_to_ask()), "192.0.2.1", "uji"
    ).session
    (kept,) = office.desk.passkeys(session)
    assert kept.name == "Ponsel"
    office.desk.forget_passkey(session, kept.id)
    with pytest.raises(Refusal):
        sign_in(office, device.sign(office.desk.passkey_to_ask()))


def test_an_answer_counts_once_and_not_for_long(office: Office, device: Authenticator) -> None:
    answer = device.sign(office.desk.passkey_to_ask())
    sign_in(office, answer)
    with pytest.raises(Refusal):
        sign_in(office, answer)
    late = device.sign(office.desk.passkey_to_ask())
    office.clock.later(minutes=6)
    with pytest.raises(Refusal):
        sign_in(office, late)


@pytest.mark.parametrize("fault", ["origin", "key", "unverified", "count", "challenge", "none"])
def test_no_other_answer_is_taken(office: Office, device: Authenticator, fault: str) -> None:
    options = dict(office.desk.passkey_to_ask())
    if fault == "origin":
        device.origin = "https://meja.test.jahat.test"
    elif fault == "key":
        device.key = Authenticator(ORIGIN).key
    elif fault == "unverified":
        device.verifies = False
    elif fault == "count":  # a copy of the key that has fallen behind
        device.count = 5
        sign_in(office, device.sign(options))
        device.count = 1
        options = dict(office.desk.passkey_to_ask())
    elif fault == "challenge":
        options["challenge"] = "AAAA"
    answer = "{}" if fault == "none" else device.sign(options)
    with pytest.raises(Refusal):
        sign_in(office, answer)


@pytest.mark.parametrize("answer", ["", "x", "[]", "null", '{"response": 1}', '{"rawId": "x"}'])
def test_what_is_no_answer_is_refused_in_words(office: Office, answer: str) -> None:
    with pytest.raises(Refusal):
        sign_in(office, answer)


def test_a_person_who_has_left_is_not_let_in(office: Office, device: Authenticator) -> None:
    office.desk.accounts.deactivate(office.desk.accounts.named("Bripda Uji").id, None)
    with pytest.raises(Refusal):
        sign_in(office, device.sign(office.desk.passkey_to_ask()))


def test_the_question_to_one_person_is_not_answered_by_another(office: Office) -> None:
    one, two = office.person("Bripda Uji"), office.person("Bripda Dua")
    answer = Authenticator(ORIGIN).make(office.desk.passkey_to_make(one))
    with pytest.raises(Refusal):
        office.desk.keep_passkey(two, answer, "Ponsel")


def test_the_options_name_the_host_and_no_account(office: Office) -> None:
    options = office.desk.passkey_to_ask()
    assert options["rpId"] == "meja.test" and not options.get("allowCredentials")
    assert "Bripda" not in json.dumps(options)
