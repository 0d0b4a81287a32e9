"""The matrix over HTTP: role × unit × authorship × deed × state, asked as forms ask."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from kentongan.meja import workflow
from kentongan.meja.app import create_app
from kentongan.meja.values import Session, Ticket
from kentongan.newsroom.browser_desk import ROLES, RoleName
from starlette.testclient import TestClient

from tests.meja.desks import PASSWORD, Office
from tests.meja.test_workflow import STATES, expected

UNITS = {"polsek-uji": True, "polresta-uji": True, "": True, "polsek-dua": False}
DEEDS = [deed for deed in workflow.DEEDS if deed != "simpan"]
# What a form could add to reach further than its button.
FORGED = {
    "satuan": "polsek-dua", "peran": "pengelola", "orang": "1", "keadaan": "disetujui",
    "kode": "000-000-000", "persetujuan": "1", "catatan": "Perbaiki waktunya.",
    "waktu": "25 November 2026, 08.00", "darurat": "",
}  # fmt: skip


@pytest.fixture
def client(office: Office) -> Iterator[TestClient]:
    office.desk.deeds.check = lambda *_: ()
    with TestClient(
        create_app(office.desk, work=False),
        base_url="https://meja.test",
        headers={"Sec-Fetch-Site": "same-origin"},
        follow_redirects=False,
    ) as made:
        yield made


def ticket(office: Office, role: RoleName, unit: str) -> Ticket:
    name = f"{role} {unit or 'semua'}"
    office.person(name, role, unit)
    return office.desk.sign_in(name, PASSWORD, "192.0.2.1", "uji")


def put_into(office: Office, id: str, state: str) -> None:
    """The draft as it stands in a state, without an approval."""
    with office.desk.store.writing() as connection:
        connection.execute("DELETE FROM persetujuan")
        connection.execute("DELETE FROM pekerjaan")
        connection.execute("UPDATE naskah SET keadaan = ?, darurat = '' WHERE id = ?", (state, id))


def state_of(office: Office, id: str) -> str:
    return str(office.desk.store.value("SELECT keadaan FROM naskah WHERE id = ?", id))


@pytest.mark.parametrize("role", ROLES)
def test_no_cell_of_the_matrix_grants_what_it_should_not(
    office: Office, client: TestClient, role: RoleName
) -> None:
    colleague = office.person("Bripda Rekan", "penulis", "polresta-uji")
    wrong, cells = [], 0
    for unit, reaches in UNITS.items():
        pass_ = ticket(office, role, unit)
        client.cookies.set("__Host-meja-sesi", pass_.cookie)
        authors: dict[bool, Session] = {False: colleague}
        if reaches:
            authors[True] = pass_.session
        for wrote, author in authors.items():
            draft = office.draft(author)
            for deed, state in product(DEEDS, STATES):
                cells += 1
                put_into(office, draft.id, state)
                sent = {**FORGED, "tanda": pass_.session.token}
                if deed == "terbitkan-darurat":
                    sent["darurat"] = "Mendesak"
                answer = client.post(f"/naskah/{draft.id}/{deed}", data=sent)
                meant = expected(role if reaches else None, wrote, deed, state)
                after = state_of(office, draft.id)
                done = answer.status_code == 303
                kept = after == state or done
                if done is not meant or not kept or (not reaches and answer.status_code != 404):
                    wrong.append((role, unit, wrote, deed, state, answer.status_code, after))
    assert wrong == []
    assert cells >= 500


def test_an_old_session_has_the_rights_of_today(office: Office, client: TestClient) -> None:
    pass_ = ticket(office, "penyunting", "polsek-uji")
    writer = office.person("Bripda Rekan")
    draft = office.draft(writer)
    office.desk.act(writer, draft.id, "kirim")
    client.cookies.set("__Host-meja-sesi", pass_.cookie)
    office.desk.accounts.set_role(pass_.session.person.id, "penulis", "polsek-uji", None)
    sent = {"tanda": pass_.session.token}
    assert client.post(f"/naskah/{draft.id}/terbitkan", data=sent).status_code == 403
    office.desk.accounts.deactivate(pass_.session.person.id, None)
    assert client.post(f"/naskah/{draft.id}/setujui", data=sent).status_code == 401
    assert state_of(office, draft.id) == "dikirim"
