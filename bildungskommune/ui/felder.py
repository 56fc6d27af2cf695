"""Give the fields of a form our sentences, native pickers and autocomplete tokens."""

from collections.abc import Mapping
from functools import partial

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import widgets

from bildungskommune import zeichen

_AUTOCOMPLETE = {
    "email": "email",
    "telefon": "tel",
    "vorname": "given-name",
    "nachname": "family-name",
    "einrichtung": "organization",
    "strasse": "street-address",
    "plz": "postal-code",
}

_SENTENCES = {
    "max_length": "Bitte kürzen Sie den Text auf höchstens %(limit_value)d Zeichen, jetzt sind es %(show_value)d.",
    "min_length": "Bitte schreiben Sie mindestens %(limit_value)d Zeichen, jetzt sind es %(show_value)d.",
    "max_value": "Bitte geben Sie höchstens %(limit_value)s an.",
    "min_value": "Bitte geben Sie mindestens %(limit_value)s an.",
    "null_characters_not_allowed": "Der Text enthält ein unsichtbares Zeichen. Bitte tippen Sie ihn neu ein.",
}

_INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.EmailField, "Bitte prüfen Sie die Adresse. So sieht sie aus: name@einrichtung.de"),
    (forms.URLField, "Bitte geben Sie die ganze Adresse an, zum Beispiel https://www.einrichtung.de"),
    (forms.DateTimeField, "Bitte geben Sie Tag und Uhrzeit an, zum Beispiel 30.05.2024 16:00."),
    (forms.DateField, "Bitte geben Sie einen Tag an, zum Beispiel 30.05.2024."),
    (forms.TimeField, "Bitte geben Sie eine Uhrzeit an, zum Beispiel 16:00."),
    (forms.DecimalField, "Bitte geben Sie eine Zahl an, zum Beispiel 1250 oder 12,50."),
    (forms.IntegerField, "Bitte geben Sie eine ganze Zahl an, zum Beispiel 25."),
)


def prepare(name: str, fields: Mapping[str, forms.Field], *, autocomplete: bool) -> None:
    """Fit one field in place; what the form set itself stays as it is."""
    field = fields[name]
    # The hidden copy of a computed start value would refer to the help text, which only what is seen may do.
    field.show_hidden_initial = False
    _use_sentences(field)
    _use_native_picker(field)
    _name_empty_choice(field)
    token = _token(name, fields) if autocomplete else ""
    if token:
        field.widget.attrs.setdefault("autocomplete", token)
    _refuse_what_nobody_sees(field)
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs.setdefault("rows", 6)
        field.widget.attrs.pop("cols", None)


def _refuse_what_nobody_sees(field: forms.Field) -> None:
    """Browsers keep line breaks out of a one-line field, programs and scripts do not."""
    if isinstance(field, forms.CharField):
        field.validators.append(partial(_check_characters, field))


def _check_characters(field: forms.Field, words: str) -> None:
    """Ask the widget only now: a form may change it after its fields were prepared."""
    if isinstance(field.widget, forms.Textarea):
        zeichen.check_text(words)
    else:
        zeichen.check_line(words)


def _use_sentences(field: forms.Field) -> None:
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _required_sentence(field)
    for code, sentence in _SENTENCES.items():
        field.error_messages.setdefault(code, sentence)
    for kind, sentence in _INVALID:
        if isinstance(field, kind):
            if field.error_messages.get("invalid") in {None, _default_invalid(field)}:
                field.error_messages["invalid"] = sentence
            return


def _default_invalid(field: forms.Field) -> object:
    defaults = [vars(c).get("default_error_messages", {}) for c in type(field).__mro__]
    return next((d["invalid"] for d in defaults if "invalid" in d), None)


def _required_sentence(field: forms.Field) -> str:
    if isinstance(field.widget, forms.CheckboxInput):
        return "Bitte setzen Sie hier ein Häkchen."
    if isinstance(field.widget, forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return "Bitte wählen Sie mindestens eine Möglichkeit aus."
    if isinstance(field.widget, forms.Select | forms.RadioSelect):
        return "Bitte wählen Sie eine Möglichkeit aus."
    if isinstance(field, forms.FileField):
        return "Bitte wählen Sie eine Datei aus."
    return "Bitte füllen Sie dieses Feld aus."


def _use_native_picker(field: forms.Field) -> None:
    """Date and time pickers of the browser want ISO values, whatever the language."""
    for kind, input_type, iso in (
        (widgets.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
        (widgets.DateInput, "date", "%Y-%m-%d"),
        (widgets.TimeInput, "time", "%H:%M"),
    ):
        if type(field.widget) is kind:
            picker = kind(attrs=field.widget.attrs, format=iso)
            picker.input_type = input_type
            picker.is_required = field.widget.is_required
            field.widget = picker
            return


def _name_empty_choice(field: forms.Field) -> None:
    """Say in words what Django draws as dashes; among buttons one of which must be chosen there is no empty one."""
    dashes = BLANK_CHOICE_DASH[0][1]
    word = "Bitte wählen" if field.required else "keine Angabe"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == dashes:
            field.empty_label = word
    elif isinstance(field, forms.ChoiceField):
        choices = list(field.choices)  # type: ignore[arg-type]  # reading it back always gives pairs
        if ("", dashes) in choices:
            named = [] if field.required and isinstance(field.widget, forms.RadioSelect) else [("", word)]
            field.choices = [*named, *(choice for choice in choices if choice != ("", dashes))]


def _token(name: str, fields: Mapping[str, forms.Field]) -> str:
    if name == "name" and "email" in fields:
        return "name"
    return _AUTOCOMPLETE.get(name, "")
