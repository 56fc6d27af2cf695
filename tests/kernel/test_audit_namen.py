"""The audit trail names nobody: who somebody is stands in the thing, and only who may see the thing is told of it."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.aufbewahrung import declared
from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung, make_konto, make_leitbild, make_person
from tests.kernel.bauen import make_mail
from workshops.models import Anmeldung

pytestmark = pytest.mark.django_db

MARKE = "Zyx Merkwort"


def things() -> list[Any]:
    return [
        make_anmeldung(name=MARKE, einrichtung=MARKE),
        make_konto(name=MARKE),
        make_person(name=MARKE),
        make_mail(betreff=MARKE),
    ]


def test_who_somebody_is_stands_nowhere_in_the_trail() -> None:
    made = things()
    named = [record(None, "x.geaendert", thing).objekt_name for thing in made]

    words = ("Anmeldung", "Konto", "Person", "E-Mail")
    assert named == [f"{word} {thing.pk}" for word, thing in zip(words, made, strict=True)]


def test_other_things_keep_their_name() -> None:
    assert record(None, "x.geaendert", make_leitbild(titel="Wir lernen")).objekt_name == "Wir lernen"


@pytest.mark.parametrize(("rolle", "reads"), [("stabsstelle", True), ("leitung", False)])
def test_only_the_stabsstelle_is_told_of_registrations(rolle: str, reads: bool) -> None:
    anmeldung = make_anmeldung(name=MARKE)
    record(None, "anmeldung.eingegangen", anmeldung)
    record(None, "leitbild.geaendert", make_leitbild(titel="Wir lernen"))
    client = Client()
    client.force_login(make_konto(rolle))

    page = client.get("/verwaltung/").content.decode()

    assert (f"Anmeldung {anmeldung.pk}" in page, "Wir lernen" in page, MARKE in page) == (reads, True, False)


def test_names_in_old_entries_are_taken() -> None:
    for thing in things():
        Eintrag.objects.create(
            ereignis="x.geaendert", objekt_art=thing._meta.label_lower, objekt_id=thing.pk, objekt_name=str(thing)
        )

    migration = importlib.import_module("bildungskommune.audit.migrations.0003_ohne_namen")
    with connection.schema_editor() as editor:
        migration.take_names(apps, editor)

    assert [one.objekt_name for one in Eintrag.objects.order_by("pk")] == [
        f"{word} {model._default_manager.latest('pk').pk}"
        for word, model in (
            ("Anmeldung", Anmeldung),
            ("Konto", apps.get_model("accounts.Konto")),
            ("Person", apps.get_model("akteure.Person")),
            ("E-Mail", Mail),
        )
    ]


def test_what_has_a_retention_and_a_name_stands_in_the_trail_without_it() -> None:
    by_name = {frist.modell.__name__ for frist in declared() if getattr(frist.modell, "verlauf_ohne_namen", False)}

    lines = {"Sendungszeile", "Rundeneinladung", "Verteilereintrag", "Vertretung"}
    assert by_name == {"Konto", "Person", "Mail", "Anmeldung", *lines}
