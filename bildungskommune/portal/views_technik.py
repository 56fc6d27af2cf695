"""What machines ask for: the site map, robots.txt, security.txt, the style sheet with the colour of the county."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from bildungskommune import addresses
from bildungskommune.access import Request
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.models import Fassung
from bildungskommune.seiten import farben
from bildungskommune.seiten.models import Kommune, Seite
from bildungskommune.verfahren.roboter import verborgen
from bildungskommune.verfahren.stufen import stages

HOUR = 3600
HOECHSTENS = 1000
GUELTIG = timedelta(days=180)


@require_safe
@cache_control(public=True, max_age=HOUR)
def sitemap(request: Request) -> HttpResponse:
    """List the pages worth finding: the process, its stages, every valid Fassung, the pages of the portal."""
    names = ("start", "verfahren", "publikationen")
    paths = [reverse(name) for name in names]
    paths += [stufe.url for stufe in stages()]
    current = Fassung.objects.current().defer("snapshot")[:HOECHSTENS]
    paths += liste.links(current).values()
    paths += [seite.get_absolute_url() for seite in Seite.objects.public().defer("text")]
    links = [addresses.absolute(path) for path in dict.fromkeys(paths) if path]
    return render(request, "seiten/sitemap.xml", {"links": links}, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=HOUR)
def robots(request: Request) -> HttpResponse:
    hidden = ("/verwaltung/", "/konto/", *verborgen.collect())
    lines = ("User-agent: *", *(f"Disallow: {path}" for path in hidden))
    text = "\n".join([*lines, f"Sitemap: {addresses.page('sitemap')}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=HOUR)
def security(request: Request) -> HttpResponse:
    """Say where weaknesses are to be reported (RFC 9116)."""
    expires = (timezone.now() + GUELTIG).strftime("%Y-%m-%dT00:00:00Z")
    email = Kommune.objects.current().email
    contact = f"mailto:{email}" if email else addresses.page("barriere-melden")
    lines = (f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: de, en")
    canonical = f"Canonical: {addresses.page('security')}"
    return HttpResponse("\n".join([*lines, canonical, ""]), content_type="text/plain; charset=utf-8")


def _farbe(request: Request) -> str:
    return f'"{Kommune.objects.current().eigene_farbe} {settings.BASE_URL}"'


@require_safe
@cache_control(public=True, max_age=HOUR)
@etag(_farbe)
def kommune_css(request: Request) -> HttpResponse:
    """Give the host, which stands before each link on paper, and the colour of the county if it has one of its own."""
    farbe = Kommune.objects.current().eigene_farbe
    rules = f':root {{ --adresse: "{settings.BASE_URL}"; }}\n{farben.stylesheet(farbe) if farbe else ""}'
    return HttpResponse(rules, content_type="text/css; charset=utf-8")
