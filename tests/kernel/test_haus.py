"""The house: accounts, pages, the Kommune, reports of barriers, post; their forms and lists."""

from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from bildungskommune.seiten import meldung as meldungen
from bildungskommune.seiten.models import Barrieremeldung, Kommune, Seite
from bildungskommune.verfahren import aufgaben
from tests.conftest import forget_rings
from tests.factories import make_konto, make_stelle
from tests.formular import Formular
from tests.kernel.bauen import make_mail, make_meldung
from tests.lesen import words

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PERSON = {"name": "Erika Muster", "email": "erika@boerde.example", "rolle": "leitung", "is_active": "on"}


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def shown(client: Client, name: str, asked: str) -> list[Any]:
    return list(client.get(reverse(name) + asked).context["liste"].seite)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": ""}, "email"),
        ({"email": "erika"}, "email"),
        ({"email": "erika@boerde.example\nBcc: x@y.example"}, "email"),
        ({"rolle": ""}, "rolle"),
        ({"rolle": "chef"}, "rolle"),
        ({"rolle": "fachamt"}, "stelle"),
        ({"rolle": "fachamt", "stelle": "0"}, "stelle"),
    ],
)
def test_account_that_cannot_be_names_the_field_and_writes_to_nobody(
    office: Client, typed: dict[str, str], field: str
) -> None:
    response = office.post(reverse("v-konto-new"), {**PERSON, **typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert (Konto.objects.count(), Mail.objects.count()) == (1, 0)


@pytest.mark.parametrize("rolle", Konto.Rolle)
def test_new_account_has_its_role_no_password_and_a_letter(office: Client, rolle: str) -> None:
    stelle = make_stelle()

    office.post(
        reverse("v-konto-new"), {**PERSON, "email": "ERIKA@boerde.example", "rolle": rolle, "stelle": stelle.pk}
    )

    made = Konto.objects.get(email="erika@boerde.example")
    (mail,) = Mail.objects.all()
    assert (made.rolle, made.stelle, made.has_usable_password(), made.is_superuser) == (rolle, stelle, False, False)
    assert (mail.an, f"als {Konto.Rolle(rolle).label}" in mail.text) == ("erika@boerde.example", True)


def test_letter_is_not_written_again_when_an_account_changes(office: Client) -> None:
    konto = make_konto(rolle="leitung")

    Formular(office, reverse("v-konto-edit", args=(konto.pk,))).type(name="Anders").send()

    konto.refresh_from_db()
    assert (konto.name, Mail.objects.count()) == ("Anders", 0)


@pytest.mark.parametrize("typed", [{"rolle": "leitung"}, {"is_active": []}])
def test_last_of_the_stabsstelle_cannot_leave_by_the_form(office: Client, stab: Konto, typed: dict[str, Any]) -> None:
    form = Formular(office, reverse("v-konto-edit", args=(stab.pk,))).type(**typed)

    response = form.send()

    stab.refresh_from_db()
    assert response.status_code == 422
    assert "Das ist das letzte aktive Konto der Stabsstelle." in words(form.page)
    assert (stab.rolle, stab.is_active) == ("stabsstelle", True)
    assert Eintrag.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "Anna Berta Carl Dora"),
        ("?sortierung=name", "Anna Berta Carl Dora"),
        ("?sortierung=-name", "Dora Carl Berta Anna"),
        ("?sortierung=email", "Anna Dora Carl Berta"),
        ("?sortierung=rolle", "Anna Carl Dora Berta"),
        ("?sortierung=stelle__name", "Dora Anna Berta Carl"),
        ("?sortierung=-last_login", "Carl Anna Berta Dora"),
        ("?rolle=fachamt", "Dora"),
        ("?rolle=unsinn", "Anna Berta Carl Dora"),
        ("?q=ber", "Berta"),
        ("?q=kreis.example", "Berta Carl Dora"),
        ("?q=berta%20kreis", "Berta"),
        ("?q=%00anna", "Anna Berta Carl Dora"),
        ("?q=_", ""),
    ],
)
def test_list_of_accounts(office: Client, stab: Konto, asked: str, expected: str) -> None:
    Konto.objects.filter(pk=stab.pk).update(name="Anna", last_login=timezone.now() - timedelta(days=1))
    make_konto(name="Berta", email="y@kreis.example", rolle="leitung")
    make_konto(name="Carl", email="x@kreis.example", rolle="moderation", last_login=timezone.now())
    make_konto(name="Dora", email="w@kreis.example", rolle="fachamt", stelle=make_stelle(name="Amt"))

    assert " ".join(konto.name for konto in shown(office, "v-konto-list", asked)) == expected


