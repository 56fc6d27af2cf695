"""Photos for the sample process. They are drawn: nobody is on them, and nobody else has a right to them."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

from bildungskommune import bilder
from bildungskommune.beispiel.bilder import zeichnungen
from bildungskommune.fassungen.models import Fassung
from workshops.fotos import bestand
from workshops.models import Workshop, Workshopfoto

SLUG = "gemeinsames-leben-und-lernen"
NACHWEIS = "Stabsstelle „Bildungskommune“ (gezeichnetes Beispiel)"
WAND, TISCH = (226, 219, 206), (196, 178, 152)
KARTEN = ((250, 235, 150), (190, 224, 184), (246, 200, 178), (196, 218, 240))
TINTE = (70, 70, 70)
GROESSE = (1600, 1067)
Punkt = tuple[float, float]


@zeichnungen.register
def photos() -> Iterator[int]:
    """Put two photos at one workshop of the sample, unless its documentation is frozen."""
    workshop = Workshop.objects.filter(slug=SLUG).first()
    if workshop is None or Fassung.objects.of(bestand.DEFINITION, workshop.pk).exists():
        return
    gruppe = workshop.gruppen.filter(titel="Wege").first()
    wall = Workshopfoto(
        workshop=workshop,
        beschreibung="Gezeichnet: eine Pinnwand mit vier Spalten bunter Karten, über jeder Spalte ein weißer Streifen.",
        unterschrift="Die Wand am Ende der Kritikphase",
        nachweis=NACHWEIS,
        einwilligung=True,
    )
    table = Workshopfoto(
        workshop=workshop,
        gruppe=gruppe,
        beschreibung="Gezeichnet: ein Tisch von oben, darauf ein Plan mit einer grünen Linie und fünf Haltestellen.",
        unterschrift="Der Plan der Gruppe für einen Bus nach 17 Uhr",
        nachweis=NACHWEIS,
        einwilligung=True,
    )
    for foto, picture in ((wall, _wall()), (table, _table())):
        bestand.add(foto, _photo(picture), by=None)
    yield 2


def _photo(picture: Image.Image) -> ContentFile:
    written = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.8)).save(written, "PNG")
    return bilder.clean(ContentFile(written.getvalue(), name="beispiel.png"))


def _wall() -> Image.Image:
    picture = Image.new("RGB", GROESSE, WAND)
    draw = ImageDraw.Draw(picture)
    for column in range(4):
        left = 70 + column * 380
        _card(draw, (left, 60), (330, 70), (255, 255, 255), lines=1)
        for row in range(5 - column % 3):
            tilt = ((column * 7 + row * 5) % 9) - 4
            _card(draw, (left + tilt * 4, 170 + row * 172), (310, 140), KARTEN[(column + row) % 4], lines=3, tilt=tilt)
    return picture


def _table() -> Image.Image:
    picture = Image.new("RGB", GROESSE, TISCH)
    draw = ImageDraw.Draw(picture)
    _card(draw, (180, 120), (1240, 820), (252, 250, 244), lines=0, tilt=1)
    stops: Sequence[Punkt] = ((330, 780), (560, 600), (800, 640), (1040, 420), (1270, 290))
    draw.line(list(stops), fill=(46, 125, 82), width=16, joint="curve")
    for x, y in stops:
        draw.ellipse((x - 24, y - 24, x + 24, y + 24), fill=(255, 255, 255), outline=(46, 125, 82), width=10)
    for place, (x, y) in enumerate(((240, 190), (980, 700), (620, 240))):
        _card(draw, (x, y), (260, 130), KARTEN[place], lines=2, tilt=place * 2 - 2)
    return picture


def _card(
    draw: ImageDraw.ImageDraw, at: Punkt, size: Punkt, colour: tuple[int, int, int], *, lines: int, tilt: int = 0
) -> None:
    """Draw one card with its shadow, and strokes in the place of words."""
    (x, y), (wide, high) = at, size
    corners = [(x, y + tilt), (x + wide, y - tilt), (x + wide + tilt, y + high - tilt), (x + tilt, y + high + tilt)]
    draw.polygon([(one + 8, two + 9) for one, two in corners], fill=(160, 150, 135))
    draw.polygon(corners, fill=colour)
    for number in range(lines):
        height = y + high * (number + 1) / (lines + 1)
        end = x + wide * (0.88 if number < lines - 1 or lines == 1 else 0.55)
        draw.line([(x + 24, height), (end, height - tilt)], fill=TINTE, width=7)
