"""The outputs of the golden site that are held to the byte; `make golden` writes them anew.

Addresses that carry a digest (theme, pictures, cards) and sizes of pictures depend on the
versions of Python, Pillow and the theme's style sheets. They are replaced by a word, so that
only what this code decides is compared.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from tests.site.builder import GOLDEN, build

EXPECTED = GOLDEN.with_name("expected")
CODE = "S7D-3C3-737"
OUTPUTS = (
    "index.html",
    "berita/2026/11/patroli-malam-di-pasar-kalibening/index.html",
    "satuan/polsek-kalibening/index.html",
    "umpan/rss.xml",
    "umpan/atom.xml",
    "umpan/feed.json",
    "sitemap.xml",
    "sitemap-berita.xml",
    "sitemap-rilis-1.xml",
    "robots.txt",
    "agenda.ics",
    f"api/rilis/{CODE}.json",
    ".well-known/kentongan/alamat.json",
)

_CHANGING = (
    (re.compile(r"(/tema/[\w/-]+)\.[0-9a-f]{8}\."), r"\1.VERSI."),
    (re.compile(r"/tema/js-[0-9a-f]{8}/"), "/tema/js-VERSI/"),
    (re.compile(r"(/kartu/[\w-]+?)-[0-9a-f]{8}\.(jpg|png)"), r"\1-VERSI.\2"),
    (re.compile(r"/gambar/[0-9a-f]{20}-"), "/gambar/VERSI-"),
    (re.compile(r'(\.jpg" length=)"\d+"'), r'\1"UKURAN"'),
    (re.compile(r'(length=)"\d+"( type="image)'), r'\1"UKURAN"\2'),
    (re.compile(r'("size_in_bytes": ?)\d+'), r"\1UKURAN"),
)


def normalised(text: str) -> str:
    """The text without what no change of ours decides."""
    for pattern, replacement in _CHANGING:
        text = pattern.sub(replacement, text)
    return text


def place(path: str) -> Path:
    """Where the expected form of an output lies; hidden folders are shown in the repository."""
    return EXPECTED / path.lstrip(".")


def write() -> int:
    """Build the golden site and keep what is expected of it; the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        built = build(GOLDEN, Path(folder) / "output")
        if built.status:
            sys.stderr.write(built.report)
            return built.status
        for path in OUTPUTS:
            target = place(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(normalised(built.read(path)), "utf-8", newline="")
    return 0


if __name__ == "__main__":
    sys.exit(write())
