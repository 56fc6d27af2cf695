"""`manage.py startdaten [DATEI]`: Gemeinden, pages and facts of the county; a second run changes nothing."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bildungskommune.akte.datei import AkteUnlesbar
from bildungskommune.start.laden import load
from bildungskommune.start.lesen import lesen


class Command(BaseCommand):
    help = "Legt an, was von den Startdaten des Kreises fehlt. Was da ist oder entfernt wurde, bleibt so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("datei", type=Path, nargs="?", default=settings.STARTDATEN, help="sonst die von STARTDATEN")

    def handle(self, *args: object, datei: Path, **options: object) -> None:
        try:
            daten = lesen(datei.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{datei} lässt sich nicht lesen: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{datei} ist kein Text in UTF-8.") from error
        except AkteUnlesbar as error:
            for fehler in error.fehler:
                self.stderr.write(str(fehler))
            raise CommandError(f"{len(error.fehler)} Fehler in {datei}. Es wurde nichts geändert.") from error
        self.stdout.write(load(daten).sentence())
