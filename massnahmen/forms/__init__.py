from massnahmen.forms.ampel import AmpelForm
from massnahmen.forms.auswahl import AuswahlForm
from massnahmen.forms.bericht import BerichtForm, FeldurteilForm, UrteilForm, VorschlagForm
from massnahmen.forms.erinnerung import RuheForm
from massnahmen.forms.massnahme import TEILE, MassnahmeForm, PlanForm, PlatzForm
from massnahmen.forms.prioritaet import MassnahmePrioritaetForm, PlanSkalaForm
from massnahmen.forms.sachstand import SachstandForm, ZurueckgebenForm

__all__ = [
    "TEILE",
    "AmpelForm",
    "AuswahlForm",
    "BerichtForm",
    "FeldurteilForm",
    "MassnahmeForm",
    "MassnahmePrioritaetForm",
    "PlanForm",
    "PlanSkalaForm",
    "PlatzForm",
    "RuheForm",
    "SachstandForm",
    "UrteilForm",
    "VorschlagForm",
    "ZurueckgebenForm",
]
