from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bildungskommune.buero.auskunft import as_json, auskunft, files_of, in_words


class Command(BaseCommand):
    help = "Zeigt alles, was zu einer E-Mail-Adresse gespeichert ist; mit --ziel auch als JSON und mit den Dateien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mail")
        parser.add_argument("--ziel", type=Path, help="Ordner für auskunft.txt, auskunft.json und die Dateien")

    def handle(self, *args: Any, mail: str, ziel: Path | None, **options: Any) -> None:
        told = auskunft(mail)
        if ziel is None:
            self.stdout.write(in_words(told))
            return
        ziel.mkdir(parents=True, exist_ok=True)
        ziel.joinpath("auskunft.txt").write_text(in_words(told))
        ziel.joinpath("auskunft.json").write_text(as_json(told))
        for file in files_of(mail):
            with file.open() as content:
                ziel.joinpath(Path(file.name or "datei").name).write_bytes(content.read())
