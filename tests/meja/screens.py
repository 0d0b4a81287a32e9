"""A browser without scripts: pages fetched, forms filled and sent as they stand in the page."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from kentongan.meja.app import create_app
from kentongan.meja.values import Session
from lxml import html
from PIL import Image
from starlette.testclient import TestClient

from tests.meja.desks import PASSWORD, Office


@dataclass
class Visitor:
    """Someone at the desk, with the page that they look at."""

    client: TestClient
    page: Any = field(default=None, repr=False)
    status: int = 0
    path: str = ""

    def open(self, path: str) -> Visitor:
        return self._read(self.client.get(path))

    def sign_in(self, name: str, password: str = PASSWORD) -> Visitor:
        return self.open("/masuk").send("/masuk", nama=name, sandi=password)

    def send(
        self,
        action: str,
        button: str = "",
        files: dict[str, list[bytes]] | None = None,
        **values: str,
    ) -> Visitor:
        """Fill and send the form of the page with a button, named by `data-perbuatan`, or the form
        that leads to `action`."""
        form, sent, target = self._form(action, button)
        sent |= {key.replace("__", "."): value for key, value in values.items()}
        parts: list[tuple[str, Any]] = [
            (name, (f"IMG_{number}.jpg", data, "image/jpeg"))
            for name, datas in (files or {}).items()
            for number, data in enumerate(datas)
        ]
        is_multipart = form.get("enctype") == "multipart/form-data"
        more: dict[str, Any] = {"files": parts or {"kosong": ("", b"")}} if is_multipart else {}
        return self._read(self.client.post(target, data=sent, **more))

    def text(self, query: str) -> str:
        return " ".join(self.page.xpath(f"string({query})").split())

    def all(self, query: str) -> list[Any]:
        return list(self.page.xpath(query))

    def has(self, words: str) -> bool:
        return words in " ".join(self.page.text_content().split())

    def _read(self, response: Any) -> Visitor:
        self.status, self.path = response.status_code, response.url.path
        if response.headers["content-type"].startswith("text/html"):
            self.page = html.document_fromstring(response.text)
        return self

    def _form(self, action: str, button: str) -> tuple[Any, dict[str, str], str]:
        pressed = None
        if button:
            (pressed,) = self.page.xpath(f"//button[@data-perbuatan='{button}']")
            named = pressed.get("form")
            form = (
                self.page.xpath(f"//form[@id='{named}']")[0]
                if named
                else next(iter(pressed.iterancestors("form")))
            )
        else:
            form = self.page.xpath(
                f"//form[@action='{action}' or (not(@action) and '{action}'='')]"
            )[0]
        sent = {name: value or "" for name, value in form.fields.items() if name}
        for name in [
            element.get("name") for element in form.iter("input") if element.get("type") == "file"
        ]:
            sent.pop(name, None)
        target = form.get("action") or self.path
        if pressed is not None:
            target = pressed.get("formaction") or target
            if pressed.get("name"):
                sent[pressed.get("name")] = pressed.get("value", "")
        return form, sent, target


def visitor(office: Office) -> Visitor:
    """A new browser before the door of a desk."""
    client = TestClient(
        create_app(office.desk, work=False),
        base_url="https://meja.test",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    return Visitor(client)


def visit(office: Office, session: Session) -> Visitor:
    """A browser in which this person has signed in."""
    return visitor(office).sign_in(session.person.name)


def picture(colour: str = "teal", size: tuple[int, int] = (320, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()
