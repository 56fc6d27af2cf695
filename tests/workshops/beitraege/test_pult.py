"""Contributions on the desk and in public: which are found, what is decided, what the public gets to see."""

import csv
import io
from datetime import timedelta
from itertools import product
from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from tests.conftest import forget_rings
from tests.dateien import content
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_gruppe,
    make_herleitung,
    make_konto,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.lesen import words
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.beitraege import beitragsweg, contributions, suche
from workshops.models import Beitrag
from workshops.models.enums import BeitragStatus, ReihenStatus, Sichtbarkeit, Verbleib, WorkshopStatus

pytestmark = pytest.mark.django_db

S = BeitragStatus
TODAY = timezone.localdate()
ANSWER = {"verbleib_begruendung": "Weil es dorthin gehört.", "verbleib_am": TODAY}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def werkstatt(office: Client) -> Werkstatt:
    return make_werkstatt()


@pytest.fixture
def _quick(settings: Settings) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def set_state(beitrag: Beitrag, status: str) -> None:
    Beitrag.objects.filter(pk=beitrag.pk).update(status=status)
    beitrag.refresh_from_db()


STEPS = list(product(S, S))


@pytest.mark.parametrize(("von", "nach"), STEPS)
def test_step_of_a_contribution(office: Client, werkstatt: Werkstatt, von: str, nach: str) -> None:
    beitrag = werkstatt.beitrag
    set_state(beitrag, von)
    is_allowed = nach in Beitrag.MOVES.get(S(von), ())

    response = office.post(werkstatt.url("v-beitrag-move", nach), {"grund": "Beleidigt jemanden."}, follow=True)

    beitrag.refresh_from_db()
    assert beitrag.status == (nach if is_allowed else von)
    assert Eintrag.objects.filter(ereignis="beitrag.status").count() == int(is_allowed)
    assert response.redirect_chain[-1][0] == werkstatt.url("v-beitrag")
    if not is_allowed:
        assert told(response) == "Dieser Schritt ist jetzt nicht möglich. Hier sehen Sie den Stand von heute."


@pytest.mark.parametrize("grund", ["", "   ", "x" * 2001])
def test_rejecting_without_a_good_reason_asks_again(office: Client, werkstatt: Werkstatt, grund: str) -> None:
    response = office.post(werkstatt.url("v-beitrag-move", S.ZURUECKGEWIESEN), {"grund": grund})

    werkstatt.beitrag.refresh_from_db()
    assert (response.status_code, werkstatt.beitrag.status) == (422, S.GEPRUEFT)
    assert response.context["form"]["grund"].value() == grund


@pytest.mark.parametrize("verbleib", Verbleib)
def test_answer_is_kept_told_and_public(office: Client, werkstatt: Werkstatt, verbleib: str) -> None:
    beitrag = werkstatt.beitrag
    Beitrag.objects.filter(pk=beitrag.pk).update(autor_email="jana@kita.example", status=S.VEROEFFENTLICHT)
    url = f"{reverse('v-beitrag-verbleib')}?b={beitrag.pk}"
    data = {"verbleib": verbleib, "begruendung": " Weil es so ist. ", "weitergeleitet_an": "Gemeinde Barleben"}

    response = office.post(url, data)

    beitrag.refresh_from_db()
    assert response["Location"] == werkstatt.url("v-beitrag")
    assert (beitrag.verbleib, beitrag.verbleib_begruendung, beitrag.verbleib_am) == (verbleib, "Weil es so ist.", TODAY)
    assert [(mail.an, mail.anlass) for mail in Mail.objects.all()] == [("jana@kita.example", "beitrag_verbleib")]
    page = Client().get(beitrag.get_absolute_url()).content.decode()
    assert "Weil es so ist." in page
    assert Verbleib(verbleib).label in page


