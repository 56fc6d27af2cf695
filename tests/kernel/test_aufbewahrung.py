"""What is kept for a limited time is forgotten at night, whatever else goes wrong; nothing personal has no time."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from bildungskommune import aufbewahrung
from bildungskommune.aufbewahrung import Frist, Teil, fristen
from bildungskommune.post.models import Mail
from bildungskommune.tasks import vergessen
from tests.kernel.bauen import make_mail

PERSONAL = re.compile(
    r"(^|_)(name|mail|email|telefon|adresse|anschrift|strasse|bedarf|autor|verfasser|vertretung|kontakt"
    r"|ansprechpartner|zustaendig|verantwortliche|stimme|empfaenger|geburtsdatum|netz|uid)(_|$)|^person$"
)


@pytest.mark.django_db
def test_every_night_old_mails_are_forgotten() -> None:
    make_mail(status="gesendet", sent=timezone.now() - timedelta(days=91))
    make_mail(status="gesendet", sent=timezone.now())

    assert [vergessen(), Mail.objects.count()] == [1, 1]


@pytest.mark.django_db
def test_one_that_fails_keeps_no_other_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    make_mail(status="gesendet", sent=timezone.now() - timedelta(days=91))
    monkeypatch.setattr(aufbewahrung.fristen, "_found", [broken, *aufbewahrung.fristen.functions()])

    with pytest.raises(ExceptionGroup, match="what should be forgotten"):
        aufbewahrung.forget(timezone.now())

    assert Mail.objects.count() == 0


def broken() -> Iterator[Frist]:
    yield Frist(
        modell=Mail,
        felder=(),
        was="nichts",
        daten="",
        wozu="",
        dauer=timedelta(0),
        worte="",
        ab="",
        zeilen=lambda: Mail.objects.annotate(ab=models.F("created") / 0),
    )


def looks_personal(field: models.Field) -> bool:
    """Say whether a field holds an address, or has a name that such fields have; an account is looked at itself."""
    if field.is_relation and field.related_model is apps.get_model(settings.AUTH_USER_MODEL):
        return False
    return isinstance(field, models.EmailField) or bool(PERSONAL.search(field.name))


def test_every_field_that_looks_personal_has_a_retention_or_a_reason_to_have_none() -> None:
    declared = {(one.modell, name) for one in fristen.collect() for name in one.felder}

    missing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if looks_personal(field) and (model, field.name) not in declared
    ]

    assert missing == []


def test_declarations_name_fields_that_exist_and_parts_of_what_is_declared() -> None:
    with_retention = {one.modell for one in fristen.collect() if isinstance(one, Frist)}

    for one in fristen.collect():
        for name in one.felder:
            one.modell._meta.get_field(name)
        assert not isinstance(one, Teil) or one.mit in with_retention
