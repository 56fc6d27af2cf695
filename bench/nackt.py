"""The floor: a bare Django view of three statements and one template, for granian (`bench.nackt:application`)."""

# ruff: noqa: INP001, E402

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.conf import settings

from bildungskommune.env import env

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": env.db_url_config(os.environ["DATABASE_URL"]) | {"CONN_MAX_AGE": 600}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.urandom(32).hex(),
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
)

import django

django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

PAGE = """<!DOCTYPE html><html lang="de"><head><title>{{ titel }}</title></head><body><h1>{{ titel }}</h1>
{% for absatz in absaetze %}<section id="a{{ forloop.counter }}"><h2>{{ absatz.titel|truncatechars:60 }}</h2>
<p>{{ absatz.text|linebreaks }}</p></section>{% endfor %}</body></html>"""
TEMPLATE = engines["django"].from_string(PAGE)


def rows(statement: str) -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [{"titel": titel, "text": text} for titel, text in cursor.fetchall()]


def workshop(request: HttpRequest) -> HttpResponse:
    """A page of some 2 KB."""
    found = rows("SELECT titel, beschreibung FROM workshops_workshop ORDER BY id LIMIT 1")
    found += rows("SELECT name, '' FROM seiten_kommune LIMIT 1")
    found += rows("SELECT titel, '' FROM workshops_reihe LIMIT 1")
    return HttpResponse(TEMPLATE.render({"titel": "Workshop", "absaetze": found}, request))


def leitbild(request: HttpRequest) -> HttpResponse:
    """A page of 10,000 words in 140 paragraphs."""
    rows("SELECT name, '' FROM seiten_kommune LIMIT 1")
    rows("SELECT titel, '' FROM workshops_reihe LIMIT 1")
    found = rows("SELECT 'Abschnitt', repeat('Bildung gelingt gemeinsam. ', 24) FROM generate_series(1, 140)")
    return HttpResponse(TEMPLATE.render({"titel": "Leitbild", "absaetze": found}, request))


urlpatterns = [path("workshop/", workshop), path("leitbild/", leitbild)]
application = get_wsgi_application()
