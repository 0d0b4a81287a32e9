"""What holds each figure of the desk: a table that cannot name a test that is gone."""

from __future__ import annotations

from tests.named import missing

_MEJA, _UNIT, _BENCH = "tests/meja", "tests/unit/meja", "tests/bench"
_PHONE = f"{_MEJA}/browser/test_phone.py"
_KEPT = f"{_MEJA}/browser/test_kept.py"
_SCREENS = f"{_MEJA}/test_screens.py"
_PUBLISHING = f"{_MEJA}/test_publication.py"
_BODIES = f"{_UNIT}/test_bodies.py"

FIGURES: dict[str, tuple[str, ...]] = {
    "three actions to the public page": (
        f"{_MEJA}/test_journey.py::"
        "test_pasted_public_corrected_withdrawn_and_the_site_is_as_without_the_desk",
        f"{_PHONE}::test_three_actions_lead_to_the_public_page",
        f"{_PHONE}::test_what_another_app_shares_arrives",
        f"{_PHONE}::test_the_same_without_scripts",
    ),
    "small pages for everyone, under one policy": (
        f"{_SCREENS}::test_the_shell_is_kept_and_small",
        f"{_SCREENS}::test_the_editor_is_small",
        f"{_MEJA}/test_guard.py::test_every_answer_carries_the_policy",
        f"{_MEJA}/browser/test_every_screen.py::test_every_screen_is_for_everyone",
        f"{_MEJA}/browser/test_every_screen.py::test_no_screen_does_what_the_policy_forbids",
        f"{_PHONE}::test_all_is_done_by_keyboard_and_blurred_by_finger",
    ),
    "the findings of humas periksa, soon": (
        f"{_UNIT}/test_findings.py::test_the_corpus_of_the_gate_is_found_alike",
        f"{_BENCH}/marks.py::MARKS",
    ),
    "what nobody touched keeps its bytes": (
        f"{_BODIES}::test_opened_and_saved_without_a_touch_a_file_keeps_its_bytes",
        f"{_BODIES}::test_any_file_keeps_its_bytes",
        f"{_BODIES}::test_one_changed_paragraph_changes_no_other",
        f"{_BODIES}::test_the_words_typed_are_the_words_on_the_page",
    ),
    "the preview is the page, and stays here": (
        f"{_UNIT}/test_preview.py::test_the_bytes_are_those_of_the_build",
        f"{_UNIT}/test_preview.py::test_each_preview_is_of_its_own_moment",
        f"{_UNIT}/test_preview.py::test_a_draft_shows_what_is_written_and_nothing_stays",
        f"{_MEJA}/test_journey.py::holding",
        f"{_BENCH}/marks.py::FIRST",
    ),
    "two hundred kills": (
        f"{_MEJA}/test_kills.py::test_nothing_is_lost_in_two_hundred_kills",
        f"{_MEJA}/test_kills.py::test_nothing_is_lost_when_the_whole_desk_is_killed_with_its_builds",
        f"{_MEJA}/offices.py::campaign",
    ),
    "no wrong grant": (
        f"{_MEJA}/test_workflow.py::test_every_cell_of_the_matrix_is_as_the_table_says",
        f"{_MEJA}/test_matrix.py::test_no_cell_of_the_matrix_grants_what_it_should_not",
        f"{_MEJA}/test_matrix.py::test_an_old_session_has_the_rights_of_today",
        f"{_MEJA}/test_guard.py::test_no_address_acts_without_its_token_and_its_origin",
        f"{_MEJA}/test_accounts.py::"
        "test_passwords_are_guessed_ten_times_in_a_quarter_of_an_hour_at_most",
        f"{_MEJA}/test_accounts.py::"
        "test_a_stolen_database_yields_no_session_no_link_and_no_password",
    ),
    "photographs without what nobody should see": (
        f"{_UNIT}/test_photographs.py::test_a_photograph_is_upright_and_holds_pixels_alone",
        f"{_UNIT}/test_photographs.py::test_what_is_no_photograph_is_answered_in_words",
        f"{_UNIT}/test_photographs.py::test_fifty_megapixels_are_made_small",
        f"{_UNIT}/test_photographs.py::test_a_region_is_burnt_into_the_pixels",
        f"{_PUBLISHING}::test_a_photograph_is_committed_as_it_is_shown_and_only_if_the_text_uses_it",
    ),
    "without a network": (
        f"{_KEPT}::test_text_typed_without_a_network_survives_the_browser",
        f"{_KEPT}::test_a_share_made_without_a_network_is_sent_once",
        f"{_KEPT}::test_words_left_within_the_pause_reach_the_desk",
        f"{_KEPT}::test_words_left_before_the_phone_could_store_them_are_sent_by_the_next_screen",
        f"{_MEJA}/browser/test_shared_phone.py::"
        "test_what_one_person_left_waits_until_they_sign_in_again",
        f"{_MEJA}/browser/test_photographs_on_the_way.py::"
        "test_photographs_that_were_on_their_way_arrive_once",
        f"{_MEJA}/test_sent_photographs.py::"
        "test_a_share_that_is_sent_again_after_a_kill_has_all_its_photographs",
    ),
    "at its moment, and again after a failure": (
        f"{_PUBLISHING}::test_a_scheduled_text_is_public_at_its_moment_and_not_before",
        f"{_PUBLISHING}::test_what_may_pass_by_itself_is_tried_again",
        f"{_PUBLISHING}::test_another_publication_on_this_machine_is_waited_for",
    ),
    "a small server": (f"{_BENCH}/meja.py::measure", f"{_BENCH}/meja.py::WEB"),
    "a backup while others write": (
        f"{_MEJA}/test_backup.py::test_a_backup_while_others_write_is_whole",
        f"{_MEJA}/test_backup.py::test_after_the_return_people_sign_in_again_and_go_on",
    ),
}


def test_each_figure_of_the_desk_is_held_by_something_that_is_there() -> None:
    assert len(FIGURES) == 12
    assert {figure: gone for figure, names in FIGURES.items() if (gone := missing(names))} == {}
