from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain import addresses
from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import Case, Release, Withdrawal, WithdrawalKind
from kentongan.domain.units import Registry
from kentongan.parts.authenticity import check, hooks, index, manifest, publications, shingles
from kentongan.parts.authenticity.check import Checker, Files
from kentongan.parts.authenticity.local import content_source
from kentongan.site.changes import Change, Changes
from kentongan.site.entry import Links
from kentongan.site.federation import sha256
from kentongan.site.heads import named
from kentongan.site.model import Site

from tests.conftest import NOW, UNITS, WIB, LastBuild, new_release, new_site, written
from tests.older_layout import older
from tests.vectors.cases import TEXT

START = datetime(2025, 1, 1, 8, tzinfo=WIB)


def release(number: int, text: str = "", **changes: Any) -> Release:
    words = text or f"Siaran nomor {number}. " + " ".join(f"kata{number}x{i}" for i in range(40))
    moment = START + timedelta(hours=7 * number)
    return new_release(slug=f"siaran-{number}", text=words, happened_at=moment, **changes)


def site_of(releases: list[Release], before: Site | None = None) -> Site:
    facts = {}
    for release in releases:
        found = hooks.release_facts(release, None)
        if found and not release.withdrawal:
            facts[found[0], release.code] = found[1]
    site = new_site(releases, facts=facts)
    texts = {release.code: release.text for release in releases}
    listed = [entry._replace(digest=str(hash(texts[entry.code]))) for entry in site.listed]
    site.listed = tuple(listed)
    site.by_code = {**site.by_code, **named(listed)}
    if before:
        site.store.tables = before.store.tables  # type: ignore[attr-defined]
    return site


def output(site: Site) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for task in hooks.collect(site):
        if task.name != "keaslian:halaman":
            files.update(written(task.make(site, *task.args)))
    for entry in site.by_code.values():
        shown = site.release(entry.code)
        files.update(written(hooks.release_files(site, shown, Links())))
    return files


def checker_of(site: Site) -> Checker:
    files = output(site)
    return Checker(Files(lambda path: files.get(path[1:])))


@pytest.mark.parametrize("count", [3, 70, 140])
def test_adding_and_removing_ends_where_a_clean_build_does(count: int) -> None:
    releases = [release(number) for number in range(count)]
    site = site_of(releases[:-1])
    output(site)
    changed = [replace(releases[0], text="Kata lain sama sekali. " * 6), *releases[2:]]
    assert output(site_of(changed, site)) == output(site_of(changed))


def test_many_edits_end_where_a_clean_build_does() -> None:
    chance = random.Random(3)
    releases = {number: release(number) for number in range(90)}
    site = site_of(list(releases.values()))
    output(site)
    for turn in range(60):
        number = chance.randrange(100)
        if number in releases and chance.random() < 0.6:
            del releases[number]
        else:
            text = "" if chance.random() < 0.5 else f"Kata lain {turn} sama sekali. " * 6
            releases[number] = release(number, text)
        site = site_of(list(releases.values()), site)
        assert output(site) == output(site_of(list(releases.values()))), turn


def test_an_addition_changes_few_files() -> None:
    releases = [release(number) for number in range(200)]
    first = site_of(releases[:-1])
    before = output(first)
    after = output(site_of(releases, first))
    changed = [path for path, data in after.items() if before.get(path) != data]
    most = shingles.shape(200).segments.most_changed
    assert 1 <= len([path for path in changed if path.startswith("cek/i/")]) <= most
    assert len([path for path in changed if "manifest" in path]) == 2


def test_a_text_a_code_and_a_link_lead_to_the_release() -> None:
    one = release(1, TEXT)
    checker = checker_of(site_of([one, release(2)]))
    assert checker.check(TEXT).result == "asli"
    assert checker.check(TEXT).code == one.code
    assert checker.check(one.code.lower().replace("-", " ")).result == "asli"
    assert checker.check(f"https://humas.test{one.url}").code == one.code
    assert checker.check(f"https://humas.test/r/{one.code}/").code == one.code
    assert checker.check(f"https://palsu.xyz{one.url}").reason == "luar"


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 12, 25])
def test_a_title_alone_is_known_however_short(count: int) -> None:
    title = " ".join(f"judul{number}" for number in range(count))
    one = release(1, title=title)
    checker = checker_of(site_of([one, release(2, title="Kabar lain")]))
    for pasted in (title, f"*{title.upper()}*", f"{title}\nhttps://palsu.xyz/a/"):
        answer = checker.check(pasted)
        assert (answer.result, answer.code) == ("potongan", one.code)
    changed = checker.check(f"{title} palsu")
    assert changed.result in ("diubah", "tidak-ditemukan")


def test_a_title_of_a_withdrawn_release_is_not_known() -> None:
    one = replace(withdrawn("salah"), title="Balap liar di Semare")
    facts = hooks.release_facts(bare(one), withdrawn=one)
    assert facts
    files = output(new_site([one, release(2)], facts={(facts[0], one.code): facts[1]}))
    checker = Checker(Files(lambda path: files.get(path[1:])))
    assert checker.check(one.title).reason == "terlalu-pendek"


