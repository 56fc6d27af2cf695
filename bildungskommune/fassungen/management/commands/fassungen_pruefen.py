"""manage.py fassungen_pruefen: compare all Fassungen, their chain and their PDFs with the checksums."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bildungskommune.fassungen import pruefung


class Command(BaseCommand):
    help = "Vergleicht alle Fassungen, ihre Kette und ihre PDF-Dateien mit den Prüfsummen."

    def handle(self, *args: Any, **options: Any) -> None:
        found = pruefung.check_all()
        self.stdout.write(f"Geprüft: Fassungen {found.fassungen}, Dateien {found.ausdrucke}.")
        for befund in found.befunde:
            self.stdout.write(f"  {befund}")
        if found.abweichungen:
            raise CommandError(f"Abweichungen: {found.abweichungen}.")
        self.stdout.write(f"Alles stimmt. Ende der Kette: {found.kopf or 'noch keine Fassung'}")
