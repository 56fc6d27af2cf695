"""Figures come from a file: what it has is shown, chosen, looked at and stored; what was before stays."""

from decimal import Decimal
from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.kennzahlen.models import Zahlenreihe, Zahlenwert
from bildungskommune.seiten.models import Kommune
from tests.factories import make_konto
from tests.kennzahlen.bauen import BOERDE, NAME, SCHULEN, alt, make_reihe

HIER = "v-zahlenreihe-einlesen"
GYMNASIEN = "Schueler: Gymnasien, Börde, Landkreis"


@pytest.fixture
def office(client: Client, db: None) -> Client:
    client.force_login(make_konto())
    Kommune.objects.update_or_create(pk=1, defaults={"regionalschluessel": "15083"})
    return client


def send(office: Client, text: str, name: str = NAME) -> str:
    answer = office.post(reverse(HIER), {"datei": SimpleUploadedFile(name, text.encode())})
    return answer.content.decode()


def filled(page: str, form: str = "form.formular") -> dict[str, Any]:
    """Return what a form on the page would send, with all that is ticked."""
    found: Any
    (found,) = lxml.html.fromstring(page).cssselect(form)
    sent: dict[str, list[str]] = {}
    for name, value in found.form_values():
        sent.setdefault(str(name), []).append(str(value))
    return sent


def choose(office: Client, page: str, **chosen: Any) -> str:
    return office.post(reverse(HIER), filled(page) | chosen).content.decode()


def take(office: Client, page: str) -> str:
    """Press the button below the preview."""
    fields = filled(page, ".block form") | {"einlesen": "1"}
    return office.post(reverse(HIER), fields, follow=True).content.decode()


def words(page: str) -> str:
    return " ".join(lxml.html.fromstring(page).text_content().split())


def read_in(office: Client, text: str, **chosen: Any) -> str:
    return take(office, choose(office, send(office, text), **chosen))


SCHUELER = {"groessen": ["BIL003|Anzahl"]}
IM_GYMNASIUM = {**SCHUELER, "merkmal-1": ["=GYM"]}


def test_the_page_says_what_is_in_the_file_and_offers_the_county_first(office: Client) -> None:
    page = send(office, SCHULEN)

    assert "Statistik der allgemeinbildenden Schulen (21111)" in words(page)
    assert "2019/20 bis 2021/22, 3 Zeitpunkte" in words(page)
    assert filled(page)["region"] == ["15083"]
    assert filled(page)["tabelle"] == ["21111-01-03-4"]
    assert filled(page)["merkmal-1"] == ["="]
    assert not Zahlenreihe.objects.exists()


def test_preview_shows_the_series_and_stores_nothing(office: Client) -> None:
    page = choose(office, send(office, SCHULEN), **IM_GYMNASIUM)

    assert GYMNASIEN in words(page)
    assert "Eine neue Zahlenreihe: 3 neu." in words(page)
    assert "2020/21 . unbekannt oder geheim zu halten neu" in words(page)
    assert not Zahlenreihe.objects.exists()


def test_a_series_is_stored_with_numbers_and_signs_as_the_file_has_them(office: Client) -> None:
    page = read_in(office, SCHULEN, **IM_GYMNASIUM)

    reihe = Zahlenreihe.objects.get()
    assert "1 Zahlenreihe eingelesen." in page
    assert (reihe.titel, reihe.einheit, reihe.tabelle, reihe.region) == (GYMNASIEN, "Anzahl", "21111-01-03-4", "15083")
    assert reihe.angaben == [("Region", "Börde, Landkreis (15083)"), ("Schulart", "Gymnasien")]
    assert list(reihe.werte.values_list("zeit", "wert", "zeichen")) == [
        ("2019/20", Decimal(300), ""),
        ("2020/21", None, "."),
        ("2021/22", Decimal(320), ""),
    ]
    assert not reihe.oeffentlich


def test_several_series_come_from_one_file(office: Client) -> None:
    read_in(office, SCHULEN, groessen=["BIL003|Anzahl", "BIL002|Anzahl"], **{"merkmal-1": ["=", "=GYM"]})

    assert [one.titel for one in Zahlenreihe.objects.order_by("pk")] == [
        "Schueler, Börde, Landkreis",
        GYMNASIEN,
        "Schulen, Börde, Landkreis",
        "Schulen: Gymnasien, Börde, Landkreis",
    ]