def test_answer_that_is_no_longer_passed_on_names_nobody(office: Client, werkstatt: Werkstatt) -> None:
    """Else everybody reads "aufgenommen an Gemeinde Barleben"."""
    beitrag = werkstatt.beitrag
    set_state(beitrag, S.VEROEFFENTLICHT)
    url = f"{reverse('v-beitrag-verbleib')}?b={beitrag.pk}"
    data = {"begruendung": "Weil.", "weitergeleitet_an": "Gemeinde Barleben"}
    office.post(url, {"verbleib": "weitergeleitet", **data})

    office.post(url, {"verbleib": "aufgenommen", **data})

    beitrag.refresh_from_db()
    assert (beitrag.verbleib, beitrag.weitergeleitet_an) == ("aufgenommen", "")
    assert "Gemeinde Barleben" not in Client().get(beitrag.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"verbleib": ""}, ["verbleib"]),
        ({"verbleib": "verschwunden"}, ["verbleib"]),
        ({"begruendung": ""}, ["begruendung"]),
        ({"begruendung": "  \n "}, ["begruendung"]),
        ({"begruendung": "x" * 3501}, ["begruendung"]),
        ({"verbleib": "weitergeleitet"}, ["weitergeleitet_an"]),
        ({"weitergeleitet_an": "x" * 301}, ["weitergeleitet_an"]),
        ({"verbleib": "", "begruendung": ""}, ["verbleib", "begruendung"]),
    ],
)
def test_answer_that_says_too_little_is_refused(
    office: Client, werkstatt: Werkstatt, typed: dict[str, str], fields: list[str]
) -> None:
    url = f"{reverse('v-beitrag-verbleib')}?b={werkstatt.beitrag.pk}"

    response = office.post(url, {"verbleib": "aufgenommen", "begruendung": "Weil.", **typed})

    werkstatt.beitrag.refresh_from_db()
    assert list(response.context["form"].errors) == fields
    assert (response.status_code, werkstatt.beitrag.verbleib) == (422, "")


def test_answer_given_before_stands_in_the_form(office: Client, werkstatt: Werkstatt) -> None:
    Beitrag.objects.update(verbleib="teilweise", weitergeleitet_an="Amt", **ANSWER)

    form = office.get(f"{reverse('v-beitrag-verbleib')}?b={werkstatt.beitrag.pk}&v=aufgenommen").context["form"]

    assert [form[name].value() for name in ("verbleib", "begruendung", "weitergeleitet_an")] == [
        "teilweise",
        ANSWER["verbleib_begruendung"],
        "Amt",
    ]


def test_many_are_answered_at_once_but_rejected_ones_are_left(office: Client) -> None:
    cards = [make_beitrag() for _ in range(3)]
    rejected = make_beitrag(status=S.ZURUECKGEWIESEN)
    chosen = "&".join(f"b={beitrag.pk}" for beitrag in (*cards, rejected))

    response = office.post(
        f"{reverse('v-beitrag-verbleib')}?{chosen}", {"verbleib": "aufgenommen", "begruendung": "Weil."}, follow=True
    )

    assert told(response) == "3 Beiträge haben jetzt einen Verbleib."
    assert set(Beitrag.objects.filter(verbleib="aufgenommen")) == set(cards)
    assert Eintrag.objects.filter(ereignis="beitrag.verbleib").count() == 3


def cards_of_all_kinds() -> dict[str, Beitrag]:
    """Four contributions that differ in everything a list can be narrowed by, the newest first."""
    reihe = make_reihe(oeffentlich=True)
    first, second = make_workshop(reihe=reihe, titel="Auftakt"), make_workshop(reihe=reihe, titel="Wege")
    thema = make_thema(workshop=second)
    start = timezone.now()
    made = {
        "bus": make_beitrag(workshop=first, text="Der Bus fehlt.", eingereicht_am=start),
        "rad": make_beitrag(
            workshop=second,
            text="Mehr Radwege, 100%!",
            eingereicht_am=start - timedelta(days=1),
            verbleib="aufgenommen",
            **ANSWER,
        ),
        "neu": make_beitrag(
            workshop=second, text="Noch ungelesen.", status=S.EINGEREICHT, eingereicht_am=start - timedelta(days=2)
        ),
        "weg": make_beitrag(
            reihe=reihe,
            text="Ein böses Wort.",
            status=S.ZURUECKGEWIESEN,
            status_grund="Beleidigung",
            eingereicht_am=start - timedelta(days=3),
        ),
    }
    make_zuordnung(thema, made["rad"])
    return made


