from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.factories import (
    make_abschnitt,
    make_anmeldung,
    make_beitrag,
    make_herleitung,
    make_konto,
    make_massnahme,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from workshops import aufgaben, beispiele, chronik, gelegenheiten, pult, stufe, suche
from workshops.models import Beitrag, Workshop
from workshops.models.enums import AnmeldungStatus, BeitragStatus, ReihenStatus, WorkshopStatus

pytestmark = pytest.mark.django_db


def make_past(**fields: object) -> Workshop:
    return make_workshop(
        **{"beginn": timezone.now() - timedelta(days=20), "status": WorkshopStatus.DURCHGEFUEHRT, **fields}
    )


def answered(**fields: object) -> Beitrag:
    verbleib = {"verbleib": "aufgenommen", "verbleib_begruendung": "Ja", "verbleib_am": timezone.localdate()}
    return make_beitrag(**{**verbleib, **fields})


def test_stage_has_not_begun_before_the_first_date():
    make_workshop()

    [stage] = stufe.zukunftswerkstatt()

    assert (stage.nr, stage.zahl, stage.fertig, stage.stand_wort) == (1, "0 Beiträge", "offen", "noch nicht begonnen")


def test_stage_goes_on_while_a_reihe_is_open_and_is_done_when_all_are_closed():
    workshop = make_past()
    make_beitrag(workshop=workshop)
    make_beitrag(workshop=workshop, status=BeitragStatus.EINGEREICHT)

    [going] = stufe.zukunftswerkstatt()
    type(workshop.reihe).objects.update(status=ReihenStatus.ABGESCHLOSSEN)
    [done] = stufe.zukunftswerkstatt()

    assert (going.zahl, going.unter, going.fertig) == ("1 Beitrag", "Beitrag aus 1 Workshop", "laeuft")
    assert (done.fertig, done.stand_wort, done.stand_art) == ("fertig", "abgeschlossen", "gut")


def test_public_is_offered_the_next_open_dates_and_the_code():
    now = timezone.now()
    full = make_workshop(titel="Voll", kapazitaet=1, beginn=now + timedelta(days=5))
    make_anmeldung(workshop=full)
    make_workshop(titel="Frei", beginn=now + timedelta(days=9))
    make_workshop(titel="Geschlossen", status=WorkshopStatus.GESCHLOSSEN)
    make_workshop(titel="Intern", sichtbarkeit="intern")

    offered = [(chance.titel, chance.knopf) for chance in gelegenheiten.chances(now)]

    assert offered == [
        ("Workshop: Voll", "Auf die Warteliste"),
        ("Workshop: Frei", "Platz sichern"),
        ("Was wurde aus meinem Beitrag?", "Nachsehen"),
    ]


def test_office_sees_what_waits_and_what_is_late():
    now = timezone.now()
    make_beitrag(status=BeitragStatus.EINGEREICHT, eingereicht_am=now - timedelta(days=20))
    make_beitrag()
    answered()
    make_past()

    tasks = [(task.anzahl, task.titel, task.dringend) for task in aufgaben.tasks(make_konto(), now)]

    assert tasks == [
        (1, "Beiträge warten auf Prüfung", True),
        (1, "Beiträge ohne Verbleib", False),
        (1, "Workshops ohne Dokumentation", False),
    ]


def test_moderation_sees_only_loose_cards_of_its_own_dates():
    moderation = make_konto("moderation")
    own = make_past()
    own.moderation.add(moderation)
    make_beitrag(workshop=own)
    make_beitrag(workshop=make_past())

    assert [(task.anzahl, task.titel) for task in aufgaben.tasks(moderation, timezone.now())] == [
        (1, "Karten ohne Thema")
    ]


def test_stranger_has_no_tasks():
    assert list(aufgaben.tasks(AnonymousUser(), timezone.now())) == []


def test_next_dates_come_with_their_seats():
    workshop = make_workshop(kapazitaet=2)
    make_anmeldung(workshop=workshop)
    make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE)

    [block] = pult.next_dates(make_konto(), timezone.now())

    assert block.inhalt == pult.Belegung(belegt=1, plaetze=2, warteliste=1)


def test_search_finds_public_things_by_every_word():
    workshop = make_past(titel="Bus und Bahn")
    make_thema(workshop=workshop, titel="Der Bus am Abend")
    make_beitrag(workshop=workshop, text="Am Abend fährt kein Bus.")
    make_beitrag(workshop=workshop, text="Am Abend fährt kein Bus, geheim.", status=BeitragStatus.EINGEREICHT)
    make_thema(reihe=make_reihe(oeffentlich=False), titel="Bus am Abend, intern")

    found = [(hit.art, hit.auszug or hit.titel) for hit in suche.hits("bus abend", AnonymousUser())]

    assert found == [("Thema", "Der Bus am Abend"), ("Beitrag", "Am Abend fährt kein Bus.")]


def test_chronology_names_what_took_place():
    workshop = make_past(titel="Auftakt", art="auftakt")
    make_beitrag(workshop=workshop)
    make_past(status=WorkshopStatus.ABGESAGT)
    make_workshop()

    assert [(e.titel, e.satz, e.datum) for e in chronik.dates(timezone.localdate())] == [
        ("Auftakt", "1 Beitrag", timezone.localdate(workshop.beginn))
    ]


def test_example_is_the_card_with_the_longest_way_and_its_steps_hang_together():
    thema = make_thema()
    far, near = answered(reihe=thema.reihe), answered()
    make_zuordnung(thema, far)
    first, other = (
        make_abschnitt(titel=titel, veroeffentlicht=True, veroeffentlicht_am=timezone.localdate())
        for titel in ("Weg", "Anderer Satz")
    )
    make_herleitung(other, beitrag=near)
    make_herleitung(other, thema=thema)
    make_herleitung(first, thema=thema)
    massnahme = make_massnahme()
    massnahme.bezuege.create(abschnitt=first)

    examples = list(beispiele.cards(2))

    assert [example.code for example in examples] == [far.code, near.code]
    assert [knoten.faden_titel for knoten in examples[0].kette] == ["Weg", massnahme.titel]
