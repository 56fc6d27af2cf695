"""Forms of the desk."""

from typing import Any, ClassVar

from django import forms
from django.db import models

from bildungskommune.ui.forms import FilterForm
from bildungskommune.werkbank.formular import MARKDOWN, DeskForm
from bildungskommune.werkbank.quellenwahl import QuelleForm
from leitbild import drafting, quellen
from leitbild.models import Abschnitt, Art, Fussnote, Leitbild


class LeitbildForm(DeskForm):
    class Meta:
        model = Leitbild
        fields = ("titel", "untertitel", "vorspann", "wort_leitsatz", "reihe", "weitere_reihen")
        widgets: ClassVar[dict[str, forms.Widget]] = {"weitere_reihen": forms.CheckboxSelectMultiple()}
        help_texts: ClassVar[dict[str, str]] = {
            "vorspann": "Zwei, drei Sätze unter dem Titel.",
            "reihe": "Aus dieser Reihe kommen Beiträge und Themen, die Sie als Quelle wählen.",
            "weitere_reihen": "Wenn das Leitbild auf mehrere Reihen zurückgeht. Auch ihre Beiträge stehen zur Wahl.",
        }


class AbschnittForm(DeskForm):
    class Meta:
        model = Abschnitt
        fields = (
            "art",
            "eigene_bezeichnung",
            "nr",
            "titel",
            "untertitel",
            "text",
            "stimme_von",
            "uebergeordnet",
            "redaktionell",
            "redaktionell_grund",
            "beispieltext",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "eigene_bezeichnung": "Nur wenn die Art nicht passt, zum Beispiel „Grundsatz“.",
            "nr": "Frei, zum Beispiel 3, III oder A.2. Beschlossene Fassungen werden nie umnummeriert.",
            "text": MARKDOWN,
            "stimme_von": "Bei einer Stimme: Name und Funktion.",
            "redaktionell": "Für Sätze, hinter denen kein Beitrag und kein Thema steht.",
            "redaktionell_grund": "Wird öffentlich gezeigt.",
            "beispieltext": "Der Absatz wird sichtbar als Beispiel gekennzeichnet.",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "text": forms.Textarea(attrs={"rows": 14}),
            "redaktionell_grund": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Abschnitt.objects.filter(pk__in=drafting.possible_parents(self.instance))
        field = self.fields["uebergeordnet"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = parents.select_related("leitbild")
        field.empty_label = "oberste Ebene"
        self.layout(
            "Was ist es?", "art", "eigene_bezeichnung", "nr", "uebergeordnet",
            "Wortlaut", "titel", "untertitel", "text", "stimme_von",
            "Herkunft", "redaktionell", "redaktionell_grund", "beispieltext",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("art") == Art.FREI and not data.get("eigene_bezeichnung"):
            self.add_error("eigene_bezeichnung", "Ein freier Abschnitt braucht eine eigene Bezeichnung.")
        if data.get("redaktionell") and not data.get("redaktionell_grund", "").strip():
            self.add_error("redaktionell_grund", "Bitte nennen Sie, warum der Satz ohne Quelle steht.")
        return data


class FussnoteForm(DeskForm):
    class Meta:
        model = Fussnote
        fields = ("nr", "text")


class QuellenFilter(FilterForm):
    """What to look through, and for which word."""

    senden = "Suchen"
    art = forms.ChoiceField(label="Quelle", choices=[(quellen.THEMA, "Themen"), (quellen.BEITRAG, "Beiträge")])
    wort = forms.CharField(label="Wort oder Code", max_length=200)

    def candidates(self, abschnitt: Abschnitt) -> models.QuerySet[Any]:
        """Return what may become a source; a filter that makes no sense finds all Themen."""
        data = self.cleaned_data if self.is_valid() else {}
        find = quellen.beitraege if data.get("art") == quellen.BEITRAG else quellen.themen
        return find(abschnitt, data.get("wort", ""))


class HerleitungForm(QuelleForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warum = "Ein Satz, was aus der Quelle übernommen wurde. Er steht öffentlich beim Leitsatz und beim Beitrag."
        super().__init__(*args, warum=warum, **kwargs)
