"""What holds for every form of the desk: nothing typed is lost, nothing is taken twice, nothing changes by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.seiten.models import Kommune
from bildungskommune.ui.absendung import FELD
from bildungskommune.versionen import Versioniert
from bildungskommune.werkbank.formular import STAND
from tests import welt
from tests.formular import Formular

NO_FORM_OF_THE_DESK = {"v-karte-new"}
WITH_A_FILE = {"v-foerderzeichen-new", "v-foto-new"}
"""Without its file nothing is made; its own tests send one."""
FASSUNGEN = ("v-fassung", "v-vorlage-new", "v-beschlussfassung-new")
"""The Fassungen have tests of their own."""


@dataclass(frozen=True)
class Welt:
    konto: Konto
    office: Client
    addresses: dict[str, str]

    def form(self, name: str) -> Formular:
        return Formular(self.office, self.addresses[name])


def names(*endings: str) -> list[str]:
    """Return the addresses of the desk that end so, as they stand in the URL configuration."""
    found = {name for name, _ in welt.patterns() if name.startswith("v-") and name.endswith(endings)}
    return sorted(name for name in found - NO_FORM_OF_THE_DESK - WITH_A_FILE if not name.startswith(FASSUNGEN))


NEW, EDIT = names("-new"), [*names("-edit"), "v-kommune"]
FORMS = sorted([*NEW, *EDIT])


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Welt]:
    """Build the sample process once for all forms."""
    with django_db_blocker.unblock(), transaction.atomic():
        konten = welt.build()
        Kommune.objects.current().save()
        yield Welt(
            konten["stabsstelle"],
            Client(),
            {name: welt.address(name, arguments) for name, arguments in welt.patterns()},
        )
        transaction.set_rollback(True)


@pytest.fixture
def world(built: Welt) -> Iterator[Welt]:
    """Take back what a test did."""
    with transaction.atomic():
        # Anew each time: who changes the own account is logged out, and the cookie does not come back with the rows.
        office = Client()
        office.force_login(built.konto, backend="django.contrib.auth.backends.ModelBackend")
        yield replace(built, office=office)
        transaction.set_rollback(True)


def django_form(answer: Any) -> Any:
    """Return the form that a page was made from."""
    found = answer.context["form"]
    assert isinstance(found, forms.BaseForm)
    return found


def filled(form: Formular, name: str) -> Formular:
    """Fill in what is still empty and must not be."""
    sent = dict(form.data)
    for key, field in django_form(form.answer).fields.items():
        if field.required and not sent.get(key, "").strip():
            form.type(**{key: value_for(field)})
    return form.type(**MORE.get(name, {}))


def value_for(field: forms.Field) -> str:
    """Return something that the field takes: the first choice, a word, a number, today."""
    choices = getattr(field, "choices", None)
    if choices is not None:
        flat = [pair for key, label in choices for pair in (label if isinstance(label, list) else [(key, label)])]
        return next(str(key) for key, _ in flat if key)
    for kind, value in VALUES:
        if isinstance(field, kind):
            return value
    return "Wort"


VALUES: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.EmailField, "neu@boerde.example"),
    (forms.DateTimeField, "2027-03-01T10:00"),
    (forms.DateField, "2026-03-01"),
    (forms.IntegerField, "1"),
    (forms.DecimalField, "1"),
)
MORE: dict[str, dict[str, str]] = {
    "v-mitwirkung-new": {"wortlaut": "elf Schulen"},
    "v-posten-new": {"jahr": "2090"},
    "v-ruhe-new": {"bis": "2090-01-01"},
    "v-vertretung-new": {"bis": "2090-01-01"},
    "v-workshop-new": {"ende": "2027-03-01T12:00"},
    "v-sachstand-new": {"status": "in_umsetzung"},
    "v-oparl-new": {"adresse": "https://ris.example/paper/1"},
    "v-stellungnahme-new": {"einrichtung": "Kita", "text": "Der Bus fehlt."},
}
"""What a form needs besides, because two of its fields depend on each other."""


ADDRESSES = {"adresse", "email", "link", "website"}
"""Fields that take no words, but addresses."""


def texts(form: Formular) -> dict[str, int]:
    """Return the fields that words are typed into, with the most that each takes."""
    found = {}
    for key, field in django_form(form.answer).fields.items():
        if isinstance(field, forms.CharField) and not field.widget.is_hidden and field.max_length:
            found[key] = field.max_length
    return found


def is_line(form: Formular, key: str) -> bool:
    return not isinstance(django_form(form.answer).fields[key].widget, forms.Textarea)


def rows() -> dict[str, int]:
    """Count everything that the desk can make; what was sent before and sessions are no things of the desk."""
    beside = {
        "Absendung",
        "Session",
        "Eintrag",
        "Textstand",
        "Mail",
        "Aenderung",
        "Wandschritt",
        "Wandzug",
        "Themenzug",
    }
    counted = [model._meta for model in apps.get_models() if model.__name__ not in beside and model._meta.managed]
    each = [f"SELECT %s, count(*) FROM {connection.ops.quote_name(table.db_table)}" for table in counted]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), [table.label for table in counted])
        return dict(cursor.fetchall())


def more(before: dict[str, int]) -> dict[str, int]:
    after = rows()
    return {label: after[label] - number for label, number in before.items() if after[label] != number}


@pytest.mark.parametrize("name", NEW)
def test_new_thing_is_made_once_though_sent_twice(world: Welt, name: str) -> None:
    form = filled(world.form(name), name)
    before, entries = rows(), Eintrag.objects.count()

    first = form.send()
    made = more(before)
    second = form.send()

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert set(made.values()) == {1}
    assert more(before) == made
    assert Eintrag.objects.count() > entries


@pytest.mark.parametrize("name", NEW)
def test_same_words_typed_anew_are_a_thing_of_their_own_or_refused_in_words(world: Welt, name: str) -> None:
    """Never an error of the database, and never a second thing under the same name in an address."""
    filled(world.form(name), name).send()

    response = filled(world.form(name), name).send()

    assert response.status_code in {302, 422}


@pytest.mark.parametrize("name", EDIT)
def test_form_sent_as_it_was_shown_changes_nothing(world: Welt, name: str) -> None:
    form = world.form(name)
    thing = django_form(form.answer).instance
    before, entries = type(thing)._default_manager.values().get(pk=thing.pk), Eintrag.objects.count()

    response = form.send()

    assert response.status_code == 302
    assert type(thing)._default_manager.values().get(pk=thing.pk) == before
    assert Eintrag.objects.count() == entries


@pytest.mark.parametrize("name", FORMS)
def test_words_that_are_too_long_stay_in_the_form_and_are_named(world: Welt, name: str) -> None:
    form = filled(world.form(name), name)
    long = {key: "x" * (limit + 1) for key, limit in texts(form).items()}
    other = {key: value.strip() for key, value in form.data if key not in {*long, STAND, FELD, "csrfmiddlewaretoken"}}
    before, entries = rows(), Eintrag.objects.count()

    if not long:
        pytest.skip("has no such field")

    response = form.type(**long).send()

    assert response.status_code == 422
    assert set(long) <= set(django_form(response).errors)
    assert {key: form.value(key) for key in long} == long
    assert {key: value.strip() for key, value in form.data if key in other} == other
    assert (more(before), Eintrag.objects.count()) == ({}, entries)
    summary = [str(link.get("href")) for link in form.page.cssselect("#meldung a[href^='#']")]
    assert len(summary) >= len(long)
    assert [place for place in summary if not form.page.cssselect(place)] == []


@pytest.mark.parametrize("sign", ["\0", "\x07"])
@pytest.mark.parametrize("name", FORMS)
def test_sign_that_nobody_sees_is_refused_with_a_sentence(world: Welt, name: str, sign: str) -> None:
    form = filled(world.form(name), name)
    keys = [key for key in texts(form) if key not in ADDRESSES]
    if not keys:
        pytest.skip("has no such field")

    response = form.type(**dict.fromkeys(keys, "Wort\x07Wort")).send()

    assert response.status_code == 422
    assert set(keys) <= set(django_form(response).errors)


@pytest.mark.parametrize("name", FORMS)
def test_field_of_one_line_takes_one_line(world: Welt, name: str) -> None:
    form = filled(world.form(name), name)
    lines = [key for key in texts(form) if is_line(form, key)]
    if not lines:
        pytest.skip("has no such field")

    response = form.type(**dict.fromkeys(lines, "erste\nzweite")).send()

    assert response.status_code == 422
    assert set(lines) <= set(django_form(response).errors)


def choices(form: Formular) -> list[str]:
    fields = django_form(form.answer).fields.items()
    kinds = (forms.ChoiceField, forms.ModelChoiceField, forms.TypedChoiceField)
    return [key for key, field in fields if isinstance(field, kinds)]


@pytest.mark.parametrize("name", FORMS)
def test_choice_that_was_not_offered_is_refused(world: Welt, name: str) -> None:
    form = filled(world.form(name), name)
    chosen = choices(form)
    if not chosen:
        pytest.skip("has no such field")
    before = rows()

    response = form.type(**dict.fromkeys(chosen, "9" * 20)).send()

    assert response.status_code == 422
    assert set(chosen) <= set(django_form(response).errors)
    assert more(before) == {}


@pytest.mark.parametrize("name", FORMS)
def test_number_and_day_that_are_none_are_refused_and_stay(world: Welt, name: str) -> None:
    form = filled(world.form(name), name)
    kinds = (forms.IntegerField, forms.DecimalField, forms.DateField, forms.DateTimeField, forms.TimeField)
    keys = [key for key, field in django_form(form.answer).fields.items() if isinstance(field, kinds)]
    if not keys:
        pytest.skip("has no such field")

    response = form.type(**dict.fromkeys(keys, "übermorgen")).send()

    assert response.status_code == 422
    assert set(keys) <= set(django_form(response).errors)
    assert {key: form.value(key) for key in keys} == dict.fromkeys(keys, "übermorgen")


WITHOUT_A_TEXT = dict.fromkeys(
    ("v-konzept-skala-edit", "v-plan-skala-edit"), ("prioritaeten", "hoch\nmittel\nniedrig\nkeine")
)
"""What is typed into a form that has no text of any length."""


@pytest.mark.parametrize("name", EDIT)
def test_second_of_two_is_asked_and_overwrites_nothing(world: Welt, name: str) -> None:
    form = world.form(name)
    thing = django_form(form.answer).instance
    assert isinstance(thing, Versioniert)
    typed = {key: limit for key, limit in texts(form).items() if key not in ADDRESSES}
    key, value = (
        (max(typed, key=lambda one: typed[one]), "Ganz anders")
        if typed
        else WITHOUT_A_TEXT.get(name, ("kontingent", "7"))
    )
    kind = type(thing)._default_manager
    kind.filter(pk=thing.pk).update(version=F("version") + 1)
    before = kind.values().get(pk=thing.pk)

    response = form.type(**{key: value}).send()

    assert response.status_code == 409
    assert form.value(key) == value
    assert kind.values().get(pk=thing.pk) == before
