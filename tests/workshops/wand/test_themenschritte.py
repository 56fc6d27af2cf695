"""The way back for Themen: whatever a person did last is taken back, and nothing that others did since."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.werkbank.models import Geloescht
from tests.factories import make_abschnitt, make_beitrag, make_herleitung, make_konto, make_thema, make_zuordnung
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import (
    Beitrag,
    Punktstand,
    Stimme,
    Stimmzettel,
    Thema,
    Themenzug,
    Wandschritt,
    Workshop,
    Zuordnung,
)
from workshops.wand import cardwall, schritte, themen

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    made = make_werkstatt()
    client.force_login(made.moderation)
    return made


@pytest.fixture
def wege(werkstatt: Werkstatt) -> Thema:
    """A second column, with two cards and dots."""
    workshop = werkstatt.workshop
    made = make_thema(workshop=workshop, reihe=workshop.reihe, titel="Wege", kennung="wege-2", position=9)
    for number in (1, 2):
        make_zuordnung(made, make_beitrag(workshop=workshop, text=f"Karte {number}"), position=number * 1024)
    Punktstand.objects.create(abfrage=werkstatt.abfrage, thema=made, punkte=5)
    return made


def _post(client: Client, name: str, thema: Thema, **data: object) -> str:
    return client.post(reverse(name, args=(thema.pk,)), data, follow=True).content.decode()


def _rename(client: Client, thema: Thema, titel: str, **data: object) -> str:
    thema.refresh_from_db()
    sent = {"titel": titel, "beschreibung": thema.beschreibung, "version": thema.version, **data}
    return _post(client, "v-thema-edit", thema, **sent)


def _undo(client: Client, werkstatt: Werkstatt, place: int = 0) -> str:
    schritt = Wandschritt.objects.filter(zurueckgenommen=None).order_by("-pk")[place]
    return client.post(werkstatt.url("v-schritt-undo"), {"schritt": schritt.pk}, follow=True).content.decode()


def _rows() -> list[object]:
    """Return all that a step at a Thema may touch."""
    return [
        list(Thema.objects.order_by("pk").values("pk", "titel", "fruehere_titel", "uebergeordnet", "zusammengefuehrt")),
        list(Thema.objects.order_by("position", "pk").values_list("pk", flat=True)),
        list(Zuordnung.objects.order_by("thema", "beitrag").values("thema", "beitrag", "position")),
        list(Punktstand.objects.order_by("thema", "abfrage").values("thema", "abfrage", "quelle", "punkte")),
        list(Thema.entscheidungen.through.objects.order_by("thema").values("thema", "punktabfrage")),
    ]


def _create(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    client.post(werkstatt.url("v-thema-new"), {"titel": "Orte"})


def _changes(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    _rename(client, wege, "Wege und Fahrzeiten", beschreibung="Busse", uebergeordnet=werkstatt.thema.pk)


def _moves(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    _post(client, "v-thema-move", wege, zug="l")


def _merges(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    _post(client, "v-thema-merge", wege, ziel=werkstatt.thema.pk)


def _deletes(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    Punktstand.objects.filter(thema=wege).delete()
    _post(client, "v-thema-loeschen", wege)


TUN = {
    "Thema „Orte“ angelegt": _create,
    "Thema „Wege“ in „Wege und Fahrzeiten“ umbenannt": _changes,
    "Thema „Wege“ nach links verschoben": _moves,
    "Thema „Wege“ mit „": _merges,
}


@pytest.mark.parametrize("satz", TUN)
def test_step_is_taken_back_to_the_letter(client: Client, werkstatt: Werkstatt, wege: Thema, satz: str) -> None:
    werkstatt.abfrage.entschiedene_themen.add(wege)
    both = make_beitrag(workshop=werkstatt.workshop, text="Karte in beiden")
    make_zuordnung(wege, both, position=4096)
    make_zuordnung(werkstatt.thema, both, position=4096)
    before = _rows()

    TUN[satz](client, werkstatt, wege)

    assert _rows() != before
    assert f"Rückgängig: {satz}" in client.get(werkstatt.url("v-kartenwand")).content.decode()
    assert f"Zurückgenommen: {satz}" in _undo(client, werkstatt)
    assert _rows() == before


def test_deleted_thema_comes_back_with_its_cards(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    Punktstand.objects.filter(thema=wege).delete()
    asked = client.get(reverse("v-thema-loeschen", args=(wege.pk,))).content.decode()
    assert "Die Karten bleiben" in asked
    before = _rows()

    page = _post(client, "v-thema-loeschen", wege)

    assert "„Wege“ ist gelöscht." in page
    assert {card.text for card in cardwall.cards(werkstatt.workshop, None)} == {"Karte 1", "Karte 2"}
    assert "Zurückgenommen: Thema „Wege“ gelöscht." in _undo(client, werkstatt)
    assert (_rows(), Geloescht.objects.count()) == (before, 0)


def test_card_put_into_a_new_thema_and_the_thema_are_one_step(
    client: Client, werkstatt: Werkstatt, wege: Thema
) -> None:
    card = Beitrag.objects.get(text="Karte 1")
    tick = {"karte": f"{card.pk}-{wege.pk}", "thema": "neu", "titel": "Orte"}
    before = _rows()

    client.post(werkstatt.url("v-karten-move"), tick)

    assert Thema.objects.filter(titel="Orte").exists()
    assert "Zurückgenommen: Karte" in _undo(client, werkstatt)
    assert _rows() == before


def test_steps_come_back_one_after_the_other(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    _rename(client, wege, "Wege zur Schule")
    _post(client, "v-thema-move", wege, zug="l")
    _rename(client, wege, "Schulwege")

    assert "haben Sie danach noch einmal geändert" in _undo(client, werkstatt, place=2)
    titles = []
    for _ in range(3):
        _undo(client, werkstatt)
        titles.append(Thema.objects.get(pk=wege.pk).titel)

    assert titles == ["Wege zur Schule", "Wege zur Schule", "Wege"]
    assert Thema.objects.get(pk=wege.pk).fruehere_titel == []


def _other_renames(wege: Thema) -> None:
    wege.refresh_from_db()
    wege.titel = "Fahrten"
    themen.change(wege, ["titel"], by=make_konto())


def _other_shifts(wege: Thema) -> None:
    themen.shift(Thema.objects.get(pk=wege.pk), "runter", by=make_konto())


def _other_gives_dots(wege: Thema) -> None:
    into = Thema.objects.exclude(pk=wege.pk).get()
    Punktstand.objects.filter(thema=into).update(punkte=40)


def _wipe(wege: Thema) -> None:
    Punktstand.objects.filter(thema=wege).delete()
    Thema.objects.filter(pk=wege.pk).delete()


SINCE: dict[str, tuple[Callable[[Client, Werkstatt, Thema], None], Callable[[Thema], object], str]] = {
    "renamed": (_changes, _other_renames, "Das Thema „Wege und Fahrzeiten“ hat inzwischen jemand anderes geändert."),
    "moved": (_moves, _other_shifts, "Die Reihenfolge der Themen hat inzwischen jemand anderes geändert."),
    "counted": (_merges, _other_gives_dots, "hat inzwischen jemand anderes geändert. Es bleibt, wie es ist."),
    "gone": (_changes, _wipe, "Das Thema „Wege und Fahrzeiten“ gibt es nicht mehr."),
    "title taken": (
        _changes,
        lambda wege: make_thema(workshop=wege.workshop, titel="WEGE"),
        "Ein anderes Thema heißt inzwischen „Wege“.",
    ),
    "back already": (
        _deletes,
        lambda wege: make_thema(workshop=wege.workshop, pk=wege.pk),
        "Das Thema „Wege“ ist schon wieder da.",
    ),
    "gone for good": (_deletes, lambda _: Geloescht.objects.all().delete(), "nicht mehr im Papierkorb"),
}


@pytest.mark.parametrize("case", SINCE)
def test_what_others_did_since_stays(client: Client, werkstatt: Werkstatt, wege: Thema, case: str) -> None:
    do, since, words = SINCE[case]
    do(client, werkstatt, wege)
    since(wege)
    between = _rows()

    page = _undo(client, werkstatt)

    assert words in page
    assert _rows() == between


def test_change_of_another_field_since_is_no_hindrance(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    _rename(client, wege, "Schulwege")
    _other_shifts(wege)
    wege.refresh_from_db()
    wege.beschreibung = "Mit dem Bus"
    themen.change(wege, ["beschreibung"], by=make_konto())

    assert "Zurückgenommen" in _undo(client, werkstatt)
    assert Thema.objects.values_list("titel", "beschreibung").get(pk=wege.pk) == ("Wege", "Mit dem Bus")


def test_new_thema_stays_while_cards_lie_below_it(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    _create(client, werkstatt, wege)
    orte = Thema.objects.get(titel="Orte")
    make_zuordnung(orte, werkstatt.beitrag)

    assert "Unter dem Thema „Orte“ liegen inzwischen Karten." in _undo(client, werkstatt)
    orte.zuordnungen.all().delete()
    make_herleitung(make_abschnitt(), thema=orte)
    assert "„Orte“ kann nicht gelöscht werden" in _undo(client, werkstatt)
    assert Thema.objects.filter(titel="Orte").exists()


def test_part_of_its_own_part_it_does_not_become(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    Thema.objects.filter(pk=wege.pk).update(uebergeordnet=werkstatt.thema)
    _rename(client, wege, "Wege", uebergeordnet="")
    Thema.objects.filter(pk=werkstatt.thema.pk).update(uebergeordnet=wege)

    assert "oder es gehört jetzt selbst dazu" in _undo(client, werkstatt)


def test_what_stood_on_ballots_is_not_kept(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    zettel = Stimmzettel.objects.create(abfrage=werkstatt.abfrage, code="ABC-DEF")
    Stimme.objects.create(zettel=zettel, thema=wege, punkte=2)
    _merges(client, werkstatt, wege)

    page = _undo(client, werkstatt)

    assert "Für das Thema „Wege“ gab es schon Punkte mit dem Telefon." in page
    assert Stimme.objects.get().thema == werkstatt.thema


def test_documented_thema_is_not_deleted(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    Workshop.objects.filter(pk=werkstatt.workshop.pk).update(status="dokumentiert")
    Punktstand.objects.filter(thema=wege).delete()

    page = _post(client, "v-thema-loeschen", wege)

    assert "steht in der veröffentlichten Dokumentation" in page
    assert Thema.objects.filter(pk=wege.pk).exists()


def test_thema_of_a_reihe_hangs_at_no_wall(client: Client) -> None:
    thema = make_thema(workshop=None, titel="Reihe")
    client.force_login(make_konto())

    _rename(client, thema, "Reihen")
    _post(client, "v-thema-loeschen", thema)

    assert not Thema.objects.exists()
    assert (Wandschritt.objects.count(), Themenzug.objects.count()) == (0, 0)


def test_steps_with_themen_go_after_30_days_too(client: Client, werkstatt: Werkstatt, wege: Thema) -> None:
    _create(client, werkstatt, wege)
    later = timezone.now() + timedelta(days=30, minutes=1)

    assert schritte.of_person(werkstatt.workshop, werkstatt.moderation, now=later) == []
    Wandschritt.objects.all().delete()
    assert not Themenzug.objects.exists()
