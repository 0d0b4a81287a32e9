"""Page text with `konten:` addresses becomes page text with public ones.

The text comes from the sanitiser, so its tags are regular: lower case, attributes quoted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kentongan.domain.release import Rendition, jpegs
from kentongan.manuscripts.pictures import ATTRIBUTES, IMG, attributes, content_path, is_picture
from kentongan.parts.images.attachments import Attachment, size_words
from kentongan.parts.images.named import read_picture

SIZES = "(min-width: 48em) 44rem, 92vw"
GALLERY_SIZES = "(min-width: 60em) 21rem, (min-width: 30em) 50vw, 92vw"
_SHOWN_WIDTH = 720

_LINK = rf"<a{ATTRIBUTES}\s*>(?:(?!</a>).)*</a>"
_IMG_PATTERN = re.compile(IMG)
_LINK_PATTERN = re.compile(_LINK, re.DOTALL)
_LINK_PARTS = re.compile(rf"<a(?P<given>{ATTRIBUTES})\s*>(?P<words>.*)</a>\Z", re.DOTALL)
_MEDIA_PATTERN = re.compile(rf"<(video|audio)({ATTRIBUTES})\s*>(.*?)</\1>", re.DOTALL)
_PICTURE_BLOCK = re.compile(rf"<p{ATTRIBUTES}>((?:\s+|<br\s*/?>|{IMG})+)</p>")
_LINK_BLOCK = re.compile(rf"<p{ATTRIBUTES}>\s*({_LINK})\s*</p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Published:
    """What is public of the files that a text names, by content path.

    `posters` holds the picture of a video, by the video's path.
    """

    pictures: Mapping[str, Sequence[Rendition]] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    posters: Mapping[str, Sequence[Rendition]] = field(default_factory=dict)
    href: Callable[[str], str] = str
    lang: str = "id"


def public_text(text: str, published: Published) -> str:
    """The text with pictures in all their sizes, and links to published files.

    A paragraph of one picture becomes a figure, of several a gallery; one of a single link
    to a video or a recording becomes a player with the link below. What is not in
    `published` is left out: its problem was reported.
    """
    writer = _Writer(published)
    text = _MEDIA_PATTERN.sub(writer.media, text)
    text = _IMG_PATTERN.sub(writer.video_as_picture, text)
    text = _LINK_PATTERN.sub(writer.outside_picture_in_link, text)
    text = _PICTURE_BLOCK.sub(writer.picture_block, text)
    text = _IMG_PATTERN.sub(writer.inline_picture, text)
    text = _LINK_BLOCK.sub(writer.link_block, text)
    return _LINK_PATTERN.sub(writer.link, text)


def picture_tag(
    renditions: Sequence[Rendition],
    alt: str,
    sizes: str = SIZES,
    href: Callable[[str], str] = str,
) -> str:
    """The `<picture>` of a picture's published forms."""
    modern = [rendition for rendition in renditions if rendition.type == "image/avif"]
    plain = jpegs(renditions)
    shown = next(
        (rendition for rendition in reversed(plain) if rendition.width <= _SHOWN_WIDTH), plain[0]
    )
    largest = plain[-1]
    source = f'<source type="image/avif" srcset="{_srcset(modern, href)}" sizes="{sizes}">'
    return (
        f"<picture>{source if modern else ''}"
        f'<img class="picture" src="{_quoted(href(shown.url))}" srcset="{_srcset(plain, href)}" '
        f'sizes="{sizes}" width="{largest.width}" height="{largest.height}" '
        f'alt="{_quoted(alt)}" loading="lazy" decoding="async"></picture>'
    )


def largest_jpeg(renditions: Sequence[Rendition]) -> Rendition:
    return jpegs(renditions)[-1]


