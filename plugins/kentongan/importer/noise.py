"""Lines around a release that are no part of it, as `noise.toml` has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kentongan.domain import tables


@dataclass(frozen=True, slots=True)
class Noise:
    """Patterns for whole lines, but for `closing` and `byline`, which end a paragraph."""

    anywhere: re.Pattern[str]
    head: re.Pattern[str]
    head_data: re.Pattern[str]
    head_soft: re.Pattern[str]
    below_title: re.Pattern[str]
    letterhead: re.Pattern[str]
    tail: re.Pattern[str]
    closing: re.Pattern[str]
    byline: re.Pattern[str]
    keep: frozenset[str]
    polite: frozenset[str]
    courtesy: frozenset[str]  # the polite words and those that may go with them


@cache
def load_noise() -> Noise:
    table = tables.read(Path(__file__).with_name("noise.toml"))

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{item})" for item in table[name]), re.IGNORECASE)

    closing = re.compile(
        "(?:" + "|".join(f"(?:{i})" for i in table["closing"]) + r")$", re.IGNORECASE
    )
    return Noise(
        pattern("anywhere"),
        pattern("head"),
        pattern("head_data"),
        pattern("head_soft"),
        pattern("below_title"),
        pattern("letterhead"),
        pattern("tail"),
        closing,
        re.compile(table["byline"]),
        frozenset(table["keep_closing"]),
        frozenset(word.removesuffix("nya") for word in table["polite"]),
        frozenset(word.removesuffix("nya") for word in table["polite"] + table["handed_in"]),
    )
