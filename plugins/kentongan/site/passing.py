"""The texts that are made for passing on, in WhatsApp notation.

Pages, `humas` and Cek Rilis take them from here, so that Cek Rilis recognises each of them. They
state only what the public may see of the release.
"""

from __future__ import annotations

from kentongan.domain.release import Release
from kentongan.manuscripts import plain

_MORE = {"id": "Selengkapnya:", "en": "Read more:"}
_SOURCE = {"id": "Sumber:", "en": "Source:"}


def of_release(release: Release, address: str) -> str:
    """A release in short, as its page passes it on."""
    return share(release.title, release.summary, release.author, address, release.lang)


def share(title: str, lead: str, source: str, address: str, lang: str = "id") -> str:
    """A release in short: its title, its summary, where it stands, who tells it."""
    return _paragraphs(
        plain.enclosed("*", title),
        lead,
        f"{_MORE[lang]} {address}",
        plain.enclosed("_", f"{_SOURCE[lang]} {source}"),
    )


def correction(unit: str, title: str, wrong: str, right: str, address: str) -> str:
    """That a public release was corrected."""
    return _paragraphs(
        "*RALAT*",
        f"Siaran Humas {unit}: {title}",
        f"Tertulis: {wrong}\nSeharusnya: {right}",
        f"Siaran yang sudah dibetulkan: {address}",
    )


def withdrawal(
    unit: str,
    title: str,
    code: str,
    day: str,
    *,
    reason: str,
    request: str,
    address: str,
    instead: str = "",
) -> str:
    """That a release was withdrawn, for other media.

    `title` is empty where it must not be repeated. `instead` is the address of the release that
    it was merged into.
    """
    named = f" “{title}”" if title else ""
    return _paragraphs(
        "*PEMBERITAHUAN PENCABUTAN*",
        f"Humas {unit} mencabut siaran{named} berkode {code} yang terbit {day}.",
        f"Alasan: {reason.rstrip('.')}.",
        f"Siaran yang berlaku: {instead}"
        if instead
        else f"Media yang telah memuatnya dimohon {request}",
        f"Keterangan resmi: {address}",
    )


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(parts)
