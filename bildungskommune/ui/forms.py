"""Base of all forms: KERN layout, sentences that say what to do, an error summary.

class AnmeldungForm(forms.ModelForm):
    senden = "Verbindlich anmelden"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("Wer kommt?", "name", "email", "Damit Sie gut teilnehmen können", "bedarf")

The template says `{% crispy form %}`. What the layout does not name follows at the end.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.functional import cached_property

from bildungskommune.ui.fehler import Fehler, list_errors
from bildungskommune.ui.felder import prepare
from bildungskommune.ui.spamschutz import SpamschutzMixin

__all__ = ["FilterForm", "Form", "ModelForm", "SpamschutzMixin"]


class KernHelper(FormHelper):
    def __init__(self, method: str = "post") -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # crispy_forms has no types
        self.form_method = method
        self.render_unmentioned_fields = True
        self.attrs = {"novalidate": True}
        self.form_class = "formular"


class KernMixin(forms.BaseForm):
    """What every form of the portal has in common."""

    base_fields: ClassVar[dict[str, forms.Field]]
    """What the class declares, whatever a form of it takes away."""
    senden: str = "Speichern"
    abbrechen: str = ""
    use_required_attribute: bool = False
    # Tokens like autocomplete="email" are for people who fill in their own data.
    eigene_angaben: ClassVar[bool] = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name in self.fields:
            prepare(name, self.fields, autocomplete=self.eigene_angaben)
        self._parts_in_order: tuple[str, ...] = tuple(self.fields)

    @cached_property
    def helper(self) -> KernHelper:
        """What the form pack is told; made when it is first asked for, which is not before a form is shown."""
        helper = KernHelper()
        helper.layout = self._drawn(self._parts_in_order)
        return helper

    def layout(self, *parts: str) -> None:
        """Order the fields; a text which is no field name starts a group with that legend.

        A declared field that this form does without is passed over.
        """
        self._parts_in_order = parts
        if "helper" in vars(self):
            self.helper.layout = self._drawn(parts)

    def _drawn(self, parts: Sequence[str]) -> Layout:
        groups: list[tuple[str, list[str]]] = [("", [])]
        for part in parts:
            if part in self.fields:
                groups[-1][1].append(part)
            elif part not in self.base_fields:
                groups.append((part, []))
        return Layout(*[_group(*group) for group in groups if group[1]])

    @property
    def fehler(self) -> list[Fehler]:
        """Return every message in the order of the form, for the summary above it."""
        return list_errors(self)


class Form(KernMixin, forms.Form):
    pass


class ModelForm(KernMixin, forms.ModelForm):
    pass


class FilterForm(KernMixin, forms.Form):
    """A list's filter in the address: GET, nothing is required, one line."""

    senden = "Filtern"
    eigene_angaben = False
    mit: Sequence[tuple[str, str]] = ()
    """Names and values of what else stands in the address and is to stay there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        self.helper.form_class = "filter"
        self.helper.template = "kern/filter_form.html"  # type: ignore[assignment]  # None there means no name
        self.helper.field_template = "kern/filter_field.html"  # type: ignore[assignment]
        for field in self.fields.values():
            field.required = False


def _group(legend: str, names: list[str]) -> Fieldset | Div:
    if legend:
        # crispy renders legends as templates; a brace of ours must stay a brace.
        return Fieldset(legend.replace("{", "&#123;"), *names)
    return Div(*names, css_class="felder")
