"""Forms of the desk."""

from typing import Any, ClassVar

from django import forms
from django.db import models

from bildungskommune.foerderung import schwerpunkte
from bildungskommune.werkbank.formular import MARKDOWN, DeskForm
from konzept import quellen
from konzept.models import NUR_NEBENAN, Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel
from workshops.quellen import THEMA, WerkstattFilter

NUMMER = "Frei, zum Beispiel 2, II oder 2.1. Beschlossene Fassungen werden nie umnummeriert."


class KonzeptForm(DeskForm):
    class Meta:
        model = Konzept
        fields = ("titel", "untertitel", "einleitung", "leitbild")
        help_texts: ClassVar[dict[str, str]] = {
            "einleitung": MARKDOWN,
            "leitbild": "Aus diesem Leitbild leiten Sie die Handlungsfelder ab.",
        }


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
            "querschnitt": "Das Thema gehört zu allen Handlungsfeldern.",
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


class ZielForm(DeskForm):
    class Meta:
        model = Ziel
        fields = ("nr", "titel", "art", "text", "kennzahl")
        help_texts: ClassVar[dict[str, str]] = {
            "nr": NUMMER,
            "kennzahl": "Woran wir sehen, dass es erreicht ist.",
        }


class PrioritaetForm(DeskForm):
    senden = "Priorität festlegen"

    class Meta:
        model = Priorisierung
        fields = ("prioritaet", "ab", "begruendung")
        help_texts: ClassVar[dict[str, str]] = {
            "ab": "Die früheren Prioritäten bleiben im Verlauf stehen.",
        }

    def validate_whole_row(self) -> None:
        """Any day is fine: a second entry for a day replaces the first."""


class StrategieForm(DeskForm):
    class Meta:
        model = Strategie
        fields = ("nr", "titel", "text", "ziele", "auch_in", "beispieltext")
        help_texts: ClassVar[dict[str, str]] = {
            "nr": NUMMER,
            "text": MARKDOWN,
            "ziele": "Welchen Zielen des Handlungsfelds sie dient.",
            "auch_in": "Weitere Handlungsfelder, zu denen sie gehört. Dort wird sie genannt, ihr Text steht nur hier.",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "ziele": forms.CheckboxSelectMultiple(),
            "auch_in": forms.CheckboxSelectMultiple(),
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {"auch_in": {"invalid_choice": NUR_NEBENAN}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("ziele", Ziel.objects.filter(handlungsfeld=self.instance.handlungsfeld_id))
        self._offer("auch_in", Handlungsfeld.objects.beside(self.instance))
        self.layout(*self.fields)

    def _offer(self, name: str, rows: models.QuerySet[Any]) -> None:
        """Let choose among these rows; without any there is nothing to ask."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = rows
        if not rows.exists():
            del self.fields[name]


class QuellenFilter(WerkstattFilter):
    """What to look through: the Leitbild or the Themen."""

    def __init__(self, *args: Any, feld: Handlungsfeld, **kwargs: Any) -> None:
        super().__init__(*args, reihen=quellen.reihen(feld), **kwargs)
        self.feld = feld
        field = self.fields["art"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(quellen.ABSCHNITT, "Abschnitte des Leitbilds"), (THEMA, "Themen")]

    def rows(self) -> models.QuerySet[Any]:
        """Return what may become a source; a filter that makes no sense finds all Abschnitte."""
        if self.gefragt.get("art") == THEMA:
            return super().rows().exclude(ableitungen__handlungsfeld=self.feld)
        return quellen.abschnitte(self.feld, self.gefragt.get("wort", ""))
