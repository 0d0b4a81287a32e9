"""A nation: a province of provinces, by the same protocol, from real sites on this machine."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from kentongan.domain import addresses
from kentongan.parts.authenticity import local
from kentongan.parts.authenticity.check import Checker
from kentongan.site import federation

from tests.province.world import District, Province, registry_text

NOW = "2026-11-24T12:00:00+07:00"


@dataclass
class Nation:
    districts: list[District]
    provinces: list[Province]
    portal: Province

    def publish(self) -> None:
        for district in self.districts:
            district.publish()
        for province in (*self.provinces, self.portal):
            province.round()

    def holding(self, word: str) -> list[str]:
        return [
            path.relative_to(project.home).as_posix()
            for project in (*self.districts, *self.provinces, self.portal)
            for folder in (project.output, project.folder / "provinsi")
            for path in folder.rglob("*")
            if path.is_file() and word.encode() in path.read_bytes()
        ]


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nation]:
    home = tmp_path_factory.mktemp("bangsa")
    districts = [
        District(home, "polres-melati", "Humas Polres Melati", "ME", now=NOW),
        District(home, "polres-dahlia", "Humas Polres Dahlia", "DA", now=NOW),
    ]
    provinces = []
    portal = Province(home, "mabes", "Divhumas Contoh", "MB", now=NOW)
    portal.unit("mabes", "Mabes Contoh")
    for district, mark, slug in zip(districts, ("PA", "PB"), ("polda-a", "polda-b"), strict=True):
        district.fill(4)
        province = Province(home, slug, f"Humas {slug.title()}", mark, now=NOW)
        province.unit(slug, slug.replace("-", " ").title())
        province.register(district.slug, district.file())
        origins = f"{province.origin}; {district.origin}"
        units = f"{slug} | {slug.replace('-', ' ').title()}; {district.slug}/*"
        text = registry_text(
            province.name, origins, f"{mark}, {district.mark}", province.key, units
        )
        portal.register(slug, text)
        provinces.append(province)
    made = Nation(districts, provinces, portal)
    made.publish()
    yield made
    for project in (*districts, *provinces, portal):
        project.close()


def test_the_nation_shows_what_districts_signed(nation: Nation) -> None:
    home = (nation.portal.output / "index.html").read_text()
    for district in nation.districts:
        assert f'href="{district.origin}/berita/2026/11/kabar-1/"' in home
    unit = nation.portal.output / "satuan/polres-melati/polres-melati/index.html"
    assert "Polres Melati" in unit.read_text()
    assert (nation.portal.output / "satuan/polda-a/polda-a/index.html").is_file()


def test_a_province_names_the_source_of_each_release(nation: Nation) -> None:
    province, district = nation.provinces[0], nation.districts[0]
    index = federation.read_index((province.output / addresses.BUNDLE_INDEX[1:]).read_bytes())
    lines = [
        news
        for path in index
        for news in federation.read_bundle((province.output / path[1:]).read_bytes())
    ]
    assert {json.dumps(news["asal"]["wilayah"]) for news in lines} == {'"polres-melati"'}
    assert all(news["asal"]["alamat"].startswith(district.origin) for news in lines)


def test_a_province_cannot_speak_for_the_districts_of_another(nation: Nation) -> None:
    path: Path = nation.portal.folder / "provinsi/wilayah/polda-a.md"
    text = path.read_text()
    path.write_text(text.replace("polres-melati/*", "polres-lain/*"))
    row = nation.portal.pull()["polda-a"]
    texts = [file.read_text() for file in nation.districts[0].content.rglob("kabar-*.md")]
    shown = sum(not file.startswith("Dicabut") for file in texts)
    assert (row["disingkirkan"], row["ditolak"]) == (shown, {"satuan-asing": shown})
    path.write_text(text)
    row = nation.portal.pull()["polda-a"]
    assert (row["diterima"], row["ditolak"]) == (shown, {})


def test_a_withdrawal_in_a_district_reaches_the_nation(nation: Nation) -> None:
    word = "Melati, kabar nomor 2:"
    assert len(nation.holding(word)) > 9
    withdraw(nation, "kabar-2.md", "Dicabut: privasi\nAlasan: permintaan keluarga\n")
    assert nation.holding(word) == []


def withdraw(nation: Nation, name: str, lines: str) -> None:
    """Withdraw a release of the first district, and publish all."""
    path = next(nation.districts[0].content.rglob(name))
    path.write_text(lines + path.read_text())
    nation.publish()


def disturbed(texts: list[str], count: int) -> list[str]:
    """Texts as they are passed on: cut, changed, forwarded, with the link of a share button."""
    chosen = random.Random(5)
    made = []
    for number in range(count):
        text = chosen.choice(texts)
        if number % 5 == 0:  # a part as it is
            made.append(text.rpartition("\n\n")[0])
            continue
        words = text.split(" ")
        for _ in range(chosen.choice((0, 0, 1, 2, 5))):
            place = chosen.randrange(len(words))
            words[place : place + chosen.choice((0, 1, 3))] = chosen.choice(([], ["bukan"], ["7"]))
            words = words or ["kosong"]
        head = "Diteruskan berkali-kali\n" if number % 7 == 0 else ""
        made.append(head + " ".join(words))
    return made


def test_cek_of_province_and_nation_answers_as_the_district(nation: Nation) -> None:
    withdraw(nation, "kabar-4.md", "Dicabut: salah\nAlasan: keliru menyebut tempat\n")
    district = nation.districts[0]
    whole = [path.read_text() for path in district.content.rglob("kabar-*.md")]
    texts, titles = [], []
    for text in whole:
        head, _, body = text.partition("\n\n")
        fields = dict(line.partition(": ")[::2] for line in head.splitlines())
        link = f"https://{district.slug}.invalid/r/{fields['Kode']}/"
        titles.append(fields["Judul"])
        texts += [f"{fields['Judul']}\n\n{body}", f"{fields['Judul']}\n{body}\nBaca: {link}"]
    checkers = [
        Checker(local.folder_source(project.output))
        for project in (district, nation.provinces[0], nation.portal)
    ]
    seen = set()
    for text in (*disturbed(texts, 300), *titles):
        own, *others = [checker.check(text) for checker in checkers]
        seen.add(own.result)
        for other in others:
            assert (other.result, other.code) == (own.result, own.code), text
    assert seen >= {"asli", "diubah", "potongan", "dicabut"}
