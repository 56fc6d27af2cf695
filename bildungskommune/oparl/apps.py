from django.apps import AppConfig


class OParlConfig(AppConfig):
    name = "bildungskommune.oparl"
    label = "oparl"
    verbose_name = "Abgleich mit dem Ratsinformationssystem"
    default_auto_field = "django.db.models.BigAutoField"
