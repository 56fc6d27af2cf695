"""A slow client keeps nobody else from their page: with the real server, and with each rule by itself."""

import asyncio
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import lxml.html
import pytest

from bildungskommune.buffered import MAX_BODY, Application, Buffered
from script.debian import free_port
from script.serve import web
from tests.conftest import child_environment, end
from tests.lesen import words

Answer = tuple[int, dict[bytes, bytes], bytes]
SCOPE: dict[str, Any] = {
    "type": "http",
    "asgi": {"version": "3.0", "spec_version": "2.3"},
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "path": "/ort/größe/",
    "raw_path": b"/ort/gr%C3%B6%C3%9Fe/",
    "query_string": b"q=%C3%A4",
    "root_path": "",
    "headers": [],
    "client": ("192.0.2.7", 4711),
    "server": ("127.0.0.1", 8000),
}
# With the cookie Django reads the body; without one it refuses at once.
SLOW_POST = (
    b"POST /barrierefreiheit/melden/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + 32 * b"a" + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nabcd"
)


@pytest.fixture
def portal(transactional_db: None, tmp_path: Path) -> Iterator[int]:
    """Run the web server as script/server does, on the test database; gives its port."""
    port = free_port()
    log = tmp_path / "web.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            web(port), env=child_environment(), stdout=output, stderr=output, start_new_session=True
        )
    try:
        deadline = time.monotonic() + 60
        while not answers(port, "/healthz"):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield port
    finally:
        end(process)


def answers(port: int, path: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=15) as response:
        return bool(response.status == 200)
    return False


def test_pages_answer_while_eight_uploads_never_end(portal: int) -> None:
    with ExitStack() as stack:
        for _ in range(8):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", portal), timeout=10))
            slow.sendall(SLOW_POST)
        time.sleep(1)

        found = [answers(portal, path) for path in ("/healthz", "/", "/barrierefreiheit/melden/", "/healthz", "/")]

    assert found == [True] * 5


def in_a_loop(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Run it in a thread of its own: Playwright's loop may be in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def exchange(application: Buffered, *pieces: bytes, **scope: Any) -> Answer:
    """Send the pieces; give status, headers and body of the answer."""
    events = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    events.append({"type": "http.request", "body": b"", "more_body": False})
    return await converse(application, events, **scope)


async def converse(application: Buffered, events: Iterable[dict[str, Any]], **scope: Any) -> Answer:
    waiting = iter(events)
    sent: list[dict[str, Any]] = []

    async def receive() -> Any:
        await asyncio.sleep(0.01)
        return next(waiting, None) or await asyncio.Event().wait()

    async def send(event: Any) -> None:
        sent.append(event)

    await application(SCOPE | scope, receive, send)  # type: ignore[arg-type]
    if not sent:
        return 0, {}, b""
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(event["body"] for event in sent[1:])


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("X-Path", environ["PATH_INFO"]), ("X-Length", environ["CONTENT_LENGTH"])])
    yield environ["wsgi.input"].read()


