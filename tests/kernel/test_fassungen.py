"""Freeze and publish: numbers, checksums, what replaces what."""

import json

import pytest
from django.db import DatabaseError, transaction

from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.darstellung import file_name, stationen
from bildungskommune.fassungen.models import Druckauftrag, Fassung, Status
from bildungskommune.fassungen.registry import UnknownDefinition, decision_on, definition
from bildungskommune.lifecycle import MoveRefused, move
from tests.factories import make_beratung, make_gremium, make_konto, make_leitbild, make_vorlage
from tests.kernel.bauen import KEY, make_fassung, make_published
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


def test_checksum_when_keys_stand_in_another_order() -> None:
    assert rules.checksum({"a": 1, "b": "ü"}) == rules.checksum({"b": "ü", "a": 1})


def test_checksum_when_a_letter_changes() -> None:
    assert rules.checksum({"a": "Leitbild"}) != rules.checksum({"a": "leitbild"})


def test_numbers_count_in_each_line_of_a_document() -> None:
    one, other = make_leitbild(), make_leitbild()
    make = [(one, "standard"), (one, "standard"), (one, "leichte_sprache"), (other, "standard"), (one, "standard")]

    assert [rules.freeze(KEY, objekt, art=art).nummer for objekt, art in make] == [1, 2, 1, 1, 3]


def test_freeze_keeps_what_was_there_when_the_document_changes() -> None:
    leitbild = make_leitbild(titel="Vorher")
    fassung = rules.freeze(KEY, leitbild)

    leitbild.titel = "Nachher"
    leitbild.save()

    assert Fassung.objects.get(pk=fassung.pk).snapshot["titel"] == "Vorher"


def test_verify_when_nobody_touched_it() -> None:
    assert rules.verify(Fassung.objects.get(pk=make_fassung().pk))


def test_verify_when_the_content_was_exchanged() -> None:
    fassung = make_fassung()

    fassung.snapshot = {**fassung.snapshot, "titel": "Gefälscht"}

    assert not rules.verify(fassung)


@pytest.mark.parametrize("field", ["snapshot", "titel", "sha256", "nummer"])
def test_database_refuses_to_change_what_was_frozen(field: str) -> None:
    fassung = make_fassung()
    value = {"snapshot": {}, "titel": "anders", "sha256": "0" * 64, "nummer": 99}[field]

    with pytest.raises(DatabaseError), transaction.atomic():
        Fassung.objects.filter(pk=fassung.pk).update(**{field: value})


def test_database_refuses_to_delete_what_was_frozen() -> None:
    fassung = make_fassung()

    with pytest.raises(DatabaseError), transaction.atomic():
        fassung.delete()


def test_publish_replaces_the_one_before() -> None:
    leitbild = make_leitbild()
    first, second = rules.freeze(KEY, leitbild), rules.freeze(KEY, leitbild)

    publish(first)
    publish(second)

    first.refresh_from_db()
    assert [first.status, first.abgeloest_durch_id, second.status] == ["abgeloest", second.pk, "veroeffentlicht"]


def test_publish_leaves_another_document_as_it_is() -> None:
    first, second = make_published(), make_published()

    first.refresh_from_db()
    assert [first.status, second.status] == ["veroeffentlicht", "veroeffentlicht"]


def test_publish_orders_one_print() -> None:
    fassung = make_published()

    assert Druckauftrag.objects.get(fassung=fassung).status == "wartet"


def test_publish_twice_is_refused_and_changes_nothing() -> None:
    fassung = make_published()
    before = fassung.veroeffentlicht_am

    with pytest.raises(MoveRefused):
        rules.publish(Fassung.objects.get(pk=fassung.pk))

    assert Fassung.objects.get(pk=fassung.pk).veroeffentlicht_am == before


def test_publish_is_refused_while_a_committee_deals_with_it() -> None:
    fassung = make_fassung()
    move(fassung, Status.BERATUNG, by=None)

    with pytest.raises(MoveRefused):
        rules.publish(fassung)


def test_definition_when_nobody_registered_the_key() -> None:
    with pytest.raises(UnknownDefinition):
        definition("gibt-es-nicht")


def test_order_print_again_after_a_failure() -> None:
    fassung = make_published()
    Druckauftrag.objects.filter(fassung=fassung).update(status="gescheitert", fehler="kaputt", attempts=3)

    rules.order_print(fassung)

    auftrag = Druckauftrag.objects.get(fassung=fassung)
    assert [auftrag.status, auftrag.fehler, auftrag.attempts] == ["wartet", "", 0]


def test_decision_names_committee_day_and_vorlage() -> None:
    fassung = make_fassung()
    vorlage = make_vorlage(nummer="0711/40/2026", fassung=fassung)
    gremium = make_gremium(name="Kreistag")
    make_beratung(vorlage=vorlage, gremium=gremium, datum="2026-04-02", ergebnis="geaendert", ja=34, nein=3)

    words = decision_on(fassung).replace("\N{NO-BREAK SPACE}", " ")

    assert words == "Kreistag, 2. April 2026, geändert beschlossen, Vorlage 0711/40/2026"


def test_decision_when_it_was_only_prepared() -> None:
    fassung = make_fassung()
    make_beratung(vorlage=make_vorlage(fassung=fassung), rolle="vorberatung", ergebnis="ungeaendert")

    assert decision_on(fassung) == ""


def test_stations_show_only_states_that_were_entered() -> None:
    fassung = make_fassung(by=make_konto())
    move(fassung, Status.BERATUNG, by=None)
    move(fassung, Status.GEAENDERT, by=None)

    words = [(one.titel, one.stand_art) for one in stationen(fassung)]

    assert words == [
        ("Entwurf", "gut"),
        ("in Beratung", "gut"),
        ("geändert beschlossen", "gut"),
    ]


def test_freezing_is_in_the_audit_trail() -> None:
    konto = make_konto()
    fassung = make_fassung(by=konto)

    eintrag = Eintrag.objects.about(fassung).get()

    assert [eintrag.ereignis, eintrag.konto] == ["fassung.eingefroren", konto]


def test_snapshot_is_plain_json() -> None:
    fassung = make_fassung()

    assert json.loads(json.dumps(fassung.snapshot)) == fassung.snapshot


def test_file_name_speaks() -> None:
    fassung = make_fassung()
    assert file_name(fassung) == f"leitbild-{fassung.dokument.removeprefix('leitbild-')}-fassung-1"


def test_file_name_tells_document_kind_and_language() -> None:
    fassung = Fassung(definition="dokumentation", dokument="fruehkindliche-bildung", nummer=2)
    easy = Fassung(definition="leitbild", dokument="leitbild-boerde", art="leichte_sprache", sprache="en", nummer=1)

    assert file_name(fassung) == "dokumentation-fruehkindliche-bildung-fassung-2"
    assert file_name(easy) == "leitbild-boerde-en-leichte-sprache-fassung-1"
