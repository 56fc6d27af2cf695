from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from bildungskommune.accounts.konten import LastStabsstelle
from bildungskommune.buero import loeschauftraege, loeschung
from bildungskommune.buero.models import Loeschauftrag


class Command(BaseCommand):
    help = "Zeigt, was zu einer E-Mail-Adresse gelöscht oder anonymisiert würde; mit --ausfuehren geschieht es."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mail")
        parser.add_argument("--ausfuehren", action="store_true", help="löschen, nicht nur zeigen")
        gruende = Loeschauftrag.Grund
        parser.add_argument("--grund", choices=gruende.values, default=gruende.EINWILLIGUNG, help="Art. 17 Abs. 1")

        parser.add_argument("--auch", action="append", default=[], help="Eintrag ohne Adresse, der dazugehört")

    def handle(self, *args: Any, mail: str, ausfuehren: bool, grund: str, auch: list[str], **options: Any) -> None:
        try:
            validate_email(mail)
        except ValidationError as wrong:
            raise CommandError(f"{mail} ist keine E-Mail-Adresse.") from wrong
        if not ausfuehren:
            self._show(loeschung.finding(mail, auch))
            return
        try:
            auftrag = loeschauftraege.carry_out_by_command(mail, grund, auch)
        except (LastStabsstelle, loeschauftraege.AlreadyAsked) as refused:
            raise CommandError(str(refused)) from refused
        for was, anzahl in auftrag.zahlen.items():
            self.stdout.write(f"{was}: {anzahl}")
        self.stdout.write(f"{auftrag} ist ausgeführt. Die Person erfährt es mit einer E-Mail.")

    def _show(self, befund: loeschung.Befund) -> None:
        if befund.ist_leer:
            self.stdout.write("Zu dieser Adresse ist nichts gespeichert.")
        for fund in befund.funde:
            self.stdout.write(f"{fund.was}: {fund.anzahl}, {fund.folge}")
        for gleich in befund.gleiche:
            self.stdout.write(f"Gehört das dazu? --auch {gleich.schluessel} ({gleich})")
        for stelle in befund.stellen:
            self.stdout.write(f"Bitte selbst ansehen: {stelle.art} {stelle.name} {stelle.url}".rstrip())
        if befund.funde:
            self.stdout.write("Nichts ist geschehen. Mit --ausfuehren wird gelöscht.")
