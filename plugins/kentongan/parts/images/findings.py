"""What staff must know about the pictures and files of a release, before anything is written."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kentongan.domain import addresses
from kentongan.domain import blur as blurs
from kentongan.domain.problems import Problem, masked
from kentongan.domain.release import Release
from kentongan.domain.text import most_like
from kentongan.manuscripts import gallery
from kentongan.manuscripts.pictures import is_picture
from kentongan.parts.images import attachments, core, named
from kentongan.parts.images.errors import ImageError, PictureTooLarge
from kentongan.storage.stamps import file_in

_SAVE_AGAIN = "buka gambar itu, simpan lagi sebagai JPEG, lalu ganti berkasnya."
_ASK_AGAIN = "minta atau salin lagi berkas aslinya; ini sering terjadi bila pengiriman terputus."
_BLUR_FORM = "tulis {samarkan=x,y,lebar,tinggi} dalam persen, rapat di belakang gambar."

# Code: what is wrong, how to mend it.
_MESSAGES = {
    "images.E002": ("bukan gambar yang dapat dibaca (JPEG, PNG, WebP, HEIC, GIF)", _SAVE_AGAIN),
    "images.E003": ("rusak atau terpotong", _ASK_AGAIN),
    "images.E004": (
        "terlalu besar ukurannya",
        "perkecil gambar itu atau simpan sebagai JPEG, lalu ganti berkasnya.",
    ),
    "images.E005": (
        "berformat HEIC, yang belum dapat dibaca di komputer ini",
        "simpan gambar itu sebagai JPEG, atau pasang pillow-heif (kentongan[heic]).",
    ),
    "images.E006": (
        "disamarkan dengan ukuran yang tidak dapat dipakai",
        "tulis Samarkan: x,y,lebar,tinggi dalam persen dari gambar, misalnya 10,20,30,40.",
    ),
}
_SUFFIXES = {
    "JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "GIF": {".gif"},
    "HEIC": {".heic", ".heif"},
    "AVIF": {".avif"},
    "BMP": {".bmp"},
}
_PDF_PERSON = re.compile(rb"/Author\s*(?:\((?!\s*\))|<(?!\s*>))|<dc:creator>")
_OFFICE_PERSON = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy)>[^<]+<")
# `www.polri.example`, `wa.me/62343`: an address of the web without its scheme.
_HOST = re.compile(r"(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/|$))[^\s]*$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:zip|rar|7z|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|apk|html?|php)$", re.IGNORECASE
)
# Where a link without its slash most likely means the site, not a folder of files.
_SECTIONS = tuple(
    address[1:]
    for address in (
        addresses.RELEASES, addresses.UNITS, addresses.KINDS, addresses.TAGS, addresses.ARCHIVE,
        addresses.CODES, addresses.FEEDS, addresses.PAGES,
    )
)  # fmt: skip
_BLUR_IN_BODY = re.compile(r"\{[^{}\n]*samarkan[^{}\n]*\}", re.IGNORECASE)


def check(release: Release, content: Path, settings: core.Settings) -> Iterator[Problem]:
    """Problems of the pictures and attachments of a release; nothing is decoded twice."""
    checker = _Checker(release, content, settings)
    yield from checker.pictures()
    yield from checker.files()


class _Checker:
    def __init__(self, release: Release, content: Path, settings: core.Settings) -> None:
        self._release = release
        self._content = content
        self._settings = settings
        self._named = named.read(release.html)
        self._text, self._gallery = gallery.split(release.html)

    def pictures(self) -> Iterator[Problem]:
        lead = self._release.picture
        paths = [lead.path] if lead else []
        paths += [picture.path for picture in self._named.pictures if picture.path]
        paths += [path for path in self._named.paths if is_picture(path)]
        paths += self._named.posters.values()
        for path in dict.fromkeys(paths):
            yield from self._picture(path)
        yield from self._inline_blur()
        for picture in self._named.pictures:
            if picture.is_outside:
                yield self._problem(
                    "images.W003",
                    picture.address,
                    "Gambar dari situs lain tidak ditampilkan, hanya ditautkan.",
                    "simpan gambar itu di sebelah berkas ini, bila boleh dipakai.",
                )

    def files(self) -> Iterator[Problem]:
        for path in self._named.paths:
            if attachments.is_attachment(path):
                yield from self._attachment(path)
            elif is_picture(path) or path.endswith(".md"):
                continue
            elif self._file(path).is_file():
                yield self._problem(
                    "images.E008",
                    path,
                    f"{_shown(path)} bukan jenis lampiran yang boleh diterbitkan.",
                    "pakai PDF, MP4, MP3, M4A, Ogg, Word, Excel atau CSV.",
                    kind="link",
                )
            else:
                yield self._dead_link(path)

    def _dead_link(self, path: str) -> Problem:
        written = posixpath.relpath(path, posixpath.dirname(self._release.path))
        if _HOST.match(written) and not _FILE.search(written):
            fix = f"alamat situs lain ditulis lengkap: https://{masked(written)}."
        elif f"{written}/".startswith(_SECTIONS):
            fix = f"alamat di situs ini diawali garis miring: /{masked(written)}/."
        else:
            fix = "perbaiki alamatnya, atau hapus tautannya."
        body = self._release.body
        at = max(body.find(before + written) for before in "(<='\"")
        problem = self._problem(
            "images.E009", path, f"Tautan {masked(written)} tidak menuju apa pun.", fix, "link"
        )
        line = self._release.body_line + body.count("\n", 0, at)
        return problem._replace(line=line) if at >= 0 else problem

    def _picture(self, path: str) -> Iterator[Problem]:
        try:
            data = self._read(path)
        except OSError:
            yield self._missing(path, "images.E001", "Gambar", "picture")
            return
        try:
            info = core.inspect(data, self._settings)
            core.verify(data, self._settings)
        except ImageError as error:
            yield self._broken(path, error)
            return
        suffix = attachments.suffix_of(path)
        if suffix not in _SUFFIXES.get(info.format, {suffix}):
            yield self._problem(
                "images.W002",
                path,
                f"{_shown(path)} sebenarnya berformat {info.format}; tetap dipakai.",
                "beri nama dengan akhiran yang sesuai.",
            )
        if info.is_animated:
            yield self._problem(
                "images.W005",
                path,
                f"{_shown(path)} adalah gambar bergerak; yang terbit gambar pertamanya, diam.",
                "bila geraknya perlu dilihat, lampirkan sebagai video MP4.",
            )
        if info.metadata:
            yield self._metadata(path, info)

    def _metadata(self, path: str, info: core.ImageInfo) -> Problem:
        from kentongan.parts.images.metadata import KINDS

        names = ", ".join(KINDS[kind] for kind in info.metadata)
        return self._problem(
            "images.W001",
            path,
            f"{_shown(path)} memuat {names}; dibuang dari gambar yang terbit.",
            "hapus juga dari berkas aslinya sebelum dibagikan lewat jalan lain."
            if info.has_gps
            else "",
            kind="image-metadata",
        )

    def _broken(self, path: str, error: ImageError) -> Problem:
        what, fix = _MESSAGES[error.code]
        if isinstance(error, PictureTooLarge) and error.width:
            what += f" ({error.width} × {error.height} piksel)"
        return self._problem(error.code, path, f"Gambar {_shown(path)} {what}.", fix)

    def _inline_blur(self) -> Iterator[Problem]:
        asked = [picture for picture in self._named.pictures if picture.blur is not None]
        for picture in asked:
            try:
                blurs.parse(picture.blur or "")
            except blurs.BlurError:
                what, fix = _MESSAGES["images.E006"]
                path = picture.path or picture.address
                yield self._problem("images.E006", path, f"Gambar {_shown(path)} {what}.", fix)
        lost = _BLUR_IN_BODY.findall(self._release.body)
        in_text = [
            picture for picture in named.read(self._text).pictures if picture.blur is not None
        ]
        if len(lost) > len(in_text):
            yield self._problem(
                "images.E006", lost[-1], "Perintah samarkan tidak menempel pada gambar.", _BLUR_FORM
            )

    def _attachment(self, path: str) -> Iterator[Problem]:
        try:
            start = self._read(path, attachments.START)
        except OSError:
            yield self._missing(path, "images.E007", "Lampiran", "link")
            return
        if not attachments.fits_type(path, start):
            label = attachments.TYPES[attachments.suffix_of(path)][0]
            yield self._problem(
                "images.E008",
                path,
                f"Isi lampiran {_shown(path)} bukan {label}.",
                "periksa berkasnya; jangan hanya mengganti akhiran namanya.",
                kind="link",
            )
        elif names_person(self._file(path)):
            yield self._problem(
                "images.W004",
                path,
                f"Sifat dokumen {_shown(path)} memuat nama pembuat.",
                "hapus sifat dokumen (di Word: Berkas, Info, Periksa Dokumen) bila tidak perlu.",
                kind="image-metadata",
            )

    def _missing(self, path: str, code: str, what: str, kind: str) -> Problem:
        folder = self._file(path).parent
        try:
            names = sorted(file.name for file in folder.iterdir() if file.is_file())
        except OSError:
            names = []
        name = PurePosixPath(path).name
        by_case = {file.casefold(): file for file in names}
        near = most_like(name.casefold(), by_case, least=0.8)
        fix = (
            f"mungkin maksudnya {_shown(by_case[near])}? Besar kecil huruf harus sama."
            if near
            else "foto selain yang pertama ditulis pada Galeri, satu baris satu foto."
            if "," in path and is_picture(path)
            else "letakkan berkasnya di sebelah berkas ini, atau perbaiki namanya."
        )
        return self._problem(code, path, f"{what} {_shown(path)} tidak ada.", fix, kind)

    def _file(self, path: str) -> Path:
        return self._content / path

    def _read(self, path: str, length: int = -1) -> bytes:
        """The bytes of a content file. Raises OSError for one that leads out of the content."""
        with file_in(self._content, path).open("rb") as source:
            return source.read(length)

    def _problem(
        self, code: str, path: str, message: str, fix: str = "", kind: str = "picture"
    ) -> Problem:
        line = self._line(path)
        key = "Galeri" if path in self._gallery else "Gambar"
        return Problem(self._release.path, line, code, message, fix, kind, key="" if line else key)

    def _line(self, path: str) -> int:
        """The line of the body that names a file; 0 where the front matter does."""
        name = path.rsplit("/", 1)[-1]
        for number, line in enumerate(self._release.body.split("\n")):
            if name in line or name.replace(" ", "%20") in line:
                return self._release.body_line + number
        return 0


def names_person(file: Path) -> bool:
    """Whether the properties of a PDF, Word or Excel file name somebody."""
    try:
        if file.suffix.lower() == ".pdf":
            return bool(_PDF_PERSON.search(file.read_bytes()))
        if file.suffix.lower() in attachments.WITH_PROPERTIES:
            with zipfile.ZipFile(file) as archive, archive.open("docProps/core.xml") as properties:
                return bool(_OFFICE_PERSON.search(properties.read(1_000_000)))
    except (OSError, zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        pass
    return False


def _shown(path: str) -> str:
    """The name of a file for a message."""
    return masked(PurePosixPath(path).name)
