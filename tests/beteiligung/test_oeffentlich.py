"""The pages of a round as strangers use them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.beteiligung import einreichen, runden
from bildungskommune.beteiligung.einreichen import Stimme
from bildungskommune.beteiligung.models import Beteiligungsrunde, Stellungnahme
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.fassungen import rules
from bildungskommune.post.models import Mail
from tests.beteiligung.bauen import end, make_runde, make_stellungnahme
from tests.factories import make_konto, make_konzept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(settings):
    """Let a form be sent as soon as it is shown."""
    settings.SPAMSCHUTZ_SEKUNDEN = 0


ANGABEN = {"art": "person", "name": "Ada Lohse", "email": "ada@lohse.example", "text": "Der Bus fehlt."}


def _form(runde: Beteiligungsrunde, stelle: str = "wege.absatz-1") -> str:
    return f"{reverse('stellungnahme-new', args=(runde.kennung,))}?stelle={stelle}"


def _text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return re.sub(r"\s+", " ", response.content.decode())


def test_from_the_list_over_the_round_to_a_part_the_way_leads_to_the_form(client):
    runde = make_runde(text="Was **fehlt**?")

    assert runde.get_absolute_url() in _text(client, reverse("beteiligung"))
    page = _text(client, runde.get_absolute_url())
    assert "Was <strong>fehlt</strong>?" in page
    assert reverse("runde-teil", args=(runde.kennung, "wege")) in page
    part = _text(client, reverse("runde-teil", args=(runde.kennung, "wege")))
    assert "<strong>40 Minuten</strong>" in part
    assert f"{reverse('stellungnahme-new', args=(runde.kennung,))}?stelle=wege.absatz-2" in part


def test_draft_is_read_under_its_own_address_and_leads_to_its_round(client):
    runde = make_runde(offen=False)
    address = reverse("leitbild-fassung", args=(runde.fassung.dokument, 1))
    assert client.get(address).status_code == 404

    runden.open_round(runde, by=make_konto())

    page = _text(client, address)
    assert "Dieser Text gilt noch nicht." in page
    assert runde.get_absolute_url() in page
    assert "Nur Stabsstelle" not in page


def test_comment_is_handed_in_confirmed_and_found_by_its_code(client):
    runde = make_runde()

    sent = client.post(_form(runde), ANGABEN | {"vorschlag": "Kein Weg ist weiter als 40 Minuten."})

    assert sent.url == reverse("stellungnahme-gesendet", args=(runde.kennung,))
    secret = re.findall(r"/stellungnahme/mein/([\w-]+)/", Mail.objects.get().text)[0]
    mine = reverse("stellungnahme-mein", args=(secret,))
    assert "Stellungnahme bestätigen" in _text(client, mine)
    assert Stellungnahme.objects.received().count() == 0
    assert client.post(mine).status_code == 302
    code = Stellungnahme.objects.received().get().code
    page = _text(client, reverse("stellungnahme", args=(code,)))
    assert "Der Bus fehlt." in page
    assert "<ins>" in page
    assert "wird geprüft" in page


def test_form_begins_with_the_wording_and_what_is_left_so_is_no_proposal(client):
    runde = make_runde()
    assert "Kein Weg ist zu weit.</textarea>" in _text(client, _form(runde))

    client.post(_form(runde), ANGABEN | {"vorschlag": "Kein Weg  ist zu weit. "})

    assert Stellungnahme.objects.get().anmerkungen.get().vorschlag == ""


def test_empty_comment_is_refused_with_a_sentence_and_nothing_is_kept(client):
    runde = make_runde()

    response = client.post(_form(runde), ANGABEN | {"text": " ", "vorschlag": "Kein Weg ist zu weit."})

    assert response.status_code == 422
    assert "Bitte schreiben Sie, was Sie zu dieser Stelle sagen möchten" in response.content.decode()
    assert not Stellungnahme.objects.exists()


def test_institution_and_public_name_need_their_words(client):
    runde = make_runde()

    page = client.post(_form(runde), {"art": "einrichtung", "text": "Ja.", "email": "a@b.example", "namentlich": "on"})

    assert page.status_code == 422
    assert "Bitte nennen Sie die Einrichtung" in page.content.decode()
    assert "Bitte tragen Sie Ihren Namen ein" in page.content.decode()


def test_to_the_whole_text_there_is_no_wording_to_change(client):
    page = _text(client, _form(make_runde(), ""))

    assert "Zum ganzen Text" in page
    assert 'name="vorschlag"' not in page


def test_more_is_said_by_the_link_without_confirming_again(client):
    runde = make_runde()
    client.post(_form(runde), ANGABEN)
    secret = re.findall(r"/stellungnahme/mein/([\w-]+)/", Mail.objects.get().text)[0]
    client.post(reverse("stellungnahme-mein", args=(secret,)))
    more = reverse("stellungnahme-anmerkung", args=(secret,))

    assert "?teil=orte" in _text(client, more)
    assert "?stelle=orte.absatz-1" in _text(client, f"{more}?teil=orte")
    assert client.post(f"{more}?stelle=orte.absatz-1", {"text": "Auch am Abend.", "vorschlag": ""}).status_code == 302
    assert client.post(f"{more}?stelle=orte.absatz-1", {"text": ""}).status_code == 422

    said = Stellungnahme.objects.get().anmerkungen.order_by("position")
    assert [(one.teil, one.text) for one in said] == [("wege", "Der Bus fehlt."), ("orte", "Auch am Abend.")]
    assert Mail.objects.count() == 1


def test_own_comment_is_taken_back_and_no_longer_public(client):
    runde = make_runde(sichtbar="sofort")
    client.post(_form(runde), ANGABEN)
    secret = re.findall(r"/stellungnahme/mein/([\w-]+)/", Mail.objects.get().text)[0]
    client.post(reverse("stellungnahme-mein", args=(secret,)))
    public = reverse("runde-stellungnahmen", args=(runde.kennung,))
    assert "Der Bus fehlt." in _text(client, public)

    back = client.post(reverse("stellungnahme-zurueckziehen", args=(secret,)))

    assert back.status_code == 302
    assert "Der Bus fehlt." not in _text(client, public)
    assert "zurückgezogen" in _text(client, reverse("stellungnahme", args=(Stellungnahme.objects.get().code,)))


@pytest.mark.parametrize(
    ("sichtbar", "before", "released", "after"),
    [
        ("sofort", True, True, True),
        ("geprueft", False, True, True),
        ("danach", False, False, True),
        ("nie", False, False, False),
    ],
)
def test_public_reads_comments_when_the_round_says_so(client, sichtbar, before, released, after):
    runde = make_runde(sichtbar=sichtbar)
    mine = make_stellungnahme(runde)
    pages = [
        reverse("runde-stellungnahmen", args=(runde.kennung,)),
        reverse("runde-teil", args=(runde.kennung, "wege")),
    ]

    def shown() -> set[bool]:
        return {"Der Bus fehlt." in _text(client, page) for page in pages}

    assert shown() == {before}
    einreichen.release(mine, by=make_konto())
    assert shown() == {released}
    end(runde)
    assert shown() == {after}
    einreichen.hide(mine, "Nennt Dritte.", by=make_konto())
    assert shown() == {False}
    assert "Nennt Dritte." in _text(client, mine.get_absolute_url())


def test_name_and_address_never_stand_in_public_without_consent(client):
    runde = make_runde(sichtbar="sofort")
    make_stellungnahme(runde, namentlich=False)

    for page in (reverse("runde-stellungnahmen", args=(runde.kennung,)), runde.get_absolute_url()):
        text = _text(client, page)
        assert "Lohse" not in text
        assert "ada@" not in text


def test_round_for_the_invited_stands_in_no_list_and_in_no_cache(client):
    runde = make_runde(kreis="eingeladen")

    assert runde.titel not in _text(client, reverse("beteiligung"))
    for name in ("runde", "runde-stellungnahmen", "stellungnahme-new"):
        response = client.get(reverse(name, args=(runde.kennung,)))
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
        assert "noindex" in response.headers["X-Robots-Tag"]
    assert client.post(_form(runde), ANGABEN).status_code == 302


def test_round_in_preparation_is_for_the_office_alone(client):
    runde = make_runde(offen=False)

    assert client.get(runde.get_absolute_url()).status_code == 404
    client.force_login(make_konto())
    assert client.get(runde.get_absolute_url()).status_code == 200


def test_before_the_first_day_the_text_can_be_read_and_the_form_says_when(client):
    begin = timezone.localdate() + timedelta(days=3)
    runde = make_runde(von=begin)

    page = _text(client, _form(runde))

    assert f"Sie können ab dem {begin:%d.%m.%Y} Stellung nehmen." in page
    assert "<textarea" not in page
    refused = client.post(_form(runde), ANGABEN)
    assert (refused.status_code, Stellungnahme.objects.count()) == (422, 0)
    assert "Der Bus fehlt." in refused.content.decode()


def test_cancelled_round_says_why(client):
    runde = make_runde()
    runden.cancel(runde, "Der Entwurf wird neu gefasst.", by=make_konto())

    assert "Der Entwurf wird neu gefasst." in _text(client, runde.get_absolute_url())


def test_unknown_places_links_and_codes_are_not_found(client):
    runde = make_runde()

    for url in (
        reverse("runde-teil", args=(runde.kennung, "nirgends")),
        reverse("stellungnahme-mein", args=("x" * 43,)),
        reverse("stellungnahme-mein", args=("kurz",)),
        reverse("stellungnahme", args=("QQQ-QQQ",)),
    ):
        assert client.get(url).status_code == 404, url
    assert "Zum ganzen Text" in _text(client, _form(runde, "nirgends.absatz-9"))


def test_code_is_found_however_it_is_typed(client):
    mine = make_stellungnahme(make_runde())

    typed = mine.code.lower().replace("-", "")

    assert client.get(reverse("stellungnahme", args=(typed,))).url == mine.get_absolute_url()
    asked = client.get(reverse("stellungnahme-suchen"), {"code": typed})
    assert asked.url == mine.get_absolute_url()
    assert client.get(reverse("beitrag-suchen"), {"code": typed}).url == mine.get_absolute_url()


@pytest.mark.parametrize(("typed", "said"), [("", "Bitte geben Sie den Code ein"), ("K7", "So sieht kein Code aus")])
def test_what_is_no_code_is_asked_for_again(client, typed, said):
    response = client.get(reverse("stellungnahme-suchen"), {"code": typed})

    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_part_with_a_slash_in_its_name_has_a_page(client):
    konzept = make_konzept()
    konzept.handlungsfelder.create(kennung="wege", titel="Wege", ausgangslage="Weit.")
    runde = make_runde(fassung=rules.freeze("konzept", konzept))
    teil = next(name for name in _parts(runde) if "/" in name)

    assert "Weit." in _text(client, reverse("runde-teil", args=(runde.kennung, teil)))


def _parts(runde: Beteiligungsrunde) -> list[str]:
    return [teil.kennung for teil in Stellen(runde.fassung).teile]


def test_many_comments_cost_the_public_page_no_more_statements(client, django_assert_num_queries):
    runde = make_runde(sichtbar="sofort")
    page = reverse("runde-teil", args=(runde.kennung, "wege"))
    make_stellungnahme(runde)
    _text(client, page)
    with CaptureQueriesContext(connection) as few:
        _text(client, page)
    for number in range(25):
        make_stellungnahme(runde, email=f"n{number}@lohse.example")

    with django_assert_num_queries(len(few)):
        text = _text(client, page)

    assert text.count('class="anmerkung"') == 20
    assert len(text) < 80_000


@pytest.mark.parametrize("absatz", ["absatz-1", ""])
def test_markup_in_a_comment_is_shown_as_typed(client, absatz):
    runde = make_runde(sichtbar="sofort")
    mine = make_stellungnahme(runde, absatz=absatz, text="<script>alert(1)</script>")
    einreichen.add(mine, Stimme(vorschlag="<b>fett</b>", teil="wege", absatz=absatz))

    text = _text(client, reverse("runde-stellungnahmen", args=(runde.kennung,)))

    assert "<script>alert" not in text
    assert "<b>fett" not in text
