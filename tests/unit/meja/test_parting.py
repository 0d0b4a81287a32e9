"""What is parted in two holds every word, and photographs stay where they are."""

from __future__ import annotations

import random

import pytest
from kentongan.meja import editing, parting, pictures

HEAD = "Judul: Patroli\nTanggal: 23 November 2026\nGambar: a.jpg\nGambar-Alt: Pasar\n\n"
BLOCKS = (
    "Polsek Uji – Petugas berpatroli.",
    "**Sambang Warga Desa Tambakrejo**",
    "Polsek Uji – Bhabinkamtibmas menyambangi warga Desa Tambakrejo pada Senin (23/11/2026) pagi "
    "untuk mengingatkan keamanan lingkungan.",
    "- satu\n- dua",
    "![Pos ronda](b.jpg)",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "Demikian disampaikan.",
)


@pytest.mark.parametrize("seed", range(40))
def test_no_word_is_lost_wherever_a_text_is_parted(seed: int) -> None:
    chance = random.Random(seed)
    body = [chance.choice(BLOCKS) for _ in range(chance.randrange(2, 8))]
    newline = chance.choice(("\n", "\r\n"))
    data = (HEAD + "\n\n".join(body) + "\n").replace("\n", newline).encode()
    paragraphs = parting.paragraphs(data)
    if len(paragraphs) < 2:
        return
    at = chance.randrange(1, len(paragraphs))
    left, words = parting.parted(data, at)
    opened = editing.open_text(left)
    assert opened.fields == editing.open_text(data).fields
    assert pictures.read(left) == pictures.read(data)
    tables = "\n".join(body).count("| a | b |")
    assert opened.body.written.count("| a | b |") == tables
    for block in ("Petugas berpatroli", "Sambang Warga", "menyambangi", "- satu", "Demikian"):
        together = opened.text + words
        assert together.count(block) == "\n".join(body).count(block), (block, together)
    first = [part for part in paragraphs[:at] if not part.startswith("⟦")]
    assert [part for part in parting.paragraphs(left) if not part.startswith("⟦")] == first


def test_a_title_before_a_dateline_is_likely_the_second_release() -> None:
    data = (HEAD + "\n\n".join(BLOCKS[:3])).encode()
    assert parting.likely(parting.paragraphs(data)) == 1
    data = (HEAD + "\n\n".join((*BLOCKS[:1], *BLOCKS[3:]))).encode()
    assert parting.likely(parting.paragraphs(data)) is None
