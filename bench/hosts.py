"""Two web hosts and two workers on one PostgreSQL, one Redis and one bucket: do they agree, and how soon?

Run with `python bench/hosts.py`; it starts everything on loopback with the sample process and ends it again, within ten
minutes. Each host has its own folder of pages that lie out and none of files: those are in the bucket of a real S3
server (`script/s3.py`). What staff does goes to host A through its forms; host B is asked every 20 ms what it shows.
"""

# ruff: noqa: INP001, T201

import http.client
import json
import os
import re
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bildungskommune.embedded import Embedded  # noqa: E402
from script import s3  # noqa: E402
from script.debian import free_port  # noqa: E402
from script.serve import end_with_parent, web  # noqa: E402

ROUNDS = 5
AT_MOST = 600
"""Seconds after which the run is broken off."""
AIM = 2.0
"""Seconds within which every host shows what was done on one."""
PATIENCE = 120.0
PAUSE = 0.02
NAME = "portal.test"
STEPS = (["migrate", "--noinput", "--verbosity", "0"], ["startdaten"], ["schriften_bauen"], ["beispieldaten"])
GIVEN = """
import json
from django.test import Client
from bildungskommune.accounts.models import Konto
from bildungskommune.fassungen.models import Fassung
from massnahmen.models import Massnahme
konto = Konto.objects.create_user(rolle="stabsstelle", email="hosts@boerde.example", name="Stabsstelle")
office = Client()
office.force_login(konto)
known = Fassung.objects.public().filter(definition="dokumentation").first()
print("GIVEN", json.dumps({
    "cookie": office.cookies["sessionid"].value,
    "objekt": known.objekt_id,
    "dokument": known.dokument,
    "massnahmen": list(Massnahme.objects.public().order_by("pk").values_list("kennung", flat=True)[:6]),
}))
"""
WAITING = """
from bildungskommune.fassungen.models import Druckauftrag
print("OPEN", Druckauftrag.objects.filter(status__in=("wartet", "laeuft")).count())
"""


Answer = tuple[int, bytes, dict[str, str]]
Table = dict[str, list[float]]


class TooLong(Exception):
    """The run took more than its ten minutes."""


