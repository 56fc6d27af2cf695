"""What a machine can see of a page's accessibility: axe, the size of targets, the width."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => !e.closest('.honigtopf, .text, p, .sprung'))
  .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.width < 24 || r.height < 24) })
  .map(e => e.outerHTML.slice(0, 90))"""

needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="npm packages are not installed")

Finding = tuple[str, list[str]]


def violations(page: Page) -> list[Finding]:
    """Return the rules of axe that the page breaks, each with the elements that do; the page must bypass its CSP."""
    return _run(page, {"runOnly": TAGS})


def pale_or_tight(page: Page) -> list[Finding]:
    """Return what is too pale to read or too tight to hit: the rules that depend on colours and width alone."""
    return _run(page, {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}})


def _run(page: Page, options: dict[str, object]) -> list[Finding]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    result = page.evaluate("options => axe.run(document, {resultTypes: ['violations'], ...options})", options)
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in result["violations"]]


def small_targets(page: Page) -> list[str]:
    """Return what is smaller than 24 px outside running text, although axe takes the space around it for enough."""
    return list(page.evaluate(SMALL_TARGETS))


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
