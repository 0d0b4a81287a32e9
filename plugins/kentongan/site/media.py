"""The MIME type of every kind of file that the site may hold, by its ending."""

from __future__ import annotations

from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    "avif": "image/avif",
    "css": "text/css",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "html": "text/html",
    "ico": "image/vnd.microsoft.icon",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "m4a": "audio/mp4",
    "m4v": "video/mp4",
    "mjs": "text/javascript",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "opml": "text/x-opml",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "sig": "application/pgp-signature",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "wasm": "application/wasm",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "xsl": "application/xslt+xml",
    "zip": "application/zip",
}
DEFAULT_TYPE = "application/octet-stream"


def type_of(path: str) -> str:
    """The type of a file of this name."""
    return TYPES.get(path.rpartition(".")[2].lower(), DEFAULT_TYPE)