def query_of(made: dict[str, Beitrag], asked: str) -> str:
    rad = made["rad"]
    assert rad.workshop is not None
    thema = rad.themen.get()
    return asked.format(workshop=rad.workshop.pk, thema=thema.pk, code=made["bus"].code.lower())


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "bus rad neu weg"),
        ("?workshop={workshop}", "rad neu"),
        ("?thema={thema}", "rad"),
        ("?thema=ohne", "bus neu weg"),
        ("?stand=zurueckgewiesen", "weg"),
        ("?stand=eingereicht", "neu"),
        ("?verbleib=ohne", "bus neu"),
        ("?verbleib=aufgenommen", "rad"),
        ("?verbleib=teilweise", ""),
        ("?wort=BUS", "bus"),
        ("?wort=100%25", "rad"),
        ("?wort={code}", "bus"),
        ("?wort=fehlt%20bus", "bus"),
        ("?wort=bus%20rad", ""),
        ("?workshop=999999", "bus rad neu weg"),
        ("?stand=unsinn&verbleib=unsinn", "bus rad neu weg"),
        ("?workshop={workshop}&stand=eingereicht&verbleib=ohne&wort=ungelesen", "neu"),
        ("?sortierung=status", "neu bus rad weg"),
        ("?sortierung=-workshop__titel", "rad neu bus weg"),
    ],
)
def test_list_of_the_desk(office: Client, asked: str, expected: str) -> None:
    made = cards_of_all_kinds()

    rows = office.get(reverse("v-beitrag-list") + query_of(made, asked)).context["liste"].seite

    found = [name for row in rows for name, beitrag in made.items() if beitrag == row]
    if "status" in asked:
        assert set(found) == set(expected.split())
        assert (found[0], found[-1]) == ("neu", "weg")
    else:
        assert " ".join(found) == expected


def test_file_of_the_desk_has_just_what_the_filter_shows(office: Client) -> None:
    made = cards_of_all_kinds()

    answer = office.get(reverse("v-beitrag-list") + query_of(made, "?verbleib=aufgenommen&als=csv"))

    (row,) = csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig")), delimiter=";")
    assert row == {
        "Wortlaut": "Mehr Radwege, 100%!",
        "Code": made["rad"].code,
        "Workshop": "Wege",
        "Thema": str(made["rad"].themen.get()),
        "Zustand": "veröffentlicht",
        "Verbleib": "aufgenommen",
        "Begründung": ANSWER["verbleib_begruendung"],
        "Eingereicht": f"{timezone.localtime(made['rad'].eingereicht_am):%d.%m.%Y}",
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "bus rad"),
        ("?wort=bus", "bus"),
        ("?wort=ungelesen", ""),
        ("?workshop={workshop}", "rad"),
        ("?thema={thema}", "rad"),
        ("?verbleib=offen", "bus"),
        ("?verbleib=aufgenommen", "rad"),
        ("?verbleib=unsinn", "bus rad"),
        ("?thema=999999", "bus rad"),
        ("?wort=%00", "bus rad"),
    ],
)
def test_list_of_the_public_has_published_ones_alone(asked: str, expected: str) -> None:
    made = cards_of_all_kinds()

    rows = Client().get(reverse("beitrag-list") + query_of(made, asked)).context["page_obj"]

    assert " ".join(name for row in rows for name, beitrag in made.items() if beitrag == row) == expected