def test_a_check_asks_no_further_where_one_release_alone_shares_the_hashes() -> None:
    files = output(site_of([release(1, TEXT), *(release(number) for number in range(2, 90))]))
    asked: list[str] = []

    def get(path: str) -> bytes | None:
        asked.append(path)
        return files.get(path[1:])

    answer = Checker(Files(get)).check(TEXT.replace("12 sepeda", "21 sepeda"))
    assert answer.result == "diubah"
    shards = {path for path in asked if path.startswith("/cek/i/")}
    assert 2 <= len(shards) <= 1 + check.SHARDS_AT_ONCE


def test_a_release_is_found_in_every_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = shingles.Shape(8, 4)  # as of a site of some thousands
    monkeypatch.setattr(shingles, "shape", lambda count: shape)
    assert shape.segments.recent
    releases = [release(number) for number in range(140)]
    files = output(site_of(releases))
    names = {path.removeprefix("cek/i/")[:1] for path in files if path.startswith("cek/i/")}
    assert {"b", "t", "0"} <= names
    checker = Checker(Files(lambda path: files.get(path[1:])))
    for one in releases[::9]:
        assert checker.check(one.text).code == one.code
        assert checker.check(f"https://humas.test{one.url}").code == one.code
    assert max(shingles.shortened(number) for number in shingles.fingerprints(["a"] * 90)) < 1 << 22


def test_a_site_of_the_older_layout_is_read() -> None:
    one = release(1, TEXT)
    files = older(output(site_of([one, *(release(number) for number in range(2, 90))])))
    assert not [path for path in files if path.startswith("cek/i/")]
    checker = Checker(Files(lambda path: files.get(path[1:])))
    for found in (checker.check(TEXT), checker.check(f"https://humas.test{one.url}")):
        assert (found.result, found.code, found.trouble) == ("asli", one.code, ())


def test_a_mistyped_code_suggests_the_nearest() -> None:
    one = release(1)
    wrong = one.code[:-1] + ("2" if one.code[-1] != "2" else "3")
    answer = checker_of(site_of([one])).check(wrong)
    assert answer.result == "tidak-ditemukan"
    assert answer.nearest == (one.code,)


def test_nothing_of_a_private_withdrawal_remains() -> None:
    withdrawal = Withdrawal("privasi", "permintaan keluarga", NOW)
    one = release(1, TEXT, withdrawal=withdrawal)
    site = site_of([one, release(2)])
    everything = b"".join(output(site).values())
    assert one.slug.encode() not in everything
    assert b"Semare" not in everything
    checker = checker_of(site)
    assert checker.check(TEXT).result == "tidak-ditemukan"
    assert checker.check(one.code).result == "dicabut"


def test_a_withdrawn_release_that_keeps_its_text_is_recognised() -> None:
    kept = release(1, TEXT, withdrawal=Withdrawal("tetap", "ada perkembangan", NOW))
    facts = hooks.release_facts(kept, None)
    assert facts
    site = new_site([kept, release(2)], facts={(facts[0], kept.code): facts[1]})
    assert checker_of(site).check(TEXT).result == "dicabut"


def source_of(*releases: Release) -> Checker:
    return Checker(content_source(releases, Registry(UNITS), NOW, ZoneInfo("Asia/Jakarta")))


def withdrawn(how: WithdrawalKind, **changes: Any) -> Release:
    target = release(2).code if how == "digabung" else ""
    withdrawal = Withdrawal(how, "keliru menyebut tempat", NOW, target)
    return release(1, TEXT, withdrawal=withdrawal, **changes)


@pytest.mark.parametrize("kind", ["salah", "digabung", "tetap"])
@pytest.mark.parametrize(
    "pasted",
    [
        TEXT,
        f"Diteruskan\n*Patroli malam di Kraton*\n\n{TEXT.upper()}\n\nHumas Polsek Kraton 🙏",
        TEXT.replace("12 sepeda", "21 sepeda"),
        " ".join(TEXT.split()[6:30]),
    ],
)
def test_the_text_of_a_withdrawn_release_is_recognised(kind: WithdrawalKind, pasted: str) -> None:
    one = withdrawn(kind)
    answer = source_of(one, release(2)).check(pasted)
    assert (answer.result, answer.code) == ("dicabut", one.code)


@pytest.mark.parametrize(
    "hidden",
    [
        withdrawn("privasi"),
        withdrawn("putusan"),
        withdrawn("salah", kind="dpo", case=Case("dicari")),
        release(1, TEXT, kind="orang-hilang", case=Case("ditemukan")),
        release(1, TEXT, status="draf"),
    ],
    ids=["privasi", "putusan", "dpo", "ditemukan", "draf"],
)
def test_no_hash_remains_where_nothing_may(hidden: Release) -> None:
    answer = source_of(hidden, release(2)).check(TEXT)
    assert answer.result == "tidak-ditemukan"
    assert not answer.code


