"""The forms of a measure, its parts and its reports: what they take, what they refuse and where they say so."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.accounts.models import Konto
from bildungskommune.akteure.models import Institution
from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from bildungskommune.ui import zeiten
from massnahmen.models import (
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Indikatorwert,
    Massnahme,
    Massnahmenplan,
    Meilenstein,
    Mitwirkung,
    Sachstand,
    Verbindung,
)
from massnahmen.models.massnahme import MassnahmeStatus
from massnahmen.wording import plain_number
from tests.factories import (
    make_beratung,
    make_bezug,
    make_gemeinde,
    make_gremium,
    make_handlungsfeld,
    make_institution,
    make_konto,
    make_konzept,
    make_massnahme,
    make_plan,
    make_sachstand,
    make_stelle,
    make_strategie,
    make_vorlage,
    make_ziel,
)
from tests.formular import Formular
from tests.massnahmen.builders import (
    days_ago,
    make_indikator,
    make_meilenstein,
    make_mitwirkung,
    make_schritt,
    make_verbindung,
    make_wert,
    today,
)

pytestmark = pytest.mark.django_db

S = MassnahmeStatus


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


MONEY = [
    ("186.000", Decimal(186000)),
    ("186000", Decimal(186000)),
    ("186 000 €", Decimal(186000)),
    ("12,50", Decimal("12.50")),
    ("1.234,5", Decimal("1234.5")),
    ("0", Decimal(0)),
    ("12.5", Decimal("12.5")),
]


@pytest.mark.parametrize(("typed", "stored"), MONEY)
def test_amount_is_read_as_it_is_written_in_germany(office: Client, typed: str, stored: Decimal) -> None:
    office.post(reverse("v-massnahme-new"), {"titel": "Bus", "kosten_gesamt": typed})

    assert Massnahme.objects.get().kosten_gesamt == stored


@pytest.mark.parametrize("typed", ["viel", "1,2,3", "12 Äpfel", "NaN", "Infinity", "1e5e", "1" * 14, "0,001"])
def test_amount_that_is_none_is_named_and_stays(office: Client, typed: str) -> None:
    response = office.post(reverse("v-massnahme-new"), {"titel": "Bus", "kosten_gesamt": typed})

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, ["kosten_gesamt"])
    assert form["kosten_gesamt"].value() == typed


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_amount_as_the_portal_writes_it_is_read_back(amount: Decimal) -> None:
    assert Decimal(plain_number(zeiten.zahl(amount))) == amount


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "no title": ({"titel": ""}, "titel"),
    "a number as long as a title": ({"nr": "x" * 21}, "nr"),
    "an end before the beginning": ({"beginn": "2026-05-02", "ende": "2026-05-01"}, "__all__"),
    "a day that is none": ({"beginn": "31.02.2026"}, "beginn"),
    "more secured than it costs": ({"kosten_gesamt": "10", "kosten_gesichert": "11"}, "__all__"),
    "less than nothing": ({"kosten_gesamt": "-1"}, "__all__"),
    "a horizon that is none": ({"horizont": "morgen"}, "horizont"),
    "a target group that is none": ({"zielgruppen": ["hunde"]}, "zielgruppen"),
    "a field of learning that is none": ({"bildungsbereiche": ["hunde"]}, "bildungsbereiche"),
    "a place that does not exist": ({"gemeinden": ["0"]}, "gemeinden"),
    "a unit that does not exist": ({"federfuehrung": "0"}, "federfuehrung"),
}


@pytest.mark.parametrize("name", WRONG)
def test_measure_that_cannot_be_names_the_field_and_is_not_made(office: Client, name: str) -> None:
    wrong, field = WRONG[name]

    response = office.post(reverse("v-massnahme-new"), {"titel": "Bus", "anlass": "Der Bus fehlt.", **wrong})

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["anlass"].value() == "Der Bus fehlt."
    assert Massnahme.objects.count() == 0


def test_start_is_decided_by_a_decision_and_by_nothing_else(office: Client) -> None:
    read, decided = make_beratung(rolle="vorberatung"), make_beratung(rolle="entscheidung", ergebnis="ungeaendert")
    url = reverse("v-massnahme-new")

    refused = office.post(url, {"titel": "Bus", "startbeschluss": read.pk})
    taken = office.post(url, {"titel": "Bus", "startbeschluss": decided.pk})

    assert (list(refused.context["form"].errors), taken.status_code) == (["startbeschluss"], 302)
    assert Massnahme.objects.get().startbeschluss == decided


def test_decision_is_offered_with_its_vorlage_committee_and_day(office: Client) -> None:
    make_beratung(
        vorlage=make_vorlage(nummer="0659/40/2024"),
        gremium=make_gremium(name="Kreistag"),
        rolle="entscheidung",
        datum=date(2026, 4, 2),
    )

    page = office.get(reverse("v-massnahme-new")).content.decode()

    assert "Vorlage 0659/40/2024: Kreistag, 02.04.2026" in page


def test_measure_keeps_its_lists_in_the_order_they_were_chosen(office: Client) -> None:
    gemeinden = [make_gemeinde(), make_gemeinde()]
    data = {
        "titel": "Bus",
        "zielgruppen": ["eltern", "kinder"],
        "bildungsbereiche": ["schule"],
        "gemeinden": [gemeinde.pk for gemeinde in gemeinden],
        "oeffentlich": "on",
        "zeitraum_original": "Schuljahr 2026/27",
        "zustaendigkeit_original": 40 * "Landkreis ",
    }

    office.post(reverse("v-massnahme-new"), data)

    made = Massnahme.objects.get()
    assert (set(made.zielgruppen), made.bildungsbereiche, made.oeffentlich) == ({"eltern", "kinder"}, ["schule"], True)
    assert (set(made.gemeinden.all()), made.zeitraum_original) == (set(gemeinden), "Schuljahr 2026/27")
    assert made.zustaendigkeit_original == (40 * "Landkreis ").strip()
    assert made.status == S.VORSCHLAG


PARTS: dict[str, tuple[type[Any], dict[str, str], dict[str, Any]]] = {
    "meilenstein": (
        Meilenstein,
        {"titel": "Start", "datum": "2026-09-01", "geplant_war": "2026-06-01"},
        {"titel": "Start", "datum": date(2026, 9, 1), "geplant_war": date(2026, 6, 1), "erreicht_am": None},
    ),
    "schritt": (
        Handlungsschritt,
        {"titel": "Ausschreiben", "zustaendig": "Amt", "termin_original": "Sommer", "erledigt_am": "2026-01-02"},
        {"zustaendig": "Amt", "termin": None, "termin_original": "Sommer", "erledigt_am": date(2026, 1, 2)},
    ),
    "indikator": (
        Indikator,
        {"titel": "Standorte", "einheit": "%", "basis": "4,5", "ziel": "18", "jahresziele": "2027: 14,5\r\n2026: 9"},
        {"basis": Decimal("4.50"), "ziel": Decimal(18), "jahresziele": {"2026": "9.00", "2027": "14.50"}},
    ),
    "posten": (
        Finanzierungsposten,
        {"jahr": "2026", "quelle": "land", "bezeichnung": "Sonderprogramm", "betrag": "46.500", "stand": "beantragt"},
        {"jahr": 2026, "quelle": "land", "bezeichnung": "Sonderprogramm", "betrag": Decimal(46500)},
    ),
    "mitwirkung": (Mitwirkung, {"wortlaut": "elf Schulen", "rolle": "stellen Räume"}, {"rolle": "stellen Räume"}),
}


@pytest.mark.parametrize("art", PARTS)
def test_part_keeps_all_it_says_and_its_coming_is_noted_at_the_measure(office: Client, art: str) -> None:
    model, typed, stored = PARTS[art]
    massnahme = make_massnahme()

    response = office.post(reverse(f"v-{art}-new", args=(massnahme.pk,)), typed)

    made = model.objects.get()
    assert response["Location"] == reverse("v-massnahme", args=(massnahme.pk,))
    assert {name: getattr(made, name) for name in stored} == stored
    entry = Eintrag.objects.get()
    assert (entry.ereignis, entry.objekt_id) == (
        f"massnahme.{model._meta.model_name}",
        str(massnahme.pk),
    )
    assert entry.angaben["was"] == "angelegt"


PART_ERRORS: list[tuple[str, dict[str, str], list[str]]] = [
    ("meilenstein", {"titel": "", "datum": ""}, ["titel", "datum"]),
    ("meilenstein", {"titel": "x" * 301, "datum": "2026-01-01"}, ["titel"]),
    ("meilenstein", {"titel": "x", "datum": "bald"}, ["datum"]),
    ("schritt", {"titel": ""}, ["titel"]),
    ("schritt", {"titel": "x", "termin": "Sommer"}, ["termin"]),
    ("indikator", {"titel": "x", "ziel": "viele"}, ["ziel"]),
    ("indikator", {"titel": "x", "basis": "1" * 15}, ["basis"]),
    ("indikator", {"titel": "x", "jahresziele": "2027 ist es viel"}, ["jahresziele"]),
    ("indikator", {"titel": "x", "jahresziele": "2027: viele"}, ["jahresziele"]),
    ("indikator", {"titel": "x", "jahresziele": "27: 4"}, ["jahresziele"]),
    ("indikator", {"titel": "x", "jahresziele": "2027: 4\n2027: 5"}, ["jahresziele"]),
    ("mitwirkung", {}, ["institution"]),
    ("mitwirkung", {"wortlaut": "x" * 2001}, ["wortlaut"]),
    ("posten", {"betrag": "viel"}, ["jahr", "quelle", "betrag", "stand"]),
    ("posten", {"jahr": "1999", "quelle": "land", "betrag": "-1", "stand": "offen"}, ["jahr", "betrag"]),
    ("posten", {"jahr": "2026", "quelle": "andere", "betrag": "1", "stand": "offen"}, ["bezeichnung"]),
    ("bezug", {}, ["wahl"]),
    ("bezug", {"wahl": "strategie:0"}, ["wahl"]),
    ("bezug", {"wahl": "konto:1"}, ["wahl"]),
    ("verbindung", {}, ["art", "andere"]),
    ("verbindung", {"art": "hasst", "andere": "0"}, ["art", "andere"]),
]


@pytest.mark.parametrize(("art", "typed", "fields"), PART_ERRORS)
def test_part_that_says_too_little_or_nonsense_is_refused(
    office: Client, art: str, typed: dict[str, str], fields: list[str]
) -> None:
    massnahme = make_massnahme()

    response = office.post(reverse(f"v-{art}-new", args=(massnahme.pk,)), typed)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == fields
    assert Eintrag.objects.count() == 0


def test_who_takes_part_is_an_institution_or_a_unit_not_both(office: Client) -> None:
    massnahme, institution, stelle = make_massnahme(), make_institution(), make_stelle()
    url = reverse("v-mitwirkung-new", args=(massnahme.pk,))

    both = office.post(url, {"institution": institution.pk, "stelle": stelle.pk})
    for one in ({"institution": institution.pk}, {"stelle": stelle.pk}, {"wortlaut": "elf Schulen"}):
        assert office.post(url, one).status_code == 302

    assert list(both.context["form"].errors) == ["institution"]
    assert [(one.name, one.position) for one in massnahme.mitwirkungen.all()] == [
        (institution.name, 1),
        (stelle.name, 2),
        ("elf Schulen", 3),
    ]


def offered(office: Client, url: str) -> list[str]:
    """Return the institutions that the form lets choose, without the empty line."""
    page = lxml.html.fromstring(office.get(url).content)
    return [str(one.text) for one in page.cssselect("select[name=institution] option")[1:]]


def test_of_many_institutions_few_stand_in_the_form_and_every_one_is_found_by_a_word(office: Client) -> None:
    massnahme = make_massnahme()
    Institution.objects.bulk_create(
        Institution(kennung=f"viele-{nr}", name=f"Schule am langen Weg {nr}", kurzname=f"GS{nr}", typ="kita")
        for nr in range(700)
    )
    url = reverse("v-mitwirkung-new", args=(massnahme.pk,))
    far = Institution.objects.get(kennung="viele-699")

    assert len(offered(office, url)) == 25
    assert offered(office, f"{url}?wort=weg+699") == offered(office, f"{url}?wort=gs699") == [str(far)]
    assert "Zu „xyz“ gibt es keine Institution." in office.get(f"{url}?wort=xyz").content.decode()
    assert office.post(url, {"institution": far.pk}).status_code == 302
    teil = massnahme.mitwirkungen.get()
    edit = reverse("v-mitwirkung-edit", args=(massnahme.pk, teil.pk))
    assert str(far) in offered(office, edit)
    assert set(offered(office, f"{edit}?wort=gs123")) == {str(far), str(Institution.objects.get(kennung="viele-123"))}


def test_measure_is_not_joined_with_itself_nor_twice_with_another(office: Client) -> None:
    massnahme, other = make_massnahme(), make_massnahme()
    url = reverse("v-verbindung-new", args=(massnahme.pk,))

    itself = office.post(url, {"art": "ergaenzt", "andere": massnahme.pk})
    first = office.post(url, {"art": "ergaenzt-umgekehrt", "andere": other.pk, "notiz": "Gleiche Wege"})
    again = office.post(url, {"art": "ergaenzt", "andere": other.pk})

    assert (itself.status_code, first.status_code, again.status_code) == (422, 302, 422)
    made = Verbindung.objects.get()
    assert list(itself.context["form"].errors) == ["andere"]
    assert (made.von, made.nach, made.art, made.notiz) == (other, massnahme, "ergaenzt", "Gleiche Wege")


def test_of_many_measures_few_stand_in_the_form_and_every_one_is_found_by_a_word(office: Client) -> None:
    massnahme = make_massnahme()
    Massnahme.objects.bulk_create(
        Massnahme(kennung=f"viele-{nr}", titel=f"Lange Worte für die Maßnahme {nr}", position=nr) for nr in range(2000)
    )
    last = Massnahme.objects.get(kennung="viele-1999")
    url = reverse("v-verbindung-new", args=(massnahme.pk,))

    first, found = office.get(url), office.get(url, {"wort": "Maßnahme 1999"})
    refused = office.post(url, {"art": "", "andere": last.pk})

    assert len(first.content) < 50_000
    assert str(last) in found.content.decode()
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["art"])
    assert refused.context["form"].fields["andere"].choices[0] == (str(last.pk), str(last))
    assert office.post(url, {"art": "ergaenzt", "andere": last.pk}).status_code == 302


def test_value_of_another_measures_figure_is_not_taken(office: Client) -> None:
    massnahme, foreign = make_massnahme(), make_indikator(make_massnahme())

    response = office.post(
        reverse("v-indikatorwert-new", args=(massnahme.pk,)),
        {"indikator": foreign.pk, "datum": "2026-01-01", "wert": "5"},
    )

    assert list(response.context["form"].errors) == ["indikator"]
    assert Indikatorwert.objects.count() == 0


@pytest.mark.parametrize("asked", ["", "x", "-1", "9" * 20])
def test_figure_in_the_address_that_is_none_starts_from_the_first(office: Client, asked: str) -> None:
    indikator = make_indikator(make_massnahme())

    page = office.get(reverse("v-indikatorwert-new", args=(indikator.massnahme_id,)), {"indikator": asked})

    assert page.status_code == 200
    assert f'<option value="{indikator.pk}" selected>' in page.content.decode()


@pytest.mark.parametrize(
    ("wort", "found"),
    [
        ("", {"Strategien", "Ziele", "Handlungsfelder"}),
        ("wege", {"Strategien", "Handlungsfelder"}),
        ("WEGE gute", {"Strategien"}),
        ("2.1", {"Strategien"}),
        ("zeit", {"Ziele"}),
        ("nichts davon", set()),
        ("%", set()),
        ("\0", {"Strategien", "Ziele", "Handlungsfelder"}),
    ],
)
def test_what_a_measure_can_hang_on_is_searched(office: Client, wort: str, found: set[str]) -> None:
    feld = make_handlungsfeld(titel="Wege", nr="7")
    make_strategie(handlungsfeld=feld, titel="Gute Wege bauen", nr="2.1")
    make_ziel(feld, titel="Mehr Zeit")

    form = office.get(reverse("v-bezug-new", args=(make_massnahme().pk,)), {"wort": wort}).context["form"]

    assert {name for name, _ in form.fields["wahl"].choices} == found


def report(massnahme: Massnahme) -> dict[str, str]:
    return {"stichtag": today().isoformat(), "status": massnahme.status, "text": "Läuft."}


REPORTS: dict[str, tuple[dict[str, str], list[str]]] = {
    "no words": ({"text": ""}, ["text"]),
    "blanks": ({"text": " \n "}, ["text"]),
    "too many words": ({"text": "x" * 5001}, ["text"]),
    "no day": ({"stichtag": ""}, ["stichtag"]),
    "tomorrow": ({"stichtag": (today() + timedelta(days=1)).isoformat()}, ["stichtag"]),
    "before the newest": ({"stichtag": days_ago(11).isoformat()}, ["stichtag"]),
    "a delay without its reason": ({"status": "verzoegert"}, ["hindernisse"]),
    "a delay with a blank reason": ({"status": "verzoegert", "hindernisse": "  "}, ["hindernisse"]),
    "a step that does not exist": ({"status": "vorschlag"}, ["status"]),
    "no words and no day": ({"text": "", "stichtag": ""}, ["stichtag", "text"]),
}


@pytest.mark.parametrize("name", REPORTS)
def test_report_that_is_refused_keeps_its_words_and_changes_nothing(office: Client, name: str) -> None:
    typed, fields = REPORTS[name]
    massnahme = make_massnahme()
    make_sachstand(massnahme, stichtag=days_ago(10))
    meilenstein = make_meilenstein(massnahme)
    data = {**report(massnahme), "naechste_schritte": "Bus bestellen", "erreicht": [meilenstein.pk], **typed}

    response = office.post(reverse("v-sachstand-new", args=(massnahme.pk,)), data)

    massnahme.refresh_from_db()
    meilenstein.refresh_from_db()
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, fields)
    assert form["naechste_schritte"].value() == "Bus bestellen"
    assert (massnahme.status, Sachstand.objects.count(), meilenstein.erreicht_am) == (S.IN_UMSETZUNG, 1, None)


@pytest.mark.parametrize("status", [S.IN_UMSETZUNG, *sorted(Massnahme.MOVES[S.IN_UMSETZUNG])])
def test_report_brings_the_measure_to_each_state_it_may_take(office: Client, status: str) -> None:
    massnahme = make_massnahme()
    data = {**report(massnahme), "status": status, "hindernisse": "Kein Personal."}

    office.post(reverse("v-sachstand-new", args=(massnahme.pk,)), data)

    massnahme.refresh_from_db()
    made = Sachstand.objects.get()
    assert (massnahme.status, made.status, made.hindernisse) == (status, status, "Kein Personal.")
    assert massnahme.status_grund == ("" if status == S.IN_UMSETZUNG else "Kein Personal.")


def test_report_notes_milestones_and_figures_on_its_day(office: Client) -> None:
    massnahme = make_massnahme()
    first, second = make_meilenstein(massnahme), make_meilenstein(massnahme)
    indikator, other = make_indikator(massnahme), make_indikator(massnahme)
    day = days_ago(3)
    data = {**report(massnahme), "stichtag": day.isoformat(), "erreicht": [first.pk], f"wert_{indikator.pk}": "1.250,5"}

    office.post(reverse("v-sachstand-new", args=(massnahme.pk,)), data)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.erreicht_am, second.erreicht_am) == (day, None)
    assert [(row.datum, row.wert, row.quelle) for row in indikator.werte.all()] == [
        (day, Decimal("1250.50"), "Sachstand")
    ]
    assert other.werte.count() == 0


def test_milestone_of_another_measure_cannot_be_reached_by_a_report(office: Client) -> None:
    massnahme, foreign = make_massnahme(), make_meilenstein(make_massnahme())
    make_meilenstein(massnahme)

    response = office.post(
        reverse("v-sachstand-new", args=(massnahme.pk,)), {**report(massnahme), "erreicht": [foreign.pk]}
    )

    foreign.refresh_from_db()
    assert (list(response.context["form"].errors), foreign.erreicht_am) == (["erreicht"], None)


@pytest.mark.parametrize(
    ("konten", "sentence", "mails"),
    [
        ([], "Für die zuständigen Stellen gibt es kein Konto.", 0),
        ([{"rolle": "leitung"}], "Für die zuständigen Stellen gibt es kein Konto.", 0),
        ([{"rolle": "fachamt", "is_active": False}], "Für die zuständigen Stellen gibt es kein Konto.", 0),
        ([{"rolle": "fachamt"}], "Wir haben eine Person um einen Sachstand gebeten.", 1),
        ([{"rolle": "fachamt"}, {"rolle": "fachamt"}], "Wir haben 2 Personen um einen Sachstand gebeten.", 2),
    ],
)
def test_reminder_says_whom_it_reached(office: Client, konten: list[dict[str, Any]], sentence: str, mails: int) -> None:
    stelle = make_stelle()
    for fields in konten:
        make_konto(stelle=stelle, **fields)
    massnahme = make_massnahme(federfuehrung=stelle)

    response = office.post(reverse("v-massnahme-remind", args=(massnahme.pk,)), follow=True)

    assert told(response).startswith(sentence)
    assert Mail.objects.count() == mails


def test_second_reminder_of_a_day_writes_nobody_a_second_time(office: Client) -> None:
    stelle = make_stelle()
    make_konto(rolle="fachamt", stelle=stelle)
    massnahme = make_massnahme(federfuehrung=stelle)
    for _ in range(2):
        office.post(reverse("v-massnahme-remind", args=(massnahme.pk,)))

    assert Mail.objects.count() == 1


LIST_CASES = [
    ("", "Bus Rad Zug"),
    ("?sortierung=titel", "Bus Rad Zug"),
    ("?sortierung=-titel", "Zug Rad Bus"),
    ("?sortierung=status", "Zug Rad Bus"),
    ("?sortierung=-zuletzt", "Bus Zug Rad"),
    ("?sortierung=zuletzt", "Zug Bus Rad"),
    ("?sortierung=federfuehrung__name", "Rad Bus Zug"),
    ("?stand=vorschlag", "Zug"),
    ("?wort=rad", "Rad"),
    ("?horizont=langfristig", "Bus"),
    ("?stelle=amt-a", "Rad"),
    ("?offen=sachstand", "Rad"),
    ("?offen=meilenstein", "Bus"),
    ("?feld=wege", "Zug"),
]


@pytest.mark.parametrize(("asked", "expected"), LIST_CASES)
def test_list_of_the_desk_is_narrowed_and_sorted(office: Client, asked: str, expected: str) -> None:
    a, b = make_stelle(kennung="amt-a", name="Amt A"), make_stelle(kennung="amt-b", name="Amt B")
    bus = make_massnahme(titel="Bus", position=1, status=S.VERZOEGERT, horizont="langfristig", federfuehrung=b)
    make_massnahme(titel="Rad", position=2, status=S.IN_UMSETZUNG, federfuehrung=a)
    zug = make_massnahme(titel="Zug", position=3, status=S.VORSCHLAG)
    make_sachstand(bus, stichtag=days_ago(1), status="verzoegert", hindernisse="Geld")
    make_sachstand(zug, stichtag=days_ago(30), status="vorschlag")
    make_meilenstein(bus, datum=days_ago(2))
    make_bezug(zug, handlungsfeld=make_handlungsfeld(kennung="wege"))

    rows = office.get(reverse("v-massnahme-list") + asked).context["liste"].seite

    assert " ".join(row.titel for row in rows) == expected


@pytest.fixture
def fachamt(db: None) -> Konto:
    return make_konto(rolle="fachamt", stelle=make_stelle())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("meilenstein", {"titel": "Neu", "datum": "2026-01-01"}),
        ("schritt", {"titel": "Neu"}),
        ("indikator", {"titel": "Neu"}),
        ("indikatorwert", {"datum": "2026-01-01", "wert": "4"}),
        ("mitwirkung", {"wortlaut": "Neu"}),
        ("posten", {"jahr": "2026", "quelle": "land", "betrag": "1", "stand": "offen"}),
        ("bezug", {"wahl": "strategie:1"}),
        ("verbindung", {"art": "ergaenzt", "andere": "1"}),
    ],
)
def test_unit_changes_nothing_of_its_measures_but_by_a_report(
    client: Client, fachamt: Konto, name: str, data: dict[str, str]
) -> None:
    client.force_login(fachamt)
    own, foreign = make_massnahme(federfuehrung=fachamt.stelle), make_massnahme(federfuehrung=make_stelle())

    answers = [client.post(reverse(f"v-{name}-new", args=(one.pk,)), data).status_code for one in (own, foreign)]

    assert answers == [403, 404]


@pytest.mark.parametrize("make", [make_meilenstein, make_schritt, make_indikator, make_mitwirkung])
def test_unit_deletes_nothing_of_its_measures(client: Client, fachamt: Konto, make: Any) -> None:
    client.force_login(fachamt)
    massnahme = make_massnahme(federfuehrung=fachamt.stelle)
    teil = make(massnahme)
    name = {"handlungsschritt": "schritt"}.get(teil._meta.model_name, teil._meta.model_name)

    response = client.post(reverse(f"v-{name}-loeschen", args=(massnahme.pk, teil.pk)))

    assert response.status_code == 403
    assert type(teil).objects.filter(pk=teil.pk).exists()


def test_parts_go_one_by_one_with_what_hangs_on_them(office: Client) -> None:
    massnahme, other = make_massnahme(), make_massnahme()
    wert = make_wert(make_indikator(massnahme))
    verbindung = make_verbindung(other, massnahme)

    office.post(reverse("v-indikator-loeschen", args=(massnahme.pk, wert.indikator_id)))
    office.post(reverse("v-verbindung-loeschen", args=(massnahme.pk, verbindung.pk)))

    assert (Indikator.objects.count(), Indikatorwert.objects.count(), Verbindung.objects.count()) == (0, 0, 0)


def test_plan_gathers_chosen_measures_and_counts_the_hidden_ones(office: Client) -> None:
    shown, hidden = make_massnahme(), make_massnahme(oeffentlich=False)
    konzept = make_konzept()
    data = {"titel": "Plan 2027", "konzept": konzept.pk, "massnahmen": [shown.pk, hidden.pk]}

    office.post(reverse("v-plan-new"), data)

    made = Massnahmenplan.objects.get()
    page = office.get(reverse("v-plan", args=(made.pk,)))
    assert (made.kennung, made.konzept, set(made.massnahmen.all())) == ("plan-2027", konzept, {shown, hidden})
    assert page.context["nicht_oeffentlich"] == 1


def test_plan_gives_a_measure_back(office: Client) -> None:
    plan, stays, goes = make_plan(), make_massnahme(), make_massnahme()
    plan.massnahmen.set([stays, goes])

    Formular(office, reverse("v-plan-edit", args=(plan.pk,))).type(massnahmen=[str(stays.pk)]).send()

    plan.refresh_from_db()
    assert (list(plan.massnahmen.all()), plan.version) == ([stays], 2)
    assert Massnahme.objects.filter(pk=goes.pk).exists()
