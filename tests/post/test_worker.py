"""From the event to the mailbox: a real worker behind a real Redis, and a mail server on the network."""

import subprocess
from pathlib import Path

import pytest
from celery import current_app
from django.utils import timezone

from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from tests.factories import make_institution, make_konto, make_workshop
from tests.kernel.arbeiter import wait_until
from tests.kernel.bauen import make_mail
from tests.post.mailserver import Postfach
from workshops.einladungen import einladen, sendungen
from workshops.einladungen.einladen import Schreiben
from workshops.models import Einladung

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def post_worker(smtp: int, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> subprocess.Popen[bytes]:
    """Run a worker that sends to the server of the test."""
    monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{smtp}")
    worker: subprocess.Popen[bytes] = request.getfixturevalue("celery_worker_process")
    return worker


def state(mail: Mail) -> str:
    return Mail.objects.get(pk=mail.pk).status


def test_worker_sends_past_a_poison_mail(post_worker: subprocess.Popen[bytes], postfach: Postfach, tmp_path: Path):
    poison = make_mail(betreff="Absage an\nFrau Muster")
    versand.ring(poison.pk)
    good = versand.enqueue_text(an="kita@boerde.example", betreff="Ihr Platz", text="Guten Tag", anlass="test")

    wait_until(lambda: state(good) == "gesendet", "the good mail is sent")

    assert postfach.betreffe == ["Ihr Platz"]
    assert [state(poison), Mail.objects.get(pk=poison.pk).attempts] == ["wartet", 1]
    assert "Muster" not in (tmp_path / "worker.log").read_text()


def test_worker_that_is_out_of_time_lets_the_mail_rest(post_worker: subprocess.Popen[bytes], postfach: Postfach):
    postfach.silence = 10
    mail = make_mail()

    current_app.send_task(versand.TASK, args=(mail.pk,), queue="post", soft_time_limit=1)
    wait_until(lambda: state(mail) == "wartet" and bool(Mail.objects.get(pk=mail.pk).fehler), "the mail rests")

    assert Mail.objects.get(pk=mail.pk).attempts == 1
    assert Mail.objects.get(pk=mail.pk).fehler == "Der Mailserver hat zu lange für seine Antwort gebraucht."
    assert Mail.objects.get(pk=mail.pk).next_attempt > timezone.now()


def test_sixty_invitations_reach_their_mailboxes(post_worker: subprocess.Popen[bytes], postfach: Postfach):
    kitas = [make_institution(name=f"Kita {nr}", email=f"kita{nr}@kita.example") for nr in range(60)]

    einladen.invite_all(make_workshop(), kitas, Schreiben("Kommen Sie!", "Wir freuen uns."), by=make_konto())
    wait_until(lambda: Mail.objects.filter(status="gesendet").count() == 60, "all are sent")
    sendungen.sweep()

    assert postfach.betreffe == ["Kommen Sie!"] * 60
    assert Einladung.objects.exclude(gesendet_am=None).count() == 60