class _Writer:
    """Replaces the tags of one text."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._href = published.href

    def video_as_picture(self, match: re.Match[str]) -> str:
        picture = read_picture(match[0])
        if picture.kind == "picture":
            return match[0]
        name = picture.alt or picture.path.rsplit("/", 1)[-1]
        return f'<a href="{_quoted(picture.address)}">{html.escape(name, quote=False)}</a>'

    def outside_picture_in_link(self, match: re.Match[str]) -> str:
        def words(tag: re.Match[str]) -> str:
            picture = read_picture(tag[0])
            return html.escape(picture.alt, quote=False) if picture.is_outside else tag[0]

        return _IMG_PATTERN.sub(words, match[0])

    def picture_block(self, match: re.Match[str]) -> str:
        tags = [tag[0] for tag in _IMG_PATTERN.finditer(match[1])]
        if not all(read_picture(tag).path for tag in tags):
            return match[0]
        sizes = SIZES if len(tags) == 1 else GALLERY_SIZES
        figures = [figure for figure in (self._figure(tag, sizes) for tag in tags) if figure]
        if len(figures) < 2:
            return "".join(figures)
        return '<div class="gallery">\n' + "\n".join(figures) + "\n</div>"

    def inline_picture(self, match: re.Match[str]) -> str:
        picture = read_picture(match[0])
        if picture.is_outside:
            words = html.escape(picture.alt or picture.address, quote=False)
            return f'<a href="{_quoted(picture.address)}">{words}</a>'
        if not picture.path:
            return match[0]
        renditions = self._published.pictures.get(picture.path)
        return picture_tag(renditions, picture.alt, SIZES, self._href) if renditions else ""

    def link_block(self, match: re.Match[str]) -> str:
        attachment = self._attachment_of(match[1])
        if attachment is None or not (attachment.is_video or attachment.is_audio):
            return match[0]
        kind = "video" if attachment.is_video else "audio"
        link = _LINK_PATTERN.sub(self.link, match[1])
        return (
            f'<figure class="figure">{self._player(kind, attachment)}'
            f'<figcaption class="figure__caption">{link}</figcaption></figure>'
        )

    def link(self, match: re.Match[str]) -> str:
        parts = _LINK_PARTS.match(match[0])
        if parts is None:
            return match[0]
        given, words = attributes(parts["given"]), parts["words"]
        path = content_path(given.get("href", ""))
        if is_picture(path):
            renditions = self._published.pictures.get(path)
            if not renditions:
                return words
            return f'<a href="{_quoted(self._href(largest_jpeg(renditions).url))}">{words}</a>'
        attachment = self._published.attachments.get(path)
        if attachment is None:
            return words if path and not path.endswith(".md") else match[0]
        size = f"{attachment.label}, {size_words(attachment.bytes, self._published.lang)}"
        note = "" if words.rstrip().endswith(")") and attachment.label in words else f" ({size})"
        href = _quoted(self._href(attachment.url))
        return f'<a href="{href}" type="{attachment.type}">{words}{note}</a>'

    def media(self, match: re.Match[str]) -> str:
        attachment = self._published.attachments.get(
            content_path(attributes(match[2]).get("src", ""))
        )
        return self._player(match[1], attachment) if attachment else ""

    def _figure(self, tag: str, sizes: str) -> str:
        picture = read_picture(tag)
        renditions = self._published.pictures.get(picture.path)
        if not renditions:
            return ""
        caption = html.escape(picture.title, quote=False)
        below = f'<figcaption class="figure__caption">{caption}</figcaption>' if caption else ""
        shown = picture_tag(renditions, picture.alt, sizes, self._href)
        return f'<figure class="figure">{shown}{below}</figure>'

    def _attachment_of(self, link: str) -> Attachment | None:
        parts = _LINK_PARTS.match(link)
        address = attributes(parts["given"]).get("href", "") if parts else ""
        return self._published.attachments.get(content_path(address))

    def _player(self, kind: str, attachment: Attachment) -> str:
        src = _quoted(self._href(attachment.url))
        if kind == "audio":
            return f'<audio controls preload="none" src="{src}"></audio>'
        poster = self._published.posters.get(attachment.path)
        extra, width, height = "", attachment.width, attachment.height
        if poster:
            shown = largest_jpeg(poster)
            extra = f' poster="{_quoted(self._href(shown.url))}"'
            width, height = (width, height) if width else (shown.width, shown.height)
        if width:
            extra += f' width="{width}" height="{height}"'
        return f'<video controls preload="none" src="{src}"{extra}></video>'


def _srcset(renditions: Sequence[Rendition], href: Callable[[str], str]) -> str:
    ordered = sorted(renditions, key=_width)
    return ", ".join(f"{_quoted(href(rendition.url))} {rendition.width}w" for rendition in ordered)


def _width(rendition: Rendition) -> int:
    return rendition.width


def _quoted(value: str) -> str:
    return html.escape(value)
