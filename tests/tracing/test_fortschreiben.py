"""A new edition knows its predecessors: texts, order and measures go along, the thread runs through."""

import pytest
from django.test import Client

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.tracing.netz import netz
from konzept import fortschreiben as konzept_fortschreiben
from konzept.models import Handlungsfeld, Konzept
from leitbild import fortschreiben
from leitbild.models import Abschnitt, Fussnote, Herleitung, Leitbild
from massnahmen import fortschreibung
from massnahmen.models import Massnahmenbezug, Massnahmenplan
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_handlungsfeld,
    make_herleitung,
    make_konto,
    make_leitbild,
    make_massnahme,
    make_plan,
    make_strategie,
    make_ziel,
)
from tests.veroeffentlichen import decided, publish

pytestmark = pytest.mark.django_db


def adopted(objekt: Leitbild | Konzept, key: str = "leitbild") -> Fassung:
    fassung = rules.freeze(key, objekt, zweck="vorlage")
    decided(fassung)
    rules.publish(fassung)
    return fassung


def test_leitbild_goes_on_with_its_tree_and_notes() -> None:
    old = make_leitbild(titel="Leitbild 2018", wort_leitsatz="Leitziel")
    satz = make_abschnitt(leitbild=old, kennung="satz", nr="1", text="Wortlaut")
    make_abschnitt(leitbild=old, kennung="beispiel", uebergeordnet=satz, art="beispiel")
    Fussnote.objects.create(abschnitt=satz, nr="1", text="Quelle")

    neu = fortschreiben.carry_on(old, "Leitbild 2030", by=None)

    assert [neu.titel, neu.vorgaenger, neu.wort_leitsatz, neu.version] == ["Leitbild 2030", old, "Leitziel", 1]
    rows = {row.kennung: row for row in neu.abschnitte.all()}
    assert [rows["satz"].text, rows["satz"].vorgaenger, rows["satz"].veroeffentlicht] == ["Wortlaut", satz, False]
    assert rows["beispiel"].uebergeordnet == rows["satz"]
    assert rows["satz"].fussnoten.get().text == "Quelle"
    assert old.abschnitte.count() == 2


def test_thread_runs_from_the_card_through_the_old_sentence_to_the_new_one() -> None:
    satz = make_abschnitt(kennung="satz")
    card = make_beitrag(status="veroeffentlicht")
    make_herleitung(satz, beitrag=card)
    adopted(satz.leitbild)
    neu = fortschreiben.carry_on(satz.leitbild, "Leitbild 2030", by=None)
    adopted(neu)
    new_satz = neu.abschnitte.get()

    forward = [step.knoten for step in netz([card], "wohin").schritte(card)]
    back = [step.knoten for step in netz([new_satz], "woher").schritte(new_satz)]

    assert [str(one) for one in forward] == [str(satz), str(new_satz)]
    assert [one.pk for one in back] == [satz.pk, card.pk]
    assert list(Abschnitt.objects.without_source()) == []


def test_konzept_goes_on_with_its_parts_and_their_measures() -> None:
    feld = make_handlungsfeld(kennung="orte")
    make_ableitung(feld, abschnitt=make_abschnitt())
    ziel = make_ziel(feld, kennung="z1")
    strategie = make_strategie(handlungsfeld=feld, kennung="s1")
    strategie.ziele.add(ziel)
    massnahme = make_massnahme()
    make_bezug(massnahme, strategie=strategie, begruendung="Darum.")
    make_bezug(massnahme, ziel=ziel)

    neu = konzept_fortschreiben.carry_on(feld.konzept, "Konzept 2030", by=None)

    new_feld = neu.handlungsfelder.get()
    new_strategie, new_ziel = new_feld.strategien.get(), new_feld.ziele.get()
    assert [new_feld.vorgaenger, new_strategie.vorgaenger, new_ziel.vorgaenger] == [feld, strategie, ziel]
    assert list(new_strategie.ziele.all()) == [new_ziel]
    assert new_strategie.bezuege.get().begruendung == "Darum."
    assert [one.massnahme for one in new_ziel.bezuege.all()] == [massnahme]
    assert Massnahmenbezug.objects.count() == 4


