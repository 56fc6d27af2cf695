from massnahmen.forms.ampel import AmpelForm
from massnahmen.forms.massnahme import TEILE, MassnahmeForm, PlanForm, PlatzForm
from massnahmen.forms.sachstand import SachstandForm, ZurueckgebenForm

__all__ = ["TEILE", "AmpelForm", "MassnahmeForm", "PlanForm", "PlatzForm", "SachstandForm", "ZurueckgebenForm"]
