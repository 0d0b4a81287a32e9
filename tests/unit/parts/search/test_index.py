from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain.release import Case, Claim, Release, Withdrawal
from kentongan.parts.search import coding, core, hooks, identifiers, index, postings
from kentongan.parts.search.affixes import light
from kentongan.site import segments
from kentongan.site.heads import named
from kentongan.site.model import Site

from tests.conftest import NOW, WIB, new_release, new_site, written

START = datetime(2025, 1, 1, 8, tzinfo=WIB)


def release(number: int, text: str = "", **changes: Any) -> Release:
    words = text or f"Siaran tentang perkara{chr(97 + number % 26)}x dan warga desa."
    moment = changes.pop("happened_at", START + timedelta(hours=7 * number))
    return new_release(slug=f"siaran-{number}", text=words, happened_at=moment, **changes)


def site_of(releases: list[Release], before: Site | None = None) -> Site:
    facts = {}
    for release in releases:
        found = hooks.release_facts(release, None)
        if found:
            facts[found[0], release.code] = found[1]
    site = new_site(releases, facts=facts)
    texts = {
        release.code: f"{release.title} {release.text} {release.happened_at}"
        for release in releases
    }
    listed = [entry._replace(digest=str(hash(texts[entry.code]))) for entry in site.listed]
    site.listed = tuple(listed)
    site.by_code = {**site.by_code, **named(listed)}
    if before:
        site.store.tables = before.store.tables  # type: ignore[attr-defined]
    return site


def output(site: Site) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for task in hooks.collect(site):
        if task.name != "cari:halaman":
            files.update(written(task.make(site, *task.args)))
    return files


def placed(site: Site) -> dict[str, int]:
    index.update(site)
    return dict(identifiers.ids(site.store.blobs(core.FACTS)))


def found_by(site: Site, word: str) -> bool:
    """Whether one of the shards of a word leads from it to postings."""
    files = output(site)
    shards = [json.loads(files[path]) for path in shards_of(word, len(site.listed))]
    pairs = [pair.split("/") for shard in shards for pair in shard["a"].split()]
    stems = [stem for form, stem in pairs if form == word]
    terms = {term for shard in shards for term in shard["w"].split(" ")}
    return bool(terms & {*stems[:1], word, light(word)})


def shards_of(word: str, count: int) -> list[str]:
    shape = index.segments_of(count)
    files = segments.files(postings.hash_of(word), shape.bits, shape.recent)
    return [f"cari/i/{name}.json" for name, _ in files]


@pytest.mark.parametrize("count", [3, 60, 140])
def test_edits_end_where_a_clean_build_does(count: int) -> None:
    releases = [release(number) for number in range(count)]
    site = site_of(releases[:-1])
    output(site)
    changed = [replace(releases[0], text="Kata lain sama sekali."), *releases[2:]]
    assert output(site_of(changed, site)) == output(site_of(changed))


def test_many_edits_end_where_a_clean_build_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.site.shards._LONG", 200)
    monkeypatch.setattr("kentongan.parts.search.postings.CHUNK", 24)
    monkeypatch.setattr("kentongan.parts.search.postings.PIECE", 4)
    chance = random.Random(5)
    releases = {number: release(number) for number in range(90)}
    site = site_of(list(releases.values()))
    output(site)
    for turn in range(60):
        number = chance.randrange(100)
        if number in releases and chance.random() < 0.6:
            del releases[number]
        else:
            words = "" if chance.random() < 0.5 else "warga perkara " * (turn % 7) + "diamankan."
            moment = START + timedelta(hours=chance.randrange(900))
            releases[number] = release(number, words, happened_at=moment)
        site = site_of(list(releases.values()), site)
        assert output(site) == output(site_of(list(releases.values()))), turn


def test_an_addition_rewrites_few_shards_and_only_those_whose_turn_it_is() -> None:
    releases = [release(number) for number in range(200)]
    new = release(500, "Kapal nelayan karam. " * 9, title="Kapal karam")
    first = site_of(releases)
    before = output(first)
    after = output(site_of([*releases, new], first))
    changed = {path for path, data in after.items() if before.get(path) != data}
    names = {path[7:-5] for path in changed if path.startswith("cari/i/")}
    assert "baru" in names
    shape = index.segments_of(200)
    settled = {int(name, 16) % shape.turn for name in names if name != "baru" and name[0] != "t"}
    assert settled <= {201 % shape.turn}
    assert len(names) <= shape.most_changed


def test_a_release_dated_back_moves_only_those_of_its_day() -> None:
    releases = [release(number) for number in range(50)]
    places = placed(site_of(releases))
    old = release(99, happened_at=START + timedelta(days=3))
    moved = placed(site_of([*releases, old]))
    days = {postings.day_of(moved[code]) for code in places if places[code] != moved[code]}
    assert days <= {postings.day_of(moved[old.code])}


@pytest.mark.parametrize("word", ["ditangkap", "menangkap", "penangkapan", "tertangkap"])
def test_every_form_finds_what_another_form_says(word: str) -> None:
    assert found_by(site_of([release(1, "Pelaku ditangkap di pasar.")]), word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kasus curanmor terungkap.", "pencurian"),
        ("Pencurian kendaraan bermotor terungkap.", "curanmor"),
        ("Korban laka lantas dirawat.", "kecelakaan"),
        ("Korban kecelakaan lalu lintas dirawat.", "laka"),
    ],
)
def test_acronyms_find_their_meaning_and_back(text: str, word: str) -> None:
    assert found_by(site_of([release(1, text)]), word)


