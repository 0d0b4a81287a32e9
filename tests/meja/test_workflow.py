"""Role × unit × deed × state: who may do what, against a table of its own."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from kentongan.domain.units import Registry, Unit
from kentongan.meja import access, workflow
from kentongan.meja.values import Person, State
from kentongan.meja.workflow import Actor, Facts, Refused, Rules
from kentongan.newsroom.browser_desk import ROLES, Role, RoleName

UNITS = Registry(
    (
        Unit("polres", "Polres", level="polres"),
        Unit("polsek-a", "Polsek A", level="polsek", parent="polres"),
        Unit("polsek-b", "Polsek B", level="polsek", parent="polres"),
        Unit("polres-lain", "Polres Lain", level="polres"),
    )
)
STATES: tuple[State, ...] = get_args(State)
# The unit of the person's role → whether it reaches a text of Polsek A.
REACHES = {"": True, "polres": True, "polsek-a": True, "polsek-b": False, "polres-lain": False}
WRITER, OTHER = 1, 2

# Deed → the states in which the editor who did not write may do it.
BY_EDITOR = {
    "simpan": "draf dikembalikan dikirim disetujui terjadwal",
    "kirim": "draf dikembalikan",
    "setujui": "dikirim",
    "terbitkan": "dikirim disetujui terjadwal",
    "jadwalkan": "dikirim disetujui terjadwal",
    "terbitkan-darurat": "draf dikembalikan",
    "kembalikan": "dikirim disetujui terjadwal",
    "batal-jadwal": "terjadwal",
    "ulangi": "",
    "sahkan": "",
    "buang": "draf dikembalikan dikirim disetujui",
    "pulihkan": "dibuang",
}
# The same for the writer of the text as an editor, and as one who only writes.
BY_WRITING_EDITOR = BY_EDITOR | {
    "setujui": "",
    "terbitkan": "",
    "jadwalkan": "",
    "terbitkan-darurat": "draf dikembalikan dikirim disetujui terjadwal",
}
BY_WRITER = {
    "simpan": BY_EDITOR["simpan"],
    "kirim": BY_EDITOR["kirim"],
    "buang": BY_EDITOR["buang"],
    "pulihkan": BY_EDITOR["pulihkan"],
}
BY_COLLEAGUE = {"simpan": BY_EDITOR["simpan"], "kirim": BY_EDITOR["kirim"]}


def expected(role: RoleName | None, wrote: bool, deed: str, state: State) -> bool:
    if role is None:
        return False
    if role == "penulis":
        table = BY_WRITER if wrote else BY_COLLEAGUE
    else:
        table = BY_WRITING_EDITOR if wrote else BY_EDITOR
    return state in table.get(deed, "").split()


CELLS = list(product((None, *ROLES), REACHES, (True, False), workflow.DEEDS, STATES))


def test_the_matrix_is_large_enough_to_mean_something() -> None:
    assert len(CELLS) >= 500


@pytest.mark.parametrize("deed", workflow.DEEDS)
def test_every_cell_of_the_matrix_is_as_the_table_says(deed: str) -> None:
    wrong = []
    for role, unit, wrote, name, state in CELLS:
        if name != deed:
            continue
        id = WRITER if wrote else OTHER
        roles = (Role(role, unit),) if role else ()
        person = Person(id, "Uji", "Uji", roles)
        actor = Actor(id, access.role_in(person, "polsek-a", UNITS))
        facts = Facts(state, frozenset({WRITER}), WRITER)
        done = workflow.decide(facts, deed, actor, Rules(two_persons=True))
        reached = role if REACHES[unit] else None
        if isinstance(done, Refused) is expected(reached, wrote, deed, state):
            wrong.append((role, unit, wrote, state, done))
    assert wrong == []


@pytest.mark.parametrize("state", STATES)
def test_a_person_who_has_left_may_do_nothing(state: State) -> None:
    person = Person(OTHER, "Uji", "Uji", (Role("pengelola", ""),), is_active=False)
    actor = Actor(OTHER, access.role_in(person, "polsek-a", UNITS))
    facts = Facts(state, frozenset({WRITER}), WRITER)
    for deed in workflow.DEEDS:
        assert isinstance(workflow.decide(facts, deed, actor, Rules(True)), Refused)


@pytest.mark.parametrize("state", ["draf", "dikembalikan", "dikirim"])
def test_without_the_two_person_rule_an_editor_publishes_alone(state: State) -> None:
    facts = Facts(state, frozenset({WRITER}), WRITER)
    editor = Actor(WRITER, "penyunting")
    assert workflow.decide(facts, "terbitkan", editor, Rules(False)) == "antre"
    writer = Actor(WRITER, "penulis")
    assert isinstance(workflow.decide(facts, "terbitkan", writer, Rules(False)), Refused)


def test_with_an_approval_the_writer_may_press_the_button() -> None:
    facts = Facts("disetujui", frozenset({WRITER}), WRITER, approver=OTHER)
    assert workflow.decide(facts, "terbitkan", Actor(WRITER, "penyunting"), Rules(True)) == "antre"


@pytest.mark.parametrize(("actor", "is_allowed"), [(WRITER, False), (OTHER, True), (3, False)])
def test_an_emergency_is_confirmed_by_a_third_who_had_no_part(actor: int, is_allowed: bool) -> None:
    facts = Facts("terbit", frozenset({WRITER}), WRITER, publisher=3)
    done = workflow.decide(facts, "sahkan", Actor(actor, "penyunting"), Rules(True))
    assert (done == "terbit") is is_allowed


@pytest.mark.parametrize("purpose", sorted(workflow.PROTECTING))
def test_what_protects_someone_waits_for_nobody(purpose: str) -> None:
    assert not workflow.waits(purpose, Rules(True))
    assert workflow.waits("ralat", Rules(True))


def test_a_change_voids_an_approval_and_nothing_changes_while_it_is_published() -> None:
    approved: tuple[State, ...] = ("disetujui", "terjadwal")
    for state in approved:
        facts = Facts(state, frozenset({WRITER}), WRITER, approver=OTHER)
        assert workflow.decide(facts, "simpan", Actor(WRITER, "penulis"), Rules(True)) == "dikirim"
    fixed: tuple[State, ...] = ("antre", "terbit", "dibuang")
    for state in fixed:
        facts = Facts(state, frozenset({WRITER}), WRITER)
        assert isinstance(
            workflow.decide(facts, "simpan", Actor(WRITER, "pengelola"), Rules(True)), Refused
        )


@pytest.mark.parametrize(("role", "deed"), list(product((None, *ROLES), workflow.AFTERWARDS)))
def test_who_may_begin_a_deed_over_a_published_release(role: RoleName | None, deed: str) -> None:
    writers = {"perbarui", "hak-jawab"}
    allowed = role in ("penyunting", "pengelola") or (role == "penulis" and deed in writers)
    assert (workflow.may_begin(role, deed) is None) is allowed
