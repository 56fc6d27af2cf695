"""Words that are only read aloud follow the words on screen as one sentence goes on."""

import re

from bildungskommune.env import BASE_DIR

TEMPLATES = BASE_DIR / "templates"
HIDDEN = re.compile(r'<(\w+)\b[^>]*\bclass="[^"]*\bnur-vorlesen\b[^"]*"[^>]*>(.*?)</\1>', re.DOTALL)
LOOSE = ":;,."


def begins_loosely(words: str) -> bool:
    """Whether these words begin with a sign that belongs to a word before: a screen reader says "Jetzt :"."""
    return re.sub(r"{[%#].*?[%#]}", "", words, flags=re.DOTALL).lstrip().startswith(tuple(LOOSE))


def test_hidden_words_begin_with_no_detached_sign() -> None:
    found = [
        (template.relative_to(TEMPLATES).as_posix(), " ".join(words.split()))
        for template in sorted(TEMPLATES.rglob("*.html"))
        for _, words in HIDDEN.findall(template.read_text())
    ]

    assert [one for one in found if begins_loosely(one[1])] == []
    assert len(found) > 60


def test_a_detached_sign_is_found_behind_a_condition() -> None:
    assert begins_loosely("{% if titel %}: {{ titel }}{% endif %}")
    assert not begins_loosely(" von „{{ titel }}“")
