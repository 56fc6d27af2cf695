"""What became of each contribution: every one gets an answer with its reason before the Reihe is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import ReasonMissing, move
from workshops.beitraege import mails
from workshops.models import Beitrag, Reihe


class ReiheNotAnswered(Exception):
    """Contributions of this Reihe still wait for their Verbleib."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            "Ein Beitrag hat noch keinen Verbleib. Erst wenn er eine Antwort hat, lässt sich die Reihe abschließen."
            if count == 1
            else f"{count} Beiträge haben noch keinen Verbleib. Erst wenn jeder eine Antwort hat, "
            "lässt sich die Reihe abschließen."
        )


@dataclass(frozen=True)
class Antwort:
    verbleib: str
    begruendung: str
    weitergeleitet_an: str = ""


def give(beitraege: Iterable[Beitrag], antwort: Antwort, *, by: Nutzer, today: date | None = None) -> int:
    """Answer all these contributions alike, audit each, write to their authors, and return how many.

    Rejected contributions have their reason already and are left as they are.
    Raises lifecycle.ReasonMissing without a Begründung.
    """
    if not antwort.begruendung.strip():
        raise ReasonMissing(antwort.verbleib)
    wanted = [beitrag.pk for beitrag in beitraege]
    to = antwort.weitergeleitet_an.strip() if antwort.verbleib == Beitrag.Verbleib.WEITERGELEITET else ""
    with transaction.atomic():
        rows = Beitrag.objects.select_for_update().filter(pk__in=wanted)
        answered = list(rows.exclude(status=Beitrag.Status.ZURUECKGEWIESEN).order_by("pk"))
        for beitrag in answered:
            before = beitrag.verbleib
            beitrag.verbleib = antwort.verbleib
            beitrag.verbleib_begruendung = antwort.begruendung.strip()
            beitrag.weitergeleitet_an = to
            beitrag.verbleib_am = today or timezone.localdate()
            record(by, "beitrag.verbleib", beitrag, von=before, nach=antwort.verbleib)
        Beitrag.objects.bulk_update(
            answered, ["verbleib", "verbleib_begruendung", "weitergeleitet_an", "verbleib_am"], batch_size=500
        )
        for beitrag in answered:
            mails.answered(beitrag)
    return len(answered)


def move_reihe(reihe: Reihe, to: str, *, by: Nutzer) -> None:
    """Bring the Reihe into another state; raises ReiheNotAnswered, lifecycle.MoveRefused."""
    with transaction.atomic():
        # Lock first: a contribution may come in while the Reihe is being closed.
        locked = Reihe.objects.select_for_update().get(pk=reihe.pk)
        waiting = locked.beitraege.without_verbleib().count()
        if to == Reihe.Status.ABGESCHLOSSEN and waiting:
            raise ReiheNotAnswered(waiting)
        move(reihe, to, by=by)
