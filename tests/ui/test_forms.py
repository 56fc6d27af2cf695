from collections.abc import Callable
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django import forms as django_forms
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from bildungskommune.beteiligung.models import Beratung
from bildungskommune.ui.forms import ModelForm
from bildungskommune.ui.spamschutz import SCHON_BENUTZT, ZU_ALT, ZU_SCHNELL, new_start
from tests.lesen import words
from tests.ui.views import ProbeForm

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.django_db]
ADRESSE = "/probe/formular/"
GUT = {"name": "Jana Beispiel", "email": "jana@kita.example", "gruppe": "1", "einverstanden": "on"}


def seen(seconds: float) -> str:
    return new_start((timezone.now() - timedelta(seconds=seconds)).timestamp())


def page(client: Client, data: dict[str, str] | None = None) -> tuple[Any, Any]:
    response = client.get(ADRESSE) if data is None else client.post(ADRESSE, data)
    return response, lxml.html.fromstring(response.content.decode())


def test_refused_form_answers_422_with_title_and_summary(client: Client) -> None:
    response, html = page(client, {"name": "x" * 30, "email": "quatsch", "gezeigt": seen(60)})

    assert response.status_code == 422
    assert html.findtext(".//title").startswith("Fehler: ")
    (summary,) = html.cssselect(".fehlerliste[role=alert][tabindex='-1']")
    assert summary.cssselect("h2")[0].text == "Bitte prüfen Sie 4 Angaben"
    assert [(a.get("href"), words(a)) for a in summary.cssselect("a")] == [
        ("#id_name", "Vor- und Nachname: Bitte kürzen Sie den Text auf höchstens 20 Zeichen, jetzt sind es 30."),
        ("#id_email", "E-Mail-Adresse: Bitte prüfen Sie die Adresse. So sieht sie aus: name@einrichtung.de"),
        ("#id_gruppe_0", "Arbeitsgruppe: Bitte wählen Sie eine Möglichkeit aus."),
        ("#id_einverstanden", "Ich bin einverstanden: Bitte setzen Sie hier ein Häkchen."),
    ]


def test_summary_links_lead_to_controls(client: Client) -> None:
    _, html = page(client, {"name": "", "gezeigt": seen(60)})

    ids = {e.get("id") for e in html.cssselect("input, select, textarea")}
    assert {a.get("href")[1:] for a in html.cssselect(".fehlerliste a")} <= ids


def test_field_names_help_and_error(client: Client) -> None:
    _, html = page(client, {"email": "quatsch", "gezeigt": seen(60)})

    (email,) = html.cssselect("#id_email")
    assert email.get("aria-describedby") == "id_email_helptext id_email_error"
    assert email.get("aria-invalid") == "true"
    assert email.get("value") == "quatsch"
    assert email.get("autocomplete") == "email"
    assert html.cssselect("#id_email_helptext")
    assert html.cssselect("#id_email_error")


def test_groups_are_fieldsets_with_legend_help_and_error(client: Client) -> None:
    _, html = page(client, {"email": "x", "gezeigt": seen(60)})

    (group,) = html.cssselect("fieldset#id_gruppe")
    assert group.get("aria-describedby") == "id_gruppe_helptext id_gruppe_error"
    assert words(group.cssselect("legend")[0]) == "Arbeitsgruppe"
    assert [r.get("id") for r in group.cssselect("input")] == ["id_gruppe_0", "id_gruppe_1"]


def test_every_describedby_and_label_leads_somewhere(client: Client) -> None:
    for data in (None, {"name": "", "gezeigt": seen(60)}):
        _, html = page(client, data)
        ids = [e.get("id") for e in html.cssselect("[id]")]
        wanted = {i for e in html.cssselect("[aria-describedby]") for i in e.get("aria-describedby").split()}
        wanted |= {e.get("for") for e in html.cssselect("label[for]")}
        assert wanted <= set(ids)
        assert len(ids) == len(set(ids))


def test_optional_fields_are_marked_and_browser_checks_are_off(client: Client) -> None:
    _, html = page(client)

    assert html.cssselect("form[novalidate][method=post]")
    assert not html.cssselect("[required]")
    marked = [e.getparent().text.strip() for e in html.cssselect(".formular .kern-label__optional")]
    assert marked == ["Telefon", "Themen", "Tag", "Gemeinde", "Orte", "Bemerkung", "Foto"]


def test_layout_makes_groups_and_appends_what_it_does_not_name(client: Client) -> None:
    _, html = page(client)

    legends = [e.text.strip() for e in html.cssselect("legend")]
    assert legends == ["Wer kommt?", "Was {wünschen} Sie?", "Arbeitsgruppe", "Themen", "Orte"]
    assert html.cssselect("form .formular__senden")[0].text_content().strip() == "Verbindlich anmelden"
    assert html.cssselect("input[name=bemerkung], textarea[name=bemerkung]")
    assert html.cssselect("form[enctype='multipart/form-data']")


