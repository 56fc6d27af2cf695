"""The pages of the desk: enter an address, see both sides, decide one by one or all at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.aufbewahrung import Frist
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.oparl import auftraege
from bildungskommune.oparl.aufbewahrung import read as retention
from bildungskommune.oparl.aufgaben import waiting
from bildungskommune.oparl.models import Quelle, Zuordnung
from tests.factories import make_beratung, make_gremium, make_konto
from tests.formular import Formular
from tests.lesen import one_line
from tests.oparl.server import Rathaus, furnish

pytestmark = pytest.mark.django_db


def page(client: Client, quelle: Quelle) -> str:
    return one_line(client.get(reverse("v-oparl", args=(quelle.pk,))).content.decode())


def followed(haus: Rathaus) -> Quelle:
    order = auftraege.order(furnish(haus), by=None)
    auftraege.work(order.pk)
    return Quelle.objects.get(pk=order.pk)


def press(client: Client, name: str, pk: int) -> None:
    assert client.post(reverse(name, args=(pk,))).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "dieses Feld"),
        ("http://rat.example/paper/1", "https://"),
        ("https://amt:geheim@rat.example/paper/1", "keine Adresse"),
        ("https://rat.example:8443/paper/1", "Port"),
        ("das ist keine", "ganze Adresse"),
    ],
)
def test_address_that_cannot_be_read_is_refused_with_what_was_typed(office: Client, typed: str, sentence: str) -> None:
    response = office.post(reverse("v-oparl-new"), {"adresse": typed})

    assert response.status_code == 422
    assert sentence in str(response.context["form"].errors["adresse"])
    assert response.context["form"]["adresse"].value() == typed
    assert Quelle.objects.count() == 0


def test_from_the_address_to_the_vorlage(office: Client, haus: Rathaus) -> None:
    response = office.post(reverse("v-oparl-new"), {"adresse": furnish(haus)})
    quelle = Quelle.objects.get()
    before = page(office, quelle)
    auftraege.work(quelle.pk)
    make_gremium(name="Kreistag")
    press(office, "v-oparl-all", quelle.pk)
    form = Formular(office, reverse("v-oparlvorschlag-gremium", args=(quelle.vorschlaege.get(art="gremium").pk,)))
    form.send()
    press(office, "v-oparlvorschlag-take", quelle.vorschlaege.get().pk)

    assert response["Location"] == reverse("v-oparl", args=(quelle.pk,))
    assert "wird gleich gelesen" in before
    assert [str(one.gremium) for one in Beratung.objects.order_by("datum")] == ["Bildungsausschuss", "Kreistag"]
    assert "Hier steht nichts anderes als dort." in page(office, quelle)


def test_known_committee_is_chosen(office: Client, haus: Rathaus) -> None:
    quelle = followed(haus)
    press(office, "v-oparl-all", quelle.pk)
    gremium = make_gremium(name="Ausschuss für Bildung")
    row = quelle.vorschlaege.filter(art="gremium")[0]
    office.post(reverse("v-oparlvorschlag-gremium", args=(row.pk,)), {"gremium": gremium.pk})

    assert Zuordnung.objects.get().gremium == gremium


def test_both_sides_stand_on_the_page_and_dismissed_ones_below(office: Client, haus: Rathaus) -> None:
    quelle = followed(haus)
    press(office, "v-oparl-all", quelle.pk)
    quelle.vorschlaege.all().delete()
    Vorlage.objects.update(betreff="Unser Leitbild")
    haus.objekte["agendaitem/1"]["result"] = "Mit großer Freude angenommen"
    auftraege.again(Quelle.objects.all())
    auftraege.work(quelle.pk)

    found = page(office, quelle)
    assert "Unser Leitbild" in found
    assert "Ergebnis dort: „Mit großer Freude angenommen“ (dieses Wort kennt das Portal nicht" in found
    press(office, "v-oparlvorschlag-dismiss", quelle.vorschlaege.get(schluessel="betreff").pk)
    assert "Verworfen, solange dort dasselbe steht" in page(office, quelle)


def test_page_says_what_went_wrong_and_reads_again(office: Client, haus: Rathaus) -> None:
    quelle = followed(haus)
    haus.roh["paper/1"] = (200, {"Content-Type": "text/html"}, b"")
    press(office, "v-oparl-again", quelle.pk)
    auftraege.work(quelle.pk)

    assert "kein JSON" in page(office, quelle)
    tasks = {task.titel: (task.anzahl, task.url) for task in waiting(make_konto(), timezone.now())}
    here = reverse("v-oparl", args=(quelle.pk,))
    assert tasks == {
        "Unterschied zum Ratsinformationssystem": (1, here),
        "Ratsinformationssystem nicht gelesen": (1, here),
    }
    assert list(waiting(make_konto(rolle="leitung"), timezone.now())) == []


def test_refused_proposal_says_why(office: Client, haus: Rathaus) -> None:
    quelle = followed(haus)
    row = quelle.vorschlaege.get()
    haus.objekte["paper/1"]["name"] = "Anders"
    auftraege.again(Quelle.objects.all())
    auftraege.work(quelle.pk)
    quelle.vorschlaege.update(wert=row.wert)

    response = office.post(reverse("v-oparlvorschlag-take", args=(row.pk,)), follow=True)

    assert "inzwischen geändert" in one_line(response.content.decode())
    assert Vorlage.objects.count() == 0


def test_only_a_question_about_a_committee_has_that_form(office: Client, haus: Rathaus) -> None:
    quelle = followed(haus)

    response = office.get(reverse("v-oparlvorschlag-gremium", args=(quelle.vorschlaege.get().pk,)))

    assert response["Location"] == reverse("v-oparl", args=(quelle.pk,))


def test_end_asks_first_and_leads_back_to_the_list(office: Client, haus: Rathaus) -> None:
    quelle = followed(haus)
    asked = office.get(reverse("v-oparl-end", args=(quelle.pk,))).content.decode()
    assert "was Sie verworfen haben" in one_line(asked)
    assert Quelle.objects.filter(pk=quelle.pk).exists()

    press(office, "v-oparl-end", quelle.pk)

    assert "Tragen Sie die Adresse einer Vorlage ein." in office.get(reverse("v-oparl-list")).content.decode()


def test_list_asks_as_often_for_many_as_for_one(office: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            office.get(reverse("v-oparl-list"))
        return len(captured)

    Quelle.objects.create(adresse="https://rat.example/0", vorlage=make_beratung().vorlage)
    queries()
    one = queries()
    for number in range(1, 20):
        Quelle.objects.create(adresse=f"https://rat.example/{number}", vorlage=make_beratung().vorlage)

    assert queries() == one


def test_followed_for_two_years_after_the_last_debate() -> None:
    now = timezone.now()
    old = make_beratung(datum=now.date() - timedelta(days=740)).vorlage
    young = make_beratung(datum=now.date() - timedelta(days=700)).vorlage
    rows = [Quelle.objects.create(adresse=f"https://rat.example/{one.pk}", vorlage=one) for one in (old, young)]
    alone = Quelle.objects.create(adresse="https://rat.example/0", created=now - timedelta(days=740))
    (frist,) = retention()
    assert isinstance(frist, Frist)

    assert {row.pk for row in frist.due(now)} == {rows[0].pk, alone.pk}
    frist.run(now)
    assert (Quelle.objects.get(), Vorlage.objects.count()) == (rows[1], 2)
