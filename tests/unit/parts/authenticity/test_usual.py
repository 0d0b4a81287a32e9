"""Cek in the browser and `humas cek` know the same words."""

from __future__ import annotations

import re

import pytest
from kentongan.parts.authenticity import usual

from tests.site.builder import ROOT

SCRIPT = (ROOT / "theme/static/js/lib/compare.js").read_text("utf-8")


@pytest.mark.parametrize("name", ["NEGATIONS", "MONTHS", "NUMBERS", "SIGNATURE", "CHAT"])
def test_the_script_has_the_same_words(name: str) -> None:
    known: frozenset[str] = getattr(usual, name)
    own = known - usual.SIGNATURE if name == "CHAT" else known
    found = re.search(rf"\b{name} = [^;]*?;", SCRIPT)
    assert found
    words = {word for text in re.findall(r'"([^"]*)"', found[0]) for word in text.split()}
    assert words - (usual.SIGNATURE if name == "CHAT" else frozenset()) == own
