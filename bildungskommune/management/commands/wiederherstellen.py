"""`manage.py wiederherstellen ORT`: database and files as they were in a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bildungskommune import sicherung


class Command(BaseCommand):
    help = "Stellt Datenbank und Dateien aus einer Sicherung wieder her."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ort", type=Path)
        parser.add_argument("--ersetzen", action="store_true", help="auch wenn dann verloren geht, was da ist")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sicherung.restore(options["ort"].absolute(), replace=options["ersetzen"])
        except sicherung.Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Wiederhergestellt: {options['ort']}")
