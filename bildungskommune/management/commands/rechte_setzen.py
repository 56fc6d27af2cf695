"""`manage.py rechte_setzen`: what the run-time role of the database may do, set anew. `migrate` does it, too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bildungskommune import rechte


class Command(BaseCommand):
    help = "Legt die Laufzeit-Rolle der Datenbank an und gibt ihr ihre Rechte."

    def handle(self, *args: Any, **options: Any) -> None:
        with rechte.as_owner():
            try:
                role = rechte.set_up()
            except (rechte.RoleMissing, rechte.SameRole) as error:
                raise CommandError(str(error)) from error
        if not role:
            raise CommandError("DATABASE_OWNER_URL fehlt: Ohne zweite Rolle gibt es keine Rechte zu setzen.")
        self.stdout.write(f"Die Rolle {role} hat ihre Rechte.")
