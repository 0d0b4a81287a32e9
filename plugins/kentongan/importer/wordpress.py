"""WordPress exports (WXR), read as a stream: one post in memory at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from kentongan.importer.export_stream import DROPPED, ExportStream

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EXCERPT = "/excerpt/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_PROLOG = 1_000_000  # the root element must start within this many bytes
_ROOT = re.compile(rb"<(?:rss|rdf|feed)[\s>]", re.IGNORECASE)
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SIZED = re.compile(r"-(?:\d+x\d+|scaled|rotated|e\d{10,})(?=\.\w+$)")


class ExportError(ValueError):
    """The file is not a readable WordPress export. The message completes `Berkas X …`."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the media library; `file` is relative to the uploads folder."""

    file: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """What posts refer to: collected in a first pass."""

    attachments: Mapping[str, Attachment]
    authors: Mapping[str, str]  # login → name
    posts: int
    base: str = ""  # the address of the old site


@dataclass(frozen=True, slots=True)
class Post:
    id: str
    title: str
    link: str
    slug: str
    status: str
    author: str
    date: datetime | None
    content: str = field(repr=False)
    excerpt: str = ""
    categories: tuple[tuple[str, str], ...] = ()  # nicename, name
    tags: tuple[str, ...] = ()
    thumbnail: str = ""
    old_slugs: tuple[str, ...] = ()
    locked: bool = False


def check(stream: BinaryIO) -> None:
    """Refuses entity declarations, which allow XML bombs and reading of local files. Rewinds."""
    head = stream.read(_PROLOG)
    stream.seek(0)
    if not head.strip():
        raise ExportError("kosong")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    root = _ROOT.search(head)
    if _FORBIDDEN.search(head[: root.start()] if root else head):
        raise ExportError("memuat deklarasi DOCTYPE atau ENTITY; tidak dibuka")
    if root is None:
        raise ExportError("bukan ekspor WordPress (WXR)")


def survey(path: Path) -> Library:
    """The media library and the authors of an export. Raises ExportError."""
    attachments: dict[str, Attachment] = {}
    authors: dict[str, str] = {}
    posts = 0
    base = ""
    for element in _elements(path, ("item", "author", "base_blog_url")):
        name = _local(element)
        if name == "author":
            login = _text(element, "author_login")
            authors[login] = _text(element, "author_display_name") or login
        elif name == "base_blog_url":
            base = (element.text or "").strip()
        elif _text(element, "post_type") == "attachment":
            attachments[_text(element, "post_id")] = _attachment(element)
        elif _text(element, "post_type") == "post":
            posts += 1
    if not posts and not attachments:
        raise ExportError("tidak memuat tulisan WordPress")
    return Library(attachments, authors, posts, base)


def read_posts(path: Path) -> Iterator[Post]:
    """The posts of an export in order; pages, menus and revisions are left out."""
    for element in _elements(path, ("item",)):
        if _text(element, "post_type") == "post":
            yield _post(element)


def others(path: Path) -> Iterator[tuple[str, str]]:
    """Type and title of entries that are neither posts nor files, for the report."""
    ignored = {"post", "attachment", "revision", "nav_menu_item", "custom_css", "wp_global_styles"}
    for element in _elements(path, ("item",)):
        kind = _text(element, "post_type")
        if kind and kind not in ignored:
            yield kind, _text(element, "title")


def _elements(path: Path, names: tuple[str, ...]) -> Iterator[Any]:
    from lxml import etree

    with path.open("rb") as stream:
        check(stream)
        context = etree.iterparse(
            cast("BinaryIO", ExportStream(stream)),
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
            huge_tree=True,  # a picture may be embedded in the text
            encoding="utf-8",
        )
        try:
            for _, element in context:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise ExportError(f"rusak pada baris {error.lineno or 0}; ekspor ulang") from None
        if context.error_log and _is_cut(context.error_log):
            raise ExportError("terpotong sebelum selesai; ekspor ulang, lalu jalankan lagi")


def _is_cut(log: Any) -> bool:
    return any("Premature end" in entry.message or "EndTag" in entry.message for entry in log)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Any, name: str) -> str:
    for child in element:
        if isinstance(child.tag, str) and _local(child) == name:
            return (child.text or "").replace(DROPPED, "").strip()
    return ""


def _meta(element: Any) -> Iterator[tuple[str, str]]:
    for child in element:
        if isinstance(child.tag, str) and _local(child) == "postmeta":
            yield _text(child, "meta_key"), _text(child, "meta_value")


def _attachment(element: Any) -> Attachment:
    meta = dict(_meta(element))
    file = meta.get("_wp_attached_file", "") or upload_path(_text(element, "attachment_url"))
    caption = next((c.text or "" for c in element if str(c.tag).endswith(_EXCERPT)), "")
    return Attachment(file, meta.get("_wp_attachment_image_alt", ""), " ".join(caption.split()))


def upload_path(url: str) -> str:
    """`https://…/wp-content/uploads/2024/08/a.jpg` → `2024/08/a.jpg`; else nothing."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:  # http://[
        return ""
    _, folder, rest = path.partition("/uploads/")
    return rest if folder and ".." not in rest.split("/") else ""


def originals(file: str) -> tuple[str, ...]:
    """A file of the library and the picture that WordPress made it from."""
    plain = _SIZED.sub("", file)
    return (file,) if plain == file else (plain, file)


def _post(element: Any) -> Post:
    categories, tags = [], []
    content = excerpt = author = ""
    for child in element:
        tag = str(child.tag)
        if tag == "category":
            name = (child.text or "").strip()
            if child.get("domain") == "category":
                categories.append((child.get("nicename", ""), name))
            elif child.get("domain") == "post_tag":
                tags.append(name)
        elif tag == _CONTENT:
            content = child.text or ""
        elif tag.endswith(_EXCERPT):
            excerpt = child.text or ""
        elif tag == _CREATOR:
            author = (child.text or "").strip()
    meta = list(_meta(element))
    return Post(
        id=_identity(element),
        title=_text(element, "title"),
        link=_text(element, "link"),
        slug=unquote(_text(element, "post_name")),
        status=_text(element, "status"),
        author=author,
        date=_date(element),
        content=content,
        excerpt=excerpt,
        categories=tuple(categories),
        tags=tuple(tag for tag in tags if tag),
        thumbnail=next((value for key, value in meta if key == "_thumbnail_id"), ""),
        old_slugs=tuple(value for key, value in meta if key == "_wp_old_slug" and value),
        locked=bool(_text(element, "post_password")),
    )


def _identity(element: Any) -> str:
    """Identifies a post in every export of its site; some exports have no post numbers."""
    number = _text(element, "post_id")
    if number.strip("0"):
        return number
    written = (_text(element, name) for name in ("guid", "link", "post_name", "title"))
    return next((item for item in written if item), "") or _text(element, "post_date")


def _date(element: Any) -> datetime | None:
    """The local time of a post; its zone is the difference from the GMT time."""
    local = _moment(_text(element, "post_date"))
    if local is None:
        return None
    universal = _moment(_text(element, "post_date_gmt"))
    minutes = round((local - universal).total_seconds() / 900) * 15 if universal else 420
    if not -12 * 60 <= minutes <= 14 * 60:
        minutes = 420
    return local.replace(tzinfo=timezone(timedelta(minutes=minutes)))


def _moment(text: str) -> datetime | None:
    if not text or text.startswith("0000"):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
