"""The text of a WordPress post as Markdown: blocks, shortcodes, captions, galleries, pictures."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from kentongan.domain.folding import visible
from kentongan.importer.export_stream import DROPPED
from kentongan.importer.html_elements import BLOCKS
from kentongan.importer.html_markdown import TOLD, Handlers, markdown_of
from kentongan.importer.wordpress import Attachment, Library, originals, upload_path
from kentongan.manuscripts.plain import to_markdown
from kentongan.manuscripts.tags import settle

_CAPTION = re.compile(
    r"\[(?:wp_)?caption([^\[\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE
)
_CAPTION_ATTRIBUTE = re.compile(r"caption=[\"']([^\"']*)[\"']")
_GALLERY = re.compile(r"\[gallery([^\[\]]*)\]", re.IGNORECASE)
_IDS = re.compile(r"\b(?:ids|include)=[\"“”']?([\d, ]+)")
_EMBED = re.compile(
    r"\[(?:embed|video|audio|playlist|youtube)([^\[\]]*)\]"
    r"(?:(?P<inner>[^\[]*)\[/(?:embed|video|audio|youtube)\])?",
    re.IGNORECASE,
)
_CODE = "\x02"  # where a shortcode stood
_CODES = re.compile(rf"{_CODE}(?:\s*{_CODE})+")
_BETWEEN_WORDS = re.compile(rf"(?<=[^\s>]){_CODE}(?=[^\s<])")
_VALUE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”|”([^”]*)”)")
_TECHNICAL = re.compile(
    r"(?:class|style|css|id|type|url|link|href|src|icon|color|align|font|anim|size|target|ref|ids)",
    re.IGNORECASE,
)
_OF_A_BLOCK = re.compile(r'"(\w+)"\s*:\s*"((?:[^"\\]|\\.)*)"')
# An element as an editor writes it, every attribute with a value.
_TAG = re.compile(
    r"<([a-z][\w:-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+(?=[\s/>])))+)\s*(/?)>",
    re.I,
)
_KEPT = re.compile(r"\s(?:href|src|alt|start)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+)", re.I)
_NAMING = frozenset("text title caption heading label content judul teks buttonText name".split())
_SAID_BY_FIELD = re.compile(r"(?:value|placeholder)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_WORDS = re.compile(r"[^\W_]+")
# What means something in Markdown, but are words here: `\\`, ticks, `](`, `<https://…>`.
_NO_MARKDOWN = re.compile(r"[\\`\]]|<(?=[a-z][a-z0-9+.-]*://|[^<>\s/\"'=]+@)", re.IGNORECASE)
_PARTING_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(BLOCKS))}|t[dhr]|caption|br|img)\b[^<>]*>", re.IGNORECASE
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\[^\w\s]")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^()\s]+(?: [\"']([^\n]*)[\"'])?\)")
_MARK = re.compile(r"\*+|~~|\[|\]\((?:<[^<>]*>|[^()\s]*)\)")
_MOST_TOLD = 2_000  # characters
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]+")
_CLOSING = re.compile(r"\[/([a-z][\w-]{1,40})\]", re.IGNORECASE)
_OPENING = re.compile(r"\[([a-z][\w-]{1,40})(\s[^\[\]]*)?/?\]", re.IGNORECASE)
_IMAGE_AND_TEXT = re.compile(r"(.*<img[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_BLOCKS = "p|div|ul|ol|table|blockquote|h[1-6]|figure"
_HAS_BLOCKS = re.compile(rf"<(?:{_BLOCKS})\b", re.IGNORECASE)
_ALONE = re.compile(
    rf"^\s*</?(?:{_BLOCKS}|li|tr|td|th|tbody|thead|hr|pre|section)\b", re.IGNORECASE
)
_REMOVED = re.compile(
    r"<(?:iframe|embed|input)\b[^<>]*/>|<(script|style|iframe|object)\b[^<>]*>(?P<inner>.*?)</\1\s*>"
    r"|<(?:embed|input)\b[^<>]*>|<\?xml[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(slots=True)
class Page:
    """The converted text of a post. `files` are needed from the uploads folder, in order."""

    markdown: str = ""
    files: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # words of the post that the page lacks

    def leave(self, words: str) -> None:
        """Tells of words that somebody wrote where no page shows them."""
        told = " ".join(html.unescape(words).split())
        if _WORDS.search(told) and told not in self.left_out:
            self.left_out.append(told)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def convert(content: str, library: Library, place: Callable[[str], str | None]) -> Page:
    """The Markdown of `content`. `place` gives the name under which a file of the uploads folder
    will lie beside the release, or None when the folder has no such file.
    """
    page = Page()
    if DROPPED in content:
        content = content.replace(DROPPED, "")
        page.note("Karakter yang tidak boleh ada dalam teks dibuang; kata-katanya tetap.")
    text = _without_comments(content.replace("\r\n", "\n"), page)
    text = _CAPTION.sub(lambda match: _captioned(match, page), text)
    text = _GALLERY.sub(lambda match: _gallery(match, library, page), text)
    text = _EMBED.sub(lambda match: _embedded(match, page), text)
    text = _without_shortcodes(text, page)
    text = _REMOVED.sub(lambda match: _removed(match, page), text)
    text = settle(
        _TAG.sub(lambda match: _bare_tag(match, page), _NO_MARKDOWN.sub(_as_entity, text))
    ).body
    written = html.unescape(_ANY_TAG.sub("", _PARTING_TAG.sub(" ", text)))
    text = _paragraphs(text)
    leads = _Leads(page, library, place)
    try:
        markdown = markdown_of(text, Handlers(leads.image, leads.link))
    except RecursionError:
        page.note("Susunan halaman bersarang terlalu dalam; hanya kata-katanya yang diambil.")
        markdown = to_markdown(html.unescape(re.sub(r"<[^>]*>", "\n", text)))
    page.markdown = _EMPTY_LINES.sub("\n\n", markdown).strip()
    _tell_left_out(written, page)
    return page


def _tell_left_out(written: str, page: Page) -> None:
    """Names what was written and is not in the Markdown, whatever took it."""
    words = _WORDS.findall(visible(written))
    markdown = _PICTURE.sub(r" \1 \2 ", _ESCAPED.sub(" ", page.markdown))
    shown = _WORDS.findall(visible(html.unescape(_MARK.sub("", markdown))))
    lacking = Counter(words) - Counter(shown)
    page.leave(" ".join(word for word in words if lacking[word]))
    if page.left_out:
        told = "”, “".join(page.left_out)
        told = told if len(told) <= _MOST_TOLD else f"{told[:_MOST_TOLD].rstrip()} …"
        page.note(f"Tidak diambil: “{told}”.")


def _as_entity(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in match[0])


def _bare_tag(match: re.Match[str], page: Page) -> str:
    """A tag without the attributes that nothing here reads, of whatever editor they are."""
    if match[1].lower() in ("abbr", "acronym"):
        for name, *values in _VALUE.findall(match[2]):
            page.leave("".join(values) if name.lower() == "title" else "")
    return f"<{match[1]}{''.join(_KEPT.findall(match[2]))}{match[3]}>"


def _without_comments(text: str, page: Page) -> str:
    """The text outside comments; an unclosed comment counts as text.

    Blocks that WordPress fills in itself hold their words in the comment.
    """
    pieces: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        pieces.append(text[position:start])
        comment = text[start + 4 : end].strip()
        if comment.startswith("wp:") and comment.endswith("/"):
            for name, value in _OF_A_BLOCK.findall(comment):
                _leave_value(name, value, page)
        if comment.startswith(("more", "nextpage")):
            pieces.append("\n\n")
        position = end + 3
    return "".join([*pieces, text[position:].replace("<!--", "&lt;!--")])


def _captioned(match: re.Match[str], page: Page) -> str:
    """`[caption]<img> Words[/caption]` → a picture that carries its caption."""
    inner = _IMAGE_AND_TEXT.match(match[2].strip())
    picture, words = (inner[1], inner[2]) if inner else (match[2], "")
    attribute = _CAPTION_ATTRIBUTE.search(match[1])
    caption = re.sub(r"<[^>]*>", "", words).strip() or (attribute[1] if attribute else "")
    if attribute and attribute[1] != caption:
        page.leave(attribute[1])
    words = html.escape(html.unescape(caption))
    return f"\n\n<figure>{picture}<figcaption>{words}</figcaption></figure>\n\n"


def _gallery(match: re.Match[str], library: Library, page: Page) -> str:
    ids = _IDS.search(match[1])
    names = [number.strip() for number in ids[1].split(",")] if ids else []
    attachments = [library.attachments[name] for name in names if name in library.attachments]
    if not names:
        page.note("Galeri tanpa daftar gambar dibuang; tambahkan gambarnya bila perlu.")
    elif len(attachments) < len(names):
        page.note("Sebagian gambar galeri tidak ada dalam ekspor.")
    return "\n\n" + "\n\n".join(_figure(attachment) for attachment in attachments) + "\n\n"


def _figure(attachment: Attachment) -> str:
    source = html.escape(f"/uploads/{attachment.file}")
    caption = (
        f"<figcaption>{html.escape(attachment.caption)}</figcaption>" if attachment.caption else ""
    )
    return f'<figure><img src="{source}" alt="{html.escape(attachment.alt)}">{caption}</figure>'


def _embedded(match: re.Match[str], page: Page) -> str:
    address = _ADDRESS.search(match[0])
    page.note("Sematan video atau suara diganti tautan.")
    words = _ADDRESS.sub("", match["inner"] or "")
    return (_link(address[0]) if address else "") + words


def _link(address: str) -> str:
    written = html.escape(address)
    return f'\n\n<p><a href="{written}">{written}</a></p>\n\n'


def _without_shortcodes(text: str, page: Page) -> str:
    """Removes anything that looks like a shortcode: with values, or a closing half."""
    if "[" not in text:
        return text
    paired = {match[1].lower() for match in _CLOSING.finditer(text)}

    def opened(match: re.Match[str]) -> str:
        if match[1].lower() not in paired and "=" not in (match[2] or ""):
            return match[0]
        page.note(f"Kode [{match[1]}] dibuang; periksa apakah ada isi yang hilang.")
        for name, *values in _VALUE.findall(match[2] or ""):
            _leave_value(name, "".join(values), page)
        return _CODE

    text = _CLOSING.sub(_CODE, _OPENING.sub(opened, text.replace(_CODE, "")))
    return _BETWEEN_WORDS.sub(" ", _CODES.sub("\n\n", text)).replace(_CODE, "")


def _leave_value(name: str, value: str, page: Page) -> None:
    """Tells of words in the settings of a shortcode or block: `[tombol teks="Daftar di sini"]`."""
    if not _TECHNICAL.search(name) and (" " in value.strip() or name in _NAMING):
        page.leave(value)


def _removed(match: re.Match[str], page: Page) -> str:
    name = (match[1] or "sematan").lower()
    if name in ("iframe", "object", "sematan"):
        address = _ADDRESS.search(match[0])
        page.note("Sematan dari situs lain diganti tautan." if address else "Sematan dibuang.")
        for words in (
            _SAID_BY_FIELD.findall(match[0]) if match[0].lower().startswith("<input") else ()
        ):
            page.leave("".join(words))
        return (_link(address[0]) if address else "") + f" {match['inner'] or ''} "
    return ""


def _paragraphs(text: str) -> str:
    """Paragraphs as WordPress shows them: empty lines separate them where no markup does."""
    blocks = re.split(r"\n\s*\n", text.strip())
    if len(blocks) == 1 and _HAS_BLOCKS.search(text):
        return text
    shown = []
    for block in blocks:
        if _ALONE.match(block):
            shown.append(block)
        elif block.strip():
            shown.append("<p>" + "<br>\n".join(block.strip().split("\n")) + "</p>")
    return "\n\n".join(shown)


@dataclass(frozen=True, slots=True)
class _Leads:
    """The targets of pictures and links of a post."""

    page: Page
    library: Library
    place: Callable[[str], str | None]

    def image(self, element: Any) -> str:
        """A picture of the uploads folder with its caption; only the words if it is missing."""
        source = str(element.get("src") or "")
        name = self._first(upload_path(source))
        alt = " ".join(str(element.get("alt") or "").split()).replace("[", "(").replace("]", ")")
        if name is None:
            self.page.note(_missing(source))
            self.page.leave(alt)
            return ""
        caption = _caption_of(element)
        if not alt:
            self.page.note("Gambar tanpa teks alternatif; tulis apa yang tampak.")
        return f"\n\n![{alt}]({name}{_title(caption)})\n\n"

    def link(self, address: str) -> str:
        """Where a link goes: to a file beside the release, a path of the old site, or as it was."""
        file = upload_path(address)
        if file and (name := self._first(file)):
            return name
        if file and self._is_own(address):
            last = file.rsplit("/", 1)[-1]
            self.page.note(f"Lampiran {last} tidak ada di folder unggahan.")
            return ""
        return self._own(address)

    def _own(self, address: str) -> str:
        """Links within the old site become root-relative; redirects take care of them."""
        try:
            rest = urlsplit(address)
        except ValueError:
            return ""
        if self._is_own(address):
            return (rest.path or "/") + (f"?{rest.query}" if rest.query else "")
        if rest.scheme in ("http", "https", "mailto", "tel"):
            return address
        return urljoin("/", address) if address.startswith("/") else ""

    def _is_own(self, address: str) -> bool:
        """Whether an address is one of the old site: its host and port, with or without www."""
        try:
            linked, base = urlsplit(address), urlsplit(self.library.base)
            same = (_host(linked), linked.port) == (_host(base), base.port)
        except ValueError:
            return False
        is_path = not linked.netloc and address.startswith("/")
        return is_path or (same and bool(base.netloc) and linked.scheme in ("http", "https"))

    def _first(self, file: str) -> str | None:
        for original in originals(file) if file else ():
            name = self.place(original)
            if name:
                if original not in self.page.files:
                    self.page.files.append(original)
                return name
        return None


def _host(address: SplitResult) -> str:
    return (address.hostname or "").removeprefix("www.")


def _caption_of(element: Any) -> str:
    figure = element.getparent()
    while figure is not None and figure.tag != "figure":
        figure = figure.getparent()
    caption = figure.find("figcaption") if figure is not None else None
    if caption is None or caption.get(TOLD):
        return ""
    caption.set(TOLD, "with its picture")
    return " ".join(" ".join(caption.itertext()).split())


def _title(caption: str) -> str:
    """The title of a picture in Markdown, from which the page makes its caption."""
    if not caption:
        return ""
    if '"' in caption:
        return " '" + caption.replace("'", "’") + "'"
    return f' "{caption}"'


def _missing(source: str) -> str:
    name = urlsplit(source).path.rsplit("/", 1)[-1] or "tanpa nama"
    if upload_path(source):
        return f"Gambar {name} tidak ada di folder unggahan; dibuang."
    return f"Gambar {name} dari situs lain dibuang."
