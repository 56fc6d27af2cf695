"""What is left of a registration when its time is over. Support needs may be health data and go first."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet

from bildungskommune.audit.log import record
from workshops.models import Anmeldung, FruehereNummer, Unterstuetzung, Zugang, ZweiPersonen

UNTERSTUETZUNG_FRIST = timedelta(days=7)
GELOESCHT = "gelöscht"
"""Stands where a name stood."""


def anonymise_registrations(rows: QuerySet[Anmeldung]) -> int:
    """Take all that says who it was, and the secrets of the links; the registration still counts. Returns how many."""
    keys = list(rows.values_list("pk", flat=True))
    for row in Anmeldung.objects.filter(pk__in=keys, person__isnull=False).select_related("person", "workshop"):
        # The directory still has to know when it was that this person last came.
        assert row.person is not None, "the filter asks for one"
        record(None, "person.anmeldung_vergessen", row.person, now=row.workshop.ende)
    Unterstuetzung.objects.filter(anmeldung__in=keys).delete()
    Zugang.objects.filter(anmeldung__in=keys).delete()
    FruehereNummer.objects.filter(anmeldung__in=keys).delete()
    ZweiPersonen.objects.filter(Q(erste__in=keys) | Q(zweite__in=keys)).delete()
    return Anmeldung.objects.filter(pk__in=keys).update(
        name=GELOESCHT,
        email="",
        telefon="",
        einrichtung="",
        funktion="",
        vertretung="",
        status_grund="",
        kinder=[],
        person=None,
        token=None,
        version=F("version") + 1,
    )
