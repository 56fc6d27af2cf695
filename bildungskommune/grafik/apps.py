from django.apps import AppConfig


class GrafikConfig(AppConfig):
    name = "bildungskommune.grafik"
    label = "grafik"
    verbose_name = "Grafiken"
