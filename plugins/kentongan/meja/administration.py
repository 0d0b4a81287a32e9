"""What is done on the desk's own server, for `humas meja`: run it, its people, its backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kentongan.meja.backup import BackupError, make, put_back
from kentongan.meja.desk import unit_named
from kentongan.meja.errors import Refusal
from kentongan.meja.health import thorough
from kentongan.meja.store.database import StoreError
from kentongan.meja.workplace import Workplace
from kentongan.newsroom.browser_desk import (
    BackedUp,
    Health,
    Invited,
    Member,
    Opened,
    Place,
    PutBack,
    RoleName,
    Trial,
)
from kentongan.newsroom.errors import NewsroomError


class Administration:
    """`newsroom.browser_desk.BrowserDesk`, which says what each function promises."""

    def run(self, place: Place, stated: str, port: int, ready: Callable[[Opened], None]) -> None:
        from kentongan.meja import server

        with _at(place) as workplace:
            origin = server.origin_of(workplace, stated, port)
            server.run(workplace, origin, port, lambda: ready(Opened(origin)))

    def run_trial(
        self, folder: Path, content: Path, port: int, ready: Callable[[Trial], None]
    ) -> None:
        from kentongan.meja import server, trial

        with _sentences():
            workplace = trial.prepare(folder, content)
            origin = f"http://localhost:{port}"
            trial.serve_site(folder, port + 1)
            workplace.shown_at = f"http://localhost:{port + 1}"

            def stands() -> None:
                link = trial.first_link(workplace.accounts, origin)
                ready(Trial(link, f"{workplace.shown_at}/"))

            server.run(workplace, origin, port, stands)

    def service(self, place: Place, stated: str, port: int, *, user: str, humas: str) -> str:
        from kentongan.meja import server

        with _at(place) as workplace:
            origin = server.origin_of(workplace, stated, port)
            return server.unit(workplace, origin, port, user=user, humas=humas)

    def proxy(self, place: Place, stated: str, port: int) -> str:
        from kentongan.meja import server

        with _at(place) as workplace:
            return server.nginx(server.origin_of(workplace, stated, port), port)

    def add(
        self, place: Place, name: str, office: str, role: RoleName, unit: str, stated: str
    ) -> Invited:
        with _at(place) as workplace:
            slug = unit_named(workplace.reader.units, unit)
            person = workplace.accounts.add(name, office, role, slug, None)
            return _invitation(workplace, person.id, stated)

    def recover(self, place: Place, name: str, stated: str) -> Invited:
        with _at(place) as workplace:
            return _invitation(workplace, workplace.accounts.named(name).id, stated)

    def deactivate(self, place: Place, name: str) -> Member:
        with _at(place) as workplace:
            person = workplace.accounts.named(name)
            workplace.accounts.deactivate(person.id, None)
            return Member(person.name, is_active=False)

    def set_role(self, place: Place, name: str, role: RoleName | None, unit: str) -> Member:
        with _at(place) as workplace:
            person = workplace.accounts.named(name)
            slug = unit_named(workplace.reader.units, unit)
            workplace.accounts.set_role(person.id, role, slug, None)
            return Member(person.name, roles=workplace.accounts.person(person.id).roles)

    def back_up(self, place: Place, file: Path) -> BackedUp:
        with _at(place) as workplace:
            return BackedUp(file, make(workplace, file))

    def put_back(self, place: Place, file: Path) -> PutBack:
        with _sentences():
            put_back(place.data, file)
            return PutBack(place.data)

    def health(self, place: Place) -> tuple[Health, ...]:
        with _at(place) as workplace:
            return thorough(workplace)


def _invitation(workplace: Workplace, person: int, stated: str) -> Invited:
    from kentongan.meja.server import known_origin

    origin = known_origin(workplace, stated)
    return Invited(f"{origin}/undangan/{workplace.accounts.invite(person, None)}")


@contextmanager
def _at(place: Place) -> Iterator[Workplace]:
    with _sentences():
        yield Workplace.at(place.data, place.content, place.output)


@contextmanager
def _sentences() -> Iterator[None]:
    """Raise what the desk refuses as the newsroom does."""
    try:
        yield
    except (Refusal, StoreError, BackupError) as error:
        raise NewsroomError(str(error)) from None
