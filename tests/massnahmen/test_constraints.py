from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from massnahmen.models import (
    Beschlussvorschlag,
    Feldurteil,
    Massnahme,
    Massnahmenbezug,
    Mitwirkung,
    Nebenangabe,
    Sachstand,
    Sachstandsfreigabe,
    Verbindung,
)
from tests.factories import (
    make_bericht,
    make_bezug,
    make_handlungsfeld,
    make_massnahme,
    make_sachstand,
    make_strategie,
    make_ziel,
)
from tests.massnahmen.builders import make_indikator, make_meilenstein, make_verbindung, make_wert, today

pytestmark = pytest.mark.django_db


def sentence_of(thing) -> str:
    with pytest.raises(ValidationError) as refused:
        thing.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        thing.save()
    return " ".join(refused.value.messages)


def test_two_measures_are_linked_once_in_each_way_whatever_the_direction():
    a, b = make_massnahme(), make_massnahme()
    make_verbindung(a, b)

    back = sentence_of(Verbindung(von=b, nach=a, art="ergaenzt"))
    again = sentence_of(Verbindung(von=a, nach=b, art="ergaenzt"))

    sentence = "Diese beiden Maßnahmen sind schon so verbunden. Die Verbindung wird von beiden Seiten gezeigt."
    assert back == again == sentence


def test_measure_is_not_linked_with_itself():
    a = make_massnahme()

    assert sentence_of(Verbindung(von=a, nach=a, art="verwandt")) == (
        "Eine Maßnahme kann nicht mit sich selbst verbunden sein."
    )


def test_no_more_is_secured_than_it_costs():
    massnahme = make_massnahme(kosten_gesamt=Decimal(100), kosten_gesichert=Decimal(100))
    massnahme.kosten_gesichert = Decimal("100.01")

    assert sentence_of(massnahme) == "Es kann nicht mehr gesichert sein, als die Maßnahme kostet."


def test_cost_is_not_negative():
    assert sentence_of(Massnahme(kennung="x", titel="x", kosten_gesamt=Decimal(-1))) == (
        "Kosten können nicht negativ sein."
    )


def test_end_does_not_come_before_the_beginning():
    massnahme = Massnahme(kennung="x", titel="x", beginn=date(2026, 5, 2), ende=date(2026, 5, 1))

    assert sentence_of(massnahme) == "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten."


def test_bezug_has_exactly_one_target():
    massnahme, feld = make_massnahme(), make_handlungsfeld()
    strategie = make_strategie(handlungsfeld=feld)
    expected = "Bitte wählen Sie genau eine Strategie, ein Ziel, ein Handlungsfeld oder einen Leitsatz."

    assert sentence_of(Massnahmenbezug(massnahme=massnahme)) == expected
    assert sentence_of(Massnahmenbezug(massnahme=massnahme, strategie=strategie, handlungsfeld=feld)) == expected


def test_measure_stands_in_four_handlungsfelder_but_in_each_once():
    massnahme = make_massnahme()
    felder = [make_handlungsfeld() for _ in range(4)]
    for feld in felder:
        make_bezug(massnahme, handlungsfeld=feld)
    make_bezug(massnahme, ziel=make_ziel(felder[0]))

    again = sentence_of(Massnahmenbezug(massnahme=massnahme, handlungsfeld=felder[0]))

    assert massnahme.bezuege.count() == 5
    assert again == "Dieser Bezug ist schon eingetragen."


def test_mitwirkung_has_a_name():
    assert "nennen Sie die Mitwirkenden" in sentence_of(Mitwirkung(massnahme=make_massnahme()))


def test_indicator_has_one_value_a_day():
    wert = make_wert(make_indikator(make_massnahme()))
    wert.pk, wert._state.adding = None, True

    assert sentence_of(wert) == "Für diesen Tag ist schon ein Wert eingetragen."


def test_delay_is_stored_with_its_reason_unless_the_document_gave_none():
    massnahme = make_massnahme()
    row = {"massnahme": massnahme, "stichtag": today(), "status": "verzoegert", "text": "x"}

    assert sentence_of(Sachstand(**row)) == "Bitte nennen Sie den Grund. Er steht öffentlich bei der Maßnahme."
    Sachstand.objects.create(**row, stand_laut_dokument=True)


def test_report_is_given_back_with_what_is_to_be_changed():
    row = Sachstandsfreigabe(sachstand=make_sachstand(make_massnahme()), ergebnis="zurueckgegeben")

    assert sentence_of(row) == "Bitte schreiben Sie, was zu ändern ist. Das Fachamt bekommt den Satz."


def test_report_says_each_milestone_and_each_value_once():
    sachstand = make_sachstand(make_massnahme())
    stone, indikator = make_meilenstein(sachstand.massnahme), make_indikator(sachstand.massnahme)
    Nebenangabe.objects.create(sachstand=sachstand, meilenstein=stone)
    Nebenangabe.objects.create(sachstand=sachstand, indikator=indikator, wert=4)

    neither = "Bitte nennen Sie entweder einen Meilenstein oder einen Indikator mit Wert."
    assert sentence_of(Nebenangabe(sachstand=sachstand)) == neither
    other = make_meilenstein(sachstand.massnahme)
    assert sentence_of(Nebenangabe(sachstand=sachstand, meilenstein=other, wert=4)) == neither
    assert sentence_of(Nebenangabe(sachstand=sachstand, meilenstein=stone)) == (
        "Dieser Meilenstein steht schon in diesem Sachstand."
    )
    assert sentence_of(Nebenangabe(sachstand=sachstand, indikator=indikator, wert=5)) == (
        "Für diesen Indikator steht in diesem Sachstand schon ein Wert."
    )


def test_report_does_not_follow_itself():
    bericht = make_bericht()
    bericht.vorbericht = bericht

    assert sentence_of(bericht) == "Ein Bericht kann nicht sein eigener voriger Bericht sein."


def test_report_proposes_once_for_a_measure_and_with_a_reason():
    bericht, massnahme, feld = make_bericht(), make_massnahme(), make_handlungsfeld()
    bericht.vorschlaege.create(massnahme=massnahme, empfehlung="anpassen", begruendung="Später.")
    bericht.feldurteile.create(handlungsfeld=feld, empfehlung="anpassen", begruendung="Später.", wirkung="Wenig.")
    said = {"bericht": bericht, "empfehlung": "beenden", "begruendung": "Fertig."}

    again = sentence_of(Beschlussvorschlag(massnahme=massnahme, **said))
    of_field = sentence_of(Feldurteil(handlungsfeld=feld, wirkung="Viel.", **said))
    without = sentence_of(Beschlussvorschlag(massnahme=make_massnahme(), **said | {"begruendung": ""}))

    assert again == "Zu dieser Maßnahme steht in diesem Bericht schon ein Beschlussvorschlag."
    assert of_field == "Zu diesem Handlungsfeld steht in diesem Bericht schon ein Urteil."
    assert without == "Bitte begründen Sie den Vorschlag. Der Grund steht im Bericht."
