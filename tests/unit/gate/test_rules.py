"""Each rule finds its examples and leaves its near misses alone."""

from __future__ import annotations

import pytest
from kentongan.gate.core import check_text
from kentongan.gate.rules.registry import PRIVACY

MUST = [(rule.code, text) for rule in PRIVACY for text in rule.must]
MUST_NOT = [(rule.code, text) for rule in PRIVACY for text in rule.must_not]


@pytest.mark.parametrize(("code", "text"), MUST)
def test_a_rule_finds_its_example(code: str, text: str) -> None:
    assert code in {finding.code for finding in check_text(text)}


@pytest.mark.parametrize(("code", "text"), MUST_NOT)
def test_a_rule_leaves_its_near_miss_alone(code: str, text: str) -> None:
    assert code not in {finding.code for finding in check_text(text)}


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in PRIVACY]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("text", [text for _, text in MUST])
def test_masks_and_messages_never_repeat_the_datum(text: str) -> None:
    for finding in check_text(text):
        for shown in (finding.masked, finding.message, finding.fix):
            assert finding.text not in shown
