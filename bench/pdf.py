"""Measure the whole print job against bare WeasyPrint on the same HTML: CPU, memory, identical bytes.

Run with `python bench/pdf.py`; it makes a database of its own with the sample process and invented plans, and drops it
again. The order and bare WeasyPrint each have a warm process of their own and print by turns; a ratio is that of the
medians. The order is all that the worker does: claim, HTML, data that travels inside, PDF and PDF in large print with
their checks, e-book, file for word processors, checksums, store. Each figure stands beside its aim.
"""

# ruff: noqa: INP001, SLF001, T201

import hashlib
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from bench.fassungen import plan, way  # noqa: E402
from bildungskommune.beispiel import laden  # noqa: E402
from bildungskommune.fassungen import aufwaermen, druck, rules, setzen  # noqa: E402
from bildungskommune.fassungen.models import Druckauftrag, Fassung  # noqa: E402
from bildungskommune.fassungen.satz import assets  # noqa: E402
from bildungskommune.fassungen.satz.fetcher import Abholer  # noqa: E402
from konzept.models import Strategie  # noqa: E402

AIM = "<= 1.25 x"
SIXTY, THREE_HUNDRED = 53, 293
"""Measures of a plan that has so many pages."""
NAIVE = """
section, div { display: flex; flex-direction: column; }
table { table-layout: auto; }
p, td, th { text-align: justify; hyphens: auto; }
"""
Status = Druckauftrag.Status


class Printed(NamedTuple):
    """What one job cost and made."""

    seconds: float
    pages: int
    pdf: bytes


class Compared(NamedTuple):
    """What a whole order costs, and seconds of CPU for its PDF alone and for bare WeasyPrint."""

    whole: Printed
    single: float
    bare: float


