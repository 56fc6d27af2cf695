from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from massnahmen import freigabe
from massnahmen.models import Massnahme, Massnahmenplan, Sachstand
from tests.dateien import content
from tests.factories import (
    make_bezug,
    make_konto,
    make_massnahme,
    make_plan,
    make_sachstand,
    make_stelle,
    make_strategie,
)
from tests.massnahmen.builders import (
    days_ago,
    make_indikator,
    make_meilenstein,
    make_verbindung,
    make_whole,
    today,
)

pytestmark = pytest.mark.django_db

TEILE = ("meilenstein", "schritt", "indikator", "indikatorwert", "mitwirkung", "bezug", "verbindung")


@pytest.fixture
def stelle():
    return make_stelle()


@pytest.fixture
def massnahme(stelle):
    return make_massnahme(titel="Spätbus", federfuehrung=stelle)


@pytest.fixture
def buero(client):
    client.force_login(make_konto())
    return client


@pytest.fixture
def fachamt(client, stelle):
    client.force_login(make_konto("fachamt", stelle=stelle))
    return client


def of_one(massnahme) -> list[str]:
    pk = (massnahme.pk,)
    return [
        reverse("v-massnahme", args=pk),
        reverse("v-massnahme-edit", args=pk),
        reverse("v-sachstand-new", args=pk),
        *(reverse(f"v-{art}-new", args=pk) for art in TEILE),
    ]


def whole_desk() -> list[str]:
    plan = make_plan()
    return [
        reverse("v-massnahme-list"),
        reverse("v-massnahme-new"),
        f"{reverse('v-massnahme-list')}?als=csv",
        reverse("v-plan-list"),
        reverse("v-plan-new"),
        reverse("v-plan", args=(plan.pk,)),
        reverse("v-plan-edit", args=(plan.pk,)),
    ]


def test_office_opens_every_page(buero, massnahme):
    make_indikator(massnahme)

    answers = {path: buero.get(path).status_code for path in [*whole_desk(), *of_one(massnahme)]}

    assert answers == dict.fromkeys(answers, 200)


def test_anonymous_is_asked_to_log_in(client, massnahme):
    for path in [*whole_desk(), *of_one(massnahme)]:
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/konto/"), path


def test_moderation_is_refused_everywhere(client, massnahme):
    client.force_login(make_konto("moderation"))

    answers = {path: client.get(path).status_code for path in [*whole_desk(), *of_one(massnahme)]}

    assert answers == dict.fromkeys(answers, 403)


def test_leitung_reads_and_changes_nothing(client, massnahme):
    client.force_login(make_konto("leitung", stelle=massnahme.federfuehrung))
    reading = {reverse("v-massnahme-list"), reverse("v-massnahme", args=(massnahme.pk,))}

    for path in of_one(massnahme):
        assert client.get(path).status_code == (200 if path in reading else 403), path
    assert client.get(reverse("v-massnahme-list")).status_code == 200
    assert client.get(reverse("v-massnahme-new")).status_code == 403


def test_fachamt_sees_and_reports_only_what_it_leads(fachamt, massnahme):
    foreign = make_massnahme(federfuehrung=make_stelle())
    own = {reverse(name, args=(massnahme.pk,)) for name in ("v-massnahme", "v-sachstand-new")}

    for path in of_one(massnahme):
        assert fachamt.get(path).status_code == (200 if path in own else 403), path
    for path in of_one(foreign):
        assert fachamt.get(path).status_code == 404, path
    listed = fachamt.get(reverse("v-massnahme-list")).content.decode()
    assert massnahme.titel in listed
    assert foreign.titel not in listed
    file = content(fachamt.get(reverse("v-massnahme-list"), {"als": "csv"})).decode()
    assert massnahme.titel in file
    assert foreign.titel not in file


def test_stranger_is_a_404(buero):
    for path in of_one(Massnahme(pk=99999)):
        assert buero.get(path).status_code == 404, path
    assert buero.get(reverse("v-plan", args=(99999,))).status_code == 404


def test_wrong_method_is_refused(buero, massnahme):
    assert buero.get(reverse("v-massnahme-remind", args=(massnahme.pk,))).status_code == 405
    assert buero.post(reverse("v-massnahme-list")).status_code == 405
    assert buero.post(reverse("v-massnahme", args=(massnahme.pk,))).status_code == 405
    assert buero.delete(reverse("v-massnahme-edit", args=(massnahme.pk,))).status_code == 405


