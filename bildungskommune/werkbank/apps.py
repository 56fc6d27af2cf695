from django.apps import AppConfig


class WerkbankConfig(AppConfig):
    name = "bildungskommune.werkbank"
    verbose_name = "Werkbank"
    default_auto_field = "django.db.models.BigAutoField"
