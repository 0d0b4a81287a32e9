"""The public form of a release's pictures and attachments, and the files that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from kentongan.domain import blur as blurs
from kentongan.domain.release import Blur, Picture, Release, Rendition
from kentongan.parts.images import attachments, cache, core, markup
from kentongan.parts.images.attachments import Attachment
from kentongan.parts.images.errors import ImageError
from kentongan.storage import caching
from kentongan.storage.stamps import file_in
from kentongan.storage.writing import replace_with

POSTER_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class PictureStore:
    """Where originals are and where what is made of them goes. `href` gives page addresses."""

    content: Path
    cache: Path
    settings: core.Settings = field(default_factory=core.Settings)
    href: Callable[[str], str] = str

    def picture(self, path: str, blur: Sequence[Blur] = ()) -> tuple[Rendition, ...]:
        """The published forms of the picture `path`; none where it cannot be published."""
        try:
            data = file_in(self.content, path).read_bytes()
            return cache.renditions(self.cache, data, blur, self.settings)
        except (OSError, ImageError):
            return ()  # `findings.check` has reported why

    def attachment(self, path: str) -> Attachment | None:
        try:
            file = file_in(self.content, path)
            with file.open("rb") as source:
                start = source.read(1024)
            fits = attachments.fits_type(path, start)
            return attachments.describe(path, file) if fits else None
        except OSError:
            return None

    def clean_attachment(self, path: str) -> Path:
        """The file to publish for the attachment `path`. Raises OSError."""
        file = file_in(self.content, path)
        suffix = attachments.suffix_of(path)
        target = self.cache / attachments.FOLDER / (attachments.digest(file)[:32] + suffix)
        if not caching.is_whole(target):
            replace_with(target, lambda copy: attachments.clean_copy(file, copy))
            caching.seal(target)
        return target


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text with public addresses, and the pictures and attachments that it needs published."""

    html: str
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[str, ...] = ()


def prepare(release: Release, store: PictureStore) -> Release:
    """The release with published pictures and its text with public addresses."""
    if release.picture is None and not _names_files(release.html):
        return release
    text = prepare_text(release.html, store, lead=release.picture, lang=release.lang)
    others = [path for path in release.attachments if attachments.suffix_of(path) == ".md"]
    return replace(
        release,
        html=text.html,
        picture=_lead(release, store),
        pictures=text.pictures,
        attachments=(*others, *text.attachments),
    )


def prepare_text(
    html: str, store: PictureStore, *, lead: Picture | None = None, lang: str = "id"
) -> PublicText:
    """The public form of any sanitised text; `lead` is the picture shown beside it."""
    if not _names_files(html):
        return PublicText(html)
    found = markup.pictures_in(html)
    blur = blur_by_path(lead, found)
    named = markup.files_in(html)
    posters = _posters(named, markup.posters_in(html), store.content)
    others = [path for path in named if attachments.is_picture(path)]
    inline = [one.path for one in found if one.path]
    pictures = {
        path: store.picture(path, blur.get(path, ()))
        for path in dict.fromkeys([*inline, *others, *posters.values()])
    }
    attached = {path: store.attachment(path) for path in named if attachments.is_attachment(path)}
    published = markup.Published(
        pictures=pictures,
        attachments={path: one for path, one in attached.items() if one},
        posters={video: pictures[poster] for video, poster in posters.items()},
        href=store.href,
        lang=lang,
    )
    return PublicText(
        markup.public_text(html, published),
        tuple(_pictures(found, pictures, blur)),
        tuple(published.attachments),
    )


def files(release: Release, store: PictureStore) -> Iterator[tuple[str, Path]]:
    """What to publish for a prepared release: path below the output, and the file."""
    lead = (release.picture,) if release.picture else ()
    return files_of((*lead, *release.pictures), release.attachments, store)


def files_of(
    pictures: Iterable[Picture], attached: Iterable[str], store: PictureStore
) -> Iterator[tuple[str, Path]]:
    for picture in pictures:
        paths = [(one.url, cache.path_of(store.cache, one)) for one in picture.renditions]
        if not cache.is_whole(store.cache, picture.renditions):
            store.picture(picture.path, picture.blur)
        for url, path in paths:
            yield url.lstrip("/"), path
    for name in attached:
        attachment = store.attachment(name) if attachments.is_attachment(name) else None
        if attachment:
            yield attachment.url.lstrip("/"), store.clean_attachment(name)


def blur_by_path(
    lead: Picture | None, found: Iterable[markup.Found]
) -> dict[str, tuple[Blur, ...]]:
    """All regions asked for anywhere in a text or its lead picture, by picture.

    A picture used twice is blurred in both places, even where only one asks for it.
    """
    regions: dict[str, dict[Blur, None]] = {}
    if lead:
        regions[lead.path] = dict.fromkeys(lead.blur)
    for one in found:
        if one.path and one.blur is not None:
            try:
                asked = blurs.parse(one.blur)
            except blurs.BlurError:
                asked = (Blur(0, 0, 100, 100),)  # reported as an error; hide all until mended
            regions.setdefault(one.path, {}).update(dict.fromkeys(asked))
    return {path: tuple(found) for path, found in regions.items()}


def _names_files(html: str) -> bool:
    return markup.SCHEME in html or "<img" in html


def _lead(release: Release, store: PictureStore) -> Picture | None:
    picture = release.picture
    if picture is None:
        return None
    found = markup.pictures_in(release.html)
    regions = blur_by_path(picture, found).get(picture.path, ())
    return replace(picture, blur=regions, renditions=store.picture(picture.path, regions))


def _pictures(
    found: Iterable[markup.Found],
    published: Mapping[str, tuple[Rendition, ...]],
    blur: Mapping[str, tuple[Blur, ...]],
) -> Iterator[Picture]:
    """Pictures of the text and those behind links and videos, each once."""
    words = {one.path: one for one in reversed(list(found))}
    for path, renditions in published.items():
        if renditions:
            one = words.get(path, markup.Found(""))
            regions = blur.get(path, ())
            yield Picture(path, alt=one.alt, caption=one.title, blur=regions, renditions=renditions)


def _posters(files: Iterable[str], named: Mapping[str, str], content: Path) -> dict[str, str]:
    """The picture of each video: the one named, else one of the same name beside it."""
    posters = dict(named)
    for path in files:
        if path in posters or attachments.suffix_of(path) not in (".mp4", ".m4v", ".webm"):
            continue
        for suffix in POSTER_SUFFIXES:
            candidate = str(PurePosixPath(path).with_suffix(suffix))
            if (content / candidate).is_file():
                posters[path] = candidate
                break
    return posters
