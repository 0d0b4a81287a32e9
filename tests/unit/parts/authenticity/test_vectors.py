from __future__ import annotations

import pytest

from tests.vectors import cases


@pytest.mark.parametrize("name", ["words", "compare", "terms", "tokens", "postings", "freshness"])
def test_python_gives_what_the_shared_vectors_say(name: str) -> None:
    assert cases.vectors()[name] == cases.read(name)
