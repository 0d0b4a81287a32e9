"""`humas impor-wordpress`: the posts of a WordPress export as release files."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.storage.writing import write_whole

if TYPE_CHECKING:
    from kentongan.domain.units import Registry, Unit
    from kentongan.importer.wordpress import Library, Post
    from kentongan.importer.wordpress_text import Page

_CODE = re.compile(rb"^Kode:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
_STEM = "\ue000"  # until a release has its place
_BATCH = 500  # posts in memory at a time
_PUBLISHED = {"publish", "future"}
_SKIPPED = {"trash", "auto-draft", "inherit"}


@dataclass(slots=True)
class Tally:
    written: int = 0
    known: int = 0
    skipped: int = 0
    pictures: int = 0
    notes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, post: Post, path: str, notes: list[str]) -> None:
        if notes:
            self.notes.append({"id": post.id, "title": post.title, "path": path, "notes": notes})


@click.command(
    "impor-wordpress",
    cls=DeskCommand,
    help="Pindahkan tulisan dari ekspor WordPress (WXR) menjadi rilis. Dapat dilanjutkan: yang "
    "sudah ada dilewati. Komentar tidak ikut.",
    epilog=examples(
        "humas impor-wordpress ekspor.xml --unggahan wp-content/uploads",
        "humas impor-wordpress ekspor.xml --satuan polresta-pasuruan",
    ),
)
@click.argument(
    "file", metavar="BERKAS", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--unggahan",
    "uploads",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder wp-content/uploads dari situs lama.",
)
@click.option("--satuan", "unit_name", default="", help="Satuan bila tulisan tidak menyebutnya.")
@click.option(
    "--laporan",
    "report",
    metavar="BERKAS",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("laporan-impor-wordpress.txt"),
    show_default=True,
    help="Daftar hal yang perlu diperiksa orang.",
)
@shared
def command(
    content: Path, as_json: bool, file: Path, uploads: Path | None, unit_name: str, report: Path
) -> int:
    from kentongan.engine.workers import available_jobs
    from kentongan.gate.core import allowed_phones
    from kentongan.importer import wordpress
    from kentongan.newsroom.configuration import load
    from kentongan.newsroom.units import units_of

    configuration = load(content)
    units = units_of(content, configuration)
    jobs = int(os.environ.get("HUMAS_JOBS") or 0) or available_jobs()
    try:
        library = wordpress.survey(file)
        others = Counter(kind for kind, _ in wordpress.others(file))
        preparer = Preparer(
            uploads,
            units,
            library,
            _fallback(units, unit_name),
            configuration.now(),
            allowed_phones(units),
        )
        mover = Mover(content, preparer, known=_codes_in(content))
        posts = _with_progress(wordpress.read_posts(file), library.posts, quiet=as_json)
        for batch in _batches(posts):
            mover.move(batch, jobs)
    except wordpress.ExportError as error:
        raise ContentError(f"{file.name}: Berkas {error}.") from None
    tally = mover.tally
    write_whole(report, _report(file.name, tally, others).encode())
    if as_json:
        print_json(
            {
                "written": tally.written,
                "known": tally.known,
                "skipped": tally.skipped,
                "pictures": tally.pictures,
                "others": dict(sorted(others.items())),
                "notes": tally.notes,
            }
        )
    else:
        click.echo(_summary(tally))
        click.echo(f"Yang perlu diperiksa: {report}")
    return 0


def _fallback(units: Registry, name: str) -> Unit | None:
    """The unit of posts that name none: as stated, else the one with most units below it."""
    from kentongan.domain.units import UnitError

    if name:
        try:
            return units.find(name)
        except UnitError:
            raise click.UsageError(f"Satuan “{name}” tidak dikenal.") from None
    heads = [unit for unit in units if unit.level.startswith("polres")]
    return max(heads, key=lambda unit: len(units.children(unit.slug)), default=None)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post as a release, before it has a place: `_STEM` stands for the stem of its file."""

    code: str
    day: datetime
    fields: tuple[tuple[str, str], ...]
    body: str
    files: tuple[tuple[str, str], ...]  # in the uploads folder, beside the release
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preparer:
    """What turning posts into releases needs; runs in a worker."""

    uploads: Path | None
    units: Registry
    library: Library
    fallback: Unit | None
    moment: datetime
    phones: frozenset[str]

    def prepare(self, post: Post) -> Prepared:
        from kentongan.domain.text import summarise

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
        found = self.library.attachments.get(post.thumbnail)
        return found.file if found else ""

    def _page(self, post: Post, names: dict[str, str]) -> Page:
        from kentongan.importer.wordpress_text import convert

        def place(file: str) -> str | None:
            if file not in names:
                if upload(self.uploads, file) is None:
                    return None
                names[file] = f"{_STEM}-{len(names) + 1}{Path(file).suffix.lower()}"
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
        from kentongan.importer import acting, structure

        lead = structure.split_dateline(plain.partition("\n")[0])
        found = acting.find_acting(title, lead[0] if lead else "", plain, self.units)
        unit = found.unit or found.nearest_known
        if unit is None:
            unit = self.fallback
            named = f" “{found.name}”" if found.name else ""
            used = f"dipakai {unit.name}" if unit else "lengkapi Satuan"
            notes.append(f"Satuan{named} tidak dikenal; {used}.")
        return unit

    def _private(self, title: str, plain: str) -> list[str]:
        from kentongan.gate.core import check_text

        kinds = Counter(
            found.type for found in check_text(f"{title}\n{plain}", allowed_phones=self.phones)
        )
        listed = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items()))
        return [f"Data pribadi: {listed}."] if listed else []

    def _fields(
        self, post: Post, title: str, plain: str, unit: Unit | None, names: dict[str, str]
    ) -> Iterator[tuple[str, str]]:
        kind, tags = _kind_and_tags(post, title, plain)
        when = _written(post.date or self.moment)
        found = self.library.attachments.get(post.thumbnail)
        lead = names.get(found.file, "") if found else ""
        yield "Judul", title
        yield "Tanggal", when
        yield "Terbit", when if post.date and post.date > self.moment else ""
        yield "Satuan", unit.slug if unit else ""
        yield "Jenis", kind
        yield "Tag", ", ".join(tag.replace(",", " ") for tag in tags)
        yield "Ringkasan", _plain(post.excerpt)
        yield "Penulis", self.library.authors.get(post.author, post.author)
        yield "Gambar", lead
        if lead and found:
            yield "Gambar-Alt", found.alt
            yield "Gambar-Keterangan", found.caption
        yield "Kode", code_of(self.library, post)
        held = post.status not in _PUBLISHED or post.locked or post.date is None
        yield "Status", "draf" if held else ""
        yield "Alih-Dari", ", ".join(_old_addresses(post))


