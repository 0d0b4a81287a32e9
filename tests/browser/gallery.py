"""Every component of the theme with its example, on one page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kentongan.domain.release import Claim, Withdrawal
from kentongan.site.entry import Links

from tests.unit.theme.harness import KRATON, THEME, Pages, at, banner, demo_site, states

COMPONENTS = THEME / "templates" / "components"

_COMMENT = re.compile(r"\{#\n(.+?)\n#\}", re.S)
_MACRO = re.compile(r"\{% macro (\w+)\(")


@dataclass(frozen=True)
class Component:
    name: str
    macro: str
    purpose: str
    parameters: str
    example: str


def components() -> list[Component]:
    return [read(path) for path in sorted(COMPONENTS.glob("*.html"))]


def read(path: Path) -> Component:
    """What the comment of a component says; it must name its parameters and an example."""
    source = path.read_text(encoding="utf-8")
    comment = _COMMENT.match(source)
    macros = _MACRO.findall(source)
    assert comment, f"{path.name} opens without a comment"
    assert len(macros) == 1, f"{path.name} must hold one macro, not {macros}"
    purpose, parameters = comment[1].split("Parameters:")
    parameters, example = parameters.split("Example:")
    return Component(path.stem, macros[0], purpose.strip(), parameters.strip(), example.strip())


def render(component: Component, pages: Pages | None = None) -> str:
    site = demo_site()
    pages = pages or Pages(site)
    found = states()
    release = found["biasa"]
    context = {
        "release": release,
        "entry": site.by_code[release.code],
        "unit": KRATON,
        "banner": banner(),
        "links": Links(reply_to=site.listed[0], replies=tuple(site.listed[1:3])),
        "claim": found["klarifikasi"].claim,
        "withdrawal": Withdrawal("salah", "Tempat kejadian keliru.", at(12)),
    }
    assert isinstance(context["claim"], Claim)
    shown = {
        "corrections": "ralat",
        "person": "buron",
        "in_force": "buron",
        "validity": "penutupan",
    }
    if component.name in shown:
        context["release"] = found[shown[component.name]]
        context["entry"] = site.by_code[found[shown[component.name]].code]
    source = f'{{% from "components/{component.name}.html" import {component.macro} %}}\n'
    return pages.environment.from_string(source + component.example).render(context)


def gallery_page() -> str:
    """All examples in the frame of the site."""
    pages = Pages(demo_site())
    parts = [
        f'<section class="example" data-component="{component.name}">\n<h2>{component.name}</h2>\n'
        f"{render(component, pages)}</section>"
        for component in components()
    ]
    source = (
        '{% extends "base.html" %}\n{% set heading = "Komponen" %}\n{% block main %}'
        "<h1>Komponen</h1>\n{{ parts|safe }}{% endblock %}"
    )
    return pages.environment.from_string(source).render(parts="\n".join(parts), feeds=[])
