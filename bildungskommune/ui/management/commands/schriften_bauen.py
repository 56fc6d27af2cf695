from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bildungskommune.ui import schriften

WURZEL = Path(__file__).parents[4]


class Command(BaseCommand):
    help = "Build fonts for web and PDF and the used part of KERN into var/schriften."

    # The database may not exist yet when the Docker image is built.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        dist = WURZEL / "node_modules" / "@kern-ux" / "native" / "dist"
        ziel = WURZEL / "var" / "schriften"
        try:
            gebaut = schriften.build(dist, ziel)
        except schriften.KernFehltError as fehlt:
            raise CommandError(f"{fehlt} fehlt. Bitte führen Sie zuerst »npm ci« aus.") from fehlt
        self.stdout.write("Schriften gebaut." if gebaut else "Schriften sind aktuell.")
