"""The forms of priorities: the scale of a plan, and one setting of a measure."""

from collections.abc import Sequence
from typing import Any

from konzept.auswahl import OHNE
from konzept.skalenform import FestlegungForm, SkalaForm
from massnahmen.models import Massnahmenplan, Massnahmenpriorisierung


class PlanSkalaForm(SkalaForm):
    class Meta:
        model = Massnahmenplan
        fields = ("prioritaeten",)


class MassnahmePrioritaetForm(FestlegungForm):
    class Meta(FestlegungForm.Meta):
        model = Massnahmenpriorisierung

    def __init__(self, *args: Any, worte: Sequence[str], **kwargs: Any) -> None:
        """`worte` are the scale of the measure."""
        super().__init__(*args, **kwargs)
        self.offer(worte, *([(OHNE, "keine mehr")] if self.instance.massnahme.prioritaet else []))

    def clean_prioritaet(self) -> str:
        wort: str = self.cleaned_data["prioritaet"]
        return "" if wort == OHNE else wort
