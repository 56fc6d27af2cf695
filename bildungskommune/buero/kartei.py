"""The directory as five drawers of the same make: which model, form, filter and columns each one has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from bildungskommune.akteure.models import Gemeinde, Gremium, Institution, Person, Stelle
from bildungskommune.buero import formulare
from bildungskommune.ui.forms import FilterForm


@dataclass(frozen=True)
class Kartei:
    """One drawer. `zellen` returns the columns after the name."""

    art: str
    pfad: str
    titel: str
    neu: str
    form: type[formulare.AkteurForm]
    rows: Callable[[], QuerySet[Any]]
    koepfe: tuple[str, ...]
    zellen: Callable[[Any], tuple[object, ...]]
    leer: str
    filter_form: type[FilterForm] = formulare.WortFilter

    @property
    def url(self) -> str:
        return reverse("v-akteure") if self.art == "institution" else reverse(f"v-{self.art}-list")

    def edit_url(self, thing: models.Model) -> str:
        return reverse(f"v-{self.art}-edit", args=(thing.pk,))

    def delete_url(self, thing: models.Model) -> str:
        return reverse(f"v-{self.art}-loeschen", args=(thing.pk,))

    def new_url(self) -> str:
        return reverse(f"v-{self.art}-new")


KARTEIEN = (
    Kartei(
        "institution",
        "institutionen",
        "Institutionen",
        "Neue Institution",
        formulare.InstitutionForm,
        lambda: Institution.objects.select_related("gemeinde"),
        ("Art", "Gemeinde", "Öffentlich"),
        lambda one: (one.get_typ_display(), one.gemeinde or "", "ja" if one.oeffentlich else "nein"),
        "Hier stehen die Einrichtungen, die mitwirken: Kitas, Schulen, Vereine, Ämter.",
        formulare.InstitutionFilter,
    ),
    Kartei(
        "person",
        "personen",
        "Personen",
        "Neue Person",
        formulare.PersonForm,
        lambda: Person.objects.prefetch_related("zugehoerigkeiten__institution"),
        ("Wo", "E-Mail-Adresse"),
        lambda one: (", ".join(hat.institution.name for hat in one.zugehoerigkeiten.all()), one.email),
        "Hier stehen die Menschen, mit denen Sie arbeiten. Eine Person kann zu mehreren Institutionen gehören.",
    ),
    Kartei(
        "stelle",
        "stellen",
        "Stellen",
        "Neue Stelle",
        formulare.StelleForm,
        lambda: Stelle.objects.select_related("uebergeordnet", "vorgaengerin"),
        ("Gehört zu", "Hieß früher"),
        lambda one: (one.uebergeordnet or "", one.vorgaengerin or ""),
        "Hier stehen die Ämter und Sachgebiete der Kreisverwaltung, die Maßnahmen führen.",
    ),
    Kartei(
        "gremium",
        "gremien",
        "Gremien",
        "Neues Gremium",
        formulare.GremiumForm,
        lambda: Gremium.objects.annotate(anzahl=Count("beratungen")),
        ("Kurzname", "Beratungen"),
        lambda one: (one.kurzname, one.anzahl),
        "Hier stehen der Kreistag und seine Ausschüsse.",
    ),
    Kartei(
        "gemeinde",
        "gemeinden",
        "Gemeinden",
        "Neue Gemeinde",
        formulare.GemeindeForm,
        lambda: Gemeinde.objects.select_related("uebergeordnet").annotate(anzahl=Count("institutionen")),
        ("Art", "Verbandsgemeinde", "Institutionen"),
        lambda one: (one.get_art_display(), one.uebergeordnet or "", one.anzahl),
        "Hier stehen die Städte und Gemeinden des Landkreises.",
    ),
)
BY_ART = {kartei.art: kartei for kartei in KARTEIEN}


def kartei(art: str) -> Kartei:
    try:
        return BY_ART[art]
    except KeyError:
        raise Http404 from None


def matching(drawer: Kartei, asked: dict[str, Any]) -> QuerySet[Any]:
    """Return the rows of a drawer that hold every word asked for and fit the other filters."""
    rows = drawer.rows().order_by("name", "pk")
    for word in str(asked.get("q") or "").split():
        rows = rows.filter(_somewhere(drawer.rows().model, word))
    for name in ("typ", "gemeinde"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    return rows


def _somewhere(model: type[models.Model], word: str) -> Q:
    fields = ("name", "kurzname", "email") if model is not Gemeinde else ("name", "sitz")
    known = {field.name for field in model._meta.get_fields()}
    either = Q()
    for field in fields:
        if field in known:
            either |= Q(**{f"{field}__icontains": word})
    return either


def lines(drawer: Kartei, things: Iterable[models.Model]) -> list[tuple[str, str, list[tuple[str, object]]]]:
    """Return address, name and columns with their heads of each thing, ready for the table."""
    return [
        (drawer.edit_url(one), str(one), list(zip(drawer.koepfe, drawer.zellen(one), strict=True))) for one in things
    ]
