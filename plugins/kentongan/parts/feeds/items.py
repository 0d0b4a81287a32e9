"""The item of a release: one value from which all formats are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import NamedTuple

from kentongan.domain import addresses, dates
from kentongan.domain.release import (
    KINDS,
    VERDICTS,
    Claim,
    Picture,
    Release,
    Rendition,
    Withdrawal,
    jpegs,
)
from kentongan.domain.text import slugify, summarise
from kentongan.parts.feeds import core
from kentongan.parts.feeds.content import Cleaner, clean_text, cleaner_for, one_line
from kentongan.site.entry import Entry
from kentongan.site.model import Site

_ASK = "Redaksi dimohon menghapus salinannya."
# Wide enough for a list of stories on a telephone.
_THUMBNAIL_WIDTH = 320


# Name and full address of a tag, by the tag as it was written.
Tags = dict[str, tuple[str, str]]


class Image(NamedTuple):
    """A picture of an item; `url` is a full address."""

    url: str
    type: str
    bytes: int
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Item(NamedTuple):
    """An item of a feed. Texts are plain, except `html`; addresses are full."""

    code: str
    id: str
    url: str
    title: str
    summary: str
    html: str
    author: str
    published: datetime
    updated: datetime
    lang: str
    categories: tuple[tuple[str, str], ...]
    """Name and address of kind and tags."""
    kind: str = ""
    unit: str = ""
    image: Image | None = None
    thumbnail: Image | None = None
    state: str = "shown"
    withdrawal: str = ""


def maker(site: Site) -> Callable[[str], Item]:
    """A function that makes the item of a code."""
    cleaner = cleaner_for(origin(site))
    known: Tags = {}

    def make_item(code: str) -> Item:
        return make(site, site.by_code[code], cleaner, known)

    return make_item


def origin(site: Site) -> str:
    """Scheme, host and folder of the site. Feeds have no relative addresses."""
    return site.origin if "://" in site.origin else "http://localhost" + site.base


def full(site: Site, path: str) -> str:
    """The full address of a root-relative one."""
    return path if "://" in path else origin(site) + addresses.encoded(path)


def make(site: Site, entry: Entry, cleaner: Cleaner, known_tags: Tags) -> Item:
    """The item of an entry as the public may see it; `known_tags` is a cache that this fills."""
    release = site.release(entry.code)
    url = entry.home or full(site, entry.url)
    unit = site.units.get(entry.unit)
    unit_name = unit.name if unit else site.name
    notice = _withdrawal_text(site, entry, release.withdrawal) if release.withdrawal else ""
    shown = entry.shows_text or not notice
    # Our own parts are escaped already; only the text of the release needs the sanitiser.
    parts = [clean_text(part) for part in (notice, *(_before(site, release) if shown else ()))]
    if shown:
        parts.append(cleaner.clean(release.html, url))
    image, thumbnail = _images(site, release.lead) if shown else (None, None)
    title = plain_title(entry)
    html = "\n".join(filter(None, parts)) or f"<p>{escape(title)}</p>"
    return Item(
        code=entry.code,
        id=core.identity(entry.code),
        url=url,
        title=heading(entry),
        summary=_summary(entry, release, title),
        html=html,
        author=one_line(release.author) or unit_name,
        published=entry.published_at.astimezone(site.zone),
        updated=core.changed_at(entry, site).astimezone(site.zone),
        lang=entry.lang or "id",
        categories=_categories(site, entry, known_tags),
        kind="" if entry.is_erased else entry.kind,
        unit=unit_name,
        image=image,
        thumbnail=thumbnail,
        state=entry.state,
        withdrawal=entry.withdrawal,
    )


def plain_title(entry: Entry) -> str:
    return one_line(entry.title) or entry.code


def heading(entry: Entry) -> str:
    """The title of an item; the code where there is nothing else to show."""
    return one_line(entry.heading) or entry.code


def _summary(entry: Entry, release: Release, title: str) -> str:
    if release.withdrawal and not entry.shows_text:
        return one_line(_withdrawal_sentence(entry, release.withdrawal))
    return one_line(entry.summary) or one_line(summarise(clean_text(release.text))) or title


def _categories(site: Site, entry: Entry, known: Tags) -> tuple[tuple[str, str], ...]:
    categories = {}
    if not entry.is_erased:
        label = KINDS.get(entry.kind, entry.kind)
        categories[label] = full(site, addresses.page_of(addresses.of_kind(entry.kind)))
    for tag in entry.tags:
        if tag not in known:
            address = full(site, addresses.page_of(addresses.of_tag(slugify(tag))))
            known[tag] = (one_line(tag), address)
        name, address = known[tag]
        if name:
            categories.setdefault(name, address)
    return tuple(categories.items())


def _withdrawal_sentence(entry: Entry, withdrawal: Withdrawal) -> str:
    if entry.is_erased:
        return f"Siaran ini {withdrawal.reason}. {_ASK}"
    return f"Siaran ini dicabut. Alasan: {withdrawal.reason.rstrip('.')}."


def _withdrawal_text(site: Site, entry: Entry, withdrawal: Withdrawal) -> str:
    at = dates.long(withdrawal.at.astimezone(site.zone))
    text = (
        f"<p><strong>{escape(_withdrawal_sentence(entry, withdrawal))}</strong> ({escape(at)})</p>"
    )
    target = site.by_code.get(withdrawal.merged_into) if withdrawal.merged_into else None
    if target:
        link = f'<a href="{escape(full(site, target.url))}">{escape(target.title)}</a>'
        text += f"\n<p>Isinya digabung ke siaran {link}.</p>"
    return text


def _before(site: Site, release: Release) -> list[str]:
    """What the page shows above the text: corrections, verdict, picture, person sought."""
    parts = []
    for correction in release.corrections:
        at = dates.long(correction.at.astimezone(site.zone))
        parts.append(
            f"<p><strong>Ralat, {escape(at)}.</strong> Sebelumnya tertulis: "
            f"{escape(correction.wrong)} "
            f"Yang benar: <strong>{escape(correction.right)}</strong></p>"
        )
    if release.claim:
        parts.append(_claim(release.claim))
    if release.picture:
        parts.append(_figure(site, release.picture))
    if release.case:
        parts.append(_case(release))
    return [part for part in parts if part]


def _claim(claim: Claim) -> str:
    rows = [("Klaim", claim.text), ("Hasil pemeriksaan", VERDICTS.get(claim.verdict, ""))]
    rows += [("Sumber klaim", claim.source), *(("Bukti", text) for text in claim.evidence)]
    return _rows(rows)


def _case(release: Release) -> str:
    case = release.case
    if case is None or not case.is_open:
        return ""
    rows = [
        ("Nama", ", ".join(case.names)),
        ("Ciri", case.features),
        ("Nomor kasus", case.number),
        ("Hubungi", case.contact),
    ]
    return _rows(rows)


def _rows(rows: list[tuple[str, str]]) -> str:
    return "\n".join(
        f"<p><strong>{escape(name)}:</strong> {escape(value)}</p>" for name, value in rows if value
    )


def _figure(site: Site, picture: Picture) -> str:
    chosen = widest(picture)
    if chosen is None:
        return ""
    credit = f" Foto: {picture.credit}" if picture.credit else ""
    caption = escape((picture.caption + credit).strip())
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return (
        f'<figure><img src="{escape(full(site, chosen.url))}" alt="{escape(picture.alt)}" '
        f'width="{chosen.width}" height="{chosen.height}">{below}</figure>'
    )


def widest(picture: Picture) -> Rendition | None:
    """The form for an enclosure: the widest JPEG, else the widest picture of all."""
    usable = [
        form for form in picture.renditions if form.bytes > 0 and form.type.startswith("image/")
    ]
    return max(jpegs(usable) or usable, key=lambda form: (form.width, form.url), default=None)


def _images(site: Site, picture: Picture | None) -> tuple[Image | None, Image | None]:
    """The picture of an item and its thumbnail."""
    chosen = widest(picture) if picture else None
    if picture is None or chosen is None:
        return None, None
    same = [form for form in picture.renditions if form.type == chosen.type and form.bytes > 0]
    wide = [form for form in same if form.width >= _THUMBNAIL_WIDTH]
    small = min(wide or same, key=lambda form: (form.width, form.url))
    return _image(site, picture, chosen), _image(site, picture, small)


def _image(site: Site, picture: Picture, form: Rendition) -> Image:
    return Image(
        url=full(site, form.url),
        type=form.type,
        bytes=form.bytes,
        width=form.width,
        height=form.height,
        alt=one_line(picture.alt),
        caption=one_line(picture.caption),
        credit=one_line(picture.credit),
    )
