"""One run of the publisher, in a process of its own: decisions into Git, the site to its targets.

    python -m kentongan.meja.publication --data D --content C --output O

It takes all jobs that are marked as running, writes what becomes of them into the store, and
tells its steps as lines of JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kentongan.meja import access, retention, workflow
from kentongan.meja.drafts import Drafts
from kentongan.meja.failures import Changed, NotBuilt, sentence_of, why_not_built
from kentongan.meja.repository import Clone, Decision, blob_of
from kentongan.meja.steps import Steps, Tell
from kentongan.meja.store import audit
from kentongan.meja.store.database import Row
from kentongan.meja.values import Person
from kentongan.meja.workplace import MOST_ATTEMPTS, Workplace
from kentongan.newsroom import publish as newsroom
from kentongan.newsroom.errors import NewsroomError
from kentongan.publishing import run as publishing
from kentongan.publishing.errors import PublishingError
from kentongan.publishing.lock import one_publication
from kentongan.publishing.run import Job

_FIRST_WAIT = 20  # seconds; doubled for each attempt


@dataclass(frozen=True)
class Order:
    """A job with what it decides: the bytes of each file of the content, None for one that goes."""

    job: Row
    draft: Row | None = None
    files: dict[str, bytes | None] | None = None
    decision: Decision | None = None

    @property
    def id(self) -> int:
        return int(self.job["id"])


class Publisher:
    """Carries out jobs: all of them in one run, one after the other where that fails."""

    def __init__(self, place: Workplace, clone: Clone, tell: Tell) -> None:
        self.place = place
        self.store = place.store
        self.drafts: Drafts = place.drafts
        self.clone = clone
        self.tell = tell

    def run(self) -> None:
        """Carry out what is marked as running."""
        jobs = self.store.rows("SELECT * FROM pekerjaan WHERE keadaan = 'berjalan' ORDER BY id")
        orders = [order for job in jobs if (order := self._order(job))]
        if not orders:
            return
        try:
            self._publish(orders)
        except (NotBuilt, Changed) as error:
            if len(orders) == 1:
                self._failed(orders, error)
                return
            for order in orders:
                self._alone(order)
        except (PublishingError, NewsroomError, OSError, sqlite3.Error) as error:
            self._failed(orders, error)

    def _alone(self, order: Order) -> None:
        try:
            self._publish([order])
        except (PublishingError, NewsroomError, OSError, sqlite3.Error) as error:
            self._failed([order], error)

    # What a job decides

    def _order(self, job: Row) -> Order | None:
        """The order of a job; None where it may not be carried out, which is then told."""
        if job["naskah"] is None:
            return Order(job)
        draft = self.drafts.row(job["naskah"])
        refusal = self._refusal(job, draft)
        if refusal:
            self._failed([Order(job, draft)], Changed(refusal))
            return None
        return Order(job, draft, self._files(draft), self._decision(job, draft))

    def _refusal(self, job: Row, draft: Row) -> str:
        """Why a job is not carried out: rights and approvals are asked for once more."""
        person = self.place.accounts.person(job["orang"])
        if job["digest"] != self.drafts.digest(draft):
            return "Naskah ini berubah setelah disetujui. Minta persetujuan lagi."
        if not access.may(person, "penyunting", draft["satuan"], self.place.reader.units):
            return f"{person.name} tidak lagi berwenang atas satuan naskah ini."
        facts = self.drafts.facts(draft)
        if (
            workflow.waits(draft["tujuan"], self.place.rules)
            and facts.approver is None
            and facts.publisher is None
        ):
            return "Naskah ini belum disetujui orang kedua."
        return ""

    def _files(self, draft: Row) -> dict[str, bytes | None]:
        text = self.drafts.text(draft)
        files: dict[str, bytes | None] = {}
        if draft["jalur_lama"] not in ("", draft["jalur"]):
            files[draft["jalur_lama"]] = None
        files[draft["jalur"]] = text
        folder = Path(draft["jalur"]).parent
        for name, data in self.place.albums.shown(draft["id"]).items():
            if name.encode() in text:
                files[(folder / name).as_posix()] = data
        return files

    def _decision(self, job: Row, draft: Row) -> Decision:
        facts = self.drafts.facts(draft)
        approver = facts.approver
        names = self.drafts.names([approver]) if approver is not None else ()
        is_private = draft["tujuan"] in workflow.PRIVATE
        return Decision(
            title=f"Rilis {draft['kode']}" if is_private else str(draft["judul"]),
            code=draft["kode"],
            draft=draft["id"],
            digest=job["digest"],
            author=self._author(draft),
            approver=names[0] if names else "",
            at=self.drafts.clock(),
        )

    def _author(self, draft: Row) -> Person:
        """Who wrote the text that is decided upon."""
        writer = self.store.value(
            "SELECT orang FROM versi WHERE naskah = ? AND rev = ?", draft["id"], draft["rev"]
        )
        return self.place.accounts.person(writer if writer is not None else draft["pembuat"])

    # The run

    def _publish(self, orders: list[Order]) -> None:
        who = self._who(orders)
        configured, content = self.place.configuration, self.place.content
        job = newsroom.job_of(configured, content, self.place.output, who=who)
        steps = Steps([order.id for order in orders], self.store, self.tell)

        def build() -> None:
            self._build(job, orders, steps)

        steps.begin("rekan" if job.settings.targets else "naskah")
        if job.settings.targets:
            request = newsroom.Request(job)
            act = newsroom.publish_all if len(job.settings.targets) > 1 else newsroom.publish
            act(request, lambda plan, changes: True, build, steps.progress)
        else:
            with one_publication(job.lock, job.who):
                build()
        steps.finish()
        self._done(orders)

    def _build(self, job: Job, orders: list[Order], steps: Steps) -> None:
        """Write the texts, build the site with them, and only then commit them."""
        steps.begin("naskah")
        waiting = [order for order in orders if order.decision and not self._is_committed(order)]
        for order in waiting:
            self._refuse_changed(order)
        files = {path: data for order in waiting for path, data in (order.files or {}).items()}
        self._intend(waiting)
        try:
            self.clone.write(files)
            self._make_site(job, steps)
            steps.begin("catat")
            for order in waiting:
                self._commit(order)
        except Exception:
            self.clone.restore(files)  # what is committed already is restored to itself
            raise
        if job.settings.targets:
            steps.begin("kirim")

    def _make_site(self, job: Job, steps: Steps) -> None:
        """Build with the texts in their places. Raises NotBuilt."""
        steps.begin("bangun")
        try:
            # The report names files, whose names are made of titles: not for a log.
            with contextlib.redirect_stderr(io.StringIO()):
                publishing.build(job, self.place.configuration.project)
        except PublishingError as error:
            raise NotBuilt(why_not_built(error)) from error

    def _is_committed(self, order: Order) -> bool:
        """Whether a run before this one came as far as the commit."""
        assert order.decision is not None
        commit = order.job["komit"] or self.clone.found(order.decision)
        if commit:
            self._committed(order, commit)
        return bool(commit)

    def _refuse_changed(self, order: Order) -> None:
        """A file that others changed is never overwritten: it is laid beside the draft."""
        draft = order.draft
        assert draft is not None and order.files is not None
        path = draft["jalur_lama"] or draft["jalur"]
        wanted = order.files.get(path)
        own = {draft["dasar"], blob_of(wanted) if wanted is not None else ""}
        if self.clone.blob(path) in own:
            return
        theirs = self.clone.content / path
        rev = self.place.keep_foreign(draft, theirs.read_bytes(), self.clone.blob(path))
        raise Changed(
            f"Berkas naskah ini diubah di luar meja (versi {rev}). Bandingkan kedua versi, "
            "lalu kirim lagi."
        )

    def _intend(self, orders: Iterable[Order]) -> None:
        with self.store.writing() as connection:
            for order in orders:
                connection.execute(
                    "UPDATE pekerjaan SET niat = ? WHERE id = ?", (order.job["digest"], order.id)
                )

    def _commit(self, order: Order) -> None:
        assert order.files is not None and order.decision is not None
        self._committed(order, self.clone.commit(order.files, order.decision))

    def _committed(self, order: Order, commit: str) -> None:
        assert order.draft is not None and order.files is not None
        text = order.files[order.draft["jalur"]] or b""
        with self.store.writing() as connection:
            connection.execute("UPDATE pekerjaan SET komit = ? WHERE id = ?", (commit, order.id))
            connection.execute(
                "UPDATE naskah SET dasar = ?, jalur_lama = '' WHERE id = ?",
                (blob_of(text), order.draft["id"]),
            )

    # What became of it

    def _done(self, orders: Iterable[Order]) -> None:
        now = self.drafts.clock()
        private: list[str] = []
        with self.store.writing() as connection:
            for order in orders:
                connection.execute(
                    "UPDATE pekerjaan SET keadaan = 'selesai', selesai = ?, kalimat = '' "
                    "WHERE id = ?",
                    (now.timestamp(), order.id),
                )
                if order.draft is None:
                    continue
                connection.execute(
                    "UPDATE naskah SET keadaan = 'terbit', disentuh = ? WHERE id = ?",
                    (now.timestamp(), order.draft["id"]),
                )
                about = f"naskah {order.draft['id']} {order.draft['kode']}"
                digest = order.job["digest"]
                audit.note(connection, now, order.job["orang"], "terbit", about, digest)
                if order.draft["tujuan"] in workflow.PRIVATE:
                    private.append(order.draft["kode"])
        for code in private:
            retention.purge(self.store, code)
            self.place.albums.sweep()

    def _failed(self, orders: Iterable[Order], error: Exception) -> None:
        """Tell in a sentence what happened; what may pass by itself is tried again later."""
        sentence, passes = sentence_of(error)
        now = self.drafts.clock().timestamp()
        with self.store.writing() as connection:
            for order in orders:
                attempts = int(order.job["percobaan"])
                again = passes and attempts < MOST_ATTEMPTS
                wait = _FIRST_WAIT * 2 ** max(0, attempts - 1)
                connection.execute(
                    "UPDATE pekerjaan SET keadaan = 'gagal', kalimat = ?, selesai = ?, jatuh = ? "
                    "WHERE id = ?",
                    (sentence, None if again else now, now + wait if again else now, order.id),
                )

    def _who(self, orders: Iterable[Order]) -> str:
        """The name in the journal: who published, and who approved."""
        names: list[str] = []
        for order in orders:
            if order.decision is None:
                continue
            name = self.place.accounts.person(order.job["orang"]).name
            approver = order.decision.approver
            if approver and approver != name:
                name += f" (disetujui {approver})"
            elif approver:
                name = f"{order.decision.author.name} (disetujui {approver})"
            names.append(name)
        return "; ".join(dict.fromkeys(names)) or "Meja"


def main(arguments: list[str]) -> int:
    """Run once; the outcome of each job stands in the store."""
    place = Workplace.from_arguments(arguments)
    with place.run_lock():
        clone = place.clone()
        clone.clear_locks()
        Publisher(place, clone, _print).run()
        place.note_next_moment()
    return 0


def _print(jobs: Sequence[int], told: list[dict[str, object]]) -> None:
    sys.stdout.write(json.dumps({"pekerjaan": list(jobs), "langkah": told}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
