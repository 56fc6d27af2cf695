"""The wall, the dots and the projector, as a person uses them."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from tests.factories import make_beitrag, make_gruppe, make_konto, make_thema, make_workshop, make_zuordnung
from tests.lesen import one_line
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import Beitrag, Punktstand, Thema
from workshops.models.enums import BeitragStatus
from workshops.wand.spalten import AN_DER_WAND, JE_SPALTE

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    made = make_werkstatt()
    client.force_login(made.moderation)
    return made


def test_first_card_hangs_within_two_pages(client: Client, werkstatt: Werkstatt):
    overview = client.get(werkstatt.url("v-workshop-list")).content.decode()
    assert werkstatt.url("v-kartenwand") in overview
    wall = client.get(werkstatt.url("v-kartenwand")).content.decode()
    assert werkstatt.url("v-karte-new") in wall

    response = client.post(
        werkstatt.url("v-karte-new"), {"text": "Bus fehlt", "thema": werkstatt.thema.pk, "vorzeichen": "-"}
    )

    card = Beitrag.objects.get(text="Bus fehlt")
    assert response["Location"] == f"{werkstatt.url('v-kartenwand')}?thema={werkstatt.thema.pk}&art=-"
    assert (list(card.themen.all()), card.vorzeichen) == ([werkstatt.thema], "-")
    again = client.get(response["Location"]).content.decode()
    assert f'<option value="{werkstatt.thema.pk}" selected>' in again


def test_card_sent_twice_hangs_once(client: Client, werkstatt: Werkstatt):
    data = {"text": "Bus fehlt", "absendung": "x" * 22}

    answers = [client.post(werkstatt.url("v-karte-new"), data)["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert Beitrag.objects.filter(text="Bus fehlt").count() == 1


def test_card_gets_group_and_phase_of_the_narrowed_wall(client: Client, werkstatt: Werkstatt):
    query = f"?gruppe={werkstatt.gruppe.pk}&phase=kritik"

    response = client.post(werkstatt.url("v-karte-new") + query, {"text": "Bus fehlt"})

    card = Beitrag.objects.get(text="Bus fehlt")
    assert (card.gruppe, card.phase) == (werkstatt.gruppe, "kritik")
    assert response["Location"].startswith(f"{werkstatt.url('v-kartenwand')}{query}")


@pytest.mark.parametrize("text", ["", "   ", "x" * 3501])
def test_card_without_or_with_too_many_words_is_refused(client: Client, werkstatt: Werkstatt, text: str):
    response = client.post(werkstatt.url("v-karte-new"), {"text": text})

    assert response.status_code == 422
    assert "Bitte " in response.content.decode()
    assert werkstatt.workshop.beitraege.count() == 1


def test_markup_on_a_card_is_shown_as_it_was_written(client: Client, werkstatt: Werkstatt):
    client.post(werkstatt.url("v-karte-new"), {"text": "<script>alert(1)</script>'; DROP TABLE x"})

    page = client.get(werkstatt.url("v-kartenwand")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def _move(client: Client, werkstatt: Werkstatt, **data: object) -> int:
    data.setdefault("von", werkstatt.thema.pk)
    return client.post(werkstatt.url("v-karte-move"), data).status_code


def test_buttons_move_the_card_to_all_four_sides(client: Client, werkstatt: Werkstatt):
    below = make_beitrag(workshop=werkstatt.workshop)
    below.themen.add(werkstatt.thema, through_defaults={"position": 5})

    assert _move(client, werkstatt, zug="u") == 302
    assert list(werkstatt.thema.zuordnungen.values_list("beitrag", flat=True)) == [below.pk, werkstatt.beitrag.pk]
    assert _move(client, werkstatt, zug="o") == 302
    assert list(werkstatt.thema.zuordnungen.values_list("beitrag", flat=True)) == [werkstatt.beitrag.pk, below.pk]
    assert _move(client, werkstatt, zug="l") == 302
    assert not werkstatt.beitrag.themen.exists()
    assert _move(client, werkstatt, zug="r", von="") == 302
    assert list(werkstatt.beitrag.themen.all()) == [werkstatt.thema]


def test_move_leads_to_the_button_that_was_pressed_and_at_the_end_to_the_card(client: Client, werkstatt: Werkstatt):
    for position in (5, 6):
        make_beitrag(workshop=werkstatt.workshop).themen.add(werkstatt.thema, through_defaults={"position": position})
    pk, thema, url = werkstatt.beitrag.pk, werkstatt.thema.pk, werkstatt.url("v-karte-move")

    anchors = [
        client.post(url, {"zug": zug, "von": von})["Location"].split("#")[1]
        for zug, von in (("u", thema), ("u", thema), ("o", thema), ("l", thema), ("r", ""))
    ]

    assert anchors == [
        f"griff-{pk}-{thema}-u",
        f"karte-{pk}-{thema}",
        f"griff-{pk}-{thema}-o",
        f"karte-{pk}-ohne",
        f"karte-{pk}-{thema}",
    ]
    wall = client.get(werkstatt.url("v-kartenwand")).content.decode()
    assert f'id="griff-{pk}-{thema}-o"' in wall
    assert f'id="karte-{pk}-{thema}"' in wall


def test_move_beyond_the_shown_cards_leads_to_their_page(client: Client, werkstatt: Werkstatt):
    other = make_thema(workshop=werkstatt.workshop, position=9)
    for number in range(AN_DER_WAND):
        make_zuordnung(other, make_beitrag(workshop=werkstatt.workshop), position=number)

    response = client.post(werkstatt.url("v-karte-move"), {"zug": "r", "von": werkstatt.thema.pk}, follow=True)

    assert response.redirect_chain[0][0].endswith(
        f"?spalte={other.pk}&seite=2&karte={werkstatt.beitrag.pk}#karte-{werkstatt.beitrag.pk}-{other.pk}"
    )
    assert f'id="karte-{werkstatt.beitrag.pk}-{other.pk}"' in response.content.decode()


def test_moved_thema_keeps_its_button_in_hand(client: Client, werkstatt: Werkstatt):
    for position in (5, 6):
        make_thema(workshop=werkstatt.workshop, position=position)

    places = [client.post(werkstatt.url("v-thema-move"), {"zug": "r"})["Location"].split("#")[1] for _ in range(2)]

    assert places == [f"griff-thema-{werkstatt.thema.pk}-r", f"thema-{werkstatt.thema.pk}"]


def test_card_under_a_foreign_thema_is_shown_and_can_be_filed_here(client: Client, werkstatt: Werkstatt):
    card = make_beitrag(workshop=werkstatt.workshop, text="Nur woanders abgelegt")
    foreign = make_thema(workshop=make_workshop(reihe=werkstatt.workshop.reihe), titel="Nachbarn")
    make_zuordnung(foreign, card)
    wall = client.get(werkstatt.url("v-kartenwand") + f"?karte={card.pk}").content.decode()
    assert "Unter Themen außerhalb dieser Wand" in wall
    assert "Nur woanders abgelegt" in wall

    client.post(reverse("v-karte-move", args=(card.pk,)), {"zug": "thema", "von": "", "thema": werkstatt.thema.pk})

    assert set(card.themen.all()) == {foreign, werkstatt.thema}
    assert "Unter Themen außerhalb" not in client.get(werkstatt.url("v-kartenwand")).content.decode()


def test_column_without_thema_comes_first(client: Client, werkstatt: Werkstatt):
    spalten = client.get(werkstatt.url("v-kartenwand")).context["spalten"]

    assert [spalte.thema for spalte in spalten] == [None, werkstatt.thema]


def test_names_of_all_buttons_on_the_wall_differ(client: Client, werkstatt: Werkstatt):
    for text in ("Der Bus fährt nicht.", "Der Bus fährt nicht."):
        make_beitrag(workshop=werkstatt.workshop, text=text)

    wall = client.get(werkstatt.url("v-kartenwand")).content.decode()

    names = [name for name in re.findall(r'<button[^>]*aria-label="([^"]+)"', wall) if name != "Suchen"]
    assert len(set(names)) == len(names)


def _lay(client: Client, werkstatt: Werkstatt, text: str) -> Beitrag:
    client.post(werkstatt.url("v-karte-new"), {"text": text})
    return Beitrag.objects.get(text=text)


def test_card_just_copied_is_corrected_on_a_page_of_its_own(client: Client, werkstatt: Werkstatt):
    card = _lay(client, werkstatt, "Dr Bus fehlt")
    url = reverse("v-karte-wortlaut", args=(card.pk,))
    assert url in client.get(werkstatt.url("v-kartenwand")).content.decode()
    assert "Dr Bus fehlt" in client.get(url).content.decode()

    response = client.post(url, {"text": "Der Bus fehlt"}, follow=True)

    card.refresh_from_db()
    assert card.text == "Der Bus fehlt"
    assert f"Der Wortlaut der Karte {card.code} ist berichtigt." in response.content.decode()


def test_correction_after_a_quarter_of_an_hour_is_refused_with_a_sentence(client: Client, werkstatt: Werkstatt):
    card = _lay(client, werkstatt, "Dr Bus fehlt")
    Beitrag.objects.filter(pk=card.pk).update(eingereicht_am=timezone.now() - timedelta(minutes=15, seconds=1))
    url = reverse("v-karte-wortlaut", args=(card.pk,))
    assert url not in client.get(werkstatt.url("v-kartenwand")).content.decode()

    opened = client.get(url, follow=True).content.decode()
    late = client.post(url, {"text": "Der Bus fehlt"})

    card.refresh_from_db()
    assert (late.status_code, card.text) == (422, "Dr Bus fehlt")
    for page in (opened, late.content.decode()):
        assert "Der Wortlaut dieser Karte steht fest." in page
    assert "Der Bus fehlt" in late.content.decode()


def _by_script(client: Client, werkstatt: Werkstatt, **data: object):
    return client.post(werkstatt.url("v-karte-new"), data, headers={"X-Karten": "1"}, follow=True)


def test_script_gets_the_card_as_a_piece_of_the_wall(client: Client, werkstatt: Werkstatt):
    response = _by_script(client, werkstatt, text="Bus <fehlt>", thema=werkstatt.thema.pk, vorzeichen="-")

    card = Beitrag.objects.get(text="Bus <fehlt>")
    piece = response.content.decode()
    assert (response.status_code, response["X-Karten"]) == (200, card.code)
    assert f'id="karte-{card.pk}-{werkstatt.thema.pk}"' in piece
    assert "Bus &lt;fehlt&gt;" in piece
    assert "<html" not in piece
    assert not list(client.get(werkstatt.url("v-kartenwand")).context["messages"])


def test_card_sent_twice_by_script_hangs_once(client: Client, werkstatt: Werkstatt):
    data = {"text": "Bus fehlt", "thema": "", "vorzeichen": "-", "absendung": "y" * 22}

    codes = [_by_script(client, werkstatt, **data)["X-Karten"] for _ in range(2)]

    assert codes[0] == codes[1]
    assert Beitrag.objects.filter(text="Bus fehlt").count() == 1


def test_script_gets_the_sentence_when_a_card_is_refused(client: Client, werkstatt: Werkstatt):
    response = _by_script(client, werkstatt, text="Bus", thema=999999)

    assert (response.status_code, response["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert response.content.decode().startswith("Bitte ")
    assert not Beitrag.objects.filter(text="Bus").exists()


def test_card_is_put_into_a_chosen_and_into_a_new_thema(client: Client, werkstatt: Werkstatt):
    other = make_thema(workshop=werkstatt.workshop)

    _move(client, werkstatt, zug="thema", thema=other.pk)
    assert list(werkstatt.beitrag.themen.all()) == [other]
    _move(client, werkstatt, zug="thema", thema="neu", titel="Ehrenamt", von=other.pk)

    assert [thema.titel for thema in werkstatt.beitrag.themen.all()] == ["Ehrenamt"]


@pytest.mark.parametrize(
    "data",
    [
        {"zug": "quer"},
        {"zug": "thema", "thema": "999999"},
        {"zug": "thema", "thema": "neu"},
        {"zug": "thema", "thema": "' OR 1=1"},
        {"zug": "o", "von": "999999"},
    ],
)
def test_impossible_step_is_refused_and_the_card_stays(client: Client, werkstatt: Werkstatt, data: dict[str, str]):
    assert _move(client, werkstatt, **data) == 422
    assert list(werkstatt.beitrag.themen.all()) == [werkstatt.thema]


def test_thema_of_another_workshop_takes_no_card(client: Client, werkstatt: Werkstatt):
    foreign = make_thema(workshop=make_workshop(reihe=werkstatt.workshop.reihe))

    assert _move(client, werkstatt, zug="thema", thema=foreign.pk) == 422


def test_column_is_shown_whole_when_asked_for(client: Client, werkstatt: Werkstatt):
    werkstatt.beitrag.delete()
    for number in range(AN_DER_WAND + 3):
        make_beitrag(workshop=werkstatt.workshop, text=f"Karte {number}", position=number)

    wall = client.get(werkstatt.url("v-kartenwand")).content.decode()
    more = re.search(r'href="([^"]+\?spalte=ohne[^"]+)"\s*>3\s+weitere', wall)
    assert more is not None
    alone = client.get(html.unescape(more[1])).content.decode()

    shown = [re.findall(r'zettel__text">(Karte \d+)<', page) for page in (wall, alone)]
    assert shown == [
        [f"Karte {number}" for number in range(AN_DER_WAND)],
        [f"Karte {number}" for number in range(JE_SPALTE, AN_DER_WAND + 3)],
    ]


def test_new_thema_with_a_known_title_is_refused_and_the_known_one_keeps_its_words(
    client: Client, werkstatt: Werkstatt
):
    above = make_thema(workshop=werkstatt.workshop, reihe=werkstatt.workshop.reihe, titel="Unterwegs")
    wege = make_thema(
        workshop=werkstatt.workshop,
        reihe=werkstatt.workshop.reihe,
        titel="Wege",
        beschreibung="Lange überlegt.",
        uebergeordnet=above,
    )
    before = Eintrag.objects.count()

    response = client.post(
        werkstatt.url("v-thema-new"), {"titel": " wege ", "beschreibung": "Neu", "uebergeordnet": ""}
    )

    wege.refresh_from_db()
    assert response.status_code == 422
    assert "Ein Thema mit diesem Titel gibt es schon, es gehört zu „Unterwegs“." in response.content.decode()
    assert (wege.titel, wege.beschreibung, wege.uebergeordnet) == ("Wege", "Lange überlegt.", above)
    assert Eintrag.objects.count() == before


def test_new_thema_with_a_known_title_and_this_as_parent_is_refused(client: Client, werkstatt: Werkstatt):
    titel, pk = werkstatt.thema.titel, werkstatt.thema.pk

    response = client.post(werkstatt.url("v-thema-new"), {"titel": titel, "uebergeordnet": pk})

    werkstatt.thema.refresh_from_db()
    assert (response.status_code, werkstatt.thema.uebergeordnet) == (422, None)


def test_new_thema_keeps_its_words_and_its_place_below_another(client: Client, werkstatt: Werkstatt):
    data = {"titel": "Ehrenamt", "beschreibung": "Wer hilft wem?", "uebergeordnet": werkstatt.thema.pk}

    client.post(werkstatt.url("v-thema-new"), data)

    made = Thema.objects.get(titel="Ehrenamt")
    assert (made.beschreibung, made.uebergeordnet) == ("Wer hilft wem?", werkstatt.thema)


def test_thema_is_created_renamed_and_merged(client: Client, werkstatt: Werkstatt):
    client.post(werkstatt.url("v-thema-new"), {"titel": "Ehrenamt"})
    other = Thema.objects.get(titel="Ehrenamt")

    client.post(werkstatt.url("v-thema-edit"), {"titel": "Neuer Titel"})
    client.post(werkstatt.url("v-thema-merge"), {"ziel": other.pk})

    werkstatt.thema.refresh_from_db()
    assert (werkstatt.thema.titel, werkstatt.thema.uebergeordnet) == ("Neuer Titel", other)
    assert list(other.beitraege.all()) == [werkstatt.beitrag]


def test_counted_dots_are_kept_and_ranked(client: Client, werkstatt: Werkstatt):
    other = make_thema(workshop=werkstatt.workshop, titel="Ehrenamt")
    data = {"personen": "5", f"thema_{werkstatt.thema.pk}": "7", f"thema_{other.pk}": "7"}

    response = client.post(werkstatt.url("v-abfrage"), data)

    assert response["Location"] == werkstatt.url("v-punkte")
    assert sorted(Punktstand.objects.values_list("punkte", flat=True)) == [7, 7]
    beamer = one_line(client.get(werkstatt.url("v-beamer")).content.decode())
    assert beamer.count('<td class="beamer__rang">1.</td>') == 2
    assert "14 Punkte von 5 Personen, 14 davon auf Papier" in beamer


@pytest.mark.parametrize("number", ["-1", "viele", "1.5", "99"])
def test_impossible_number_of_dots_is_refused_and_kept_in_the_field(client: Client, werkstatt: Werkstatt, number: str):
    response = client.post(werkstatt.url("v-abfrage"), {"personen": "5", f"thema_{werkstatt.thema.pk}": number})

    assert response.status_code == 422
    assert f'value="{number}"' in response.content.decode()


def test_moderation_cannot_lay_cards_on_another_wall(client: Client, werkstatt: Werkstatt):
    other = make_werkstatt()

    assert client.post(other.url("v-karte-new"), {"text": "Bus"}).status_code == 403
    assert client.post(other.url("v-karte-move"), {"zug": "o"}).status_code == 404


def test_bad_words_in_the_address_of_the_wall_do_no_harm(client: Client, werkstatt: Werkstatt):
    make_gruppe(workshop=werkstatt.workshop)
    query = "?gruppe=abc&phase=x&spalte=%00&karte=²&seite=-4&thema=x&art=zz"

    assert client.get(werkstatt.url("v-kartenwand") + query).status_code == 200


def test_only_checked_cards_are_published_by_one_button(client: Client, werkstatt: Werkstatt):
    client.force_login(make_konto())
    page = client.get(werkstatt.url("v-dokumentation")).content.decode()
    assert reverse("v-fassung-new", args=("dokumentation", werkstatt.workshop.pk)) in page

    response = client.post(werkstatt.url("v-karten-publish"))

    werkstatt.beitrag.refresh_from_db()
    assert response["Location"] == werkstatt.url("v-dokumentation")
    assert werkstatt.beitrag.status == BeitragStatus.VEROEFFENTLICHT
