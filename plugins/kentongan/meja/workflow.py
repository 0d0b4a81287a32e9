"""What may become of a text: pure, a table of deeds and the sentences of their refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kentongan.meja.access import reaches
from kentongan.meja.values import State
from kentongan.newsroom.browser_desk import RoleName

# Withdrawals that leave nothing of a release, here or in public.
PRIVATE = frozenset({"cabut-privasi", "cabut-putusan"})
# Deeds over a published release that protect someone: no second person is waited for.
PROTECTING = PRIVATE | {"tutup"}
_EDITABLE: frozenset[State] = frozenset({"draf", "dikembalikan", "dikirim"})
# Where a text may still be changed.
OPEN: frozenset[State] = _EDITABLE | {"disetujui", "terjadwal"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts of a draft. `people` wrote it, `approver` approved these very bytes.

    `publisher` published it alone in an emergency that nobody has confirmed yet.
    """

    state: State
    people: frozenset[int]
    creator: int
    purpose: str = "baru"
    approver: int | None = None
    publisher: int | None = None
    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, and their role over the unit of the draft."""

    id: int
    role: RoleName | None


@dataclass(frozen=True, slots=True)
class Rules:
    """What the district wants: `two_persons` approve and write."""

    two_persons: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """From which states a deed may be done, by whom, and where it leads.

    `approves`: the deed says that these bytes may be published, so they must be free of errors.
    """

    name: str
    states: frozenset[State]
    role: RoleName
    leads_to: State | None = None
    approves: bool = False


DEEDS = {
    deed.name: deed
    for deed in (
        Deed("simpan", OPEN, "penulis"),
        Deed("kirim", frozenset({"draf", "dikembalikan"}), "penulis", "dikirim"),
        Deed("setujui", frozenset({"dikirim"}), "penyunting", "disetujui", approves=True),
        Deed("terbitkan", OPEN, "penyunting", "antre", approves=True),
        Deed("jadwalkan", OPEN, "penyunting", "terjadwal", approves=True),
        Deed("terbitkan-darurat", OPEN, "penyunting", "antre", approves=True),
        Deed(
            "kembalikan",
            frozenset({"dikirim", "disetujui", "terjadwal"}),
            "penyunting",
            "dikembalikan",
        ),
        Deed("batal-jadwal", frozenset({"terjadwal"}), "penyunting", "disetujui"),
        Deed("ulangi", frozenset({"antre"}), "penyunting", "antre"),
        Deed("sahkan", frozenset({"antre", "terbit"}), "penyunting"),
        Deed("buang", _EDITABLE | {"disetujui"}, "penulis", "dibuang"),
        Deed("pulihkan", frozenset({"dibuang"}), "penulis", "draf"),
    )
}
# What a screen offers, the most important first.
OFFERED = (
    *("sahkan", "terbitkan", "setujui", "kirim", "jadwalkan", "kembalikan", "ulangi"),
    *("batal-jadwal", "terbitkan-darurat", "buang", "pulihkan"),
)
# Deeds that start from a published release, and who may start them.
AFTERWARDS: dict[str, RoleName] = {
    "perbarui": "penulis",
    "hak-jawab": "penulis",
    "ralat": "penyunting",
    "cabut": "penyunting",
    "batal-cabut": "penyunting",
    "tutup": "penyunting",
    "buka-lagi": "penyunting",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a deed is not done; `is_about_rights` where it is the person who may not."""

    sentence: str
    is_about_rights: bool = False


def decide(facts: Facts, name: str, actor: Actor, rules: Rules) -> State | Refused:
    """The state after a deed, or why not."""
    deed = DEEDS.get(name)
    if deed is None:
        return Refused("Perbuatan itu tidak ada.")
    if not reaches(actor.role, deed.role):
        return Refused(_no_right(actor.role, deed.role), is_about_rights=True)
    if name == "simpan":
        return _after_saving(facts)
    if facts.state not in deed.states:
        return Refused(_wrong_state(facts.state))
    refusal = _own_reason(facts, name, actor, rules)
    if refusal:
        return refusal
    return deed.leads_to or facts.state


