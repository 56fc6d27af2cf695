"""Moving one thing of an order: what the part shows, and that what it sends moves the thing."""

from typing import Any

import lxml.html
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from bildungskommune.werkbank.templatetags.werkbank import ordnen
from konzept.models import Handlungsfeld
from tests.factories import make_handlungsfeld, make_konto, make_konzept
from tests.lesen import words


def part(nummer: int, gesamt: int, titel: str = "Spätbus") -> Any:
    shown = ordnen("/weg/", titel, "m-14", nummer, gesamt)
    return lxml.html.fromstring(render_to_string("werkbank/ordnen.html", shown))


@pytest.mark.parametrize(
    ("nummer", "gesamt", "disabled"), [(1, 3, ["hoch"]), (2, 3, []), (3, 3, ["runter"]), (1, 1, ["hoch", "runter"])]
)
def test_no_way_leads_beyond_the_ends(nummer: int, gesamt: int, disabled: list[str]) -> None:
    assert [button.get("value") for button in part(nummer, gesamt).cssselect("button[disabled]")] == disabled


def test_every_control_says_what_it_moves_and_where_it_stands() -> None:
    form = part(2, 12)

    assert [words(button) for button in form.cssselect("button")] == [
        "Spätbus nach oben",
        "Spätbus nach unten",
        "setzen für „Spätbus“",
    ]
    (label,), (field,) = form.cssselect("label"), form.cssselect("input[name=position]")
    assert words(label) == "Spätbus: Platz 2 von 12, an Position"
    assert (label.get("for"), field.get("value")) == (field.get("id"), "2")
    assert (form.get("method"), form.get("action")) == ("post", "/weg/")


def test_title_of_a_person_stays_text() -> None:
    assert part(1, 2, titel="<b>Bus</b>").cssselect("b") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "order"), [({"richtung": "runter"}, "bac"), ({"position": "3"}, "bca"), ({"richtung": "hoch"}, "abc")]
)
def test_what_it_sends_moves_the_thing(client: Client, sent: dict[str, str], order: str) -> None:
    konzept = make_konzept()
    first, *_ = [make_handlungsfeld(konzept=konzept, titel=titel, position=n) for n, titel in enumerate("abc", start=1)]
    client.force_login(make_konto("stabsstelle"))
    page = lxml.html.fromstring(client.get(reverse("v-konzept", args=(konzept.pk,))).content.decode())
    form = page.cssselect(f"#{first.kennung} form.ordnen")[0]

    client.post(form.get("action", ""), sent)

    assert "".join(Handlungsfeld.objects.order_by("position").values_list("titel", flat=True)) == order
