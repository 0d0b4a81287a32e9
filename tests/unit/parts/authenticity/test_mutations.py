from __future__ import annotations

from tests.unit.parts.authenticity.mutations import measure, measure_withdrawn


def test_pastes_changes_excerpts_and_other_texts_are_told_apart() -> None:
    assert measure(base=60, pastes=40, mutations=40, excerpts=20, others=60) == {
        "asli": 40,
        "diubah": 40,
        "potongan": 20,
        "lain": 60,
    }


def test_withdrawn_releases_are_recognised_and_others_not_taken_for_them() -> None:
    assert measure_withdrawn(base=60, pastes=60, others=60) == {"dicabut": 60, "lain": 60}
