"""Institutions whose people have been at a workshop."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from bildungskommune.akteure.merkmale import Merkmal, merkmale
from workshops.models import Anmeldung
from workshops.models.enums import AnmeldungStatus


@merkmale.register
def came() -> Iterator[Merkmal]:
    seats = Anmeldung.objects.filter(institution=OuterRef("pk"), status=AnmeldungStatus.TEILGENOMMEN)
    yield Merkmal("teilgenommen", "hat am Workshop teilgenommen", Exists(seats))
