"""manage.py fassungen_pruefen: compare all Fassungen, their chain and their files with the checksums."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bildungskommune.fassungen import nachsatz, pruefung
from bildungskommune.fassungen.nachsatz import Ergebnis


class Command(BaseCommand):
    help = "Vergleicht alle Fassungen, ihre Kette und ihre Dateien mit den Prüfsummen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--neu-setzen",
            action="store_true",
            help="setzt jede gedruckte Fassung noch einmal und vergleicht mit ihren Dateien; ändert nichts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["neu_setzen"]:
            self._compare()
        else:
            self._check()

    def _check(self) -> None:
        found = pruefung.check_all()
        self.stdout.write(f"Geprüft: Fassungen {found.fassungen}, Dateien {found.ausdrucke}.")
        for befund in found.befunde:
            self.stdout.write(f"  {befund}")
        if found.abweichungen:
            raise CommandError(f"Abweichungen: {found.abweichungen}.")
        self.stdout.write(f"Alles stimmt. Ende der Kette: {found.kopf or 'noch keine Fassung'}")

    def _compare(self) -> None:
        """Tell each file that comes out otherwise today; only another text, or none, is a failure."""
        counts: Counter[str] = Counter()
        for vergleich in nachsatz.compare_all():
            counts[vergleich.ergebnis] += 1
            if vergleich.ergebnis != Ergebnis.GLEICH:
                self.stdout.write(f"  {vergleich}")
        told = ", ".join(f"{ergebnis.label} {counts[ergebnis]}" for ergebnis in Ergebnis)
        self.stdout.write(f"Neu gesetzt: Dateien {counts.total()}. {told[0].upper()}{told[1:]}.")
        if wrong := counts[Ergebnis.TEXT] + counts[Ergebnis.FEHLER]:
            raise CommandError(f"Abweichungen: {wrong}.")