@pytest.mark.parametrize(
    ("reihe", "status", "is_listed"),
    [
        (True, S.VEROEFFENTLICHT, True),
        (True, S.GEPRUEFT, False),
        (True, S.NICHT_OEFFENTLICH, False),
        (True, S.EINGEREICHT, False),
        (False, S.VEROEFFENTLICHT, False),
    ],
)
def test_name_and_listing_depend_on_state_and_reihe(reihe: bool, status: str, is_listed: bool) -> None:
    beitrag = make_beitrag(
        reihe=make_reihe(oeffentlich=reihe), status=status, autor_name="Jana Muster", namentlich=True
    )

    page = Client().get(beitrag.get_absolute_url())

    assert page.status_code == 200
    assert ("Jana Muster" in page.content.decode()) is is_listed
    assert (page.headers.get("X-Robots-Tag") == "noindex") is not is_listed
    assert (beitrag in suche.public_contributions()) is is_listed


@pytest.mark.parametrize("namentlich", [True, False])
def test_name_that_shall_not_stand_there_is_not_in_the_page(namentlich: bool) -> None:
    beitrag = make_beitrag(autor_name="Jana Muster", namentlich=namentlich)

    assert ("Jana Muster" in Client().get(beitrag.get_absolute_url()).content.decode()) is namentlich


@pytest.mark.parametrize("status", S)
def test_way_of_a_card_says_where_it_stands_without_an_answer(status: str) -> None:
    weg = beitragsweg.follow(make_beitrag(status=status, status_grund="Beleidigung"))

    assert weg.hier.stand_art == "warten"
    assert ("Der Grund: Beleidigung" in weg.hier.grund) is (status == S.ZURUECKGEWIESEN)
    assert (weg.ende, weg.ausblick, list(weg.gruppen)) == (None, None, [])


@pytest.mark.parametrize("verbleib", Verbleib)
def test_way_of_an_answered_card_ends_with_its_answer(verbleib: str) -> None:
    weg = beitragsweg.follow(make_beitrag(verbleib=verbleib, **ANSWER))

    assert (weg.hier.titel, weg.hier.datum, weg.hier.stand_art) == (Verbleib(verbleib).label, TODAY, "gut")


def test_way_does_not_lead_to_what_is_not_published() -> None:
    beitrag = make_beitrag(verbleib="aufgenommen", **ANSWER)
    draft = make_abschnitt(titel="Noch geheim")
    make_herleitung(draft, beitrag=beitrag)

    assert beitragsweg.follow(beitrag).ende is None
    assert "Noch geheim" not in Client().get(beitrag.get_absolute_url()).content.decode()

    draft.veroeffentlicht = True
    draft.save()

    assert "Noch geheim" in Client().get(beitrag.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("workshop", "reihe", "is_open"),
    [
        ({}, {}, True),
        ({"status": WorkshopStatus.DURCHGEFUEHRT}, {}, True),
        ({"status": WorkshopStatus.GESCHLOSSEN}, {}, True),
        ({"status": WorkshopStatus.VERSCHOBEN}, {}, True),
        ({"status": WorkshopStatus.GEPLANT}, {}, False),
        ({"status": WorkshopStatus.ABGESAGT}, {}, False),
        ({"beitraege_online": False}, {}, False),
        ({}, {"status": ReihenStatus.ABGESCHLOSSEN}, False),
    ],
)
@pytest.mark.usefixtures("_quick")
def test_contributions_are_taken_where_and_as_long_as_they_are_wanted(
    workshop: dict[str, Any], reihe: dict[str, Any], is_open: bool
) -> None:
    made = make_workshop(reihe=make_reihe(**reihe), **workshop)

    page = Client().post(reverse("beitrag-new", args=(made.slug,)), {"text": "Der Bus fehlt."})

    assert page.status_code == (302 if is_open else 422)
    assert Beitrag.objects.count() == int(is_open)
    assert (contributions.closed_reason(made) == "") is is_open
    if not is_open:
        assert page.context["form"]["text"].value() == "Der Bus fehlt."


