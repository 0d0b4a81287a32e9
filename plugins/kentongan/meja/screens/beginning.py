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

    A share with the same key is the same draft, and its photographs are there already.
    """
    draft = desk.begin(session, received.text, client_key=key)
    if draft.photographs or draft.rev > 1:
        return draft, ()
    return with_photographs(desk, session, draft, received.photographs, received.title)


def with_photographs(
    desk: Desk, session: Session, draft: Draft, sent: Sequence[Sent], title: str
) -> tuple[Draft, Sequence[str]]:
    """Keep these photographs and name them in the text; a sentence for each that was not taken."""
    cleaned: list[bytes] = []
    troubles: list[str] = []
    for file in sent:
        try:
            cleaned.append(photographs.clean(file.data, file.name).data)
        except Refusal as refusal:
            troubles.append(f"Foto tidak disertakan. {refusal}")
    draft, more = with_cleaned(desk, session, draft, cleaned, title)
    return draft, (*troubles, *more)


def with_cleaned(
    desk: Desk, session: Session, draft: Draft, cleaned: Sequence[bytes], title: str
) -> tuple[Draft, Sequence[str]]:
    """The same of photographs that are pixels alone already."""
    if not cleaned:
        return draft, ()
    data = draft.text
    troubles: list[str] = []
    for number, clean in enumerate(cleaned, 1):
        kept = desk.keep_photograph(session, draft.id, clean=clean, shown=clean, suffix=".jpg")
        try:
            data = pictures.add(data, kept.name, pictures.proposed_alt(title, number, len(cleaned)))
        except EditError as error:
            troubles.append(str(error))
    saved = desk.save(session, draft.id, draft.rev, new_key(), data)
    if isinstance(saved, Conflict):
        troubles.append("Naskah ini tersimpan dua kali bersamaan; periksa fotonya.")
    return desk.draft(session, draft.id), troubles


def title_of(data: bytes) -> str:
    """The title of a file; empty where it cannot be read."""
    try:
        return editing.open_text(data).title
    except EditError:
        return ""
