"""Who pays stands on every print: of what was frozen as it was then, of what is printed on demand as it is now."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pikepdf import Pdf

from bildungskommune.drucksachen import auftraege
from bildungskommune.drucksachen import setzen as drucken
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.drucksachen.muster import muster
from bildungskommune.fassungen import lesen, satz, setzen
from bildungskommune.fassungen.docx import docx
from bildungskommune.fassungen.kopf import publisher
from bildungskommune.fassungen.registry import definitions
from bildungskommune.foerderung import druck
from bildungskommune.foerderung.models import Foerderzeichen
from bildungskommune.seiten.models import Kommune
from tests import welt
from tests.factories import make_anmeldung, make_gruppe
from tests.fassungen.gold import Golden, publish_golden
from tests.foerderung.bauen import WORTE, make_hinweis, make_zeichen, picture
from tests.satz.lesen import elemente
from workshops.anmeldung.anwesenheit import note
from workshops.models import Punktabfrage, Workshop
from workshops.models.enums import AnmeldungStatus

pytestmark = pytest.mark.django_db

NEWEST = [Golden(what.key, art, what.version) for what in definitions().values() for art in what.arten]


def frozen(golden: Golden) -> Any:
    """Return a Fassung of what holds now: the golden text, and who pays today."""
    return publish_golden(golden, {**golden.snapshot(), **publisher(timezone.localdate())})


def figures(pdf: bytes) -> list[str]:
    with elemente(pdf, "/Figure") as found:
        return [str(one.get("/Alt")) for one in found]


@pytest.mark.parametrize("golden", NEWEST, ids=str)
@pytest.mark.parametrize("gross", [False, True], ids=["pdf", "gross"])
def test_cover_of_every_fassung_has_the_marks(golden: Golden, gross: bool) -> None:
    make_hinweis()
    make_zeichen()
    make_zeichen(picture(size=(200, 200)), art="land", alternativtext="Land")
    stoff = setzen.stoff(frozen(golden))

    pdf = satz.print_pdf(stoff.html, title="Probe", gross=gross).pdf

    assert [one for one in figures(pdf) if one in {WORTE, "Land"}] == [WORTE, "Land"]
    assert satz.pruefen(pdf, stoff.html) == []


SHAPES = [(640, 140), (300, 300), (900, 150), (240, 320), (500, 180), (760, 120)]


@pytest.mark.parametrize("golden", NEWEST, ids=str)
@pytest.mark.parametrize("gross", [False, True], ids=["pdf", "gross"])
def test_six_marks_of_any_shape_stand_on_the_cover_itself(golden: Golden, gross: bool) -> None:
    make_hinweis()
    for number, size in enumerate(SHAPES):
        make_zeichen(picture(size=size), titel=f"Zeichen {number}", alternativtext=f"Zeichen {number}")

    pdf = satz.print_pdf(setzen.stoff(frozen(golden)).html, title="Probe", gross=gross).pdf

    with Pdf.open(BytesIO(pdf)) as datei:
        cover = [(int(image.Width), int(image.Height)) for image in datei.pages[0].get_images().values()]
    assert sorted(size for size in cover if size in SHAPES) == sorted(SHAPES)


def test_book_and_file_for_word_processors_have_them_too() -> None:
    make_zeichen()
    stoff = setzen.stoff(frozen(NEWEST[0]))

    forms = setzen.formen(stoff)

    assert sorted(forms) == ["docx", "epub", "gross", "pdf"]
    assert forms["docx"].inhalt == docx(stoff.html)
    assert stoff.html.count(f'alt="{WORTE}"') == 1


def test_fassung_set_again_is_set_of_what_was_frozen() -> None:
    Kommune.objects.update_or_create(pk=1, defaults={"farbe": "#123c69"})
    one = make_zeichen()
    fassung = frozen(NEWEST[0])
    before = setzen.stoff(fassung).html

    Foerderzeichen.objects.filter(pk=one.pk).delete()
    make_zeichen(picture(size=(300, 150)), alternativtext="Ein anderes")
    Kommune.objects.update(farbe="#7a1f3d", foerderhinweis="Anders.")

    fassung.gelesen = None
    after = setzen.stoff(fassung).html
    assert (after == before, "--gruen: #123c69" in after, WORTE in after) == (True, True, True)


def test_fassung_from_before_has_neither_marks_nor_colour() -> None:
    Kommune.objects.update_or_create(pk=1, defaults={"farbe": "#123c69"})
    make_zeichen()

    html = setzen.stoff(publish_golden(Golden("leitbild", "standard", 4))).html

    assert ("<style>" in html, WORTE in html) == (False, False)


def test_fassung_whose_mark_is_not_there_is_told_to_the_desk() -> None:
    snapshot = NEWEST[0].snapshot()
    lost = {"titel": "Fort", "alternativtext": "Fort", "art": "land", "sha256": "0" * 64}

    with pytest.raises(lesen.Unreadable, match="foerderzeichen"):
        setzen.stoff(publish_golden(NEWEST[0], {**snapshot, "foerderzeichen": [lost]}))


def ordered() -> Iterator[Drucksache]:
    """Ask as the Stabsstelle for every print that the portal has an address for."""
    konto = welt.build()["stabsstelle"]
    workshop = Workshop.objects.get(slug=welt.MODERATED)
    make_gruppe(workshop=workshop)
    note(make_anmeldung(workshop=workshop, status=AnmeldungStatus.BESTAETIGT), AnmeldungStatus.TEILGENOMMEN, by=None)
    abfrage = Punktabfrage.objects.get(stimmzettel__code="SSSSS-22222")
    abfrage.stimmzettel.create(code="AAAAA-22222", gedruckt=True)
    client = Client()
    client.force_login(konto, backend="django.contrib.auth.backends.ModelBackend")
    for name, arguments in welt.patterns():
        if (address := welt.address(name, arguments)).endswith(".pdf"):
            client.get(address).close()
    yield from Drucksache.objects.order_by("pk")


@pytest.mark.django_db(transaction=True)  # closing an answer closes the connection
def test_every_print_on_demand_has_the_marks() -> None:
    without, known = [], set()
    for drucksache in ordered():
        known.add(drucksache.muster)
        assert drucken.work(drucksache.pk), Drucksache.objects.get(pk=drucksache.pk).fehler
        drucksache.refresh_from_db()
        with drucksache.pdf.open("rb") as file:
            if WORTE not in figures(file.read()):
                without.append(drucksache.muster)

    assert without == []
    assert known == {one.name for one in muster.collect()}


def test_print_on_demand_is_another_one_once_the_marks_are_others() -> None:
    make_zeichen()
    today = timezone.localdate()
    one = auftraege.key("massnahme", "Bus", {"herausgeber": publisher(today)})

    Foerderzeichen.objects.update(alternativtext="Anders")

    assert auftraege.key("massnahme", "Bus", {"herausgeber": publisher(today)}) != one
    assert json.loads(json.dumps(publisher(today))) == publisher(today)


@pytest.mark.parametrize(
    ("sizes", "reihen", "hoehe"),
    [
        ([], 0, None),
        ([(640, 140)], 1, 14.0),
        ([(780, 120), (780, 120)], 1, 10.2),
        ([(840, 120), (840, 120), (300, 150)], 2, 10.0),
        ([(840, 120)] * 5, 5, 10.0),
    ],
)
def test_marks_are_a_centimetre_high_and_more_where_there_is_room(
    sizes: list[tuple[int, int]], reihen: int, hoehe: float | None
) -> None:
    zeichen = [druck.Druckzeichen("", "", breite / hoch) for breite, hoch in sizes]

    assert druck.rows(zeichen) == reihen
    assert hoehe is None or round(druck.height(zeichen), 1) == hoehe