@pytest.mark.parametrize("sichtbarkeit", [Sichtbarkeit.EINLADUNG, Sichtbarkeit.INTERN])
@pytest.mark.usefixtures("_quick")
def test_nothing_is_handed_in_where_the_public_does_not_look(sichtbarkeit: str) -> None:
    made = make_workshop(sichtbarkeit=sichtbarkeit)

    assert Client().post(reverse("beitrag-new", args=(made.slug,)), {"text": "Bus"}).status_code == 404
    assert Beitrag.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("karte.jpg", b"kein Bild", "image/jpeg"), "foto"),
        (SimpleUploadedFile("karte.pdf", b"%PDF-1.7", "application/pdf"), "foto"),
        (SimpleUploadedFile("leer.jpg", b"", "image/jpeg"), "foto"),
        (SimpleUploadedFile("gross.jpg", b"\xff\xd8\xff" + b"0" * (10 * 2**20), "image/jpeg"), "foto"),
        (SimpleUploadedFile("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), "foto"),
    ],
    ids=["no picture", "a document", "empty", "too large", "a drawing with scripts"],
)
@pytest.mark.usefixtures("_quick")
def test_upload_that_is_refused_keeps_every_other_field(file: SimpleUploadedFile, sentence: str) -> None:
    workshop = make_workshop()
    typed = {"text": "Der Bus fehlt.\n\nJeden Tag.", "phase": "kritik", "autor_name": "Jana", "namentlich": "on"}
    file.seek(0)

    page = Client().post(reverse("beitrag-new", args=(workshop.slug,)), {**typed, "foto": file})

    form = page.context["form"]
    assert page.status_code == 422
    assert list(form.errors) == [sentence]
    assert {name: form[name].value() for name in typed} == {**typed, "namentlich": True}
    shown = lxml.html.fromstring(page.content.decode())
    assert shown.xpath("//textarea[@name='text']")[0].text.strip() == typed["text"]
    assert shown.xpath("//input[@name='autor_name']/@value") == ["Jana"]
    assert Beitrag.objects.count() == 0


@pytest.mark.usefixtures("_quick")
def test_refused_photo_on_the_desk_keeps_its_description(werkstatt: Werkstatt, office: Client) -> None:
    file = SimpleUploadedFile("karte.jpg", b"kein Bild", "image/jpeg")

    page = office.post(werkstatt.url("v-beitrag-foto"), {"foto": file, "beschreibung": "Eine rote Karte"})

    assert page.status_code == 422
    assert page.context["form"]["beschreibung"].value() == "Eine rote Karte"
    werkstatt.beitrag.refresh_from_db()
    assert (werkstatt.beitrag.foto.name, werkstatt.beitrag.foto_beschreibung) == ("", "")


@pytest.mark.usefixtures("_quick")
def test_contribution_keeps_all_it_said(client: Client) -> None:
    workshop = make_workshop()
    make_gruppe(workshop=workshop)
    typed = {
        "text": "Der Bus fehlt.\r\nJeden Tag.",
        "phase": "kritik",
        "autor_name": "Jana Muster",
        "autor_email": "jana@kita.example",
        "namentlich": "on",
    }

    client.post(reverse("beitrag-new", args=(workshop.slug,)), typed)

    made = Beitrag.objects.get()
    assert (made.text, made.phase, made.quelle, made.status) == (
        "Der Bus fehlt.\nJeden Tag.",
        "kritik",
        "online",
        S.EINGEREICHT,
    )
    assert (made.autor_name, made.autor_email, made.namentlich, made.workshop) == (
        "Jana Muster",
        "jana@kita.example",
        True,
        workshop,
    )


def test_contribution_whose_text_is_markup_is_shown_as_it_was_written() -> None:
    beitrag = make_beitrag(text="<b>Bus</b> & {{ 7*7 }}\n\n## Keine Überschrift")

    page = lxml.html.fromstring(Client().get(beitrag.get_absolute_url()).content.decode())

    assert "<b>Bus</b> & {{ 7*7 }}" in words(page)
    assert not [heading for heading in page.cssselect("h1, h2, h3") if "Keine Überschrift" in words(heading)]
