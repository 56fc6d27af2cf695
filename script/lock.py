"""Write the lock files anew: `script/lock [--upgrade] [--days N] [PACKAGE …]`.

Without arguments what is locked stays, but for what pyproject.toml and package.json ask for differently. A PACKAGE is
taken to its newest release, --upgrade does so with all. No release younger than 14 days is taken: a poisoned one is
found out sooner. `--days 0 PACKAGE` is for a fix that cannot wait.
"""

import argparse
import sys
from datetime import UTC, datetime, timedelta

from script.setup import SetupFailed, find_uv, install_uv, npm, run, say

DAYS = 14
OLDEST, WITH_DJANGO6 = ["--python-version", "3.11"], ["--python-version", "3.12", "--overrides", "script/django6.txt"]
LOCKS = {
    "requirements.lock": OLDEST,
    "requirements-dev.lock": [*OLDEST, "--group", "dev"],
    "requirements-django6.lock": [*WITH_DJANGO6, "--group", "dev"],
}
COMPILE = ["--quiet", "--universal", "--generate-hashes", "--no-annotate", "--no-header"]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="script/lock")
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="taken to its newest release")
    parser.add_argument("--upgrade", action="store_true", help="take all to their newest release")
    parser.add_argument("--days", type=int, default=DAYS, help="how old a release must be (14)")
    wanted = parser.parse_args(arguments)
    before = (datetime.now(UTC) - timedelta(days=wanted.days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    upgrade = ["--upgrade"] if wanted.upgrade else [f"--upgrade-package={name}" for name in wanted.packages]
    try:
        lock_python(before, upgrade)
        lock_npm(before)
    except SetupFailed as failure:
        sys.exit(f"Fehler: {failure}")


def lock_python(before: str, upgrade: list[str]) -> None:
    uv = find_uv() or install_uv()
    for name, options in LOCKS.items():
        say(f"{name}: Veröffentlichungen vor {before}")
        command = [uv, "pip", "compile", *COMPILE, "--exclude-newer", before, *upgrade, *options]
        run([*command, "pyproject.toml", "--output-file", name], f"{name} ließ sich nicht schreiben.")


def lock_npm(before: str) -> None:
    """Lock what package.json names; its versions are exact, so there is nothing to upgrade to."""
    say(f"package-lock.json: Veröffentlichungen vor {before}")
    command = [*npm(), "install", "--package-lock-only", "--ignore-scripts", f"--before={before}"]
    run(command, f"package-lock.json ließ sich nicht schreiben. Ist eine Fassung in package.json jünger als {before}?")


if __name__ == "__main__":
    main(sys.argv[1:])
