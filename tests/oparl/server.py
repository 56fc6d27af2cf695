"""A small council information system on this machine: objects as OParl 1.1 describes them, and what may go wrong."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SCHEMA = "https://schema.oparl.org/1.1/"


class Rathaus:
    """What the server has, by path; a test changes it as a council would."""

    def __init__(self) -> None:
        self.port = 0
        self.objekte: dict[str, Any] = {}
        self.asked: list[str] = []
        self.langsam = 0.0
        """Seconds between two bytes of an answer."""
        self.roh: dict[str, tuple[int, dict[str, str], bytes]] = {}
        """Answers that are no objects: status, headers, body."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def put(self, path: str, kind: str, **fields: Any) -> str:
        """Keep an object under its address, and return that."""
        self.objekte[path] = {"id": self.url(path), "type": f"{SCHEMA}{kind}", **fields}
        return self.url(path)


@contextmanager
def rathaus() -> Iterator[Rathaus]:
    """Run the server until the end of the block."""
    haus = Rathaus()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/")
            haus.asked.append(path)
            status, headers, body = _answer(haus, path)
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self._write(body)

        def _write(self, body: bytes) -> None:
            try:
                if not haus.langsam:
                    self.wfile.write(body)
                    return
                for place in range(len(body)):
                    self.wfile.write(body[place : place + 1])
                    time.sleep(haus.langsam)
            except OSError:
                return

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    haus.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield haus
    finally:
        server.shutdown()
        server.server_close()


def _answer(haus: Rathaus, path: str) -> tuple[int, dict[str, str], bytes]:
    if path in haus.roh:
        return haus.roh[path]
    if path in haus.objekte:
        return 200, {}, json.dumps(haus.objekte[path]).encode()
    return 404, {}, b"{}"


def furnish(haus: Rathaus) -> str:
    """Fill it with one Paper that two committees deal with; returns its address."""
    amt = haus.put("organization/amt", "Organization", name="Amt für Bildung", shortName="Bildung")
    ausschuss = haus.put("organization/7", "Organization", name="Bildungsausschuss", shortName="BA")
    kreistag = haus.put("organization/1", "Organization", name="Kreistag")
    first = haus.put(
        "meeting/1", "Meeting", name="12. Sitzung", start="2026-03-19T17:00:00+01:00", organization=[ausschuss]
    )
    # Half past eleven at night in UTC is the next day in Germany.
    second = haus.put("meeting/2", "Meeting", start="2026-04-01T23:30:00Z", organization=[kreistag], cancelled=False)
    item = haus.put("agendaitem/1", "AgendaItem", number="5.1", public=True, result="Einstimmig beschlossen.")
    other = haus.put("agendaitem/2", "AgendaItem", number="7", public=True)
    return haus.put(
        "paper/1",
        "Paper",
        name="Leitbild Bildung",
        reference="0214/40/2026",
        date="2026-02-20",
        paperType="Beschlussvorlage",
        web="https://rat.example/vorlage/1",
        underDirectionOf=[amt],
        mainFile={"type": f"{SCHEMA}File", "name": "Vorlage"},
        auxiliaryFile=[{"type": f"{SCHEMA}File", "fileName": "anlage-1.pdf"}, {"deleted": True, "name": "weg"}],
        consultation=[
            {
                "id": haus.url("consultation/1"),
                "type": f"{SCHEMA}Consultation",
                "organization": [ausschuss],
                "agendaItem": item,
                "meeting": first,
                "role": "Vorberatung",
            },
            {
                "id": haus.url("consultation/2"),
                "type": f"{SCHEMA}Consultation",
                "agendaItem": other,
                "meeting": second,
                "authoritative": True,
            },
        ],
    )
