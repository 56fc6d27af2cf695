"""Nobody is flooded in our name: what strangers may cause at one address, over all public forms together."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.post import grenzen, versand
from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Barrieremeldung
from tests.conftest import forget_rings
from tests.factories import make_workshop
from workshops.models import Beitrag

pytestmark = pytest.mark.django_db
THIRD = "dritte@kita.example"
LINK = "Gewinnen Sie: https://boese.example"


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()


def written(an: str, minutes_ago: int) -> None:
    mail = versand.enqueue_text(an=an, betreff="x", text="x", anlass="probe", zaehlt_fuer=grenzen.one_spelling(an))
    Mail.objects.filter(pk=mail.pk).update(created=timezone.now() - timedelta(minutes=minutes_ago))


def has_room(an: str) -> bool:
    try:
        grenzen.claim(an)
    except TooManyMails:
        return False
    return True


def test_fourth_mail_of_an_hour_is_refused_and_says_when_there_is_room():
    for minutes in (50, 40, 30):
        written(THIRD, minutes)

    with pytest.raises(TooManyMails) as refused:
        grenzen.claim(THIRD)

    assert abs(refused.value.again - timezone.now() - timedelta(minutes=10)) < timedelta(seconds=30)
    assert "noch einmal" in str(refused.value)
    assert has_room("andere@kita.example")


def test_eleventh_mail_of_a_day_is_refused():
    for hours in range(2, 12):
        written(THIRD, hours * 60)

    assert not has_room(THIRD)
    Mail.objects.order_by("created")[0].delete()
    assert has_room(THIRD)


@pytest.mark.parametrize("spelling", ["Dritte@Kita.Example", "dritte+1@kita.example", " DRITTE+spam@KITA.example "])
def test_other_spellings_are_the_same_box(spelling: str):
    for _ in range(3):
        written(THIRD, 1)

    assert not has_room(spelling)


def test_mails_that_no_stranger_caused_do_not_count():
    for _ in range(20):
        versand.enqueue_text(an=THIRD, betreff="x", text="x", anlass="probe")

    assert has_room(THIRD)


def test_contributions_and_reports_share_one_limit_keep_what_was_typed_and_mail_none_of_it(
    client: Client, first_texts: None
):
    new = f"/workshops/{make_workshop().slug}/beitraege/neu/"
    for _ in range(2):
        assert client.post(new, {"text": LINK, "autor_name": LINK, "autor_email": THIRD}).status_code == 302
    assert client.post("/barrierefreiheit/melden/", {"beschreibung": LINK, "email": THIRD}).status_code == 302

    contribution = client.post(new, {"text": LINK, "autor_name": LINK, "autor_email": THIRD})
    report = client.post("/barrierefreiheit/melden/", {"beschreibung": LINK, "name": LINK, "email": THIRD})

    for response in (contribution, report):
        page = response.content.decode()
        assert response.status_code == 422
        assert "An diese Adresse haben wir gerade mehrere E-Mails geschickt." in page
        assert LINK in page
    mails = list(Mail.objects.filter(an=THIRD))
    assert len(mails) == 3
    assert not any("boese" in mail.betreff + mail.text + mail.html for mail in mails)
    assert [Beitrag.objects.count(), Barrieremeldung.objects.count()] == [2, 1]


def test_without_an_address_there_is_no_limit_but_that_of_the_form(client: Client):
    new = f"/workshops/{make_workshop().slug}/beitraege/neu/"

    assert {client.post(new, {"text": f"Gedanke {number}"}).status_code for number in range(12)} == {302}


def test_addresses_of_one_mailbox_in_one_form_are_counted_together():
    written(THIRD, 5)
    names = [f"dritte+{number}@kita.example" for number in range(3)]

    with pytest.raises(TooManyMails):
        grenzen.claim_each(names)

    assert grenzen.claim_each(names[:2]) == dict.fromkeys(names[:2], THIRD)
