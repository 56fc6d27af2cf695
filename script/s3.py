"""Run an S3 server on this machine: `python -m script.s3 [PORT]` prints the settings for it and runs until Ctrl-C.

It is versitygw, built once into var/tools/bin by Go; its files are below var/s3.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from script.debian import free_port
from script.serve import end_with_parent

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "var" / "tools" / "bin" / "versitygw"
PACKAGE = "github.com/versity/versitygw/cmd/versitygw@v1.8.0"
BUCKET = "portal"
START_SECONDS = 30


class Unavailable(Exception):
    """One sentence that says why the server cannot be had here."""


def main(arguments: Sequence[str]) -> None:
    try:
        prepare()
    except Unavailable as reason:
        sys.exit(f"Fehler: {reason}")
    port = int(arguments[0]) if arguments else free_port()
    with running(ROOT / "var" / "s3", port) as given, suppress(KeyboardInterrupt):
        print("\n".join(f"{name}={value}" for name, value in given.items()), flush=True)
        signal.pause()


def found() -> str | None:
    """Give the program that is there, None when it has to be built."""
    return str(OWN) if OWN.exists() else shutil.which("versitygw")


def prepare() -> None:
    """Build the program unless it is there; that takes some minutes. Raises Unavailable."""
    if found():
        return
    if not shutil.which("go"):
        raise Unavailable(f"The S3 server is missing and Go is not there to build it: go install {PACKAGE}")
    print(f"Building {PACKAGE}, once; this takes some minutes …", file=sys.stderr, flush=True)
    environment = os.environ | {"GOBIN": str(OWN.parent)}
    done = subprocess.run(["go", "install", PACKAGE], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(f"Go could not build the S3 server: {done.stderr[-500:].strip()}")


@contextmanager
def running(folder: Path, port: int) -> Iterator[dict[str, str]]:
    """Run the server on loopback with an empty or known bucket in the folder; give the settings of the portal for it.

    The program must be there. The server ends with the block.
    """
    program = found()
    assert program, "prepare() comes first"
    kept, about = folder / "files", folder / "about"  # not every file system has room for what S3 knows of a file
    for place in (kept / BUCKET, about):
        place.mkdir(parents=True, exist_ok=True)
    given = {
        "S3_BUCKET": BUCKET,
        "S3_ENDPOINT": f"http://127.0.0.1:{port}",
        "S3_ACCESS_KEY": "portal",
        "S3_SECRET_KEY": secrets.token_urlsafe(24),
    }
    keys = {"ROOT_ACCESS_KEY_ID": given["S3_ACCESS_KEY"], "ROOT_SECRET_ACCESS_KEY": given["S3_SECRET_KEY"]}
    command = [program, "--port", f"127.0.0.1:{port}", "--quiet", "posix", "--sidecar", str(about), str(kept)]
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(
            command,
            env=bare() | keys,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - it takes no lock
        ) as process,
    ):
        try:
            wait(process, port)
            yield given
        finally:
            process.terminate()


def bare() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}


def wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None or time.monotonic() > deadline:
            raise Unavailable("The S3 server did not come up.")
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1:])
