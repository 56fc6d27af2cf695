"""The messages of a refused form as lines for the summary above it."""

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True)
class Fehler:
    """One line of the error summary; `ziel` is the id of the control to jump to."""

    ziel: str
    label: str
    meldung: str


def list_errors(form: forms.BaseForm) -> list[Fehler]:
    """Return every message in the order of the form, those about the whole form last."""
    named = [name for name in form.fields if name in form.errors]
    general = [name for name in form.errors if name not in form.fields]
    return [_describe(form, name, str(text)) for name in [*named, *general] for text in form.errors[name]]


def _describe(form: forms.BaseForm, name: str, meldung: str) -> Fehler:
    if name not in form.fields:
        return Fehler("", "", meldung)
    bound = form[name]
    return Fehler(_target(bound), str(bound.label or name), meldung)


def _target(bound: forms.BoundField) -> str:
    """Return the id of the first control of a field: of several boxes the first, whatever group it is in."""
    if isinstance(bound.field.widget, forms.MultiWidget):
        return f"{bound.auto_id}_0"
    if bound.use_fieldset and bound.subwidgets:
        return bound.subwidgets[0].id_for_label or bound.auto_id
    return bound.id_for_label or bound.auto_id


def in_one_line(form: forms.BaseForm) -> str:
    """Return the sentences that say what is wrong, without the fields they belong to."""
    return " ".join(str(satz) for saetze in form.errors.values() for satz in saetze)
