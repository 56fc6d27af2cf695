"""The application that granian serves: no thread waits for a client.

Granian gives a WSGI thread a body that may never end, and has no time limit for it: as many slow uploads as threads,
and the portal stood still for everybody. Here a request is read to its end before a thread takes it, and what the
thread answers is complete before it is sent. A slow client holds a coroutine and a file, nothing that others need.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope
from django.conf import settings
from django.template.loader import render_to_string

from bildungskommune.auslage import ausgabe
from bildungskommune.auslage.andrang import andrang
from bildungskommune.auslage.waechter import waechter
from bildungskommune.wsgi import application as django

PIECE = 256 * 1024
IN_MEMORY = 1024 * 1024  # what is larger goes to a file
MAX_BODY = 25 * 1024 * 1024
READ_AWAY = 4 * MAX_BODY  # a browser shows no answer before it has sent everything; as in deploy/Caddyfile
PAUSE = 30.0  # seconds without a byte
LONGEST = 300.0  # seconds for one body, or for one piece of the answer: ten megabytes over a weak mobile net

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
POLICY = (
    b"default-src 'none'; object-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'"
)
PAGE = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"connection", b"close"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", POLICY),
]


class ClientGone(Exception):
    """Nobody is there any more who would read an answer."""


class TooSlow(Exception):
    """The client paused for too long, or took too long in all."""


class TooLarge(Exception):
    """The body is larger than anything the portal takes."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes]


class Buffered:
    """A WSGI application behind ASGI, with threads of its own; `pause` and `longest` are seconds."""

    def __init__(
        self, application: Application, *, threads: int, pause: float = PAUSE, longest: float = LONGEST
    ) -> None:
        self.application = application
        self.pause = pause
        self.longest = longest
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        assert scope["type"] == "http"
        frage = for_all(scope)
        ready = ausgabe.answer(frage) if frage else None
        made = None
        if ready is None:
            async with andrang.turn(frage) as ready:
                made = None if ready else await self.make(scope, receive, send)
        if ready:  # outside of the turn: others do not wait for this client
            await hand_out(ready, send)
        elif made:
            await give(made, send, self.longest)

    async def make(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> Answer | None:
        """Read the request to its end and have a thread answer it; None when it was refused, or nobody is there."""
        with spool() as body:
            try:
                size = await self.take(body, receive)
            except ClientGone:
                return None
            except TooSlow:
                await refuse(send, 408)
            except TooLarge:
                await refuse(send, 413)
            else:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self.threads, run, self.application, environ(scope, body, size))
        return None

    async def take(self, body: IO[bytes], receive: ASGIReceiveCallable) -> int:
        """Read the body to its end and give its size; refuses with ClientGone, TooSlow and TooLarge."""
        clock = asyncio.get_running_loop().time
        size, more, end = 0, True, clock() + self.longest
        try:
            async with asyncio.timeout(self.pause) as limit:
                while more:
                    event = await receive()
                    limit.reschedule(min(clock() + self.pause, end))
                    if event["type"] != "http.request":
                        raise ClientGone
                    size += len(event["body"])
                    if size > READ_AWAY:
                        raise TooLarge
                    if size <= MAX_BODY:
                        body.write(event["body"])
                    more = event["more_body"]
        except TimeoutError:
            raise TooSlow from None
        if size > MAX_BODY:
            raise TooLarge
        body.seek(0)
        return size


def spool() -> IO[bytes]:
    return SpooledTemporaryFile(IN_MEMORY)


def run(application: Application, made: Environ) -> Answer:
    """Run the application to the end of its answer, in this one thread: Django's connections belong to it."""
    began: list[tuple[str, list[tuple[str, str]]]] = []
    body = spool()
    pieces = application(made, lambda status, headers, problem=None: began.append((status, headers)))
    try:
        for piece in pieces:
            body.write(piece)
    finally:
        if close := getattr(pieces, "close", None):
            close()
    body.seek(0)
    status, headers = began[-1]
    named = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return Answer(int(status.split(" ", 1)[0]), named, body)


def environ(scope: HTTPScope, body: IO[bytes], size: int) -> Environ:
    """Say in WSGI's words what ASGI's scope says."""
    host, port = scope["server"] or ("localhost", 80)
    made = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "CONTENT_LENGTH": str(size),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return made | headers(scope["headers"])


def headers(received: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Give the request's headers as WSGI names them.

    One with an underscore is left out: X_Forwarded_For would pass for the proxy's X-Forwarded-For.
    """
    found: dict[str, list[str]] = {}
    for name, value in received:
        if b"_" not in name and name != b"content-length":
            key = name.decode("latin-1").upper().replace("-", "_")
            found.setdefault(key if key == "CONTENT_TYPE" else f"HTTP_{key}", []).append(value.decode("latin-1"))
    return {name: ("; " if name == "HTTP_COOKIE" else ",").join(values) for name, values in found.items()}


def for_all(scope: HTTPScope) -> ausgabe.Frage | None:
    """Return what is asked for if a file may answer it, and the watcher vouches for the files."""
    return ausgabe.question(scope) if settings.AUSLAGE and waechter.vouches() else None


async def hand_out(ready: ausgabe.Fertig, send: ASGISendCallable) -> None:
    await send({"type": "http.response.start", "status": ready.status, "headers": ready.headers, "trailers": False})
    await send({"type": "http.response.body", "body": ready.body, "more_body": False})


async def give(answer: Answer, send: ASGISendCallable, longest: float) -> None:
    """Send an answer piece by piece; each may take so many seconds."""
    with answer.body as body:
        await send(
            {"type": "http.response.start", "status": answer.status, "headers": answer.headers, "trailers": False}
        )
        more = True
        while more:
            piece = body.read(PIECE)
            more = len(piece) == PIECE
            async with asyncio.timeout(longest):
                await send({"type": "http.response.body", "body": piece, "more_body": more})


async def refuse(send: ASGISendCallable, status: int) -> None:
    """Answer with a page that needs neither the database nor a thread."""
    page = render_to_string("uebertragung.html", {"zu_gross": status == 413, "megabyte": MAX_BODY // 2**20})
    await send({"type": "http.response.start", "status": status, "headers": PAGE, "trailers": False})
    await send({"type": "http.response.body", "body": page.encode(), "more_body": False})


application = Buffered(django, threads=settings.WEB_THREADS)
if settings.AUSLAGE:
    waechter.begin()
