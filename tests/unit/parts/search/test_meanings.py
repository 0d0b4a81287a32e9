"""What the page of search says of words that mean the same."""

from __future__ import annotations

from kentongan.parts.search import index, meanings

from tests.unit.parts.search.test_index import release, site_of


def used(*texts: str) -> frozenset[str]:
    return index.update(site_of([release(n, text) for n, text in enumerate(texts)])).facets[3]


def test_a_word_stands_only_for_words_that_occur() -> None:
    stems = used("Petugas menjaga pemilihan kepala desa.", "Hoaks tentang pemilu beredar.")
    assert meanings.alike(stems)["pilkada"] == ["pemilu"]
    assert meanings.alike(used("Patroli malam di pasar."))["pilkada"] == []


def test_words_of_the_table_that_do_not_occur_are_told() -> None:
    unsaid = meanings.unsaid(used("Maling motor ditangkap warga."))
    assert {"pilkada", "tppo", "judi"} <= {*unsaid}
    assert not {"maling", "tangkap"} & {*unsaid}
    assert not meanings.unsaid(meanings.told())
    assert not any(group["found"] for group in meanings.beside(frozenset()))


def test_a_withdrawn_word_is_no_meaning_any_more() -> None:
    before = site_of([release(0, "Patroli pemilu."), release(1, "Patroli malam.")])
    assert meanings.alike(index.update(before).facets[3])["pilkada"] == ["pemilu"]
    after = site_of([release(0, "Patroli pagi."), release(1, "Patroli malam.")], before)
    assert meanings.alike(index.update(after).facets[3])["pilkada"] == []
