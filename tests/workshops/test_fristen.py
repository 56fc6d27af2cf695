"""The clock moves on and the names go: a day before nothing, a day after all, and the counts stay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from bildungskommune import aufbewahrung
from bildungskommune.accounts.models import Konto, Vertretung, Zutritt
from bildungskommune.akteure.models import Person, Zugehoerigkeit
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Textstand
from bildungskommune.beteiligung.models import Beteiligungsrunde, Rundeneinladung, Stellungnahme
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Einfrierauftrag
from bildungskommune.oparl.models import Quelle
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Barrieremeldung
from bildungskommune.ui.models import Absendung
from bildungskommune.werkbank.models import Entwurf, Geloescht, Notiz
from massnahmen.models import Erinnerung
from tests.beteiligung.bauen import make_runde, make_stellungnahme
from tests.factories import (
    make_abfrage,
    make_anmeldung,
    make_beitrag,
    make_institution,
    make_konto,
    make_massnahme,
    make_person,
    make_reihe,
    make_sendung,
    make_stelle,
    make_workshop,
    make_workshopfoto,
)
from workshops.models import (
    Anmeldung,
    Auszaehlung,
    Beitrag,
    Fotobild,
    Nachrichtenwunsch,
    Sendungszeile,
    Stimmzettel,
    Unterstuetzung,
    Verteilereintrag,
    Wandschritt,
    Zugang,
)

pytestmark = pytest.mark.django_db

MARKE = "Zyx Merkwort"
ADRESSE = "merkwort@zyx.example"
NOW = timezone.now()


@dataclass(frozen=True)
class Fall:
    """Rows made at NOW, and after how many days they go."""

    make: Callable[[], models.Model]
    modell: type[models.Model]
    tage: int
    bleibt: int
    """How many rows of the model are left."""


def loose_picture() -> Any:
    """Return the file of a photo that was deleted for good."""
    foto = make_workshopfoto()
    foto.delete()
    Fotobild.objects.filter(pk=foto.bild_id).update(created=NOW, sha256="a" * 64)
    return foto.bild


def past_workshop() -> Any:
    return make_workshop(beginn=NOW - timedelta(hours=3), ende=NOW)


def registration() -> Anmeldung:
    anmeldung = make_anmeldung(
        workshop=past_workshop(), name=MARKE, email=ADRESSE, telefon="0391", einrichtung=MARKE, vertretung=MARKE
    )
    Zugang.objects.create(anmeldung=anmeldung, zweck="aendern", hash="a" * 64, email=ADRESSE)
    return anmeldung


def need() -> Unterstuetzung:
    return Unterstuetzung.objects.create(anmeldung=make_anmeldung(workshop=past_workshop()), bedarf=MARKE)


def contribution() -> Beitrag:
    reihe = make_reihe(status="abgeschlossen", status_seit=NOW)
    return make_beitrag(reihe=reihe, workshop=None, autor_name=MARKE, autor_email=ADRESSE, namentlich=True)


def directory_by_hat() -> Person:
    person = make_person(name=MARKE, email=ADRESSE)
    Zugehoerigkeit.objects.create(person=person, institution=make_institution(), bis=NOW.date())
    return person


def directory_by_seat() -> Person:
    person = make_person(name=MARKE, email=ADRESSE)
    make_anmeldung(workshop=past_workshop(), person=person)
    return person


def directory_alone() -> Person:
    person = make_person(name=MARKE, email=ADRESSE)
    record(None, "person.angelegt", person, now=NOW)
    return person


def account() -> Konto:
    konto = make_konto(name=MARKE, email=ADRESSE, is_active=False)
    record(None, "konto.deaktiviert", konto, now=NOW)
    return konto


def barrier() -> Barrieremeldung:
    return Barrieremeldung.objects.create(
        beschreibung=MARKE, name=MARKE, email=ADRESSE, faellig_am=NOW, antwort="Danke.", beantwortet_am=NOW.date()
    )


def mail() -> Mail:
    return Mail.objects.create(an=ADRESSE, betreff=MARKE, text=MARKE, anlass="test", status="gesendet", sent=NOW)


def given_up() -> Mail:
    return Mail.objects.create(
        an=ADRESSE, betreff=MARKE, text=MARKE, anlass="test", status="gescheitert", next_attempt=NOW
    )


def freezing() -> Einfrierauftrag:
    return Einfrierauftrag.objects.create(
        definition="leitbild", objekt_id=0, titel=MARKE, regel="arbeitstext", status="gescheitert", finished=NOW
    )


def reminded() -> Erinnerung:
    return Erinnerung.objects.create(
        massnahme=make_massnahme(),
        konto=make_konto(name=MARKE),
        sache="ende",
        faellig_am=NOW.date(),
        stufe=1,
        erinnert_am=NOW.date(),
    )


def standing_in() -> Vertretung:
    day = NOW.date()
    return Vertretung.objects.create(konto=make_konto(name=MARKE), stelle=make_stelle(), von=day, bis=day)


def printed() -> Drucksache:
    return Drucksache.objects.create(
        muster="anwesenheit", schluessel="x", titel=MARKE, inhalt={"personen": [{"name": MARKE}]}, created=NOW
    )


def ballot() -> Stimmzettel:
    abfrage = make_abfrage(workshop=past_workshop(), beendet=True)
    Auszaehlung.objects.create(abfrage=abfrage, zettel=1, am=NOW)
    return Stimmzettel.objects.create(abfrage=abfrage, code="aaaaa-aaaaa")


def refused_order() -> Loeschauftrag:
    return Loeschauftrag.objects.create(
        kennzeichen="k", grund="einwilligung", status="abgelehnt", status_grund=MARKE, status_seit=NOW
    )


def wish(**fields: Any) -> Nachrichtenwunsch:
    reihe = make_reihe(status="abgeschlossen", status_seit=NOW)
    return Nachrichtenwunsch.objects.create(
        beitrag=make_beitrag(reihe=reihe), email=ADRESSE, einwilligung_text=MARKE, angefragt_am=NOW, **fields
    )


def addressee() -> Sendungszeile:
    sendung = make_sendung(workshop=make_workshop(), created=NOW)
    sendung.zeilen.update(an=ADRESSE, name=MARKE, fehler=MARKE)
    return sendung.zeilen.get()


def unconfirmed() -> Stellungnahme:
    found = comment()
    Stellungnahme.objects.update(status="unbestaetigt", nummer=None)
    Beteiligungsrunde.objects.update(status="eroeffnet")
    return found


def comment() -> Stellungnahme:
    found = make_stellungnahme(make_runde(), name=MARKE, email=ADRESSE)
    Stellungnahme.objects.update(eingegangen_am=NOW)
    Beteiligungsrunde.objects.update(status="abgeschlossen", status_seit=NOW)
    Mail.objects.all().delete()
    return found


def invited() -> Rundeneinladung:
    runde = make_runde()
    brief = runde.briefe.create(art="einladung", betreff="Ihre Stellungnahme", text="Guten Tag.")
    Beteiligungsrunde.objects.update(status="abgeschlossen", status_seit=NOW)
    return Rundeneinladung.objects.create(
        runde=runde, institution=make_institution(), brief=brief, code="frist", an=ADRESSE, name=MARKE, fehler=MARKE
    )


def reading() -> Quelle:
    return Quelle.objects.create(adresse="https://ris.example/paper/1", stand={"name": MARKE}, created=NOW)


NUR_KONTO = {Erinnerung, Vertretung}
"""Whose row names nobody but by an account."""
FAELLE = {
    "Verteilereintrag": Fall(
        lambda: Verteilereintrag.objects.create(
            email=ADRESSE, quelle="seite", einwilligung_text=MARKE, angefragt_am=NOW
        ),
        Verteilereintrag,
        2,
        0,
    ),
    "Nachrichtenwunsch": Fall(lambda: wish(bestaetigt_am=None), Nachrichtenwunsch, 2, 0),
    "bestätigter Nachrichtenwunsch": Fall(lambda: wish(bestaetigt_am=NOW), Nachrichtenwunsch, 365, 0),
    "Sendungszeile": Fall(addressee, Sendungszeile, 365, 1),
    "nicht bestätigte Stellungnahme": Fall(unconfirmed, Stellungnahme, 7, 0),
    "Rundeneinladung": Fall(invited, Rundeneinladung, 365, 1),
    "Stellungnahme": Fall(comment, Stellungnahme, 365, 1),
    "Abgleich": Fall(reading, Quelle, 730, 0),
    "Unterstuetzung": Fall(need, Unterstuetzung, 7, 0),
    "Anmeldung": Fall(registration, Anmeldung, 365, 1),
    "Zugang": Fall(registration, Zugang, 365, 0),
    "Beitrag": Fall(contribution, Beitrag, 365, 1),
    "Person mit Zugehörigkeit": Fall(directory_by_hat, Person, 730, 0),
    "Person mit Anmeldung": Fall(directory_by_seat, Person, 730, 0),
    "Person allein": Fall(directory_alone, Person, 730, 0),
    "Konto": Fall(account, Konto, 90, 1),
    "Erinnerung": Fall(reminded, Erinnerung, 365, 0),
    "Vertretung": Fall(standing_in, Vertretung, 90, 0),
    "Zutritt": Fall(lambda: Zutritt.objects.create(art="code", wann=NOW, netz="10.0.0.0/24"), Zutritt, 90, 0),
    "Barrieremeldung": Fall(barrier, Barrieremeldung, 365, 0),
    "Mail": Fall(mail, Mail, 90, 0),
    "aufgegebene Mail": Fall(given_up, Mail, 90, 0),
    "Einfrierauftrag": Fall(freezing, Einfrierauftrag, 90, 0),
    "Drucksache": Fall(printed, Drucksache, 1, 0),
    "Papierkorb": Fall(
        lambda: Geloescht.objects.create(objekt_art="x", objekt_id="1", objekt_name=MARKE, zeilen=[MARKE], created=NOW),
        Geloescht,
        30,
        0,
    ),
    "Persönlicher Entwurf": Fall(
        lambda: Entwurf.objects.create(
            konto=make_konto(), objekt_art="x", objekt_id=1, eingaben={"text": [MARKE]}, geschrieben=NOW
        ),
        Entwurf,
        30,
        0,
    ),
    "Notiz": Fall(
        lambda: Notiz.objects.create(objekt_art="x", objekt_id=1, text=MARKE, created=NOW, erledigt_am=NOW),
        Notiz,
        365,
        0,
    ),
    "Schritt an der Kartenwand": Fall(
        lambda: Wandschritt.objects.create(workshop=past_workshop(), konto=make_konto(), satz=MARKE, created=NOW),
        Wandschritt,
        30,
        0,
    ),
    "Bild aus einem Workshop": Fall(loose_picture, Fotobild, 30, 0),
    "Stimmzettel": Fall(ballot, Stimmzettel, 14, 0),
    "Sitzung": Fall(
        lambda: Session.objects.create(session_key="a", session_data=MARKE, expire_date=NOW), Session, 0, 0
    ),
    "Löschauftrag": Fall(refused_order, Loeschauftrag, 3 * 365, 0),
    "Absendung": Fall(lambda: Absendung.objects.create(token="a", ziel=MARKE, created=NOW), Absendung, 2, 0),
}


def written(model: type[models.Model]) -> str:
    return str(list(model._default_manager.values()))


def is_there(model: type[models.Model]) -> bool:
    if model in NUR_KONTO:
        return model._default_manager.exists()
    rows = written(model)
    return MARKE in rows or ADRESSE in rows or "10.0.0" in rows or "aaaa" in rows


@pytest.mark.parametrize("name", FAELLE)
def test_names_go_when_their_time_is_over_and_not_a_day_before(name: str) -> None:
    fall = FAELLE[name]
    fall.make()
    before = fall.modell._default_manager.count()

    aufbewahrung.forget(NOW + timedelta(days=fall.tage - 1))
    assert (is_there(fall.modell), fall.modell._default_manager.count()) == (True, before)

    aufbewahrung.forget(NOW + timedelta(days=fall.tage + 1))
    assert (is_there(fall.modell), fall.modell._default_manager.count()) == (False, fall.bleibt)


def test_every_retention_is_tried_with_a_moved_clock() -> None:
    # Former states of texts go by the clock of the database: tests/kernel/test_textstand.py.
    declared = {frist.modell for frist in aufbewahrung.declared()} - {Textstand}
    assert declared == {fall.modell for fall in FAELLE.values()} - {Zugang}


def test_twice_in_one_night_finds_nothing_more() -> None:
    for fall in FAELLE.values():
        if fall.make not in {registration, directory_by_seat, directory_alone, given_up, account, barrier}:
            fall.make()
    late = NOW + timedelta(days=3000)

    first = aufbewahrung.forget(late)
    second = aufbewahrung.forget(late)

    assert sum(one.anzahl for one in first) >= 8
    assert {one.was: one.anzahl for one in second if one.anzahl} == {}


def test_who_still_belongs_somewhere_is_kept() -> None:
    person = directory_by_seat()
    Zugehoerigkeit.objects.create(person=person, institution=make_institution())

    aufbewahrung.forget(NOW + timedelta(days=3000))

    assert Person.objects.get() == person


def test_anonymised_registrations_count_as_before() -> None:
    workshop = past_workshop()
    for status in ("teilgenommen", "teilgenommen", "nicht_erschienen", "storniert"):
        make_anmeldung(workshop=workshop, status=status, verpflegung="vegan")

    def counted() -> list[Any]:
        return list(workshop.anmeldungen.order_by("pk").values_list("status", "verpflegung", "quelle"))

    before = counted()
    aufbewahrung.forget(NOW + timedelta(days=400))

    assert counted() == before


def test_author_goes_out_of_the_frozen_documentation_too() -> None:
    reihe = make_reihe(status="abgeschlossen", status_seit=NOW)
    workshop = make_workshop(reihe=reihe)
    make_beitrag(reihe=reihe, workshop=workshop, autor_name=MARKE, namentlich=True)
    fassung = rules.freeze("dokumentation", workshop)

    aufbewahrung.forget(NOW + timedelta(days=364))
    kept = list(fassung.namensstellen.values_list("name", flat=True))
    aufbewahrung.forget(NOW + timedelta(days=366))

    assert [kept, list(fassung.namensstellen.values_list("name", flat=True))] == [[MARKE], [""]]


def test_contribution_in_an_open_reihe_keeps_its_author() -> None:
    make_beitrag(reihe=make_reihe(status="laeuft", status_seit=NOW), workshop=None, autor_name=MARKE)

    aufbewahrung.forget(NOW + timedelta(days=3000))

    assert Beitrag.objects.get().autor_name == MARKE


@pytest.mark.parametrize(("hour", "night"), [(2, 1), (5, 2)])
def test_staff_see_in_which_night_it_happens(hour: int, night: int) -> None:
    ende = timezone.localtime(NOW).replace(hour=hour, minute=0) - timedelta(days=365 - 1)
    workshop = make_workshop(beginn=ende - timedelta(hours=1), ende=ende)
    for _ in range(3):
        make_anmeldung(workshop=workshop)
    now: datetime = timezone.localtime(NOW).replace(hour=12, minute=0)

    (one,) = aufbewahrung.ahead(now)

    assert (one.frist.was, one.anzahl, one.tag) == ("Anmeldungen", 3, now.date() + timedelta(days=night))


def test_what_is_overdue_goes_in_the_next_night_and_what_is_far_is_not_shown() -> None:
    make_anmeldung(workshop=make_workshop(beginn=NOW - timedelta(days=500), ende=NOW - timedelta(days=499)))
    make_anmeldung(workshop=make_workshop(beginn=NOW - timedelta(days=301), ende=NOW - timedelta(days=300)))
    now = timezone.localtime(NOW).replace(hour=12, minute=0)

    assert [(one.anzahl, one.tag) for one in aufbewahrung.ahead(now)] == [(1, now.date() + timedelta(days=1))]
