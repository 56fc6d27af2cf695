"""The desk, accounts, post, and what committees do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import lxml.html
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.konten import LastStabsstelle
from bildungskommune.accounts.models import Konto
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.audit.saetze import in_words
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.buero import konten
from bildungskommune.fassungen.models import Druckauftrag, Status
from bildungskommune.lifecycle import move
from bildungskommune.post.models import Mail
from bildungskommune.seiten.meldung import answer
from bildungskommune.seiten.models import Barrieremeldung, Seite
from tests.dateien import content
from tests.factories import make_beratung, make_gremium, make_institution, make_konto, make_stelle, make_vorlage
from tests.kernel.bauen import make_fassung, make_mail, make_meldung, make_published

pytestmark = pytest.mark.django_db


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def text_of(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_desk_of_an_empty_portal(office: Client) -> None:
    assert "Gerade wartet nichts auf Sie" in text_of(office, "pult")


def test_desk_asks_who_is_there(client: Client) -> None:
    assert client.get(reverse("pult")).headers["Location"] == f"{reverse('account_login')}?next=/verwaltung/"


@pytest.mark.parametrize("rolle", ["stabsstelle", "moderation", "fachamt", "leitung"])
def test_desk_is_there_for_every_role(client: Client, rolle: str) -> None:
    client.force_login(make_konto(rolle=rolle))

    assert client.get(reverse("pult")).status_code == 200


def test_desk_tells_what_the_kernel_waits_for(office: Client) -> None:
    move(make_fassung(), Status.BERATUNG, by=None)
    Druckauftrag.objects.filter(fassung=make_published()).update(status="gescheitert", fehler="Die Schriften fehlen.")
    make_mail(status="gescheitert")
    make_meldung()

    page = text_of(office, "pult")

    waiting = (
        "Fassung in Beratung ohne Ergebnis",
        "PDF konnte nicht gesetzt werden",
        "E-Mails nicht zugestellt",
        "Barrieremeldungen ohne Antwort",
    )
    assert [word for word in waiting if word not in page] == []


def test_desk_of_a_fachamt_does_not_show_what_others_did(fachamt: Client) -> None:
    record(make_konto(name="Erika Beispiel"), "institution.angelegt", make_institution())

    assert "Erika Beispiel" not in text_of(fachamt, "pult")


def test_desk_asks_as_often_with_much_data_as_with_little(office: Client) -> None:
    move(make_fassung(), Status.BERATUNG, by=make_konto())
    move(make_fassung(), Status.BERATUNG, by=make_konto())
    make_mail(status="gescheitert")
    few = queries(office, reverse("pult"))
    for _ in range(10):
        move(make_fassung(), Status.BERATUNG, by=make_konto())
        make_mail(status="gescheitert")

    assert queries(office, reverse("pult")) == few


def test_what_others_did_leaves_out_oneself(office: Client, stab: Konto) -> None:
    record(stab, "institution.angelegt", make_institution(name="Meine"))
    record(make_konto(name="Erika Beispiel"), "institution.angelegt", make_institution(name="Ihre"))

    page = text_of(office, "pult")

    assert ["Ihre" in page, "Meine" in page] == [True, False]


@pytest.mark.parametrize(
    ("ereignis", "satz"),
    [
        ("institution.angelegt", "hat Institution „Kita“ angelegt"),
        ("institution.geloescht", "hat Institution „Kita“ gelöscht"),
        ("institution.etwas-neues", "hat Institution „Kita“ bearbeitet"),
    ],
)
def test_audit_reads_like_a_sentence(ereignis: str, satz: str) -> None:
    record(make_konto(name="Erika Beispiel"), ereignis, make_institution(name="Kita"))

    (one,) = in_words(Eintrag.objects.select_related("konto"))

    assert [one.wer, one.satz] == ["Erika Beispiel", satz]


@pytest.mark.parametrize(
    ("ereignis", "angaben", "satz"),
    [
        ("massnahme.meilenstein", {}, "Das Portal hat einen Meilenstein von Kita eingetragen"),
        ("massnahme.meilenstein", {"was": "gelöscht"}, "Das Portal hat einen Meilenstein von Kita gelöscht"),
        ("anmeldung.eingegangen", {}, "Jemand hat sich angemeldet: Kita"),
        ("beteiligungsrunde.beendet", {}, "Das Portal hat Kita bearbeitet"),
    ],
)
def test_audit_tells_an_event_as_its_app_does(ereignis: str, angaben: dict[str, str], satz: str) -> None:
    eintrag = Eintrag(ereignis=ereignis, objekt_art="alt.modell", objekt_name="Kita", angaben=angaben)

    (one,) = in_words([eintrag])

    assert f"{one.wer} {one.satz}" == satz


def test_audit_calls_a_state_as_people_do() -> None:
    move(make_fassung(titel="Leitbild"), Status.BERATUNG, by=None)

    newest = in_words(Eintrag.objects.select_related("konto"))[0]

    assert [newest.wer, newest.satz] == ["Das Portal", "hat Leitbild, Fassung 1 auf „in Beratung“ gesetzt"]


def test_audit_of_a_model_that_is_gone() -> None:
    eintrag = Eintrag(ereignis="alt.geaendert", objekt_art="alt.modell", objekt_id="1", objekt_name="Altes")

    assert in_words([eintrag])[0].satz == "hat Altes geändert"


def konto_data(**data: str) -> dict[str, str]:
    return {"name": "Neu", "email": "Neu@Boerde.example", "rolle": "moderation", "is_active": "on", **data}


def test_new_account_can_log_in_by_code_only_and_is_told(office: Client) -> None:
    office.post(reverse("v-konto-new"), konto_data())

    konto = Konto.objects.get(email="neu@boerde.example")
    assert [konto.has_usable_password(), konto.rolle] == [False, "moderation"]
    assert Mail.objects.get().an == "neu@boerde.example"


@pytest.mark.parametrize(
    "data", [{"email": "keine"}, {"name": ""}, {"rolle": "könig"}, {"rolle": "fachamt", "stelle": ""}]
)
def test_new_account_with_bad_data_is_refused(office: Client, data: dict[str, str]) -> None:
    assert office.post(reverse("v-konto-new"), konto_data(**data)).status_code == 422


def test_second_account_of_an_address_is_refused(office: Client) -> None:
    make_konto(email="neu@boerde.example")

    assert office.post(reverse("v-konto-new"), konto_data()).status_code == 422


def test_account_is_switched_off(office: Client) -> None:
    konto = make_konto(rolle="leitung", name="Neu", email="neu@boerde.example")

    office.post(reverse("v-konto-edit", args=(konto.pk,)), konto_data(rolle="leitung", is_active=""))

    konto.refresh_from_db()
    assert not konto.is_active
    entry = Eintrag.objects.get()
    assert [entry.ereignis, entry.angaben] == ["konto.deaktiviert", {"felder": ["is_active"], "rolle": "leitung"}]


def test_new_role_stands_in_the_trail(office: Client) -> None:
    konto = make_konto(rolle="leitung", name="Neu", email="neu@boerde.example")

    office.post(reverse("v-konto-edit", args=(konto.pk,)), konto_data(rolle="moderation"))

    entry = Eintrag.objects.get()
    assert [entry.ereignis, entry.angaben] == ["konto.geaendert", {"felder": ["rolle"], "rolle": "moderation"}]


@pytest.mark.parametrize("data", [{"rolle": "leitung"}, {"rolle": "stabsstelle", "is_active": ""}])
def test_last_stabsstelle_stays(office: Client, stab: Konto, data: dict[str, str]) -> None:
    response = office.post(reverse("v-konto-edit", args=(stab.pk,)), konto_data(**data))

    stab.refresh_from_db()
    assert [response.status_code, stab.rolle, stab.is_active] == [422, "stabsstelle", True]


@pytest.mark.django_db(transaction=True)
def test_two_of_the_stabsstelle_who_dismiss_each_other_at_the_same_moment() -> None:
    both = [make_konto(), make_konto()]

    def dismiss(konto: Konto) -> bool:
        konto.rolle = Konto.Rolle.LEITUNG
        try:
            konten.change(konto, ["rolle"], by=None)
        except LastStabsstelle:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(dismiss, both))

    assert done == [False, True]
    assert Konto.objects.filter(rolle="stabsstelle").count() == 1


def test_stabsstelle_may_go_when_another_one_stays(office: Client, stab: Konto) -> None:
    make_konto()

    office.post(reverse("v-konto-edit", args=(stab.pk,)), konto_data(rolle="leitung"))

    stab.refresh_from_db()
    assert stab.rolle == "leitung"


@pytest.mark.parametrize("name", ["v-konto-list", "v-konto-new", "v-post"])
def test_accounts_and_post_are_for_the_stabsstelle(client: Client, name: str) -> None:
    client.force_login(make_konto(rolle="leitung"))

    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    ("name", "query", "head", "row"),
    [
        (
            "v-konto-list",
            {"rolle": "leitung"},
            "Name;E-Mail-Adresse;Rolle;Stelle;Zuletzt da;Aktiv",
            "Erika;erika@boerde.example;Leitung;;;ja",
        ),
        ("v-post", {"q": "kita zusage"}, "Betreff;An;Angelegt;Stand;Gesendet;Versuche;Grund", "Zusage;a@kita.example;"),
        ("v-vorlage-list", {"q": "0659"}, "Vorlage;Art;Betreff;", "0659/40/2024;Beschlussvorlage;Leitbild;"),
        ("v-seite-list", {"q": "börde probe"}, "Seite;Adresse;Stand;Sichtbar", "Probe;/probe/;"),
        (
            "v-barriere-list",
            {"stand": "offen"},
            "Was;Seite;Eingegangen;Zu beantworten bis;Beantwortet am;Antwort",
            "Zu blass;/leitbild/;",
        ),
        ("v-fassung-list", {"stand": "beratung"}, "Stufe;Titel;Nummer;", "Leitbild;Entwurf;1;"),
    ],
)
def test_list_is_had_as_a_file_of_what_it_shows(
    office: Client, name: str, query: dict[str, str], head: str, row: str
) -> None:
    make_konto(rolle="leitung", name="Erika", email="erika@boerde.example")
    make_mail(an="a@kita.example", betreff="Zusage")
    make_mail(betreff="Absage")
    make_vorlage(nummer="0659/40/2024", betreff="Leitbild")
    make_vorlage()
    Seite.objects.create(slug="probe", titel="Probe", text="Wir sind die Börde.")
    make_meldung(beschreibung="Zu blass", seite="/leitbild/")
    answer(make_meldung(beschreibung="Beantwortet"), "Ja.", by=AnonymousUser())
    move(make_fassung(titel="Entwurf"), Status.BERATUNG, by=None)
    make_fassung()

    response = office.get(reverse(name), query | {"als": "csv"})

    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert [len(lines), lines[0][: len(head)], lines[1][: len(row)]] == [2, head, row]


@pytest.mark.parametrize(
    "name", ["v-konto-list", "v-post", "v-vorlage-list", "v-seite-list", "v-barriere-list", "v-fassung-list"]
)
def test_list_sorts_by_each_of_its_columns_both_ways(office: Client, name: str) -> None:
    make_mail()
    make_meldung()
    make_vorlage()
    make_fassung()
    Seite.objects.create(slug="probe", titel="Probe")
    page = lxml.html.fromstring(text_of(office, name))
    links = [str(link.get("href")) for link in page.cssselect("thead a")]

    turned = [link.replace("=", "=-").replace("--", "") for link in links]
    answers = {office.get(f"{reverse(name)}{link}").status_code for link in (*links, *turned)}

    assert [answers, len(links) >= 2] == [{200}, True]


def test_barriers_are_filtered_by_what_is_late(office: Client) -> None:
    make_meldung(beschreibung="Zu spät")
    Barrieremeldung.objects.update(faellig_am=timezone.localdate() - timedelta(days=1))
    make_meldung(beschreibung="Noch Zeit")

    page = office.get(reverse("v-barriere-list"), {"stand": "ueberfaellig"}).content.decode()

    assert ["Zu spät" in page, "Noch Zeit" in page] == [True, False]


@pytest.mark.parametrize(
    ("name", "make"), [("v-konto-list", make_konto), ("v-post", make_mail), ("v-vorlage-list", make_beratung)]
)
def test_list_asks_as_often_at_20_rows_as_at_one(office: Client, name: str, make) -> None:
    make()
    one = queries(office, reverse(name))
    for _ in range(19):
        make()

    assert queries(office, reverse(name)) == one


def test_barriers_ask_as_often_at_20_rows_as_at_one(office: Client) -> None:
    make_meldung()
    one = queries(office, reverse("v-barriere-list"))
    for _ in range(19):
        make_meldung()

    assert [queries(office, reverse("v-barriere-list")), Barrieremeldung.objects.count()] == [one, 20]


def test_failed_mail_shows_its_reason_and_goes_again(office: Client) -> None:
    mail = make_mail(status="gescheitert", fehler="SMTPRecipientsRefused", attempts=6)

    assert "SMTPRecipientsRefused" in text_of(office, "v-mail", mail.pk)
    office.post(reverse("v-mail-retry", args=(mail.pk,)))

    mail.refresh_from_db()
    assert [mail.status, mail.attempts] == ["wartet", 0]


def test_sent_mail_is_not_sent_again(office: Client) -> None:
    mail = make_mail(status="gesendet", sent=timezone.now())

    office.post(reverse("v-mail-retry", args=(mail.pk,)))

    mail.refresh_from_db()
    assert mail.status == "gesendet"


def test_post_is_filtered(office: Client) -> None:
    make_mail(betreff="Gesendete", status="gesendet")
    make_mail(betreff="Gescheiterte", status="gescheitert")

    page = office.get(reverse("v-post"), {"stand": "gescheitert"}).content.decode()

    assert ["Gescheiterte" in page, "Gesendete" in page] == [True, False]


def test_mail_retry_by_get(office: Client) -> None:
    assert office.get(reverse("v-mail-retry", args=(make_mail().pk,))).status_code == 405


@pytest.mark.parametrize(
    "name", ["v-mail", "v-konto-edit", "v-vorlage-edit", "v-beratung-edit", "v-barriere", "v-seite-edit"]
)
def test_what_does_not_exist(office: Client, name: str) -> None:
    assert office.get(reverse(name, args=(999_999,))).status_code == 404


def test_vorlage_with_its_attachments(office: Client) -> None:
    fassung = make_fassung()
    data = {
        "nummer": "0711/40/2026",
        "art": "beschluss",
        "betreff": "Beschluss",
        "fassungen": [str(fassung.pk)],
        "anlagen": "Anlage 1\r\n\r\n Anlage 2 ",
    }

    office.post(reverse("v-vorlage-new"), data)

    vorlage = Vorlage.objects.get()
    assert [vorlage.fassungen.get(), vorlage.anlagen] == [fassung, ["Anlage 1", "Anlage 2"]]


@pytest.mark.parametrize(
    "data",
    [{"nummer": ""}, {"anlagen": "x" * 301}, {"anlagen": "a\x01"}, {"link": "kein link"}, {"fassungen": "999999"}],
)
def test_vorlage_with_bad_data_is_refused(office: Client, data: dict[str, str]) -> None:
    good = {"nummer": "1/2026", "art": "beschluss", "betreff": "Beschluss"}

    assert office.post(reverse("v-vorlage-new"), good | data).status_code == 422


def test_new_vorlage_knows_the_fassung_one_came_from(office: Client) -> None:
    fassung = make_fassung()

    page = office.get(reverse("v-vorlage-new"), {"fassung": fassung.pk})

    assert page.context["form"]["fassungen"].value() == [fassung.pk]


def test_beratung_with_its_vote(office: Client) -> None:
    vorlage, gremium = make_vorlage(), make_gremium()
    data = {"gremium": gremium.pk, "rolle": "entscheidung", "datum": "2026-04-02", "ergebnis": "geaendert", "ja": "34"}

    office.post(reverse("v-beratung-new", args=(vorlage.pk,)), data)

    beratung = Beratung.objects.get()
    assert [beratung.vorlage, beratung.stimmen] == [vorlage, "34 Ja, 0 Nein, 0 Enthaltungen"]


def test_information_decides_nothing(office: Client) -> None:
    data = {"gremium": make_gremium().pk, "rolle": "information", "datum": "2026-04-02", "ergebnis": "ungeaendert"}

    response = office.post(reverse("v-beratung-new", args=(make_vorlage().pk,)), data)

    assert response.status_code == 422
    assert "Bei einer Informationspflicht wird nichts beschlossen" in response.content.decode()


def test_same_committee_twice_a_day_is_refused(office: Client) -> None:
    first = make_beratung()
    data = {"gremium": first.gremium_id, "rolle": "entscheidung", "datum": first.datum.isoformat()}

    response = office.post(reverse("v-beratung-new", args=(first.vorlage_id,)), data)

    assert response.status_code == 422
    assert "an diesem Tag schon beraten" in response.content.decode()


def test_votes_without_yes_are_refused(office: Client) -> None:
    data = {"gremium": make_gremium().pk, "rolle": "entscheidung", "datum": "2026-04-02", "nein": "3"}

    assert office.post(reverse("v-beratung-new", args=(make_vorlage().pk,)), data).status_code == 422


def test_beratung_is_changed(office: Client) -> None:
    beratung = make_beratung(datum=timezone.localdate() - timedelta(days=1))
    data = {
        "gremium": beratung.gremium_id,
        "rolle": "entscheidung",
        "datum": beratung.datum.isoformat(),
        "ergebnis": "abgelehnt",
    }

    office.post(reverse("v-beratung-edit", args=(beratung.pk,)), data)

    beratung.refresh_from_db()
    assert beratung.ergebnis == "abgelehnt"


def test_fachamt_account_needs_its_stelle(office: Client) -> None:
    stelle = make_stelle()

    office.post(reverse("v-konto-new"), konto_data(rolle="fachamt", stelle=str(stelle.pk)))

    assert Konto.objects.get(email="neu@boerde.example").stelle == stelle


@pytest.mark.parametrize(("name", "noted"), [("v-person-list", 1), ("v-stelle-list", 0)])
def test_whoever_takes_the_list_of_people_is_noted(client: Client, name: str, noted: int) -> None:
    leitung = make_konto("leitung")
    client.force_login(leitung)

    content(client.get(reverse(name), {"als": "csv"}))

    assert Eintrag.objects.filter(ereignis="personen.ausgegeben", konto=leitung).count() == noted
