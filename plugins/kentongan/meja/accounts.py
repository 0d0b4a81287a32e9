"""People, their invitations, and their sessions on devices."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

from kentongan.meja import limits, passwords
from kentongan.meja.errors import NotSignedIn, Refusal, Unknown
from kentongan.meja.store import audit
from kentongan.meja.store.database import Row, Store
from kentongan.meja.values import Device, Invitation, Person, Session, Ticket
from kentongan.newsroom.browser_desk import Role, RoleName, Settings

_WRONG = "Nama atau kata sandi keliru."
_SPENT = "Tautan ini sudah dipakai atau sudah lewat. Minta yang baru kepada pengelola."
_SEEN = timedelta(minutes=5)  # how exactly the last use of a session is kept


class Accounts:
    """Who may come in."""

    def __init__(self, store: Store, clock: Callable[[], datetime], settings: Settings) -> None:
        self.store = store
        self.clock = clock
        self.settings = settings

    # People

    def person(self, id: int) -> Person:
        """Raises Unknown."""
        row = self.store.row("SELECT * FROM orang WHERE id = ?", id)
        if row is None:
            raise Unknown("Orang itu tidak ada.")
        return self._person(row)

    def named(self, name: str) -> Person:
        """The person who signs in with this name. Raises Unknown."""
        row = self.store.row("SELECT * FROM orang WHERE kenal = ?", recognised(name))
        if row is None:
            raise Unknown(f"Tidak ada orang bernama “{name}”.")
        return self._person(row)

    def everyone(self) -> tuple[Person, ...]:
        rows = self.store.rows("SELECT * FROM orang ORDER BY aktif DESC, kenal")
        return tuple(self._person(row) for row in rows)

    def add(self, name: str, office: str, role: RoleName, unit: str, by: int | None) -> Person:
        """A new person, who cannot sign in until an invitation is spent."""
        name, office = " ".join(name.split()), " ".join(office.split())
        if not name or not office:
            raise Refusal("Nama dan jabatan wajib diisi.", 422)
        now = self.clock()
        try:
            with self.store.writing() as connection:
                made = connection.execute(
                    "INSERT INTO orang (nama, kenal, jabatan, dibuat) VALUES (?, ?, ?, ?)",
                    (name, recognised(name), office, now.timestamp()),
                )
                id = int(made.lastrowid or 0)
                connection.execute("INSERT INTO peran VALUES (?, ?, ?)", (id, role, unit))
                audit.note(connection, now, by, f"orang tambah {role}", f"orang {id} {unit}")
        except sqlite3.IntegrityError:
            raise Refusal(f"Sudah ada orang bernama “{name}”; tambahkan gelar atau NRP.") from None
        return self.person(id)

    def set_role(self, id: int, role: RoleName | None, unit: str, by: int | None) -> None:
        """Give a person another role in a unit, or (None) take it away."""
        with self.store.writing() as connection:
            connection.execute("DELETE FROM peran WHERE orang = ? AND satuan = ?", (id, unit))
            if role:
                connection.execute("INSERT INTO peran VALUES (?, ?, ?)", (id, role, unit))
            deed = f"peran {role or 'dicabut'}"
            audit.note(connection, self.clock(), by, deed, f"orang {id} {unit}")

    def deactivate(self, id: int, by: int | None) -> None:
        """End all ways in of a person; what they wrote keeps their name."""
        self.person(id)
        with self.store.writing() as connection:
            connection.execute("UPDATE orang SET aktif = 0, sandi = '' WHERE id = ?", (id,))
            for table in ("sesi", "kunci", "undangan"):
                connection.execute(f"DELETE FROM {table} WHERE orang = ?", (id,))
            audit.note(connection, self.clock(), by, "orang nonaktif", f"orang {id}")

    def _person(self, row: Row) -> Person:
        roles = self.store.rows(
            "SELECT peran, satuan FROM peran WHERE orang = ? ORDER BY satuan", row["id"]
        )
        named = tuple(Role(role["peran"], role["satuan"]) for role in roles)
        return Person(
            row["id"], row["nama"], row["jabatan"], named, bool(row["aktif"]), bool(row["sandi"])
        )

    # Invitations

    def invite(self, id: int, by: int | None) -> str:
        """A token that is told once; earlier ones of the person end. Raises Unknown."""
        person = self.person(id)
        token = secrets.token_urlsafe(24)
        now = self.clock()
        until = now + timedelta(hours=self.settings.jam_undangan)
        with self.store.writing() as connection:
            connection.execute("DELETE FROM undangan WHERE orang = ?", (person.id,))
            connection.execute("UPDATE orang SET aktif = 1 WHERE id = ?", (person.id,))
            connection.execute(
                "INSERT INTO undangan (digest, orang, sampai) VALUES (?, ?, ?)",
                (_digest(token), person.id, until.timestamp()),
            )
            audit.note(connection, now, by, "undangan", f"orang {person.id}")
        return token

    def invitation(self, token: str) -> Invitation:
        """What a link is for; looking at it does not spend it. Raises Refusal."""
        row = self.store.row(
            "SELECT * FROM undangan WHERE digest = ? AND dipakai IS NULL AND sampai > ?",
            _digest(token),
            self.clock().timestamp(),
        )
        if row is None:
            raise Refusal(_SPENT, 410)
        until = datetime.fromtimestamp(row["sampai"], self.clock().tzinfo)
        return Invitation(self.person(row["orang"]), until)

    def accept(self, token: str, password: str, device: str) -> Ticket:
        """Spend a link: the password is set, older ways in end. Raises Refusal."""
        person = self.invitation(token).person
        passwords.check_new(password, person.name)
        hashed = passwords.hashed(password)
        now = self.clock()
        with self.store.writing() as connection:
            spent = connection.execute(
                "UPDATE undangan SET dipakai = ? WHERE digest = ? AND dipakai IS NULL",
                (now.timestamp(), _digest(token)),
            )
            if spent.rowcount != 1:
                raise Refusal(_SPENT, 410)
            connection.execute("UPDATE orang SET sandi = ? WHERE id = ?", (hashed, person.id))
            for table in ("sesi", "kunci"):
                connection.execute(f"DELETE FROM {table} WHERE orang = ?", (person.id,))
            audit.note(connection, now, person.id, "undangan dipakai", f"orang {person.id}")
        return self.begin(person, device)

    # Sessions

    def sign_in(self, name: str, password: str, address: str, device: str) -> Ticket:
        """A session for the right password. Raises Refusal, alike for name and password."""
        whose = (f"nama {recognised(name)}", f"dari {address}")
        limits.count(self.store, self.clock(), *whose)
        row = self.store.row("SELECT * FROM orang WHERE kenal = ? AND aktif = 1", recognised(name))
        if not passwords.fits(row["sandi"] if row else "", password) or row is None:
            raise Refusal(_WRONG, 401)
        limits.forgive(self.store, *whose)
        return self.begin(self._person(row), device)

    def begin(self, person: Person, device: str) -> Ticket:
        """A session of a person who has proved who they are."""
        cookie = secrets.token_urlsafe(32)
        now = self.clock()
        until = now + timedelta(days=self.settings.hari_sesi)
        with self.store.writing() as connection:
            connection.execute("DELETE FROM sesi WHERE sampai <= ?", (now.timestamp(),))
            made = connection.execute(
                "INSERT INTO sesi (digest, orang, gawai, dibuat, dilihat, sampai) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(_digest(cookie), person.id, device[:200]),
                    *(now.timestamp(), now.timestamp(), until.timestamp()),
                ),
            )
            audit.note(connection, now, person.id, "masuk", f"orang {person.id}")
        session = Session(int(made.lastrowid or 0), person, token_of(cookie))
        return Ticket(session, cookie)

    def session_of(self, cookie: str) -> Session | None:
        """The session of a cookie, while it lasts."""
        now = self.clock()
        row = self.store.row(
            "SELECT sesi.*, orang.aktif FROM sesi JOIN orang ON orang.id = sesi.orang "
            "WHERE digest = ? AND sampai > ? AND aktif = 1",
            _digest(cookie),
            now.timestamp(),
        )
        if row is None:
            return None
        if now.timestamp() - row["dilihat"] > _SEEN.total_seconds():
            until = now + timedelta(days=self.settings.hari_sesi)
            with self.store.writing() as connection:
                connection.execute(
                    "UPDATE sesi SET dilihat = ?, sampai = ? WHERE id = ?",
                    (now.timestamp(), until.timestamp(), row["id"]),
                )
        return Session(row["id"], self.person(row["orang"]), token_of(cookie))

    def end(self, session: Session, *, everywhere: bool = False) -> None:
        """Sign out on this device, or on all."""
        which, value = ("orang", session.person.id) if everywhere else ("id", session.id)
        with self.store.writing() as connection:
            connection.execute(f"DELETE FROM sesi WHERE {which} = ?", (value,))
            deed = "keluar di mana-mana" if everywhere else "keluar"
            about = f"orang {session.person.id}"
            audit.note(connection, self.clock(), session.person.id, deed, about)

    def devices(self, session: Session) -> tuple[Device, ...]:
        rows = self.store.rows(
            "SELECT * FROM sesi WHERE orang = ? ORDER BY dilihat DESC", session.person.id
        )
        return tuple(
            self.device(row, row["gawai"], row["dilihat"], is_this=row["id"] == session.id)
            for row in rows
        )

    def device(self, row: Row, name: str, seen: float, *, is_this: bool = False) -> Device:
        """The device of a row of sessions or of passkeys, with its times in the site's zone."""
        zone = self.clock().tzinfo
        since = datetime.fromtimestamp(row["dibuat"], zone)
        return Device(row["id"], name, since, datetime.fromtimestamp(seen, zone), is_this)

    def forget_device(self, session: Session, id: int) -> None:
        with self.store.writing() as connection:
            connection.execute(
                "DELETE FROM sesi WHERE id = ? AND orang = ?", (id, session.person.id)
            )

    def change_password(self, session: Session, old: str, new: str) -> None:
        """Set another password; the other devices are signed out. Raises Refusal."""
        person = session.person
        limits.count(self.store, self.clock(), f"ganti {person.id}")
        known = self.store.value("SELECT sandi FROM orang WHERE id = ?", person.id)
        if known and not passwords.fits(known, old):
            raise Refusal("Kata sandi lama keliru.", 422)
        passwords.check_new(new, person.name)
        hashed = passwords.hashed(new)
        with self.store.writing() as connection:
            connection.execute("UPDATE orang SET sandi = ? WHERE id = ?", (hashed, person.id))
            connection.execute(
                "DELETE FROM sesi WHERE orang = ? AND id <> ?", (person.id, session.id)
            )
            audit.note(connection, self.clock(), person.id, "sandi baru", f"orang {person.id}")

    def still(self, session: Session) -> Person:
        """The person as they are now: rights may have been taken since. Raises NotSignedIn."""
        if self.store.value("SELECT 1 FROM sesi WHERE id = ?", session.id) is None:
            raise NotSignedIn
        person = self.person(session.person.id)
        if not person.is_active:
            raise NotSignedIn
        return person


def recognised(name: str) -> str:
    """A name as it is compared: capitals, spaces and dots do not matter."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(plain.replace(".", " ").replace(",", " ").split())


def token_of(cookie: str) -> str:
    """The token of the forms of a session: known to its pages, not to the database."""
    return hashlib.sha256(b"meja-tanda:" + cookie.encode()).hexdigest()


def _digest(secret: str) -> bytes:
    return hashlib.sha256(b"meja:" + secret.encode()).digest()
