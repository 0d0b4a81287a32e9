"""The same text is the same release in whatever file it comes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache

import pytest
from kentongan.importer import sources
from kentongan.importer.core import drafts_of
from kentongan.importer.draft import Draft

from tests.unit.importer import test_opendocument as odt
from tests.unit.importer import test_word as word
from tests.unit.importer.test_corpus import REGISTRY, cases, draft

Packed = tuple[str, bytes]
# A mail that was broken into lines; a word processor would show a paragraph for each of them.
_WRAPPED = re.compile(r"[a-z,]\n[a-z]")
_FORM = re.compile(r"^([A-Za-z][A-Za-z /.()-]{1,30}?)\s*:\s*(\S.*)$")


def _word(text: str) -> Packed:
    paragraphs = (word.paragraph(word.run(html.escape(line))) for line in text.split("\n"))
    return "rilis.docx", word.document("".join(paragraphs))


def _word_with_tables(text: str) -> Packed:
    """Lines of a form as the rows of a table, as letters have them."""
    blocks: list[str] = []
    for line in text.split("\n"):
        entry = _FORM.match(line)
        cells = [entry[1], ":", entry[2]] if entry else [line]
        written = [word.paragraph(word.run(html.escape(cell))) for cell in cells]
        blocks.append(f"<w:tbl>{word.row(*written)}</w:tbl>" if entry else written[0])
    return "rilis.docx", word.document("".join(blocks))


def _word_with_changes(text: str) -> Packed:
    """Every third word was put in by somebody else."""
    paragraphs = []
    for line in text.split("\n"):
        runs = [word.run(html.escape(piece)) for piece in re.findall(r"\s*\S+\s*", line)]
        runs = [run if at % 3 else f"<w:ins>{run}</w:ins>" for at, run in enumerate(runs)]
        paragraphs.append(word.paragraph(*runs))
    return "rilis.docx", word.document("".join(paragraphs))


def _opendocument(text: str) -> Packed:
    return "rilis.odt", odt.document("".join(odt.p(html.escape(x)) for x in text.split("\n")))


def _mail(text: str) -> Packed:
    message = EmailMessage()
    message["Subject"] = "Rilis"
    message.set_content(text, cte="base64")
    return "rilis.eml", message.as_bytes()


def _html_mail(text: str) -> Packed:
    message = EmailMessage()
    message["Subject"] = "Rilis"
    lines = (f"<div>{html.escape(line) or '<br>'}</div>" for line in text.split("\n"))
    message.set_content("".join(lines), subtype="html")
    return "rilis.eml", message.as_bytes()


def _windows_text(text: str) -> Packed:
    return "rilis.txt", text.replace("\n", "\r\n").encode("utf-16")


def _facts(found: Draft) -> dict[str, object]:
    facts = found.as_json()
    return {key: value for key, value in facts.items() if key not in ("doubts", "tags", "summary")}


@pytest.mark.parametrize(
    "pack",
    [_word, _word_with_tables, _word_with_changes, _opendocument, _mail, _html_mail, _windows_text],
)
def test_a_text_gives_the_same_release_in_every_file(pack: Callable[[str], Packed]) -> None:
    whole = [case for case in cases() if not _WRAPPED.search(case[1])]
    for name, text, _ in whole[::6]:
        plain = text.strip("\n")
        (raw,) = sources.read(*pack(plain))
        (found,) = drafts_of(raw, REGISTRY)
        assert _facts(found) == _plain_facts(plain), name


@cache
def _plain_facts(text: str) -> dict[str, object]:
    return _facts(draft(text))


def test_a_message_in_a_chat_gives_its_release() -> None:
    for name, text, expected in [*cases()][::6]:
        chat = f"[15/08/26 14.30.05] Humas: {text}\n[15/08/26 14.31.05] Rudi: Siap ndan\n"
        (raw,) = sources.read("chat.txt", chat.encode())
        (found,) = drafts_of(raw, REGISTRY)
        assert found.kind == expected["kind"], name
        assert (found.title or "") == (draft(text).title or ""), name
