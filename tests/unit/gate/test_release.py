"""The gate's answer for a release: all fields, overrides, lawful names, near duplicates."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain.problems import Problem, has_errors
from kentongan.domain.release import Case, Claim, Correction, Override, Picture, Release, Withdrawal
from kentongan.domain.units import Registry, Unit
from kentongan.gate import core, duplicates, overrides
from kentongan.parts.gate import hooks
from kentongan.site.model import Site

Make = Callable[..., Release]
NAMED = "Korban bernama Slamet Riyadi (45) dirawat di RSUD Bangil."
HOME = "Korban (45) tinggal di Jalan Veteran No. 12, Kelurahan Bugul."
UNIT = Unit("polsek-kraton", "Polsek Kraton", level="polsek", phones=("(0343) 421110",))


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems if problem.code.startswith("privasi")]


def check(release: Release, **more: Any) -> list[Problem]:
    return core.check_release(release, Registry([UNIT]), **more)[0]


def fields(make: Make, now: Any) -> list[tuple[str, Release]]:
    picture = Picture("rilis/2026/05/olah-tkp.jpg", alt="Olah tempat kejadian")
    return [
        ("title", make(title=NAMED)),
        ("summary", make(summary=NAMED)),
        ("location", make(location=HOME)),
        ("tag", make(tags=("Korban Slamet Riyadi",))),
        ("alt", make(picture=replace(picture, alt=NAMED))),
        ("caption", make(picture=replace(picture, caption=NAMED))),
        ("credit", make(picture=replace(picture, credit="Foto: korban Slamet Riyadi"))),
        ("correction", make(corrections=(Correction(now, NAMED, "Korban (45) dirawat."),))),
        ("claim", make(kind="klarifikasi", claim=Claim(NAMED, "salah"))),
        ("features", make(kind="dpo", case=Case("dicari", features=HOME))),
        ("body", make(text=NAMED)),
        ("file name", make(picture=replace(picture, path="rilis/2026/05/korban-slamet.jpg"))),
        ("slug", make(slug="korban-slamet-riyadi")),
    ]


def test_a_name_is_found_in_every_field(make_release: Make, now: Any) -> None:
    missed = [name for name, release in fields(make_release, now) if not has_errors(check(release))]
    assert missed == []


def test_no_field_repeats_the_datum_in_the_report(make_release: Make, now: Any) -> None:
    for _, release in fields(make_release, now):
        shown = repr([problem._replace(path="") for problem in check(release)])
        assert "Riyadi" not in shown
        assert "Veteran No" not in shown


def test_a_line_is_that_of_the_file(make_release: Make) -> None:
    release = make_release(text=f"Polsek Kraton menolong warga.\n{NAMED}", body_line=10)
    assert (12, "privasi.E007") in [(finding.line, finding.code) for finding in check(release)]


def test_an_override_lets_one_finding_pass_and_is_listed(make_release: Make) -> None:
    permit = Override("privasi.E004", "Siti, Kasi Humas", "alamat posko keluarga")
    problems = check(make_release(text=HOME, overrides=(permit,)))
    assert codes(problems) == ["privasi.W023"]
    assert "Kasi Humas" in problems[-1].message


def test_one_override_does_not_cover_two_findings(make_release: Make) -> None:
    permit = Override("privasi.E007", "Siti, Kasi Humas", "keluarga setuju")
    text = f"{NAMED} Korban bernama Sumiati (50) juga dirawat."
    assert codes(check(make_release(text=text, overrides=(permit,)))).count("privasi.E007") == 1


def test_an_override_expires_when_the_sentence_changes(make_release: Make) -> None:
    permit = Override("privasi.E004", "Siti, Kasi Humas", "alamat posko keluarga")
    _, permits = core.check_release(make_release(text=HOME, overrides=(permit,)))
    changed = make_release(text=HOME.replace("tinggal", "lama tinggal"), overrides=(permit,))
    found = codes(check(changed, remembered=permits))
    assert "privasi.E004" in found
    assert overrides.EXPIRED in found
    elsewhere = make_release(text=f"Polsek Kraton bertugas. {HOME}", overrides=(permit,))
    assert "privasi.E004" not in codes(check(elsewhere, remembered=permits))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korban bernama Siti Aminah (14) dirawat.", "privasi.E006"),
        ("Korban pemerkosaan, Dewi Lestari (24), dirawat.", "privasi.E010"),
    ],
)
def test_absolute_rules_know_no_override(make_release: Make, text: str, code: str) -> None:
    permit = Override(code, "Siti, Kasi Humas", "keluarga setuju")
    found = codes(check(make_release(text=text, overrides=(permit,))))
    assert code in found
    assert overrides.ABSOLUTE in found


def test_an_override_without_name_or_reason_does_not_count(make_release: Make) -> None:
    permit = Override("privasi.E004", "", "")
    assert "privasi.E004" in codes(check(make_release(text=HOME, overrides=(permit,))))


def test_a_needless_override_is_reported(make_release: Make) -> None:
    permit = Override("privasi.E004", "Siti, Kasi Humas", "lama")
    assert codes(check(make_release(overrides=(permit,)))) == [overrides.UNUSED]


def test_the_persons_sought_may_be_named(make_release: Make) -> None:
    case = Case("dicari", names=("Bagas Saputra",), contact="0812 3456 7890")
    text = "Bagas Saputra (9) dilaporkan hilang. Hubungi 081234567890."
    found = codes(check(make_release(kind="orang-hilang", case=case, text=text)))
    assert found == []
    assert "privasi.E014" in codes(check(make_release(text=text)))


@pytest.mark.parametrize("status", ["ditemukan", "selesai"])
def test_the_text_of_a_closed_search_is_not_read(make_release: Make, status: Any) -> None:
    body = "Polsek mencari Sukinah (71). Saksi Slamet Hartono (45) melihatnya."
    closed = make_release(kind="orang-hilang", text=body, case=Case(status, names=("Sukinah",)))
    assert check(closed) == []
    assert check(replace(closed, case=Case("dicari", names=("Sukinah",)))) != []


def test_the_units_own_numbers_are_allowed(make_release: Make) -> None:
    assert codes(check(make_release(text="Polsek Kraton: hubungi 0343-421110."))) == []
    assert "privasi.E002" in codes(check(make_release(text="Hubungi Pak Joko 0343-421119.")))


def test_a_text_withdrawn_for_privacy_is_not_read(make_release: Make, now: Any) -> None:
    assert check(make_release(text=NAMED, withdrawal=Withdrawal("privasi", "aduan", now))) == []


def test_a_face_is_an_error_where_a_detector_sees_it(make_release: Make) -> None:
    picture = Picture("rilis/2026/05/rilis.jpg", alt="Konferensi pers")
    release = make_release(text="Tersangka (34) ditahan Polsek Kraton.", picture=picture)
    seen = [finding.code for finding in check(release, count_faces=lambda path: 2)]
    unseen = [finding.code for finding in check(release)]
    assert "privasi.E017" in seen
    assert "privasi.E017" not in unseen
    assert "redaksi.W015" in unseen


LONG = " ".join(f"Patroli ke {number} menyusuri jalan raya dan pasar." for number in range(20))


def facts_of(releases: list[Release]) -> dict[tuple[str, str], bytes]:
    facts = {}
    for release in releases:
        fact = hooks.release_facts(release, None)
        if fact:
            facts[fact[0], release.code] = fact[1]
    return facts


def test_a_copy_of_an_earlier_release_is_reported_once(
    make_release: Make, make_site: Callable[..., Site], now: Any
) -> None:
    first = make_release(slug="satu", text=LONG)
    copy = make_release(slug="dua", text=LONG + " Selesai.", happened_at=now)
    other = make_release(slug="tiga", text=LONG.replace("pasar", "alun-alun kota"))
    site = make_site([first, copy, other], facts=facts_of([first, copy, other]))
    for _ in range(2):  # the second time from what was kept
        found = list(hooks.check_site(site))
        assert [(problem.path, problem.code) for problem in found] == [(copy.path, duplicates.CODE)]


def test_copies_are_the_same_whether_compared_at_once_or_edit_by_edit(
    make_release: Make, make_site: Callable[..., Site], now: Any
) -> None:
    chance = random.Random(7)
    places = ("pasar", "stasiun", "balai kota", "kantor pos")
    releases = {
        name: make_release(slug=name, happened_at=now - timedelta(days=number))
        for number, name in enumerate(f"rilis-{count}" for count in range(12))
    }
    shown: set[str] = set()
    tables: dict[str, Any] = {}
    warned = 0
    for _ in range(60):
        name = chance.choice(sorted(releases))
        if name in shown and chance.random() < 0.3:
            shown.remove(name)
        else:
            shown.add(name)
            place = chance.choice(places)
            text = LONG.replace("pasar", place)
            releases[name] = replace(releases[name], text=text, title=f"Patroli di {place}")
        present = [releases[slug] for slug in sorted(shown)]
        fresh = make_site(present, facts=facts_of(present))
        grown = make_site(present, facts=facts_of(present))
        grown.store.tables = tables  # type: ignore[attr-defined]
        found = list(hooks.check_site(grown))
        assert found == list(hooks.check_site(fresh))
        warned += len(found)
    assert warned > 60
