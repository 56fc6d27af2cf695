"""`manage.py verfahren_einlesen DATEI`: read a whole process from a Verfahrensakte."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from bildungskommune.akte import paket
from bildungskommune.akte.datei import AkteUnlesbar, parse
from bildungskommune.akte.einlesen import einlesen

MAX_BYTES = 50_000_000


class Command(BaseCommand):
    help = "Liest eine Verfahrensakte ein. Jeder Fehler wird mit seiner Stelle genannt; dann ändert sich nichts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("datei", type=Path)
        parser.add_argument(
            "--trocken",
            "--probe",
            action="store_true",
            help="alles prüfen, nichts ändern, und mit Namen nennen, was sich ändern würde",
        )

    def handle(self, *args: object, datei: Path, trocken: bool, **options: object) -> None:
        try:
            if datei.suffix == ".zip":
                ergebnis = paket.read(datei, trocken=trocken)
            else:
                ergebnis = einlesen(parse(_read(datei)), trocken=trocken)
        except AkteUnlesbar as error:
            for fehler in error.fehler:
                self.stderr.write(str(fehler))
            raise CommandError(f"{len(error.fehler)} Fehler in {datei}. Es wurde nichts geändert.") from error
        for line in ergebnis.details() if trocken else ergebnis.summary():
            self.stdout.write(line)
        if trocken:
            self.stdout.write("Trockenlauf: Es wurde nichts geändert.")


def _read(datei: Path) -> bytes:
    try:
        if datei.stat().st_size > MAX_BYTES:
            raise CommandError(f"{datei} ist größer als {MAX_BYTES // 1_000_000} MB.")
        content = datei.read_bytes()
        content.decode()
        return content
    except OSError as error:
        raise CommandError(f"{datei} lässt sich nicht lesen: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{datei} ist kein Text in UTF-8.") from error