def cpu(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def sit_down(database: str, media: str, engine: bool) -> None:
    """Make a child a worker: the bench's database, files of its own and, if wanted, a warm print engine."""
    connection.settings_dict["NAME"] = database
    settings.MEDIA_ROOT = media
    if engine:
        aufwaermen.warm_up()


def job(pk: int) -> Printed:
    """Do an order as if nobody had done it before."""
    Druckauftrag.objects.filter(pk=pk).update(status=Status.WARTET, schluessel="")
    seconds = cpu(partial(druck.print_order, pk))
    auftrag = Druckauftrag.objects.get(pk=pk)
    if auftrag.status != Status.FERTIG:
        raise SystemExit(f"the job failed: {auftrag.fehler}")
    with auftrag.pdf.open("rb") as file:
        return Printed(seconds, auftrag.seiten, file.read())


def pdf_alone(pk: int) -> float:
    """Return the CPU of one PDF: HTML, data that travels inside, layout, marks, check, checksum."""

    def work() -> None:
        what = setzen.stoff(Fassung.objects.get(auftrag=pk))
        hashlib.sha256(setzen._print(what, None).inhalt)

    return cpu(work)


@cache
def alone(gross: bool) -> tuple[Abholer, FontConfiguration, list[CSS]]:
    """Read fonts and style sheets for WeasyPrint alone, without anything the print engine adds to it."""
    fetcher, fonts = Abholer(), FontConfiguration()
    styles = [CSS(url=one, url_fetcher=fetcher, font_config=fonts) for one in assets.style_sheets(gross=gross)]
    return fetcher, fonts, styles


def bare(html: str, gross: bool = False, extra: str = "") -> float:
    """Return the CPU of WeasyPrint alone: fonts and style sheets are read already, no tags, no variant, no check."""
    fetcher, fonts, styles = alone(gross)

    def work() -> None:
        source = HTML(string=html, base_url=assets.address(""), url_fetcher=fetcher)
        source.write_pdf(font_config=fonts, stylesheets=[*styles, CSS(string=extra)])

    return cpu(work)


def peak() -> int:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Bench:
    """Two warm processes, one that does jobs and one that has WeasyPrint alone."""

    def __init__(self, worker: Pool, alone: Pool) -> None:
        self.worker, self.alone = worker, alone

    def compare(self, name: str, auftrag: Druckauftrag, rounds: int) -> Compared:
        """Print the job and the bare HTML by turns, and say how they compare."""
        html = setzen.stoff(auftrag.fassung).html
        jobs, singles, bares, boths = [], [], [], []
        for _ in range(rounds):
            jobs.append(self.worker.apply(job, (auftrag.pk,)))
            singles.append(self.worker.apply(pdf_alone, (auftrag.pk,)))
            bares.append(self.alone.apply(bare, (html,)))
            boths.append(bares[-1] + self.alone.apply(bare, (html, True)))
        whole, both = sorted(jobs)[rounds // 2], statistics.median(boths)
        found = Compared(whole, statistics.median(singles), statistics.median(bares))
        line(f"{name}, {whole.pages} pages: whole order against bare, both PDFs", f"{whole.seconds / both:.2f} x", AIM)
        line("  CPU of the order, of bare WeasyPrint", f"{whole.seconds:.2f} s, {both:.2f} s", "")
        line("  the PDF alone, with its check, against bare", f"{found.single / found.bare:.2f} x", AIM)
        line("  CPU of the PDF, of bare WeasyPrint", f"{found.single:.2f} s, {found.bare:.2f} s", "")
        line("  identical bytes each time", str(len({one.pdf for one in jobs}) == 1), "True")
        return found


@contextmanager
def workers() -> Iterator[Callable[..., Pool]]:
    """Give a maker of warm processes; all of them end here."""
    made: list[Pool] = []
    with tempfile.TemporaryDirectory() as media:

        def make(engine: bool = True) -> Pool:
            there = (str(connection.settings_dict["NAME"]), media, engine)
            made.append(multiprocessing.get_context("spawn").Pool(1, sit_down, there))
            return made[-1]

        try:
            yield make
        finally:
            for one in made:
                one.terminate()
                one.join()


def orders() -> tuple[Druckauftrag, Druckauftrag, Druckauftrag]:
    """Return the orders of the sample's Leitbild and of plans of 60 and 300 pages."""
    laden.load()
    strategien = way()
    leitbild = Druckauftrag.objects.get(fassung__definition="leitbild")
    return leitbild, _plan(SIXTY, strategien), _plan(THREE_HUNDRED, strategien)


def _plan(measures: int, strategien: list[Strategie]) -> Druckauftrag:
    fassung = rules.freeze("massnahmenplan", plan(measures, strategien), zweck="lesefassung")
    return Druckauftrag.objects.create(fassung=fassung)


def memory(fresh: Pool, auftrag: Druckauftrag, aim: str) -> Printed:
    before, printed = fresh.apply(peak), fresh.apply(job, (auftrag.pk,))
    line(f"peak memory, {printed.pages} pages (warm worker: {before} MiB)", f"{fresh.apply(peak)} MiB", aim)
    return printed


def line(what: str, value: str, aim: str) -> None:
    print(f"{what:<66}{value:>16}   {aim}".rstrip(), flush=True)


def measure(make: Callable[..., Pool]) -> None:
    fresh, other, worker, plain = (
        make(),
        make(),
        make(),
        make(engine=False),
    )  # a child inherits the peak of its parent, so now
    leitbild, sixty, long = orders()
    memory(fresh, sixty, "<= 200 MiB")
    large = memory(other, long, "<= 500 MiB")
    bench = Bench(worker, plain)
    short = bench.compare("Leitbild", leitbild, 5)
    line("  seconds of CPU for its PDF, warm worker", f"{short.single:.2f} s", "<= 1.5 s")
    middle = bench.compare("Maßnahmenplan", sixty, 3).whole
    line("  peak memory of bare WeasyPrint, both PDFs", f"{bench.alone.apply(peak)} MiB", "")
    ratio = large.seconds / large.pages / (middle.seconds / middle.pages)
    line(f"CPU a page, {large.pages} against {middle.pages} pages", f"{ratio:.2f} x", "<= 1.15 x")
    slow = bench.alone.apply(bare, (setzen.stoff(leitbild.fassung).html, False, NAIVE))
    line("Leitbild with a naive style sheet against ours", f"{slow / short.bare:.1f} x", ">= 2 x")


def main() -> None:
    before = setup_databases(verbosity=0, interactive=False)
    try:
        with workers() as make:
            measure(make)
    finally:
        teardown_databases(before, verbosity=0)


if __name__ == "__main__":
    main()
