"""`make serve`: the site with drafts on 127.0.0.1, built again on every save, pages reload.

The public site holds no script for this: the server adds it to the pages that it sends.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from kentongan.domain import addresses
from kentongan.frame.warm import ALL, LOOK
from kentongan.site import media

ROOT = Path(__file__).parents[3]
CODE = Path(__file__).parents[2]
QUIET = 5000  # milliseconds without a save, after which all files are looked at
RELOADER = "/__pratinjau.js"
SCRIPT = b"""new EventSource("/__pratinjau").addEventListener("baru", () => location.reload());
"""
TAG = f'<script src="{RELOADER}" defer></script></body>'.encode()


class State:
    """Which build the pages show; waiting requests are notified of the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._build = 0

    def advance(self) -> None:
        with self._changed:
            self._build += 1
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        with self._changed:
            seen = self._build
            return self._changed.wait_for(lambda: self._build != seen, timeout=seconds)


NO_PAGE = (
    '<!doctype html><html lang="id"><meta charset="utf-8"><title>Belum ada</title><body>'
    "<p>Belum ada halaman. Bila terminal menyebut kesalahan, perbaiki lalu simpan; halaman ini "
    "terbuka sendiri.</p></body></html>"
)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the output folder as a web server would, and tells pages to reload."""

    extensions_map = {  # noqa: RUF012 - the shape that the base class has
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        **{f".{ending}": kind for ending, kind in media.TYPES.items()},
    }

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        self._state = state
        super().__init__(*args, **kwargs)

    def do_HEAD(self) -> None:
        if self._is_meant():
            super().do_HEAD()

    def do_GET(self) -> None:
        if not self._is_meant():
            return
        path = self.path.partition("?")[0]
        if path == "/__pratinjau":
            self._send_events()
        elif path == RELOADER:
            self._send(SCRIPT, "text/javascript")
        else:
            self._page(path)

    def _is_meant(self) -> bool:
        """Whether the request names this machine; any other gets an error.

        Otherwise a foreign page could point its own host name here and read drafts.
        """
        if is_own_host(self.headers.get_all("Host", [])):
            return True
        self.send_error(421, "Misdirected Request")
        return False

    def _page(self, path: str) -> None:
        file = Path(self.translate_path(path))
        if file.is_dir() and path.endswith("/"):
            file = file / "index.html"
        if file.is_dir():
            super().do_GET()
        elif not file.is_file():
            missing = Path(self.directory) / addresses.file(addresses.MISSING)
            self._send(_with_reloader(missing), "text/html; charset=utf-8", 404)
        elif file.suffix == ".html":
            self._send(_with_reloader(file), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _send_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                news = (
                    b"event: baru\ndata: 1\n\n" if self._state.wait(20) else b": masih di sini\n\n"
                )
                self.wfile.write(news)
                self.wfile.flush()
        except OSError:
            return

    def _send(self, data: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Do not log requests."""