def test_accounts_that_are_switched_off_come_last(office: Client) -> None:
    make_konto(name="Aaron", is_active=False)

    assert shown(office, "v-konto-list", "")[-1].name == "Aaron"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"portal": "x" * 301}, "portal"),
        ({"email": "amt@"}, "email"),
        ({"plz": "393400"}, "plz"),
        ({"farbe": "grün"}, "farbe"),
        ({"farbe": "#ffff00"}, "farbe"),
        ({"farbe": "#12345"}, "farbe"),
        ({"farbe": "#123456; } body { display: none"}, "farbe"),
        ({"foerderung_von": "2026-02-02", "foerderung_bis": "2026-02-01"}, "__all__"),
        ({"foerderung_von": "bald"}, "foerderung_von"),
    ],
)
def test_kommune_that_cannot_be_names_the_field_and_stays(office: Client, typed: dict[str, str], field: str) -> None:
    form = Formular(office, reverse("v-kommune")).type(leitspruch="Alle lernen.", **typed)

    response = form.send()

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert form.value("leitspruch") == "Alle lernen."
    assert not Kommune.objects.exists()


def test_colour_of_the_county_is_in_its_style_sheet_and_asked_for_anew(office: Client) -> None:
    before = Client().get(reverse("kommune-css"))
    Formular(office, reverse("v-kommune")).type(farbe="#0B3D91").send()

    after = Client().get(reverse("kommune-css"), headers={"if-none-match": before.headers["ETag"]})
    again = Client().get(reverse("kommune-css"), headers={"if-none-match": after.headers["ETag"]})

    assert (b"--gruen" in before.content, after.status_code, again.status_code) == (False, 200, 304)
    assert b"--gruen: #0b3d91;" in after.content


@pytest.mark.parametrize(
    ("von", "bis", "is_shown"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), None, False),
        (None, TODAY - timedelta(days=1), False),
        (TODAY - timedelta(days=9), TODAY + timedelta(days=9), True),
    ],
)
def test_hint_of_the_funding_stands_on_the_pages_as_long_as_it_holds(von: Any, bis: Any, is_shown: bool) -> None:
    Kommune.objects.create(
        pk=1, name="Landkreis", foerderhinweis="Gefördert durch den Bund.", foerderung_von=von, foerderung_bis=bis
    )

    assert ("Gefördert durch den Bund." in Client().get("/").content.decode()) is is_shown


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "Ämter Bus Zoo"),
        ("?sortierung=-titel", "Zoo Bus Ämter"),
        ("?sortierung=slug", "Bus Zoo Ämter"),
        ("?sortierung=-oeffentlich", "Ämter Zoo Bus"),
        ("?q=bus", "Bus"),
        ("?q=giraffe", "Zoo"),
        ("?q=giraffe%20zoo", "Zoo"),
    ],
)
def test_list_of_pages(office: Client, asked: str, expected: str) -> None:
    Seite.objects.all().delete()
    Seite.objects.create(slug="c", titel="Ämter")
    Seite.objects.create(slug="a", titel="Bus", oeffentlich=False)
    Seite.objects.create(slug="b", titel="Zoo", text="Giraffen")

    assert " ".join(seite.titel for seite in shown(office, "v-seite-list", asked)) == expected