def test_plan_goes_on_without_what_was_dropped() -> None:
    plan, kept, dropped = make_plan(), make_massnahme(), make_massnahme(status="verworfen")
    plan.massnahmen.set([kept, dropped])

    neu = fortschreibung.carry_on(plan, "Plan 2030", by=None)

    assert [list(neu.massnahmen.all()), neu.vorgaenger, plan.massnahmen.count()] == [[kept], plan, 2]


def test_new_edition_takes_the_place_of_the_old_one_when_it_is_published(client: Client) -> None:
    satz = make_abschnitt(leitbild=make_leitbild(titel="Leitbild 2018", kennung="lb-2018"), titel="Alter Satz")
    old = adopted(satz.leitbild)
    neu = fortschreiben.carry_on(satz.leitbild, "Leitbild 2030", by=None)
    Abschnitt.objects.filter(leitbild=neu).update(titel="Neuer Satz")
    before = client.get("/leitbild/").content.decode()

    new = adopted(neu)

    old.refresh_from_db()
    assert [old.status, old.abgeloest_durch, new.nummer] == ["abgeloest", new, 1]
    assert "Alter Satz" in before
    assert "Neuer Satz" in client.get("/leitbild/").content.decode()
    for address in ("/leitbild/lb-2018/", "/leitbild/lb-2018/fassung/1/"):
        page = client.get(address).content.decode()
        assert "Alter Satz" in page
        assert f'href="/leitbild/{neu.kennung}/fassung/1/"' in page


def test_draft_of_a_new_edition_does_not_replace_the_adopted_one() -> None:
    satz = make_abschnitt()
    adopted(satz.leitbild)
    neu = fortschreiben.carry_on(satz.leitbild, "Leitbild 2030", by=None)

    with pytest.raises(rules.NotAdopted, match="wie beschlossen"):
        rules.publish(rules.freeze("leitbild", neu), ohne_beschluss="Eilt.")


def test_address_of_a_handlungsfeld_stays_good(client: Client) -> None:
    feld = make_handlungsfeld(kennung="orte", titel="Orte")
    gone = make_handlungsfeld(konzept=feld.konzept, kennung="zeiten", titel="Zeiten")
    old = adopted(feld.konzept, "konzept")
    neu = konzept_fortschreiben.carry_on(feld.konzept, "Konzept 2030", by=None)
    Handlungsfeld.objects.filter(konzept=neu, vorgaenger=gone).delete()
    Handlungsfeld.objects.filter(konzept=neu).update(titel="Orte 2030")
    adopted(neu, "konzept")

    assert "Orte 2030" in client.get("/konzept/orte/").content.decode()
    assert client.get("/konzept/zeiten/").headers["Location"] == f"/konzept/{old.dokument}/fassung/1/#zeiten"


def test_source_remembers_the_fassung_in_which_it_was_adopted() -> None:
    satz = make_abschnitt()
    make_herleitung(satz, beitrag=make_beitrag())
    first = adopted(satz.leitbild)
    make_herleitung(satz, beitrag=make_beitrag())
    second = adopted(satz.leitbild)

    assert [one.beschlossen_in for one in Herleitung.objects.order_by("pk")] == [first, second]


def test_reason_of_a_measure_remembers_the_fassung_of_the_plan() -> None:
    plan, massnahme = make_plan(), make_massnahme()
    plan.massnahmen.add(massnahme)
    make_bezug(massnahme, strategie=make_strategie())
    fassung = rules.freeze("massnahmenplan", plan)

    publish(fassung)

    assert Massnahmenbezug.objects.get().beschlossen_in == fassung


@pytest.mark.parametrize(
    ("path", "make", "model"),
    [
        ("leitbild", make_leitbild, Leitbild),
        ("konzept", lambda: make_handlungsfeld().konzept, Konzept),
        ("massnahmen/plaene", make_plan, Massnahmenplan),
    ],
)
def test_office_begins_a_new_edition(client: Client, path: str, make, model) -> None:
    old = make()
    url = f"/verwaltung/{path}/{old.pk}/fortschreiben/"
    client.force_login(make_konto("leitung"))
    refused = client.post(url, {"titel": "Neu"}).status_code
    client.force_login(make_konto("stabsstelle"))

    empty = client.post(url, {"titel": ""}).status_code
    answer = client.post(url, {"titel": "Neue Ausgabe"})

    neu = model.objects.get(vorgaenger=old)
    assert [refused, empty, answer.status_code, neu.titel] == [403, 422, 302, "Neue Ausgabe"]
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Fortschreibung von" in page
