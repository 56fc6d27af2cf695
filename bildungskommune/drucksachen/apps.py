from django.apps import AppConfig


class DrucksachenConfig(AppConfig):
    name = "bildungskommune.drucksachen"
    label = "drucksachen"
    verbose_name = "Drucksachen"
    default_auto_field = "django.db.models.BigAutoField"