@dataclass
class Host:
    """One web host as its readers and the office see it."""

    name: str
    folder: Path
    port: int = field(default_factory=free_port)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask as an anonymous reader does."""
        return self._ask("GET", path, {})[:2]

    def work(self, path: str) -> bytes:
        """Open a page of the desk."""
        status, page, _ = self._ask("GET", path, {"Cookie": self._cookie()})
        assert status == 200, f"{path}: {status}"
        return page

    def fill_in(self, path: str, **said: str) -> str:
        """Open a form of the desk, fill it in and send it; gives where its answer leads."""
        hidden = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', self.work(path).decode())
        filled = urlencode(dict(hidden) | said)
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie()}
        status, page, headers = self._ask("POST", path, kind, filled)
        assert status == 302, f"{path}: {status}\n{page.decode()[-3000:]}"
        return headers["location"]

    def lies_out(self, path: str) -> bool:
        """Say whether this host has the page as a file."""
        said = json.dumps({"pfad": path})[1:-1].encode()
        return any(said in page.read_bytes().split(b"\n", 1)[0] for page in (self.folder / "auslage").glob("*.blatt"))

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, headers: dict[str, str], body: str = "") -> Answer:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        wire.request(method, path, body or None, {"Host": NAME, **headers})
        answer = wire.getresponse()
        content = answer.read()
        wire.close()
        if "Cookie" in headers:
            for name, value in re.findall(
                r"^(\w+)=([^;]*)", "\n".join(answer.headers.get_all("Set-Cookie", [])), re.MULTILINE
            ):
                self.cookies[name] = value
        return answer.status, content, {name.lower(): value for name, value in answer.headers.items()}


def main() -> None:
    signal.signal(signal.SIGALRM, give_up)
    signal.signal(signal.SIGTERM, give_up)
    s3.prepare()
    signal.alarm(AT_MOST)
    # Below the checkout: PostgreSQL of the local form runs as a user who has to pass through.
    (ROOT / "var").mkdir(exist_ok=True)
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=ROOT / "var", prefix="hosts-")))
        place.chmod(0o711)
        bucket = stack.enter_context(s3.running(place / "s3", free_port()))
        stack.callback(end_servers(place))
        environment = portal(place, bucket)
        begun = time.monotonic()
        for command in STEPS:
            manage(environment, *command)
        hosts = [Host(name, place / name) for name in ("A", "B")]
        logs = [stack.enter_context(worker(environment, name, place)) for name in ("one", "two")]
        for host in hosts:
            stack.enter_context(serving(host, environment))
        print(f"two hosts and two workers stand after {time.monotonic() - begun:.0f} s", flush=True)
        given = json.loads(said(environment, GIVEN, "GIVEN"))
        hosts[0].cookies["sessionid"] = given["cookie"]
        until(lambda: said(environment, WAITING, "OPEN") == "0", "the prints of the sample", pause=2)
        table = run(hosts, given)
        report(table)
        look_back(environment, place, hosts, logs)


def give_up(number: int, frame: object) -> None:
    raise TooLong(f"broken off by {signal.Signals(number).name}; the run may take {AT_MOST} s")


def run(hosts: list[Host], given: dict[str, Any]) -> Table:
    """Do it some times, all forms on A; gives when each host showed what."""
    table: Table = {}
    for _ in range(ROUNDS):
        publish_and_withdraw(table, hosts, given)
    order(table, hosts, given["massnahmen"])
    return table


def publish_and_withdraw(table: Table, hosts: list[Host], given: dict[str, Any]) -> None:
    """Freeze the next edition of a Dokumentation, publish it, wait for its files, and take it back."""
    office, page, dokument = hosts[0], "/publikationen/", given["dokument"]
    form = {"zweck": "lesefassung", "stichtag": time.strftime("%Y-%m-%d")}
    desk = office.fill_in(f"/verwaltung/fassungen/neu/dokumentation/{given['objekt']}/", **form).split("#")[0]
    number = re.findall(r"Fassung (\d+)", office.work(desk).decode())[0]
    edition = f"/workshops/{dokument}/dokumentation/{number}/"
    files = [f"/publikationen/dokumentation/{dokument}/fassung-{number}.{kind}" for kind in ("pdf", "epub", "docx")]
    lay_out(hosts, page)

    office.fill_in(f"{desk}veroeffentlichen/")
    measure(table, "published: the page that lay out is new", hosts, lambda host: edition in host.get(page)[1].decode())
    measure(table, "published: its own address", hosts, lambda host: host.get(edition)[0] == 200)
    measure(table, "printed: PDF, EPUB and DOCX", hosts, lambda host: all(host.get(one)[0] == 200 for one in files))
    ours, theirs = ([host.get(one)[1] for one in files] for host in hosts)
    assert ours == theirs
    assert ours[0].startswith(b"%PDF-")
    lay_out(hosts, edition, *files)

    office.fill_in(f"{desk}zurueckziehen/", grund="Die Probe ist zu Ende.")
    gone = [edition, *files]
    measure(table, "withdrawn: page and files", hosts, lambda host: all(host.get(one)[0] == 410 for one in gone))


def lay_out(hosts: list[Host], *paths: str) -> None:
    """Let a first reader of each host ask for each page; then it lies out there as a file."""
    for host in hosts:
        for path in paths:
            assert host.get(path)[0] == 200, f"{host.name}: {path}"
            assert host.lies_out(path), f"{path} does not lie out on {host.name}"


def order(table: Table, hosts: list[Host], kennungen: list[str]) -> None:
    """Order a Steckbrief of each measure on A, all at once, and load them from B."""
    first, other = hosts
    paths = {f"/massnahmen/{kennung}/steckbrief.pdf" for kennung in kennungen}
    assert not [path for path in paths if first.get(path)[1].startswith(b"%PDF-")]
    begun = time.monotonic()
    while paths:
        for path in list(paths):
            content = other.get(path)[1]
            if content.startswith(b"%PDF-"):
                assert first.get(path)[1] == content
                took = time.monotonic() - begun
                table.setdefault(f"ordered on A, six prints at once: PDF | {other.name}", []).append(took)
                paths.remove(path)
        assert time.monotonic() - begun < PATIENCE, f"waited in vain for {paths}"
        time.sleep(PAUSE)


def measure(table: Table, what: str, hosts: list[Host], fact: Callable[[Host], bool]) -> None:
    """Note when each host shows a fact, in seconds after the answer to the form."""
    begun, waiting = time.monotonic(), list(hosts)
    while waiting:
        for host in list(waiting):
            if fact(host):
                table.setdefault(f"{what} | {host.name}", []).append(time.monotonic() - begun)
                waiting.remove(host)
        assert time.monotonic() - begun < PATIENCE, f"{what}: waited in vain for {[host.name for host in waiting]}"
        time.sleep(PAUSE)


def report(table: Table) -> None:
    print(f"\nseconds after the answer to the form, {ROUNDS} rounds")
    print(f"{'what':52} {'host':4} {'median':>7} {'longest':>8}")
    for name, times in table.items():
        what, _, host = name.partition(" | ")
        print(f"{what:52} {host:4} {statistics.median(times):7.2f} {max(times):8.2f}")
    late = [name for name, times in table.items() if name.startswith(("published", "withdrawn")) and max(times) > AIM]
    assert not late, f"later than {AIM} s: {late}"


def look_back(environment: dict[str, str], place: Path, hosts: list[Host], logs: list[Path]) -> None:
    """Show who printed, where the files are, that they are the ones that were printed, and that a backup has them."""
    done = [len(re.findall(r"(?:drucken|setzen)\[[\w-]+\] succeeded", log.read_text())) for log in logs]
    print(f"\nprints by each worker: {done[0]} and {done[1]}")
    assert all(done)
    manage(environment, "fassungen_pruefen")
    manage(environment, "sichern", str(place / "sicherung"))
    saved = [path for path in (place / "sicherung" / "media").rglob("*") if path.is_file()]
    on_hosts = [path for host in hosts for path in (host.folder / "media").rglob("*")]
    print(f"files in the backup, from the bucket: {len(saved)}; on the hosts: {len(on_hosts)}")
    assert saved
    assert not on_hosts
    assert not (place / "media").exists()


def portal(place: Path, bucket: dict[str, str]) -> dict[str, str]:
    """Give the environment of every process: the local form with servers of its own, and the bucket."""
    own = {
        "LOCAL": "on",
        "VAR_DIR": str(place),
        "EMBEDDED_DURABLE": "off",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "BASE_URL": f"http://{NAME}",
        "ALLOWED_HOSTS": NAME,
        "LOG_LEVEL": "INFO",
        "LANG": "C.UTF-8",
    }
    return s3.bare() | own | bucket


def end_servers(place: Path) -> Callable[[], None]:
    """Hold the embedded servers until the end of the run."""
    embedded = Embedded(place, durable=False)
    embedded.database_url()
    embedded.redis_url()
    return lambda: embedded.leave(patience=20)


def manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"manage.py {command[0]}: {done.stderr[-2000:]}"
    return done.stdout


def said(environment: dict[str, str], program: str, word: str) -> str:
    """Run a small program in the portal; gives what its line says after the word."""
    output = manage(environment, "shell", "--verbosity", "0", "-c", program)
    return next(line for line in output.splitlines() if line.startswith(word)).removeprefix(word).strip()


@contextmanager
def serving(host: Host, environment: dict[str, str]) -> Iterator[None]:
    """Run the web server of one host, with folders of its own."""
    own = {"AUSLAGE": "on", "AUSLAGE_DIR": str(host.folder / "auslage"), "MEDIA_ROOT": str(host.folder / "media")}
    with process(web(host.port), environment | own, host.folder / "web.log") as running:
        until(lambda: answers(host, running), f"host {host.name}")
        yield


def answers(host: Host, running: subprocess.Popen[bytes]) -> bool:
    assert running.poll() is None, f"host {host.name} did not come up"
    with suppress(OSError):
        return json.loads(host.get("/readyz")[1])["status"] == "ok"
    return False


@contextmanager
def worker(environment: dict[str, str], name: str, place: Path) -> Iterator[Path]:
    """Run one worker with a folder of its own; gives its log."""
    command = [sys.executable, "-m", "celery", "-A", "bildungskommune", "worker", "-Q", "pdf,post,celery"]
    options = [
        "--concurrency",
        "1",
        "-n",
        f"{name}@{NAME}",
        "--without-gossip",
        "--without-mingle",
        "--loglevel",
        "INFO",
    ]
    log = place / name / "worker.log"
    with process(
        [*command, *options, "--loglevel", "INFO"], environment | {"MEDIA_ROOT": str(place / name / "media")}, log
    ):
        yield log


@contextmanager
def process(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - this process has one thread
        ) as running,
    ):
        try:
            yield running
        finally:
            end(running)


def end(running: subprocess.Popen[bytes]) -> None:
    """End a process and all it started, by force when it does not listen."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(running.pid, number)
        with suppress(subprocess.TimeoutExpired):
            running.wait(20)


def until(fact: Callable[[], bool], what: str, *, pause: float = PAUSE) -> None:
    deadline = time.monotonic() + 3 * PATIENCE
    while not fact():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(pause)


if __name__ == "__main__":
    main()
