"""Addresses of the desk."""

from django.urls import reverse

from konzept.models import Handlungsfeld, Konzept


def konzept_url(konzept: Konzept) -> str:
    return reverse("v-konzept", args=(konzept.pk,))


def feld_url(feld: Handlungsfeld) -> str:
    return reverse("v-handlungsfeld", args=(feld.pk,))


def konzept_crumb(konzept: Konzept) -> tuple[str, str]:
    return (konzept.titel, konzept_url(konzept))


def feld_crumb(feld: Handlungsfeld) -> tuple[str, str]:
    return (feld.bezeichnung, feld_url(feld))
