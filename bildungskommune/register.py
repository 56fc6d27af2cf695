"""A register for one topic: what every app has to say about it stands in `<app>/<module>.py`.

    gelegenheiten: Register[[datetime], Gelegenheit] = Register("gelegenheiten")

    @gelegenheiten.register
    def open_dates(now: datetime) -> Iterable[Gelegenheit]: ...

A new topic is one new file with such a line; whoever asks first has the modules of the apps found.
"""

from collections.abc import Callable, Iterable
from typing import Generic, ParamSpec, TypeVar

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

P = ParamSpec("P")
T = TypeVar("T")


class Register(Generic[P, T]):
    """Functions of the apps, asked in the order of INSTALLED_APPS."""

    def __init__(self, module: str) -> None:
        self.module = module
        self._given: list[Callable[P, Iterable[T]]] = []
        self._found: list[Callable[P, Iterable[T]]] | None = None

    def register(self, function: Callable[P, Iterable[T]]) -> Callable[P, Iterable[T]]:
        """Decorate a function that answers for its app."""
        assert self._found is None, f"{function.__module__} is no module {self.module} of an app: it came too late"
        self._given.append(function)
        return function

    def functions(self) -> list[Callable[P, Iterable[T]]]:
        if self._found is None:
            autodiscover_modules(self.module)
            self._found = sorted(self._given, key=_place)
        return self._found

    def collect(self, *args: P.args, **kwargs: P.kwargs) -> list[T]:
        """Return what all apps answer."""
        return [answer for function in self.functions() for answer in function(*args, **kwargs)]


def _place(function: Callable[..., object]) -> int:
    """Return the place of the function's app, so that the order does not hang on who imports what first."""
    app = apps.get_containing_app_config(function.__module__)
    return -1 if app is None else list(apps.get_app_configs()).index(app)
