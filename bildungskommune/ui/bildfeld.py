"""The form field for a photo: what comes out of it is a picture that we wrote ourselves."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile

from bildungskommune.bilder import ImageRefused, clean

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"
LEER = "Diese Datei ist leer. Bitte wählen Sie ein Foto als JPG, PNG, WebP oder HEIC."


class Bildfeld(forms.FileField):
    """Without a file None comes out: what was there before is not the business of this field."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["empty"] = LEER
        self.error_messages["required"] = "Bitte wählen Sie ein Foto aus."

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ACCEPT}

    def to_python(self, data: Any) -> ContentFile | None:
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            return clean(upload)
        except ImageRefused as refused:
            raise forms.ValidationError(str(refused), code="invalid_image") from refused
