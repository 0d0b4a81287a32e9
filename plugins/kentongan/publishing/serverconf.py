"""Maps of moved and withdrawn addresses in the forms that web servers read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from kentongan.domain import addresses
from kentongan.publishing.facts import SiteFacts

# Only pairs: a server reads them inside a map, where directives are not possible.
MOVED, ASKED, GONE = "pindah.map", "pindah-tanya.map", "dicabut.map"
GONE_ASKED = "dicabut-tanya.map"
MARKS = "tanda.map"
CADDY = "caddy-"
REDIRECTS = addresses.file(addresses.REDIRECTS)


def maps(facts: SiteFacts) -> dict[str, bytes]:
    """The files that change with the content, beside a server configuration that does not."""
    pairs = {
        MOVED: [(_nginx_key(old, new), _quoted(new)) for old, new in _moved(facts)],
        ASKED: [(_quoted(old), _quoted(new)) for old, new in _asked(facts)],
        GONE: [(_quoted(address), "1") for address in _both_forms(_gone(facts))],
        GONE_ASKED: [(_quoted(address), "1") for address in facts.gone if "?" in address],
        MARKS: [
            (_quoted(f"{addresses.CODES}{mark}"), _quoted(site))
            for mark, site in sorted(facts.marks.items())
        ],
    }
    caddy = {
        MOVED: [(_quoted(old), _quoted(new)) for old, new in _moved(facts)],
        ASKED: pairs[ASKED],
        GONE: pairs[GONE],
        GONE_ASKED: pairs[GONE_ASKED],
        MARKS: pairs[MARKS],
    }
    return {
        **{name: _lines(rows, ";").encode() for name, rows in pairs.items()},
        **{CADDY + name: _lines(rows, "").encode() for name, rows in caddy.items()},
        REDIRECTS: redirects_file(facts).encode(),
    }


def _lines(pairs: Iterable[tuple[str, str]], end: str) -> str:
    return "".join(f"{key} {value}{end}\n" for key, value in pairs)


def _nginx_key(old: str, new: str) -> str:
    """nginx compares without regard to case: an address that moved by case alone would loop."""
    if old.strip("/").casefold() == new.strip("/").casefold():
        return f'"~^{re.escape(old)}$"'
    return _quoted(old)


def _moved(facts: SiteFacts) -> list[tuple[str, str]]:
    """Old and new addresses; a folder's address also without its last slash."""
    moved = {old: new for old, new in facts.redirects.items() if "?" not in old}
    for old, new in list(moved.items()):
        if old.endswith("/") and len(old) > 1 and old[:-1] != new.rstrip("/"):
            moved.setdefault(old[:-1], new)
    return sorted(moved.items())


def _asked(facts: SiteFacts) -> list[tuple[str, str]]:
    """Old addresses with a query, as other systems had them: `/?p=12`."""
    return sorted((old, new) for old, new in facts.redirects.items() if "?" in old)


def _gone(facts: SiteFacts) -> list[str]:
    return [address for address in facts.gone if "?" not in address]


def _both_forms(addresses: Iterable[str]) -> list[str]:
    forms = set(addresses)
    return sorted(forms | {address.rstrip("/") for address in forms} - {""})


def _quoted(text: str) -> str:
    """`SiteFacts` holds no character that a quoted word of either server gives a meaning."""
    return f'"{text}"'


def redirects_file(facts: SiteFacts) -> str:
    """The file `_redirects` that pages hosts read."""
    moved = [f"{_url(old)} {_url(new)} 301" for old, new in sorted(facts.redirects.items())]
    return "".join(line + "\n" for line in moved)


def _url(text: str) -> str:
    return quote(text, safe="/:@!&'()*+,~.-_")