def test_hidden_page_is_gone_for_everybody_and_out_of_the_site_map(office: Client) -> None:
    seite = Seite.objects.create(slug="probe", titel="Probe", text="Text.")
    assert "/probe/" in Client().get("/sitemap.xml").content.decode()

    Formular(office, reverse("v-seite-edit", args=(seite.pk,))).type(oeffentlich=[]).send()

    assert [client.get("/probe/").status_code for client in (Client(), office)] == [404, 404]
    assert "/probe/" not in Client().get("/sitemap.xml").content.decode()


def test_address_of_a_page_stays_when_its_title_changes(office: Client) -> None:
    seite = Seite.objects.create(slug="probe", titel="Probe")

    Formular(office, reverse("v-seite-edit", args=(seite.pk,))).type(titel="Neuer Titel").send()

    page = lxml.html.fromstring(Client().get("/probe/").content.decode())
    assert words(page.cssselect("h1")[0]) == "Neuer Titel"


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("", []),
        ("Nur Text", []),
        ("## Eins\nA\n## Zwei\nB", ["Eins", "Zwei"]),
        ("Vorweg\n\n## Eins\n\nA", ["Eins"]),
        ("##Kein Titel", []),
        ("### Auch keiner", []),
        ("Mitten ## im Satz", []),
        ("## Mit <b>Markup</b>\nText", ["Mit <b>Markup</b>"]),
    ],
)
def test_headings_of_a_page(text: str, headings: list[str]) -> None:
    Seite.objects.create(slug="probe", titel="Probe", text=text)

    page = lxml.html.fromstring(Client().get("/probe/").content.decode())

    assert [words(heading) for heading in page.cssselect("main h2")] == headings


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "spät bald neu alt"),
        ("?stand=offen", "spät bald neu"),
        ("?stand=ueberfaellig", "spät"),
        ("?stand=beantwortet", "alt"),
        ("?stand=unsinn", "spät bald neu alt"),
        ("?q=BALD", "bald"),
        ("?q=leitbild", "neu"),
        ("?sortierung=seite", "neu spät bald alt"),
        ("?sortierung=faellig_am", "spät alt bald neu"),
        ("?sortierung=-faellig_am", "neu bald alt spät"),
    ],
)
def test_list_of_barriers_has_the_most_urgent_on_top(office: Client, asked: str, expected: str) -> None:
    days = {"spät": -1, "bald": 3, "neu": 30, "alt": 1}
    made = {}
    for name, day in days.items():
        made[name] = make_meldung(beschreibung=name, seite="/leitbild/" if name == "neu" else "")
        Barrieremeldung.objects.filter(pk=made[name].pk).update(faellig_am=TODAY + timedelta(days=day))
    meldungen.answer(made["alt"], "Erledigt.", by=AnonymousUser())

    assert " ".join(one.beschreibung for one in shown(office, "v-barriere-list", asked)) == expected


@pytest.mark.parametrize("antwort", ["", "   ", "x" * 5001])
def test_answer_to_a_barrier_that_says_nothing_or_too_much(office: Client, antwort: str) -> None:
    meldung = make_meldung(email="jana@kita.example")
    mails = Mail.objects.count()

    response = office.post(reverse("v-barriere", args=(meldung.pk,)), {"antwort": antwort})

    meldung.refresh_from_db()
    assert (response.status_code, meldung.beantwortet_am, Mail.objects.count()) == (422, None, mails)
    assert response.context["form"]["antwort"].value() == antwort


def test_second_answer_keeps_its_words_and_goes_to_nobody(office: Client) -> None:
    meldung = make_meldung(email="jana@kita.example")
    meldungen.answer(meldung, "Erste Antwort.", by=AnonymousUser())
    mails = Mail.objects.count()

    response = office.post(reverse("v-barriere", args=(meldung.pk,)), {"antwort": "Zweite Antwort."})

    meldung.refresh_from_db()
    assert (response.status_code, meldung.antwort, Mail.objects.count()) == (422, "Erste Antwort.", mails)
    assert "Diese Meldung hat inzwischen jemand anderes beantwortet." in response.content.decode()
    assert response.context["form"]["antwort"].value() == "Zweite Antwort."


