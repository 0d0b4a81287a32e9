"""Reads a file of `content/halaman/` into a Page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from pathlib import Path
from types import MappingProxyType

from kentongan.domain import addresses, tables, text
from kentongan.domain.pages import Page
from kentongan.domain.problems import Problem, others
from kentongan.manuscripts import body
from kentongan.manuscripts.keys import PAGE
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.markup import Renderer
from kentongan.manuscripts.sheet import Sheet

_STANDARD = Path(__file__).with_name("data") / "pages.toml"


def read(data: bytes, path: str, renderer: Renderer) -> Manuscript[Page]:
    """The page in the file `path` (relative to the content folder)."""
    sheet = Sheet(data, path, PAGE, UTC)
    title = sheet.text("Judul")
    slug = text.slugify(sheet.text("Slug")) or sheet.slug
    if not title and sheet.can_be_read:
        sheet.tell("pages.E001", "Judul", "Halaman tanpa Judul.", "tambahkan baris Judul: ….")
    if not (title and slug):
        return sheet.manuscript(None)
    markup = body.read(sheet, renderer)
    page = Page(
        slug=slug,
        url=f"/{slug}/",
        title=title,
        html=markup.html,
        path=path,
        summary=sheet.text("Ringkasan") or text.summarise(text.plain(markup.html)),
        lang=sheet.text("Bahasa", "id"),
    )
    return sheet.manuscript(page)


def standard_pages(have: Collection[str], name: str, renderer: Renderer) -> Iterator[Page]:
    """The pages that the theme links to and the content does not have; `name` is the site's."""
    texts = tables.read(_STANDARD)
    for slug, words in texts.items():
        if slug not in have:
            data = words.strip().replace("{situs}", name).encode()
            page = read(data, f"halaman/{slug}.md", renderer).value
            if page:
                yield page


def conflicts(
    pages: Iterable[Page], redirects: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> list[Problem]:
    """Pages whose address has another owner; `redirects` are addresses that files claim."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for page in pages:
        owners[page.url].append(page.path)
    for path, claims in redirects.items():
        for address in dict.fromkeys(f"{claim.rstrip('/')}/" for claim in claims):
            if address in owners:
                owners[address].append(path)
    problems = []
    for url, paths in sorted(owners.items()):
        if url.strip("/") in addresses.FIRST_PARTS:
            paths.append("bagian situs ini")
        for path in paths if len(paths) > 1 else ():
            if path.endswith(".md"):
                problems.append(_claimed(path, url, others(path, paths) or path))
    return problems


def _claimed(path: str, url: str, owners: str) -> Problem:
    return Problem(
        path,
        0,
        "pages.E005",
        f"Alamat {url} juga dipakai oleh {owners}.",
        "ganti nama berkas halaman, atau hapus alamat itu dari Alih-Dari.",
        key="Slug" if path.startswith("halaman/") else "Alih-Dari",
    )
