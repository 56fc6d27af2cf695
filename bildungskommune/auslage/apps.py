from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuslageConfig(AppConfig):
    name = "bildungskommune.auslage"
    label = "auslage"
    verbose_name = "Auslage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("ausloeser")
