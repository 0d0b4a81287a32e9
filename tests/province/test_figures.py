"""What holds each figure of the province: a table that cannot name a test that is gone."""

from __future__ import annotations

from tests.named import missing

_HOSTED, _ROUNDS = "tests/cluster/test_hosted.py", "tests/province/test_rounds.py"
_BENCH = "tests/bench"

FIGURES: dict[str, tuple[str, ...]] = {
    "the bytes of make publish": (
        f"{_HOSTED}::test_the_cluster_makes_the_same_bytes",
        f"{_HOSTED}::test_chunks_of_any_size_change_no_byte",
        f"{_BENCH}/hosted.py::main",
    ),
    "killed workers, a killed scheduler": (
        f"{_HOSTED}::test_killed_workers_change_no_byte",
        f"{_HOSTED}::test_a_dead_scheduler_is_told_and_the_old_site_stays",
    ),
    "a release that kills its worker": (
        f"{_HOSTED}::test_a_release_that_kills_its_build_is_named",
        f"{_HOSTED}::test_a_release_that_kills_its_reader_is_named_by_the_build",
    ),
    "what a cluster costs": (f"{_BENCH}/hosted.py::used",),
    "an edit does not grow with the archive": (f"{_BENCH}/targets.py::figures",),
    "an addition to a large catalogue": (f"{_BENCH}/province.py::catalogues",),
    "a round with nothing new": (f"{_BENCH}/province.py::rounds",),
    "a withdrawal is gone after one round": (
        f"{_ROUNDS}::test_a_withdrawal_is_gone_after_one_round",
        "tests/province/test_portal.py::test_a_withdrawal_is_gone_everywhere_after_one_round",
        "tests/province/test_nation.py::test_a_withdrawal_in_a_district_reaches_the_nation",
        "tests/province/test_rows.py::"
        "test_what_is_withdrawn_while_a_build_runs_is_told_as_withdrawn",
    ),
    "nothing forged, and nobody held up": (
        f"{_ROUNDS}::test_a_fault_shows_nothing_forged_and_holds_up_nobody",
        f"{_ROUNDS}::test_a_fault_at_the_first_sight_shows_nothing_forged",
        "tests/province/test_attacks.py::test_an_attack_is_harmless_and_told",
    ),
    "disturbed texts": (
        "tests/province/test_nation.py::test_cek_of_province_and_nation_answers_as_the_district",
    ),
    "files that one addition changes": (f"{_BENCH}/targets.py::figures",),
}


def test_each_figure_of_the_province_is_held_by_something_that_is_there() -> None:
    assert len(FIGURES) == 11
    assert {figure: gone for figure, names in FIGURES.items() if (gone := missing(names))} == {}
