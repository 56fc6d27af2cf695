"""Store what a file would do: new values, and those that replace others, which stay."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bildungskommune.audit.log import By
from bildungskommune.kennzahlen.abnehmer import abnehmer
from bildungskommune.kennzahlen.models import Zahlenreihe, Zahlenwert
from bildungskommune.kennzahlen.plan import Auswahl, Vorschau
from bildungskommune.werkbank import aendern

EINGELESEN = "zahlenreihe.eingelesen"


def take(
    previews: Sequence[Vorschau], auswahl: Auswahl, *, by: By, now: datetime | None = None
) -> tuple[list[Zahlenreihe], list[str]]:
    """Store the series that are not left out; returns them, and sentences about what else changed with them."""
    now = now or timezone.now()
    taken = [one for one in previews if one.wird_gelesen]
    with transaction.atomic():
        for one in taken:
            if one.ist_neu:
                _add(one.reihe, by=by)
            else:
                _note(one, auswahl, by=by)
            _write(one, now)
        reihen = [one.reihe for one in taken]
        return reihen, abnehmer.collect(reihen, by)


def _add(reihe: Zahlenreihe, *, by: By) -> None:
    aendern.create(reihe, by=by, taken=lambda: Zahlenreihe.objects.values_list("kennung", flat=True))


def _note(preview: Vorschau, auswahl: Auswahl, *, by: By) -> None:
    """Write at a known series from which file it has its values now."""
    reihe = preview.reihe
    reihe.quelle, reihe.abgerufen_am = auswahl.quelle, auswahl.abgerufen_am
    reihe.tabelle = auswahl.tabelle or reihe.tabelle
    getan = preview.gezaehlt or "nichts"
    aendern.change(reihe, ("quelle", "abgerufen_am", "tabelle"), by=by, event=EINGELESEN, getan=getan)


def _write(preview: Vorschau, now: datetime) -> None:
    replaced = [one.alt.pk for one in preview.zu_tun if one.alt is not None]
    Zahlenwert.objects.filter(pk__in=replaced).update(ersetzt_am=now)
    for one in preview.zu_tun:
        one.neu.reihe = preview.reihe
        one.neu.nr = one.alt.nr + 1 if one.alt is not None else 1
    Zahlenwert.objects.bulk_create(one.neu for one in preview.zu_tun)