@pytest.mark.parametrize(("kind", "word"), [("orang-hilang", "kehilangan"), ("dpo", "buronan")])
def test_a_search_for_a_person_is_found_by_what_it_is(kind: str, word: str) -> None:
    assert found_by(site_of([release(1, "Belum pulang sejak Senin.", kind=kind)]), word)


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": "Jalannya licin."},
        {"kind": "klarifikasi", "claim": Claim("Semua jalan licin.", "salah")},
        {"kind": "klarifikasi", "claim": Claim("Kabar.", "salah", ("Tidak ada jalan licin",))},
        {"kind": "dpo", "case": Case("dicari", ("Licin",))},
        {"kind": "dpo", "case": Case("dicari", features="Rambut licin")},
    ],
)
def test_what_a_page_says_beside_its_text_is_found(changes: dict[str, Any]) -> None:
    assert found_by(site_of([release(1, "Belum pulang sejak Senin.", **changes)]), "licin")


def test_words_of_withdrawn_releases_and_drafts_are_nowhere() -> None:
    secret = "Rahasiakita terjadi."
    hidden = [
        release(1, secret, withdrawal=Withdrawal("tetap", "ada perkembangan", NOW)),
        release(2, secret, withdrawal=Withdrawal("privasi", "permintaan", NOW)),
        release(3, secret, status="draf"),
        release(4, secret, publish_at=NOW + timedelta(days=1)),
    ]
    shown = release(5)
    assert b"rahasia" not in b"".join(output(site_of([*hidden, shown])).values())
    before = site_of([release(1, secret), shown])
    output(before)
    assert b"rahasia" not in b"".join(output(site_of([*hidden, shown], before)).values())


def test_the_newest_releases_of_a_frequent_term_stand_in_its_shard() -> None:
    known = postings.Postings.of(list(range(5000)))
    older = [coding.decode(postings.text_of(chunk)) for chunk in known.older]
    newest = 5000 % 384 + 384
    starts = range(0, 5000 - newest, 384)
    assert older == [list(range(start, start + 384)) for start in starts]
    assert coding.decode(postings.text_of(known.pieces)) == list(range(5000 - newest, 5000))


@pytest.mark.parametrize("count", [0, 384, 512, 768, 1024, 1152, 1536, 3000, 9000])
def test_files_of_older_releases_hold_all_that_does_not_stand_in_the_shard(count: int) -> None:
    numbers = sorted(random.Random(count).sample(range(3 << 22, 9000 << 22), count))
    known = postings.Postings.of(numbers)
    files = list(postings.older_files(known.older))
    read = [coding.decode(text) for _, text in files]
    assert [len(part) for part in read] == [size for size, _ in files]
    assert [number for part in read for number in part] == numbers[: sum(map(len, read))]
    rest = coding.decode(postings.text_of(known.pieces))
    assert rest == numbers[len(numbers) - len(rest) :] and len(rest) < 2 * postings.CHUNK
    full = postings.CHUNK * postings.CHUNKS_IN_FILE
    assert all(size == full for size, _ in files[:-1])


def test_the_last_sign_of_a_number_is_its_order_and_weight_whatever_the_gap() -> None:
    signs = [chr(code) for code in range(33, 127) if chr(code) not in '"\\']
    for order, weight in ((0, 0), (2, 1), (1, 3)):
        for gap in (*range(300), 4000, 20000):
            text = coding.encode([postings.number(postings.identifier(gap, order), weight)])
            assert signs.index(text[-1]) % 16 == order << 2 | weight


@given(
    st.lists(
        st.tuples(st.integers(0, 30000), st.integers(0, 5000), st.integers(0, 3)),
        unique_by=lambda row: row[:2],
    ),
    st.integers(0, 30000),
)
def test_written_lists_are_read_as_they_were(rows: list[tuple[int, int, int]], day: int) -> None:
    numbers = sorted(
        postings.number(postings.identifier(max(day, when), order), weight)
        for when, order, weight in rows
    )
    numbers = [*{number >> 2: number for number in numbers}.values()]
    before = postings.number(postings.identifier(day, 0), 0)
    text = coding.encode(numbers, before)
    assert coding.decode(text, before) == numbers
    assert text.isascii() and not set(text) & set(' "\\')


@pytest.mark.parametrize("count", [0, 1, 100, 300, 4000, 4200, 9000])
def test_edited_postings_read_as_if_they_had_been_written_at_once(count: int) -> None:
    chance = random.Random(count)
    numbers = sorted(chance.sample(range(3 << 22, 900 << 22, 4), count))
    known = postings.Postings.of(numbers)
    for size in (1, 1, 2, 3, 60, 1, 300, 2100):
        removed = set(chance.sample(numbers, min(size, len(numbers)) // 2))
        added = {chance.randrange(1 << 22, 1000 << 22, 4) for _ in range(size)} - set(numbers)
        known = known.changed(removed, added)
        numbers = sorted(added.union(numbers) - removed)
        assert texts(known) == texts(postings.Postings.of(numbers))
        assert known.numbers() == numbers
    for number in range(1001 << 22, (1001 << 22) + 160, 4):
        known = known.changed(set(), {number})
        numbers.append(number)
    changed = {number: number ^ 1 for number in chance.sample(numbers, min(40, len(numbers)))}
    changed = {one: other for one, other in changed.items() if other not in changed}
    known = known.changed(set(changed), set(changed.values()))
    assert known.numbers() == [changed.get(number, number) for number in numbers]
    assert texts(known) == texts(postings.Postings.of(known.numbers()))


def texts(known: postings.Postings) -> list[str]:
    return [postings.text_of(part) for part in (*known.older, known.pieces)]
