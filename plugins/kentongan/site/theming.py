"""The Jinja environments of the theme, one for each language, with translated texts.

The source texts of the theme are Indonesian. A call with a constant, `_("Cari")`, is replaced by
its translation when the template is compiled, so that rendering costs nothing more. A call with a
value, `_(kinds[slug])`, looks the translation up when the page is rendered.

A bytecode cache must not be shared between languages: Jinja keys it by the source text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

import jinja2
from jinja2.ext import Extension

from kentongan.domain import telephones

LANGUAGES = ("id", "en")
OPTIONS: dict[str, Any] = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "autoescape": True,
    "auto_reload": False,
    "cache_size": -1,
}

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_MESSAGE = re.compile(
    rf"((?:^#.*\n)*)^msgid ((?:{_QUOTED.pattern}\s*)+)^msgstr ((?:{_QUOTED.pattern}\s*)+)", re.M
)
_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.M)
_CONSTANT_CALL = re.compile(r'(?<![\w.])_\("((?:[^"\\]|\\.)*)"\)')


def read_catalogue(path: Path) -> dict[str, str]:
    """The translated texts of a `.po` file without plurals or contexts: source text → translation.

    Babel would take longer for it than all else of a small change.
    """
    texts: dict[str, str] = {}
    for message in _MESSAGE.finditer(path.read_text("utf-8")):
        marks, *quoted = message.groups()
        source, translation = ("".join(map(json.loads, _QUOTED.findall(text))) for text in quoted)
        if source and translation and not _FUZZY.search(marks):
            texts[source] = translation
    return texts


def translator(theme: Path, lang: str) -> Callable[[str], str]:
    """The function `_` for a language; a text without a translation stays as it is."""
    path = theme / "translations" / lang / "LC_MESSAGES" / "kentongan.po"
    texts = read_catalogue(path) if path.is_file() else {}

    def translate(text: str) -> str:
        return texts.get(text, text)

    return translate


class ThemeTemplate(jinja2.Template):
    """Is imported as it is, whoever imports it.

    Jinja compares the globals of a page with those of each component that it imports, name by
    name. In an environment all templates have the same.
    """

    def _get_default_module(self, ctx: Any = None) -> Any:
        return self._module or super()._get_default_module()


class ThemeEnvironment(jinja2.Environment):
    """Holds its globals in plain dicts, and its templates by name: a page asks for two dozen."""

    template_class = ThemeTemplate

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._by_name: dict[str, jinja2.Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        if globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self._by_name:
            self._by_name[name] = super().get_template(name, parent)
        return self._by_name[name]


class ConstantTexts(Extension):
    """Replaces `_("…")` by the translation before a template is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        translate = cast("Callable[[str], str]", self.environment.globals["_"])
        return _CONSTANT_CALL.sub(lambda match: _literal(translate(match[1])), source)


def environment(
    theme: Path, lang: str, helpers: Mapping[str, Any], *folders: Path
) -> jinja2.Environment:
    """An environment over `theme/templates` and the further template folders.

    `helpers` become globals, because the macros of the components are imported without the
    context of the page: `site`, `href`, `absolute`, `asset`, `iso`, `date_words`,
    `short_date`, `kinds`, `unit_of`, `slug`, and whatever else every page needs.
    """
    loader = jinja2.FileSystemLoader([theme / "templates", *folders])
    themed = ThemeEnvironment(loader=loader, **OPTIONS)
    themed.globals["_"] = translator(theme, lang)
    themed.globals["language"] = lang
    themed.globals.update(helpers)
    themed.filters.update(dialled=telephones.dialled, international=telephones.international)
    themed.add_extension(ConstantTexts)
    return themed


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'("{escaped}")'
