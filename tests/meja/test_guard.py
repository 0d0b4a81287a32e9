"""Every address passes the guard: session, origin of the request, token, headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from kentongan.meja import guard
from kentongan.meja.app import create_app
from kentongan.meja.screens.routes import ROUTES
from kentongan.meja.values import Ticket
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.meja.desks import PASSWORD, Office

ORIGIN = "https://meja.test"
OWN = {"Sec-Fetch-Site": "same-origin"}
UNSAFE = ("POST", "PUT", "DELETE", "PATCH")


def _said(request: Request) -> Response:
    """An endpoint that tells that it was reached."""
    return PlainTextResponse("sampai")


PROBES = [
    Route("/uji/{id}", _said, methods=["GET", "POST", "PUT"]),
    Route("/masuk/uji", _said, methods=["GET", "POST"]),
]


@pytest.fixture
def client(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("kentongan.meja.app.ROUTES", [*PROBES, *ROUTES])
    app = create_app(office.desk, work=False)
    with TestClient(app, base_url=ORIGIN, headers=OWN, follow_redirects=False) as made:
        yield made


@pytest.fixture
def ticket(office: Office) -> Ticket:
    office.person("Bripda Uji")
    return office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "uji")


def signed_in(client: TestClient, ticket: Ticket) -> None:
    client.cookies.set("__Host-meja-sesi", ticket.cookie)


def filled(path: str) -> str:
    """An address of a route, with something in its open places."""
    return re.sub(r"\{[^}]*\}", "x", re.sub(r"\{[^}]*:int\}", "1", path))


def addresses() -> list[tuple[str, str]]:
    """Every address that changes something, with its method."""
    return [
        (filled(route.path), method)
        for route in [*PROBES, *ROUTES]
        for method in sorted(set(route.methods or ()) & set(UNSAFE))
    ]


@pytest.mark.parametrize(("path", "method"), addresses())
def test_no_address_acts_without_its_token_and_its_origin(
    client: TestClient, ticket: Ticket, path: str, method: str
) -> None:
    token = ticket.session.token
    other_tokens = ["", "salah", ticket.cookie, token[:-1], token.upper()]
    if guard.is_open(path):
        other_tokens += [token]  # these forms have tokens of their own
    signed_in_first = not guard.is_open(path)
    if signed_in_first:
        signed_in(client, ticket)
    for given in other_tokens:
        response = client.request(method, path, headers={"X-Tanda": given} if given else {})
        assert response.status_code == 403, (given, response.status_code)
    sites = ["cross-site", "same-site", "", "SAME-ORIGIN"]
    sites += [] if path == "/bagikan" else ["none"]
    for site in sites:
        headers = {"Sec-Fetch-Site": site, "X-Tanda": token}
        response = client.request(method, path, headers=headers)
        assert response.status_code == 403, site


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_nobody_reaches_an_address_without_a_session(client: TestClient, accept: str) -> None:
    for route in [*PROBES, *ROUTES, Route("/kabar", _said)]:
        path = filled(route.path)
        if guard.is_open(path):
            continue
        for method in sorted(set(route.methods or ()) - {"HEAD"}):
            response = client.request(method, path, headers={"Accept": accept})
            if method == "GET" and accept == "text/html":
                assert (response.status_code, response.headers["location"]) == (303, "/masuk")
            else:
                assert response.status_code == 401, (method, path)
            assert "sampai" not in response.text


HOSTILE = ("x\0y", "../../meja.sqlite", "..%2f..%2fmeja.sqlite", "%00", "a" * 4000, "９", "-1")
HUGE = ("9" * 30, "0", "18446744073709551616")


def test_no_address_stumbles_over_what_stands_in_it(client: TestClient, office: Office) -> None:
    writer = office.person("Kompol Uji", "pengelola", "")
    signed_in(client, office.desk.sign_in("Kompol Uji", PASSWORD, "192.0.2.1", "uji"))
    token = office.desk.session_of(client.cookies["__Host-meja-sesi"])
    assert token
    id = office.draft(writer).id
    for route, hostile, huge in product(ROUTES, (id, *HOSTILE), HUGE):
        if "{" not in route.path and hostile != id:
            continue
        path = re.sub(r"\{id\}", id, re.sub(r"\{[^}]*:int\}", huge, route.path), count=1)
        path = re.sub(r"\{[^}]*\}", hostile.replace("\0", "%00").replace("\\", "/"), path)
        form = {"tanda": token.token, "rev": huge, "id": huge, "nama": hostile, "isi": hostile}
        for method in sorted(set(route.methods or ()) - {"HEAD"} - {"PUT"}):
            if path in ("/keluar", f"/naskah/{id}/buang"):
                continue
            body = form if method == "POST" else None
            response = client.request(method, path, data=body)
            assert response.status_code != 500, (method, path, huge)
            assert "SQLite format" not in response.text


def test_the_right_token_and_origin_are_let_through(client: TestClient, ticket: Ticket) -> None:
    signed_in(client, ticket)
    token = ticket.session.token
    assert client.post("/uji/x", headers={"X-Tanda": token}).text == "sampai"
    assert client.post("/uji/x", data={"tanda": token}).text == "sampai"
    files = {"foto": ("a.jpg", b"x")}
    assert client.post("/uji/x", data={"tanda": token}, files=files).text == "sampai"
    assert client.put("/uji/x", content=b"x", headers={"X-Tanda": token}).text == "sampai"


def test_an_old_browser_is_known_by_its_origin(client: TestClient, ticket: Ticket) -> None:
    signed_in(client, ticket)
    del client.headers["Sec-Fetch-Site"]
    origins = {ORIGIN: 200, "https://jahat.test": 403, "null": 403, f"{ORIGIN}.jahat.test": 403}
    for origin, status in origins.items():
        headers = {"X-Tanda": ticket.session.token, "Origin": origin}
        assert client.post("/uji/x", headers=headers).status_code == status
    without = client.post("/uji/x", headers={"X-Tanda": ticket.session.token})
    assert without.status_code == 403


def test_the_token_of_another_session_is_worth_nothing(
    office: Office, client: TestClient, ticket: Ticket
) -> None:
    office.person("Bripda Dua")
    other = office.desk.sign_in("Bripda Dua", PASSWORD, "192.0.2.1", "uji")
    signed_in(client, ticket)
    headers = {"X-Tanda": other.session.token}
    assert client.post("/uji/x", headers=headers).status_code == 403


def test_a_session_that_has_ended_is_none(
    office: Office, client: TestClient, ticket: Ticket
) -> None:
    signed_in(client, ticket)
    assert client.get("/uji/x").text == "sampai"
    office.desk.sign_out(ticket.session)
    assert client.get("/uji/x").status_code == 303
    headers = {"X-Tanda": ticket.session.token, "Accept": "application/json"}
    assert client.post("/uji/x", headers=headers).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "\x00", "a" * 5000, "' OR 1=1 --"])
def test_a_made_up_cookie_is_no_session(client: TestClient, cookie: str) -> None:
    client.cookies.set("__Host-meja-sesi", cookie.replace("\x00", "%00"))
    assert client.get("/uji/x").status_code == 303


def test_every_answer_carries_the_policy(client: TestClient, ticket: Ticket) -> None:
    answers = [client.get("/sehat"), client.get("/uji/x"), client.post("/uji/x")]
    signed_in(client, ticket)
    answers += [client.get("/uji/x"), client.post("/uji/x", headers={"X-Tanda": "salah"})]
    for answer in answers:
        assert answer.headers["content-security-policy"] == guard.CSP
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_the_cookie_is_bound_to_the_host_and_a_trial_does_without(office: Office) -> None:
    office.person("Bripda Uji")
    ticket = office.desk.sign_in("Bripda Uji", PASSWORD, "192.0.2.1", "uji")
    for origin, start in ((ORIGIN, "__Host-meja-sesi="), ("http://localhost:8100", "meja-sesi=")):
        office.desk.origin = origin
        response = PlainTextResponse("")
        guard.welcome(office.desk, response, ticket)
        said = response.headers["set-cookie"]
        assert said.startswith(start)
        assert "HttpOnly" in said and "SameSite=lax" in said and "Path=/" in said
        assert ("Secure" in said) is origin.startswith("https")
        assert "Domain" not in said


def test_a_visitor_gets_a_token_bound_to_their_own_cookie(client: TestClient) -> None:
    first = client.get("/masuk/uji")
    guest = first.cookies["__Host-meja-tamu"]
    token = guard._token_of(guest)
    client.cookies.set("__Host-meja-tamu", guest)
    assert client.post("/masuk/uji", headers={"X-Tanda": token}).status_code == 200
    client.cookies.set("__Host-meja-tamu", "lain")
    assert client.post("/masuk/uji", headers={"X-Tanda": token}).status_code == 403


def test_a_request_that_is_too_large_is_refused_unread(
    client: TestClient, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(client, ticket)
    monkeypatch.setattr(guard, "MOST_BYTES", 1000)
    for body in (b"x" * 1001, iter([b"x" * 600, b"x" * 600])):
        headers = {"X-Tanda": ticket.session.token}
        assert client.put("/uji/x", content=body, headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    list(
        product(
            ["multipart/form-data", "multipart/form-data; boundary=x"],
            [b"", b"--x", b"\r\n--x--", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--"],
        )
    ),
)
def test_a_broken_form_is_refused_in_words(
    client: TestClient, ticket: Ticket, kind: str, body: bytes
) -> None:
    signed_in(client, ticket)
    headers = {"Content-Type": kind, "X-Tanda": ticket.session.token}
    response = client.post("/uji/x", content=body, headers=headers)
    assert response.status_code in (200, 400) and "Traceback" not in response.text


def test_a_mishap_is_told_in_a_sentence_and_logged_without_its_words(
    office: Office,
    ticket: Ticket,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def broken(request: Request) -> Response:
        raise KeyError("nama korban yang rahasia")

    monkeypatch.setattr("kentongan.meja.app.ROUTES", [Route("/uji", broken)])
    with TestClient(create_app(office.desk, work=False), base_url=ORIGIN, headers=OWN) as client:
        signed_in(client, ticket)
        response = client.get("/uji")
    assert response.status_code == 500 and "rahasia" not in response.text
    said = capfd.readouterr()
    assert "KeyError" in said.err and "rahasia" not in said.out + said.err


@pytest.mark.parametrize(("method", "path"), [("POST", "/tidak/ada"), ("DELETE", "/sehat")])
def test_an_unknown_address_is_answered_like_the_others(
    client: TestClient, method: str, path: str
) -> None:
    response = client.request(method, path)
    assert response.status_code in (404, 405)
    assert response.headers["content-security-policy"] == guard.CSP
