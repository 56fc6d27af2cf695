"""Pages of a desk: a form, a question before something is deleted, and what a page needs before its view runs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from django.contrib import messages
from django.db import models
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bildungskommune.access import Guarded, Request, View, allow, load
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.once import Opening, once, plainly
from bildungskommune.ui.forms import Form, ModelForm
from bildungskommune.werkbank import aendern, papierkorb
from bildungskommune.werkbank.formular import DeskForm
from bildungskommune.werkbank.staende import way
from bildungskommune.werkbank.vergleich import compare

M = TypeVar("M", bound=models.Model)
Krumen: TypeAlias = Sequence[tuple[str, str]]
"""The way down to a page: word and address of each page above it."""
READ, FORM, MOVE = ["GET", "HEAD"], ["GET", "HEAD", "POST"], ["POST"]


@dataclass(frozen=True)
class Seite:
    """What stands around a form. `stufe` is the number of the stage in the bar, 0 shows no bar."""

    titel: str
    eltern: Krumen
    ueber: str = ""
    vorspann: str = ""
    loeschen: str = ""
    """Address of the page that asks before the thing is deleted."""
    stufe: int = 0
    template: str = "werkbank/formular.html"
    mehr: Mapping[str, object] = field(default_factory=dict)

    def context(self) -> dict[str, object]:
        named = ("titel", "eltern", "ueber", "vorspann", "loeschen", "stufe")
        return {name: getattr(self, name) for name in named} | dict(self.mehr)


def opens(
    may: Callable[..., bool],
    visible: Callable[[Nutzer], models.QuerySet[M]] | None = None,
    *,
    first: Callable[[Nutzer], bool] | None = None,
    by: str = "pk",
) -> Callable[[View], Guarded]:
    """Let GET pass where `may(user)`, or `may(user, thing)` with the thing of `visible` that the address names.

    `first` is asked before the thing is looked for: who may not open the desk learns nothing from a 404.
    """
    return _guard(READ, may, visible, first, by)


def forms(
    may: Callable[..., bool],
    visible: Callable[[Nutzer], models.QuerySet[M]] | None = None,
    *,
    first: Callable[[Nutzer], bool] | None = None,
    by: str = "pk",
    within: Callable[..., Opening] = plainly,
) -> Callable[[View], Guarded]:
    """Like `opens`, for a page with a form: what it sends is taken once, in a transaction that `within` opens."""
    return _guard(FORM, may, visible, first, by, within=within)


def moves(
    may: Callable[..., bool],
    visible: Callable[[Nutzer], models.QuerySet[M]] | None = None,
    *,
    first: Callable[[Nutzer], bool] | None = None,
    by: str = "pk",
) -> Callable[[View], Guarded]:
    """Like `opens`, for a button that sends without a page of its own."""
    return _guard(MOVE, may, visible, first, by)


def _guard(
    methods: list[str],
    may: Callable[..., bool],
    visible: Callable[[Nutzer], models.QuerySet[M]] | None,
    first: Callable[[Nutzer], bool] | None,
    by: str,
    *,
    within: Callable[..., Opening] = plainly,
) -> Callable[[View], Guarded]:
    """One order for every page: method, permission, thing, and last the form that counts once."""

    def decorate(view: View) -> Guarded:
        guarded: View = once(view, within) if "POST" in methods else view
        guarded = load(visible, may=may, by=by)(guarded) if visible else allow(may)(guarded)
        if first is not None:
            guarded = allow(first)(guarded)
        return require_http_methods(methods)(guarded)

    return decorate


def sent(request: Request) -> QueryDict | None:
    """Return what a form sent, None before it did; an empty POST is sent too."""
    return request.POST if request.method == "POST" else None


def number(text: str | None) -> int | None:
    """Return the number that an address names, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def numbers(texts: Iterable[str]) -> list[int]:
    """Return the numbers among what an address or a form names, in its order."""
    return [found for text in texts if (found := number(text)) is not None]


def show(request: Request, form: Form | ModelForm, seite: Seite, *, refused: bool | None = None) -> HttpResponse:
    """Show a form on a page of its own; a refused one answers 422.

    What was sent is taken for refused, unless `refused` says that somebody only asked to see it.
    """
    _offer_way_back(form, seite)
    context = {"form": form, "ding": _name(form), "verlaufweg": way(getattr(form, "instance", None))} | seite.context()
    is_refused = form.is_bound if refused is None else refused
    return render(request, seite.template, context, status=422 if is_refused else 200)


