"""All signs around a name together tell whether it is of a party."""

from __future__ import annotations

import pytest
from kentongan.gate import persons, signs, tables, weighing
from kentongan.gate.core import document_of
from kentongan.gate.weighing import Named

from tests.unit.gate.examples import release_of
from tests.unit.gate.fit_case_words import CORPUS
from tests.unit.gate.fit_party_signs import corpora, examples_of, fit, known_examples

TOLD = (
    "Judul: Dua Toko di Kraton Dibobol\n\n"
    "KRATON – Polsek Kraton menahan dua tersangka pencurian dengan pemberatan, Kamis (29/8/2024). "
    "Keduanya membobol toko dan menjual barang curian kepada penadah di pasar.\n\n{}\n\n"
    "Barang bukti berupa linggis, tas, dan uang tunai disita penyidik. Kedua tersangka terancam "
    "hukuman penjara tujuh tahun. Polisi masih memburu seorang rekan mereka yang kabur membawa "
    "motor milik korban. Warga diminta segera melapor bila melihatnya.\n"
)


def mentioned(told: str) -> list[Named]:
    document = document_of(release_of(TOLD.format(told)))
    assert document
    return weighing.named(persons.mentions_in(document))


def kept(told: str) -> set[str]:
    document = document_of(release_of(TOLD.format(told)))
    assert document
    return {person.name for person in document.persons}


def test_the_table_is_that_of_the_known_releases() -> None:
    fitted, known = fit(known_examples(corpora())), tables.weights("party_signs")
    assert fitted.keys() ^ known.keys() <= {sign for sign, at in fitted.items() if abs(at) < 7}
    assert all(abs(known[sign] - fitted[sign]) <= 2 for sign in fitted.keys() & known.keys())


@pytest.mark.parametrize("name", ["fortyninth", "fiftysecond"])
def test_names_that_are_not_known_are_told_apart(name: str) -> None:
    weights = fit(known_examples(corpora(frozenset({name}))))
    judged = [
        (weighing.score(around, weights) > weighing.ENOUGH, is_party)
        for around, is_party in examples_of(CORPUS / name / "releases.txt")
    ]
    assert sum(found == is_party for found, is_party in judged) >= 0.9 * len(judged)


def test_mentions_of_one_name_are_weighed_together() -> None:
    told = "Toko itu milik Bambang Surono. Sorenya Bambang melapor. Surono lalu pulang."
    (one,) = mentioned(told)
    assert [mention.case.name for mention in one.mentions] == [
        "Bambang Surono",
        "Bambang",
        "Surono",
    ]


@pytest.mark.parametrize(
    "told",
    [
        "Pegawai toko, Mbak Retno Wulandari, menemukan pintu belakang rusak.",
        "Suster Retno Wulandari membalut luka penjaga toko yang dipukul tersangka.",
        "Sang penadah, Retno Wulandari, mengaku baru dua kali membeli barang dari mereka.",
    ],
)
def test_whoever_is_named_in_a_case_is_kept(told: str) -> None:
    assert kept(told) == {"Retno Wulandari"}


@pytest.mark.parametrize(
    "told",
    [
        "Pendamping dari Dinas Sosial, Retno Wulandari, ikut menenangkan keluarga.",
        "Ketua majelis hakim, Retno Wulandari, menunda sidang sampai pekan depan.",
        "Kepala Pelaksana BPBD, Retno Wulandari, meninjau lokasi.",
    ],
)
def test_whoever_holds_a_public_office_is_left_alone(told: str) -> None:
    assert kept(told) == set()


@pytest.mark.parametrize(
    ("token", "kind"),
    [("Bripka", "RANK"), ("bidan", "LAY"), ("juragan", "PRIVATE"), ("BPBD", "OF_PUBLIC")],
)
def test_words_are_of_kinds(token: str, kind: str) -> None:
    assert kind in signs.kinds(token)
