"""`manage.py verfahren_ausgeben DATEI`: write the whole process into a Verfahrensakte."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bildungskommune.akte import paket
from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import dump
from bildungskommune.akte.herkunft import own_head


class Command(BaseCommand):
    help = "Gibt das ganze Verfahren als Verfahrensakte aus; „….zip“ mit den Fotos, „-“ auf die Standardausgabe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("datei")
        parser.add_argument("--titel", default="", help="Titel im Kopf der Datei")
        parser.add_argument("--dokumentdatum", default="", help="Datum im Kopf der Datei, JJJJ-MM-TT")
        parser.add_argument("--ohne-personen", action="store_true", help="ohne Personen und ihre Namen")

    def handle(
        self, *args: object, datei: str, titel: str, dokumentdatum: str, ohne_personen: bool, **options: object
    ) -> None:
        said = {"titel": titel, "dokumentdatum": dokumentdatum}
        kopf = own_head() | {name: value for name, value in said.items() if value}
        inhalt = Ausgabe(mit_personen=not ohne_personen).akte(kopf)
        if Path(datei).suffix == ".zip":
            self._package(Path(datei), inhalt, ohne_personen=ohne_personen)
            return
        text = dump(inhalt)
        if datei == "-":
            self.stdout.write(text, ending="")
            return
        try:
            Path(datei).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{datei} lässt sich nicht schreiben: {error.strerror}.") from error
        self.stdout.write(f"Verfahrensakte geschrieben: {datei}")

    def _package(self, datei: Path, inhalt: dict[str, Any], *, ohne_personen: bool) -> None:
        if ohne_personen:
            raise CommandError("Auf Fotos können Personen zu sehen sein: Ohne Personen gibt es die Akte nur als YAML.")
        try:
            with datei.open("wb") as ziel:
                fotos = paket.write(ziel, inhalt)
        except OSError as error:
            raise CommandError(f"{datei} lässt sich nicht schreiben: {error.strerror}.") from error
        self.stdout.write(f"Verfahrensakte mit {fotos} Fotos geschrieben: {datei}")