def _name(form: Form | ModelForm) -> str:
    """Return the name of the stored thing that this form is about, for the title of its window."""
    thing = getattr(form, "instance", None)
    return str(thing) if thing is not None and thing.pk else ""


def _offer_way_back(form: Form | ModelForm, seite: Seite) -> None:
    if seite.eltern and not form.abbrechen:
        form.abbrechen = seite.eltern[-1][1]


def take(
    request: Request,
    form: Form | ModelForm,
    seite: Seite,
    save: Callable[[], str],
    danke: str = "Die Änderungen sind gespeichert.",
) -> HttpResponse:
    """Show the form until it is good; then `save` does the work and says the address to go on to.

    When somebody else was faster, both versions stand side by side (409) and nothing is saved.
    """
    if not form.is_valid():
        return show(request, form, seite)
    try:
        target = save()
    except aendern.Outdated as outdated:
        assert isinstance(form, DeskForm), "only a form of the desk knows what it showed"
        return _ask(request, form, seite, outdated)
    if form.errors:
        return show(request, form, seite)
    if danke:
        messages.success(request, danke)
    return redirect(target)


def add(
    request: Request,
    form: ModelForm,
    seite: Seite,
    rule: Callable[..., None],
    target: Callable[[Any], str],
    *,
    danke: str,
) -> HttpResponse:
    """Show the form of a new thing; when it is good, `rule(thing, by=…)` stores it and `target(thing)` comes next."""

    def save() -> str:
        thing = form.save(commit=False)
        rule(thing, by=request.user)
        form.save_m2m()
        return target(thing)

    return take(request, form, seite, save, danke)


def edit(
    request: Request,
    form: DeskForm,
    seite: Seite,
    target: Callable[[Any], str],
    *,
    rule: Callable[..., None] = aendern.change,
    danke: str = "Die Änderungen sind gespeichert.",
) -> HttpResponse:
    """Show the form of a thing; when it is good, `rule` writes the fields that changed, unless they are outdated."""

    def save() -> str:
        thing = form.save(commit=False)
        rule(thing, form.felder, version=form.version, by=request.user, **form.fuer_die_regel)
        form.save_m2m()
        return target(thing)

    return take(request, form, seite, save, danke)


def _ask(request: Request, form: DeskForm, seite: Seite, outdated: aendern.Outdated) -> HttpResponse:
    vergleich = compare(form, outdated.current)
    _offer_way_back(form, seite)
    context = {"form": form, "ding": _name(form), "vergleich": vergleich} | seite.context()
    return render(request, "werkbank/vergleich.html", context, status=409)


def delete_page(
    request: Request,
    thing: models.Model,
    back: str,
    seite: Seite,
    *,
    rule: Callable[..., None] = aendern.delete,
) -> HttpResponse:
    """Ask before `thing` goes, say what goes with it and what still stands on it; after it go `back`."""
    try:
        mit = aendern.parts(thing)
        if request.method == "POST":
            name = str(thing)[:120]
            rule(thing, by=request.user)
            messages.success(request, f"„{name}“ ist gelöscht.{_undo(thing)}")
            return redirect(back)
    except aendern.StillNeeded as refused:
        return _question(request, thing, back, seite, fehler=str(refused))
    return _question(request, thing, back, seite, mit=mit)


def _place(thing: models.Model, seite: Seite) -> str:
    """Return the name of the page above this one that is not the page of the thing itself."""
    return next((name for name, _ in reversed(seite.eltern) if name != str(thing)), "")


def _undo(thing: models.Model) -> str:
    return "" if papierkorb.is_final(thing) else " Im Papierkorb können Sie es 30 Tage lang zurückholen."


def _question(
    request: Request, thing: models.Model, back: str, seite: Seite, *, mit: Sequence[str] = (), fehler: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"ding": thing, "zurueck": back, "mit": mit, "fehler": fehler}
    context |= {"endgueltig": papierkorb.is_final(thing), "wo": _place(thing, seite)}
    status = 422 if fehler and request.method == "POST" else 200
    return render(request, "werkbank/loeschen.html", context | seite.context(), status=status)
