"""Validate PDF files by veraPDF: `python -m script.verapdf [--flavours=ua1,3a] FILE …`.

Prints one line of JSON for each file and flavour, and ends with 1 when a file does not conform. Maven fetches veraPDF
into var/verapdf once; `python -m script.verapdf` without a file does only that.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "script" / "java"
HOME = ROOT / "var" / "verapdf"
FLAVOURS = ("ua1", "3a")


class Unavailable(Exception):
    """One sentence that says why veraPDF cannot be had here."""


@dataclass(frozen=True)
class Finding:
    """What veraPDF says about one file in one flavour."""

    file: str
    flavour: str
    rules: int
    """How many the profile of the flavour has."""
    assertions: int
    compliant: bool
    failures: tuple[dict[str, Any], ...]


def main(arguments: Sequence[str]) -> int:
    flavours = next((one.partition("=")[2] for one in arguments if one.startswith("--flavours=")), "ua1,3a")
    files = [Path(one) for one in arguments if not one.startswith("--")]
    try:
        prepare()
    except Unavailable as error:
        print(error, file=sys.stderr)
        return 2
    found = validate(files, flavours.split(",")) if files else []
    for one in found:
        print(json.dumps(asdict(one), ensure_ascii=False))
    return 0 if all(one.compliant for one in found) else 1


def validate(files: Sequence[Path], flavours: Sequence[str] = FLAVOURS) -> list[Finding]:
    """Return one finding for each file and flavour, all from one Java process; `prepare` comes before."""
    command = ["java", "-Xmx1g", "-Djava.awt.headless=true", "-cp", f"{HOME / 'classes'}:{HOME / 'lib'}/*", "Verapdf"]
    arguments = [",".join(flavours), *map(str, files)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"veraPDF broke off: {done.stderr[-2000:]}")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [Finding(**{**row, "failures": tuple(row["failures"])}) for row in rows]


def version() -> str:
    """Return the version of veraPDF that the project file asks for."""
    found = re.search(r"<artifactId>validation-model</artifactId>\s*<version>([^<]+)<", _project().read_text())
    assert found
    return found[1]


def prepare() -> None:
    """Fetch and compile what is missing; a second call takes no time. Raises Unavailable."""
    for program, package in (("java", "default-jdk-headless"), ("javac", "default-jdk-headless"), ("mvn", "maven")):
        if not shutil.which(program):
            raise Unavailable(f"veraPDF needs {program} (Debian: {package}), which is not installed.")
    wanted = hashlib.sha256(_project().read_bytes() + (SOURCES / "Verapdf.java").read_bytes()).hexdigest()
    filled = HOME / ".filled-from"
    with _alone():
        if filled.exists() and filled.read_text() == wanted:
            return
        shutil.rmtree(HOME / "lib", ignore_errors=True)
        target = f"-DoutputDirectory={HOME / 'lib'}"
        maven = ["mvn", "-q", "-B", "-f", str(_project()), "dependency:copy-dependencies", "-DincludeScope=runtime"]
        _run([*maven, target], "Maven could not fetch veraPDF")
        compiler = ["javac", "-cp", f"{HOME / 'lib'}/*", "-d", str(HOME / "classes")]
        _run([*compiler, str(SOURCES / "Verapdf.java")], "The small class around veraPDF could not be compiled")
        filled.write_text(wanted)


def _project() -> Path:
    return SOURCES / "pom.xml"


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time fill the folder."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(command: Sequence[str], failure: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        raise Unavailable(f"{failure}: {(done.stdout + done.stderr)[-500:].strip()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
