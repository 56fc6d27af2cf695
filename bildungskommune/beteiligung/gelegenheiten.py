"""What lies out for comments just now."""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone

from bildungskommune.beteiligung.models import Beteiligungsrunde
from bildungskommune.ui.zeiten import datum
from bildungskommune.verfahren.gelegenheiten import Gelegenheit, gelegenheiten

HOECHSTENS = 4


@gelegenheiten.register
def rounds(now: datetime) -> Iterator[Gelegenheit]:
    running = Beteiligungsrunde.objects.public().running(timezone.localdate(now)).order_by("bis", "pk")
    for runde in running[:HOECHSTENS]:
        yield Gelegenheit(
            ueber=f"bis {datum(runde.bis)}",
            titel=runde.titel,
            satz="Lesen Sie den Entwurf, und sagen Sie zu jedem Absatz, was Sie denken. Ohne Konto.",
            url=runde.get_absolute_url(),
            knopf="Stellung nehmen",
            bis=timezone.make_aware(datetime.combine(runde.bis, time.max)),
        )
