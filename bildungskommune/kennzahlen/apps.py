from django.apps import AppConfig


class KennzahlenConfig(AppConfig):
    name = "bildungskommune.kennzahlen"
    label = "kennzahlen"
    verbose_name = "Kennzahlen"
    default_auto_field = "django.db.models.BigAutoField"
