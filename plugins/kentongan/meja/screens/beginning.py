"""What was understood of a text becomes drafts, with their photographs."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from kentongan.manuscripts.editing import EditError
from kentongan.meja import editing, photographs, pictures
from kentongan.meja.desk import Desk
from kentongan.meja.errors import Refusal
from kentongan.meja.intake import Received, Sent
from kentongan.meja.screens.asking import new_key
from kentongan.meja.values import Conflict, Draft, Session

_TRIES = 5  # where others save the same text at the same moment


def begin_all(
    desk: Desk, session: Session, found: Sequence[Received], key: str
) -> tuple[Draft, ...]:
    """A draft for each release, with what is to be asked about it."""
    drafts = []
    for number, received in enumerate(found):
        draft, refused = _begun(desk, session, received, f"{key}-{number}" if key else "")
        desk.questions.ask(draft.id, received.questions, (*received.doubts, *refused))
        drafts.append(draft)
    return tuple(drafts)


def place_of(drafts: Sequence[Draft]) -> str:
    """The screen of a draft, or that of several."""
    if len(drafts) == 1:
        return f"/naskah/{drafts[0].id}"
    return "/terima?" + "&".join(f"n={quote(draft.id)}" for draft in drafts)


def _begun(
    desk: Desk, session: Session, received: Received, key: str
) -> tuple[Draft, Sequence[str]]:
    """The draft of a release with its photographs, and a sentence for each that was not taken.

    A share with the same key is the same draft. Once its photographs stand in the text it is done:
    one that was dropped since does not come back.
    """
    draft = desk.begin(session, received.text, client_key=key)
    with_them = f"{key} foto" if key else ""
    if with_them and desk.saved_with(session, draft.id, with_them):
        return draft, ()
    sent = received.photographs
    return with_photographs(desk, session, draft, sent, received.title, with_them)


def with_photographs(
    desk: Desk, session: Session, draft: Draft, sent: Sequence[Sent], title: str, key: str = ""
) -> tuple[Draft, Sequence[str]]:
    """Keep these photographs and name them in the text; a sentence for each that was not taken.

    The version that names them is kept under this key.
    """
    cleaned: list[bytes] = []
    troubles: list[str] = []
    for file in sent:
        try:
            cleaned.append(photographs.clean(file.data, file.name).data)
        except Refusal as refusal:
            troubles.append(f"Foto tidak disertakan. {refusal}")
    draft, more = with_cleaned(desk, session, draft, cleaned, title, key)
    return draft, (*troubles, *more)


def with_cleaned(
    desk: Desk, session: Session, draft: Draft, cleaned: Sequence[bytes], title: str, key: str = ""
) -> tuple[Draft, Sequence[str]]:
    """The same of photographs that are pixels alone already.

    Whatever was done before an end in the middle is not done again, so the same call is its mend.
    """
    kept = [
        desk.keep_photograph(session, draft.id, clean=clean, shown=clean, suffix=".jpg").name
        for clean in cleaned
    ]
    alts = [pictures.proposed_alt(title, number, len(kept)) for number in range(1, len(kept) + 1)]
    for _ in range(_TRIES):
        draft = desk.draft(session, draft.id)
        try:
            data = pictures.with_all(draft.text, dict(zip(kept, alts, strict=True)))
        except EditError as error:
            return draft, (str(error),)
        if data == draft.text:
            return draft, ()
        saved = desk.save(session, draft.id, draft.rev, key or new_key(), data)
        if not isinstance(saved, Conflict):
            return desk.draft(session, draft.id), ()
    return draft, ("Naskah ini sedang disimpan orang lain; kirim fotonya sekali lagi.",)


def title_of(data: bytes) -> str:
    """The title of a file; empty where it cannot be read."""
    try:
        return editing.open_text(data).title
    except EditError:
        return ""
