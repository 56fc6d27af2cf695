"""Measure the reading of a Verfahrensakte: 50 MB, right and with mistakes, and a whole dry run.

Run with `python bench/akte.py`; it makes a database of its own and drops it again.
"""

# ruff: noqa: INP001, T201

import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import yaml  # noqa: E402

SAMPLE = ROOT / "bildungskommune" / "beispiel" / "daten" / "boerde.yaml"
LARGE = 50_000_000
MISTAKES = {"twice": "titel: zweimal\n", "form": "", "broken": "titel: [\n"}
"""What stands at the end of a file with a mistake; in "form" the line of its last value is wanted."""


def large(path: Path) -> None:
    """Write a file of 50 MB in the shape of the sample: as many series of workshops as it takes."""
    head, _, rest = SAMPLE.read_text(encoding="utf-8").partition("\nreihen:\n")
    series = rest[: rest.index("\nleitbilder:\n")] if "\nleitbilder:\n" in rest else rest.split("\n\n")[0]
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{head}\nreihen:\n")
        while file.tell() < LARGE:
            file.write(f"{series}\n")


def child(what: str, path: Path) -> tuple[float, int]:
    """Read the file in a process of its own; gives seconds of CPU and the peak of its memory in MB."""
    done = subprocess.run([sys.executable, __file__, what, str(path)], check=True, capture_output=True, text=True)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def read(what: str, path: Path) -> None:
    """In the child: read once, say what it took."""
    text = path.read_bytes() + MISTAKES.get(what, "").encode()
    begun = time.process_time()
    if what == "plain":
        assert yaml.load(text, Loader=yaml.CSafeLoader)
    else:
        from bildungskommune.akte.datei import AkteUnlesbar, parse  # noqa: PLC0415 - the other child must not load it

        with suppress(AkteUnlesbar):
            datei = parse(text)
            if what == "form":
                assert datei.fehler(("reihen", len(datei.inhalt["reihen"]) - 1, "titel"), "").zeile > 1
    print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def dry_run() -> float:
    """Return the seconds of CPU of a dry run of the sample in an empty database, without those of PostgreSQL."""
    import django  # noqa: PLC0415 - the children need none

    django.setup()
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    from bildungskommune.akte.datei import parse  # noqa: PLC0415
    from bildungskommune.akte.einlesen import einlesen  # noqa: PLC0415

    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        begun = time.process_time()
        einlesen(parse(SAMPLE.read_text(encoding="utf-8")), trocken=True)
        return time.process_time() - begun
    finally:
        teardown_databases(databases, verbosity=0)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "akte.yaml"
        large(path)
        size = path.stat().st_size / 1e6
        print(f"{size:.0f} MB        MB/s of CPU   seconds   peak MB")
        for what in ("right", *MISTAKES, "plain"):
            seconds, memory = child(what, path)
            print(f"{what:10} {size / seconds:15.1f} {seconds:9.1f} {memory:9}")
    taken = dry_run()
    size = SAMPLE.stat().st_size / 1e6
    print(f"dry run of the sample, {size:.2f} MB: {taken:.1f} s of CPU, {size / taken:.2f} MB/s")


if __name__ == "__main__":
    read(*sys.argv[1:2], Path(sys.argv[2])) if len(sys.argv) > 2 else main()
