"""What waits: contributions to read and to answer, workshops to document, cards to sort."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_moderation, is_stabsstelle
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben
from workshops.beitraege.auswahl import OHNE
from workshops.dokumentation.snapshot import KEY
from workshops.models import Beitrag, Workshop
from workshops.models.enums import TO_DOCUMENT

ANSWER_WITHIN = timedelta(days=14)


@aufgaben.register
def tasks(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    """Return what the office has to do; a Moderation sees the cards of its own workshops that lie loose."""
    if is_stabsstelle(user):
        yield _to_read(now)
        yield _to_answer()
        yield _to_document(now)
    elif is_moderation(user):
        yield _to_sort(user)


def _to_read(now: datetime) -> Aufgabe:
    waiting = Beitrag.objects.filter(status=Beitrag.Status.EINGEREICHT)
    found = waiting.aggregate(alle=Count("pk"), alt=Count("pk", filter=Q(eingereicht_am__lt=now - ANSWER_WITHIN)))
    satz = f"{found['alt']} davon seit mehr als 14 Tagen." if found["alt"] else "Lesen, prüfen, veröffentlichen."
    address = f"{reverse('v-beitrag-list')}?stand={Beitrag.Status.EINGEREICHT}"
    return Aufgabe(found["alle"], "Beiträge warten auf Prüfung", satz, address, dringend=bool(found["alt"]))


def _to_answer() -> Aufgabe:
    count = Beitrag.objects.without_verbleib().exclude(status=Beitrag.Status.EINGEREICHT).count()
    address = f"{reverse('v-beitrag-list')}?verbleib={OHNE}"
    return Aufgabe(count, "Beiträge ohne Verbleib", "Jeder bekommt eine Antwort mit Begründung.", address)


def _to_document(now: datetime) -> Aufgabe:
    documented = Fassung.objects.of(KEY).public().values("objekt_id")
    over = Workshop.objects.past(now).filter(status__in=TO_DOCUMENT).exclude(pk__in=documented)
    return Aufgabe(
        over.count(),
        "Workshops ohne Dokumentation",
        "Karten ordnen, Punkte eintragen, Dokumentation einfrieren.",
        reverse("v-workshop-list"),
    )


def _to_sort(user: Nutzer) -> Aufgabe:
    loose = Beitrag.objects.standing().filter(workshop__in=Workshop.objects.moderated_by(user), themen__isnull=True)
    satz = "Ordnen Sie sie auf der Kartenwand einem Thema zu."
    return Aufgabe(loose.count(), "Karten ohne Thema", satz, reverse("v-workshop-list"))
