"""What the office writes to those it invites to a round."""

from typing import Any

from bildungskommune.beteiligung.models import Rundenbrief
from bildungskommune.werkbank.brief import BriefForm, chosen_field

EINLADUNG = """der Entwurf liegt aus, und wir möchten wissen, was Sie davon halten. Sie können zu jedem Absatz etwas \
sagen oder einen anderen Wortlaut vorschlagen.

Jede Stellungnahme wird geprüft und mit einem Grund beantwortet."""
ERINNERUNG = """vor einiger Zeit haben wir Sie um Ihre Stellungnahme gebeten. Noch ist Zeit dafür; auch wenige Sätze \
helfen uns. Haben Sie schon geantwortet, ist diese E-Mail für Sie erledigt."""


class RundenbriefForm(BriefForm):
    art = Rundenbrief.Art.ERINNERUNG

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = "Anrede, Frist, Link und Gruß stehen von selbst in der E-Mail."

    def brief(self) -> Rundenbrief:
        """Return what was typed, or what the form begins with; not stored yet."""
        return Rundenbrief(art=self.art, betreff=self["betreff"].value() or "", text=self["text"].value() or "")


class EinladungenForm(RundenbriefForm):
    """The hidden field holds whom the office chose, whatever the directory shows by now."""

    art = Rundenbrief.Art.EINLADUNG
    institutionen = chosen_field()
