"""Rounds against districts that behave and districts that do not. Nothing forged is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kentongan.domain import addresses
from kentongan.newsroom.province import Settings
from kentongan.province import verify
from kentongan.province.catalogue import Catalogue
from kentongan.province.registry import District
from kentongan.province.rounds import Outcome, pull
from kentongan.site.federation import canonical, sha256
from kentongan.site.signing import PublicKey, Signer

from tests.province.districts import (
    NOW,
    Server,
    Site,
    endless,
    registry,
    respond,
    serving,
    slow,
)

SECONDS = 60.0  # no limit for a busy machine
SHORT = 2.0  # where somebody keeps us waiting
MARKER = "MARKAPALSU"


class World:
    """A healthy district beside one that is to be spoilt."""

    def __init__(self, server: Server, healthy: Site, other: Site, catalogue: Catalogue) -> None:
        self.server, self.healthy, self.other, self.catalogue = server, healthy, other, catalogue
        self.now = NOW
        self.districts: dict[str, District] = {}
        for site in (healthy, other):
            site.tell(10)
            site.publish()
            self.districts[site.slug] = site.district()

    def round(self, **more: object) -> dict[str, Outcome]:
        done = pull(
            self.catalogue, registry(*self.districts.values()), Settings(), self.now,
            **{"seconds": SECONDS} | more,  # type: ignore[arg-type]
        )  # fmt: skip
        self.cost = done
        return {outcome.slug: outcome for outcome in done.outcomes}

    def shown(self, site: Site) -> set[str]:
        cards = self.catalogue.cards()
        return {c.code for c in cards if c.state == "tayang" and c.district == site.slug}

    def titles(self) -> str:
        return "\n".join(card.dump() for card in self.catalogue.cards())


@pytest.fixture
def world() -> Iterator[World]:
    healthy, other = Site("polres-a", "FN"), Site("polres-z", "GK")
    with serving(healthy, other) as server, Catalogue(":memory:") as catalogue:
        yield World(server, healthy, other, catalogue)


def test_all_that_is_signed_is_taken_over_once(world: World) -> None:
    first = world.round()
    assert [outcome.accepted for outcome in first.values()] == [10, 10]
    assert world.catalogue.count() == 20
    again = world.round()
    assert all(outcome.is_unchanged for outcome in again.values())
    assert (world.cost.requests, world.cost.read) == (2, 0)


def test_an_addition_reads_only_what_changed(world: World) -> None:
    world.healthy.tell(200)
    world.healthy.publish()
    assert world.round()["polres-a"].accepted == 210
    world.server.asked.clear()
    world.healthy.told[-1].published = NOW - timedelta(days=3)
    world.healthy.publish()
    world.round()
    bundles = [path for _, path, _ in world.server.asked if addresses.BUNDLES in path]
    assert len(bundles) <= 3


def test_a_withdrawal_is_gone_after_one_round(world: World) -> None:
    gone = world.healthy.told[3]
    world.round()
    gone.state, gone.text = "dicabut", ""
    world.healthy.publish()
    assert world.round()["polres-a"].withdrawn == 1
    assert gone.code not in world.shown(world.healthy)
    card = world.catalogue.card(gone.code)
    assert card is not None
    assert (card.title, card.summary, card.state) == ("", "", "dicabut")
    with pytest.raises(KeyError):
        world.catalogue.line(gone.code)


def test_a_text_that_was_withdrawn_before_it_came_here_is_known_as_withdrawn(
    world: World,
) -> None:
    """Its copies go round; a file that cannot be believed is asked for again."""
    gone, lost = world.other.told[:2]
    for told in (gone, lost):
        told.state, told.is_recognised = "dicabut", True
    world.other.publish()
    right = world.other.files[addresses.check_hashes(lost.code)]
    world.other.files[addresses.check_hashes(lost.code)] = gone.hash_file()
    assert world.round()["polres-z"].withdrawn == 2
    assert verify.hashes(gone.hash_file(), gone.code, sha256(gone.hash_file()))
    cards = {card.code: card for card in world.catalogue.cards()}
    assert (cards[gone.code].recognised, cards[lost.code].recognised) == (True, False)
    assert world.catalogue.hashes(gone.code)
    assert not world.catalogue.hashes(lost.code)
    world.other.tell(1)
    world.other.publish()
    assert world.other.files[addresses.check_hashes(lost.code)] == right
    assert world.round()["polres-z"].withdrawn == 1
    card = world.catalogue.card(lost.code)
    assert card is not None
    assert card.recognised
    world.other.tell(1)
    world.other.publish()
    assert world.round()["polres-z"].withdrawn == 0


# The twelve faults. Each spoils the second district before or after it was read once.

Spoil = Callable[[World], None]


def tampered(world: World) -> None:
    path = addresses.bundle(2026, 11, 1)
    world.other.files[path] = world.other.files[path].replace(b"Judul", MARKER.encode())


def replayed(world: World) -> None:
    old = dict(world.other.files)
    world.other.told[0].state = "dicabut"
    world.other.publish()
    world.round()
    world.other.files = old


def endless_(world: World) -> None:
    world.server.answer(world.other, addresses.HEARTBEAT, endless)


def slow_(world: World) -> None:
    world.server.answer(world.other, addresses.HEARTBEAT, slow)


def redirecting(world: World) -> None:
    there = world.healthy.origin + addresses.HEARTBEAT
    world.server.answer(world.other, addresses.HEARTBEAT, respond(302, Location=there))


def failing(world: World) -> None:
    world.server.answer(world.other, addresses.HEARTBEAT, respond(500, MARKER.encode()))


def vanishing(world: World) -> None:
    del world.other.told[3:]
    world.other.publish()


def foreign_units(world: World) -> None:
    world.other.tell(3, unit="polres-a", word=MARKER)
    world.other.publish()


def wrong_key(world: World) -> None:
    world.other.tell(1, word=MARKER)
    world.other.publish().beat(Signer(Ed25519PrivateKey.generate()))


def expired_key(world: World) -> None:
    world.other.tell(1, word=MARKER)
    world.other.publish()
    old = PublicKey(world.other.key.raw, NOW - timedelta(days=99), NOW - timedelta(days=1))
    world.districts["polres-z"] = replace(world.districts["polres-z"], keys=(old,))


def stopped(world: World) -> None:
    world.other.tell(1, word=MARKER)
    world.other.made_at = NOW - timedelta(days=5)
    world.other.publish()


def huge_node(world: World) -> None:
    root = canonical({"awalan": "", "siaran": [], "isi": MARKER * 40_000})
    world.other.files[addresses.MANIFEST] = root
    world.other.number += 1
    world.other.beat()


def bad_json(world: World) -> None:
    world.other.files[addresses.MANIFEST] = b'{"awalan": "", "siaran": [' + b"[" * 90_000
    world.other.number += 1
    world.other.beat()


def duplicate_codes(world: World) -> None:
    world.other.tell(1, word=MARKER)[0].code = world.healthy.told[0].code
    world.other.publish()


def unsigned_change(world: World) -> None:
    for told in world.other.told:
        told.signed_text, told.text = told.text, f"{MARKER} {told.text}"
    for told in world.other.told[:2]:  # and their rows change, so that they are looked at
        told.published -= timedelta(minutes=1)
    world.other.publish()


# What is expected: the trouble told, and how many of its ten releases are still shown.
FAULTS: dict[str, tuple[Spoil, str, int]] = {
    "tampered": (tampered, "", 10),
    "replayed": (replayed, "urut-mundur", 9),
    "endless": (endless_, "terlalu-besar", 10),
    "slow": (slow_, "lambat", 10),
    "redirecting": (redirecting, "mengalihkan", 10),
    "500": (failing, "galat-server", 10),
    "vanishing": (vanishing, "", 3),
    "foreign-units": (foreign_units, "", 10),
    "wrong-key": (wrong_key, "tanda-salah", 10),
    "expired-key": (expired_key, "tanda-salah", 10),
    "stopped": (stopped, "detak-basi", 10),
    "huge-node": (huge_node, "terlalu-besar", 10),
    "bad-json": (bad_json, "rusak", 10),
    "duplicate-codes": (duplicate_codes, "", 10),
    "unsigned-change": (unsigned_change, "", 8),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_shows_nothing_forged_and_holds_up_nobody(world: World, fault: str) -> None:
    spoil, trouble, left = FAULTS[fault]
    world.round()
    before = world.shown(world.other)
    spoil(world)
    fresh = world.healthy.tell(2)
    world.healthy.publish()
    outcomes = world.round(seconds=SHORT if fault == "slow" else SECONDS)
    assert outcomes["polres-a"].accepted == 2
    assert fault != "slow" or outcomes["polres-a"].seconds < outcomes["polres-z"].seconds
    assert {told.code for told in fresh} <= world.shown(world.healthy)
    assert outcomes["polres-z"].trouble == trouble
    assert MARKER not in world.titles()
    assert world.shown(world.other) <= before
    if fault == "vanishing":  # seven of ten: frozen, and they stay until somebody has looked
        assert outcomes["polres-z"].frozen == "hilang-banyak"
        assert len(before) == 10
    else:
        assert len(world.shown(world.other)) == left


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - {"replayed"}))
def test_a_fault_at_the_first_sight_shows_nothing_forged(world: World, fault: str) -> None:
    FAULTS[fault][0](world)
    outcomes = world.round(seconds=SHORT if fault == "slow" else SECONDS)
    assert outcomes["polres-a"].accepted == 10
    assert MARKER not in world.titles()
    assert len(world.shown(world.healthy)) == 10


def test_a_frozen_district_takes_withdrawals_and_is_thawed_by_hand(world: World) -> None:
    world.round()
    kept = world.other.told[:3]
    vanishing(world)
    assert world.round()["polres-z"].frozen == "hilang-banyak"
    kept[0].state = "dicabut"
    world.other.tell(1)
    world.other.publish()
    outcome = world.round()["polres-z"]
    assert (outcome.withdrawn, outcome.accepted, outcome.frozen) == (1, 0, "hilang-banyak")
    status = world.catalogue.status("polres-z")
    assert status.frozen_at == NOW.isoformat(timespec="seconds")
    world.catalogue.set_status("polres-z", replace(status, frozen="", released=True))
    outcome = world.round()["polres-z"]
    assert (outcome.accepted, outcome.hidden, outcome.frozen) == (1, 7, "")
    assert len(world.shown(world.other)) == 3


def test_while_its_file_is_wrong_a_district_takes_withdrawals_and_nothing_else(
    world: World,
) -> None:
    world.round()
    good = world.districts["polres-z"]
    world.districts["polres-z"] = replace(good, state="beku", is_faulty=True)
    world.other.told[0].state = "dicabut"
    world.other.tell(1)
    world.other.publish()
    outcome = world.round()["polres-z"]
    assert (outcome.withdrawn, outcome.accepted, outcome.frozen) == (1, 0, "berkas")
    assert world.round()["polres-z"].frozen == "berkas"
    world.districts["polres-z"] = replace(good, origins=("",), state="beku", is_faulty=True)
    assert world.round()["polres-z"].trouble == "berkas"
    assert len(world.shown(world.other)) == 9
    world.districts["polres-z"] = good
    outcome = world.round()["polres-z"]
    assert (outcome.accepted, outcome.frozen, outcome.trouble) == (1, "", "")


def test_a_district_that_is_cut_off_or_struck_out_is_shown_no_more(world: World) -> None:
    world.round()
    world.districts["polres-z"] = replace(world.districts["polres-z"], state="putus")
    world.round()
    assert world.shown(world.other) == set()
    assert len(world.shown(world.healthy)) == 10
    del world.districts["polres-a"]
    world.round()
    assert world.catalogue.count() == 0
    world.districts = {site.slug: site.district() for site in (world.healthy, world.other)}
    world.round()
    assert world.catalogue.count() == 20


def test_who_fails_is_asked_less_often(world: World) -> None:
    failing(world)
    for _ in range(3):
        world.round(patient=True)
        status = world.catalogue.status("polres-z")
        world.now += timedelta(seconds=5)
        assert world.round(patient=True)["polres-z"].is_left_out
        world.now += timedelta(seconds=900)
    assert status.failures == 3
    del world.server.answers[("polres-z", addresses.HEARTBEAT)]
    assert world.round(patient=True)["polres-z"].accepted == 10
    assert world.catalogue.status("polres-z").failures == 0


def test_a_registry_that_changes_is_judged_anew(world: World) -> None:
    world.other.tell(2, unit="polsek-baru")
    world.other.publish()
    assert world.round()["polres-z"].faults == (("satuan-asing", 2),)
    district = world.districts["polres-z"]
    own = (*district.own_units, replace(district.own_units[0], key="polsek-baru"))
    world.districts["polres-z"] = replace(district, own_units=own)
    assert world.round()["polres-z"].accepted == 2


def test_no_inner_network_is_asked(world: World) -> None:
    world.districts["polres-z"] = replace(world.districts["polres-z"], trial=False)
    world.server.asked.clear()
    assert world.round()["polres-z"].trouble == "alamat-dalam"
    assert not [asked for asked in world.server.asked if asked[0] == "polres-z"]
