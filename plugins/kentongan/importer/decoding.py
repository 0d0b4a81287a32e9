"""The text in the bytes of a file, in whatever encoding it was saved."""

from __future__ import annotations

from kentongan.importer.raw import MOST_BYTES, SourceError, megabytes

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "adalah PDF; salin teksnya atau simpan sebagai .docx"),
    (b"{\\rtf", "adalah RTF; simpan sebagai .docx atau .txt"),
    (b"\xff\xd8\xff", "adalah foto, bukan teks; sebutkan sesudah berkas teksnya"),
    (b"\x89PNG", "adalah gambar, bukan teks; sebutkan sesudah berkas teksnya"),
    (b"GIF8", "adalah gambar, bukan teks; sebutkan sesudah berkas teksnya"),
    (b"RIFF", "adalah gambar atau suara, bukan teks"),
    (b"\x1f\x8b", "adalah arsip gzip; buka dulu arsipnya"),
    (b"Rar!", "adalah arsip RAR; buka dulu arsipnya"),
    (b"7z\xbc\xaf", "adalah arsip 7z; buka dulu arsipnya"),
    (
        b"\x78\x9f\x3e\x22",
        "adalah winmail.dat dari Outlook; minta pengirimnya mengirim ulang "
        "sebagai teks biasa atau melampirkan .docx",
    ),
    (b"SQLite", "adalah basis data, bukan teks"),
    (b"\x7fELF", "adalah program, bukan teks"),
    (b"MZ", "adalah program, bukan teks"),
)
# Names of streams within old Office files.
_STREAMS = (
    ("__substg1.0_", "adalah pesan Outlook (.msg); simpan sebagai .eml atau salin teksnya"),
    ("Workbook", "adalah lembar Excel lama; salin teksnya, atau simpan sebagai .docx"),
    ("PowerPoint Document", "adalah presentasi PowerPoint lama; salin teksnya"),
    ("EncryptedPackage", "dikunci kata sandi; buka di Word, hapus kata sandinya, lalu simpan lagi"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and doubts about its encoding. Raises SourceError."""
    if data.startswith(OLD_OFFICE):
        raise SourceError(_old_office(data))
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise SourceError(reason)
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"terlalu besar untuk sebuah rilis ({megabytes(data)} MB; paling besar "
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


def _old_office(data: bytes) -> str:
    for name, reason in _STREAMS:
        if name.encode("utf-16-le") in data:
            return reason
    return "adalah Word lama (.doc); simpan sebagai .docx atau .txt"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return _readable(data.decode(encoding))
    except UnicodeDecodeError:
        raise SourceError("tidak dapat dibaca sebagai teks") from None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Latin text is zero."""
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if zeros.count(0) > 0.6 * len(zeros):
            try:
                return _readable(data.decode(encoding))
            except UnicodeDecodeError:
                continue
    return None


def _readable(text: str) -> str:
    """The text, unless too many characters are not text."""
    strange = sum(
        1 for c in text[:20000] if (c < " " and c not in "\t\n\r\x0b\x0c") or c == "\ufffd"
    )
    if strange > 0.02 * min(len(text), 20000) + 4:
        raise SourceError("berisi data biner, bukan teks")
    return text
