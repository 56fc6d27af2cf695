from django.apps import AppConfig


class BeispielConfig(AppConfig):
    name = "bildungskommune.beispiel"
    label = "beispiel"
    verbose_name = "Beispielverfahren"
    default_auto_field = "django.db.models.BigAutoField"
