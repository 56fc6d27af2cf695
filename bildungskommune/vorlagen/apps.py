from django.apps import AppConfig


class VorlagenConfig(AppConfig):
    name = "bildungskommune.vorlagen"
    label = "vorlagen"
    verbose_name = "Seiten der Vorlagen"