def prepare(preparer: Preparer, post: Post) -> Prepared:
    return preparer.prepare(post)


def code_of(library: Library, post: Post) -> str:
    """The code of a post: the same whenever it is moved again."""
    from kentongan.domain import codes

    return codes.derive(f"wordpress/{library.base}/{post.id}")


def upload(uploads: Path | None, file: str) -> Path | None:
    """A file of the uploads folder, when it is there and, if a picture, a picture."""
    from kentongan.importer.raw import is_picture_name

    if uploads is None:
        return None
    path = (uploads / file).resolve()
    if not path.is_relative_to(uploads.resolve()) or not path.is_file():
        return None
    return path if not is_picture_name(file) or _is_picture(path) else None


@dataclass(slots=True)
class Mover:
    """Writes what was prepared, in the order of the export."""

    content: Path
    preparer: Preparer
    tally: Tally = field(default_factory=Tally)
    known: set[str] = field(default_factory=set)

    def move(self, posts: list[Post], jobs: int) -> None:
        from kentongan.engine.workers import Workers

        wanted = [post for post in posts if self._is_wanted(post)]
        ready = Workers(jobs).run(prepare, self.preparer, wanted, name=lambda post: post.id)
        for post, prepared in zip(wanted, ready, strict=True):
            self._store(post, prepared)

    def _is_wanted(self, post: Post) -> bool:
        code = code_of(self.preparer.library, post)
        if code in self.known:
            self.tally.known += 1
            return False
        self.known.add(code)
        if post.status not in _SKIPPED and post.content.strip():
            return True
        self.tally.skipped += 1
        if post.status not in _SKIPPED:
            self.tally.add(post, "", ["Tulisan kosong dilewati."])
        return False

    def _store(self, post: Post, prepared: Prepared) -> None:
        """Pictures first, the text last and at once: a half-moved post is moved again."""
        path = self._place(post, prepared)
        target = self.content / path
        for file, name in prepared.files:
            source = upload(self.preparer.uploads, file)
            if source:
                picture = target.parent / name.replace(_STEM, target.stem)
                write_whole(picture, source.read_bytes())
                self.tally.pictures += 1
        lines = [f"{key}: {' '.join(value.split())}" for key, value in prepared.fields if value]
        text = "\n".join(lines) + f"\n\n{prepared.body}\n"
        write_whole(target, text.replace(_STEM, target.stem).encode())
        self.tally.written += 1
        self.tally.add(post, path, list(prepared.notes))

    def _place(self, post: Post, prepared: Prepared) -> str:
        from kentongan.importer.writing import place_of

        taken: set[str] = set()
        name = post.slug or dict(prepared.fields)["Judul"]
        while (self.content / (path := place_of(name, prepared.day.date(), taken))).exists():
            taken.add(path)
        return path


