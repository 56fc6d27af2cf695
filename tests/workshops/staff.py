"""A workshop with one of everything, and the addresses of its staff pages."""

from dataclasses import dataclass

from django.urls import reverse

from bildungskommune.accounts.models import Konto
from tests.factories import (
    make_abfrage,
    make_anmeldung,
    make_beitrag,
    make_gruppe,
    make_institution,
    make_konto,
    make_ort,
    make_sendung,
    make_thema,
    make_workshop,
    make_workshopfoto,
    make_zuordnung,
)
from workshops.models import (
    Anmeldung,
    Arbeitsgruppe,
    Beitrag,
    Einladung,
    Ort,
    Programmpunkt,
    Projektskizze,
    Punktabfrage,
    Punktstand,
    Sendung,
    Thema,
    Workshop,
    Workshopfoto,
)
from workshops.models.enums import BeitragStatus


@dataclass(frozen=True)
class Werkstatt:
    """One workshop with one of everything, and who moderates it."""

    workshop: Workshop
    moderation: Konto
    ort: Ort
    punkt: Programmpunkt
    gruppe: Arbeitsgruppe
    einladung: Einladung
    sendung: Sendung
    anmeldung: Anmeldung
    thema: Thema
    beitrag: Beitrag
    abfrage: Punktabfrage
    skizze: Projektskizze
    foto: Workshopfoto

    def url(self, name: str, *more: object) -> str:
        """Return the address of this staff page, with the key of the thing that it is about."""
        thing = getattr(self, ABOUT[name]) if ABOUT[name] else None
        return reverse(name, args=(thing.pk, *more) if thing else more)


ABOUT = {
    "v-workshop-list": "",
    "v-workshop-new": "",
    "v-workshop": "workshop",
    "v-workshop-edit": "workshop",
    "v-workshop-move": "workshop",
    "v-reihe-new": "",
    "v-ort-list": "",
    "v-ort-new": "",
    "v-ort-edit": "ort",
    "v-programm": "workshop",
    "v-programm-new": "workshop",
    "v-programm-edit": "punkt",
    "v-programm-move": "punkt",
    "v-programm-loeschen": "punkt",
    "v-gruppe-new": "workshop",
    "v-gruppe-edit": "gruppe",
    "v-gruppe-loeschen": "gruppe",
    "v-einladung-list": "workshop",
    "v-einladung-new": "workshop",
    "v-einladung-edit": "einladung",
    "v-einladung-gesendet": "einladung",
    "v-einladung-loeschen": "einladung",
    "v-einladung-auswahl": "workshop",
    "v-einladung-schreiben": "workshop",
    "v-einladung-erinnern": "workshop",
    "v-sendung-list": "workshop",
    "v-verteiler-list": "",
    "v-rundschreiben": "workshop",
    "v-bescheinigungen": "workshop",
    "v-sendung": "sendung",
    "v-sendung-erneut": "sendung",
    "v-anmeldung-list": "workshop",
    "v-anmeldung-new": "workshop",
    "v-anmeldung-gruppen": "workshop",
    "v-doppel-list": "workshop",
    "v-doppel": "workshop",
    "v-doppel-zwei": "workshop",
    "v-anmeldung": "anmeldung",
    "v-anmeldung-edit": "anmeldung",
    "v-anmeldung-andere": "anmeldung",
    "v-anmeldung-erneut": "anmeldung",
    "v-anmeldung-annehmen": "anmeldung",
    "v-anmeldung-move": "anmeldung",
    "v-einlass": "workshop",
    "v-einlass-haken": "workshop",
    "v-einlass-person": "anmeldung",
    "v-einlass-zeile": "anmeldung",
    "v-koffer": "workshop",
    "v-koffer-einlesen": "workshop",
    "v-anwesenheit": "workshop",
    "v-anwesenheit-druck": "workshop",
    "v-kartenwand": "workshop",
    "v-karte-new": "workshop",
    "v-karten-move": "workshop",
    "v-karten-merge": "workshop",
    "v-karte-split": "beitrag",
    "v-schritt-undo": "workshop",
    "v-karten-druck": "workshop",
    "v-karte-zettel": "beitrag",
    "v-karte-wortlaut": "beitrag",
    "v-karte-move": "beitrag",
    "v-thema-new": "workshop",
    "v-thema-edit": "thema",
    "v-thema-move": "thema",
    "v-thema-merge": "thema",
    "v-thema-loeschen": "thema",
    "v-punkte": "workshop",
    "v-abfrage-new": "workshop",
    "v-abfrage": "abfrage",
    "v-abfrage-edit": "abfrage",
    "v-abfrage-entscheidung": "abfrage",
    "v-abfrage-beenden": "abfrage",
    "v-beamer": "workshop",
    "v-dokumentation": "workshop",
    "v-karten-publish": "workshop",
    "v-ergebnis": "workshop",
    "v-pressemitteilung": "workshop",
    "v-skizze-new": "workshop",
    "v-skizze-edit": "skizze",
    "v-skizze-loeschen": "skizze",
    "v-gruppe-ergebnis": "gruppe",
    "v-foto-new": "workshop",
    "v-foto-edit": "foto",
    "v-foto-move": "foto",
    "v-foto-loeschen": "foto",
    "v-foto-entfernen": "foto",
    "v-beitrag-list": "",
    "v-beitrag-verbleib": "",
    "v-beitrag": "beitrag",
    "v-beitrag-autor": "beitrag",
    "v-beitrag-foto": "beitrag",
    "v-beitrag-move": "beitrag",
}
MORE: dict[str, tuple[str, ...]] = {
    "v-workshop-move": ("abgesagt",),
    "v-anmeldung-move": ("storniert",),
    "v-beitrag-move": ("zurueckgewiesen",),
}
"""What stands in the address besides the key."""


def make_werkstatt(**fields: object) -> Werkstatt:
    workshop = make_workshop(**fields)
    moderation = make_konto(rolle="moderation")
    workshop.moderation.add(moderation)
    gruppe, thema = make_gruppe(workshop=workshop), make_thema(workshop=workshop)
    beitrag = make_beitrag(workshop=workshop, gruppe=gruppe, status=BeitragStatus.GEPRUEFT)
    abfrage = make_abfrage(workshop=workshop)
    make_zuordnung(thema, beitrag)
    Punktstand.objects.create(abfrage=abfrage, thema=thema, punkte=2)
    einladung = Einladung.objects.create(workshop=workshop, institution=make_institution(), code=f"code-{workshop.pk}")
    return Werkstatt(
        workshop=workshop,
        moderation=moderation,
        ort=make_ort(),
        punkt=Programmpunkt.objects.create(workshop=workshop, titel="Begrüßung"),
        gruppe=gruppe,
        einladung=einladung,
        sendung=make_sendung(workshop=workshop, einladung=einladung),
        anmeldung=make_anmeldung(workshop=workshop, ag_wunsch_1=gruppe),
        thema=thema,
        beitrag=beitrag,
        abfrage=abfrage,
        skizze=Projektskizze.objects.create(workshop=workshop, kennung="rufbus", titel="Rufbus"),
        foto=make_workshopfoto(workshop=workshop),
    )
