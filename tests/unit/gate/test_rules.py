"""Each rule finds its examples and leaves its near misses alone."""

from __future__ import annotations

import subprocess
import sys

import pytest
from kentongan.gate.core import check_text
from kentongan.gate.model import Rule
from kentongan.gate.rules.registry import ALL

from tests.unit.gate.examples import finds

MUST = [pytest.param(rule, text, id=rule.code) for rule in ALL for text in rule.must]
MUST_NOT = [pytest.param(rule, text, id=rule.code) for rule in ALL for text in rule.must_not]
OF_FILES = {"privasi.E018"}  # judges an attachment, not a text


@pytest.mark.parametrize(("rule", "text"), MUST)
def test_a_rule_finds_its_example(rule: Rule, text: str) -> None:
    assert finds(rule, text)


@pytest.mark.parametrize(("rule", "text"), MUST_NOT)
def test_a_rule_leaves_its_near_miss_alone(rule: Rule, text: str) -> None:
    assert not finds(rule, text)


def test_every_rule_has_texts_to_find_and_to_leave_alone() -> None:
    lacking = {rule.code for rule in ALL if not (rule.must and rule.must_not)}
    assert lacking == OF_FILES


def test_codes_are_unique_and_stand_in_order() -> None:
    codes = [rule.code for rule in ALL]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("text", [text for rule in ALL for text in rule.must])
def test_masks_and_messages_never_repeat_the_datum(text: str) -> None:
    for finding in check_text(text):
        for shown in (finding.masked, finding.message, finding.fix, finding.excerpt):
            assert finding.text not in shown


@pytest.mark.lama
@pytest.mark.parametrize("code", [rule.code for rule in ALL if rule.code not in OF_FILES])
def test_a_rule_that_is_switched_off_is_missed(code: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", __file__]
    done = subprocess.run([*command, "--without-rule", code], capture_output=True, text=True)
    assert done.returncode == 1, done.stdout[-2000:]
    assert "test_a_rule_finds_its_example" in done.stdout
