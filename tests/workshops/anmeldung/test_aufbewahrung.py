"""What the form promises: support needs are gone a week after the workshop, the registration stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung, make_workshop
from workshops.anmeldung.aufbewahrung import forget_support_needs
from workshops.models import Anmeldung, Unterstuetzung

pytestmark = pytest.mark.django_db


def test_support_needs_go_a_week_after_the_workshop_and_the_registration_stays():
    now = timezone.now()
    recent = make_anmeldung(workshop=make_workshop(beginn=now - timedelta(days=7)))
    past = make_anmeldung(workshop=make_workshop(beginn=now - timedelta(days=8)))
    for anmeldung in (recent, past):
        Unterstuetzung.objects.create(anmeldung=anmeldung, bedarf="Gebärdensprache")

    deleted = forget_support_needs(now=now)

    assert deleted == 1
    assert [need.anmeldung for need in Unterstuetzung.objects.all()] == [recent]
    assert Anmeldung.objects.count() == 2


def test_mails_go_after_ninety_days_and_waiting_ones_stay():
    now = timezone.now()
    old, new = now - timedelta(days=91), now - timedelta(days=89)
    for name, fields in {
        "alt": {"status": "gesendet", "sent": old},
        "neu": {"status": "gesendet", "sent": new},
        "aufgegeben": {"status": "gescheitert", "next_attempt": old},
        "wartet": {"status": "wartet", "next_attempt": old},
    }.items():
        Mail.objects.create(an="jana@kita.example", betreff=name, text="Text", anlass="test", **fields)

    deleted = versand.forget(now=now)

    assert deleted == 2
    assert sorted(Mail.objects.values_list("betreff", flat=True)) == ["neu", "wartet"]
