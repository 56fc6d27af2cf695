"""What the kernel itself has waiting, and what of it can be found."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.akteure.models import Institution, Person
from bildungskommune.beteiligung.models import Vorlage
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.access import visible
from bildungskommune.fassungen.models import Druckauftrag, Fassung, Status
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Barrieremeldung
from bildungskommune.ui.zeiten import datum
from bildungskommune.verfahren.registry import Aufgabe, Treffer, register

TREFFER = 50
BALD = timedelta(days=7)


def aufgaben(user: Nutzer, now: datetime) -> Iterable[Aufgabe]:
    """Return what waits for the Stabsstelle in the kernel."""
    if not is_stabsstelle(user):
        return []
    return [_decisions(), _prints(), _mails(), _barriers(timezone.localdate(now))]


def _decisions() -> Aufgabe:
    waiting = Fassung.objects.filter(status=Status.BERATUNG).without_snapshot().order_by("status_seit")
    oldest = waiting.first()
    satz = f"{oldest}: Bitte tragen Sie ein, was das Gremium entschieden hat." if oldest else ""
    frist = f"seit {datum(oldest.status_seit)}" if oldest else ""
    url = reverse("v-fassung", args=(oldest.pk,)) if oldest else ""
    return Aufgabe(waiting.count(), "Fassung in Beratung ohne Ergebnis", satz, url, frist)


def _prints() -> Aufgabe:
    failed = Druckauftrag.objects.filter(status=Druckauftrag.Status.GESCHEITERT).order_by("-finished")
    newest = failed.defer("fassung__snapshot").select_related("fassung").first()
    url = reverse("v-fassung", args=(newest.fassung_id,)) if newest else ""
    return Aufgabe(
        failed.count(), "PDF konnte nicht gesetzt werden", newest.fehler if newest else "", url, dringend=True
    )


def _mails() -> Aufgabe:
    failed = Mail.objects.filter(status=Mail.Status.GESCHEITERT).count()
    satz = "Die Empfänger haben nichts bekommen. Bitte prüfen Sie die Adressen und senden Sie erneut."
    return Aufgabe(failed, "E-Mails nicht zugestellt", satz, f"{reverse('v-post')}?stand=gescheitert", dringend=True)


def _barriers(today: date) -> Aufgabe:
    waiting = Barrieremeldung.objects.open().order_by("faellig_am")
    first = waiting.first()
    frist = f"bis {datum(first.faellig_am)}" if first else ""
    satz = "Das Gesetz gibt Ihnen für die Antwort einen Monat."
    late = first is not None and first.faellig_am - BALD < today
    return Aufgabe(
        waiting.count(), "Barrieremeldungen ohne Antwort", satz, reverse("v-barriere-list"), frist, dringend=late
    )


def suchen(words: str, user: Nutzer) -> Iterator[Treffer]:
    """Return publications for everybody; institutions, people and Vorlagen for the office."""
    yield from _publications(words, user)
    if may_read_all(user):
        yield from _directory(words)


def _all(words: str, *fields: str) -> Q:
    """Every word must occur in one of the fields."""
    condition = Q()
    for word in words.split():
        either = Q()
        for field in fields:
            either |= Q(**{f"{field}__icontains": word})
        condition &= either
    return condition


def _publications(words: str, user: Nutzer) -> Iterator[Treffer]:
    found = list(visible(user).filter(_all(words, "titel", "sha256")).defer("snapshot")[:TREFFER])
    addresses = liste.links(found)
    for fassung in found:
        url = addresses[fassung.pk] if fassung.ist_oeffentlich else reverse("v-fassung", args=(fassung.pk,))
        yield Treffer("Veröffentlichungen", str(fassung), url, f"{fassung.get_zweck_display()}, {fassung.kurz}")


def _directory(words: str) -> Iterator[Treffer]:
    for institution in Institution.objects.filter(_all(words, "name", "kurzname", "ort", "traeger"))[:TREFFER]:
        url = reverse("v-institution-edit", args=(institution.pk,))
        yield Treffer("Institutionen", institution.name, url, institution.get_typ_display())
    for person in Person.objects.filter(_all(words, "name", "email"))[:TREFFER]:
        yield Treffer("Personen", person.name, reverse("v-person-edit", args=(person.pk,)), person.email)
    for vorlage in Vorlage.objects.filter(_all(words, "nummer", "betreff"))[:TREFFER]:
        yield Treffer("Vorlagen", str(vorlage), reverse("v-vorlage-edit", args=(vorlage.pk,)), vorlage.betreff[:200])


register(aufgaben=aufgaben, suchen=suchen)
