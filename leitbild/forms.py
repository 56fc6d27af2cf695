"""Forms of the desk."""

from typing import Any, ClassVar

from django import forms

from bildungskommune.werkbank.formular import MARKDOWN, DeskForm
from leitbild import drafting
from leitbild.models import Abschnitt, Art, Fussnote, Leitbild

LEICHT = (
    "Derselbe Inhalt in kurzen Sätzen. Eine Fassung der Art „Leichte Sprache“ nimmt alle Abschnitte auf, "
    "die einen solchen Text haben."
)


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
