from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from leitbild.glossar import mark

register = template.Library()


@register.filter
def begriffe(html: SafeString, found: Mapping[str, str] | str) -> SafeString:
    """Link the words that the Glossar of this page explains; a page without one has none."""
    return mark(html, found) if isinstance(found, Mapping) else html
