"""What a province takes over of what a district has signed. Pure: no network, clock or file.

Order: an older publication is refused; withdrawals come first and need no text; then what may be
missing; then each release on its own. What cannot be proved is not shown, and what was shown and
can no longer be proved is removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from kentongan.domain import codes
from kentongan.province.registry import District
from kentongan.site.federation import Row, sha256

FEW = 5  # so many may always be missing without a withdrawal
NOTICES = 100  # so many withdrawals of releases that were never known here may always be shown
AHEAD = timedelta(minutes=5)  # how far clocks may differ

# tayang: shown. dicabut, ditutup: a notice. hilang: missing without a withdrawal.
# ditolak: known, but what is signed of it now cannot be shown.
HeldState = Literal["tayang", "dicabut", "ditutup", "hilang", "ditolak"]


def digest_of(row: Row) -> str:
    """Changes with anything that a row says; held for as long as its release is known."""
    moments = [
        moment.isoformat() if moment else "" for moment in (row.published_at, row.changed_at)
    ]
    parts = (row.code, row.state, row.url, row.unit, *moments, row.words, row.own_texts, row.hashes)
    return sha256("\n".join(parts).encode())[:32]


@dataclass(frozen=True, slots=True)
class Held:
    """What the catalogue has of a release."""

    digest: str
    state: HeldState
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the province knows before: the last number of the district and its releases."""

    number: int = 0
    manifest: str = ""
    rows: Mapping[str, Held] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Received:
    """A publication whose signature holds, with the rows of its manifest. `texts` maps a code to
    the SHA-256 of the words that came with it; a release that is not in it came without a text.
    """

    number: int
    manifest: str
    rows: Mapping[str, Row]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a decision depends on beside the two. `frozen`: why only withdrawals count already.
    `owner_of_code` and `owner_of_mark` give the slug of a district, or nothing. `vanish`: per
    cent.
    """

    now: datetime
    vanish: int = 2
    frozen: str = ""
    owner_of_code: Callable[[str], str] = lambda code: ""
    owner_of_mark: Callable[[str], str] = lambda mark: ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done. `refused`: nothing of this publication counts. `frozen`: only withdrawals and
    removals count, until somebody has looked. `faults` says why a release is not shown.
    """

    accept: tuple[str, ...] = ()
    withdraw: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    frozen: str = ""


def decide(district: District, known: Known, received: Received, rules: Rules) -> Decision:
    """What the province does with a publication whose signature holds."""
    if received.number < known.number:
        return Decision(refused="urut-mundur")
    if received.number == known.number and received.manifest != known.manifest:
        return _only_removals(district, known, received, rules, "urut-ganda")
    if rules.frozen:
        return _only_removals(district, known, received, rules, rules.frozen)
    live = [code for code, held in known.rows.items() if held.state in ("tayang", "hilang")]
    missing = [code for code in live if code not in received.rows]
    if len(missing) > most_missing(len(live), rules.vanish):
        return _only_removals(district, known, received, rules, "hilang-banyak")
    faults, accept, remove = _judge_all(district, known, received, rules)
    hide = tuple(code for code in missing if known.rows[code].state == "tayang")
    withdraw = _withdrawals(district, known, received, rules, faults)
    return Decision(tuple(accept), withdraw, hide, tuple(remove), faults)


