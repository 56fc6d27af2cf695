"""Every public page lies out before somebody asks for it."""

import math
from pathlib import Path

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from bildungskommune.auslage import bestand
from bildungskommune.auslage.auslegen import Rundgang
from bildungskommune.auslage.ausloeser import STILL, watched
from bildungskommune.beispiel import laden
from bildungskommune.seiten.models import Seite
from tests.factories import make_beitrag, make_workshop
from workshops.models import Beitrag

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rundgang(settings: Settings, tmp_path: Path) -> Rundgang:
    settings.AUSLAGE, settings.AUSLAGE_DIR, settings.BASE_URL = True, tmp_path, "http://localhost"
    found = Rundgang(get_wsgi_application(), rest=0)
    found.begin()
    return found


def test_walk_lays_out_what_the_pages_link_to(rundgang: Rundgang) -> None:
    laden.load()
    # The pages of most cards are alike; they are left for another time.
    for code in Beitrag.objects.order_by("code").values_list("code", flat=True)[10:]:
        rundgang.known[f"/beitrag/{code}/"] = math.inf

    laid = rundgang.walk()

    lying = {kopf.pfad for kopf in bestand.heads()}
    assert laid == len(lying)
    assert {"/", "/leitbild/", "/konzept/", "/massnahmen/", "/workshops/", "/publikationen/", "/sitemap.xml"} <= lying
    assert {path.split("/")[1] for path in lying} >= {"themen", "massnahmen", "konzept", "beitrag"}
    assert len(lying) > 200
    assert not [path for path in lying if path.startswith(("/verwaltung/", "/konto/"))]
    assert rundgang.known["/barrierefreiheit/melden/"] > 0  # a form: it is tried again, and never lies out


def test_card_that_only_its_code_opens_never_lies_out(rundgang: Rundgang) -> None:
    beitrag = make_beitrag(workshop=make_workshop(), status="eingereicht")
    path = f"/beitrag/{beitrag.code}/"
    assert "nur, wer den Code kennt" in Client().get(path, headers={"host": "localhost"}).content.decode()
    rundgang.known[path] = 0.0

    rundgang.walk()

    assert path not in {kopf.pfad for kopf in bestand.heads()}


def test_walk_makes_anew_what_was_taken_away_and_nothing_else(rundgang: Rundgang) -> None:
    Seite.objects.create(slug="hinweis", titel="Hinweis", text="")
    rundgang.known["/hinweis/"] = 0.0
    first = rundgang.walk()
    bestand.take_away(lambda kopf: kopf.pfad == "/hinweis/")

    assert first > 5
    assert rundgang.walk() == 1


def test_page_that_is_gone_is_forgotten(rundgang: Rundgang) -> None:
    rundgang.known["/gibt-es-nicht/"] = 0.0

    rundgang.walk()

    assert "/gibt-es-nicht/" not in rundgang.known


def test_every_table_tells_of_its_changes(django_db_setup: None) -> None:
    assert set(connection.introspection.django_table_names(only_existing=True)) - STILL == watched()
