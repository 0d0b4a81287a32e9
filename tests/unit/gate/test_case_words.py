"""All words of a release together tell whether it is of a case."""

from __future__ import annotations

import pytest
from kentongan.gate import tables, telling
from kentongan.gate.document import Document
from kentongan.gate.text import RAW, Part

from tests.unit.gate.fit_case_words import CORPUS, Example, examples, examples_of, weigh

GOOD_NEWS = (
    "Dua kakak asuh pulang dari kampus untuk mengajar mengaji setiap Sabtu. Anak yatim menerima "
    "seragam baru, buku tulis, dan makan siang bersama. Acara ditutup doa dan pembagian hadiah. "
    "Warga berterima kasih atas bantuan itu dan berharap kegiatan serupa digelar setiap tahun. "
    "Peserta lomba melukis tampak gembira, dan juara pertama membawa pulang piala serta tabungan. "
    "Panitia menyiapkan panggung, pembagian sembako, dan layanan kesehatan bagi para lansia. "
)
CASE = (
    "Penyidik menahan tersangka yang memukul korban hingga terluka di kepala. Korban dilarikan ke "
    "rumah sakit, sedangkan pelaku kabur membawa motor curian. Saksi melihat pertikaian itu dan "
    "melapor ke polisi. Barang bukti pisau dan pakaian disita. Tersangka terancam hukuman penjara "
    "tujuh tahun atas penganiayaan dan pencurian dengan kekerasan yang diakuinya. Polisi masih "
    "memburu seorang rekannya yang ikut menjual motor itu kepada penadah. "
)


def judged(known: list[Example], asked: list[Example]) -> list[tuple[float, bool]]:
    weights = weigh(known)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telling, "weights", lambda _: weights)
        return [(telling.likelihood(set(words)), is_case) for words, is_case in asked]


def test_the_table_is_that_of_the_known_releases() -> None:
    fitted, kept = weigh(list(examples())), tables.weights("case_words")
    assert fitted.keys() ^ kept.keys() <= {word for word, at in fitted.items() if abs(at) < 7}
    assert all(abs(kept[word] - fitted[word]) <= 2 for word in fitted.keys() & kept.keys())


@pytest.mark.parametrize("name", ["fortyfirst", "fortyninth"])
def test_releases_that_are_not_known_are_told_apart(name: str) -> None:
    asked = list(examples_of(CORPUS / name / "releases.txt"))
    found = judged(list(examples(frozenset({name}))), asked)
    right = sum((share > 0.5) == is_case for share, is_case in found)
    assert right >= 0.9 * len(found)
    assert not any(share < 0.2 for share, is_case in found if is_case)


@pytest.mark.parametrize(("text", "is_told"), [(GOOD_NEWS, False), (CASE, True)])
def test_a_whole_release_is_told_by_its_words(text: str, *, is_told: bool) -> None:
    assert Document([Part(RAW, text)]).is_told_near(0) is is_told


@pytest.mark.parametrize("text", [GOOD_NEWS[:200], CASE[:200], ""])
def test_what_is_short_leaves_it_open(text: str) -> None:
    assert Document([Part(RAW, text)]).case_likelihood == 0.5


def test_a_page_and_a_unit_leave_it_open() -> None:
    assert Document([Part(RAW, CASE)], is_standing=True).case_likelihood == 0.5


def test_a_case_among_good_news_is_still_one() -> None:
    case = "Sementara itu, Slamet Riyadi ditangkap karena menganiaya Siti Aminah hingga tewas."
    mixed = Document([Part(RAW, f"{GOOD_NEWS}\n\n{GOOD_NEWS}\n\n{case}")])
    assert mixed.case_likelihood < 0.2
    assert not mixed.is_told_near(0)
    assert mixed.is_told_near(mixed.text.index("Slamet"))
