"""What waits for the office: Fassungen without a decision, prints that failed, contents that cannot be read."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.fassungen.befunde import Lesefehler, Pruefung
from bildungskommune.fassungen.lesen import is_readable
from bildungskommune.fassungen.models import Druckauftrag, Einfrierauftrag, Fassung, Status
from bildungskommune.fassungen.zwilling import outdated
from bildungskommune.ui.zeiten import datum
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben


@aufgaben.register
def waiting(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    if is_stabsstelle(user):
        yield _checksums()
        yield _decisions()
        yield _adopted_with_changes()
        yield _prints()
        yield _orders()
        yield _unreadable()
        yield _easy_texts()


def _checksums() -> Aufgabe:
    last = Pruefung.objects.first()
    befunde = last.befunde if last else []
    titel = "Fassung stimmt nicht mit ihrer Prüfsumme überein"
    if last and last.abweichungen > 1:
        titel = "Fassungen stimmen nicht mit ihrer Prüfsumme überein"
    anzahl = last.abweichungen if last else 0
    return Aufgabe(anzahl, titel, befunde[0] if befunde else "", reverse("v-fassung-list"), dringend=True)


def _easy_texts() -> Aufgabe:
    pairs = outdated()
    satz, url = "", ""
    if pairs:
        easy, text = pairs[0]
        satz = f"{easy}: Es gilt inzwischen {text}. Bitte prüfen Sie den Text und frieren Sie ihn neu ein."
        url = reverse("v-fassung", args=(easy.pk,))
    return Aufgabe(len(pairs), "Leichte Sprache gehört zu einer früheren Fassung", satz, url)


def _decisions() -> Aufgabe:
    waiting = Fassung.objects.filter(status=Status.BERATUNG).without_snapshot().order_by("status_seit")
    oldest = waiting.first()
    satz = f"{oldest}: Bitte tragen Sie ein, was das Gremium entschieden hat." if oldest else ""
    frist = f"seit {datum(oldest.status_seit)}" if oldest else ""
    url = reverse("v-fassung", args=(oldest.pk,)) if oldest else ""
    return Aufgabe(waiting.count(), "Fassung in Beratung ohne Ergebnis", satz, url, frist)


def _adopted_with_changes() -> Aufgabe:
    waiting = Fassung.objects.filter(status=Status.GEAENDERT, beschlussfassungen__isnull=True).without_snapshot()
    oldest = waiting.order_by("status_seit").first()
    satz = (
        f"{oldest}: Bitte arbeiten Sie die Änderungen ein und frieren Sie die Beschlussfassung ein." if oldest else ""
    )
    frist = f"seit {datum(oldest.status_seit)}" if oldest else ""
    url = reverse("v-fassung", args=(oldest.pk,)) if oldest else ""
    return Aufgabe(waiting.count(), "Geändert beschlossen, Beschlussfassung fehlt", satz, url, frist)


def _prints() -> Aufgabe:
    failed = Druckauftrag.objects.filter(status=Druckauftrag.Status.GESCHEITERT).order_by("-finished")
    newest = failed.defer("fassung__snapshot").select_related("fassung").first()
    url = reverse("v-fassung", args=(newest.fassung_id,)) if newest else ""
    return Aufgabe(
        failed.count(), "PDF konnte nicht gesetzt werden", newest.fehler if newest else "", url, dringend=True
    )


def _orders() -> Aufgabe:
    failed = Einfrierauftrag.objects.filter(status=Einfrierauftrag.Status.GESCHEITERT)
    newest = failed.order_by("-finished").defer("angaben").first()
    url = reverse("v-einfrierauftrag", args=(newest.pk,)) if newest else ""
    satz = f"{newest.titel}: {newest.fehler}" if newest else ""
    return Aufgabe(failed.count(), "Dokument konnte nicht eingefroren werden", satz, url, dringend=True)


def _unreadable() -> Aufgabe:
    """What somebody could not read. What can be read by now, because the program was mended, is no task any more."""
    noted = Lesefehler.objects.select_related("fassung").order_by("created")
    broken = [error for error in noted if not is_readable(error.fassung)]
    oldest = broken[0] if broken else None
    satz = (
        f"{oldest.fassung}: Der Inhalt passt nicht zum Programm ({oldest.stelle}). Er fehlt in der Suche, und seine "
        "Seite zeigt nur das PDF. Bitte geben Sie dem technischen Betrieb Bescheid."
        if oldest
        else ""
    )
    url = reverse("v-fassung", args=(oldest.fassung_id,)) if oldest else ""
    return Aufgabe(len(broken), "Fassung lässt sich nicht lesen", satz, url, dringend=True)