def test_fachamt_saves_a_sachstand_from_the_link_in_the_mail(fachamt, massnahme):
    stone, indikator = make_meilenstein(massnahme, titel="Start"), make_indikator(massnahme)
    path = reverse("v-sachstand-new", args=(massnahme.pk,))
    assert "Start" in fachamt.get(path).content.decode()

    answer = fachamt.post(
        path,
        {
            "stichtag": today().isoformat(),
            "status": "verzoegert",
            "text": "Zuschlag erteilt.",
            "hindernisse": "Kein Angebot.",
            "naechste_schritte": "Fahrplan.",
            "erreicht": [stone.pk],
            f"wert_{indikator.pk}": "1.234,5",
        },
        follow=True,
    )

    massnahme.refresh_from_db()
    stone.refresh_from_db()
    assert answer.redirect_chain == [(reverse("v-massnahme", args=(massnahme.pk,)), 302)]
    assert "Die Stabsstelle prüft Ihren Sachstand." in answer.content.decode()
    assert (massnahme.status, stone.erreicht_am, indikator.werte.count()) == ("in_umsetzung", None, 0)
    freigabe.approve(Sachstand.objects.get(), by=make_konto())
    massnahme.refresh_from_db()
    stone.refresh_from_db()
    assert (massnahme.status, stone.erreicht_am) == ("verzoegert", today())
    assert float(indikator.werte.get().wert) == 1234.5


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"stichtag": "2099-01-01"}, "Der Stichtag liegt in der Zukunft."),
        ({"stichtag": "gestern"}, "Bitte geben Sie einen Tag an"),
        ({"stichtag": "2001-01-01"}, "Es gibt schon einen Sachstand vom"),
        ({"text": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"text": "x" * 5001}, "höchstens 5000 Zeichen"),
        ({"status": "verzoegert"}, "Bitte nennen Sie"),
        ({"status": "vorschlag"}, "keine gültige Auswahl"),
    ],
)
def test_bad_report_is_answered_with_a_sentence_and_keeps_the_words(fachamt, massnahme, data, sentence):
    make_sachstand(massnahme, stichtag=days_ago(10))
    good = {
        "stichtag": today().isoformat(),
        "status": "in_umsetzung",
        "text": "Läuft gut.",
        "naechste_schritte": "Weiter so.",
    }

    answer = fachamt.post(reverse("v-sachstand-new", args=(massnahme.pk,)), good | data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Weiter so." in page
    assert "<title>Fehler: " in page
    assert Sachstand.objects.count() == 1


def test_form_sent_twice_is_one_report(fachamt, massnahme):
    data = {"stichtag": today().isoformat(), "status": "in_umsetzung", "text": "x", "absendung": "a" * 22}

    for _ in range(2):
        assert fachamt.post(reverse("v-sachstand-new", args=(massnahme.pk,)), data).status_code == 302

    assert Sachstand.objects.count() == 1


def test_move_button_opens_the_form_with_its_state(buero, massnahme):
    page = buero.get(reverse("v-sachstand-new", args=(massnahme.pk,)), {"stand": "umgesetzt"}).content.decode()

    chosen = [part for part in page.split("<input") if "checked" in part and 'name="status"' in part]
    assert len(chosen) == 1
    assert 'value="umgesetzt"' in chosen[0]


def test_new_measure_goes_to_the_end_with_a_kennung_of_its_own(buero, stelle):
    make_massnahme(kennung="spaetbus-fuer-alle", position=7)

    answer = buero.post(
        reverse("v-massnahme-new"),
        {
            "titel": "Spätbus für alle",
            "zielgruppen": ["schueler"],
            "federfuehrung": stelle.pk,
            "kosten_gesamt": "186.000 €",
            "kosten_gesichert": "120000,50",
            "oeffentlich": "on",
        },
    )

    massnahme = Massnahme.objects.get(titel="Spätbus für alle")
    assert answer["Location"] == reverse("v-massnahme", args=(massnahme.pk,))
    assert (massnahme.kennung, massnahme.position, massnahme.zielgruppen) == (
        "spaetbus-fuer-alle-2",
        8,
        ["schueler"],
    )
    assert (massnahme.kosten_gesamt, massnahme.kosten_gesichert) == (Decimal(186000), Decimal("120000.50"))
    assert massnahme.status == "vorschlag"
    assert Eintrag.objects.about(massnahme).get().ereignis == "massnahme.angelegt"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"titel": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"titel": "x" * 10_000}, "höchstens 300 Zeichen"),
        (
            {"kosten_gesamt": "100", "kosten_gesichert": "101"},
            "nicht mehr gesichert sein, als die Maßnahme kostet",
        ),
        ({"kosten_gesamt": "-1"}, "Kosten können nicht negativ sein."),
        ({"kosten_gesamt": "viel"}, "Bitte geben Sie eine Zahl an"),
        ({"beginn": "2026-05-02", "ende": "2026-05-01"}, "Das Ende liegt vor dem Beginn."),
        ({"federfuehrung": "99999"}, "Bitte"),
    ],
)
def test_bad_measure_is_answered_with_a_sentence(buero, data, sentence):
    answer = buero.post(reverse("v-massnahme-new"), {"titel": "Bus", "anlass": "Behalte mich"} | data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Behalte mich" in page
    assert Massnahme.objects.count() == 0


def test_open_form_does_not_put_back_the_state_set_meanwhile(buero, massnahme):
    Massnahme.objects.filter(pk=massnahme.pk).update(status="umgesetzt")

    buero.post(reverse("v-massnahme-edit", args=(massnahme.pk,)), {"titel": "Nachtbus"})

    massnahme.refresh_from_db()
    assert (massnahme.titel, massnahme.status) == ("Nachtbus", "umgesetzt")


def test_link_back_is_refused_with_the_sentence(buero, massnahme):
    other = make_massnahme()
    make_verbindung(other, massnahme)

    answer = buero.post(reverse("v-verbindung-new", args=(massnahme.pk,)), {"art": "ergaenzt", "andere": other.pk})

    assert answer.status_code == 422
    assert "Diese beiden Maßnahmen sind schon so verbunden." in answer.content.decode()


def test_bezug_is_searched_chosen_and_refused_twice(buero, massnahme):
    strategie = make_strategie(titel="Fahrzeiten abstimmen")
    make_strategie(titel="Etwas anderes")
    path = reverse("v-bezug-new", args=(massnahme.pk,))
    found = buero.get(path, {"wort": "fahrzeiten"}).content.decode()
    assert "Fahrzeiten abstimmen" in found
    assert "Etwas anderes" not in found

    data = {"wahl": f"strategie:{strategie.pk}", "begruendung": "Der Bus fehlt."}
    first, second = buero.post(path, data), buero.post(path, data)

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Dieser Bezug ist schon eingetragen." in second.content.decode()
    bezug = massnahme.bezuege.get()
    assert (bezug.strategie, bezug.begruendung) == (strategie, "Der Bus fehlt.")


@pytest.mark.parametrize("wahl", ["", "strategie:99999", "x:1", "strategie:", "__class__:1"])
def test_bezug_to_nothing_is_refused(buero, massnahme, wahl):
    make_strategie()

    assert buero.post(reverse("v-bezug-new", args=(massnahme.pk,)), {"wahl": wahl}).status_code == 422


GOOD = {
    "meilenstein": {"titel": "Start", "datum": "2026-08-17"},
    "schritt": {"titel": "Ausschreiben", "termin_original": "Sommer"},
    "indikator": {"titel": "Standorte", "ziel": "18"},
    "mitwirkung": {"wortlaut": "elf Schulen"},
}


@pytest.mark.parametrize("art", GOOD)
def test_part_comes_changes_and_goes(buero, massnahme, art):
    rows = {
        "meilenstein": "meilensteine",
        "schritt": "schritte",
        "indikator": "indikatoren",
        "mitwirkung": "mitwirkungen",
    }
    parts = getattr(massnahme, rows[art])
    assert buero.post(reverse(f"v-{art}-new", args=(massnahme.pk,)), {}).status_code == 422
    assert buero.post(reverse(f"v-{art}-new", args=(massnahme.pk,)), GOOD[art]).status_code == 302
    row = parts.get()

    changed = {name: "Neu" if name in {"titel", "wortlaut"} else value for name, value in GOOD[art].items()}
    assert buero.post(reverse(f"v-{art}-edit", args=(massnahme.pk, row.pk)), changed).status_code == 302
    row.refresh_from_db()
    assert str(row) == "Neu"

    asked = buero.get(reverse(f"v-{art}-loeschen", args=(massnahme.pk, row.pk)))
    assert "Neu" in asked.content.decode()
    assert parts.count() == 1
    assert buero.post(reverse(f"v-{art}-loeschen", args=(massnahme.pk, row.pk))).status_code == 302
    assert parts.count() == 0


def test_part_of_another_measure_is_a_404(buero, massnahme):
    stone = make_meilenstein(make_massnahme())

    assert buero.get(reverse("v-meilenstein-edit", args=(massnahme.pk, stone.pk))).status_code == 404
    assert buero.post(reverse("v-meilenstein-loeschen", args=(massnahme.pk, stone.pk))).status_code == 404


def test_fachamt_deletes_nothing(fachamt, massnahme):
    stone = make_meilenstein(massnahme)

    assert fachamt.post(reverse("v-meilenstein-loeschen", args=(massnahme.pk, stone.pk))).status_code == 403


def test_value_of_the_same_day_is_refused(buero, massnahme):
    indikator = make_indikator(massnahme)
    path = reverse("v-indikatorwert-new", args=(massnahme.pk,))
    data = {"indikator": indikator.pk, "datum": "2026-04-30", "wert": "7"}

    first, second = buero.post(path, data), buero.post(path, data)

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Für diesen Tag ist schon ein Wert eingetragen." in second.content.decode()


def test_link_is_made_from_the_other_side_and_solved_there(buero, massnahme):
    other = make_massnahme(titel="Bücherbus")
    path = reverse("v-verbindung-new", args=(massnahme.pk,))

    buero.post(path, {"art": "voraussetzung-umgekehrt", "andere": other.pk})

    page = buero.get(reverse("v-massnahme", args=(massnahme.pk,))).content.decode()
    row = massnahme.verbindungen_nach.get()
    assert "setzt diese voraus" in page
    assert buero.post(reverse("v-verbindung-loeschen", args=(other.pk, row.pk))).status_code == 302
    assert not massnahme.verbindungen_nach.exists()


def test_reminder_is_sent_by_the_office_only(fachamt, massnahme):
    path = reverse("v-massnahme-remind", args=(massnahme.pk,))
    assert fachamt.post(path).status_code == 403

    fachamt.force_login(make_konto())
    page = fachamt.post(path, follow=True).content.decode()

    assert "Wir haben eine Person um einen Sachstand gebeten." in page
    assert Mail.objects.count() == 1


def test_plan_gathers_measures_and_leads_to_its_fassung(buero, massnahme):
    answer = buero.post(reverse("v-plan-new"), {"titel": "Plan 2026", "massnahmen": [massnahme.pk]})

    plan = Massnahmenplan.objects.get()
    page = buero.get(answer["Location"]).content.decode()
    assert (plan.kennung, list(plan.massnahmen.all())) == ("plan-2026", [massnahme])
    assert f"/verwaltung/fassungen/neu/massnahmenplan/{plan.pk}/" in page
    assert buero.post(reverse("v-plan-edit", args=(plan.pk,)), {"titel": "Plan 2027"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.titel, plan.massnahmen.count()) == ("Plan 2027", 0)
    assert buero.post(reverse("v-plan-new"), {"titel": ""}).status_code == 422


def test_desk_needs_the_same_queries_for_one_and_thirty(buero):
    plan, first = make_plan(), make_whole(federfuehrung=make_stelle())
    plan.massnahmen.add(first)
    paths = [
        reverse("v-massnahme-list"),
        reverse("v-plan", args=(plan.pk,)),
        reverse("v-plan-list"),
        reverse("v-massnahme", args=(first.pk,)),
    ]
    before = [_queries(buero, path) for path in paths]
    for _ in range(29):
        other = make_whole(federfuehrung=make_stelle())
        plan.massnahmen.add(other)
        make_plan()
        make_verbindung(first, other)
        make_bezug(first, strategie=other.bezuege.get().strategie)
        make_meilenstein(first)

    assert [_queries(buero, path) for path in paths] == before


def _queries(client, path) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_trail_of_a_measure_tells_its_events_as_the_desk_does(buero, massnahme, stelle):
    konto = make_konto("fachamt", stelle=stelle, name="Frau Kern")
    record(konto, "massnahme.sachstand", massnahme)
    record(None, "massnahme.meilenstein", massnahme, was="gelöscht")

    page = buero.get(reverse("v-massnahme", args=(massnahme.pk,)))

    told = [(satz.wer, satz.satz) for satz in page.context["verlauf"]]
    assert told == [
        ("Das Portal", f"hat einen Meilenstein von {massnahme} gelöscht"),
        ("Frau Kern", f"hat einen Sachstand zu {massnahme} gemeldet"),
    ]
    assert all(satz in page.content.decode() for _, satz in told)
