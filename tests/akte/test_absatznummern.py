"""Numbers of paragraphs go with their text: what somebody linked to is there in the next portal, too."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bildungskommune import absaetze
from bildungskommune.absaetze import MitAbsaetzen
from bildungskommune.akte.absatznummern import PASST_NICHT
from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import AkteUnlesbar, Datei, dump, parse
from bildungskommune.akte.einlesen import einlesen
from konzept.models import Handlungsfeld, Konzept, Strategie, Ziel
from leitbild.models import Abschnitt, Leitbild
from tests.factories import make_abschnitt, make_handlungsfeld, make_leitbild, make_strategie, make_ziel

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "Lernorte sind für alle erreichbar.", "Ein Bus fährt bis zum Abend.", "Orte nutzen wir gemeinsam."


def write(*blocks: str, thing: MitAbsaetzen, feld: str = "text") -> None:
    setattr(thing, feld, "\n\n".join(blocks))
    thing.save()


def edited() -> Abschnitt:
    """Return an Abschnitt whose second paragraph is gone and whose last one is new."""
    abschnitt = make_abschnitt(kennung="satz", text=f"{ONE}\n\n{TWO}", leitbild=make_leitbild(kennung="leitbild"))
    write(ONE, thing=abschnitt)
    write(ONE, THREE, thing=abschnitt)
    assert abschnitt.absaetze == {"text": [1, 3], "naechste": 4}
    return abschnitt


def akte(**satz: Any) -> Datei:
    abschnitt = {"kennung": "satz", "art": "leitsatz", "titel": "Satz", **satz}
    return Datei(
        {
            "format": "bildungskommune-verfahrensakte",
            "version": 1,
            "leitbilder": [{"kennung": "leitbild", "titel": "Leitbild", "abschnitte": [abschnitt]}],
        }
    )


def test_edited_text_comes_into_an_empty_portal_with_the_numbers_of_its_paragraphs() -> None:
    edited()
    text = dump(Ausgabe().akte({}))
    Leitbild.objects.all().delete()

    einlesen(parse(text))

    assert Abschnitt.objects.get().absaetze == {"text": [1, 3], "naechste": 4}
    assert dump(Ausgabe().akte({})) == text
    assert einlesen(parse(text)).changes == 0


def test_text_that_moved_on_elsewhere_brings_its_numbers_to_the_row_that_is_there() -> None:
    edited()
    text = dump(Ausgabe().akte({}))
    Leitbild.objects.all().delete()
    einlesen(akte(text=f"{ONE}\n\n{TWO}"))

    ergebnis = einlesen(parse(text))

    assert ergebnis.geaendert["abschnitte"] == 1
    assert Abschnitt.objects.get().absatz_kennungen() == {"text": ["absatz-1", "absatz-3"]}


def test_numbers_alone_change_a_row() -> None:
    einlesen(akte(text=f"{ONE}\n\n{TWO}"))

    ergebnis = einlesen(akte(text=f"{ONE}\n\n{TWO}", absaetze={"text": [2, 5], "naechste": 9}))

    assert ergebnis.geaendert == {"abschnitte": 1}
    assert Abschnitt.objects.get().absaetze == {"text": [2, 5], "naechste": 9}


def test_file_without_numbers_is_counted_and_a_known_text_keeps_those_it_has() -> None:
    einlesen(akte(text=f"{ONE}\n\n{TWO}"))
    counted = Abschnitt.objects.get().absaetze
    einlesen(akte(text=f"{THREE}\n\n{TWO}"))

    assert counted == {"text": [1, 2], "naechste": 3}
    assert Abschnitt.objects.get().absaetze == {"text": [3, 2], "naechste": 4}


def test_text_that_is_counted_in_order_needs_no_numbers_in_the_file() -> None:
    make_abschnitt(text=f"{ONE}\n\n{TWO}")
    make_abschnitt(text="")
    make_handlungsfeld(ausgangslage=ONE, herausforderungen=f"{TWO}\n\n{THREE}")
    Abschnitt.objects.filter(text="").update(absaetze={})

    assert "absaetze" not in dump(Ausgabe().akte({}))


@pytest.mark.parametrize(
    "numbers",
    [
        {"text": [1], "naechste": 2},
        {"text": [1, 1], "naechste": 2},
        {"text": [1, 2], "naechste": 2},
        {"text": [0, 1], "naechste": 2},
        {"naechste": 3},
    ],
    ids=["too few", "twice", "next one is taken", "none", "left out"],
)
def test_numbers_that_do_not_fit_the_text_are_refused(numbers: dict[str, Any]) -> None:
    with pytest.raises(AkteUnlesbar) as refused:
        einlesen(akte(text=f"{ONE}\n\n{TWO}", absaetze=numbers))

    assert [f"{one.pfad}: {one.satz}" for one in refused.value.fehler] == [
        f"leitbilder[1].abschnitte[1].absaetze: {PASST_NICHT}"
    ]


def test_every_thing_with_paragraphs_brings_its_numbers() -> None:
    feld = make_handlungsfeld(ausgangslage=ONE, zielbild=TWO)
    konzept = Konzept.objects.get()
    ziel, strategie = make_ziel(handlungsfeld=feld, text=ONE), make_strategie(handlungsfeld=feld, text=ONE)
    new = (THREE, "Etwas ganz anderes kommt hinzu.")
    write(*new, thing=feld, feld="zielbild")
    write(*new, thing=ziel)
    write(*new, thing=strategie)
    write(*new, thing=konzept, feld="einleitung")
    text = dump(Ausgabe().akte({}))
    konzept.delete()

    einlesen(parse(text))

    assert Konzept.objects.get().absatz_kennungen() == konzept.absatz_kennungen()
    assert Handlungsfeld.objects.get().absatz_kennungen() == feld.absatz_kennungen()
    assert Ziel.objects.get().absatz_kennungen() == ziel.absatz_kennungen() == {"text": ["absatz-2", "absatz-3"]}
    assert Strategie.objects.get().absatz_kennungen() == strategie.absatz_kennungen()


@settings(max_examples=20)
@given(st.lists(st.lists(st.sampled_from([ONE, TWO, THREE, "Neu.", "Anders."]), max_size=4), min_size=1, max_size=4))
def test_whatever_was_edited_comes_back(states: list[list[str]]) -> None:
    Handlungsfeld.objects.all().delete()
    feld = make_handlungsfeld(ausgangslage=ONE)
    for blocks in states:
        write(*blocks, thing=feld, feld="zielbild")
    names = feld.absatz_kennungen()
    text = dump(Ausgabe().akte({}))
    feld.konzept.delete()

    einlesen(parse(text))

    again = Handlungsfeld.objects.get()
    assert again.absatz_kennungen() == names
    assert again.absaetze[absaetze.NAECHSTE] == feld.absaetze[absaetze.NAECHSTE]
    assert dump(Ausgabe().akte({})) == text
