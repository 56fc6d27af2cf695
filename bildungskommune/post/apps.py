from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "bildungskommune.post"
    label = "post"
    verbose_name = "Post"
    default_auto_field = "django.db.models.BigAutoField"