def test_post_form_carries_both_tokens(client: Client) -> None:
    _, html = page(client)

    assert html.cssselect("input[name=csrfmiddlewaretoken]")
    assert len(html.cssselect("input[name=absendung]")[0].get("value")) == 22


def test_date_is_given_back_for_the_native_picker(client: Client) -> None:
    _, html = page(client, {"tag": "2024-05-30", "gezeigt": seen(60)})

    (tag,) = html.cssselect("#id_tag")
    assert (tag.get("type"), tag.get("value")) == ("date", "2024-05-30")


@pytest.mark.parametrize(
    ("note", "accepted"),
    [(lambda: seen(10), True), (lambda: seen(0), False), (lambda: "gefälscht", False), (lambda: "", False)],
)
def test_form_sent_too_fast_is_asked_again(settings: SettingsWrapper, note: Callable[[], str], accepted: bool) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 3

    form = ProbeForm({**GUT, "gezeigt": note()})

    assert form.is_valid() == accepted
    assert form.non_field_errors() == ([] if accepted else [ZU_SCHNELL])


def test_form_older_than_a_day_is_asked_again_with_a_new_note_and_all_that_was_typed(
    client: Client, settings: SettingsWrapper
) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    old = seen(25 * 3600)

    response, html = page(client, {**GUT, "gezeigt": old})
    (note,) = html.xpath("//input[@name='gezeigt']/@value")
    again = client.post(ADRESSE, {**GUT, "gezeigt": note})

    assert response.status_code == 422
    assert ZU_ALT in response.content.decode()
    assert html.xpath("//input[@name='name']/@value") == ["Jana Beispiel"]
    assert (note != old, again.status_code) == (True, 302)


def test_note_serves_once_and_is_given_back_by_a_form_with_errors(settings: SettingsWrapper) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    note = seen(60)

    wrong, first, second = (ProbeForm({**GUT, **more, "gezeigt": note}) for more in ({"name": ""}, {}, {"name": "Tom"}))
    answers = [wrong.is_valid(), first.is_valid(), second.is_valid()]

    assert answers == [False, True, False]
    assert second.non_field_errors() == [SCHON_BENUTZT]
    assert second["gezeigt"].value() != note


def test_filled_trap_is_refused() -> None:
    assert not ProbeForm({**GUT, "gezeigt": seen(60), "website": "https://spam.example"}).is_valid()


def test_html_in_every_field_comes_back_as_text(client: Client) -> None:
    boese = "<img src=x onerror=alert(1)>"
    response, _ = page(client, {"name": boese, "email": boese, "bemerkung": boese, "gruppe": boese, "gezeigt": boese})

    assert boese not in response.content.decode()


class AuswahlForm(ModelForm):
    class Meta:
        model = Beratung
        fields = ("rolle", "ergebnis")


def test_empty_choice_says_in_words_what_to_do() -> None:
    form = AuswahlForm()

    assert [next(iter(form.fields[name].choices)) for name in ("rolle", "ergebnis")] == [  # type: ignore[attr-defined]  # both are ChoiceFields
        ("", "Bitte wählen"),
        ("", "keine Angabe"),
    ]


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\u2028", "\t"])
def test_one_line_field_takes_one_line(client: Client, sign: str) -> None:
    _, html = page(client, GUT | {"name": f"Jana{sign}Beispiel", "gezeigt": seen(60)})

    [line] = html.cssselect(".fehlerliste a")
    assert words(line).startswith("Vor- und Nachname: Bitte schreiben Sie alles in eine Zeile: nach „Jana“ steht")


def test_e_mail_address_is_one_line(client: Client) -> None:
    response, _ = page(client, GUT | {"email": "jana@kita.example\nBcc: alle@kita.example", "gezeigt": seen(60)})

    assert response.status_code == 422


def test_text_area_takes_lines_but_nothing_unseen(client: Client) -> None:
    refused = client.post(ADRESSE, GUT | {"bemerkung": "Bus\r\nBahn\x1b", "gezeigt": seen(60)})
    taken = client.post(ADRESSE, GUT | {"bemerkung": "Bus\r\n\tBahn", "gezeigt": seen(60)})

    assert [refused.status_code, taken.status_code] == [422, 302]
    assert "Nach „Bus Bahn“ steht ein unsichtbares Steuerzeichen." in refused.content.decode()


def test_widget_that_a_form_changes_later_counts() -> None:
    class Later(ProbeForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["name"].widget = django_forms.Textarea()

    form = Later(GUT | {"name": "Jana\nBeispiel", "gezeigt": seen(60)})

    assert form.errors == {}
