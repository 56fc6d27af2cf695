"""Forms of the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import models

from bildungskommune.foerderung import schwerpunkte
from bildungskommune.werkbank.formular import MARKDOWN, DeskForm
from bildungskommune.werkbank.quellenwahl import QuellenForm
from konzept import quellen
from konzept.bezeichnungen import Bezeichnungen
from konzept.models import NUR_NEBENAN, Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel
from konzept.skalenform import FestlegungForm, SkalaForm
from leitbild.models import MIT_HERKUNFT
from workshops.quellen import BEITRAG, THEMA, WerkstattFilter

NUMMER = "Frei, zum Beispiel 2, II oder 2.1. Beschlossene Fassungen werden nie umnummeriert."


class KonzeptForm(DeskForm):
    class Meta:
        model = Konzept
        fields = ("titel", "untertitel", "einleitung", "leitbild")
        help_texts: ClassVar[dict[str, str]] = {
            "einleitung": MARKDOWN,
            "leitbild": "Aus diesem Leitbild leiten Sie die Handlungsfelder ab.",
        }


class KonzeptSkalaForm(SkalaForm):
    class Meta:
        model = Konzept
        fields = ("prioritaeten",)


class HandlungsfeldForm(DeskForm):
    class Meta:
        model = Handlungsfeld
        fields = (
            "nr",
            "titel",
            "querschnitt",
            "zielbild",
            "ausgangslage",
            "worauf_wir_bauen",
            "herausforderungen",
            "beispieltext",
            schwerpunkte.FELD,
        )
        widgets: ClassVar[dict[str, type[forms.Widget]]] = {schwerpunkte.FELD: forms.CheckboxSelectMultiple}
        help_texts: ClassVar[dict[str, str]] = {
            "nr": NUMMER,
            "zielbild": f"Der erste Satz steht in der Übersicht. {MARKDOWN}",
            "beispieltext": "Der Text wird sichtbar als Beispiel gekennzeichnet.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schwerpunkte.offer(self)
        self.layout(
            "Was ist es?", "nr", "titel", "querschnitt",
            "Wortlaut", "zielbild", "ausgangslage", "worauf_wir_bauen", "herausforderungen", "beispieltext",
            schwerpunkte.UEBERSCHRIFT, schwerpunkte.FELD,
        )  # fmt: skip
        mehrzahl = self.instance.konzept.worte["handlungsfeld"].mehrzahl_dativ
        self.fields["querschnitt"].help_text = f"Das Thema gehört zu allen {mehrzahl}."


class ZielForm(DeskForm):
    class Meta:
        model = Ziel
        fields = ("nr", "titel", "art", "text", "kennzahl")
        help_texts: ClassVar[dict[str, str]] = {
            "nr": NUMMER,
            "kennzahl": "Woran wir sehen, dass es erreicht ist.",
        }


class PrioritaetForm(FestlegungForm):
    class Meta(FestlegungForm.Meta):
        model = Priorisierung

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(self.instance.ziel.handlungsfeld.konzept.prioritaeten)


class StrategieForm(DeskForm):
    class Meta:
        model = Strategie
        fields = ("nr", "titel", "text", "ziele", "auch_in", "beispieltext")
        help_texts: ClassVar[dict[str, str]] = {
            "nr": NUMMER,
            "text": MARKDOWN,
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "ziele": forms.CheckboxSelectMultiple(),
            "auch_in": forms.CheckboxSelectMultiple(),
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {"auch_in": {"invalid_choice": NUR_NEBENAN}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worte = self.instance.handlungsfeld.konzept.worte
        ziele = Ziel.objects.filter(handlungsfeld=self.instance.handlungsfeld_id)
        ziel, feld = worte["ziel"], worte["handlungsfeld"]
        self.fields["ziele"].label = ziel.mehrzahl
        self.fields["ziele"].help_text = f"Welchen {ziel.mehrzahl_dativ} {feld.dieses} der Text dient."
        self.fields[
            "auch_in"
        ].help_text = f"Weitere {feld.mehrzahl}, die dazugehören. Dort steht nur der Name, der Text steht nur hier."
        self._offer("ziele", ziele.select_related("handlungsfeld__konzept"))
        self._offer("auch_in", Handlungsfeld.objects.beside(self.instance).select_related("konzept"))
        self.layout(*self.fields)

    def _offer(self, name: str, rows: models.QuerySet[Any]) -> None:
        """Let choose among these rows; without any there is nothing to ask."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = rows
        if not rows.exists():
            del self.fields[name]


class QuellenFilter(WerkstattFilter):
    """What to look through: the Leitbild, Themen or cards; of a Handlungsfeld what is no source of it yet."""

    def __init__(self, *args: Any, konzept: Konzept, feld: Handlungsfeld | None = None, **kwargs: Any) -> None:
        super().__init__(*args, reihen=quellen.reihen(konzept), **kwargs)
        self.konzept, self.feld = konzept, feld
        field = self.fields["art"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (quellen.ABSCHNITT, "Abschnitte des Leitbilds"),
            (quellen.LEITSATZ, "nur Leitsätze"),
            (THEMA, "Themen"),
            (BEITRAG, "Beiträge"),
        ]

    def rows(self) -> models.QuerySet[Any]:
        """Return what may become a source; a filter that makes no sense finds all Abschnitte."""
        found = super().rows() if self.gefragt.get("art") in (THEMA, BEITRAG) else self._abschnitte()
        return found.exclude(ableitungen__handlungsfeld=self.feld) if self.feld else found

    def _abschnitte(self) -> models.QuerySet[Any]:
        found = quellen.abschnitte(self.konzept, self.gefragt.get("wort", ""))
        if self.gefragt.get("art") == quellen.LEITSATZ:
            found = found.filter(art__in=MIT_HERKUNFT)
        return found.filter(verwendet=False) if "frei" in self.gefragt else found


@dataclass(frozen=True)
class Feldwahl:
    """One Handlungsfeld of the form, with its box."""

    feld: Handlungsfeld
    gewaehlt: bool
    id: str


class VerbindenForm(QuellenForm):
    """Sources, the Handlungsfelder that follow from them, and why."""

    senden = "Verbinden"
    felder = forms.ModelMultipleChoiceField(
        label="Handlungsfelder",
        queryset=Handlungsfeld.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Bitte kreuzen Sie mindestens ein Handlungsfeld an.",
            "invalid_choice": "Ein Handlungsfeld gehört nicht zu diesem Konzept. Bitte wählen Sie neu.",
        },
    )
    field_order = ("quelle", "felder", "begruendung")

    def __init__(self, *args: Any, felder: models.QuerySet[Handlungsfeld], worte: Bezeichnungen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["felder"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset, field.label = felder, worte["handlungsfeld"].mehrzahl

    def feldzeilen(self) -> Iterator[Feldwahl]:
        """Yield the Handlungsfelder for the page, in their order."""
        field, chosen = self.fields["felder"], {str(value) for value in self["felder"].value() or ()}
        assert isinstance(field, forms.ModelMultipleChoiceField)
        assert field.queryset is not None
        for number, feld in enumerate(field.queryset):
            yield Feldwahl(feld, str(feld.pk) in chosen, f"{self['felder'].auto_id}_{number}")
