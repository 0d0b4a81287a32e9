"""What the desk does not do, as a sentence for the person who asked."""

from __future__ import annotations


class Refusal(Exception):
    """A deed that is not done. Indonesian; `status` is what HTTP answers."""

    def __init__(self, sentence: str, status: int = 403) -> None:
        super().__init__(sentence)
        self.status = status


class NotSignedIn(Refusal):
    """Nobody is signed in, or the session has ended."""

    def __init__(self, sentence: str = "Silakan masuk lagi.") -> None:
        super().__init__(sentence, 401)


class Unknown(Refusal):
    """There is no such thing, or it is not for this person: both are answered alike."""

    def __init__(self, sentence: str = "Tidak ada, atau bukan untuk satuan Anda.") -> None:
        super().__init__(sentence, 404)


class TooOften(Refusal):
    """Too many attempts within a short time."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, 429)
