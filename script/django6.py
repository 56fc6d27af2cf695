"""Run tests on the Django that comes next: `python -m script.django6 [ARGUMENTS OF PYTEST]`.

It stands in requirements-django6.lock and has an environment of its own in var/django6. Django 6 asks for Python 3.12:
where the machine has none, or no network, one sentence says so, and nothing is run.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from script.setup import ROOT, SetupFailed, find_uv, fingerprint, install_uv, run, say, stamp, write_stamp

LOCK = ROOT / "requirements-django6.lock"
VENV = ROOT / "var" / "django6"
NAMES = ("python3.14", "python3.13", "python3.12", "python3")
NO_SERVERS = {
    "LOCAL": "on",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
"""No check looks at data."""


def main(arguments: Sequence[str]) -> int:
    """Return what pytest returned; 0 as well where no Python is new enough or its packages cannot be had."""
    python = next((found for found in pythons() if is_new_enough(found)), None)
    if python is None:
        say("Ohne Django 6: Es verlangt Python 3.12 oder neuer, auf dieser Maschine ist keines.")
        return 0
    try:
        own = fill(python)
    except SetupFailed as failure:
        say(f"Ohne Django 6: {failure}")
        return 0
    try:
        environment = ["env", *(f"{name}={value}" for name, value in NO_SERVERS.items())]
        for check in (["check"], ["makemigrations", "--check", "--dry-run"]):
            run([*environment, own, "-W", "ignore", "manage.py", *check], f"Auf Django 6 geht nicht: {check[0]}")
    except SetupFailed as failure:
        sys.exit(f"Fehler: {failure}")
    say("pytest auf Django 6")
    return subprocess.run([own, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


def pythons() -> Iterator[str]:
    """Give the interpreters that this machine may have, those of pyenv last."""
    yield from (found for found in map(shutil.which, NAMES) if found)
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from (str(found) for found in sorted(home.glob("versions/3.1[2-9]*/bin/python")))


def is_new_enough(python: str) -> bool:
    question = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]
    return subprocess.run(question, capture_output=True, check=False).returncode == 0


def fill(python: str) -> str:
    """Have the environment hold exactly what the lock file says; return its interpreter."""
    own = VENV / "bin" / "python"
    wanted = fingerprint(LOCK, python)
    if stamp(VENV) != wanted:
        say("Python-Pakete mit Django 6 …")
        uv = find_uv() or install_uv()
        run([uv, "venv", "--quiet", "--clear", "--python", python, str(VENV)], "Kein virtuelles Python.")
        sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(own), str(LOCK)]
        run(sync, f"Die Pakete aus {LOCK.name} ließen sich nicht holen. Ist das Netz da?")
        write_stamp(VENV, wanted)
    return str(own)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
