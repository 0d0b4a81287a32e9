from __future__ import annotations

from tests.unit.authenticity.mutations import measure


def test_pastes_changes_excerpts_and_other_texts_are_told_apart() -> None:
    assert measure(base=60, pastes=40, mutations=40, excerpts=20, others=60) == {
        "asli": 40,
        "diubah": 40,
        "potongan": 20,
        "lain": 60,
    }
