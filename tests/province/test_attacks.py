"""What a district that was taken over may try. Each is harmless to the others and told in a
sentence; nothing forged is shown."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from kentongan.domain import addresses, codes
from kentongan.newsroom.province import Settings
from kentongan.province import registry as registries
from kentongan.province.cards import leads_to
from kentongan.province.catalogue import Catalogue
from kentongan.province.portal import Portal
from kentongan.province.pull import TROUBLES
from kentongan.province.reading import MOST_NODES
from kentongan.province.registry import OwnUnit, is_origin
from kentongan.site import federation
from kentongan.site.federation import canonical, sha256

from tests.province.districts import NOW, Site, Told, registry, respond, serving
from tests.province.test_rounds import FAULTS, MARKER, SECONDS, SHORT, World

BUNDLE = addresses.bundle(2026, 11, 1)
ROW = Told("r", "Judul", "Teks.", "polres-a", "QCE-4Q7-FNW").row()


@pytest.fixture
def world() -> Iterator[World]:
    healthy, other = Site("polres-a", "FN"), Site("polres-z", "GK")
    with serving(healthy, other) as server, Catalogue(":memory:") as catalogue:
        yield World(server, healthy, other, catalogue)


def _index(world: World, data: bytes) -> None:
    world.other.files[addresses.BUNDLE_INDEX] = data
    world.other.beat()


def _news(world: World, count: int = 1, **more: str) -> None:
    for told in world.other.tell(count, word=MARKER):
        for name, value in more.items():
            setattr(told, name, value)


def huge_index(world: World) -> None:
    _news(world)
    world.other.publish()
    digest = sha256(b"")
    paths = {
        addresses.bundle(year, 1 + number // 12, 1 + number % 12): digest
        for year in range(1000, 1900)
        for number in range(144)
    }
    _index(world, federation.bundle_index(paths))


def path_tricks(world: World) -> None:
    _news(world)
    world.other.publish()
    _index(world, canonical({"/api/bundel/../../rahasia/2026/11-1.jsonl": sha256(b"")}))


def address_tricks(world: World) -> None:
    _news(world, slug="../../../../lain")
    world.other.publish()


def replayed_bundle(world: World) -> None:
    """The new publication is signed; the mirror still gives the old bundle."""
    old = world.other.files[BUNDLE]
    _news(world)
    world.other.publish()
    world.other.files[BUNDLE] = old


def two_publications(world: World) -> None:
    """The number goes up, and back to one that was given to something else."""
    world.round()
    _news(world)
    world.other.publish(number=world.other.number)


def signature_of_another(world: World) -> None:
    _news(world)
    world.other.publish().beat(world.healthy.key)


def site_of_another(world: World) -> None:
    """All that the healthy district signed, at the address of this one."""
    world.other.files = dict(world.healthy.files)


def changing(path: str) -> Callable[[World], None]:
    """A file that is another one each time it is fetched."""

    def attack(world: World) -> None:
        _news(world)
        world.other.publish()
        count = iter(range(1000))

        def answer(handler: BaseHTTPRequestHandler, given: bytes) -> None:
            respond(200, given.replace(b"Judul", f"{MARKER}{next(count)}".encode()) + b" ")(
                handler, given
            )

        world.server.answer(world.other, path, answer)

    return attack


def to_loopback(world: World) -> None:
    _news(world)
    world.other.publish()
    there = f"{world.healthy.origin}{BUNDLE}"
    world.server.answer(world.other, BUNDLE, respond(307, Location=there))


def bomb(world: World) -> None:
    data = gzip.compress(MARKER.encode() * 1_000_000)
    answer = respond(200, data, Content_Encoding="gzip")
    world.server.answer(world.other, addresses.HEARTBEAT, answer)


def bomb_unasked(world: World) -> None:
    data = gzip.compress(MARKER.encode() * 1_000_000)
    world.server.answer(world.other, addresses.HEARTBEAT, respond(200, data))


def objects(world: World) -> None:
    """Two megabytes of brackets take a hundred of memory."""
    _news(world)
    world.other.publish()
    data = b'{"a":[' + b"[]," * 600_000 + b"[]]}\n"
    world.other.files[BUNDLE] = data
    _index(world, federation.bundle_index({BUNDLE: sha256(data)}))


def no_utf8(world: World) -> None:
    _news(world)
    world.other.publish()
    data = world.other.files[BUNDLE].replace(b"Judul", b"\xff\xfe\xc3")
    world.other.files[BUNDLE] = data
    _index(world, federation.bundle_index({BUNDLE: sha256(data)}))


def long_letters(world: World) -> None:
    """A letter that stands for eighteen, very often."""
    _news(world, text="\ufdfa" * 20_000)
    world.other.publish()


def slow_words(world: World) -> None:
    _news(world, text=f"{MARKER} <p>" + "<script>" * 50_000)
    world.other.publish()


def future(world: World) -> None:
    for told in world.other.tell(1, word=MARKER):
        told.published = NOW + timedelta(days=400)
    world.other.publish()


def case_collision(world: World) -> None:
    code = world.other.told[0].code
    _news(world)
    world.other.told[-1].code = code.lower()
    world.other.publish()


def units_of_another(world: World) -> None:
    _news(world, unit="Polres-A")
    _news(world, unit="polres-a/polres-a")
    _news(world, unit="polres\u2011z")
    world.other.publish()


def withdraws_another(world: World) -> None:
    world.other.tell(1)
    world.other.told[-1].code = world.healthy.told[0].code
    world.other.told[-1].state = "dicabut"
    world.other.publish()


def shadowing_name(world: World) -> None:
    """A heartbeat of its own key that says it is that of another."""
    _news(world)
    world.other.publish()
    world.other.slug = world.healthy.slug
    world.other.beat()
    world.other.slug = "polres-z"


def beat_of_tomorrow(world: World) -> None:
    """A heartbeat for later would hold long after the key was changed."""
    _news(world)
    world.other.made_at = NOW + timedelta(days=2)
    world.other.publish()
    world.other.made_at = NOW


def no_signature(world: World) -> None:
    _news(world)
    world.other.publish()
    del world.other.files[f"{addresses.HEARTBEAT}.sig"]


def bad_tag(world: World) -> None:
    """A tag that no request can send back, and nothing else wrong."""
    beat = world.other.files[addresses.HEARTBEAT]
    world.server.answer(world.other, addresses.HEARTBEAT, respond(200, beat, ETag='"\xe9\x01"'))


# What is told of it (a trouble, a freeze, a fault of a release), as a key of what staff read.
ATTACKS: dict[str, tuple[Callable[[World], None], str]] = {
    "huge-index": (huge_index, "belum-selesai"),
    "path-tricks": (path_tricks, "rusak"),
    "address-tricks": (address_tricks, "rusak"),
    "replayed-bundle": (replayed_bundle, "belum-selesai"),
    "two-publications": (two_publications, "urut-ganda"),
    "signature-of-another": (signature_of_another, "tanda-salah"),
    "site-of-another": (site_of_another, "tanda-salah"),
    "changing-heartbeat": (changing(addresses.HEARTBEAT), "tanda-salah"),
    "changing-manifest": (changing(addresses.MANIFEST), "tidak-cocok"),
    "changing-index": (changing(addresses.BUNDLE_INDEX), "tidak-cocok"),
    "changing-bundle": (changing(BUNDLE), "belum-selesai"),
    "to-loopback": (to_loopback, "belum-selesai"),
    "bomb": (bomb, "dimampatkan"),
    "bomb-unasked": (bomb_unasked, "terlalu-besar"),
    "objects": (objects, "belum-selesai"),
    "no-utf8": (no_utf8, "belum-selesai"),
    "long-letters": (long_letters, "tanpa-teks"),
    "slow-words": (slow_words, "tanpa-teks"),
    "future": (future, "waktu"),
    "case-collision": (case_collision, "rusak"),
    "units-of-another": (units_of_another, "satuan-asing"),
    "withdraws-another": (withdraws_another, "kode-milik-lain"),
    "shadowing-name": (shadowing_name, "wilayah-lain"),
    "beat-of-tomorrow": (beat_of_tomorrow, "detak-kelak"),
    "no-signature": (no_signature, "tidak-ada"),
    "bad-tag": (bad_tag, ""),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_harmless_and_told(world: World, name: str) -> None:
    attack, told = ATTACKS[name]
    world.round()
    before = world.shown(world.other)
    attack(world)
    fresh = world.healthy.tell(2)
    world.healthy.publish()
    outcomes = world.round(seconds=SHORT if attack is huge_index else SECONDS)
    assert outcomes["polres-a"].accepted == 2
    assert world.shown(world.healthy) >= {release.code for release in fresh}
    other = outcomes["polres-z"]
    assert told in (other.trouble, other.frozen, *dict(other.faults))
    assert other.trouble in ("", *TROUBLES)
    assert MARKER not in world.titles()
    assert world.shown(world.other) == before
    # When it is over, the district is shown as any other.
    world.server.answers.clear()
    world.other.told = [told for told in world.other.told if MARKER not in told.title]
    world.other.told = [told for told in world.other.told if told.state == "terbit"]
    world.other.tell(1)
    world.other.publish(number=world.other.number + 10)
    if other.frozen:
        status = world.catalogue.status("polres-z")
        world.catalogue.set_status("polres-z", replace(status, frozen="", released=True))
    assert world.round()["polres-z"].accepted == 1


# What the fault matrix and tests of their own hold of all that a round may tell.
_OTHERS = {"tidak-terjangkau", "alamat-dalam", "hilang-banyak", "beku", "berkas"}


def test_all_that_a_round_may_tell_was_brought_about() -> None:
    tried = {told for _, told in ATTACKS.values()} | {told for _, told, _ in FAULTS.values()}
    assert TROUBLES.keys() - tried == _OTHERS


def test_a_number_that_a_thief_has_raised_is_forgotten_when_the_district_is_believed_again(
    world: World,
) -> None:
    honest = world.other.number
    world.other.publish(number=2**53 - 1)
    world.round()
    world.other.tell(1)
    world.other.publish(number=honest + 5)
    assert world.round()["polres-z"].trouble == "urut-mundur"
    status = world.catalogue.status("polres-z")
    world.catalogue.set_status("polres-z", replace(status, released=True))
    assert world.round()["polres-z"].accepted == 1
    assert world.catalogue.status("polres-z").number == honest + 5


def test_no_change_is_later_than_its_news(world: World) -> None:
    """A date in the next century would stay on top of all lists of changes."""
    late = (NOW + timedelta(days=20_000)).isoformat()
    for told in world.other.told[:2]:
        told.changed = late
    world.other.told[1].state = "dicabut"
    world.other.publish()
    world.round()
    for card in world.catalogue.cards():
        assert card.published <= card.changed <= NOW.isoformat()
        assert card.happened <= card.published


def test_withdrawals_of_what_was_never_seen_are_bounded(world: World) -> None:
    for told in world.other.tell(400):
        told.state = "dicabut"
    world.other.publish()
    outcome = world.round()["polres-z"]
    assert (outcome.withdrawn, outcome.faults) == (100, (("batas-pencabutan", 300),))
    assert world.round()["polres-z"].withdrawn == 0
    assert len([card for card in world.catalogue.cards() if card.state == "dicabut"]) == 100


def test_what_is_kept_of_a_manifest_that_never_ends_is_bounded(world: World) -> None:
    """Each round a new tree whose files cannot all be read: the next one must not keep them all."""
    many = {f"/m/{number}": ("0" * 64, b"x") for number in range(2 * MOST_NODES + 1)}
    world.catalogue.keep_nodes("polres-z", many)
    world.server.answer(world.other, addresses.MANIFEST, respond(500))
    assert world.round()["polres-z"].trouble == "galat-server"
    assert world.catalogue.nodes("polres-z") == {}


def test_a_district_has_its_share_of_a_round(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.province.reading.MOST_BYTES", 30_000)
    world.other.tell(390)
    world.other.publish()
    accepted = []
    for _ in range(9):
        outcome = world.round()["polres-z"]
        accepted.append(outcome.accepted)
        if not outcome.trouble:
            break
    assert sum(accepted) == 400
    assert len(accepted) > 1


STEPS = ("..", ".", "%2e%2e", ".%2E", "%2e")


@pytest.mark.parametrize("before", ["/", "/a/", "/a%2f", "/a%5C"])
@pytest.mark.parametrize("after", ["", "/lain/", "%2Flain/", "%5clain/"])
def test_no_address_climbs_however_its_steps_are_written(before: str, after: str) -> None:
    """Two districts may share a host: neither leads readers to the pages of the other."""
    site = "https://humas.example/polres-a"
    for step in STEPS:
        path = f"{before}{step}{after}"
        with pytest.raises(ValueError, match="alamat"):
            federation.read_row(ROW | {"alamat": path})
        assert not leads_to(site + path, (site,))
        plain = path.replace(step, "rilis..2%2e0")
        assert leads_to(site + plain, (site,))
        assert federation.read_row(ROW | {"alamat": plain}).url == plain


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//lain.example/", "https://lain.example/", "/x?javascript:", "/a\\b",
     "/x#y", "data:text/html,x", "/ x", "/\u0000"],
)  # fmt: skip
def test_an_address_is_a_path_of_its_own_site(address: str) -> None:
    with pytest.raises(ValueError, match="alamat"):
        federation.read_row(ROW | {"alamat": address})
    assert not leads_to(address, ("https://humas.example",))


def test_titles_are_words_and_nothing_else(world: World) -> None:
    told = world.other.tell(1)[0]
    told.title = '<img src=x onerror=alert(1)>\u202e\n\x07"&'
    world.other.publish()
    world.round()
    known = registry(*world.districts.values())
    portal = Portal(world.catalogue, known, Settings(), NOW)
    entry = next(entry for entry in portal.shown if entry.code == told.code)
    assert entry.title == '<img src=x onerror=alert(1)> "&'  # templates escape it
    assert portal.release(told.code).html.startswith("<p>")


@pytest.mark.parametrize(
    "origin",
    [
        "https://humas.p\u043elres.example",  # a Cyrillic o
        "https://127.0.0.1", "https://[::1]", "https://[::ffff:10.0.0.1]",
        "https://a.example:8443", "https://a@b.example", "https://a.example\\@b.example",
        "http://a.example", "https://", "ftp://a.example",
    ],
)  # fmt: skip
def test_an_origin_is_a_public_name_in_plain_letters(origin: str) -> None:
    assert not is_origin(origin, trial=False)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "0"])
def test_a_number_in_disguise_is_an_inner_address(world: World, host: str) -> None:
    origins = (f"https://{host}",)
    world.districts["polres-z"] = replace(world.districts["polres-z"], trial=False, origins=origins)
    outcome = world.round()["polres-z"]
    assert outcome.trouble in ("alamat-dalam", "tidak-terjangkau")
    assert world.shown(world.other) == set()


def test_a_district_of_foreign_units_alone_stops_no_portal(world: World) -> None:
    district = replace(world.districts["polres-z"], own_units=(OwnUnit("polres-b/*", "Semua"),))
    world.districts["polres-z"] = district
    world.round()
    known = registry(*world.districts.values())
    assert Portal(world.catalogue, known, Settings(), NOW).shown


def test_a_folder_whose_names_differ_by_case_gives_one_district(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    text = (
        "Nama: A\nAsal: https://a.example\nTanda: FN\n"
        f"Kunci: {'ab' * 32} | 1 Januari 2026 | 31 Desember 2027\nSatuan: polres-a | A\n"
    )
    for name in ("polres-a.md", "POLRES-A.md"):
        (folder / name).write_text(text)
    known = registries.read(folder, UTC)
    assert list(known.districts) == ["polres-a"] and not known.districts["polres-a"].is_faulty
    assert [(problem.path, problem.code) for problem in known.problems] == [
        ("POLRES-A.md", "province.E010")
    ]
    assert codes.normalise_mark("fn") == "FN"
