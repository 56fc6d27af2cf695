"""Earlier states of what the workshops say and what was said there."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from bildungskommune.werkbank.staende import Gemerkt, Ungemerkt, staende
from workshops.access_staff import may_edit_this, may_work_abfrage, may_work_thema
from workshops.models import (
    Anmeldung,
    Arbeitsgruppe,
    Beitrag,
    Einladung,
    Fotobild,
    FruehereNummer,
    Nachrichtenwunsch,
    Ort,
    Programmpunkt,
    Projektskizze,
    Punktabfrage,
    Reihe,
    Saal,
    Saalschritt,
    Sendung,
    Sendungszeile,
    Stimmzettel,
    Thema,
    Unterstuetzung,
    Verteilereintrag,
    Wandschritt,
    Workshop,
    Workshopfoto,
    Zugang,
    ZweiPersonen,
)
from workshops.termine import planning
from workshops.wand import themen

PLANUNG = (
    *("beginn", "ende", "kapazitaet", "anmeldeschluss", "sichtbarkeit", "beitraege_online", "fruehere_titel"),
    *("erinnern_tage", "kinderbetreuung", "gruppen_los", "nachruecken_stunden"),
)  # fmt: skip
"""When it is and for how many: people have registered for that."""
MENSCHEN = ("code", "autor_name", "autor_email", "namentlich", "foto")


@staende.register
def dates_and_cards() -> Iterator[Gemerkt | Ungemerkt]:
    yield Gemerkt(Reihe, lambda reihe: reverse("v-workshop-list"), may_edit_this)
    yield Gemerkt(Workshop, lambda one: _at("v-workshop", one.pk), may_edit_this, planning.change_workshop, PLANUNG)
    yield Gemerkt(Programmpunkt, lambda punkt: _at("v-programm", punkt.workshop_id), may_edit_this)
    yield Gemerkt(Arbeitsgruppe, lambda gruppe: _at("v-programm", gruppe.workshop_id), may_edit_this)
    yield Gemerkt(Thema, _wall, may_work_thema, themen.change, ("fruehere_titel", "zusammengefuehrt"))
    yield Gemerkt(
        Punktabfrage,
        lambda abfrage: _at("v-punkte", abfrage.workshop_id),
        may_work_abfrage,
        bleibt=("punkte_je_person", "personen", "nur_gedruckt", "beendet"),
    )
    yield Gemerkt(
        Projektskizze,
        lambda skizze: _at("v-dokumentation", skizze.workshop_id),
        may_edit_this,
        ohne=("verantwortliche", "verbuendete"),
    )
    # Their words belong to those who wrote them.
    yield Gemerkt(Beitrag, lambda beitrag: _at("v-beitrag", beitrag.pk), ohne=MENSCHEN)


@staende.register
def people_and_places() -> Iterator[Ungemerkt]:
    for model in (Anmeldung, Unterstuetzung, Zugang):
        yield Ungemerkt(model, "Angaben von Menschen, kein Text des Verfahrens")
    for nummern in (FruehereNummer, ZweiPersonen):
        yield Ungemerkt(nummern, "Nummern von Anmeldungen, kein Text")
    yield Ungemerkt(Einladung, "ein Code und eine Zahl")
    yield Ungemerkt(Stimmzettel, "ein Code; was darauf stand, zählt nur zusammen")
    for teil in (Saal, Saalschritt):
        yield Ungemerkt(teil, "der Ablauf eines Abends; was gesagt wurde, sind die Karten")
    for adresse in (Verteilereintrag, Nachrichtenwunsch):
        yield Ungemerkt(adresse, "eine Adresse mit ihrer Einwilligung")
    yield Ungemerkt(Sendung, "eine E-Mail, kein Text des Verfahrens")
    yield Ungemerkt(Sendungszeile, "eine Adresse und was aus der E-Mail wurde")
    yield Ungemerkt(Wandschritt, "was jemand an der Wand tat; es vergeht von selbst")
    yield Ungemerkt(Fotobild, "eine hochgeladene Datei, die sich nie ändert")
    yield Ungemerkt(Workshopfoto, "ein Foto und wer es gemacht hat; was gilt, steht in der Dokumentation")
    yield Ungemerkt(Ort, "ein Verzeichnis, kein Text des Verfahrens")


def _at(name: str, pk: Any) -> str:
    return reverse(name, args=(pk,))


def _wall(thema: Thema) -> str:
    return reverse("v-beitrag-list") if thema.workshop_id is None else _at("v-kartenwand", thema.workshop_id)
