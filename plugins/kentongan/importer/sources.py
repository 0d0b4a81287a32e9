"""Files of every kind to raw press texts. Bytes in, values out; every refusal says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

MOST_BYTES = 5_000_000  # of a text
MOST_CHARACTERS = 200_000  # of one release
MOST_FILE_BYTES = 100_000_000  # of a Word file, a message or a chat with pictures
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif"}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "adalah PDF; salin teksnya atau simpan sebagai .docx"),
    (b"{\\rtf", "adalah RTF; simpan sebagai .docx atau .txt"),
    (b"\xff\xd8\xff", "adalah foto, bukan teks"),
    (b"\x89PNG", "adalah gambar, bukan teks"),
    (b"GIF8", "adalah gambar, bukan teks"),
    (b"RIFF", "adalah gambar atau suara, bukan teks"),
    (b"\x1f\x8b", "adalah arsip gzip; buka dulu arsipnya"),
    (b"Rar!", "adalah arsip RAR; buka dulu arsipnya"),
    (b"7z\xbc\xaf", "adalah arsip 7z; buka dulu arsipnya"),
    (b"SQLite", "adalah basis data, bukan teks"),
    (b"\x7fELF", "adalah program, bukan teks"),
    (b"MZ", "adalah program, bukan teks"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class SourceError(ValueError):
    """A file holds no press text that can be read. The message completes `Berkas X …`."""


@dataclass(frozen=True, slots=True)
class RawPicture:
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RawText:
    """One press text. `reference` is the day of the message that brought it, if any."""

    text: str
    reference: date | None = None
    subject: str = ""
    pictures: tuple[RawPicture, ...] = ()
    doubts: tuple[str, ...] = ()


def is_picture_name(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _PICTURES


def read(name: str, data: bytes) -> list[RawText]:
    """The press texts in a file. Raises SourceError."""
    if not data.strip(b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise SourceError("kosong")
    suffix = PurePosixPath(name).suffix.lower()
    reader = _readers().get(suffix)
    if data.startswith(b"PK\x03\x04"):
        reader = _readers()[".docx" if suffix not in (".zip",) and _is_word(data) else ".zip"]
    elif suffix in (".docx", ".zip"):
        raise SourceError(_not_a_zip(suffix, data))
    if len(data) > MOST_FILE_BYTES:
        raise SourceError(f"terlalu besar ({_megabytes(data)} MB)")
    return reader(data) if reader else read_text(data)


def _readers() -> Mapping[str, Callable[[bytes], list[RawText]]]:
    from kentongan.importer import archive, mail, word

    return {".docx": word.read, ".zip": archive.read, ".eml": mail.read}


def _is_word(data: bytes) -> bool:
    return b"word/document.xml" in data


def _not_a_zip(suffix: str, data: bytes) -> str:
    if data.startswith(_OLD_OFFICE):
        return (
            "dikunci kata sandi atau berformat Word lama; buka di Word, hapus kata sandinya, "
            "lalu simpan sebagai .docx"
        )
    kind = "dokumen Word" if suffix == ".docx" else "arsip zip"
    return f"rusak atau bukan {kind}; kirim ulang berkasnya"


def read_text(data: bytes) -> list[RawText]:
    """A text file: one release, several, or an exported WhatsApp chat."""
    from kentongan.importer import whatsapp

    text, doubts = decode(data)
    if whatsapp.is_export(text):
        return whatsapp.releases(text, {})
    return [RawText(text, doubts=doubts)]


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what was doubtful about its encoding. Raises SourceError."""
    if data.startswith(_OLD_OFFICE):
        raise SourceError("adalah Word lama (.doc); simpan sebagai .docx atau .txt")
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise SourceError(reason)
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"terlalu besar untuk sebuah rilis ({_megabytes(data)} MB; paling besar "
            f"{MOST_BYTES // 1_000_000} MB)"
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16"), ()
    if b"\0" in data:
        wide = _wide(data)
        if wide is None:
            raise SourceError("berisi data biner, bukan teks")
        return wide, ()
    try:
        text, doubts = data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        return _readable(text), ("Berkas bukan UTF-8; dibaca sebagai Windows-1252.",)
    return _readable(text), doubts


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return _readable(data.decode(encoding))
    except UnicodeDecodeError:
        raise SourceError("tidak dapat dibaca sebagai teks") from None


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if zeros.count(0) > 0.6 * len(zeros):
            try:
                return _readable(data.decode(encoding))
            except UnicodeDecodeError:
                continue
    return None


def _readable(text: str) -> str:
    """The text, unless too much of it is no writing."""
    strange = sum(
        1 for c in text[:20000] if (c < " " and c not in "\t\n\r\x0b\x0c") or c == "\ufffd"
    )
    if strange > 0.02 * min(len(text), 20000) + 4:
        raise SourceError("berisi data biner, bukan teks")
    return text


def _megabytes(data: bytes) -> int:
    return len(data) // 1_000_000


def checked_pictures(pictures: Iterable[RawPicture]) -> tuple[list[RawPicture], list[str]]:
    """The pictures that are pictures, and a sentence for each that is not."""
    import warnings
    from io import BytesIO

    from PIL import Image

    good: list[RawPicture] = []
    wrong: list[str] = []
    for picture in pictures:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(BytesIO(picture.data)) as image:
                    image.verify()
                with Image.open(BytesIO(picture.data)) as image:
                    image.draft("RGB", (64, 64))
                    image.load()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
            wrong.append(f"Gambar “{picture.name}” bukan gambar atau rusak; tidak disertakan.")
        else:
            good.append(picture)
    return good, wrong