def test_a_newer_file_updates_the_series_and_keeps_what_was_before(office: Client) -> None:
    read_in(office, SCHULEN, **IM_GYMNASIUM)
    newer = alt(
        ("2020/21", *BOERDE, "GYM", "Gymnasien", "310", "3"),
        ("2021/22", *BOERDE, "GYM", "Gymnasien", "320", "3"),
        ("2022/23", *BOERDE, "GYM", "Gymnasien", "330", "3"),
    )

    page = choose(office, send(office, newer), **SCHUELER, **{"merkmal-1": ["=GYM"]})
    take(office, page)

    reihe = Zahlenreihe.objects.get()
    assert "Diese Zahlenreihe gibt es schon: 1 neu, 1 geändert, 1 unverändert." in words(page)
    assert "geändert, bisher . (unbekannt oder geheim zu halten)" in words(page)
    assert [str(one) for one in reihe.werte.current()] == [
        "300 (2019/20)",
        "310 (2020/21)",
        "320 (2021/22)",
        "330 (2022/23)",
    ]
    assert [(one.zeit, one.zeichen, one.nr) for one in reihe.werte.exclude(ersetzt_am=None)] == [("2020/21", ".", 1)]
    assert Eintrag.objects.filter(ereignis="zahlenreihe.eingelesen").count() == 1


def test_an_older_file_replaces_nothing(office: Client) -> None:
    read_in(office, SCHULEN, **IM_GYMNASIUM, abgerufen_am="2026-03-01")
    page = choose(office, send(office, SCHULEN), **IM_GYMNASIUM, abgerufen_am="2026-02-28")

    assert "Das Portal hat schon Zahlen vom 01.03.2026, also neuere." in words(page)
    assert "Zu dieser Auswahl gibt es nichts einzulesen." in words(page)


def test_a_file_with_two_values_for_one_year_is_left_out(office: Client) -> None:
    double = alt(
        ("2019/20", *BOERDE, "GYM", "Gymnasien", "1", "1"),
        ("2019/20", *BOERDE, "GYM", "Gymnasien", "2", "1"),
    )

    page = choose(office, send(office, double), **SCHUELER)

    assert "Die Datei nennt für 2019/20 zwei verschiedene Werte (Zeile 3)." in words(page)


def test_what_changed_after_the_preview_is_looked_at_again(office: Client) -> None:
    page = choose(office, send(office, SCHULEN), **IM_GYMNASIUM)
    read_in(office, SCHULEN, **IM_GYMNASIUM)

    again = take(office, page)

    assert "Inzwischen hat sich etwas geändert" in again
    assert Zahlenreihe.objects.count() == 1


def test_too_many_series_at_once_are_refused(office: Client) -> None:
    many = alt(*(("2019/20", *BOERDE, f"A{nr}", f"Art {nr}", "1", "1") for nr in range(25)))
    answer = office.post(
        reverse(HIER),
        filled(send(office, many)) | SCHUELER | {"merkmal-1": [f"=A{nr}" for nr in range(25)]},
    )

    assert answer.status_code == 422
    assert "Das wären 25 Zahlenreihen auf einmal, höchstens 24 sind möglich." in words(answer.content.decode())


def test_a_choice_of_nothing_is_refused_and_keeps_the_file(office: Client) -> None:
    sent = filled(send(office, SCHULEN))
    sent.pop("merkmal-1")

    answer = office.post(reverse(HIER), sent | SCHUELER)

    assert answer.status_code == 422
    assert filled(answer.content.decode())["inhalt"] == sent["inhalt"]


def test_a_file_that_is_none_is_refused(office: Client) -> None:
    answer = office.post(reverse(HIER), {"datei": SimpleUploadedFile("x.csv", b"Tabelle: 1;2\na;b\n")})

    assert answer.status_code == 422
    assert "wählen Sie beim Download das Format „Flatfile (CSV)“" in words(answer.content.decode())


def test_a_table_that_was_lost_on_the_way_is_asked_for_again(office: Client) -> None:
    answer = office.post(reverse(HIER), {"inhalt": "kaputt", "name": NAME}, follow=True)

    assert "Bitte wählen Sie die Datei noch einmal." in words(answer.content.decode())


def test_the_same_file_once_more_changes_nothing(office: Client) -> None:
    read_in(office, SCHULEN, **IM_GYMNASIUM)
    read_in(office, SCHULEN, **IM_GYMNASIUM)

    assert Zahlenwert.objects.count() == 3


def test_a_series_goes_with_its_values_and_comes_back(office: Client) -> None:
    reihe = make_reihe()

    office.post(reverse("v-zahlenreihe-delete", args=(reihe.pk,)), {})

    assert not Zahlenwert.objects.exists()
