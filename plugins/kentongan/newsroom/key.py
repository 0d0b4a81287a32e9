"""The key that signs the manifest: made, renewed, shown, used by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.domain import addresses
from kentongan.newsroom.configuration import Configuration, load
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.parts.authenticity import core, hooks, manifest
from kentongan.site import signing
from kentongan.storage.reasons import reason
from kentongan.storage.writing import create, write_whole

DAYS = 730
OVERLAP = 30

# Gives the password of a key when it is needed; a new one is asked for twice.
Password = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that are trusted, and the moment at which they were looked at."""

    keys: tuple[signing.PublicKey, ...]
    at: datetime

    def as_json(self) -> list[dict[str, Any]]:
        return [key.as_row() | {"berlaku": key.holds_at(self.at)} for key in self.keys]


def trusted_keys(content: Path) -> Keys:
    """Raises NewsroomError."""
    return Keys(tuple(_keys(content)), load(content).now())


def make_key(
    content: Path, path: Path, password: Password, *, days: int = DAYS, replaces: bool = False
) -> str:
    """Make a key, or one that replaces those that are trusted; its name. Raises NewsroomError.

    The secret goes to `path`, encrypted; the older keys hold for `OVERLAP` days more.
    """
    path = path.expanduser()
    if path.exists():
        raise NewsroomError(f"{path} sudah ada; kunci tidak ditimpa.")
    if _is_in_repository(path, content):
        raise NewsroomError("Simpan kunci di luar repositori, misalnya di folder rumah Anda.")
    keys = _keys(content)
    moment = load(content).now().replace(microsecond=0)
    if keys and not replaces:
        raise NewsroomError("Sudah ada kunci; pakai --ganti untuk menggantinya.")
    secret, public = signing.new_private_key(password())
    end = moment + timedelta(days=OVERLAP)
    kept = [replace(old, until=min(old.until, end)) for old in keys]
    new = signing.PublicKey(public, moment, moment + timedelta(days=days))
    try:
        create(path, secret, mode=0o600)
        write_whole(_place(content), signing.write_keys([*kept, new]))
    except OSError as error:
        raise NewsroomError(f"Kunci tidak dapat ditulis: {reason(error)}.") from None
    return new.name


def sign(content: Path, folder: Path, key: Path | None, password: Password) -> list[str]:
    """Sign manifest and heartbeat of a built site with this key, or with that of the settings.

    Returns the paths of the files that it wrote. Raises NewsroomError.
    """
    configuration = load(content)
    stated = configuration.of(core.Settings).key
    if key is None and not stated:
        raise RequestError("Sebut kuncinya dengan --kunci atau HUMAS_AUTHENTICITY_KEY.")
    chosen = (key or Path(stated)).expanduser()
    root = folder / manifest.path_of("")
    if not root.is_file():
        raise NewsroomError(f"{root} tidak ada; bangun situsnya dulu.")
    try:
        signer = signing.Signer.open(chosen.read_bytes(), password())
    except OSError:
        raise NewsroomError(f"{chosen} tidak ada atau tidak dapat dibaca.") from None
    except signing.KeyFileError:
        raise NewsroomError("Kunci tidak dapat dibuka; periksa kata sandinya.") from None
    now = configuration.now()
    fault = core.key_problem(_keys(content), signer.raw, lambda moment: moment <= now)
    if fault:
        raise NewsroomError(hooks.KEY_FAULTS[fault])
    keys = _place(content).read_bytes()
    files = [*manifest.signature_files(root.read_bytes(), signer), *manifest.key_files(keys)]
    beat = folder / addresses.file(addresses.HEARTBEAT)
    if beat.is_file():
        files.append(manifest.heartbeat_signature(beat.read_bytes(), signer))
    for path, data in files:
        write_whole(folder / path, data)  # output files may be linked: never write into one
    return [path for path, _ in files]


def secrets(configuration: Configuration) -> list[str]:
    """The name of the password, where the settings name a key that signs each publication."""
    return [hooks.PASSWORD] if configuration.of(core.Settings).key else []


def _place(content: Path) -> Path:
    return content / "jejak" / "kunci.json"


def _keys(content: Path) -> list[signing.PublicKey]:
    path = _place(content)
    try:
        return signing.read_keys(path.read_bytes()) if path.is_file() else []
    except ValueError:
        raise NewsroomError(f"{path} rusak.") from None


def _is_in_repository(path: Path, content: Path) -> bool:
    """Whether the file would lie below the folder that holds the content, or in a repository."""
    place = path.resolve().parent
    if place.is_relative_to(content.resolve().parent):
        return True
    return any((folder / ".git").exists() for folder in (place, *place.parents))
