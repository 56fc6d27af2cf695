from massnahmen.forms.massnahme import TEILE, MassnahmeForm, PlanForm, PlatzForm
from massnahmen.forms.sachstand import SachstandForm, ZurueckgebenForm

__all__ = ["TEILE", "MassnahmeForm", "PlanForm", "PlatzForm", "SachstandForm", "ZurueckgebenForm"]
