"""Forms of the desk."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from bildungskommune.werkbank.formular import MARKDOWN, DeskForm
from bildungskommune.werkbank.quellenwahl import QuellenForm, row_of
from leitbild import drafting
from leitbild.models import Abschnitt, Art, Fussnote, Herleitung, Leitbild

LEICHT = (
    "Derselbe Inhalt in kurzen Sätzen. Eine Fassung der Art „Leichte Sprache“ nimmt alle Abschnitte auf, "
    "die einen solchen Text haben."
)

SCHON_DORT = "Dort schon als Quelle eingetragen, bitte nehmen Sie das Häkchen weg: {}"


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
    leichte_sprache_passt = forms.BooleanField(
        label="Der Text in Leichter Sprache passt noch",
        required=False,
        help_text="Titel oder Text wurden geändert, seit er geschrieben wurde. Bitte prüfen Sie ihn.",
    )

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
            "leichte_sprache",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "eigene_bezeichnung": "Nur wenn die Art nicht passt, zum Beispiel „Grundsatz“.",
            "nr": "Frei, zum Beispiel 3, III oder A.2. Beschlossene Fassungen werden nie umnummeriert.",
            "text": MARKDOWN,
            "stimme_von": "Bei einer Stimme: Name und Funktion.",
            "redaktionell": "Für Sätze, hinter denen kein Beitrag und kein Thema steht.",
            "redaktionell_grund": "Wird öffentlich gezeigt.",
            "leichte_sprache": LEICHT,
            "beispieltext": "Der Absatz wird sichtbar als Beispiel gekennzeichnet.",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "text": forms.Textarea(attrs={"rows": 14, "data-auszeichnen": True}),
            "redaktionell_grund": forms.Textarea(attrs={"rows": 3}),
            "leichte_sprache": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Abschnitt.objects.filter(pk__in=drafting.possible_parents(self.instance))
        field = self.fields["uebergeordnet"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = parents.select_related("leitbild")
        field.empty_label = "oberste Ebene"
        kind = ("Was ist es?", "art", "eigene_bezeichnung", "nr", "uebergeordnet")
        words = ("Wortlaut", "titel", "untertitel", "text", "stimme_von")
        # Whoever comes back wants to write on, not to say again what it is.
        first = (*words, *kind) if self.instance.pk else (*kind, *words)
        easy = ["leichte_sprache", drafting.PASST]
        if not self.instance.leichte_sprache_veraltet:
            del self.fields[easy.pop()]
        origin = ("Herkunft", "redaktionell", "redaktionell_grund", "beispieltext")
        self.layout(*first, *origin, "In Leichter Sprache", *easy)

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


class SatzquellenForm(QuellenForm):
    """Sources, which Abschnitt of the Leitbild they stand behind, and why."""

    fuer = forms.TypedChoiceField(
        label="Eintragen bei",
        coerce=int,
        error_messages={"invalid_choice": "Diesen Abschnitt gibt es nicht mehr. Bitte wählen Sie einen anderen."},
    )
    field_order = ("quelle", "fuer", "begruendung")

    def __init__(self, *args: Any, abschnitt: Abschnitt, abschnitte: Sequence[Abschnitt], **kwargs: Any) -> None:
        super().__init__(*args, initial={"fuer": abschnitt.pk}, **kwargs)
        field = self.fields["fuer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.pk, str(one)) for one in abschnitte]

    def clean(self) -> dict[str, Any]:
        """Refuse what stands behind this Abschnitt already: the search leaves out only what stands behind its own."""
        data = super().clean()
        if data.get("fuer") and data.get("quelle"):
            chosen = reduce(or_, (Q(**row_of(key)) for key in data["quelle"]))
            there = Herleitung.objects.filter(chosen, abschnitt=data["fuer"]).values("beitrag", "thema", "zahlenwert")
            keys = {f"{art}-{pk}" for row in there for art, pk in row.items() if pk}
            for fund in self.funde:
                if fund.schluessel in keys:
                    self.add_error("quelle", SCHON_DORT.format(fund.text))
        return data