def is_own_host(stated: Sequence[str]) -> bool:
    """Whether a request has exactly one `Host`: this machine, with or without a port."""
    if len(stated) != 1:
        return False
    match = re.fullmatch(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", stated[0].strip(), re.I)
    return match is not None


def _with_reloader(file: Path) -> bytes:
    try:
        page = file.read_bytes()
    except OSError:
        page = NO_PAGE.encode()
    return page.replace(b"</body>", TAG, 1)


class Builder:
    """Builds the preview in a process that keeps its imports (`warm.py`), until `stop` is set."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        stop: threading.Event | None = None,
    ) -> None:
        self._command = command
        self._environment = environment
        self._stop = stop or threading.Event()
        self._process: subprocess.Popen[str] | None = None

    @classmethod
    def of(cls, content: Path, output: Path, port: int, stop: threading.Event) -> Builder:
        command = [
            sys.executable, "-m", "kentongan.frame.warm", str(content), "-o", str(output),
            "-s", str(ROOT / "pelicanconf.py"), "--log-handler", "plain",
        ]  # fmt: skip
        environment = os.environ | {"HUMAS_PREVIEW": "1"}
        environment.setdefault("SITEURL", f"http://127.0.0.1:{port}")
        return cls(command, environment, stop)

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget()

    def build(self, changed: Collection[str] | None = None) -> bool:
        """Whether a build made the site. `changed` are paths below the content; None stands for
        any. A process that has died is started again."""
        return self._ask(ALL if changed is None else json.dumps(sorted(changed))) == "0"

    def look(self) -> bool:
        """Whether a look at all files found something else than is known, and a build made the
        site."""
        return self._ask(LOOK) == "0"

    def _ask(self, word: str) -> str:
        """The answer of the process; nothing where it cannot live."""
        for _ in range(2):
            if self._stop.is_set():
                return ""
            process = self._running()
            with contextlib.suppress(OSError):
                self._pipe(process.stdin).write(f"{word}\n")
                self._pipe(process.stdin).flush()
                if answer := self._pipe(process.stdout).readline():
                    return answer.strip()
            self.forget()
        return ""

    def forget(self) -> None:
        """End the process: the next build has the code as it is then."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            # It inherits the mask: an early Ctrl+C waits until the process can heed it.
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        return self._process

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe
        return pipe


def changes(content: Path, stop: threading.Event) -> Iterator[set[Path]]:
    """The files of content, theme, code or settings, each time that some are saved, until `stop`
    is set; none where nothing was saved for a while."""
    from watchfiles import DefaultFilter, watch

    class Seen(DefaultFilter):
        """All that a build looks at, however it is called."""

        def __call__(self, change: Any, path: str) -> bool:
            below = below_content(content, [Path(path)])
            is_seen = below and not any(part[0] == "." for part in below[0].split("/") if part)
            return bool(is_seen) or super().__call__(change, path)

    watched = [content, ROOT / "theme", CODE, ROOT / "pelicanconf.py"]
    for saved in watch(
        *watched, watch_filter=Seen(), debounce=200, step=20, stop_event=stop,
        rust_timeout=QUIET, yield_on_timeout=True,
    ):  # fmt: skip
        yield {Path(path) for _, path in saved}


def below_content(content: Path, paths: Iterable[Path]) -> list[str]:
    """The paths below the content as the engine names them; the folder itself is empty."""
    below = (path.relative_to(content) for path in paths if path.is_relative_to(content))
    return ["" if path == Path() else path.as_posix() for path in below]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make serve")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    output = options.output.with_name(f".{options.output.name}.pratinjau")
    stop = threading.Event()
    # An exception raised in the middle of anything could be lost, or told as a traceback.
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    with Builder.of(options.content, output, options.port, stop) as builder:
        if not builder.build() and not output.is_dir() and not stop.is_set():
            sys.stderr.write("Perbaiki, lalu simpan: pratinjau dibangun sendiri sesudahnya.\n")
        return 0 if stop.is_set() else serve(options.content, output, options.port, builder, stop)


def serve(content: Path, output: Path, port: int, builder: Builder, stop: threading.Event) -> int:
    """Serve the output and build on every save, until `stop` is set; the exit status."""
    state = State()
    handler = functools.partial(Handler, directory=str(output), state=state)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        sys.stderr.write(f"Porta {port} sedang dipakai; coba make serve PORT=8001\n")
        return 1
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stderr.write(
        f"Pratinjau di http://127.0.0.1:{port}/ (Ctrl+C untuk berhenti). "
        "Draf dan embargo ikut terlihat.\n"
    )
    follow(content.absolute(), builder, state, stop)
    return 0


def follow(content: Path, builder: Builder, state: State, stop: threading.Event) -> None:
    """Build on every save, from what the watcher tells alone. It tells nothing of what was saved
    before it began, and may lose something: when nothing more is saved, all files are looked at."""
    is_sure = False  # that what is known is what a look at all files would find
    for number, saved in enumerate(changes(content, stop)):
        if any(path.is_relative_to(CODE) for path in saved):
            builder.forget()
        if saved:
            is_new = builder.build(below_content(content, saved) if number else None)
            is_sure = not number
        else:
            is_new, is_sure = not is_sure and builder.look(), True
        if is_new:
            state.advance()


if __name__ == "__main__":
    sys.exit(main())
