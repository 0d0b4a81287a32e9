"""What the province shows of a release: the card, made from a verified line of a bundle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from sys import intern
from typing import Any
from urllib.parse import urlsplit

from kentongan.domain.release import KINDS, PERSON_KINDS
from kentongan.site.federation import climbs

_SHARED = ("district", "source", "state", "unit", "kind", "lang", "author", "location")
LONG, SHORT = 400, 200  # characters; what is longer is no title or summary


@dataclass(frozen=True, slots=True)
class Card:
    """Title, summary, date, unit and link; `unit` is the national key, `href` the page of the
    district, moments are ISO 8601. `source` is the slug of the district that published it.
    """

    code: str
    district: str
    source: str
    state: str
    unit: str
    href: str
    published: str
    changed: str
    happened: str
    title: str = ""
    summary: str = ""
    kind: str = "siaran-pers"
    lang: str = "id"
    author: str = ""
    location: str = ""
    tags: tuple[str, ...] = ()
    expires: str = ""
    words: str = ""
    recognised: bool = False
    unit_name: str = ""
    corrections: tuple[tuple[str, str, str], ...] = ()
    """Of each its moment, what was wrong and what is right."""
    reply_to: str = ""
    """The code of the release to which it is a right of reply."""

    @property
    def is_sought(self) -> bool:
        return self.state == "tayang" and self.kind in PERSON_KINDS

    @property
    def moment(self) -> float:
        return datetime.fromisoformat(self.published).timestamp()

    def lists(self) -> tuple[str, ...]:
        """The lists that it stands in while it is shown."""
        return "", f"jenis/{self.kind}", f"wilayah/{self.district}", f"satuan/{self.unit}"

    def dump(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Card:
    """A card as it was dumped; words that many cards share are held once."""
    fields: dict[str, Any] = json.loads(text)
    for name in _SHARED:
        fields[name] = intern(fields[name])
    fields["tags"] = tuple(map(intern, fields["tags"]))
    fields["corrections"] = tuple(map(tuple, fields.get("corrections", ())))
    return Card(**fields)


def one_line(value: object, most: int = LONG) -> str:
    """A value of another's text on one line, without signs that no line holds."""
    text = value if isinstance(value, str) else ""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:most]


def kind_of(line: Mapping[str, Any]) -> str:
    """The kind that a line names; a press release where it names none that exists."""
    for genre in rows_of(line.get("genres")):
        kind = str(genre.get("uri", "")).rpartition(":")[2]
        if kind in KINDS:
            return kind
    return "siaran-pers"


def tags_of(line: Mapping[str, Any]) -> tuple[str, ...]:
    names = [one_line(subject.get("name"), 60) for subject in rows_of(line.get("subjects"))]
    return tuple(dict.fromkeys(name for name in names if name))[:20]


def unit_name_of(line: Mapping[str, Any]) -> str:
    """The name of the unit that publishes it, as it calls itself."""
    for organisation in rows_of(line.get("organisations")):
        if organisation.get("rel") == "issuer":
            return one_line(organisation.get("name"), 80)
    return ""


def rows_of(value: object) -> list[dict[str, Any]]:
    """The objects of a list; nothing of what is no list of objects."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def leads_to(href: str, origins: tuple[str, ...]) -> bool:
    """Whether an address lies on one of these sites."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.username or parts.password or "\\" in href or climbs(href):
        return False
    return any(href == origin or href.startswith(f"{origin}/") for origin in origins)
