"""The kernel of the portal and the Django project around it."""

from bildungskommune.celery import app as celery_app

__all__ = ["celery_app"]
