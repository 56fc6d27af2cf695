"""A second process in one installation: it brings its own, and never changes what is there of the first."""

from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import AkteUnlesbar, Datei, parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akte.models import Herkunft, Verfahren
from bildungskommune.akteure.models import Stelle
from massnahmen.models import Massnahme, Meilenstein

pytestmark = pytest.mark.django_db

PLAN = {"titel": "Fahrplan", "datum": "2026-10-31"}
BUS = {"kennung": "bus", "titel": "Spätbus", "meilensteine": [PLAN]}
FREMD = (
    "Dieser Eintrag gehört zum Verfahren „Börde“ (boerde) und darf von einer anderen Akte nicht geändert werden. "
    "Bitte geben Sie ihm eine andere Kennung."
)


def akte(verfahren: str = "", titel: str = "", **chapters: Any) -> Datei:
    head = {"format": "bildungskommune-verfahrensakte", "version": 1}
    named = {name: value for name, value in (("verfahren", verfahren), ("titel", titel)) if value}
    return Datei({**head, **named, **chapters})


def read_first(**chapters: Any) -> Ergebnis:
    return einlesen(akte("boerde", "Börde", **chapters))


def refusals(datei: Datei) -> list[str]:
    with pytest.raises(AkteUnlesbar) as refused:
        einlesen(datei)
    return [f"{fehler.pfad}: {fehler.satz}" for fehler in refused.value.fehler]


COLLISIONS = {
    "another title": ({**BUS, "titel": "Schulbus"}, "massnahmen[1]"),
    "a new part": (
        {
            **BUS,
            "meilensteine": [PLAN, {"titel": "Fahrt", "datum": "2026-11-30"}],
        },
        "massnahmen[1].meilensteine[2]",
    ),
    "parts left out": ({"kennung": "bus", "titel": "Spätbus"}, "massnahmen[1].meilensteine"),
}


@pytest.mark.parametrize(("satz", "place"), COLLISIONS.values(), ids=COLLISIONS)
def test_second_process_never_changes_the_first(satz: dict[str, Any], place: str) -> None:
    read_first(massnahmen=[BUS])

    assert refusals(akte("altmark", massnahmen=[satz])) == [f"{place}: {FREMD}"]
    assert Massnahme.objects.get().titel == "Spätbus"
    assert [one.titel for one in Meilenstein.objects.all()] == ["Fahrplan"]
    assert [one.kennung for one in Verfahren.objects.all()] == ["boerde"]


def test_collision_is_named_with_its_line() -> None:
    read_first(massnahmen=[BUS])
    text = (
        "format: bildungskommune-verfahrensakte\nversion: 1\nverfahren: altmark\n"
        "massnahmen:\n  - kennung: rad\n    titel: Rad\n  - kennung: bus\n    titel: Schulbus\n"
    )

    with pytest.raises(AkteUnlesbar) as refused:
        einlesen(parse(text))

    assert [fehler.zeile for fehler in refused.value.fehler] == [7, 7]


def test_reference_that_waits_does_not_change_the_first() -> None:
    read_first(stellen=[{"kennung": "amt", "name": "Amt"}])
    stellen = [{"kennung": "amt", "name": "Amt", "uebergeordnet": "neu"}, {"kennung": "neu", "name": "Neu"}]

    assert [one.partition(":")[2] for one in refusals(akte("altmark", stellen=stellen))] == [f" {FREMD}"]
    assert Stelle.objects.get(kennung="amt").uebergeordnet is None


def test_second_process_brings_its_own_and_may_name_what_is_there_as_it_is() -> None:
    amt = {"kennung": "amt", "name": "Amt"}
    read_first(stellen=[amt], massnahmen=[BUS])
    second = akte("altmark", "Altmark", stellen=[amt], massnahmen=[{**BUS, "kennung": "rad", "federfuehrung": "amt"}])

    assert einlesen(second).neu == {"massnahmen": 1, "meilensteine": 1}
    assert [(one.verfahren.kennung, one.art) for one in Herkunft.objects.all()] == [("altmark", "massnahmen")]
    assert einlesen(second).changes == 0


def test_file_of_the_same_process_updates_what_it_brought() -> None:
    read_first(massnahmen=[BUS])
    einlesen(akte("altmark", massnahmen=[{"kennung": "rad", "titel": "Rad"}]))

    assert einlesen(akte("altmark", massnahmen=[{"kennung": "rad", "titel": "Radweg"}])).geaendert == {"massnahmen": 1}
    assert read_first(massnahmen=[{**BUS, "titel": "Nachtbus"}]).geaendert == {"massnahmen": 1}
    assert [
        one.partition(":")[0] for one in refusals(akte("boerde", massnahmen=[{"kennung": "rad", "titel": "R"}]))
    ] == ["massnahmen[1]"]


def test_what_was_laid_down_by_hand_belongs_to_no_file_of_another_process() -> None:
    einlesen(akte(massnahmen=[BUS]))

    (sentence,) = refusals(akte("altmark", massnahmen=[{**BUS, "titel": "Schulbus"}]))

    assert sentence.startswith("massnahmen[1]: Dieser Eintrag gehört zu dieser Installation und darf")


def test_dry_run_leaves_no_process_behind() -> None:
    einlesen(akte("boerde", massnahmen=[BUS]), trocken=True)

    assert not Verfahren.objects.exists()


def test_kennung_comes_out_as_it_went_in(tmp_path: Any) -> None:
    read_first(massnahmen=[BUS])

    call_command("verfahren_ausgeben", str(tmp_path / "akte.yaml"))

    head = parse((tmp_path / "akte.yaml").read_text()).inhalt
    assert (head["verfahren"], head["titel"]) == ("boerde", "Börde")


def test_kennung_with_other_characters_is_refused() -> None:
    assert refusals(akte("Börde 2026")) == [
        "verfahren: Die Angabe passt nicht ('Börde 2026' does not match '^[a-z0-9][a-z0-9-]{0,79}$')."
    ]


@settings(max_examples=15)
@given(
    titles=st.lists(st.sampled_from(["A", "B"]), min_size=1, max_size=3),
    names=st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=3, unique=True),
)
def test_whatever_a_second_process_says_the_first_stays(titles: list[str], names: list[str]) -> None:
    Herkunft.objects.all().delete()
    Massnahme.objects.all().delete()
    Verfahren.objects.all().delete()
    read_first(massnahmen=[{"kennung": name, "titel": "A"} for name in ("x", "y")])
    before = Ausgabe().akte({})["massnahmen"]
    wanted = [{"kennung": name, "titel": titel} for name, titel in zip(names, titles, strict=False)]

    try:
        einlesen(akte("altmark", massnahmen=wanted))
    except AkteUnlesbar:
        assert any(one["kennung"] in "xy" and one["titel"] == "B" for one in wanted)

    after = Ausgabe().akte({})["massnahmen"]
    assert [one for one in after if one["kennung"] in "xy"] == before
