"""Everything that people edit counts its changes, so that nobody overwrites what he has not seen."""

from django.db import models


class Versioniert(models.Model):
    """Base of everything that a form of the desk edits. `werkbank.aendern` raises `version` with every change."""

    version = models.PositiveIntegerField("Version", default=1, editable=False)

    class Meta:
        abstract = True
