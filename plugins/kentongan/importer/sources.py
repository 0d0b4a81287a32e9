"""Files of every kind to raw press texts. Bytes in, values out; every error says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from kentongan.importer import formats
from kentongan.importer.decoding import OLD_OFFICE, decode
from kentongan.importer.raw import (
    MOST_FILE_BYTES,
    RawPicture,
    RawText,
    ReadNested,
    SourceError,
    megabytes,
    suffix_of,
)

Reader = Callable[[bytes, ReadNested], list[RawText]]

_WORD = (".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott")
_OTHER_OFFICE = (
    ("xl/", "adalah lembar Excel; salin teksnya, atau simpan sebagai .docx"),
    ("ppt/", "adalah presentasi PowerPoint; salin teksnya, atau simpan sebagai .docx"),
    ("Index/Document.iwa", "adalah dokumen Pages; simpan sebagai .docx"),
)
_UNREAD_XML = {
    "wordpress": "adalah ekspor WordPress; dibaca di Terminal dengan humas impor-wordpress",
    "xml": "adalah XML, bukan naskah; simpan sebagai .docx atau .txt",
}
_PAGES = (".html", ".htm")
_DEEPEST = 3  # an archive that holds a message that holds a Word file


def read(name: str, data: bytes, *, depth: int = 0) -> list[RawText]:
    """The press texts in a file. Raises SourceError."""
    if depth > _DEEPEST:
        raise SourceError("bersarang terlalu dalam; buka dulu lampirannya")
    if not data.strip(b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise SourceError("kosong")
    suffix = suffix_of(name)
    reader = _readers().get(suffix)
    if data.startswith(b"PK\x03\x04"):
        reader = _reader_of_zip(data)
    elif suffix in (*_WORD, ".zip"):
        raise SourceError(_not_a_zip(suffix, data))
    if len(data) > MOST_FILE_BYTES:
        raise SourceError(f"terlalu besar ({megabytes(data)} MB)")
    reader = reader or _reader_by_content(data)
    if reader is None and suffix in _PAGES:  # a piece of a page: `<table>…`
        reader = _read_page
    if reader is None:
        return read_text(data)
    texts = reader(data, partial(read, depth=depth + 1))
    return [message for text in texts for message in _messages(text)]


def _readers() -> Mapping[str, Reader]:
    from kentongan.importer import archive, mail

    return {".zip": archive.read, ".eml": mail.read, ".mht": mail.read, ".mhtml": mail.read}


def _reader_by_content(data: bytes) -> Reader | None:
    """The reader of a file that only looks like a text. Raises SourceError."""
    from kentongan.importer import mail, opendocument

    kind = formats.kind_of(data)
    if kind in _UNREAD_XML:
        raise SourceError(_UNREAD_XML[kind])
    readers: Mapping[str, Reader] = {
        "page": _read_page,
        "open-xml": lambda data, _: opendocument.read_flat(data),
        "mailbox": mail.read_mailbox,
        "mail": mail.read,
    }
    return readers.get(kind)


def _read_page(data: bytes, _: object = None) -> list[RawText]:
    from kentongan.importer.html_text import text_of

    page, doubts = decode(data)
    text = text_of(page)
    if not text.strip():
        raise SourceError("adalah halaman HTML tanpa teks")
    return [RawText(text, doubts=doubts)]


def _reader_of_zip(data: bytes) -> Reader:
    """A Word file is a zip archive too, whatever its name says. Raises SourceError."""
    from kentongan.importer import archive, opendocument, word, zips

    names = zips.open_safely(data).namelist()
    if any(name.startswith("word/") for name in names):
        return lambda data, _: word.read(data)
    if "META-INF/manifest.xml" in names:
        return lambda data, _: opendocument.read(data)
    for sign, reason in _OTHER_OFFICE:
        if any(name.startswith(sign) for name in names):
            raise SourceError(reason)
    return archive.read


def _not_a_zip(suffix: str, data: bytes) -> str:
    if data.startswith(OLD_OFFICE):
        return (
            "dikunci kata sandi atau berformat Word lama; buka di Word, hapus kata sandinya, "
            "lalu simpan sebagai .docx"
        )
    kind = "dokumen Word" if suffix in _WORD else "arsip zip"
    return f"rusak atau bukan {kind}; kirim ulang berkasnya"


def _messages(raw: RawText) -> list[RawText]:
    """The releases of a chat or mail that was pasted into a document or a mail; else the text."""
    from kentongan.importer import whatsapp

    if not whatsapp.is_export(raw.text):
        return [_without_heads(raw)]
    first, *others = map(_without_heads, whatsapp.releases(raw.text, {}))
    doubts = (*raw.doubts, *first.doubts)
    return [
        replace(first, subject=raw.subject or first.subject, pictures=raw.pictures, doubts=doubts),
        *others,
    ]


def read_text(data: bytes) -> list[RawText]:
    """A text file: one release, several, a copied mail, or an exported WhatsApp chat."""
    from kentongan.importer import whatsapp

    text, doubts = decode(data)
    if whatsapp.is_export(text):
        return [_without_heads(release) for release in whatsapp.releases(text, {})]
    return [_without_heads(RawText(text, doubts=doubts))]


def _without_heads(raw: RawText) -> RawText:
    """A text without the heads of a mail that somebody copied."""
    from kentongan.importer import letters

    if not letters.is_pasted(raw.text):
        return raw
    letter = letters.unwrap(raw.text)
    told = (letters.PREFACE_LEFT_OUT,) if letter.preface_left_out else ()
    subject = raw.subject or letters.title_of(letter.subject)
    return replace(raw, text=letter.text, subject=subject, doubts=(*raw.doubts, *told))


def checked_pictures(pictures: Iterable[RawPicture]) -> tuple[list[RawPicture], list[str]]:
    """The pictures that are pictures, and a sentence for each that is not."""
    import warnings
    from io import BytesIO

    from PIL import Image

    good: list[RawPicture] = []
    refused: list[str] = []
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
            refused.append(f"Gambar “{picture.name}” bukan gambar atau rusak; tidak disertakan.")
        else:
            good.append(picture)
    return good, refused
