"""`manage.py auslegen`: lay out every public page, and again whatever is taken away, until Ctrl-C."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

from bildungskommune.auslage import bestand
from bildungskommune.auslage.auslegen import Rundgang

PAUSE = 0.5


class Command(BaseCommand):
    help = "Legt alle öffentlichen Seiten als Dateien aus und erneuert, was weggenommen wurde."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--einmal", action="store_true", help="alles einmal auslegen, dann aufhören")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.AUSLAGE:
            raise CommandError("AUSLAGE ist ausgeschaltet: Es werden keine Seiten ausgelegt.")
        os.nice(10)
        bestand.sweep()
        rundgang = Rundgang(get_wsgi_application())
        rundgang.begin()
        while True:
            try:
                laid = rundgang.walk()
            except DatabaseError:
                laid = 0  # the next look comes soon; until then nothing can have changed
            if options["einmal"]:
                self.stdout.write(f"{laid} Seiten ausgelegt.")
                return
            time.sleep(PAUSE)
