from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bildungskommune.ui import schriften


class Command(BaseCommand):
    help = "Build fonts for web and PDF and the used part of KERN into var/schriften."

    # The database may not exist yet when the Docker image is built.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        wurzel = Path(settings.BASE_DIR)
        dist = wurzel / "node_modules" / "@kern-ux" / "native" / "dist"
        ziel = wurzel / "var" / "schriften"
        try:
            gebaut = schriften.build(dist, ziel)
        except schriften.KernFehltError as fehlt:
            raise CommandError(f"{fehlt} fehlt. Bitte führen Sie zuerst »npm ci« aus.") from fehlt
        self.stdout.write("Schriften gebaut." if gebaut else "Schriften sind aktuell.")
