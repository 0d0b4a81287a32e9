"""The public form of a release's pictures and attachments, and the files that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kentongan.domain import addresses
from kentongan.domain import blur as blurs
from kentongan.domain.release import Blur, Picture, Release, Rendition
from kentongan.domain.videos import poster_beside
from kentongan.manuscripts.pictures import is_picture, regions
from kentongan.parts.images import attachments, cache, core, markup, named, recordings
from kentongan.parts.images.attachments import Attachment
from kentongan.parts.images.errors import ImageError
from kentongan.storage import caching
from kentongan.storage.stamps import file_in
from kentongan.storage.writing import replace_with


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
                start = source.read(attachments.START)
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
            replace_with(target, lambda copy: recordings.clean_copy(file, copy))
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
    things = named.read(release.html)
    blur = blur_by_path(release.picture, things.pictures)
    text = _prepared(release.html, things, blur, store, release.lang)
    lead = release.picture
    if lead:
        hidden = blur.get(lead.path, ())
        lead = replace(lead, blur=hidden, renditions=store.picture(lead.path, hidden))
    others = [path for path in release.attachments if attachments.suffix_of(path) == ".md"]
    return replace(
        release,
        html=text.html,
        picture=lead,
        pictures=text.pictures,
        attachments=(*others, *text.attachments),
    )


def prepare_text(html: str, store: PictureStore, *, lead: Picture | None = None) -> PublicText:
    """The public form of any sanitised text; `lead` is the picture shown beside it."""
    things = named.read(html)
    return _prepared(html, things, blur_by_path(lead, things.pictures), store)


def _prepared(
    html: str,
    things: named.NamedFiles,
    blur: Mapping[str, tuple[Blur, ...]],
    store: PictureStore,
    lang: str = "id",
) -> PublicText:
    posters = _posters(things, store.content)
    shown = [picture.path for picture in things.pictures if picture.path]
    behind = [path for path in things.paths if is_picture(path)]
    pictures = {
        path: store.picture(path, blur.get(path, ()))
        for path in dict.fromkeys([*shown, *behind, *posters.values()])
    }
    attached = {
        path: store.attachment(path) for path in things.paths if attachments.is_attachment(path)
    }
    published = markup.Published(
        pictures=pictures,
        attachments={path: attachment for path, attachment in attached.items() if attachment},
        posters={video: pictures[poster] for video, poster in posters.items()},
        href=store.href,
        lang=lang,
    )
    return PublicText(
        markup.public_text(html, published),
        tuple(_pictures(things, pictures, blur)),
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
        if not cache.is_whole(store.cache, picture.renditions):
            store.picture(picture.path, picture.blur)
        for rendition in picture.renditions:
            yield addresses.file(rendition.url), cache.path_of(store.cache, rendition)
    for name in attached:
        attachment = store.attachment(name) if attachments.is_attachment(name) else None
        if attachment:
            yield addresses.file(attachment.url), store.clean_attachment(name)


def blur_by_path(lead: Picture | None, shown: Iterable[named.Named]) -> dict[str, tuple[Blur, ...]]:
    """All regions asked for anywhere in a text or its lead picture, by picture."""
    inside = [
        Picture(picture.path, blur=regions(picture.blur)) for picture in shown if picture.path
    ]
    return blurs.by_path([*([lead] if lead else []), *inside])


def _pictures(
    things: named.NamedFiles,
    published: Mapping[str, tuple[Rendition, ...]],
    blur: Mapping[str, tuple[Blur, ...]],
) -> Iterator[Picture]:
    """Pictures of the text and those behind links and videos, each once."""
    shown = {picture.path: picture for picture in reversed(things.pictures)}
    for path, renditions in published.items():
        if renditions:
            words = shown.get(path)
            yield Picture(
                path,
                alt=words.alt if words else "",
                caption=words.title if words else "",
                blur=blur.get(path, ()),
                renditions=renditions,
                is_shown=words is not None,
            )


def _posters(things: named.NamedFiles, content: Path) -> dict[str, str]:
    """The picture of each video: the one named, else one of the same name beside it."""
    posters = things.posters
    for path in things.paths:
        beside = path not in posters and poster_beside(
            path, lambda name: (content / name).is_file()
        )
        if beside:
            posters[path] = beside
    return posters
