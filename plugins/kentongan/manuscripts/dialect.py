"""Python-Markdown extended for text typed on phones: a converter from the text of a file to HTML.

What `classic` can write out in classic Markdown is done there; here is the rest: hashtags, struck
out words, surplus cells, attributes of pictures alone, addresses of mail, notes in Indonesian.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableProcessor
from markdown.htmlparser import HTMLExtractor
from markdown.inlinepatterns import AUTOMAIL_RE, DelimiterProcessor, InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString

from kentongan.manuscripts.classic import BULLETS, asked_for, classic, refers

# Signs that `plain` escapes and Markdown would not unescape.
_MORE_ESCAPES = f"~:=|{BULLETS}"
_ESCAPED = re.compile(f"{STX}(\\d+){ETX}")


def converter() -> Callable[[str], str]:
    """A Markdown converter; a process needs only one."""
    markdown = Markdown(
        # By name they would be looked up in all installed packages.
        extensions=[SaneListExtension(), DefListExtension(), _notes(), _Phones()],
        output_format="html",
    )

    def convert(body: str) -> str:
        try:
            return str(markdown.convert(classic(body)))
        finally:
            markdown.reset()

    return convert


def _notes() -> Extension:
    return _Notes(
        BACKLINK_TITLE="Kembali ke rujukan catatan %d",
        PLACE_MARKER=f"{STX}tempat catatan{ETX}",
    )


class _Notes(FootnoteExtension):
    def setFootnote(self, id: str, text: str) -> None:
        """A second note of a number goes on with the first, in whose place it would stand."""
        before = self.footnotes.get(id)
        super().setFootnote(id, f"{before}\n\n{text}" if before else text)


class _Phones(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.ESCAPED_CHARS += [sign for sign in _MORE_ESCAPES if sign not in md.ESCAPED_CHARS]
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
        parser = md.parser
        parser.blockprocessors.deregister("code")
        parser.blockprocessors.register(_Reference(parser), "reference", 15)
        md.preprocessors.register(_Asked(md), "asked", 40)
        parser.blockprocessors.register(_Heading(parser), "hashheader", 70)
        parser.blockprocessors.register(_Table(parser, {"use_align_attribute": False}), "table", 75)
        md.inlinePatterns.register(_Mail(AUTOMAIL_RE, md), "automail", 110)
        md.inlinePatterns.register(_Emphasis("*", "strong,em", md), "em_strong", 60)
        md.delimiters.add("_", "strong,em", smart=True)  # type: ignore[union-attr]
        md.delimiters.add("~", "del", double=True)  # type: ignore[union-attr]
        md.treeprocessors.register(_PictureAttributes(md), "attr_list", 8)


class _HtmlBlocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        extractor = _Extractor(self.md)
        extractor.feed("\n".join(lines))
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class _Extractor(HTMLExtractor):
    """Leaves `&lt;` and `<br/>` in place after a block of HTML."""

    def handle_empty_tag(self, data: str, is_block: bool) -> None:
        if self.intail and not self.inraw and not is_block:
            self.handle_data(data)
        else:
            super().handle_empty_tag(data, is_block)


class _Heading(HashHeaderProcessor):
    """A heading has a space behind its sign; `#Tagar` is a word."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})(?=[ ])(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)"
    )


class _Asked(Preprocessor):
    """Notes which references the text asks for."""

    def run(self, lines: list[str]) -> list[str]:
        names = asked_for("\n".join(lines))
        self.md.asked_for = names  # type: ignore[attr-defined]
        return lines


class _Reference(ReferenceProcessor):
    """`- [1]: keterangan`: what no `[1]` of the text asks for are words, in a list too."""

    def run(self, parent: Element, blocks: list[str]) -> bool:
        names = self.parser.md.asked_for  # type: ignore[attr-defined]
        match = self.RE.search(blocks[0])
        is_given = match and match[1].strip().lower() in self.parser.md.references
        if match and (is_given or not refers(match[1], match[2], names)):
            return False
        return bool(super().run(parent, blocks))


class _Emphasis(DelimiterProcessor):
    """Takes a pair of signs only where every letter between them stays: `*a b**c*d` loses none."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]
        for _ in range(2):  # what was found for another state of the text is looked for again
            element, start, end = super().handleMatch(m, data)
            if element is None or self._is_whole(element, data[start:end]):
                return element, start, end
            self.reset()
        return None, m.start(0), m.end(0)

    def _is_whole(self, element: Element, written: str) -> bool:
        if not written or written[0] not in self.tokens or written[-1] not in self.tokens:
            return False
        signs = str.maketrans("", "", "".join(self.tokens))
        return "".join(element.itertext()).translate(signs) == written.translate(signs)


class _Table(TableProcessor):
    """A row with more cells than the head widens the table."""

    def test(self, parent: Element, block: str) -> bool:
        if not super().test(parent, block):
            return False
        widest = max(len(self._filled(row)) for row in block.split("\n"))
        surplus = widest - len(self.separator)
        self.separator: Any = [*self.separator, *[""] * surplus]
        return True

    def _filled(self, row: str) -> list[str]:
        cells: list[str] = self._split_row(row.strip(" "))  # type: ignore[attr-defined]
        while cells and not cells[-1].strip():
            cells.pop()
        return cells


class _PictureAttributes(AttrListTreeprocessor):
    """`![…](foto.jpg){samarkan=…}`; after anything else `{…}` is words."""

    def run(self, doc: Element) -> None:
        for picture in doc.iter("img"):
            match = self.INLINE_RE.match(picture.tail or "")
            if match and picture.tail and "=" in match[1]:
                rest = self.assign_attrs(picture, match[1])
                picture.tail = picture.tail[match.end() :] + rest


class _Mail(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:  # type: ignore[override]
        written = _ESCAPED.sub(lambda sign: chr(int(sign[1])), self.unescape(m[1]))
        address = written.removeprefix("mailto:")
        link = Element("a", href=f"mailto:{address}")
        link.text = AtomicString(address)
        return link, m.start(0), m.end(0)
