"""The sites that many tests ask questions of, each built once."""

from __future__ import annotations

import pytest

from tests.site.builder import GOLDEN, ROOT, SITEURL, Built, build

PREFIX = "/humas"


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The golden site; ask, do not change."""
    return _built(build(GOLDEN, tmp_path_factory.mktemp("golden") / "output"))


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The content that the project ships; ask, do not change."""
    return _built(build(ROOT / "content", tmp_path_factory.mktemp("starter") / "output"))


@pytest.fixture(scope="session")
def below_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The golden site at an address with a folder."""
    output = tmp_path_factory.mktemp("awalan") / "output"
    return _built(build(GOLDEN, output, siteurl=SITEURL + PREFIX))


def _built(built: Built) -> Built:
    assert built.status == 0, built.report
    return built
