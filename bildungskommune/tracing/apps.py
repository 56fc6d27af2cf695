from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TracingConfig(AppConfig):
    name = "bildungskommune.tracing"
    label = "tracing"
    verbose_name = "Der rote Faden"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("tracing")
