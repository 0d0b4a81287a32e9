"""The text of a WordPress post as Markdown: blocks, shortcodes, captions, galleries, pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from kentongan.importer.export_stream import DROPPED
from kentongan.importer.html_markdown import Handlers, markdown_of
from kentongan.importer.wordpress import Attachment, Library, originals, upload_path
from kentongan.manuscripts.plain import to_markdown

_CAPTION = re.compile(
    r"\[(?:wp_)?caption([^\[\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE
)
_CAPTION_ATTRIBUTE = re.compile(r"caption=[\"']([^\"']*)[\"']")
_GALLERY = re.compile(r"\[gallery([^\[\]]*)\]", re.IGNORECASE)
_IDS = re.compile(r"\b(?:ids|include)=[\"“”']?([\d, ]+)")
_EMBED = re.compile(
    r"\[(?:embed|video|audio|playlist|youtube)([^\[\]]*)\]"
    r"(?:([^\[]*)\[/(?:embed|video|audio|youtube)\])?",
    re.IGNORECASE,
)
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
    r"<(script|style|iframe|object|noscript)\b.*?(?:</\1\s*>|$)|<(?:embed|input)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(slots=True)
class Page:
    """The converted text of a post. `files` are needed from the uploads folder, in order."""

    markdown: str = ""
    files: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

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
    text = _without_comments(content.replace("\r\n", "\n"))
    text = _CAPTION.sub(_captioned, text)
    text = _GALLERY.sub(lambda match: _gallery(match, library, page), text)
    text = _EMBED.sub(lambda match: _embedded(match, page), text)
    text = _without_shortcodes(text, page)
    text = _REMOVED.sub(lambda match: _removed(match, page), text)
    text = _paragraphs(text)
    leads = _Leads(page, library, place)
    try:
        markdown = markdown_of(text, Handlers(leads.image, leads.link))
    except RecursionError:
        page.note("Susunan halaman bersarang terlalu dalam; hanya kata-katanya yang diambil.")
        markdown = to_markdown(html.unescape(re.sub(r"<[^>]*>", "\n", text)))
    page.markdown = _EMPTY_LINES.sub("\n\n", markdown).strip()
    return page


def _without_comments(text: str) -> str:
    """The text outside comments; an unclosed comment counts as text."""
    pieces: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        pieces.append(text[position:start])
        position = end + 3
    return "".join([*pieces, text[position:].replace("<!--", "&lt;!--")])


def _captioned(match: re.Match[str]) -> str:
    """`[caption]<img> Words[/caption]` → a picture that carries its caption."""
    inner = _IMAGE_AND_TEXT.match(match[2].strip())
    picture, words = (inner[1], inner[2]) if inner else (match[2], "")
    attribute = _CAPTION_ATTRIBUTE.search(match[1])
    caption = re.sub(r"<[^>]*>", "", words).strip() or (attribute[1] if attribute else "")
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
    return _link(address[0]) if address else ""


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
        return ""

    return _CLOSING.sub("", _OPENING.sub(opened, text))


def _removed(match: re.Match[str], page: Page) -> str:
    name = (match[1] or "sematan").lower()
    if name in ("iframe", "object", "sematan"):
        address = _ADDRESS.search(match[0])
        page.note("Sematan dari situs lain diganti tautan." if address else "Sematan dibuang.")
        if address:
            return _link(address[0])
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
        caption = _caption_of(element)
        alt = " ".join(str(element.get("alt") or "").split()).replace("[", "(").replace("]", ")")
        if name is None:
            self.page.note(_missing(source))
            return ""
        element.set("data-caption", "")  # the figcaption is written with the picture
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
    return " ".join(" ".join(caption.itertext()).split()) if caption is not None else ""


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
