from massnahmen.forms.massnahme import MassnahmeForm, PlanForm
from massnahmen.forms.sachstand import SachstandForm

__all__ = ["MassnahmeForm", "PlanForm", "SachstandForm"]
