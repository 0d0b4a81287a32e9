"""What once went wrong in publishing, row by row, and the test that holds each today.

The rows are in the order in which they were found. A test that is renamed has to be renamed here.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
HELD = {
    "a stale copy takes news off line": (
        "publishing/test_two_offices::test_a_timer_in_a_clone_that_lies_behind_takes_nothing_off_line",
        "publishing/test_two_offices::test_what_cannot_be_had_first_is_not_published_over",
    ),
    "who publishes must type Git": (
        "publishing/test_two_offices::test_what_each_writes_is_on_line_and_shared",
        "publishing/test_two_offices::test_fifty_publications_in_turn_lose_nothing",
    ),
    "one text changed by two": (
        "publishing/test_two_offices::test_a_conflict_leaves_site_and_texts_until_it_is_settled",
        "publishing/test_repository::test_a_text_that_both_changed_is_told_in_words_and_left_alone",
    ),
    "a ledger that does not merge": (
        "publishing/test_repository::test_the_ledger_of_two_machines_keeps_the_lines_of_both",
        "publishing/test_in_turn::test_random_turns_of_two_officers_and_a_timer_lose_nothing",
    ),
    "a scheduled command that is not the officer's": (
        "publishing/test_two_offices::test_a_timer_in_a_clone_that_lies_behind_takes_nothing_off_line",
        "unit/publishing/test_schedule::test_the_units_name_the_moments_and_the_command",
    ),
    "an address that vanishes": (
        "publishing/test_terbit::test_an_address_that_would_vanish_is_refused_unless_named",
        "publishing/test_terbit::test_an_address_may_vanish_when_its_release_is_private_or_moved",
        "publishing/test_terbit::test_a_lost_trace_is_a_refusal_until_it_is_back",
    ),
    "a rollback by accident": (
        "publishing/test_asking::test_a_rollback_shows_asks_and_holds",
        "publishing/test_terbit::test_a_rollback_is_shown_asked_for_and_held",
        "publishing/test_terbit::test_a_hold_on_the_very_same_content_can_be_lifted",
    ),
    "a found person back on line": (
        "publishing/test_terbit::test_no_rollback_shows_a_release_that_lost_its_text",
    ),
    "a repaired word back on line": (
        "publishing/test_terbit::test_what_is_sealed_returns_on_no_target",
        "publishing/test_terbit::test_a_seal_on_an_unknown_code_is_refused_by_name",
        "publishing/test_seals::test_a_correction_that_removes_a_finding_seals_older_versions",
        "publishing/test_seals::test_a_blur_that_came_later_seals_and_a_plain_edit_does_not",
    ),
    "another target that still shows it": (
        "publishing/test_terbit::test_what_is_sealed_returns_on_no_target",
    ),
    "a map that nginx refuses": (
        "publishing/test_servers::test_nginx_holds_all_addresses_however_long",
    ),
    "a map that holds directives": (
        "publishing/test_servers::test_whoever_writes_the_maps_commands_nothing_in_nginx",
        "publishing/test_servers::test_whoever_writes_the_maps_commands_nothing_in_caddy",
    ),
    "a failed command after the switch": (
        "publishing/test_terbit::test_a_failed_command_after_the_switch_is_a_failed_publication",
        "publishing/test_folder::test_a_command_after_the_switch_that_fails_is_told_in_words",
        "publishing/test_ssh::test_a_command_after_the_switch_that_fails_is_told_in_words",
    ),
    "the type of an attachment": (
        "publishing/test_servers::test_an_attachment_has_the_type_that_its_page_names",
    ),
    "a damaged file of the output": (
        "publishing/test_damage::test_whatever_is_damaged_the_right_site_is_published",
        "site/test_faults::test_files_written_over_in_place_are_made_again",
    ),
    "a damaged value of the index": (
        "unit/engine/test_damage::test_a_damaged_value_is_never_trusted",
    ),
    "a damaged index": (
        "publishing/test_damage::test_whatever_is_damaged_in_the_index_the_right_site_is_published",
        "site/test_damaged_index::test_damage_anywhere_in_the_index_is_mended_by_the_next_build",
    ),
    "a damaged packed file": (
        "publishing/test_damage::test_whatever_is_damaged_the_right_site_is_published",
    ),
    "damaged bytecode": ("unit/site/test_bytecode::test_damage_anywhere_is_noticed_and_mended",),
    "a draft with an error": (
        "site/test_problems::test_mistakes_in_what_nobody_sees_are_told_and_hold_nothing_back",
        "site/test_withheld::test_nothing_withheld_is_in_the_output_whatever_else_is_wrong_with_it",
    ),
    "half a letter": (
        "unit/manuscripts/test_frontmatter::test_half_a_letter_is_an_error_of_its_key_and_the_others_are_read",
    ),
    "620 lists in one another": (
        "unit/manuscripts/test_frontmatter::test_nested_brackets_are_refused_without_being_parsed",
    ),
    "`Jawab ya` that ya does not answer": (
        "publishing/test_asking::test_yes_in_every_form_publishes",
        "publishing/test_asking::test_anything_else_is_asked_again_in_indonesian",
    ),
    "a text for others with a loopback address": (
        "unit/newsroom/test_zone::test_no_text_for_others_names_this_machine",
        "unit/newsroom/test_configuration::test_an_address_of_this_machine_is_for_nobody_else",
    ),
    "the zone of another island": (
        "unit/newsroom/test_zone::test_what_has_begun_here_is_public_to_every_deed",
        "unit/newsroom/test_zone::test_the_timetable_is_told_in_the_zone_of_the_site",
    ),
    "the moment of publication": (
        "site/test_moments::test_a_release_of_a_day_is_published_when_it_went_on_line",
        "site/test_moments::test_it_comes_first_in_feeds_lists_and_the_news_sitemap",
        "site/test_moments::test_a_week_later_and_on_another_machine_it_is_the_same",
    ),
    "killed between switch and log": (
        "publishing/test_terbit::test_a_run_killed_between_switch_and_log_is_completed_by_the_next",
        "publishing/test_campaigns::test_kills_leave_whole_states",
    ),
    "a service that may do all": (
        "unit/publishing/test_schedule::test_the_service_may_do_little_and_systemd_agrees",
    ),
    "a preview under a foreign name": (
        "unit/frame/test_preview::test_a_foreign_name_is_answered_with_an_error",
    ),
    "drafts that `make clean` leaves": (
        "unit/frame/test_preview::test_clean_takes_the_preview_away",
    ),
    "an example that loses the ledger": (
        "publishing/test_examples::test_the_example_for_a_git_host_keeps_the_ledger",
    ),
    "a wheel without its modules": (
        "test_packaging::test_the_wheel_holds_the_whole_package",
        "test_packaging::test_the_installed_command_answers",
        "test_packaging::test_a_site_is_built_from_what_is_installed",
    ),
    "undeclared libraries, circles, long modules": (
        "test_packaging::test_every_imported_library_is_declared_and_every_declared_one_imported",
        "test_floors::test_no_imports_go_in_a_circle",
        "test_floors::test_values_and_rules_read_no_files",
        "test_floors::test_a_framework_is_imported_in_one_room",
        "test_floors::test_every_module_says_what_it_is_for",
        "test_floors::test_no_module_is_too_long",
        "test_floors::test_no_function_is_too_long",
    ),
}


@pytest.mark.parametrize("fault", HELD)
def test_every_fault_is_held_by_a_test_that_is_there(fault: str) -> None:
    for name in HELD[fault]:
        module, _, function = name.partition("::")
        tree = ast.parse((TESTS / f"{module}.py").read_text("utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (
            name
        )
