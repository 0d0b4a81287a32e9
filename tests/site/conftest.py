"""A content folder of each test's own, and a site that tests damage and builds mend."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.builder import GOLDEN, build, tree


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the golden content."""
    return Path(shutil.copytree(GOLDEN, tmp_path / "naskah"))


@dataclass(frozen=True, slots=True)
class Site:
    """A built copy of the golden content, with its cache."""

    content: Path
    output: Path
    cache: Path

    @property
    def index(self) -> Path:
        return next(self.cache.glob("*.sqlite"))


@pytest.fixture(scope="module")
def built_copy(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("salinan")
    shutil.copytree(GOLDEN, folder / "naskah")
    return Site(folder / "naskah", folder / "situs", folder / "situs.cache")


@pytest.fixture
def site(built_copy: Site) -> Site:
    """A built site that many tests share, each in the state that a build leaves."""
    done = build(built_copy.content, built_copy.output)
    assert done.status == 0, done.report
    return built_copy


@pytest.fixture
def before(site: Site) -> dict[str, str]:
    """What the site was before the test touched it."""
    return tree(site.output)
