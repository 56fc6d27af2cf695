from django.apps import AppConfig


class BeteiligungConfig(AppConfig):
    name = "bildungskommune.beteiligung"
    label = "beteiligung"
    verbose_name = "Beratung und Beteiligung"
    default_auto_field = "django.db.models.BigAutoField"
