from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import gallery
from tests.browser.accessibility import violations
from tests.browser.conftest import SIZES

COMPONENTS = gallery.components()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_a_component_documents_itself_and_its_example_renders(
    component: gallery.Component,
) -> None:
    assert component.purpose
    assert component.parameters
    assert f"{component.macro}(" in component.example
    assert "<" in gallery.render(component)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
def test_no_example_has_an_accessibility_fault(
    theme_server: str, open_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = open_page(theme_server + "/galeri/", width, color_scheme=scheme)
    # The examples stand side by side here, so landmarks and their names occur more than once.
    ignored = {"landmark-unique", "landmark-complementary-is-top-level", "duplicate-id-aria"}
    assert violations(page, ignored) == []


@pytest.mark.parametrize("width", SIZES)
def test_the_gallery_does_not_overflow(
    theme_server: str, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(theme_server + "/galeri/", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
