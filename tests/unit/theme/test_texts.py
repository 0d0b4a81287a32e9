from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from kentongan.domain.release import KINDS, VERDICTS, WITHDRAWAL_NOTICES
from kentongan.site.theming import LANGUAGES, _literal, read_catalogue, translator

from tests.unit.theme.harness import THEME, Pages, demo_site, states

SOURCES = [path for path in sorted((THEME / "templates").rglob("*")) if path.is_file()]
TEXTS = sorted(
    {text for path in SOURCES for text in re.findall(r'(?<![\w.])_\("([^"]*)"\)', path.read_text())}
    | {*KINDS.values(), *VERDICTS.values(), *WITHDRAWAL_NOTICES.values()}
)


def source_texts(lang: str) -> set[str]:
    path = THEME / "translations" / lang / "LC_MESSAGES" / "kentongan.po"
    return set(re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_holds_the_texts_of_the_templates_and_no_others(lang: str) -> None:
    assert source_texts(lang) == set(TEXTS)


def test_every_text_has_an_english_translation() -> None:
    texts = read_catalogue(THEME / "translations" / "en" / "LC_MESSAGES" / "kentongan.po")
    assert set(TEXTS) - set(texts) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_is_read_as_babel_reads_it(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    known = (THEME / "translations" / lang / "LC_MESSAGES" / "kentongan.po").read_text("utf-8")
    more = [
        'msgid "a \\"b\\" \\\\ c"\nmsgstr "d\\n"\n"e"',
        '#, fuzzy\nmsgid "f"\nmsgstr "g"',
        '#, python-format, fuzzy\n#| msgid "lama"\nmsgid "j"\nmsgstr "k"',
        '#: fuzzy.html:1\n# fuzzy\nmsgid "l"\nmsgstr "m"',
        '#~ msgid "n"\n#~ msgstr "o"',
    ]
    path.write_text("\n\n".join([known.rstrip(), *more, 'msgid ""\n"h"\nmsgstr "i"\n']), "utf-8")
    with path.open("rb") as file:
        read = {
            message.id: message.string
            for message in read_po(file)
            if message.id and message.string and not message.fuzzy
        }
    assert read_catalogue(path) == read
    assert {'a "b" \\ c', "h", "l"} <= read.keys()


def test_a_text_without_a_translation_stays_as_it_is() -> None:
    assert translator(THEME, "id")("Kode siaran") == "Kode siaran"
    assert translator(THEME, "en")("tidak ada di katalog") == "tidak ada di katalog"


def test_an_english_release_has_an_english_frame() -> None:
    page = Pages(demo_site(), "en").release(states()["biasa"])
    assert "Skip to content" in page
    assert "Langsung ke isi" not in page
    assert ">Press release<" in page


def test_a_translation_with_quotation_marks_stays_one_literal() -> None:
    assert _literal('a "b" \\ c') == '("a \\"b\\" \\\\ c")'
