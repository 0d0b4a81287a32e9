"""Photographs on their way from a phone: each arrives once, whatever ends in the middle."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from kentongan.meja import pictures
from kentongan.meja.values import Session

from tests.meja.desks import Office
from tests.meja.screens import Visitor, picture, visit

TEXT = """*Patroli Malam di Pasar Uji Berjalan Aman*

Polsek Uji – Petugas Polsek Uji berpatroli di Pasar Uji pada Senin (23/11/2026) malam.
"""


@pytest.fixture
def writer(office: Office) -> Session:
    return office.person("Bripda Penulis")


@pytest.fixture
def editor(office: Office) -> Session:
    return office.person("Iptu Penyunting", "penyunting", "polresta-uji")


class Killed(BaseException):
    """Stands for the end of the process."""


def named(office: Office, session: Session, draft: str) -> list[str]:
    """The names of the photographs that the text of a draft shows."""
    return [photo.name for photo in pictures.read(office.desk.draft(session, draft).text)]


@pytest.mark.parametrize("step", range(1, 4))  # of keeping two photographs, and naming them
def test_a_share_that_is_sent_again_after_a_kill_has_all_its_photographs(
    office: Office, writer: Session, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    page, steps = visit(office, writer), iter(range(1, 100))

    def dying(deed: Callable[..., object]) -> Callable[..., object]:
        def act(*words: object, **named: object) -> object:
            if next(steps) == step:
                raise Killed
            return deed(*words, **named)

        return act

    share = {"teks": TEXT, "kunci": "kunci-yang-sama-0001"}
    files = {"foto": [picture("teal"), picture("navy")]}
    with monkeypatch.context() as patched:
        patched.setattr(office.desk, "keep_photograph", dying(office.desk.keep_photograph))
        patched.setattr(office.desk, "save", dying(office.desk.save))
        with pytest.raises(Killed):
            page.send("/bagikan", files=files, **share)
    draft = page.open("/").send("/bagikan", files=files, **share).path.split("/")[2]
    shown = [photo.name for photo in office.desk.draft(writer, draft).photographs]
    assert len(shown) == 2
    assert sorted(named(office, writer, draft)) == sorted(shown)


def test_a_photograph_that_was_dropped_does_not_come_back_with_its_share(
    office: Office, writer: Session
) -> None:
    page = visit(office, writer)
    share = {"teks": TEXT, "kunci": "kunci-yang-sama-0001"}
    files = {"foto": [picture("teal"), picture("navy")]}
    draft = page.send("/bagikan", files=files, **share).path.split("/")[2]
    first, second = named(office, writer, draft)
    page.open(f"/naskah/{draft}/foto/{first}").send("", "buang-foto")
    page.open("/").send("/bagikan", files=files, **share)
    assert named(office, writer, draft) == [second]


def test_photographs_that_arrive_while_someone_writes_stand_in_nobodys_way(
    office: Office, writer: Session
) -> None:
    page = visit(office, writer).send("/bagikan", teks=TEXT)
    draft, body = page.path.split("/")[2], page.all("//textarea[@name='isi']")[0].text.lstrip("\n")
    put_photograph(page, draft, picture("teal"))
    for words in ("Satu.", "Satu. Dua."):  # the answer to the first is lost, so its key is the same
        answer = saved_as(page, draft, isi=f"{body}\n\n{words}")
        assert answer.status_code == 200, answer.text
        put_photograph(page, draft, picture("navy"))
    put_photograph(page, draft, picture("navy"))
    assert len(named(office, writer, draft)) == 2
    assert b"\n\nSatu. Dua." in office.desk.draft(writer, draft).text


def test_who_changed_words_stands_beside_whoever_wrote_on_the_older_ones(
    office: Office, writer: Session, editor: Session
) -> None:
    page = visit(office, writer).send("/bagikan", teks=TEXT)
    draft, body = page.path.split("/")[2], page.all("//textarea[@name='isi']")[0].text.lstrip("\n")
    put_photograph(page, draft, picture("teal"))
    visit(office, editor).open(page.path).send("", "simpan", isi=f"{body}\n\nRekan.")
    assert saved_as(page, draft, isi=f"{body}\n\nSaya.").status_code == 409


def put_photograph(page: Visitor, draft: str, data: bytes) -> None:
    """Send a photograph as the script of the editor does."""
    digest = hashlib.sha256(data).hexdigest()
    token = page.all("//meta[@name='tanda']/@content")[0]
    answer = page.client.put(
        f"/naskah/{draft}/foto/{digest}", content=data, headers={"X-Tanda": token}
    )
    assert answer.status_code == 200, answer.text


def saved_as(page: Visitor, draft: str, **values: str) -> Any:
    """Save what stands in the form of the page, as its script does."""
    form = page.all("//form[@id='naskah']")[0]
    sent = {name: value or "" for name, value in form.fields.items() if name} | values
    headers = {"Accept": "application/json"}
    return page.client.post(f"/naskah/{draft}/simpan", data=sent, headers=headers)
