from django.apps import AppConfig


class VergleichConfig(AppConfig):
    name = "bildungskommune.vergleich"
    label = "vergleich"
    verbose_name = "Vergleich"
