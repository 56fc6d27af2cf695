"""Each state of a working text is kept by the database, past whatever changes it; what is forgotten is gone."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bildungskommune.audit import staende
from bildungskommune.audit.aufbewahrung import FRUEHERE, GELOESCHTE
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Textstand
from bildungskommune.tasks import vergessen
from bildungskommune.werkbank import aendern, papierkorb
from bildungskommune.werkbank.models import Geloescht
from leitbild.models import Abschnitt
from tests.factories import make_abschnitt, make_beitrag, make_konto
from tests.kernel.test_rechte import become, role

pytestmark = pytest.mark.django_db
__all__ = ["role"]


def titles(abschnitt: Abschnitt) -> list[tuple[str, str | None]]:
    """Return what happened to an Abschnitt and its title after it, oldest first."""
    found = Textstand.objects.about(abschnitt).order_by("pk")
    return [(one.vorgang, one.werte["titel"] if one.werte else None) for one in found]


def test_every_way_to_write_leaves_a_state() -> None:
    abschnitt = make_abschnitt(titel="eins")

    abschnitt.titel = "zwei"
    abschnitt.save(update_fields=["titel"])
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="drei")
    abschnitt.titel = "vier"
    Abschnitt.objects.bulk_update([abschnitt], ["titel"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leitbild_abschnitt SET titel = 'fünf' WHERE id = %s", [abschnitt.pk])

    assert titles(abschnitt) == [
        ("angelegt", "eins"),
        ("geaendert", "zwei"),
        ("geaendert", "drei"),
        ("geaendert", "vier"),
        ("geaendert", "fünf"),
    ]


def test_state_names_the_columns_that_changed() -> None:
    abschnitt = make_abschnitt(titel="eins", text="a")

    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei", text="b", art=abschnitt.art)

    assert Textstand.objects.about(abschnitt)[0].felder == ["text", "titel"]


def test_another_place_in_the_row_is_no_state() -> None:
    abschnitt = make_abschnitt()

    Abschnitt.objects.filter(pk=abschnitt.pk).update(position=7, version=9, veroeffentlicht=True)

    assert Textstand.objects.about(abschnitt).count() == 1


def test_deleted_thing_that_comes_back_keeps_its_states() -> None:
    konto, abschnitt = make_konto(), make_abschnitt(titel="eins")

    aendern.delete(abschnitt, by=konto)
    back = papierkorb.bring_back(Geloescht.objects.get(), by=konto)

    assert isinstance(back, Abschnitt)
    assert titles(back) == [("angelegt", "eins"), ("geloescht", None), ("angelegt", "eins")]


def test_who_wrote_comes_from_the_trail_of_the_same_transaction() -> None:
    konto, abschnitt = make_konto(), make_abschnitt(titel="eins")
    abschnitt.titel = "zwei"
    aendern.change(abschnitt, ["titel"], by=konto)
    newest = Textstand.objects.about(abschnitt)[0]

    entry = staende.done_by([newest])[newest.pk]

    assert (entry.konto, entry.ereignis) == (konto, "abschnitt.geaendert")


@pytest.mark.django_db(transaction=True)
def test_what_was_done_past_the_portal_is_nobodys() -> None:
    konto, abschnitt = make_konto(), make_abschnitt(titel="eins")
    record(konto, "fassung.druck_wiederholt", abschnitt)
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei")

    assert staende.done_by(Textstand.objects.about(abschnitt)) == {}


def test_run_time_role_writes_states_without_a_right_to(role: str) -> None:
    become(role)

    abschnitt = make_abschnitt(titel="eins")
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei")

    assert titles(abschnitt) == [("angelegt", "eins"), ("geaendert", "zwei")]


def test_who_wrote_a_card_is_not_kept_with_its_words() -> None:
    beitrag = make_beitrag(autor_name="Erika Muster", autor_email="erika@example.org", namentlich=True)

    kept = Textstand.objects.about(beitrag)[0].werte

    assert kept is not None
    assert {"autor_name", "autor_email", "namentlich", "code", "foto"} & set(kept) == set()


def test_forgotten_thing_keeps_only_that_it_changed(role: str) -> None:
    konto = make_konto()
    abschnitt, other = make_abschnitt(titel="eins"), make_abschnitt(titel="anderes")
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei")
    become(role)

    assert staende.vergessen(abschnitt, by=konto) == 2

    assert titles(abschnitt) == [("angelegt", None), ("geaendert", None)]
    assert titles(other) == [("angelegt", "anderes")]


@pytest.mark.django_db(transaction=True)
def test_states_are_emptied_only_with_an_entry_in_the_trail() -> None:
    abschnitt = make_abschnitt()
    record(make_konto(), "fassung.druck_wiederholt", abschnitt)

    with pytest.raises(DatabaseError, match="nur mit einem Eintrag"), transaction.atomic():
        connection.cursor().execute("SELECT textstand_leeren('leitbild.abschnitt', %s)", [abschnitt.pk])


def age(abschnitt: Abschnitt, days: int) -> None:
    Textstand.objects.about(abschnitt).update(created=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(("days", "left"), [(FRUEHERE.days + 1, 1), (FRUEHERE.days - 1, 2)])
def test_superseded_states_go_after_five_years(role: str, days: int, left: int) -> None:
    abschnitt = make_abschnitt()
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei")
    age(abschnitt, days)
    become(role)

    vergessen()

    assert Textstand.objects.about(abschnitt).count() == left


@pytest.mark.parametrize(("days", "left"), [(GELOESCHTE.days + 1, 0), (GELOESCHTE.days - 1, 2)])
def test_states_of_what_was_deleted_go_with_the_papierkorb(role: str, days: int, left: int) -> None:
    abschnitt = make_abschnitt()
    pk = abschnitt.pk
    abschnitt.delete()
    abschnitt.pk = pk
    age(abschnitt, days)
    become(role)

    vergessen()

    assert Textstand.objects.about(abschnitt).count() == left


def test_run_time_role_cannot_have_young_states_deleted(role: str) -> None:
    abschnitt = make_abschnitt()
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei")
    numbers = list(Textstand.objects.values_list("pk", flat=True))
    become(role)

    with connection.cursor() as cursor:
        cursor.execute("SELECT textstand_ablaufen(%s)", [numbers])

        assert cursor.fetchone() == (0,)
    assert Textstand.objects.about(abschnitt).count() == 2