def test_a_corrected_release_is_told_from_the_one_that_it_replaces() -> None:
    right = TEXT.replace("12 sepeda", "21 sepeda")
    old, new = withdrawn("salah"), release(5, right)
    checker = source_of(old, new, release(2))
    assert (checker.check(right).result, checker.check(right).code) == ("asli", new.code)
    assert (checker.check(TEXT).result, checker.check(TEXT).code) == ("dicabut", old.code)
    shared = checker.check(TEXT.split("\n")[1])
    assert (shared.result, shared.code) == ("potongan", new.code)


def test_no_word_of_a_withdrawn_release_is_published() -> None:
    one = withdrawn("salah")
    facts = hooks.release_facts(bare(one), withdrawn=one)
    assert facts
    site = new_site([one, release(2)], facts={(facts[0], one.code): facts[1]})
    files = output(site)
    assert f"cek/sidik/{one.code}.json" in files
    for word in (b"semare", b"suwandi", b"balap", b"sepeda"):
        assert word not in b"".join(files.values()).lower()


def bare(one: Release) -> Release:
    return public_view(one, NOW).release


@pytest.mark.parametrize("damage", [None, b"", b"{", b'{"isi":"!!"}', b'{"isi":"A"}'])
def test_a_missing_or_damaged_shard_is_told(damage: bytes | None) -> None:
    files = output(site_of([release(1, TEXT), release(2)]))

    def get(path: str) -> bytes | None:
        return damage if path.startswith("/cek/i/") else files.get(path[1:])

    answer = Checker(Files(get)).check(TEXT)
    assert answer.result == "tidak-ditemukan"
    assert answer.trouble


@pytest.mark.parametrize("text", ["", "   ", "😀" * 50, "x" * 1_000_000, "<b></b>", "ya"])
def test_useless_pastes_get_a_plain_answer(text: str) -> None:
    answer = checker_of(site_of([release(1)])).check(text)
    assert answer.result == "tidak-ditemukan"
    assert answer.reason in ("kosong", "terlalu-panjang", "terlalu-pendek", "teks")


def test_the_manifest_is_a_tree_whose_hashes_hold() -> None:
    files = output(site_of([release(number) for number in range(150)]))
    root = json.loads(files[manifest.path_of("")])
    assert root["jumlah"] == 150
    rows = 0
    for prefix, digest in root["bagian"].items():
        data = files[manifest.path_of(prefix)]
        assert sha256(data) == digest
        rows += len(json.loads(data)["siaran"])
    assert rows == 150


def test_among_texts_nearly_alike_a_larger_site_finds_none_that_is_farther() -> None:
    """A province holds those of many districts; the words that tell them apart are few."""
    alike = [
        replace(
            release(number),
            title=f"Patroli malam di Desa {number}",
            text=ALIKE.format(place=f"Desa {number}", count=number + 10),
        )
        for number in range(24)
    ]
    small, large = checker_of(site_of(alike[:8])), checker_of(site_of(alike))
    chance = random.Random(5)
    for _ in range(20):
        words = chance.choice(alike[:8]).text.split()
        for _ in range(chance.choice((1, 2, 3))):
            del words[chance.randrange(len(words))]
        pasted = " ".join(words)
        own, other = small.check(pasted), large.check(pasted)
        assert own.verdict and other.verdict
        assert check._rank(other.verdict) <= check._rank(own.verdict), pasted  # type: ignore[operator]


ALIKE = " ".join(
    """Petugas berpatroli di permukiman warga {place} pada malam hari untuk mencegah pencurian dan
    balap liar di jalan utama. Warga menyambut petugas dengan baik dan menyampaikan keadaan
    lingkungan kepada petugas yang berjaga. Petugas mengingatkan warga untuk mengunci pintu dan
    jendela, menyalakan lampu halaman, dan segera melapor bila melihat sesuatu yang mencurigakan di
    sekitar rumah. Sebanyak {count} petugas dikerahkan sampai dini hari dan keadaan aman.""".split()
)


def test_the_log_names_the_rows_that_the_manifest_holds() -> None:
    site = site_of([release(number) for number in range(70)])
    made = site.shared(index.update).row_digests
    assert made.keys() == site.by_code.keys()  # none is made twice
    rows = {code: index.row(site, entry) for code, entry in site.by_code.items()}
    wanted = {code: index.row_digest(row) for code, row in rows.items()}
    assert publications._digests(site, site.by_code) == wanted


def test_the_code_of_an_edited_release_is_the_one_that_was_drawn() -> None:
    site = site_of([release(1)])
    (entry,) = site.listed
    path = addresses.file(addresses.code_qr(entry.code))

    def drawn() -> bytes:
        return written(hooks.release_files(site, site.release(entry.code), Links()))[path]

    new = drawn()
    site.made = LastBuild({path: b"<svg/>"})
    assert drawn() == new  # whatever else changed, the address of the site among it
    site.changes = Changes((Change(entry, entry),))
    assert drawn() == b"<svg/>"
    site.made = LastBuild({})
    assert drawn() == new
