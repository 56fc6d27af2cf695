"""Take the second factor from an account whose owner has lost telephone and codes."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from bildungskommune.accounts.models import Konto
from bildungskommune.buero import konten


class Command(BaseCommand):
    help = "Nimmt einem Konto den zweiten Faktor, wenn Telefon und Codes verloren sind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="E-Mail-Adresse des Kontos")

    def handle(self, *args: object, email: str, **options: object) -> None:
        konto = Konto.objects.filter(email=email.lower()).first()
        if konto is None:
            raise CommandError(f"Kein Konto hat die Adresse {email}.")
        if not konten.take_factor(konto, by=None):
            raise CommandError(f"{konto} hat keinen zweiten Faktor.")
        self.stdout.write(f"{konto} meldet sich jetzt ohne zweiten Faktor an.")
