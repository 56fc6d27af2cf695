from massnahmen.forms.massnahme import MassnahmeForm, PlanForm, PlatzForm
from massnahmen.forms.sachstand import SachstandForm

__all__ = ["MassnahmeForm", "PlanForm", "PlatzForm", "SachstandForm"]
