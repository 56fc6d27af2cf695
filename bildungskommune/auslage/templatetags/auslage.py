"""Draw what a page shows to all readers alike, from memory where it is kept."""

from typing import Any

from django import template
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token

from bildungskommune.auslage.teile import Teile

register = template.Library()


class Teil(Node):
    """One part of a page."""

    def __init__(self, part: FilterExpression, nodelist: NodeList) -> None:
        self.part = part
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        teile: Teile = context["teile"]
        page = context.template
        assert page is not None

        def made(values: dict[str, Any]) -> str:
            # Tags of the part find their template by the engine of the page.
            own = Context(values, use_l10n=context.use_l10n, use_tz=context.use_tz)
            with own.bind_template(page):
                return self.nodelist.render(own)

        return teile.draw(self.part.resolve(context), made)


@register.tag("teil")
def teil(parser: Parser, token: Token) -> Teil:
    """Draw a part between `{% teil "inhalt" %}` and `{% endteil %}`; the view gives `teile`."""
    words = token.split_contents()
    if len(words) != 2:
        raise TemplateSyntaxError("teil takes the name of the part")
    nodelist = parser.parse(("endteil",))
    parser.delete_first_token()
    return Teil(parser.compile_filter(words[1]), nodelist)
