"""What a person sees of the thread: every thing on it names the others."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from bildungskommune.fassungen.rules import freeze
from konzept.models import Ziel
from tests.factories import make_bezug, make_konto, make_massnahme, make_sachstand, make_strategie, make_ziel
from tests.tracing.faden import TAG, Faden, make_faden
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


def published() -> Faden:
    faden = make_faden(veroeffentlicht=False)
    publish(freeze("konzept", faden.feld.konzept, zweck="lesefassung", by=make_konto()), by=make_konto())
    faden.ziel.refresh_from_db()
    return faden


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("start", ["karte", "thema", "feld"])
def test_measure_that_serves_only_a_ziel_shows_from_where_it_comes(client: Client, start: str) -> None:
    faden = published()

    html = page(client, getattr(faden, start).get_absolute_url())

    assert f'href="{faden.massnahme.get_absolute_url()}"' in html


def test_card_shows_from_the_measure(client: Client) -> None:
    faden = published()

    html = page(client, faden.massnahme.get_absolute_url())

    assert f'href="{faden.karte.get_absolute_url()}"' in html
    assert f'href="{faden.ziel.get_absolute_url()}"' in html
    assert "Handlungsfeld 2, Ziel 2.1" in html


def test_page_of_the_handlungsfeld_has_the_place_a_ziel_links_to(client: Client) -> None:
    faden = published()
    url, _, anchor = faden.ziel.get_absolute_url().partition("#")

    assert f'id="{anchor}"' in page(client, url)


def test_card_tells_what_was_reported_last(client: Client) -> None:
    faden = published()
    make_sachstand(faden.massnahme, stichtag=TAG, text="Der Bus fährt.", hindernisse="Ein Fahrer fehlt.")

    html = page(client, faden.karte.get_absolute_url())

    assert "<p>Der Bus fährt.</p>" in html
    assert "<p>Ein Fahrer fehlt.</p>" in html
    assert "2.\u00a0März\u00a02026" in html


def test_publication_marks_the_ziele_it_holds_and_no_others() -> None:
    faden = make_faden(veroeffentlicht=False)
    fassung = freeze("konzept", faden.feld.konzept, zweck="lesefassung", by=make_konto())
    later = make_ziel(faden.feld)
    namesake = make_ziel(make_strategie().handlungsfeld, kennung=faden.ziel.kennung)

    publish(fassung, by=make_konto())

    found = dict(Ziel.objects.values_list("pk", "veroeffentlicht"))
    assert found == {faden.ziel.pk: True, later.pk: False, namesake.pk: False}


def test_ziele_of_fassungen_from_before_are_marked_by_the_migration() -> None:
    faden = published()
    later = make_ziel(faden.feld)
    Ziel.objects.update(veroeffentlicht=False, veroeffentlicht_am=None)

    with connection.schema_editor() as editor:
        import_module("konzept.migrations.0004_ziele_veroeffentlichter_fassungen").mark(apps, editor)

    found = {ziel.pk: (ziel.veroeffentlicht, ziel.veroeffentlicht_am) for ziel in Ziel.objects.all()}
    assert found == {faden.ziel.pk: (True, faden.ziel.veroeffentlicht_am), later.pk: (False, None)}


def test_desk_sees_the_thread_before_anything_is_public(client: Client) -> None:
    faden = make_faden(veroeffentlicht=False)
    make_bezug(make_massnahme(oeffentlich=False, titel="Noch geheim"), ziel=faden.ziel)
    client.force_login(make_konto())

    html = page(client, reverse("v-beitrag", args=(faden.karte.pk,)))

    assert "Noch geheim" in html