def most_missing(live: int, per_cent: int) -> int:
    """How many of these may be missing without a withdrawal, all rounds together."""
    return max(FEW, live * per_cent // 100)


def _only_removals(
    district: District, known: Known, received: Received, rules: Rules, why: str
) -> Decision:
    """A freeze takes what protects somebody, and nothing else."""
    faults: dict[str, str] = {}
    withdraw = _withdrawals(district, known, received, rules, faults)
    known_only = tuple(code for code in withdraw if code in known.rows)
    changed = tuple(
        code
        for code, held in known.rows.items()
        if held.state == "tayang"
        and code in received.rows
        and received.rows[code].is_shown
        and digest_of(received.rows[code]) != held.digest
    )
    faults |= dict.fromkeys(changed, "beku")
    return Decision((), known_only, (), changed, faults, frozen=why)


def _withdrawals(
    district: District, known: Known, received: Received, rules: Rules, faults: dict[str, str]
) -> tuple[str, ...]:
    """Releases that are not shown any more, and notices of those that were never known here."""
    withdrawn = []
    room = max(NOTICES, sum(row.is_shown for row in received.rows.values()))
    room -= sum(held.state in ("dicabut", "ditutup") for held in known.rows.values())
    for code, row in received.rows.items():
        held = known.rows.get(code)
        if row.is_shown or (held and held.digest == digest_of(row) and held.state != "tayang"):
            continue
        fault = ""
        if held is None:
            fault = _owner_fault(district, row, rules) or _code_fault(district, row, rules)
            if not fault:
                room -= 1
                fault = "batas-pencabutan" if room < 0 else ""
        if fault:
            faults[code] = fault
        else:
            withdrawn.append(code)
    return tuple(withdrawn)


def _judge_all(
    district: District, known: Known, received: Received, rules: Rules
) -> tuple[dict[str, str], list[str], list[str]]:
    """Why releases are refused, which are accepted, and which are shown no more."""
    faults: dict[str, str] = {}
    accept: list[str] = []
    remove: list[str] = []
    days = Counter(
        day_of(held.published)
        for held in known.rows.values()
        if held.published and held.state == "tayang"
    )
    for row in sorted(received.rows.values(), key=_in_order):
        held = known.rows.get(row.code)
        if not row.is_shown or (_is_known(held, row) and district.owns(row.unit)):
            continue
        is_counted = held is not None and held.state == "tayang"
        fault = _fault(district, row, held, received.texts, rules)
        if not fault and not is_counted and days[day_of(row.published_at)] >= district.daily:
            fault = "batas-harian"
        if not fault:
            accept.append(row.code)
            days[day_of(row.published_at)] += not is_counted
            continue
        faults[row.code] = fault
        if is_counted:
            remove.append(row.code)
    return faults, accept, remove


def _is_known(held: Held | None, row: Row) -> bool:
    """Whether it is shown as it is signed now."""
    return held is not None and held.state == "tayang" and held.digest == digest_of(row)


def _in_order(row: Row) -> tuple[float, str]:
    return (row.published_at.timestamp() if row.published_at else 0.0, row.code)


def day_of(moment: datetime | None) -> str:
    """The day, in one zone for all: no district gains days by an offset of its own."""
    return f"{moment.astimezone(UTC):%Y-%m-%d}" if moment else ""


def _fault(
    district: District, row: Row, held: Held | None, texts: Mapping[str, str], rules: Rules
) -> str:
    """Why a release is not shown; nothing where it may be."""
    fault = _owner_fault(district, row, rules)
    if fault:
        return fault
    if not held:
        fault = _code_fault(district, row, rules)
    if fault:
        return fault
    if row.published_at is None or row.published_at > rules.now + AHEAD:
        return "waktu"
    if not row.words or row.code not in texts:
        return "tanpa-teks"
    return "" if texts[row.code] == row.words else "teks-lain"


def _owner_fault(district: District, row: Row, rules: Rules) -> str:
    try:
        if codes.normalise(row.code) != row.code:
            return "kode-salah"
    except codes.CodeError:
        return "kode-salah"
    if rules.owner_of_code(row.code) not in ("", district.slug):
        return "kode-milik-lain"
    # A withdrawal for privacy does not tell the unit.
    if not district.owns(row.unit) and (row.is_shown or row.unit):
        return "satuan-asing"
    return ""


def _code_fault(district: District, row: Row, rules: Rules) -> str:
    """Whether a code that is new here may be given by this district."""
    mark = codes.mark_of(row.code)
    if mark in district.marks:
        return ""
    since = district.marks_since
    if since and row.published_at and row.published_at < since:
        return ""
    if rules.owner_of_mark(mark):
        return "tanda-asing"
    if not district.marks and row.code == derived_code(row.url):
        return "kode-turunan"
    return "tanda-asing" if since else ""


def derived_code(address: str) -> str:
    """The code that a release without one has in a district without a mark."""
    parts = address.strip("/").split("/")
    if len(parts) < 4 or parts[-4] != "berita":
        return ""
    year, month, slug = parts[-3:]
    return codes.derive(f"rilis/{year}/{month}/{slug}.md")
