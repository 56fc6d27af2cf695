"""The colour of the county: which tones follow from it, where they take effect, what the form refuses."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.seiten import farben
from bildungskommune.seiten.models import FARBE, Kommune
from tests.factories import make_konto

BLAU = "#1d3f8c"
GELB = "#e6b800"


def tokens(css: str) -> list[dict[str, str]]:
    """The tokens of the light theme and of the dark one."""
    return [dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in css.split("@media")]


@pytest.mark.parametrize("farbe", [BLAU, "#000000", "#767600", "#a01070", "#0d4a39", "#b00000"])
def test_tones_of_a_colour_can_be_read_in_both_themes(farbe: str) -> None:
    light, dark = tokens(farben.stylesheet(farbe))

    assert light["gruen"] == farbe
    for theme, paper in ((light, farben.WEISS), (dark, farben.PAPIER_DUNKEL)):
        assert farben.contrast(theme["gruen"], paper) >= 4.5
        assert farben.contrast(theme["gruen"], theme["auf-gruen"]) >= 4.5
        assert farben.contrast(theme["gruen"], theme["gruen-zart"]) >= 4.5
        assert farben.contrast(theme["gruen-tief"], farben.WEISS) >= 7


def test_contrast_of_black_on_white() -> None:
    assert round(farben.contrast("#000000", "#ffffff"), 3) == 21
    assert round(farben.contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.django_db
def test_page_loads_the_colour_when_it_is_the_county_s_own(client: Client) -> None:
    before = client.get(reverse("start")).content.decode()
    Kommune(pk=1, farbe=BLAU.upper()).save()
    after = client.get(reverse("start")).content.decode()

    assert 'href="/kommune.css" media="print"' in before
    assert f'href="/kommune.css?{BLAU[1:]}"' in after


@pytest.mark.django_db
def test_stylesheet_when_asked_again(client: Client) -> None:
    Kommune(pk=1, farbe=BLAU).save()
    first = client.get("/kommune.css")
    again = client.get("/kommune.css", headers={"If-None-Match": first["ETag"]})
    Kommune(pk=1, farbe=FARBE).save()
    changed = client.get("/kommune.css", headers={"If-None-Match": first["ETag"]})

    assert f"--gruen: {BLAU};" in first.content.decode()
    assert first["Content-Type"] == "text/css; charset=utf-8"
    assert dict(first.cookies) == {}
    assert again.status_code == 304
    assert changed.status_code == 200
    assert "--gruen" not in changed.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("farbe", "sentence"), [(GELB, "zu hell"), ("blau", "als #rrggbb"), ("#12345g", "als #rrggbb")]
)
def test_colour_that_is_refused(client: Client, farbe: str, sentence: str) -> None:
    client.force_login(make_konto())
    page = client.get(reverse("v-kommune"))
    data = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    response = client.post(reverse("v-kommune"), {**data, "farbe": farbe})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Kommune.objects.current().farbe == FARBE
