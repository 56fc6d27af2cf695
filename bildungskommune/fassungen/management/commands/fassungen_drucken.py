"""manage.py fassungen_drucken --ziel DIR: all published PDFs in one folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bildungskommune.fassungen import auftraege, stapel
from bildungskommune.fassungen.models import Fassung

BREITE = 30


class Command(BaseCommand):
    help = "Druckt jede veröffentlichte Fassung, der PDF oder E-Book fehlt, und legt alle PDFs in einen Ordner."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ziel", required=True, type=Path, help="Ordner für die PDF-Dateien")
        parser.add_argument(
            "--frist", type=float, default=120.0, help="Sekunden ohne Fortschritt, nach denen aufgegeben wird (120)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        fassungen = stapel.published()
        if not fassungen:
            self.stdout.write("Es ist keine Fassung veröffentlicht. Es gibt nichts zu drucken.")
            return
        orders = stapel.order(fassungen)
        try:
            stapel.wait(orders, frist=options["frist"], show=self.show, ring=auftraege.sweep)
        except stapel.NoWorker:
            self.stdout.write("")
            raise CommandError(
                f"Seit {options['frist']:g} Sekunden bewegt sich nichts. Läuft ein Druckdienst? Er wird gestartet mit: "
                "celery -A bildungskommune worker -Q pdf. Die Aufträge bleiben stehen und gehen nicht verloren."
            ) from None
        self.stdout.write("")
        self.deliver(fassungen, options["ziel"])
        self.complain(orders)

    def show(self, stand: stapel.Stand) -> None:
        """Draw the bar: on a terminal in one line, elsewhere a line for each change."""
        done = stand.fertig + stand.gescheitert
        full = BREITE * done // max(stand.gesamt, 1)
        line = f"[{'█' * full}{'·' * (BREITE - full)}] {done} von {stand.gesamt} gesetzt, {stand.laeuft} in Arbeit"
        if self.stdout.isatty():
            self.stdout.write(f"\r{line}", ending="")
            self.stdout.flush()
        elif line != getattr(self, "last_line", ""):
            self.stdout.write(line)
        self.last_line = line

    def deliver(self, fassungen: list[Fassung], ziel: Path) -> None:
        try:
            for path in stapel.copy(fassungen, ziel):
                self.stdout.write(f"  {path}")
        except OSError as error:
            raise CommandError(f"Der Ordner {ziel} lässt sich nicht beschreiben: {error.strerror}.") from error

    def complain(self, orders: list[int]) -> None:
        failed = stapel.failures(orders)
        if failed:
            lines = "\n".join(f"  {order.fassung}: {order.fehler}" for order in failed)
            raise CommandError(f"{len(failed)} PDF konnten nicht gesetzt werden:\n{lines}")
