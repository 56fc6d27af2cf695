"""Two steps in, one click out, and nothing left of the address."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from bildungskommune.ui.spamschutz import new_start
from tests.factories import make_anmeldung, make_konto, make_workshop
from workshops.einladungen import rundschreiben, sendungen
from workshops.einladungen.einladen import Schreiben
from workshops.einladungen.rundschreiben import Kreis
from workshops.models import Sendungszeile, Verteilereintrag
from workshops.verteiler import eintragen
from workshops.verteiler import mails as verteilermails

pytestmark = pytest.mark.django_db
AN = "lea@haus.example"


def sign_up(client: Client, email: str = AN, **fields: str) -> int:
    shown = new_start(timezone.now().timestamp() - 60)
    data = {"email": email, "einwilligung": "on", "gezeigt": shown, "website": "", **fields}
    return client.post(reverse("verteiler"), data).status_code


def link(number: int = -1) -> str:
    """Return the path of the link in a mail, the last one if no other is asked for."""
    text = list(Mail.objects.order_by("pk").values_list("text", flat=True))[number]
    found = re.search(r"https?://[^/\s]+(/verteiler/\S+)", text)
    assert found is not None
    return found[1]


def confirmed(email: str = AN) -> Verteilereintrag:
    return Verteilereintrag.objects.create(
        email=email, quelle="seite", einwilligung_text="Fassung 1", bestaetigt_am=timezone.now()
    )


def test_nobody_is_in_before_the_mailbox_has_agreed(client: Client) -> None:
    assert sign_up(client) == 302
    row = Verteilereintrag.objects.get()
    asked = (row.quelle, row.einwilligung_text, row.bestaetigt_am)
    client.get(link())
    row.refresh_from_db()
    looked_at = row.bestaetigt_am
    client.post(link())
    row.refresh_from_db()
    agreed = row.bestaetigt_am
    client.post(link())
    row.refresh_from_db()

    assert row.bestaetigt_am == agreed, "a second click changes nothing"
    assert asked == ("seite", "Fassung 1", None)
    assert looked_at is None
    assert row.bestaetigt_am is not None
    assert link().rstrip("/").rpartition("/")[2] not in str(Verteilereintrag.objects.values().get())


@pytest.mark.parametrize("fields", [{"einwilligung": ""}, {"email": "keine"}, {"website": "https://spam.example"}])
def test_without_consent_or_address_nothing_is_kept(client: Client, fields: dict[str, str]) -> None:
    assert sign_up(client, **fields) == 422
    assert (Verteilereintrag.objects.count(), Mail.objects.count()) == (0, 0)


def test_answer_does_not_tell_who_is_in(client: Client) -> None:
    confirmed()

    assert [sign_up(client), sign_up(client, "neu@haus.example")] == [302, 302]
    assert list(Mail.objects.order_by("pk").values_list("an", "anlass")) == [
        (AN, "verteiler_bekannt"),
        ("neu@haus.example", "verteiler_bestaetigen"),
    ]


def test_asking_again_sends_a_new_link_and_the_old_one_opens_nothing(client: Client) -> None:
    sign_up(client)
    sign_up(client, AN.upper())

    assert client.get(link(0)).status_code == 404
    assert client.post(link(1)).status_code == 302
    assert Verteilereintrag.objects.count() == 1


def test_link_confirms_for_two_days(client: Client) -> None:
    sign_up(client)
    Verteilereintrag.objects.update(angefragt_am=timezone.now() - timedelta(days=2, minutes=1))

    answer = client.post(link())

    assert (answer.status_code, "abgelaufen" in answer.content.decode()) == (422, True)
    assert Verteilereintrag.objects.get().bestaetigt_am is None


def test_strangers_cause_three_mails_an_hour(client: Client) -> None:
    assert [sign_up(client) for _ in range(4)] == [302, 302, 302, 422]


def test_get_takes_nobody_off_and_one_post_of_a_mail_program_does(settings: Settings) -> None:
    row = confirmed()
    path = verteilermails.leaving(row).removeprefix(settings.BASE_URL)
    program = Client(enforce_csrf_checks=True)

    program.get(path)
    looked_at = Verteilereintrag.objects.count()
    done = program.post(path, {"List-Unsubscribe": "One-Click"})
    again = program.post(path, {"List-Unsubscribe": "One-Click"})

    assert (looked_at, Verteilereintrag.objects.count()) == (1, 0)
    assert [done.status_code, again.status_code] == [200, 200]
    assert program.get("/verteiler/ab/1:gefaelscht/").status_code == 404


def test_circular_to_the_list_can_be_left_from_the_mail_and_the_address_goes(
    client: Client, settings: Settings
) -> None:
    workshop = make_workshop()
    make_anmeldung(workshop=workshop, email=AN, status="bestaetigt")
    make_anmeldung(workshop=workshop, email="kommt@haus.example", status="bestaetigt")
    row, waiting = confirmed(AN.upper()), confirmed("wartet@haus.example")
    Verteilereintrag.objects.filter(pk=waiting.pk).update(bestaetigt_am=None)
    other = confirmed("andere@haus.example")

    sendung = rundschreiben.send(
        workshop,
        [Kreis.ANGEMELDET, Kreis.VERTEILER],
        Schreiben("Neues", "Es geht weiter."),
        ganze_reihe=False,
        by=make_konto(),
    )
    sendungen.work(sendung.pk)
    for pk in Mail.objects.values_list("pk", flat=True):
        versand.send(pk)

    sent = {message.to[0]: message for message in outbox.outbox}
    assert sorted(sent) == ["andere@haus.example", "kommt@haus.example", AN]
    headers = sent["andere@haus.example"].extra_headers
    url = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in sent["andere@haus.example"].body
    own = sent["kommt@haus.example"].extra_headers["List-Unsubscribe"].strip("<>")
    assert "/rundschreiben/ab/" in own
    assert own in sent["kommt@haus.example"].body
    client.post(url.removeprefix(settings.BASE_URL))
    assert not Verteilereintrag.objects.filter(pk=other.pk).exists()
    assert not Sendungszeile.objects.filter(an="andere@haus.example").exists()
    assert Sendungszeile.objects.count() == 3
    assert set(Verteilereintrag.objects.values_list("pk", flat=True)) == {row.pk, waiting.pk}


def test_who_leaves_before_the_mail_was_queued_gets_none() -> None:
    row = confirmed()
    brief = Schreiben("Neues", "Es geht weiter.")
    sendung = rundschreiben.send(make_workshop(), [Kreis.VERTEILER], brief, ganze_reihe=False, by=make_konto())

    eintragen.leave(row)

    assert sendungen.work(sendung.pk) == 0
    assert [(zeile.an, zeile.stand) for zeile in sendung.zeilen.with_stand()] == [("", "gescheitert")]


def test_office_sees_source_time_and_wording_and_takes_off_who_calls(client: Client) -> None:
    client.force_login(make_konto())
    row = confirmed()
    eintragen.ask("wartet@haus.example", quelle="seite")

    page = client.get(reverse("v-verteiler-list")).content.decode()
    waiting = client.get(reverse("v-verteiler-list"), {"stand": "wartet"}).context["liste"]
    client.post(reverse("v-verteiler-austragen", args=(row.pk,)))

    for word in ("1 Adresse bekommt Rundschreiben", AN, "Auf dem Laufenden bleiben", "Fassung 1"):
        assert word in " ".join(page.split())
    assert [one.email for one in waiting.seite] == ["wartet@haus.example"]
    assert list(Verteilereintrag.objects.values_list("email", flat=True)) == ["wartet@haus.example"]
