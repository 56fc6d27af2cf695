"""Measure the print engine: CPU time as ratios, memory, identical bytes.

Run with `python bench/satz.py`; each figure stands beside the aim of docs/pdf.md.
"""

# ruff: noqa: INP001, SLF001, T201

import json
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from weasyprint import CSS  # noqa: E402

from bildungskommune.fassungen import satz  # noqa: E402
from bildungskommune.fassungen.satz import render  # noqa: E402
from tests.satz.muster import kontext  # noqa: E402
from tests.satz.muster_konzept import handlungsfeld, konzept  # noqa: E402
from tests.satz.muster_leitbild import leitbild  # noqa: E402

TAG = datetime(2026, 5, 28, tzinfo=UTC)
SEITEN_JE_FELD = 4
NAIV = """
section, div { display: flex; flex-direction: column; }
table { table-layout: auto; }
p, td, th { text-align: justify; hyphens: auto; }
"""


def big(felder: int) -> dict[str, Any]:
    alle = [handlungsfeld(str(i), f"Handlungsfeld {i}", anker=f"feld-{i}") for i in range(1, felder + 1)]
    for feld in alle:
        feld["strategien"] = [{**s, "anker": f"{feld['anker']}-{s['anker']}"} for s in feld["strategien"]]
    return {**konzept(), "handlungsfelder": alle}


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def job(inhalt: dict[str, Any], template: str = "druck/konzept.html") -> satz.Druckwerk:
    """Do all a worker does between claim and rename."""
    html = satz.html_fuer(template, kontext(inhalt))
    anlage = satz.Anlage("inhalt.json", "Inhalt", json.dumps(inhalt).encode(), "application/json", TAG)
    satz.schluessel(html, [anlage])
    druck = satz.print_pdf(html, title=inhalt["titel"], attachments=[anlage])
    if satz.pruefen(druck.pdf):
        raise SystemExit("the bench printed a file with findings")
    return druck


def bare(html: str) -> bytes:
    return bytes(render._lay_out(html, render._tools()).write_pdf())


def naive(html: str) -> Any:
    tools = render._tools()
    source = render.HTML(string=html, url_fetcher=tools.abholer)
    return source.write_pdf(font_config=tools.schriften, stylesheets=[*tools.stile, CSS(string=NAIV)])


def peak(felder: int) -> int:
    """Return the peak memory in MiB of a process of its own that prints so many Handlungsfelder."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return int(pool.apply(_peak, (felder,)))


def _peak(felder: int) -> int:
    job(big(felder))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def line(what: str, value: str, aim: str) -> None:
    print(f"{what:<58} {value:>12}   aim {aim}", flush=True)


def main() -> None:
    # First, since a child inherits the peak of its parent.
    line("peak memory, 60 pages", f"{peak(15)} MiB", "<= 200 MiB")
    line("peak memory, 300 pages", f"{peak(75)} MiB", "<= 500 MiB")
    cold, _ = cpu(satz.warm_up)
    short, druck = cpu(lambda: job(leitbild(), "druck/leitbild.html"))
    line(f"Leitbild, {druck.seiten} pages, warm worker (warm-up {cold:.1f} s)", f"{short:.2f} s", "< 1.5 s")
    inhalt = big(60 // SEITEN_JE_FELD)
    html = satz.html_fuer("druck/konzept.html", kontext(inhalt))
    whole, sixty = min((cpu(lambda: job(inhalt)) for _ in range(3)), key=lambda pair: pair[0])
    plain = min(cpu(lambda: bare(html))[0] for _ in range(3))
    line(f"whole job against bare write_pdf, {sixty.seiten} pages", f"{whole / plain:.2f} x", "<= 1.25 x")
    slow, _ = cpu(lambda: naive(html))
    line("naive style sheet against ours", f"{slow / plain:.1f} x", ">= 2 x")
    long, three_hundred = cpu(lambda: job(big(300 // SEITEN_JE_FELD)))
    ratio = (long / three_hundred.seiten) / (whole / sixty.seiten)
    line(f"CPU per page, {three_hundred.seiten} against {sixty.seiten} pages", f"{ratio:.2f} x", "<= 1.15 x")
    line("CPU per page", f"{1000 * whole / sixty.seiten:.0f} ms", "about 150 ms")
    line("identical bytes twice", str(job(inhalt).pdf == sixty.pdf), "True")


if __name__ == "__main__":
    main()
