"""`manage.py koffer_fuellen DATEI`: read the file of one workshop into the portal of a laptop."""

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bildungskommune.akte.datei import AkteUnlesbar
from workshops.koffer import mitnahme
from workshops.koffer.datei import Inhalt, Unlesbar, open_with


class Command(BaseCommand):
    help = "Füllt einen Werkstattkoffer mit der Datei eines Workshops; fragt nach ihrem Passwort."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("datei", type=Path)

    def handle(self, *args: object, datei: Path, **options: object) -> None:
        if not settings.KOFFER:
            raise CommandError("Dieses Portal ist kein Werkstattkoffer (KOFFER=on). Es wurde nichts geändert.")
        try:
            titel = mitnahme.fill(_opened(datei))
        except (OSError, Unlesbar, AkteUnlesbar) as error:
            raise CommandError(f"{error} Es wurde nichts geändert.") from error
        self.stdout.write(f"Im Koffer liegt jetzt: {titel}")
        if access := mitnahme.account():
            email, password = access
            path = settings.VAR_DIR / "zugaenge.txt"
            path.touch(mode=0o600)
            path.write_text(f"Anmelden mit {email}, Passwort {password}\n", encoding="utf-8")


def _opened(path: Path) -> Inhalt:
    content = path.read_bytes()
    ask = getpass.getpass("Passwort der Datei: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    return open_with(content, ask)