def offered(facts: Facts, actor: Actor, rules: Rules) -> Iterator[str]:
    """The deeds that this person may do now."""
    for name in OFFERED:
        if not isinstance(decide(facts, name, actor, rules), Refused):
            yield name


def kind_of_approval(facts: Facts, actor: Actor, name: str) -> str:
    """What is written down when a deed approves."""
    if name == "terbitkan-darurat":
        return "darurat"
    return "setuju" if actor.id not in facts.people else "sendiri"


def waits(purpose: str, rules: Rules) -> bool:
    """Whether a deed over a published release needs a second person."""
    return rules.two_persons and purpose not in PROTECTING


def may_begin(role: RoleName | None, deed: str) -> Refused | None:
    """Why a person may not start a deed over a published release; None where they may."""
    wanted = AFTERWARDS.get(deed)
    if wanted is None:
        return Refused("Perbuatan itu tidak ada.")
    if not reaches(role, wanted):
        return Refused(_no_right(role, wanted), is_about_rights=True)
    return None


def _after_saving(facts: Facts) -> State | Refused:
    """A change voids an approval; what is being published cannot be changed."""
    if facts.state in _EDITABLE:
        return facts.state
    if facts.state in ("disetujui", "terjadwal"):
        return "dikirim"
    if facts.state == "antre" and facts.has_failed:
        return "draf"
    return Refused(_wrong_state(facts.state))


def _own_reason(facts: Facts, name: str, actor: Actor, rules: Rules) -> Refused | None:
    """What speaks against one deed in particular."""
    if name in ("setujui", "terbitkan", "jadwalkan"):
        return _second_person(facts, name, actor, rules)
    if name == "terbitkan-darurat" and _second_person(facts, name, actor, rules) is None:
        return Refused("Tidak perlu: naskah ini dapat diterbitkan biasa.")
    if name == "sahkan":
        return _confirming(facts, actor)
    if name == "ulangi" and not facts.has_failed:
        return Refused("Penerbitan ini masih berjalan.")
    if name in ("buang", "pulihkan") and not _may_drop(facts, actor):
        return Refused("Hanya penulisnya atau penyunting yang dapat melakukannya.", True)
    return None


def _second_person(facts: Facts, name: str, actor: Actor, rules: Rules) -> Refused | None:
    if facts.approver is not None and name != "setujui":
        return None
    if not waits(facts.purpose, rules):
        return None
    if actor.id in facts.people:
        return Refused(
            "Naskah ini Anda tulis; yang menyetujui harus orang lain. Dalam keadaan mendesak, "
            "terbitkan dengan alasan.",
            True,
        )
    if facts.state in ("draf", "dikembalikan"):
        return Refused("Naskah ini belum dikirim oleh penulisnya.")
    return None


def _confirming(facts: Facts, actor: Actor) -> Refused | None:
    if facts.publisher is None:
        return Refused("Tidak ada penerbitan mendesak yang perlu disahkan.")
    if actor.id in facts.people or actor.id == facts.publisher:
        return Refused("Yang mengesahkan harus orang lain.", True)
    return None


def _may_drop(facts: Facts, actor: Actor) -> bool:
    return actor.id == facts.creator or reaches(actor.role, "penyunting")


def _no_right(role: RoleName | None, wanted: RoleName) -> str:
    if role is None:
        return "Naskah ini milik satuan di luar tugas Anda."
    return f"Ini tugas {wanted}; minta rekan yang berwenang."


def _wrong_state(state: State) -> str:
    words: dict[State, str] = {
        "draf": "Naskah ini masih draf.",
        "dikirim": "Naskah ini sudah dikirim.",
        "dikembalikan": "Naskah ini dikembalikan kepada penulisnya.",
        "disetujui": "Naskah ini sudah disetujui.",
        "terjadwal": "Naskah ini sudah dijadwalkan.",
        "antre": "Naskah ini sedang diterbitkan.",
        "terbit": "Naskah ini sudah terbit; pakai Perbarui, Ralat, atau Cabut.",
        "dibuang": "Naskah ini sudah dibuang; pulihkan dahulu.",
    }
    return words[state]
