import pytest
from django.test import Client
from django.urls import reverse
from tests import welt
from tests.test_axe import log_in
from tests.factories import make_konto
from workshops.models import Workshop

@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_schau(live_browser, live_server):
    konto = welt.build()["stabsstelle"]
    w = Workshop.objects.get(slug="gemeinsames-leben-und-lernen")
    for scheme, width in (("light", 1280), ("dark", 320)):
        page = live_browser(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 1000})
        page.goto(live_server.url + reverse("dokumentation", args=(w.slug, 1)))
        for name in ("gruppen", "fotos"):
            page.evaluate(f"document.getElementById('{name}').scrollIntoView()")
            page.wait_for_timeout(700)
            page.screenshot(path=f"/tmp/wf_out/doku-{name}-{scheme}-{width}.png")
        log_in(Client(), page, konto)
        for name in ("v-dokumentation", "v-kartenwand"):
            page.goto(live_server.url + reverse(name, args=(w.pk,)))
            page.evaluate("document.getElementById(location.pathname.includes('karten') ? 'fotos' : 'gruppen').scrollIntoView()")
            page.wait_for_timeout(700)
            page.screenshot(path=f"/tmp/wf_out/{name}-{scheme}-{width}.png")
        page.goto(live_server.url + reverse("v-foto-new", args=(w.pk,)))
        page.screenshot(path=f"/tmp/wf_out/neu-{scheme}-{width}.png", full_page=True)
