"""Findings as SARIF 2.1.0, which code hosts and editors show beside the line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from urllib.parse import quote

from kentongan.domain.problems import Problem
from kentongan.gate.rules.registry import ALL

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(
    problems: Iterable[Problem],
    root: str = "content",
    text_of: Callable[[str], str] | None = None,
) -> dict[str, Any]:
    """`text_of` gives the text of the file at a path: with it, places have lines and columns."""
    findings = sorted(set(problems))
    text_of = cache(text_of) if text_of else None
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "humas periksa", "rules": _rules(findings)}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, root, text_of) for problem in findings],
            }
        ],
    }


def _rules(problems: list[Problem]) -> list[dict[str, Any]]:
    known = {rule.code: rule for rule in ALL}
    rules = []
    for code in sorted({problem.code for problem in problems}):
        entry: dict[str, Any] = {"id": code}
        if code in known:
            rule = known[code]
            entry |= {
                "shortDescription": {"text": rule.message},
                "help": {"text": f"Perbaiki: {rule.fix} Dasar: {rule.ground}."},
                "properties": {"type": rule.type},
            }
        rules.append(entry)
    return rules


def _region(problem: Problem, text_of: Callable[[str], str] | None) -> dict[str, int]:
    """Lines and columns count from 1; the end is the column behind the last character."""
    region = {"startLine": max(1, problem.line)}
    if problem.start < 0:
        return region
    region |= {"charOffset": problem.start, "charLength": problem.end - problem.start}
    text = text_of(problem.path) if text_of else ""
    if problem.end <= len(text) and text:
        for name, position in (("start", problem.start), ("end", problem.end)):
            before = text[:position]
            region[f"{name}Line"] = before.count("\n") + 1
            region[f"{name}Column"] = position - before.rfind("\n")
    return region


def _uri(place: str) -> str:
    """A file as a URI: from the working directory, or from the root of the disk."""
    scheme = "file://" if place.startswith("/") else ""
    return scheme + quote(place, errors="surrogateescape")


def _result(problem: Problem, root: str, text_of: Callable[[str], str] | None) -> dict[str, Any]:
    text = problem.message + (f" Perbaiki: {problem.fix}" if problem.fix else "")
    return {
        "ruleId": problem.code,
        "level": problem.severity,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(problem.file_below(root))},
                    "region": _region(place, text_of),
                }
            }
            for place in problem.everywhere()
        ],
    }