def _batches(posts: Iterable[Post]) -> Iterator[list[Post]]:
    batch: list[Post] = []
    for post in posts:
        batch.append(post)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _written(moment: datetime) -> str:
    from kentongan.domain import dates

    zone = dates.zone_name(moment)
    if zone in ("WIB", "WITA", "WIT"):
        return f"{dates.short(moment)}, {moment:%H.%M} {zone}"
    return moment.isoformat(" ", "minutes")


def _without_lead(body: str, lead: str | None) -> str:
    """The text without the lead picture, which is shown above it already."""
    if not lead:
        return body
    return re.sub(rf"!\[[^\]]*\]\({re.escape(lead)}[^)]*\)\s*", "", body, count=1).strip()


def _codes_in(content: Path) -> set[str]:
    """The codes of the releases that are there: those posts were moved before."""
    found = set()
    for path in (content / "rilis").rglob("*.md"):
        with path.open("rb") as stream:
            match = _CODE.search(stream.read(6000))
        if match:
            found.add(match[1].decode("ascii", "replace"))
    return found


def _is_picture(path: Path) -> bool:
    from kentongan.importer.raw import RawPicture
    from kentongan.importer.sources import checked_pictures

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
    from kentongan.importer import classify

    kind = ""
    tags = list(post.tags)
    for nicename, name in post.categories:
        found = classify.kind_of_category(nicename or name)
        if found:
            kind = kind or found
        elif nicename not in classify.EMPTY_CATEGORIES:
            tags.append(name)
    lead = plain.partition("\n")[0]
    return kind or classify.kind_of(title, lead), list(dict.fromkeys(tags))


def _old_addresses(post: Post) -> Iterator[str]:
    """The paths under which the old site showed a post."""
    path = urlsplit(post.link).path
    if len(path) < 2:
        return
    yield path
    for slug in post.old_slugs:
        if post.slug and f"/{post.slug}" in path:
            yield path.replace(f"/{post.slug}", f"/{slug}")


def _with_progress(posts: Iterator[Post], count: int, *, quiet: bool) -> Iterator[Post]:
    import sys

    if quiet or not sys.stderr.isatty():
        yield from posts
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(posts, total=count, description="Memindahkan", console=Console(stderr=True))


def _summary(tally: Tally) -> str:
    return (
        f"{tally.written} rilis ditulis, {tally.pictures} gambar disalin, {tally.known} sudah ada, "
        f"{tally.skipped} dilewati, {len(tally.notes)} perlu diperiksa."
    )


def _report(name: str, tally: Tally, others: Counter[str]) -> str:
    lines = [f"Impor WordPress dari {name}", _summary(tally), ""]
    for kind, count in sorted(others.items()):
        lines.append(f"Tidak dipindahkan: {count} berjenis “{kind}”.")
    for entry in tally.notes:
        lines += ["", f"{entry['path'] or '(tidak ditulis)'} — {entry['title']} (ID {entry['id']})"]
        lines += [f"  - {note}" for note in entry["notes"]]
    return "\n".join(lines) + "\n"
