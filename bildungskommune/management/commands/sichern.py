"""`manage.py sichern ORT`: database and files into a new folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bildungskommune import sicherung


class Command(BaseCommand):
    help = "Sichert Datenbank und Dateien mit Prüfsummen in einen neuen Ordner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ort", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            gone = sicherung.back_up(options["ort"].absolute())
        except sicherung.Refused as error:
            raise CommandError(str(error)) from error
        for name in gone:
            self.stdout.write(f"  Inzwischen gelöscht: {name}")
        self.stdout.write(f"Gesichert: {options['ort']}")
