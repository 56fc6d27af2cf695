"""What became of each contribution: every one gets an answer with its reason before the Reihe is closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import ReasonMissing, move
from bildungskommune.werkbank.textbaustein import Textbaustein
from workshops.beitraege import mails
from workshops.models import Beitrag, Reihe
from workshops.wand import herkunft

FELDER = ("verbleib", "verbleib_begruendung", "weitergeleitet_an", "ziel_art", "ziel_kennung", "verbleib_am")
"""The columns of an answer."""


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
    ziel: tuple[str, str] = ("", "")
    """Kind and Kennung of what it became a part of."""


def give(beitraege: Iterable[Beitrag], antwort: Antwort, *, by: Nutzer, today: date | None = None) -> int:
    """Answer all these contributions alike, audit each, write to their authors, and return how many.

    What went into one of them is answered with it. Rejected contributions have their reason already and are left as
    they are.
    Raises lifecycle.ReasonMissing without a Begründung.
    """
    if not antwort.begruendung.strip():
        raise ReasonMissing(antwort.verbleib)
    wanted = [beitrag.pk for beitrag in beitraege]
    to = antwort.weitergeleitet_an.strip() if antwort.verbleib == Beitrag.Verbleib.WEITERGELEITET else ""
    with transaction.atomic():
        rows = Beitrag.objects.select_for_update().filter(pk__in=wanted)
        answered = list(rows.exclude(status=Beitrag.Status.ZURUECKGEWIESEN).order_by("pk"))
        given = Antwort(antwort.verbleib, antwort.begruendung.strip(), to, antwort.ziel)
        _write([(beitrag, given) for beitrag in answered], by=by, today=today)
        Textbaustein.objects.count_in(given.begruendung, len(answered))
        for level in herkunft.answers(answered):
            _write(
                [
                    (one.quelle, Antwort(one.verbleib, one.begruendung, one.weitergeleitet_an, antwort.ziel))
                    for one in level
                ],
                by=by,
                today=today,
            )
    return len(answered)


def _write(given: Sequence[tuple[Beitrag, Antwort]], *, by: Nutzer, today: date | None) -> None:
    """Store the answers, audit each and write to the authors."""
    for beitrag, antwort in given:
        before = beitrag.verbleib
        beitrag.verbleib = antwort.verbleib
        beitrag.verbleib_begruendung = antwort.begruendung
        beitrag.weitergeleitet_an = antwort.weitergeleitet_an
        beitrag.ziel_art, beitrag.ziel_kennung = antwort.ziel
        beitrag.verbleib_am = today or timezone.localdate()
        record(by, "beitrag.verbleib", beitrag, von=before, nach=antwort.verbleib)
    Beitrag.objects.bulk_update([beitrag for beitrag, _ in given], FELDER, batch_size=500)
    for beitrag, _ in given:
        mails.answered(beitrag)


def move_reihe(reihe: Reihe, to: str, *, by: Nutzer) -> None:
    """Bring the Reihe into another state; raises ReiheNotAnswered, lifecycle.MoveRefused."""
    with transaction.atomic():
        # Lock first: a contribution may come in while the Reihe is being closed.
        locked = Reihe.objects.select_for_update().get(pk=reihe.pk)
        waiting = locked.beitraege.without_verbleib().count()
        if to == Reihe.Status.ABGESCHLOSSEN and waiting:
            raise ReiheNotAnswered(waiting)
        move(reihe, to, by=by)
