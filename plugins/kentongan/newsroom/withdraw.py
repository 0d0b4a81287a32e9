"""Withdrawing a published release, telling other media, and taking a withdrawal back."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from kentongan.domain import addresses, dates
from kentongan.domain.lifecycle import PRIVATE_WITHDRAWALS, public_view, title_for_others
from kentongan.domain.release import WITHDRAWALS, Release, Withdrawal
from kentongan.manuscripts.editing import set_fields
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.folder import Newsroom, written
from kentongan.site import passing
from kentongan.site.moments import Moments, recorded

_KEYS = ("Dicabut", "Alasan", "Dicabut-Pada", "Gabung-Ke")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`notice` is for other media; `traces` are copies that this does not remove."""

    code: str
    path: str
    file: Path
    kind: str
    at: datetime
    url: str
    notice: str
    traces: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "path": self.path,
            "kind": self.kind,
            "at": self.at.isoformat(),
            "url": self.url,
            "notice": self.notice,
            "traces": list(self.traces),
        }


@dataclass(frozen=True, slots=True)
class Restored:
    """A release that is public again."""

    code: str
    path: str
    file: Path
    url: str

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "path": self.path, "url": self.url}


def withdraw(
    room: Newsroom,
    name: str,
    kind: str,
    reason: str,
    *,
    merged_into: str = "",
    at: str = "",
    rename: bool = False,
) -> Withdrawn:
    """Withdraw the release with this code, slug or file; nothing is changed when it is refused.

    `at` is a time in words, now where it is empty; `rename` gives the file its code as its name.
    Raises NewsroomError.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise RequestError("--alasan kosong; alasan wajib diumumkan.")
    if kind not in WITHDRAWALS:
        raise RequestError(f"--jenis “{kind}” tidak dikenal; pilih {', '.join(WITHDRAWALS)}.")
    release = room.find(name)
    moment = room.past(at, "--pada")
    target = _target(room, release, kind, merged_into)
    _check(room, release, kind, rename)
    changes: dict[str, str | None] = {
        "Dicabut": kind,
        "Alasan": reason,
        "Dicabut-Pada": written(moment),
        "Gabung-Ke": target,
    }
    if release.code_is_derived:
        changes["Kode"] = release.code
    withdrawal = Withdrawal(kind, reason, moment, target or "")
    notice = _notice(room, release, withdrawal)
    text = room.edited(release, partial(set_fields, changes=changes))
    place = _renamed(room, release) if rename else room.file(release)
    private = kind in PRIVATE_WITHDRAWALS
    traces = _traces(room, release, rename) if private else []
    room.keep({room.file(release): None, place: text})
    return Withdrawn(
        code=release.code,
        path=place.relative_to(room.content).as_posix(),
        file=place,
        kind=kind,
        at=moment,
        url=addresses.code(release.code) if private else release.url,
        notice=notice,
        traces=tuple(traces),
    )


def restore(room: Newsroom, name: str) -> Restored:
    """Let a withdrawn release come back as it was. Raises NewsroomError."""
    release = room.find(name)
    if release.withdrawal is None:
        raise NewsroomError(f"Rilis {release.code} tidak sedang dicabut.")
    text = room.edited(release, partial(set_fields, changes=dict.fromkeys(_KEYS)))
    room.keep({room.file(release): text})
    return Restored(release.code, release.path, room.file(release), release.url)


def _check(room: Newsroom, release: Release, kind: str, rename: bool) -> None:
    state = public_view(release, room.now).state
    if state == "hidden":
        raise NewsroomError(
            f"{release.path} belum pernah tayang, jadi tidak perlu dicabut. "
            "Biarkan sebagai Status: draf, atau hapus berkasnya."
        )
    if rename and kind not in PRIVATE_WITHDRAWALS:
        raise RequestError("--ganti-nama hanya untuk --jenis privasi atau putusan.")
    if release.withdrawal and release.withdrawal.kind == kind and not rename:
        raise NewsroomError(
            f"Rilis {release.code} sudah dicabut ({kind}). Batalkan dahulu: "
            f"humas batal-cabut {release.code}"
        )


def _target(room: Newsroom, release: Release, kind: str, target: str) -> str | None:
    """The code of the release to which a merged one leads."""
    if kind != "digabung":
        if target:
            raise RequestError("--ke hanya untuk --jenis digabung.")
        return None
    if not target:
        raise RequestError("--jenis digabung memerlukan --ke: kode rilis tujuan.")
    other = room.find(target)
    seen: set[str] = set()
    step: Release | None = other
    while step and step.code not in seen:
        if step.code == release.code:
            raise NewsroomError(
                f"Gabung melingkar: {other.code} akhirnya menunjuk kembali ke {release.code}. "
                "Tunjuk rilis yang masih tayang."
            )
        seen.add(step.code)
        step = room.by_code(step.withdrawal.merged_into) if step.withdrawal else None
    if other.withdrawal and other.withdrawal.kind != "digabung":
        raise NewsroomError(f"Rilis tujuan {other.code} sendiri sudah dicabut.")
    if public_view(other, room.now).state == "hidden":
        raise NewsroomError(f"Rilis tujuan {other.code} belum tayang.")
    return other.code


def _renamed(room: Newsroom, release: Release) -> Path:
    place = room.file(release).with_name(f"{release.code.lower()}.md")
    if place.exists() and place != room.file(release):
        raise NewsroomError(f"{place} sudah ada; berkas tidak diganti namanya.")
    return place


def _traces(room: Newsroom, release: Release, rename: bool) -> list[str]:
    """Where words or pictures of the release still are outside the public site."""
    whole = room.whole(release)
    traces = []
    if not rename and Path(release.path).stem != release.code.lower():
        traces.append(f"nama berkas {release.path}; ulangi perintah ini dengan --ganti-nama")
    pictures = [picture.path for picture in whole.all_pictures]
    attachments = [path for path in whole.attachments if not path.endswith(".md")]
    traces += [
        f"{path}; hapus bila tidak dipakai rilis lain"
        for path in dict.fromkeys(pictures + attachments)
    ]
    traces += [
        f"{path} menyebut rilis ini; periksa kata-kata tautannya" for path in _mentions(room, whole)
    ]
    for folder in ("jejak/alamat", "jejak/fakta"):
        traces += [
            f"{folder}/{file.name} (dibersihkan penerbitan berikutnya)"
            if folder.endswith("fakta")
            else f"{folder}/{file.name} memuat alamat lamanya"
            for file in sorted((room.content / folder).glob("*"))
            if file.is_file() and release.code.encode() in file.read_bytes()
        ]
    commits = _commits(room.file(release))
    if commits:
        traces.append(
            f"riwayat Git: {commits} versi berkas ini tetap dapat dibaca siapa pun yang memegang "
            "repositori; minta pengelola menulis ulang riwayat bila putusan mengharuskannya"
        )
    traces.append("cadangan, versi lama di server, mesin pencari, dan media yang sudah memuatnya")
    return traces


def _mentions(room: Newsroom, release: Release) -> list[str]:
    name = Path(release.path).name
    return [
        other.path
        for other in room.releases
        if other.code != release.code
        and (name in other.body or release.url in other.body or release.code in other.body)
    ]


def _commits(file: Path) -> int:
    try:
        done = subprocess.run(
            ["git", "log", "--oneline", "--follow", "--", file.name],
            cwd=file.parent,
            capture_output=True,
            check=False,
        )
    except OSError:
        return 0
    return len(done.stdout.splitlines()) if done.returncode == 0 else 0


def _notice(room: Newsroom, release: Release, withdrawal: Withdrawal) -> str:
    view = public_view(replace(release, withdrawal=withdrawal), room.now)
    stated = view.release.withdrawal or withdrawal
    published = Moments(recorded(room.content)).applied(release).published_at
    return passing.withdrawal(
        room.name_of_unit(release),
        title_for_others(release.title, release.kind, shows_title=view.shows_title),
        release.code,
        dates.short(published.astimezone(room.zone)),
        reason=stated.reason,
        request=stated.request,
        address=room.address_of(release.code),
        instead=room.address_of(withdrawal.merged_into) if withdrawal.merged_into else "",
    )
