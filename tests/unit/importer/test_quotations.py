"""Who said what, in the ways that releases tell it."""

from __future__ import annotations

import pytest
from kentongan.importer.core import draft_of

from tests.unit.importer.test_corpus import REGISTRY

HEAD = (
    "Polsek Kraton Gelar Patroli\n"
    "Polresta Pasuruan – Polsek Kraton menggelar patroli, Jumat (30/8/2024).\n"
    "Kegiatan dipimpin Kapolsek Kraton AKP Safiudin, S.Pd. dan Kanit Binmas Aiptu Rudi Hartanto.\n"
)
KAPOLSEK, KANIT = "Safiudin", "Rudi Hartanto"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Kami hadir untuk warga,” kata dia.", [(KAPOLSEK, "Kami hadir untuk warga")]),
        ('"Kami hadir", demikian ungkap AKP Safiudin.', [(KAPOLSEK, "Kami hadir")]),
        (
            'Ditambahkannya, "Patroli akan rutin digelar."',
            [(KAPOLSEK, "Patroli akan rutin digelar")],
        ),
        (
            "Menurut Safiudin, “warga tidak perlu takut melapor”.",
            [(KAPOLSEK, "warga tidak perlu takut melapor")],
        ),
        ("Kapolsek: “Mari jaga kampung kita.”", [(KAPOLSEK, "Mari jaga kampung kita")]),
        ("“Apakah sudah tahu?” tanya Kapolsek.", [(KAPOLSEK, "Apakah sudah tahu?")]),
        ("“Kami siap,” jelas Aiptu Rudi.", [(KANIT, "Kami siap")]),
        ("“Kami siap,” ujar Kanit Binmas.", [(KANIT, "Kami siap")]),
        (
            "“Program ‘Polisi Menyapa’ rutin,” kata Kapolsek.",
            [(KAPOLSEK, "Program ‘Polisi Menyapa’ rutin")],
        ),
        ("‘Kami hadir untuk warga,’ ujar AKP Safiudin.", [(KAPOLSEK, "Kami hadir untuk warga")]),
        ("“Kami siap, ujar Kapolsek.", [(KAPOLSEK, "Kami siap")]),
        ("Kami siap membantu,” ujar Kapolsek.", [(KAPOLSEK, "Kami siap membantu")]),
        (
            "“Warga senang,” ujar Kepala Desa Tambakrejo, Sumarna. “Jalan jadi aman.”",
            [("Sumarna", "Warga senang"), ("Sumarna", "Jalan jadi aman")],
        ),
        ("“Terima kasih,” ucap Bu Tini (50), pedagang sayur.", [("Tini", "Terima kasih")]),
        ("“Terima kasih,” kata salah satu warga.", [("salah satu warga", "Terima kasih")]),
        (
            "“Kami siap,” kata Kapolsek. Ketua RW setempat, Slamet, senang. “Kini aman,” ujarnya.",
            [(KAPOLSEK, "Kami siap"), ("Slamet", "Kini aman")],
        ),
        (
            "Kapolsek membantu. Nenek itu menangis. “Terima kasih, Nak,” ucapnya.",
            [(None, "Terima kasih, Nak")],
        ),
        ("Seorang siswi bersorak gembira. “Saya senang,” katanya.", [(None, "Saya senang")]),
        (
            '"Kami hadir untuk warga.\n"Patroli akan ditambah," ujar AKP Safiudin.',
            [(KAPOLSEK, "Kami hadir untuk warga"), (KAPOLSEK, "Patroli akan ditambah")],
        ),
        ("“Kami siap,” sambung perwira asal Malang itu.", [(KAPOLSEK, "Kami siap")]),
        ("'Kami siap membantu warga', ujar Kapolsek.", [(KAPOLSEK, "Kami siap membantu warga")]),
        ("“The diver is well,” said AKP Safiudin.", [(KAPOLSEK, "The diver is well")]),
        ("Kegiatan bertajuk “Ngopi Bareng Polisi” disambut warga.", []),
        ("Operasi bersandi “Pekat Semeru” berjalan dua pekan.", []),
        ("Warga menyebutnya “jalan hantu” karena gelap.", []),
    ],
)
def test_quotations_and_their_speakers(text: str, expected: list[tuple[str, str]]) -> None:
    found = draft_of(HEAD + text, REGISTRY).quotes
    assert [(quote.speaker, quote.text.rstrip(",.")) for quote in found] == expected


def test_a_missing_mark_is_a_doubt() -> None:
    draft = draft_of(HEAD + "“Kami siap, ujar Kapolsek.", REGISTRY)
    assert any("Tanda kutip tidak lengkap" in doubt for doubt in draft.doubts)
