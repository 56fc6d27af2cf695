"""Institutions are invited to a round, each by a link of its own; who is silent is reminded."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung import einladen
from bildungskommune.beteiligung.einladen import VERTEILER, NotOpen
from bildungskommune.beteiligung.models import Beteiligungsrunde, Rundenbrief, Rundeneinladung, Stellungnahme
from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from bildungskommune.werkbank.einladen import NobodyLeft
from tests.beteiligung.bauen import end, make_runde, make_stellungnahme
from tests.factories import make_anmeldung, make_institution, make_konto

pytestmark = pytest.mark.django_db


def brief() -> Rundenbrief:
    return Rundenbrief(betreff="Ihre Stellungnahme", text="der Entwurf liegt aus.")


def invite(runde: Beteiligungsrunde, *institutionen: Institution) -> int:
    """Invite these and let the worker work and the mails go."""
    count = einladen.invite_all(runde, institutionen, brief(), by=make_konto())
    deliver()
    return count


def deliver() -> None:
    VERTEILER.work()
    for mail in Mail.objects.filter(status="wartet"):
        versand.send(mail.pk)
    VERTEILER.note_outcomes()


def answers(runde: Beteiligungsrunde) -> list[str]:
    rows = Rundeneinladung.objects.filter(runde=runde).with_antwort().order_by("pk")
    return [row.antwort for row in rows]


def test_each_gets_one_mail_with_a_link_of_its_own_and_a_way_out() -> None:
    runde = make_runde(kreis="eingeladen")
    kita, hort = (make_institution(name=name, email=f"{name}@x.example") for name in ("kita", "hort"))
    silent = make_institution(name="ohne")

    assert invite(runde, kita, hort, silent) == 2
    VERTEILER.work()

    sent = outbox.outbox[-2:]
    links = [row.get_absolute_url() for row in Rundeneinladung.objects.order_by("pk")]
    assert [one.to for one in sent] == [["kita@x.example"], ["hort@x.example"]]
    assert [link in one.body for link, one in zip(links, sent, strict=False)] == [True, True]
    assert sent[0].extra_headers["List-Unsubscribe"] == f"<http://localhost:8000{links[0]}ab/>"
    assert answers(runde) == ["stumm", "stumm", "ohne"]
    assert Mail.objects.filter(anlass="runde_einladung").count() == 2


def test_nobody_is_invited_twice_nor_before_or_after_the_round() -> None:
    kita, draft, over = make_institution(email="kita@x.example"), make_runde(offen=False), make_runde()
    runde = make_runde()
    invite(runde, kita)
    end(over)

    with pytest.raises(NobodyLeft):
        invite(runde, kita)
    for closed in (draft, over):
        with pytest.raises(NotOpen):
            invite(closed, kita)


def test_only_who_is_silent_is_reminded_and_not_at_once() -> None:
    runde = make_runde()
    said, silent, left = (make_institution(name=f"Kita {nr}", email=f"kita{nr}@x.example") for nr in range(3))
    invite(runde, said, silent, left)
    make_stellungnahme(runde, art="einrichtung", einrichtung="Kita 0")
    einladen.leave(Rundeneinladung.objects.get(institution=left))
    later = timezone.now() + timedelta(days=2)

    with pytest.raises(NobodyLeft):
        einladen.remind(runde, brief(), by=make_konto())
    count = einladen.remind(runde, brief(), by=make_konto(), now=later)
    deliver()

    assert (count, answers(runde)) == (1, ["da", "stumm", "stumm"])
    assert [mail.an for mail in Mail.objects.filter(anlass="runde_erinnerung")] == ["kita1@x.example"]


def test_mail_that_failed_is_told_and_goes_to_the_new_address() -> None:
    runde, kita = make_runde(), make_institution(email="falsch@x.example")
    invite(runde, kita)
    Mail.objects.update(status="gescheitert", fehler="Das Postfach gibt es nicht.")
    Rundeneinladung.objects.update(status="gescheitert")
    before = answers(runde)
    Institution.objects.update(email="richtig@x.example")

    tried = einladen.again(runde, by=make_konto())
    deliver()

    assert (before, tried, answers(runde)) == (["gescheitert"], 1, ["stumm"])
    assert outbox.outbox[-1].to == ["richtig@x.example"]


def test_link_leads_to_a_form_that_knows_the_institution(client: Client, settings: Settings) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    runde, kita = make_runde(kreis="eingeladen"), make_institution(name="Kita Nord", email="kita@x.example")
    make_institution(name="Kita Nord")
    invite(runde, kita)
    row = Rundeneinladung.objects.get()

    page = client.get(row.get_absolute_url())
    form = f"{reverse('stellungnahme-new', args=(runde.kennung,))}?einladung={row.code}"
    asked = client.get(form).content.decode()
    data = {"text": "Der Bus fehlt.", "art": "einrichtung", "einrichtung": "Kita Nord", "email": "kita@x.example"}
    client.post(form, data)

    assert (page.status_code, form.replace("&", "&amp;") in page.content.decode()) == (200, True)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'value="Kita Nord"' in asked
    assert Stellungnahme.objects.get().institution == kita
    assert client.get(reverse("runde-einladung", args=("geraten",))).status_code == 404


def test_one_click_ends_the_mails_of_this_round(client: Client) -> None:
    runde = make_runde()
    invite(runde, make_institution(email="kita@x.example"))
    row = Rundeneinladung.objects.get()
    url = reverse("runde-einladung-ab", args=(row.code,))

    asked = client.get(url).content.decode()
    done = Client(enforce_csrf_checks=True).post(url)

    row.refresh_from_db()
    assert ("Keine E-Mails mehr?" in asked, done.status_code, row.keine_mails) == (True, 200, True)


def test_desk_chooses_by_what_is_known_writes_and_sees_who_answered(client: Client) -> None:
    runde = make_runde()
    came, never = (make_institution(name=f"Kita {nr}", email=f"kita{nr}@x.example") for nr in range(2))
    make_anmeldung(institution=came, status="teilgenommen")
    client.force_login(make_konto())

    found = client.get(reverse("v-rundeneinladung-auswahl", args=(runde.pk,)), {"merkmal": "teilgenommen"})
    write = reverse("v-rundeneinladung-schreiben", args=(runde.pk,))
    shown = client.get(write, {"merkmal": "teilgenommen", "alle": "1"})
    data = {"betreff": "Ihre Stellungnahme", "text": "Bitte lesen Sie.", "institutionen": str(came.pk)}
    looked = client.post(write, data | {"vorschau": "1"})
    nobody = Rundeneinladung.objects.count()
    sent = client.post(write, data, follow=True)
    deliver()
    liste = client.get(reverse("v-rundeneinladung-list", args=(runde.pk,))).content.decode()

    assert (came.name in found.content.decode(), never.name in found.content.decode()) == (True, False)
    assert "1 Einladung verschicken" in shown.content.decode()
    assert ("Bitte lesen Sie." in looked.content.decode(), nobody) == (True, 0)
    assert "Die Einladungen sind auf dem Weg." in sent.content.decode()
    assert ("1 eingeladen" in liste, "keine Antwort" in liste) == (True, True)


def test_round_that_is_over_offers_no_invitation_and_says_when_there_is_one(client: Client) -> None:
    over, kita = make_runde(), make_institution(email="kita@x.example")
    end(over)
    client.force_login(make_konto())
    choose = reverse("v-rundeneinladung-auswahl", args=(over.pk,))

    liste = client.get(reverse("v-rundeneinladung-list", args=(over.pk,))).content.decode()
    chosen = client.get(choose, follow=True)
    written = client.get(reverse("v-rundeneinladung-schreiben", args=(over.pk,)), {"institution": kita.pk}, follow=True)

    assert ("bis zu ihrem letzten Tag" in liste, f'href="{choose}"' in liste) == (True, False)
    for answer in (chosen, written):
        assert answer.redirect_chain[-1][0] == reverse("v-rundeneinladung-list", args=(over.pk,))
        assert "sobald die Beteiligung eröffnet ist" in answer.content.decode()


def test_button_names_links_where_nobody_gets_a_mail(client: Client) -> None:
    runde, kita = make_runde(), make_institution(email="")
    client.force_login(make_konto())
    write = reverse("v-rundeneinladung-schreiben", args=(runde.pk,))

    page = client.get(write, {"institution": kita.pk}).content.decode()

    assert "1 Link anlegen" in page


def test_list_shows_how_far_the_mails_are_until_all_are_out(client: Client) -> None:
    runde = make_runde()
    invite(runde, make_institution(email="alt@x.example"))
    more = [
        make_institution(name=f"Kita {nr}", email=email) for nr, email in enumerate(["a@x.example", "", "b@x.example"])
    ]
    einladen.invite_all(runde, more, brief(), by=make_konto())
    client.force_login(make_konto())
    url, head = reverse("v-rundeneinladung-list", args=(runde.pk,)), {"HX-Request": "true"}

    page = client.get(url).content.decode()
    part = client.get(url, headers=head)
    deliver()
    done = client.get(url, headers=head)
    after = client.get(url).content.decode()

    assert f'data-fortschritt="{url}"' in page
    assert (part.status_code, "0 von 2 gesendet, 2 warten" in part.content.decode()) == (200, True)
    assert ("<table" in part.content.decode(), part.headers["Cache-Control"]) == (False, "no-store")
    assert (done.status_code, "2 von 2 gesendet" in done.content.decode()) == (286, True)
    assert "data-fortschritt" not in after


@pytest.mark.parametrize("count", [1, 30])
def test_list_asks_as_often_for_thirty_as_for_one(
    client: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    runde = make_runde()
    invite(runde, *(make_institution(email=f"kita{nr}@x.example") for nr in range(count)))
    client.force_login(make_konto())
    url = reverse("v-rundeneinladung-list", args=(runde.pk,))
    client.get(url)

    with django_assert_max_num_queries(16):
        client.get(url)
