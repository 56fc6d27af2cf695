"""The history of each text: who changed what when, any two states side by side, an earlier one brought back."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bildungskommune.accounts.models import Konto
from bildungskommune.akteure.models import Zielgruppe
from bildungskommune.audit.merken import TECHNISCH, watched
from bildungskommune.audit.models import Eintrag, Textstand
from bildungskommune.audit.staende import vergessen
from bildungskommune.aufbewahrung import Frist, Teil, fristen
from bildungskommune.seiten.models import Kommune, Seite
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.staende import Gemerkt, kind, staende, way
from leitbild.models import Abschnitt, Leitbild
from massnahmen.models import Massnahme, Meilenstein
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_konto,
    make_leitbild,
    make_massnahme,
    make_stelle,
    make_thema,
    make_vorlage,
    make_workshop,
)
from tests.kernel.test_aufbewahrung import PERSONAL
from tests.massnahmen.builders import make_meilenstein
from workshops.models import Thema, Workshop

pytestmark = pytest.mark.django_db
STAGES = ("workshops", "leitbild", "konzept", "massnahmen", "seiten", "beteiligung")


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto(name="Ute Meyer"))
    return client


def log_in(rolle: str, **fields: Any) -> Client:
    client = Client()
    client.force_login(make_konto(rolle=rolle, **fields))
    return client


def has_text(model: type[models.Model]) -> bool:
    return any(
        isinstance(field, models.TextField)
        or (isinstance(field, models.CharField) and not isinstance(field, models.SlugField) and not field.choices)
        for field in model._meta.concrete_fields
    )


def newest(thing: models.Model) -> Textstand:
    return Textstand.objects.about(thing)[0]


def oldest(thing: models.Model) -> Textstand:
    return Textstand.objects.about(thing).reverse()[0]


def restore(client: Client, thing: models.Model, stand: Textstand, **data: object) -> HttpResponse:
    url = f"{way(thing)}{stand.pk}/wiederherstellen/"
    sent = {"version": getattr(thing, "version", ""), **data}
    return client.post(url, sent, follow=True)  # type: ignore[return-value]


def test_every_text_of_the_stages_has_a_history_or_a_reason() -> None:
    told = {one.modell for one in staende.collect()}

    missing = [
        model._meta.label
        for stage in STAGES
        for model in apps.get_app_config(stage).get_models()
        if has_text(model) and model not in told
    ]

    assert missing == []


def test_database_watches_what_is_declared_and_leaves_out_what_is_declared() -> None:
    declared = {
        one.modell._meta.label_lower: (*TECHNISCH, *one.ohne) for one in staende.collect() if isinstance(one, Gemerkt)
    }

    with connection.cursor() as cursor:
        assert watched(cursor) == declared


def test_what_says_who_somebody_is_is_kept_of_no_text() -> None:
    told = {(one.modell, name) for one in fristen.collect() if isinstance(one, Frist | Teil) for name in one.felder}

    kept = [
        f"{one.modell._meta.label}.{field.name}"
        for one in staende.collect()
        if isinstance(one, Gemerkt)
        for field in one.modell._meta.concrete_fields
        if field.column not in {*TECHNISCH, *one.ohne}
        if (one.modell, field.name) in told or PERSONAL.search(field.name)
    ]

    assert kept == []


@pytest.mark.django_db(transaction=True)
def test_list_says_who_changed_which_fields(office: Client) -> None:
    abschnitt = make_abschnitt(titel="eins")
    abschnitt.titel = "zwei"
    aendern.change(abschnitt, ["titel"], by=make_konto(name="Karim Özdemir"))
    Abschnitt.objects.filter(pk=abschnitt.pk).update(nr="9", text="Neu")

    page = " ".join(office.get(way(abschnitt)).content.decode().split())

    assert [page.count("Karim Özdemir"), page.count("ohne Konto")] == [1, 2]
    assert "Nummer · Text" in page


def test_list_asks_the_same_queries_for_one_state_and_for_thirty(office: Client) -> None:
    abschnitt = make_abschnitt()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            office.get(way(abschnitt))
        return len(asked)

    queries()
    one = queries()
    for number in range(30):
        Abschnitt.objects.filter(pk=abschnitt.pk).update(titel=f"Titel {number}")

    assert queries() == one


def test_list_comes_in_pages(office: Client) -> None:
    abschnitt = make_abschnitt()
    for number in range(60):
        Abschnitt.objects.filter(pk=abschnitt.pk).update(titel=f"Titel {number}")

    assert [office.get(f"{way(abschnitt)}?seite={page}").content.count(b'scope="row"') for page in (1, 2)] == [50, 11]


def test_any_two_states_are_compared_in_the_order_of_time(office: Client) -> None:
    abschnitt = make_abschnitt(titel="Wir lernen gern.", text="Gleich.")
    first = newest(abschnitt)
    for titel in ("Anderes.", "Wir lernen lange."):
        Abschnitt.objects.filter(pk=abschnitt.pk).update(titel=titel)

    chosen = office.get(f"{way(abschnitt)}?mit={first.pk}").content.decode()
    page = office.get(f"{way(abschnitt)}vergleich/?von={newest(abschnitt).pk}&bis={first.pk}").content.decode()

    assert f"von={first.pk}&amp;bis={newest(abschnitt).pk}" in chosen
    assert page.index(">[anders: </span>gern.") < page.index(">[anders: </span>lange.")
    assert "Anderes." not in page
    assert "Gleich geblieben: Leitbild" in page


@pytest.mark.parametrize("query", ["?von=999999999", "?bis=999999999"])
def test_state_that_is_not_there_is_not_compared(office: Client, query: str) -> None:
    abschnitt = make_abschnitt()

    assert office.get(f"{way(abschnitt)}vergleich/{query}").status_code == 404


def test_first_state_has_none_before_it(office: Client) -> None:
    assert office.get(f"{way(make_abschnitt())}vergleich/").status_code == 404


def test_values_are_shown_in_words(office: Client) -> None:
    stelle = make_stelle(name="Schulamt")
    massnahme = make_massnahme(horizont="", oeffentlich=False, zielgruppen=[], beginn=None, kosten_gesamt=None)
    Massnahme.objects.filter(pk=massnahme.pk).update(
        oeffentlich=True,
        federfuehrung=stelle,
        beginn="2026-03-01",
        kosten_gesamt="1200.50",
        zielgruppen=[Zielgruppe.JUGENDLICHE],
    )

    page = office.get(f"{way(massnahme)}vergleich/").content.decode().replace("\N{NO-BREAK SPACE}", " ")

    for words in ("ja", "Schulamt", "1. März 2026", "1.200,5", str(Zielgruppe.JUGENDLICHE.label)):
        assert f"{words}<span" in page


def test_link_to_what_is_gone_is_named_by_its_number(office: Client) -> None:
    stelle = make_stelle()
    massnahme = make_massnahme(federfuehrung=stelle)
    Massnahme.objects.filter(pk=massnahme.pk).update(federfuehrung=None)
    number = stelle.pk
    stelle.delete()

    assert f"Nr. {number}, gelöscht" in office.get(f"{way(massnahme)}vergleich/").content.decode()


def test_earlier_state_comes_back_as_a_new_one(office: Client) -> None:
    abschnitt = make_abschnitt(titel="eins", text="Ein Absatz.\n\nNoch einer.", nr="1")
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei", text="Kurz.", position=5)
    abschnitt.refresh_from_db()

    page = restore(office, abschnitt, oldest(abschnitt)).content.decode()

    fresh = Abschnitt.objects.get(pk=abschnitt.pk)
    assert "ist wiederhergestellt." in page
    assert (fresh.titel, fresh.text, fresh.position, fresh.version) == (
        "eins",
        "Ein Absatz.\n\nNoch einer.",
        5,
        abschnitt.version + 1,
    )
    assert len(fresh.absatz_kennungen()["text"]) == 2
    assert newest(abschnitt).felder == ["text", "titel"]
    assert list(Eintrag.objects.about(abschnitt).order_by("pk").values_list("ereignis", flat=True)) == [
        "abschnitt.geaendert",
        "abschnitt.wiederhergestellt",
    ]


def test_place_name_and_state_do_not_come_back(office: Client) -> None:
    leitbild = make_leitbild()
    oben, unten = make_abschnitt(leitbild=leitbild), make_abschnitt(leitbild=leitbild, titel="eins")
    Abschnitt.objects.filter(pk=unten.pk).update(titel="zwei", uebergeordnet=oben, kennung="anders")
    unten.refresh_from_db()

    restore(office, unten, oldest(unten))

    fresh = Abschnitt.objects.get(pk=unten.pk)
    assert (fresh.titel, fresh.uebergeordnet, fresh.kennung) == ("eins", oben, "anders")


def test_what_somebody_changed_meanwhile_is_not_overwritten(office: Client) -> None:
    abschnitt = make_abschnitt(titel="eins")
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei")
    before = abschnitt.version
    abschnitt.titel = "drei"
    aendern.change(abschnitt, ["titel"], by=None)

    page = restore(office, abschnitt, oldest(abschnitt), version=before).content.decode()

    assert "Jemand anderes hat den Text inzwischen geändert." in page
    assert Abschnitt.objects.get(pk=abschnitt.pk).titel == "drei"


def test_state_that_breaks_a_rule_by_now_is_refused_with_the_reason(office: Client) -> None:
    abschnitt = make_abschnitt(titel="eins", art="frei", eigene_bezeichnung="Anhang")
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="x")
    Textstand.objects.about(abschnitt).filter(pk=oldest(abschnitt).pk).update(
        werte=(oldest(abschnitt).werte or {}) | {"eigene_bezeichnung": ""}
    )

    page = restore(office, abschnitt, oldest(abschnitt)).content.decode()

    assert "lässt sich nicht wiederherstellen: Ein freier Abschnitt braucht" in page
    assert Abschnitt.objects.get(pk=abschnitt.pk).titel == "x"


def test_state_that_holds_already_makes_no_new_one(office: Client) -> None:
    abschnitt = make_abschnitt()

    page = restore(office, abschnitt, newest(abschnitt)).content.decode()

    assert "steht schon so da" in page
    assert Textstand.objects.about(abschnitt).count() == 1


def test_forgotten_states_say_so_and_do_not_come_back(office: Client) -> None:
    abschnitt = make_abschnitt(titel="Geheim")
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei")
    vergessen(abschnitt)

    pages = [office.get(f"{way(abschnitt)}{rest}").content.decode() for rest in ("", "vergleich/")]
    after = restore(office, abschnitt, oldest(abschnitt)).content.decode()

    assert pages[0].count("kein Inhalt") == 2
    assert "ist nichts mehr da" in pages[1]
    assert "Diesen Stand wiederherstellen" not in pages[1]
    assert "Von diesem Stand ist nichts mehr da." in after
    assert [page.count("Geheim") for page in [*pages, after]] == [0, 0, 0]


def make_seite() -> Seite:
    return Seite.objects.create(slug="hilfe", titel="Hilfe", text="alt")


@pytest.mark.parametrize(
    ("make", "fields", "back"),
    [
        (make_thema, {"titel": "neu"}, {"titel": "alt"}),
        (make_massnahme, {"titel": "neu"}, {"titel": "alt"}),
        (make_workshop, {"titel": "neu", "kapazitaet": 99}, {"titel": "alt"}),
    ],
)
def test_each_kind_comes_back_by_its_own_rule(
    office: Client, make: Any, fields: dict[str, object], back: dict[str, object]
) -> None:
    thing = make(**back)
    type(thing).objects.filter(pk=thing.pk).update(**fields)
    thing.refresh_from_db()

    restore(office, thing, oldest(thing))

    fresh = type(thing).objects.get(pk=thing.pk)
    assert [getattr(fresh, name) for name in back] == list(back.values())
    if isinstance(fresh, Workshop):
        assert (fresh.kapazitaet, fresh.fruehere_titel) == (99, ["neu"])
    if isinstance(fresh, Thema):
        assert fresh.fruehere_titel == ["neu"]


def test_page_and_settings_come_back(office: Client) -> None:
    seite, kommune = make_seite(), Kommune.objects.create(pk=1, leitspruch="alt")
    Seite.objects.update(text="neu")
    Kommune.objects.update(leitspruch="neu")

    restore(office, seite, oldest(seite))
    restore(office, kommune, oldest(kommune))

    assert (Seite.objects.get(pk=seite.pk).text, Kommune.objects.get().leitspruch) == ("alt", "alt")


def test_part_of_a_measure_is_read_by_who_leads_it_and_brought_back_by_the_stabsstelle() -> None:
    stelle = make_stelle()
    meilenstein = make_meilenstein(make_massnahme(federfuehrung=stelle), titel="alt")
    Meilenstein.objects.filter(pk=meilenstein.pk).update(titel="neu")
    own, other = log_in("fachamt", stelle=stelle), log_in("fachamt", stelle=make_stelle())

    assert other.get(way(meilenstein)).status_code == 404
    assert restore(other, meilenstein, oldest(meilenstein)).status_code == 404
    assert own.get(way(meilenstein)).status_code == 200
    assert restore(own, meilenstein, oldest(meilenstein)).status_code == 403
    assert restore(log_in("stabsstelle"), meilenstein, oldest(meilenstein)).status_code == 200
    assert Meilenstein.objects.get().titel == "alt"


def test_leitung_reads_but_brings_nothing_back() -> None:
    abschnitt = make_abschnitt(titel="eins")
    Abschnitt.objects.filter(pk=abschnitt.pk).update(titel="zwei")
    leitung = log_in("leitung")

    page = leitung.get(f"{way(abschnitt)}vergleich/")

    assert page.status_code == 200
    assert b"wiederherstellen" not in page.content
    assert restore(leitung, abschnitt, oldest(abschnitt)).status_code == 403


@pytest.mark.parametrize("rolle", ["fachamt", "moderation"])
def test_who_may_not_see_the_thing_does_not_learn_of_its_history(rolle: str) -> None:
    abschnitt = make_abschnitt()
    client = log_in(rolle)

    urls = (way(abschnitt), f"{way(abschnitt)}vergleich/")
    assert [client.get(url).status_code for url in urls] == [404, 404]


def test_moderation_reads_the_cards_of_its_own_workshop_only() -> None:
    own, other = make_beitrag(workshop=make_workshop()), make_beitrag(workshop=make_workshop())
    konto = make_konto(rolle=Konto.Rolle.MODERATION)
    assert own.workshop is not None
    own.workshop.moderation.add(konto)
    client = Client()
    client.force_login(konto)

    assert [client.get(way(one)).status_code for one in (own, other)] == [200, 404]


@pytest.mark.parametrize("make", [make_beitrag])
def test_words_that_stand_as_given_come_back_for_nobody(office: Client, make: Any) -> None:
    thing = make()

    assert restore(office, thing, newest(thing)).status_code == 403


def test_stranger_logs_in_first(client: Client) -> None:
    assert client.get(way(make_abschnitt())).status_code == 302


def test_kind_without_a_history_has_no_address(office: Client) -> None:
    konto = make_konto()

    assert way(konto) == ""
    assert way(Leitbild()) == ""
    assert kind("accounts.konto") is None
    assert office.get(f"/verwaltung/verlauf/accounts.konto/{konto.pk}/").status_code == 404


def test_get_brings_nothing_back(office: Client) -> None:
    abschnitt = make_abschnitt()

    assert office.get(f"{way(abschnitt)}{newest(abschnitt).pk}/wiederherstellen/").status_code == 405


def test_desk_pages_lead_to_the_history(office: Client) -> None:
    leitbild = make_leitbild()
    abschnitt = make_abschnitt(leitbild=leitbild)
    pairs = [
        (leitbild, f"/verwaltung/leitbild/{leitbild.pk}/"),
        (abschnitt, f"/verwaltung/leitbild/abschnitte/{abschnitt.pk}/"),
        (massnahme := make_massnahme(), f"/verwaltung/massnahmen/{massnahme.pk}/"),
        (workshop := make_workshop(), f"/verwaltung/workshops/{workshop.pk}/"),
        (vorlage := make_vorlage(), f"/verwaltung/vorlagen/{vorlage.pk}/"),
    ]

    assert [way(thing) in office.get(url).content.decode() for thing, url in pairs] == [True] * 5


def test_every_kind_has_a_page_of_the_desk_that_its_history_leads_back_to() -> None:
    abschnitt = make_abschnitt()
    gemerkt = kind("leitbild.abschnitt")

    assert gemerkt is not None
    assert gemerkt.seite(abschnitt) == f"/verwaltung/leitbild/{abschnitt.leitbild_id}/#{abschnitt.kennung}"
