"""Live news: to those whom a draft concerns, with heartbeats, and never to others."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from kentongan.meja import hub
from kentongan.meja.hub import Hub

from tests.meja.desks import Office


async def heard(told: Hub, may_see: bool, send: bool = True) -> list[str]:
    """The first events of a page, while another thread tells news."""
    events: list[str] = []
    async for event in told.listen(lambda draft: may_see):
        events.append(event)
        if len(events) == 1 and send:
            threading.Thread(target=told.tell, args=("a", {"keadaan": "selesai"})).start()
        if len(events) == 2:
            break
    return events


def events_of(told: Hub, may_see: bool, send: bool = True) -> list[str]:
    """In a thread of its own: a browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, heard(told, may_see, send)).result()


def test_news_reach_the_page_that_may_see_them() -> None:
    first, second = events_of(Hub(), may_see=True)
    assert first == "retry: 3000\n\n"
    assert second.startswith("event: pekerjaan\ndata: ")
    assert json.loads(second.partition("data: ")[2]) == {"keadaan": "selesai"}


@pytest.mark.parametrize("send", [True, False])
def test_others_hear_a_heartbeat_alone(send: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "HEARTBEAT", 0.2)
    events = events_of(Hub(), may_see=False, send=send)
    assert events[1] == ": hidup\n\n"


def test_a_run_tells_its_end_to_those_of_the_unit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = office.person("Bripda Uji")
    editor = office.person("AKP Uji", "penyunting")
    told: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(office.desk.hub, "tell", lambda draft, news: told.append((draft, news)))
    draft = office.draft(writer)
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    states = [news["keadaan"] for id, news in told if id == draft.id]
    assert states[0] == "berjalan" and states[-1] == "selesai"
    assert told[-1][1]["alamat"] == f"/r/{draft.code}/"
    assert "Patroli" not in json.dumps(told)
