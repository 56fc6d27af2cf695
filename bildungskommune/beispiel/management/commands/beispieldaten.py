"""`manage.py beispieldaten`: load the sample process; a second run changes nothing."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from bildungskommune.beispiel import laden

DATEI = "zugaenge.txt"


class Command(BaseCommand):
    help = "Lädt das Beispielverfahren. Ein zweiter Lauf ändert nichts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--einmal", action="store_true", help="nichts tun, wenn es schon einmal geladen wurde")

    def handle(self, *args: object, einmal: bool, **options: object) -> None:
        if einmal and laden.is_loaded():
            self.stdout.write("Das Beispielverfahren ist schon geladen.")
            return
        ergebnis, zugaenge = laden.load()
        if zugaenge:
            _write(settings.VAR_DIR / DATEI, zugaenge)
        self.stdout.write(f"Beispielverfahren: {ergebnis.changes} Einträge neu oder geändert.")


def _write(datei: Path, zugaenge: laden.Zugaenge) -> None:
    """Keep the log-ins in a file that only its owner reads; the database holds hashes alone."""
    datei.touch(mode=0o600)
    with datei.open("a", encoding="utf-8") as file:
        file.writelines(f"{rolle:12} {email:32} {password}\n" for email, password, rolle in zugaenge)
