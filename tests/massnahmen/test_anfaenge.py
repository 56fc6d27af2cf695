"""A measure begins where it comes from, is edited part by part, and is shown by a button beside its state."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from massnahmen.models import Massnahme
from tests.beteiligung.bauen import make_runde, make_stellungnahme
from tests.factories import make_konto, make_massnahme, make_strategie
from tests.formular import Formular

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_strategie_becomes_a_measure_with_one_click(office: Client) -> None:
    strategie = make_strategie(titel="Busse im Takt")
    url = reverse("v-strategie-massnahme", args=(strategie.pk,))
    assert f'action="{url}"' in text(office.get(reverse("v-handlungsfeld", args=(strategie.handlungsfeld_id,))))

    answer = office.post(url)

    massnahme = Massnahme.objects.get()
    assert answer["Location"] == f"{reverse('v-massnahme-edit', args=(massnahme.pk,))}?teil=worum"
    assert (massnahme.titel, massnahme.oeffentlich) == ("Busse im Takt", False)
    assert massnahme.bezuege.get().strategie == strategie
    assert Eintrag.objects.about(massnahme).get().ereignis == "massnahme.angelegt"


def test_point_of_a_comment_becomes_a_measure_without_the_words_of_its_author(office: Client) -> None:
    stellungnahme = make_stellungnahme(make_runde())
    anmerkung = stellungnahme.anmerkungen.get()
    punkt = stellungnahme.punkte.create(anmerkung=anmerkung, position=1, text="Der Bus fährt zu selten.")
    url = reverse("v-punkt-massnahme", args=(punkt.pk,))
    assert f'action="{url}"' in text(office.get(reverse("v-punkt", args=(punkt.pk,))))

    office.post(url)

    massnahme = Massnahme.objects.get()
    assert massnahme.kurzbeschreibung == "Der Bus fährt zu selten."
    assert massnahme.anlass == f"{punkt} der Beteiligung „{stellungnahme.runde.titel}“."
    assert anmerkung.text not in massnahme.kurzbeschreibung
    assert list(massnahme.aus_beteiligung.all()) == [punkt]


def test_point_shows_the_measure_that_it_became_before_somebody_begins_a_second(office: Client) -> None:
    stellungnahme = make_stellungnahme(make_runde())
    punkt = stellungnahme.punkte.create(anmerkung=stellungnahme.anmerkungen.get(), position=1, text="Der Bus fehlt.")
    page, url = reverse("v-punkt", args=(punkt.pk,)), reverse("v-punkt-massnahme", args=(punkt.pk,))
    before = text(office.get(page))
    office.post(url)

    shown = text(office.get(page))

    assert ("Weitere Maßnahme daraus machen" in before, "Weitere Maßnahme daraus machen" in shown) == (False, True)
    assert f'href="{reverse("v-massnahme", args=(Massnahme.objects.get().pk,))}"' in shown


@pytest.mark.parametrize("rolle", ["moderation", "fachamt", "leitung"])
def test_only_the_office_begins_a_measure(client: Client, rolle: str) -> None:
    client.force_login(make_konto(rolle))

    assert client.post(reverse("v-strategie-massnahme", args=(make_strategie().pk,))).status_code == 403


def test_one_part_of_the_form_changes_no_other(office: Client) -> None:
    massnahme = make_massnahme(titel="Bus", ziel="Ankommen", horizont="kurzfristig")
    form = Formular(office, f"{reverse('v-massnahme-edit', args=(massnahme.pk,))}?teil=wann")
    assert {name for name, _ in form.data} & {"titel", "ziel", "kosten_gesamt"} == set()

    form.type(zeitraum_original="Sommer", horizont="langfristig").send()

    massnahme.refresh_from_db()
    assert (massnahme.titel, massnahme.ziel, massnahme.horizont) == ("Bus", "Ankommen", "langfristig")
    assert Eintrag.objects.about(massnahme).get().angaben["felder"] == ["horizont", "zeitraum_original"]


def test_button_beside_the_state_shows_and_hides(office: Client) -> None:
    massnahme = make_massnahme(oeffentlich=False)
    page, url = reverse("v-massnahme", args=(massnahme.pk,)), reverse("v-massnahme-zeigen", args=(massnahme.pk,))
    assert ">Veröffentlichen</button>" in text(office.get(page))

    office.post(url, {"oeffentlich": "ja"})
    shown = text(office.get(page))
    assert Client().get(massnahme.get_absolute_url()).status_code == 200
    office.post(url, {"oeffentlich": "nein"})

    assert ">Nicht mehr öffentlich zeigen</button>" in shown
    assert Client().get(massnahme.get_absolute_url()).status_code == 404
