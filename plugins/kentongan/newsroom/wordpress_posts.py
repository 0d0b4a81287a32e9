"""A post of an old WordPress site as a release, before it has a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from kentongan.domain import codes, dates
from kentongan.domain.text import summarise
from kentongan.domain.units import Registry, Unit
from kentongan.gate.core import check_text
from kentongan.importer import acting, classify, structure
from kentongan.importer.raw import RawPicture, is_picture_name
from kentongan.importer.sources import checked_pictures
from kentongan.importer.wordpress import Library, Post
from kentongan.importer.wordpress_text import Page, convert

STEM = "\ue000"  # placeholder until the path of the release is known
_PUBLISHED = {"publish", "future"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post as a release, before it has a place: `STEM` stands for the stem of its file."""

    code: str
    day: datetime
    fields: tuple[tuple[str, str], ...]
    body: str
    files: tuple[tuple[str, str], ...]  # in the uploads folder, beside the release
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preparer:
    """Turns posts into releases; runs in a worker."""

    uploads: Path | None
    units: Registry
    library: Library
    fallback: Unit | None
    moment: datetime
    phones: frozenset[str]

    def prepare(self, post: Post) -> Prepared:
        names: dict[str, str] = {}
        page = self._page(post, names)
        notes: list[str] = []
        plain = _plain(page.markdown)
        title = _plain(post.title).replace("\n", " ")
        if not title:
            title = summarise(plain, 80).rstrip("….")
            notes.append("Tanpa judul; judul dibuat dari awal teks.")
        if post.date is None:
            notes.append("Tanpa tanggal; ditulis sebagai draf bertanggal hari ini.")
        if post.locked:
            notes.append("Semula berkata sandi; ditulis sebagai draf.")
        unit = self._unit(title, plain, notes)
        notes += self._private(title, plain)
        return Prepared(
            code=code_of(self.library, post),
            day=post.date or self.moment,
            fields=tuple(self._fields(post, title, plain, unit, names)),
            body=_without_lead(page.markdown, names.get(self._lead_file(post))),
            files=tuple((file, names[file]) for file in page.files),
            notes=(*notes, *page.notes),
        )

    def _lead_file(self, post: Post) -> str:
        attachment = self.library.attachments.get(post.thumbnail)
        return attachment.file if attachment else ""

    def _page(self, post: Post, names: dict[str, str]) -> Page:
        def place(file: str) -> str | None:
            if file not in names:
                if upload(self.uploads, file) is None:
                    return None
                names[file] = f"{STEM}-{len(names) + 1}{Path(file).suffix.lower()}"
            return names[file]

        file = self._lead_file(post)
        lead = place(file) if file else None
        page = convert(post.content, self.library, place)
        if lead and file not in page.files:
            page.files.insert(0, file)
        elif post.thumbnail and not lead:
            page.note("Gambar utama tidak ada di folder unggahan atau bukan gambar.")
        return page

    def _unit(self, title: str, plain: str, notes: list[str]) -> Unit | None:
        lead = structure.split_dateline(plain.partition("\n")[0])
        acting_unit = acting.find_acting(title, lead[0] if lead else "", plain, self.units)
        unit = acting_unit.unit or acting_unit.nearest_known
        if unit is None:
            unit = self.fallback
            named = f" “{acting_unit.name}”" if acting_unit.name else ""
            used = f"dipakai {unit.name}" if unit else "lengkapi Satuan"
            notes.append(f"Satuan{named} tidak dikenal; {used}.")
        return unit

    def _private(self, title: str, plain: str) -> list[str]:
        kinds = Counter(
            finding.type for finding in check_text(f"{title}\n{plain}", allowed_phones=self.phones)
        )
        listed = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items()))
        return [f"Data pribadi: {listed}."] if listed else []

    def _fields(
        self, post: Post, title: str, plain: str, unit: Unit | None, names: dict[str, str]
    ) -> Iterator[tuple[str, str]]:
        kind, tags = _kind_and_tags(post, title, plain)
        when = _written(post.date or self.moment)
        attachment = self.library.attachments.get(post.thumbnail)
        lead = names.get(attachment.file, "") if attachment else ""
        yield "Judul", title
        yield "Tanggal", when
        yield "Terbit", when if post.date and post.date > self.moment else ""
        yield "Satuan", unit.slug if unit else ""
        yield "Jenis", kind
        yield "Tag", ", ".join(tag.replace(",", " ") for tag in tags)
        yield "Ringkasan", _plain(post.excerpt)
        yield "Penulis", self.library.authors.get(post.author, post.author)
        yield "Gambar", lead
        if lead and attachment:
            yield "Gambar-Alt", attachment.alt
            yield "Gambar-Keterangan", attachment.caption
        yield "Kode", code_of(self.library, post)
        held = post.status not in _PUBLISHED or post.locked or post.date is None
        yield "Status", "draf" if held else ""
        yield "Alih-Dari", ", ".join(_old_addresses(post))


def prepare(preparer: Preparer, post: Post) -> Prepared:
    return preparer.prepare(post)


def code_of(library: Library, post: Post) -> str:
    """The code of a post: the same whenever it is moved again."""
    return codes.derive(f"wordpress/{library.base}/{post.id}")


def upload(uploads: Path | None, file: str) -> Path | None:
    """A file of the uploads folder, when it is there and, if a picture, a picture."""
    if uploads is None:
        return None
    path = (uploads / file).resolve()
    if not path.is_relative_to(uploads.resolve()) or not path.is_file():
        return None
    return path if not is_picture_name(file) or _is_picture(path) else None


def _written(moment: datetime) -> str:
    zone = dates.zone_name(moment)
    if zone in ("WIB", "WITA", "WIT"):
        return f"{dates.short(moment)}, {moment:%H.%M} {zone}"
    return moment.isoformat(" ", "minutes")


def _without_lead(body: str, lead: str | None) -> str:
    """The text without the lead picture, which is shown above it already."""
    if not lead:
        return body
    return re.sub(rf"!\[[^\]]*\]\({re.escape(lead)}[^)]*\)\s*", "", body, count=1).strip()


def _is_picture(path: Path) -> bool:
    good, _ = checked_pictures([RawPicture(path.name, path.read_bytes())])
    return bool(good)


def _plain(markdown: str) -> str:
    import html

    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", html.unescape(markdown))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>]*>|[*_`]{1,3}|^#+ ", "", text, flags=re.MULTILINE)
    lines = (" ".join(line.split()) for line in text.replace("\\", "").split("\n"))
    return "\n".join(line for line in lines if line)


def _kind_and_tags(post: Post, title: str, plain: str) -> tuple[str, list[str]]:
    """The kind that a category names; other categories become tags."""
    kind = ""
    tags = list(post.tags)
    for nicename, name in post.categories:
        named_kind = classify.kind_of_category(nicename or name)
        if named_kind:
            kind = kind or named_kind
        elif nicename not in classify.EMPTY_CATEGORIES:
            tags.append(name)
    lead = plain.partition("\n")[0]
    return kind or classify.kind_of(title, lead, plain), list(dict.fromkeys(tags))


def _old_addresses(post: Post) -> Iterator[str]:
    """The paths under which the old site showed a post."""
    path = urlsplit(post.link).path
    if len(path) < 2:
        return
    yield path
    for slug in post.old_slugs:
        if post.slug and f"/{post.slug}" in path:
            yield path.replace(f"/{post.slug}", f"/{slug}")
