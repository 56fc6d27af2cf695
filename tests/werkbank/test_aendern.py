"""Create, change, delete: named fields only, nobody overwrites what he has not seen, nothing needed goes."""

import pytest

from bildungskommune.akteure.models import Person
from bildungskommune.audit.models import Eintrag
from bildungskommune.tasks import vergessen
from bildungskommune.werkbank import aendern, papierkorb
from bildungskommune.werkbank.aendern import Outdated, StillNeeded
from bildungskommune.werkbank.models import AUFBEWAHRUNG, Geloescht
from bildungskommune.werkbank.papierkorb import CannotReturn
from konzept.models import Strategie, Ziel
from leitbild.models import Abschnitt, Fussnote, Leitbild
from massnahmen.models import Massnahmenbezug
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_herleitung,
    make_konto,
    make_leitbild,
    make_massnahme,
    make_person,
    make_strategie,
    make_ziel,
)

pytestmark = pytest.mark.django_db


def note(abschnitt: Abschnitt, nr: str = "1") -> Fussnote:
    return Fussnote.objects.create(abschnitt=abschnitt, nr=nr, text="Quelle")


def test_only_the_named_fields_are_written() -> None:
    leitbild = make_leitbild(titel="Alt", untertitel="Alt")
    opened = Leitbild.objects.get(pk=leitbild.pk)
    Leitbild.objects.filter(pk=leitbild.pk).update(untertitel="Von anderen")
    opened.titel, opened.untertitel = "Neu", "Unsinn"

    aendern.change(opened, ["titel"], by=None)

    stored = Leitbild.objects.get(pk=leitbild.pk)
    assert (stored.titel, stored.untertitel, stored.version) == ("Neu", "Von anderen", leitbild.version + 1)


def test_second_change_of_one_version_is_refused() -> None:
    leitbild = make_leitbild(titel="Alt")
    mine, theirs = Leitbild.objects.get(pk=leitbild.pk), Leitbild.objects.get(pk=leitbild.pk)
    theirs.titel = "Zuerst"
    aendern.change(theirs, ["titel"], version=leitbild.version, by=None)
    mine.titel = "Danach"

    with pytest.raises(Outdated) as refused:
        aendern.change(mine, ["titel"], version=leitbild.version, by=None)

    assert refused.value.current.titel == "Zuerst"  # type: ignore[attr-defined]
    assert Leitbild.objects.get(pk=leitbild.pk).titel == "Zuerst"
    assert Eintrag.objects.filter(ereignis="leitbild.geaendert").count() == 1


def test_change_of_nothing_is_neither_written_nor_noted() -> None:
    leitbild = make_leitbild()

    aendern.change(leitbild, [], version=leitbild.version, by=None)

    assert Leitbild.objects.get(pk=leitbild.pk).version == leitbild.version
    assert not Eintrag.objects.exists()


def test_trail_names_the_fields_that_changed() -> None:
    leitbild = make_leitbild()
    by = make_konto()

    aendern.change(leitbild, ["untertitel", "titel"], by=by)

    entry = Eintrag.objects.get(ereignis="leitbild.geaendert")
    assert (entry.konto, entry.angaben) == (by, {"felder": ["titel", "untertitel"]})


def test_deleted_thing_comes_back_with_its_parts_and_links() -> None:
    abschnitt = make_abschnitt(titel="Kein Weg")
    quelle = make_herleitung(abschnitt, beitrag=make_beitrag())
    fussnote = note(abschnitt)
    key = abschnitt.pk
    aendern.delete(abschnitt, by=make_konto())
    assert not Abschnitt.objects.exists()

    thing = papierkorb.bring_back(Geloescht.objects.get(), by=make_konto())

    assert thing.pk == key
    assert Abschnitt.objects.get().titel == "Kein Weg"
    assert list(Abschnitt.objects.get().herleitungen.all()) == [quelle]
    assert Fussnote.objects.get() == fussnote
    assert not Geloescht.objects.exists()
    assert Eintrag.objects.filter(ereignis="abschnitt.zurueckgeholt").count() == 1


def test_links_of_a_deleted_thing_from_either_side_come_back() -> None:
    strategie = make_strategie()
    ziel = make_ziel(strategie.handlungsfeld)
    strategie.ziele.add(ziel)
    key = ziel.pk
    aendern.delete(ziel, by=None)
    papierkorb.bring_back(Geloescht.objects.get(), by=None)
    assert [row.pk for row in strategie.ziele.all()] == [key]

    aendern.delete(strategie, by=None)
    papierkorb.bring_back(Geloescht.objects.get(), by=None)
    assert [row.pk for row in Strategie.objects.get().ziele.all()] == [key]


def test_what_stood_on_something_gone_cannot_come_back() -> None:
    abschnitt = make_abschnitt()
    aendern.delete(note(abschnitt), by=None)
    aendern.delete(abschnitt, by=None)
    first = Geloescht.objects.get(objekt_art="leitbild.fussnote")

    with pytest.raises(CannotReturn):
        papierkorb.bring_back(first, by=None)

    assert Geloescht.objects.count() == 2
    assert not Fussnote.objects.exists()


def test_name_that_was_given_again_is_not_taken_away() -> None:
    ziel = make_ziel(make_strategie().handlungsfeld, kennung="ziel")
    aendern.delete(ziel, by=None)
    make_ziel(ziel.handlungsfeld, kennung="ziel")

    with pytest.raises(CannotReturn):
        papierkorb.bring_back(Geloescht.objects.get(), by=None)

    assert Ziel.objects.count() == 1


def test_delete_says_what_hangs_on_the_thing_and_deletes_nothing() -> None:
    strategie = make_strategie()
    make_bezug(make_massnahme(), strategie=strategie)

    with pytest.raises(StillNeeded) as refused:
        aendern.delete(strategie, by=None)

    assert refused.value.hanging == ["1 Bezug"]
    assert (Strategie.objects.count(), Massnahmenbezug.objects.count()) == (1, 1)
    assert not Geloescht.objects.exists()
    assert not Eintrag.objects.filter(ereignis="strategie.geloescht").exists()


def test_delete_page_can_say_what_goes_with_it() -> None:
    abschnitt = make_abschnitt()
    note(abschnitt)
    note(abschnitt, "2")
    strategie = make_strategie()
    strategie.ziele.add(make_ziel(strategie.handlungsfeld))

    assert aendern.parts(abschnitt) == ["2 Fußnoten"]
    assert aendern.parts(strategie) == []


def test_people_are_not_kept() -> None:
    person = make_person()

    aendern.delete(person, by=None)

    assert not Person.objects.exists()
    assert not Geloescht.objects.exists()


def test_after_thirty_days_it_is_gone_for_good() -> None:
    aendern.delete(note(make_abschnitt()), by=None)
    aendern.delete(note(make_abschnitt(), "2"), by=None)
    old = Geloescht.objects.last()
    assert old is not None
    Geloescht.objects.filter(pk=old.pk).update(created=old.created - AUFBEWAHRUNG)

    vergessen()

    assert Geloescht.objects.exclude(pk=old.pk).count() == 1
