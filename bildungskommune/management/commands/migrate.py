"""`manage.py migrate`: as Django's, by the owner of the database; then the run-time role gets its rights anew."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from bildungskommune import rechte


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with rechte.as_owner():
            super().handle(*args, **options)
            if options["plan"] or options["check_unapplied"]:
                return
            try:
                rechte.set_up()
            except (rechte.RoleMissing, rechte.SameRole) as error:
                raise CommandError(str(error)) from error
