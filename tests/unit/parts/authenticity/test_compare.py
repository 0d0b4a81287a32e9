from __future__ import annotations

import pytest
from kentongan.parts.authenticity.compare import Verdict, compare
from kentongan.parts.authenticity.originals import prepare
from kentongan.parts.authenticity.words import clean

from tests.vectors.cases import NAMES, TEXT, TITLE


def verdict_of(text: str) -> Verdict:
    return compare(prepare(TITLE, TEXT, NAMES), clean(text))


LINES = TEXT.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"{TITLE}\n\n{TEXT}",
        TEXT.upper(),
        TEXT.lower(),
        "\n\n".join(LINES),
        TEXT.replace("\n", " "),
        TEXT.replace("“", '"').replace("”", '"').replace("'", "’"),
        TEXT.replace(" ", "  "),
        f"*{TITLE}*\n_{LINES[0]}_\n{LINES[1]}\n{LINES[2]}",
        f"Diteruskan berkali-kali\n{TEXT}",
        f"🚨🚨 {TEXT} 🙏",
        f"{TEXT}\n\nHumas Polsek Kraton",
        f"{TEXT} https://contoh.id/x",
        f"{TEXT}\n#PolriPresisi #Pasuruan",
        f"{TEXT}\n(Wie/Red)",
        f"<div><p>{TEXT}</p></div>",
        TEXT.replace("08.00", "8.00"),
    ],
)
def test_what_whatsapp_and_retyping_do_is_no_change(text: str) -> None:
    assert verdict_of(text).result == "asli"


@pytest.mark.parametrize(
    ("old", "new", "asli", "teks"),
    [
        ("tidak melarang", "melarang", "tidak", ""),
        ("tidak", "memang", "tidak", "memang"),
        ("12 sepeda", "120 sepeda", "12", "120"),
        ("Suwandi", "Suwarno", "Suwandi", "Suwarno"),
        ("14/3/2026", "14/4/2026", "14/3/2026", "14/4/2026"),
        ("Rp250.000", "Rp950.000", "Rp250.000", "Rp950.000"),
        ("Jalan Raya Semare, Sabtu", "Jalan Raya Bangil, Sabtu", "Semare", "Bangil"),
    ],
)
def test_a_changed_name_number_date_place_or_negation_is_named_as_critical(
    old: str, new: str, asli: str, teks: str
) -> None:
    verdict = verdict_of(TEXT.replace(old, new, 1))
    assert verdict.result == "diubah"
    [change] = verdict.changes
    assert (change.asli, change.teks, change.critical) == (asli, teks, True)


def test_critical_changes_come_first() -> None:
    verdict = verdict_of(TEXT.replace("menertibkan", "membubarkan").replace("250.000", "900.000"))
    assert [change.critical for change in verdict.changes] == [True, False]


def test_an_excerpt_stands_in_its_place() -> None:
    verdict = verdict_of(LINES[1])
    assert verdict.result == "potongan"
    text = f"{TITLE}\n{TEXT}"
    assert text[verdict.first : verdict.last].startswith("Kami tidak melarang")


def test_an_excerpt_that_leaves_out_the_negation_of_its_sentence_is_altered() -> None:
    verdict = verdict_of(LINES[1].replace("“Kami tidak ", ""))
    assert verdict.result == "diubah"
    assert "tidak" in verdict.changes[0].asli


def test_a_paragraph_left_out_in_the_middle_is_a_change() -> None:
    verdict = verdict_of(f"{LINES[0]}\n{LINES[2]}")
    assert [change.op for change in verdict.changes] == ["hapus"]


def test_an_added_request_for_money_is_no_signature() -> None:
    verdict = verdict_of(f"{TEXT}\nHumas Polsek Kraton, transfer ke rekening 123456789")
    assert [change.op for change in verdict.changes] == ["tambah"]


def test_an_added_link_is_reported_though_it_is_no_change() -> None:
    assert verdict_of(f"{TEXT} https://tipuan.xyz/klik").ignored == ("https://tipuan.xyz/klik",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "balap liar",
        "Polsek Kraton berpatroli di pasar pada Minggu pagi bersama warga dan tokoh masyarakat.",
        "Polsek Kraton menertibkan pedagang kaki lima di alun-alun. Petugas mengimbau pedagang "
        "pindah ke tempat yang disediakan pemerintah kota mulai pekan depan.",
    ],
)
def test_near_topics_are_not_found(text: str) -> None:
    assert verdict_of(text).result == "tidak-ditemukan"
