"""What is kept for a limited time is forgotten at night, whatever else goes wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from bildungskommune import aufbewahrung
from bildungskommune.aufbewahrung import Vergessen
from bildungskommune.post.models import Mail
from bildungskommune.tasks import vergessen
from tests.kernel.bauen import make_mail

pytestmark = pytest.mark.django_db


def test_every_night_old_mails_are_forgotten() -> None:
    make_mail(status="gesendet", sent=timezone.now() - timedelta(days=91))
    make_mail(status="gesendet", sent=timezone.now())

    assert [vergessen(), Mail.objects.count()] == [1, 1]


def test_one_that_fails_keeps_no_other_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    make_mail(status="gesendet", sent=timezone.now() - timedelta(days=91))
    monkeypatch.setattr(aufbewahrung.fristen, "_found", [broken, *aufbewahrung.fristen.functions()])

    with pytest.raises(ExceptionGroup, match="what should be forgotten"):
        aufbewahrung.forget(timezone.now())

    assert Mail.objects.count() == 0


def broken(now: datetime) -> Iterator[Vergessen]:
    yield Vergessen("nichts", 1 // (now.year - now.year))
