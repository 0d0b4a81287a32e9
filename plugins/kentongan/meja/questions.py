"""Questions about a draft that has just come in, until they are answered.

They are only proposals: the file holds all that was decided, and the gate asks again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from kentongan.importer.draft import Question
from kentongan.meja.store.database import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask about one draft, and what to say of it."""

    questions: tuple[Question, ...] = ()
    doubts: tuple[str, ...] = ()


class Questions:
    """The open questions of all drafts; whoever asks has been shown the draft."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def ask(self, draft: str, questions: Sequence[Question], doubts: Sequence[str]) -> None:
        if not questions and not doubts:
            return
        told = json.dumps([[astuple(question) for question in questions], list(doubts)])
        with self.store.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO tanya VALUES (?, ?)", (draft, told))

    def about(self, draft: str) -> Asked:
        told = self.store.value("SELECT isi FROM tanya WHERE naskah = ?", draft)
        if told is None:
            return Asked()
        questions, doubts = json.loads(told)
        return Asked(tuple(Question(*words) for words in questions), tuple(doubts))

    def settle(self, draft: str) -> None:
        """The questions about a draft were answered."""
        with self.store.writing() as connection:
            connection.execute("DELETE FROM tanya WHERE naskah = ?", (draft,))

    def answer(self, draft: str, doubt: str) -> None:
        """One doubt about a draft is none any more."""
        asked = self.about(draft)
        if doubt in asked.doubts:
            self.settle(draft)
            self.ask(draft, asked.questions, [said for said in asked.doubts if said != doubt])
