"""The links of a built site that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

_ATTRIBUTES = ("href", "src", "action", "poster")


@dataclass(frozen=True, slots=True)
class Pages:
    """A built site under its address."""

    output: Path
    siteurl: str

    def broken(self) -> set[str]:
        """`page → address` for every link to the own site that no file answers."""
        broken = set()
        for path in sorted(self.output.rglob("*.html")):
            place = path.relative_to(self.output).as_posix()
            page = f"{self.siteurl}/{place.removesuffix('index.html')}"
            for address in addresses(path):
                if not self.answers(urljoin(page, address)):
                    broken.add(f"{place} → {address}")
        return broken

    def answers(self, address: str) -> bool:
        """Whether an absolute address is another site's, or a file with that fragment here."""
        parts = urlsplit(address)
        own = urlsplit(self.siteurl)
        if parts.scheme not in ("http", "https") or parts.netloc != own.netloc:
            return True
        path = unquote(parts.path)
        if not path.startswith(f"{own.path}/"):
            return False
        target = self.output / path[len(own.path) + 1 :]
        if path.endswith("/"):
            target /= "index.html"
        if not target.is_file():
            return False
        fragment = unquote(parts.fragment)
        return not fragment or target.suffix != ".html" or fragment in names(target)


def addresses(path: Path) -> Iterator[str]:
    """All addresses in a page, those of pictures in several sizes too."""
    for element in document(path).iter(etree.Element):
        for name in _ATTRIBUTES:
            value = element.get(name)
            if value is not None:
                yield value
        for candidate in (element.get("srcset") or "").split(", "):
            if candidate:
                yield candidate.split()[0]


@cache
def names(path: Path) -> frozenset[str]:
    """What a fragment may name in a page."""
    return frozenset(str(value) for value in document(path).xpath("//@id | //a/@name"))


@cache
def document(path: Path) -> Any:
    return etree.HTML(path.read_text("utf-8"))
