"""Addresses of the desk, and the way down to a page."""

from django.urls import reverse

from bildungskommune.werkbank.seiten import Krumen
from konzept.models import Handlungsfeld, Konzept


def konzept_url(konzept: Konzept) -> str:
    return reverse("v-konzept", args=(konzept.pk,))


def feld_url(feld: Handlungsfeld) -> str:
    return reverse("v-handlungsfeld", args=(feld.pk,))


def krumen(konzept: Konzept | None = None, feld: Handlungsfeld | None = None) -> Krumen:
    """Return the way down to a Konzept or to one of its Handlungsfelder."""
    way = [("Konzepte", reverse("v-konzept-list"))]
    if konzept is not None:
        way.append((konzept.titel, konzept_url(konzept)))
    if feld is not None:
        way.append((feld.bezeichnung, feld_url(feld)))
    return way
