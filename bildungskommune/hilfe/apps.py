from django.apps import AppConfig


class HilfeConfig(AppConfig):
    name = "bildungskommune.hilfe"
    label = "hilfe"
    verbose_name = "Hilfe"