def noting(called: list[object]) -> Application:
    """Give an application that only notes that it was called."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        called.append(environ)
        start_response("204 No Content", [])
        return []

    return application


def small(application: Application, **limits: Any) -> Buffered:
    return Buffered(application, threads=1, **limits)


def sentences(page: bytes) -> list[str]:
    """Return the heading of a page and what it says below."""
    html = lxml.html.fromstring(page.decode())
    assert html.get("lang") == "de"
    return [words(part) for part in html.cssselect("main h1, main p")]


def test_application_sees_the_body_whole_and_its_true_length() -> None:
    status, headers, body = in_a_loop(exchange(small(echo), b"Guten ", b"Tag", headers=[(b"content-length", b"99")]))

    assert (status, body, headers[b"x-length"]) == (200, b"Guten Tag", b"9")
    assert headers[b"x-path"].decode() == "/ort/größe/"


def test_answer_of_many_pieces_arrives_whole() -> None:
    def large(environ: object, start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return (b"%07d" % number for number in range(300_000))

    _, _, body = in_a_loop(exchange(small(large)))

    assert (len(body), body[-7:]) == (2_100_000, b"0299999")


def test_upload_that_pauses_is_ended_and_never_reaches_the_application() -> None:
    called: list[object] = []
    piece = {"type": "http.request", "body": b"abcd", "more_body": True}

    status, headers, body = in_a_loop(converse(small(noting(called), pause=0.05), [piece]))

    assert (status, headers[b"connection"], called) == (408, b"close", [])
    assert sentences(body)[0] == "Das hat zu lange gedauert"
    assert headers[b"content-type"] == b"text/html; charset=utf-8"


def test_upload_that_trickles_is_ended() -> None:
    def drops() -> Iterator[dict[str, Any]]:
        while True:
            yield {"type": "http.request", "body": b"x", "more_body": True}

    application = small(echo, longest=0.2)

    assert in_a_loop(converse(application, drops()))[0] == 408


def test_upload_that_is_too_large_is_read_to_its_end_and_answered_with_a_page() -> None:
    called: list[object] = []

    status, headers, body = in_a_loop(exchange(small(noting(called)), *[b"x" * (MAX_BODY // 4)] * 5))

    assert (status, headers[b"connection"], headers[b"cache-control"], called) == (413, b"close", b"no-store", [])
    title, *said = sentences(body)
    assert title == "Das war zu groß"
    assert "Mehr als 25 MB auf einmal können wir nicht annehmen." in said[0]


def test_upload_without_end_is_refused() -> None:
    def flood() -> Iterator[dict[str, Any]]:
        while True:
            yield {"type": "http.request", "body": b"x" * MAX_BODY, "more_body": True}

    assert in_a_loop(converse(small(echo), flood()))[0] == 413


def test_person_who_sends_too_much_gets_the_page(portal: int) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{portal}/barrierefreiheit/melden/", b"x" * (MAX_BODY + 2**20))

    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    with refused.value as answer:
        page = answer.read()

    assert (refused.value.code, sentences(page)[0]) == (413, "Das war zu groß")
    styles = lxml.html.fromstring(page.decode()).xpath("//link[@rel='stylesheet']/@href")
    assert [style for style in styles if not answers(portal, style)] == []


def test_client_that_goes_away_is_not_answered() -> None:
    called: list[object] = []
    events: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"abcd", "more_body": True},
        {"type": "http.disconnect"},
    ]

    status, _, _ = in_a_loop(converse(small(noting(called)), events))

    assert (status, called) == (0, [])


def test_one_thread_serves_others_while_one_client_does_not_read() -> None:
    async def scene() -> Answer:
        application = small(echo)
        reached = asyncio.Event()

        async def receive() -> Any:
            return {"type": "http.request", "body": b"langsam", "more_body": False}

        async def send(event: Any) -> None:
            reached.set()
            await asyncio.Event().wait()

        slow = asyncio.create_task(application(SCOPE, receive, send))  # type: ignore[arg-type]
        await reached.wait()
        other = await asyncio.wait_for(exchange(application, b"schnell"), 5)
        slow.cancel()
        return other

    assert in_a_loop(scene())[2] == b"schnell"


def test_header_that_would_pass_for_another_is_left_out() -> None:
    seen: dict[str, Any] = {}

    def look(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        seen.update(environ)
        start_response("204 No Content", [])
        return []

    received = [
        (b"x_forwarded_for", b"198.51.100.1"),
        (b"x-forwarded-for", b"203.0.113.9"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"content-type", b"text/plain"),
    ]
    status, _, _ = in_a_loop(exchange(small(look), headers=received))

    assert status == 204
    assert {name: seen[name] for name in ("HTTP_X_FORWARDED_FOR", "HTTP_COOKIE", "CONTENT_TYPE", "REMOTE_ADDR")} == {
        "HTTP_X_FORWARDED_FOR": "203.0.113.9",
        "HTTP_COOKIE": "a=1; b=2",
        "CONTENT_TYPE": "text/plain",
        "REMOTE_ADDR": "192.0.2.7",
    }


def test_answer_is_closed_in_the_thread_that_made_it() -> None:
    threads: list[str] = []

    class Pieces(list[bytes]):
        def close(self) -> None:
            threads.append(threading.current_thread().name)

    def closing(environ: object, start_response: Callable[..., Any]) -> Iterable[bytes]:
        threads.append(threading.current_thread().name)
        start_response("200 OK", [])
        return Pieces([b"x"])

    in_a_loop(exchange(small(closing)))

    assert threads == ["page_0", "page_0"]