@pytest.mark.parametrize(("days", "is_urgent"), [(-1, True), (0, True), (6, True), (7, False), (30, False)])
def test_barrier_is_urgent_in_its_last_week(stab: Konto, days: int, is_urgent: bool) -> None:
    make_meldung()
    Barrieremeldung.objects.update(faellig_am=TODAY + timedelta(days=days))

    (task,) = [one for one in aufgaben.waiting(stab, timezone.now()) if "Barriere" in one.titel]

    assert (task.anzahl, task.dringend) == (1, is_urgent)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"beschreibung": ""}, "beschreibung"),
        ({"beschreibung": "x" * 5001}, "beschreibung"),
        ({"email": "jana@"}, "email"),
        ({"name": "Jana\nMuster"}, "name"),
        ({"seite": "x" * 501}, "seite"),
        ({"website": "https://spam.example"}, "__all__"),
    ],
)
def test_report_of_a_barrier_that_is_refused_keeps_the_rest(
    settings: Settings, typed: dict[str, str], field: str
) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()
    whole = {"beschreibung": "Der Kontrast.", "name": "Jana", **typed}

    response = Client().post(reverse("barriere-melden"), whole)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert {name: form[name].value() for name in whole} == whole
    assert (Barrieremeldung.objects.count(), Mail.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("status", "fehler", "goes"),
    [
        ("gescheitert", "550 kein Postfach", True),
        ("wartet", "451 später", True),
        ("wartet", "", False),
        ("laeuft", "", False),
        ("gesendet", "", False),
    ],
)
def test_only_a_mail_that_failed_or_rests_goes_again(office: Client, status: str, fehler: str, goes: bool) -> None:
    mail = make_mail()
    Mail.objects.filter(pk=mail.pk).update(status=status, attempts=5 if fehler else 0, fehler=fehler)

    response = office.post(reverse("v-mail-retry", args=(mail.pk,)), follow=True)

    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("wartet" if goes else status, 0)
    assert Eintrag.objects.filter(ereignis="mail.wiederholt").count() == int(goes)
    assert told(response).startswith(
        "Die E-Mail wird noch einmal gesendet." if goes else "Diese E-Mail ist nicht gescheitert."
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "neu mitte alt"),
        ("?sortierung=created", "alt mitte neu"),
        ("?sortierung=betreff", "alt mitte neu"),
        ("?sortierung=an", "mitte neu alt"),
        ("?sortierung=status", "neu alt mitte"),
        ("?stand=gescheitert", "mitte"),
        ("?q=amt.example", "mitte"),
        ("?q=MITTE", "mitte"),
        ("?stand=unsinn", "neu mitte alt"),
    ],
)
def test_list_of_the_post(office: Client, asked: str, expected: str) -> None:
    rows = [("alt", "z@kita.example", "gesendet"), ("mitte", "a@amt.example", "gescheitert")]
    rows.append(("neu", "k@kita.example", "wartet"))
    for number, (betreff, an, status) in enumerate(rows):
        mail = make_mail(betreff=betreff, an=an)
        created = timezone.now() - timedelta(days=9 - number)
        Mail.objects.filter(pk=mail.pk).update(status=status, created=created)

    assert " ".join(mail.betreff for mail in shown(office, "v-post", asked)) == expected


def test_page_of_a_mail_shows_its_text_and_no_markup_of_it(office: Client) -> None:
    mail = make_mail(text="<script>alert(1)</script> Guten Tag")

    page = lxml.html.fromstring(office.get(reverse("v-mail", args=(mail.pk,))).content.decode())

    assert "<script>alert(1)</script> Guten Tag" in words(page)
