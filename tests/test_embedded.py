import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from django.conf import settings

from bildungskommune.embedded import Embedded, EmbeddedServerFailed, accepts, make_own, short_path

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not below pytest's folder: under root PostgreSQL is another user, and another run of pytest shuts that one."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as name:
        yield Path(name)


def test_servers_answer_after_the_first_call(folder: Path) -> None:
    embedded = Embedded(folder, durable=False)

    with psycopg.connect(embedded.owner_url()) as connection:
        encoding = connection.execute("SHOW server_encoding").fetchone()
    with redis.Redis.from_url(embedded.redis_url()) as client:
        pong = client.ping()
    embedded.leave()

    assert encoding == ("UTF8",)
    assert pong is True


def test_log_of_the_database_holds_nothing_of_a_refused_row(folder: Path) -> None:
    embedded = Embedded(folder, durable=False)
    with psycopg.connect(embedded.owner_url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE notiz (name text UNIQUE)")
        for _ in range(2):
            with contextlib.suppress(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO notiz VALUES ('Zyxmerkwort')")
    embedded.leave()

    log = (folder / "postgres" / "log").read_text()
    assert ("notiz_name_key" in log, "Zyxmerkwort" in log) == (True, False)


def test_data_is_kept_over_a_restart(folder: Path) -> None:
    first = Embedded(folder, durable=False)
    with psycopg.connect(first.owner_url()) as connection:
        connection.execute("CREATE TABLE notiz AS SELECT 'bleibt' AS text")
    first.leave()

    second = Embedded(folder, durable=False)
    with psycopg.connect(second.owner_url()) as connection:
        row = connection.execute("SELECT text FROM notiz").fetchone()
    second.leave()

    assert row == ("bleibt",)


def test_last_to_leave_stops_the_servers(folder: Path) -> None:
    first, second = Embedded(folder, durable=False), Embedded(folder, durable=False)
    first.redis_url()
    socket_path = first.redis_socket
    second.redis_url()

    first.leave()
    while_used = accepts(socket_path)
    second.leave()

    assert while_used is True
    assert accepts(socket_path) is False


def test_patient_process_stops_the_servers_after_one_that_dies_hard(folder: Path) -> None:
    embedded = Embedded(folder, durable=False)
    embedded.redis_url()
    program = f"""
import time
from pathlib import Path
from bildungskommune.embedded import Embedded
Embedded(Path({str(folder)!r}), durable=False).redis_url()
print("joined", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "joined\n"
        threading.Timer(0.5, other.kill).start()

        embedded.leave(patience=20)

    assert accepts(embedded.redis_socket) is False


def test_process_that_ends_lets_go_of_the_servers(folder: Path) -> None:
    program = f"from pathlib import Path; from bildungskommune.embedded import Embedded; \
print(Embedded(Path({str(folder)!r}), durable=False).redis_url())"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.startswith("unix://")
    assert accepts(Embedded(folder).redis_socket) is False


def test_forked_child_does_not_stop_the_servers(folder: Path) -> None:
    embedded = Embedded(folder, durable=False)
    embedded.redis_url()

    subprocess.run(["true"], check=True)
    child = subprocess.Popen([sys.executable, "-c", "pass"], close_fds=False)
    child.wait()

    assert accepts(embedded.redis_socket) is True
    embedded.leave()


def test_long_socket_path_moves_to_the_temporary_folder() -> None:
    path = Path("/srv") / ("x" * 120) / "redis.sock"

    assert len(str(short_path(path))) < 100
    assert str(os.getuid()) in short_path(path).parent.name


def test_short_socket_path_stays() -> None:
    assert short_path(Path("/srv/redis.sock")) == Path("/srv/redis.sock")


def test_folder_of_the_socket_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "redis"
    folder.mkdir(mode=0o755)

    make_own(folder)
    make_own(folder)

    assert folder.stat().st_mode & 0o777 == 0o700


def test_folder_that_is_a_link_of_somebody_is_refused(tmp_path: Path) -> None:
    (tmp_path / "redis").symlink_to(tmp_path)

    with pytest.raises(EmbeddedServerFailed, match="belongs to another user"):
        make_own(tmp_path / "redis")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    (tmp_path / "redis").mkdir()
    os.chown(tmp_path / "redis", 65534, 65534)

    with pytest.raises(EmbeddedServerFailed, match="belongs to another user"):
        make_own(tmp_path / "redis")
