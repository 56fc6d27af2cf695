"""The directory as five drawers of the same make: which model, form, filter and columns each one has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, QuerySet
from django.http import Http404
from django.urls import reverse
from django_filters.filters import ChoiceFilter, ModelChoiceFilter

from bildungskommune.akteure.models import Gemeinde, Gremium, Institution, Person, Stelle
from bildungskommune.buero import formulare
from bildungskommune.werkbank.formular import DeskForm
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort
from bildungskommune.werkbank.seiten import Krumen


class NameFilter(Filter):
    q = Suchwort("Wort im Namen", "name", "kurzname")


class PersonFilter(Filter):
    q = Suchwort("Wort in Name oder Adresse", "name", "email")


class GemeindeFilter(Filter):
    q = Suchwort("Wort im Namen", "name", "sitz")


class InstitutionFilter(NameFilter):
    typ = ChoiceFilter(label="Art", choices=Institution.Typ.choices, empty_label="jede Art")
    gemeinde = ModelChoiceFilter(label="Gemeinde", queryset=Gemeinde.objects.all(), empty_label="alle Gemeinden")


@dataclass(frozen=True)
class Kartei:
    """One drawer. Its first column is the name."""

    art: str
    pfad: str
    titel: str
    neu: str
    form: type[DeskForm]
    rows: Callable[[], QuerySet[Any]]
    spalten: tuple[Spalte[Any], ...]
    leer: str
    filter_by: type[Filter] = NameFilter

    @property
    def url(self) -> str:
        return reverse(f"v-{self.art}-list")

    @property
    def krumen(self) -> Krumen:
        """The way down to the drawer."""
        return [("Akteure", reverse("v-akteure")), (self.titel, self.url)]

    def edit_url(self, thing: models.Model) -> str:
        return reverse(f"v-{self.art}-edit", args=(thing.pk,))

    def delete_url(self, thing: models.Model) -> str:
        return reverse(f"v-{self.art}-loeschen", args=(thing.pk,))

    def new_url(self) -> str:
        return reverse(f"v-{self.art}-new")


def _where(person: Person) -> str:
    return ", ".join(hat.institution.name for hat in person.zugehoerigkeiten.all())


NAME: Spalte[Any] = Spalte("Name", lambda one: one.name, ("name",), 50)
KURZNAME: Spalte[Any] = Spalte("Kurzname", lambda one: one.kurzname, ("kurzname",))
KARTEIEN = (
    Kartei(
        "institution",
        "institutionen",
        "Institutionen",
        "Neue Institution",
        formulare.InstitutionForm,
        lambda: Institution.objects.select_related("gemeinde"),
        (
            NAME,
            Spalte("Art", lambda one: one.get_typ_display(), ("typ",), 26),
            Spalte("Gemeinde", lambda one: str(one.gemeinde or ""), ("gemeinde__name",), 26),
            Spalte("E-Mail-Adresse", lambda one: one.email, ("email",), 36),
            Spalte("Öffentlich", lambda one: "ja" if one.oeffentlich else "nein", ("-oeffentlich",), 12),
            Spalte("Kurzname", lambda one: one.kurzname, nur_datei=True),
            Spalte("Träger", lambda one: one.traeger, breite=40, nur_datei=True),
            Spalte("Straße und Hausnummer", lambda one: one.strasse, breite=30, nur_datei=True),
            Spalte("Postleitzahl", lambda one: one.plz, breite=12, nur_datei=True),
            Spalte("Ort", lambda one: one.ort, nur_datei=True),
            Spalte("Website", lambda one: one.website, breite=40, nur_datei=True),
        ),
        "Hier stehen die Einrichtungen, die mitwirken: Kitas, Schulen, Vereine, Ämter.",
        InstitutionFilter,
    ),
    Kartei(
        "person",
        "personen",
        "Personen",
        "Neue Person",
        formulare.PersonForm,
        lambda: Person.objects.prefetch_related("zugehoerigkeiten__institution"),
        (
            NAME,
            Spalte("Wo", _where, breite=50),
            Spalte("E-Mail-Adresse", lambda one: one.email, ("email",), 36),
            Spalte("Telefon", lambda one: one.telefon, nur_datei=True),
        ),
        "Hier stehen die Menschen, mit denen Sie arbeiten. Eine Person kann zu mehreren Institutionen gehören.",
        PersonFilter,
    ),
    Kartei(
        "stelle",
        "stellen",
        "Stellen",
        "Neue Stelle",
        formulare.StelleForm,
        lambda: Stelle.objects.select_related("uebergeordnet", "vorgaengerin"),
        (
            NAME,
            Spalte("Gehört zu", lambda one: str(one.uebergeordnet or ""), ("uebergeordnet__name",), 40),
            Spalte("Hieß früher", lambda one: str(one.vorgaengerin or ""), ("vorgaengerin__name",), 40),
        ),
        "Hier stehen die Ämter und Sachgebiete der Kreisverwaltung, die Maßnahmen führen.",
    ),
    Kartei(
        "gremium",
        "gremien",
        "Gremien",
        "Neues Gremium",
        formulare.GremiumForm,
        lambda: Gremium.objects.annotate(anzahl=Count("beratungen")),
        (NAME, KURZNAME, Spalte("Beratungen", lambda one: one.anzahl, ("-anzahl",), 12, klasse="zahl")),
        "Hier stehen der Kreistag und seine Ausschüsse.",
    ),
    Kartei(
        "gemeinde",
        "gemeinden",
        "Gemeinden",
        "Neue Gemeinde",
        formulare.GemeindeForm,
        lambda: Gemeinde.objects.select_related("uebergeordnet").annotate(anzahl=Count("institutionen")),
        (
            NAME,
            Spalte("Art", lambda one: one.get_art_display(), ("art",), 22),
            Spalte("Verbandsgemeinde", lambda one: str(one.uebergeordnet or ""), ("uebergeordnet__name",), 36),
            Spalte("Institutionen", lambda one: one.anzahl, ("-anzahl",), 14, klasse="zahl"),
        ),
        "Hier stehen die Städte und Gemeinden des Landkreises.",
        GemeindeFilter,
    ),
)
BY_ART = {kartei.art: kartei for kartei in KARTEIEN}


def kartei(art: str) -> Kartei:
    try:
        return BY_ART[art]
    except KeyError:
        raise Http404 from None


def lines(drawer: Kartei, things: Iterable[models.Model]) -> list[tuple[str, str, list[tuple[Spalte[Any], object]]]]:
    """Return address, name and the other columns with their values of each thing, ready for the table."""
    shown = [(spalte, spalte.wert) for spalte in drawer.spalten[1:] if spalte.wert and not spalte.nur_datei]
    return [(drawer.edit_url(one), str(one), [(spalte, wert(one)) for spalte, wert in shown]) for one in things]
