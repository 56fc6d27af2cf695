"""Many points at once: shown before it happens, confirmed by another, counted in the text blocks."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.beteiligung import abwaegung, einreichen, runden
from bildungskommune.beteiligung.einreichen import Stimme
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt
from bildungskommune.werkbank.textbaustein import Textbaustein
from tests.beteiligung.bauen import end, make_runde, make_stellungnahme
from tests.factories import make_konto

pytestmark = pytest.mark.django_db
GRUND = {"entscheidung": "kenntnis", "begruendung": "Das entscheidet das Land."}


@pytest.fixture
def runde() -> Beteiligungsrunde:
    """Return a closed round with three points, of which two speak of buses."""
    return closed("Der Bus fehlt.", "Mehr Busse.", "Ein Radweg.")


def closed(*texts: str) -> Beteiligungsrunde:
    runde = make_runde()
    stellungnahme = make_stellungnahme(runde, text=texts[0])
    for text in texts[1:]:
        einreichen.add(stellungnahme, Stimme(text=text, teil="wege", absatz="absatz-1"))
    end(runde)
    runden.close(runde, by=make_konto())
    return runde


def weigh(runde: Beteiligungsrunde, query: str = "alle=1") -> str:
    return f"{reverse('v-punkte-weigh', args=(runde.pk,))}?{query}"


def previewed(client: Client, url: str, **fields: str) -> dict[str, str]:
    """Return what the form sends once its preview was read."""
    shown = client.post(url, fields)
    assert shown.status_code == 200
    return {**fields, "gesehen": shown.context["form"]["gesehen"].value(), "jetzt": "1"}


def text(client: Client, url: str) -> str:
    return re.sub(r"\s+", " ", client.get(url, follow=True).content.decode())


def test_all_hits_of_a_filter_get_one_decision_after_its_preview(runde: Beteiligungsrunde, client: Client):
    block = Textbaustein.objects.create(titel="Land", text="Das entscheidet das Land.")
    by = make_konto()
    client.force_login(by)
    url = weigh(runde, "alle=1&filter=q%3DBus%26fremd%3D1")
    assert "2 Punkte sind ausgewählt" in text(client, url)

    sent = previewed(client, url, **GRUND, schlagworte="Verkehr", frist="2030-05-01")
    assert not Punkt.objects.exclude(entscheidung="").exists()
    response = client.post(url, sent)

    assert response["Location"] == f"{reverse('v-punkt-list', args=(runde.pk,))}?q=Bus"
    changed = Punkt.objects.filter(entscheidung="kenntnis")
    assert changed.count() == 2
    assert set(changed.values_list("entschieden_von", "bestaetigt_am", "version")) == {(by.pk, None, 2)}
    assert [one.schlagworte for one in changed] == [["Verkehr"]] * 2
    assert Eintrag.objects.filter(ereignis="punkt.geaendert").count() == 2
    block.refresh_from_db()
    assert block.verwendet == 2


def test_what_is_left_empty_stays_and_ticked_points_alone_change(runde: Beteiligungsrunde, client: Client):
    first, second, third = Punkt.objects.in_order()
    for punkt in (first, second):
        punkt.entscheidung, punkt.begruendung, punkt.schlagworte = "nicht", "Nein.", ["Alt"]
        abwaegung.change(punkt, ["entscheidung", "begruendung", "schlagworte"], by=make_konto())
        abwaegung.confirm(punkt, by=make_konto())
    person = make_konto(name="Ute Amt")
    client.force_login(make_konto())
    url = weigh(runde, f"p={first.pk}&p={third.pk}&p=x")

    sent = previewed(client, url, zustaendig=str(person.pk), schlagworte="Neu")
    assert client.post(url, sent).status_code == 302

    assert [one.zustaendig for one in Punkt.objects.in_order()] == [person, None, person]
    again = Punkt.objects.get(pk=first.pk)
    assert (again.entscheidung, again.schlagworte, again.bestaetigt_am is not None) == ("nicht", ["Alt", "Neu"], True)


def test_decision_that_was_confirmed_is_told_in_the_preview_and_confirmed_anew(
    runde: Beteiligungsrunde, client: Client
):
    first = Punkt.objects.in_order()[0]
    first.entscheidung, first.begruendung = "nicht", "Nein."
    abwaegung.change(first, ["entscheidung", "begruendung"], by=make_konto())
    abwaegung.confirm(first, by=make_konto())
    client.force_login(make_konto())
    shown = client.post(weigh(runde), GRUND)
    assert "1 war schon bestätigt und ist neu zu bestätigen" in re.sub(r"\s+", " ", shown.content.decode())

    client.post(weigh(runde), previewed(client, weigh(runde), **GRUND))

    assert Punkt.objects.unconfirmed().count() == 3


def test_point_that_changes_after_the_preview_stops_all(runde: Beteiligungsrunde, client: Client):
    client.force_login(make_konto())
    sent = previewed(client, weigh(runde), **GRUND)
    first = Punkt.objects.in_order()[0]
    first.bewertung = "Aha."
    abwaegung.change(first, ["bewertung"], by=make_konto())

    response = client.post(weigh(runde), sent)

    assert response.status_code == 422
    assert "Seit der Vorschau hat sich etwas geändert." in response.content.decode()
    assert not Punkt.objects.exclude(entscheidung="").exists()
    again = sent | {"gesehen": response.context["form"]["gesehen"].value()}
    assert client.post(weigh(runde), again).status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"entscheidung": "nicht"}, "Eine Entscheidung braucht eine Begründung."),
        ({"begruendung": "Nein."}, "Bitte wählen Sie die Entscheidung"),
        ({}, "Bitte geben Sie an, was sich an den Punkten ändern soll."),
    ],
)
def test_half_a_decision_is_refused(runde: Beteiligungsrunde, client: Client, fields: dict[str, str], sentence: str):
    client.force_login(make_konto())

    response = client.post(weigh(runde), fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_nothing_chosen_leads_back_to_the_list(runde: Beteiligungsrunde, client: Client):
    client.force_login(make_konto())

    assert "Bitte haken Sie zuerst die Punkte an" in text(client, weigh(runde, ""))
    assert "keine Entscheidung, die Sie bestätigen können" in text(
        client, f"{reverse('v-punkte-confirm', args=(runde.pk,))}?alle=1"
    )


def test_block_comes_behind_what_was_typed(runde: Beteiligungsrunde, client: Client):
    block = Textbaustein.objects.create(titel="Land", text="Das entscheidet das Land.")
    client.force_login(make_konto())
    point = reverse("v-punkt", args=(Punkt.objects.in_order()[0].pk,))
    typed = {"begruendung": "Danke.", "baustein": str(block.pk), "uebernehmen": "1", "schlagworte": "Bus, Rad"}

    for url in (weigh(runde), point):
        form = client.post(url, typed).context["form"]
        assert form["begruendung"].value() == "Danke.\n\nDas entscheidet das Land."
        assert form["schlagworte"].value() == "Bus, Rad"
    assert not Punkt.objects.exclude(begruendung="").exists()


def test_another_person_confirms_many_but_never_her_own(runde: Beteiligungsrunde, client: Client):
    one, other = make_konto(), make_konto()
    for punkt, by in zip(Punkt.objects.in_order(), (one, one, other), strict=True):
        punkt.entscheidung, punkt.begruendung = "nicht", "Nein."
        abwaegung.change(punkt, ["entscheidung", "begruendung"], by=by)
    client.force_login(other)
    url = f"{reverse('v-punkte-confirm', args=(runde.pk,))}?alle=1"
    shown = client.get(url)
    assert "1 haben Sie selbst entschieden" in re.sub(r"\s+", " ", shown.content.decode())
    changed = Punkt.objects.in_order()[0]
    changed.begruendung = "Nein, weil."
    abwaegung.change(changed, ["begruendung"], by=one)

    client.post(url, {"gesehen": shown.context["form"]["gesehen"].value()})

    assert [one.bestaetigt_von for one in Punkt.objects.in_order()] == [None, other, None]
    assert Eintrag.objects.filter(ereignis="punkt.bestaetigt").count() == 1


def test_block_says_where_it_stands(runde: Beteiligungsrunde, client: Client):
    block = Textbaustein.objects.create(titel="Land", text="Das entscheidet das Land.")
    client.force_login(make_konto())
    page = reverse("v-textbaustein-edit", args=(block.pk,))
    assert "steht er in keiner Begründung" in text(client, page)

    client.post(weigh(runde), previewed(client, weigh(runde), **GRUND))

    shown = text(client, page)
    assert "Punkte der Abwägung: 3" in shown
    assert "3-mal in eine Antwort übernommen" in shown


def test_preview_costs_the_same_for_three_and_for_thirty(client: Client):
    client.force_login(make_konto())
    counts = []
    for number in (3, 30):
        url = weigh(closed(*(f"Bus {n}" for n in range(number))))
        client.post(url, GRUND)
        with CaptureQueriesContext(connection) as asked:
            client.post(url, GRUND)
        counts.append(len(asked))
    assert counts[0] == counts[1]
