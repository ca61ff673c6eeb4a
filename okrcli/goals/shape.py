"""The shapes of values in a file: each reads a value, says what is wrong with it, and describes itself as JSON Schema.

A model declares each key once, type and shape side by side; reading, messages and the published
schemas all come from that. A value that does not fit is a problem and is left out; what is
around it stays.
"""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, dataclass_transform

from okrcli.goals.diagnostic import Problem, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
Problems = list[Problem]
Path = tuple[Any, ...]
"""The way to a value while reading: `(path of what it is in, key)`, cheap to extend; `()` is the top."""


class _Missing:
    """Stands for a value that could not be read; its problem has been noted."""


MISSING: Final = _Missing()


def route_of(path: Path) -> Route:
    """The path as a flat route."""
    steps: list[str | int] = []
    while path:
        path, step = path
        steps.append(step)
    return tuple(reversed(steps))


def _note(
    problems: Problems,
    name: str,
    path: Path,
    message: str,
    hint: str | None = None,
    *,
    at_key: bool = False,
    instead: str | float | date | None = None,
    sure: bool = False,
) -> Any:
    problems.append(Problem(name, route_of(path), message, hint, at_key, instead, sure))
    return MISSING


class Shape:
    """Reads one value; `MISSING` with a problem noted if it does not fit."""

    expects = "a value"
    simply: type | None = None
    """The type whose values are read as they are: any whole number, or any text that begins with a word."""

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """JSON Schema, draft 7."""
        raise NotImplementedError

    def wrong(self, value: Any, path: Path, problems: Problems, hint: str | None = None) -> Any:
        """Note that the value is of another kind; the value itself is never repeated: it may be a secret."""
        said = f"{_called(path)} must be {self.expects}, not {_kind(value)}"
        meant = self.meant(value)
        return _note(problems, "wrong-type", path, said, hint, instead=meant, sure=meant is not None)

    def meant(self, value: Any) -> str | float | None:
        """What a value of another kind can only mean, if that is known."""
        del value
        return None


def _called(path: Path) -> str:
    """The nearest key on the way to a value, for messages."""
    steps = [step for step in route_of(path) if isinstance(step, str)]
    return f"`{steps[-1]}`" if steps else "the file"


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "text" if isinstance(value, str) else "a number" if isinstance(value, int | float) else "nothing"


def _pattern(whole: str, otherwise: str) -> dict[str, Any]:
    """A pattern for the whole of a text, with what editors say of one that does not match it."""
    return {"pattern": f"^({whole})$", "patternErrorMessage": otherwise}


def either(*schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema of values of several types: as one, for of an `anyOf` no editor can say which part was meant."""
    merged = {name: said for schema in schemas for name, said in schema.items()}
    return merged | {"type": [schema["type"] for schema in schemas]}


class Text(Shape):
    expects = "text"
    simply = str

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if type(value) is str:
            if value and not value.isspace():
                return value
            return _note(problems, "missing-key", path, f"{_called(path)} is empty", "write it, or remove the key")
        hint = "put it in quotes" if isinstance(value, int | float) else None
        return self.wrong(value, path, problems, hint)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


class Id(Shape):
    expects = "an id"

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if isinstance(value, str) and ID.fullmatch(value):
            return value
        return self.wrong(value, path, problems, "use small letters, digits and dashes")

    def wrong(self, value: Any, path: Path, problems: Problems, hint: str | None = None) -> Any:
        if isinstance(value, str):
            return _note(problems, "invalid-id", path, f"{_called(path)} is not an id", hint)
        return super().wrong(value, path, problems, hint)

    def schema(self) -> dict[str, Any]:
        return _pattern(ID.pattern, "Must be an id: small letters, digits and dashes.") | {"type": "string"}


class Flag(Shape):
    expects = "`true` or `false`"

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if isinstance(value, bool):
            return value
        return self.wrong(value, path, problems, "in small letters, without quotes")

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


_LARGEST: Final = 10**15
_WRITTEN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


class Number(Shape):
    """A finite number within ±1e15, with bounds if given (both included)."""

    expects = "a number"

    def __init__(self, low: float | None = None, high: float | None = None, *, whole: bool = False) -> None:
        self.low, self.high, self.whole = low, high, whole
        self.simply = int if low is None and high is None else None

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        kind = type(value)
        if kind is not int and kind is not float:
            return self.wrong(value, path, problems, "write it like 1200 or 0.4: no quotes, units or separators")
        if value == math.inf:
            return MISSING  # the reader of the text has said so
        below = self.low is not None and value < self.low
        above = self.high is not None and value > self.high
        if below or above or (self.whole and value != int(value)):
            return _note(problems, "invalid-value", path, f"{_called(path)} must be {self._range()}")
        return value + 0  # -0.0 is 0

    def meant(self, value: Any) -> float | None:
        """A number in quotes, or with a percent sign behind it."""
        text = value.strip().removesuffix("%").rstrip() if isinstance(value, str) else ""
        if not _WRITTEN.fullmatch(text):
            return None
        number = float(text)
        return int(number) if number.is_integer() else number

    def _range(self) -> str:
        noun = "a whole number" if self.whole else "a number"
        if self.low is not None and self.high is not None:
            return f"{noun} from {self.low:g} to {self.high:g}"
        return noun if self.low is None else f"{noun}, {self.low:g} or more"

    def schema(self) -> dict[str, Any]:
        low = -_LARGEST if self.low is None else self.low
        high = _LARGEST if self.high is None else self.high
        return {"type": "integer" if self.whole else "number", "minimum": low, "maximum": high}


DAY_PATTERN: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY: Final = re.compile(DAY_PATTERN)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


@lru_cache(maxsize=4096)
def parse_day(text: str) -> date | None:
    """A day from `YYYY-MM-DD`; nothing else is one. Years that nobody plans in are refused: sums of days stay dates."""
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


_OTHER_DAY: Final = re.compile(
    r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?:[T ][0-9:.Z+-]*)?"
    r"|(?P<day_2>[0-9]{1,2})\. ?(?P<month_2>[0-9]{1,2})\. ?(?P<year_2>[0-9]{4})"
)


def day_meant(text: str) -> date | None:
    """The day that a date in another form can only mean: 2026/9/5, 2026-09-05T12:00, 5.9.2026; not 5/9/2026."""
    match = _OTHER_DAY.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (match[name] or match[f"{name}_2"] for name in ("year", "month", "day"))
    return parse_day(f"{year}-{month:0>2}-{day:0>2}")


class Day(Shape):
    expects = "a date like 2026-09-30"

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if not isinstance(value, str):
            return self.wrong(value, path, problems, "write it as YYYY-MM-DD")
        day = parse_day(value)
        if day is None:
            said, meant = f"{_called(path)} is not a date", day_meant(value)
            return _note(
                problems, "invalid-value", path, said, "write it as YYYY-MM-DD", instead=meant, sure=bool(meant)
            )
        return day

    def schema(self) -> dict[str, Any]:
        return _pattern(DAY_PATTERN, f"Must be {self.expects}.") | {"type": "string"}


class Choice(Shape):
    def __init__(self, *options: str) -> None:
        self.options = options

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if value in self.options:
            return value
        close = suggest(value, self.options) if isinstance(value, str) else None
        said = f"{_called(path)} must be one of: {', '.join(self.options)}"
        hint = f"did you mean `{close}`?" if close else None
        return _note(problems, "invalid-value", path, said, hint, instead=close)

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.options)}


class Either(Shape):
    """Whichever of the shapes takes this kind of value; the last one speaks if none does."""

    def __init__(self, *by_kind: tuple[type | tuple[type, ...], Shape], expects: str) -> None:
        self.by_kind = by_kind
        self.expects = expects

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        for kind, shape in self.by_kind:
            if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
                return shape.read(value, path, problems)
        return self.wrong(value, path, problems)

    def schema(self) -> dict[str, Any]:
        return either(*(shape.schema() for _, shape in self.by_kind))


class ListOf(Shape):
    """A list, read as a tuple; a single item also counts as a list of one where `or_one` is set."""

    expects = "a list"

    def __init__(self, item: Shape, *, length: int | None = None, or_one: bool = False) -> None:
        self.item, self.length, self.or_one = item, length, or_one

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if self.or_one and isinstance(value, str):
            read = self.item.read(value, path, problems)
            return read if read is MISSING else (read,)
        if not isinstance(value, list):
            return self.wrong(value, path, problems, "put it in brackets: [ … ]")
        if self.length is not None and len(value) != self.length:
            return _note(problems, "invalid-value", path, f"{_called(path)} must have {self.length} values")
        items = [self.item.read(item, (path, index), problems) for index, item in enumerate(value)]
        return tuple(item for item in items if item is not MISSING)

    def schema(self) -> dict[str, Any]:
        size = {} if self.length is None else {"minItems": self.length, "maxItems": self.length}
        listed = {"type": "array", "items": self.item.schema(), **size}
        return either(self.item.schema(), listed) if self.or_one else listed


class MapOf(Shape):
    """A mapping whose keys are all of one form: ids, dates, a few words, or anything."""

    expects = "a mapping"

    def __init__(
        self,
        value: Shape,
        key: Callable[[str], Any] = str,  # the key as a value, or None where it is none
        *,
        key_is: str = "text",
        pattern: str | None = None,
        problem: str = "invalid-value",
    ) -> None:
        self.value, self.key, self.key_is, self.pattern, self.problem = value, key, key_is, pattern, problem

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return self.wrong(value, path, problems)
        read = {}
        for name, item in value.items():
            key = self.key(name)
            if key is None:
                said = f"`{name}` is not {self.key_is}" if name else f"the key is empty, not {self.key_is}"
                _note(problems, self.problem, (path, name), said, at_key=True)
            elif (got := self.value.read(item, (path, name), problems)) is not MISSING:
                read[key] = got
        return read

    def schema(self) -> dict[str, Any]:
        named = {"propertyNames": _pattern(self.pattern, f"Must be {self.key_is}.")} if self.pattern else {}
        return {"type": "object", "additionalProperties": self.value.schema()} | named


def ids(value: Shape) -> MapOf:
    """A mapping from ids."""
    key_is = "an id (small letters, digits and dashes, at most 64, not a dash first)"
    return MapOf(value, _id_or_none, key_is=key_is, pattern=ID.pattern, problem="invalid-id")


@lru_cache(maxsize=4096)
def is_id(name: str) -> bool:
    return ID.fullmatch(name) is not None


def _id_or_none(name: str) -> str | None:
    return name if is_id(name) else None


def days(value: Shape) -> MapOf:
    """A mapping from dates."""
    return MapOf(value, parse_day, key_is="a date like 2026-09-30", pattern=DAY_PATTERN)


def choices(options: tuple[str, ...], value: Shape) -> MapOf:
    """A mapping from a few words."""
    key_is = "one of: " + ", ".join(options)
    return MapOf(
        value,
        {option: option for option in options}.get,
        key_is=key_is,
        pattern="|".join(options),
        problem="unknown-key",
    )


class Key:
    """A declared key of a model."""

    def __init__(self, shape: Shape, default: Any, doc: str, name: str | None, *, required: bool) -> None:
        self.shape, self.default, self.doc, self.name, self.required = shape, default, doc, name, required


def key(shape: Shape, default: Any = None, *, doc: str, required: bool = False, name: str | None = None) -> Any:
    """Declare a key: its shape, its default, the sentence that the schema shows, its name if Python's differs."""
    return Key(shape, default, doc, name, required=required)


@dataclass_transform(frozen_default=True, kw_only_default=True)  # no field specifiers: every key may be left out
class Model:
    """A plain frozen value made of declared keys; a dataclass in all but the cost of making the class.

    Only what a file says is stored; what it leaves out is the class's default.
    """

    keys: ClassVar[Mapping[str, Key]] = {}

    def __init_subclass__(cls) -> None:
        cls.keys = {name: value for name, value in vars(cls).items() if isinstance(value, Key)}
        for name, declared in cls.keys.items():
            setattr(cls, name, declared.default)

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return False
        one, two = self.__dict__, other.__dict__  # what is not said in either has its default in both
        return one == two or (one.keys() != two.keys() and self.values() == other.values())

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({said})"

    def values(self, names: Iterable[str] | None = None) -> dict[str, Any]:
        """Every key with its value, defaults included; or only some of them."""
        return {name: getattr(self, name) for name in (self.keys if names is None else names)}

    def changed(self, other: Self, without: str = "") -> list[str]:
        """The keys that have another value in another such value, in their order; one may be left out."""
        one, two = self.__dict__, other.__dict__
        said = one if one.keys() == two.keys() else one | two  # of the others both have the default
        found = [name for name in said if name != without and getattr(self, name) != getattr(other, name)]
        return [name for name in self.keys if name in found] if found[1:] else found

    def but(self, **changes: Any) -> Self:
        """The same value with some keys changed."""
        return type(self)(**(self.__dict__ | changes))


class Record(Shape):
    """A mapping with known keys, read into a model.

    A missing key that is required is a problem; the value is lost only where the key has no default either.
    """

    expects = "a mapping"

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.known = {
            declared.name or name: (name, declared.shape.read, declared.shape.simply)
            for name, declared in model.keys.items()
        }
        required = {declared.name or name: declared for name, declared in model.keys.items() if declared.required}
        self.required = list(required)
        self.fields = {self.known[name][0] for name in required}
        self.needed = {self.known[name][0] for name, declared in required.items() if declared.default is None}

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if not isinstance(value, dict):
            return self.wrong(value, path, problems)
        values: dict[str, Any] = {}
        known = self.known
        for name, item in value.items():
            if name not in known:
                self._unknown(name, path, problems)
                continue
            field, read, simply = known[name]
            kind = type(item)
            if kind is simply and (kind is int or item[:1].isalnum()):
                values[field] = item  # what `read` would say, for the case that nearly all are
            elif item is None:
                said = f"`{name}` has no value"
                _note(problems, "missing-key", (path, name), said, "write it, or remove the line", at_key=True)
            elif (got := read(item, (path, name), problems)) is not MISSING:
                values[field] = got
        return self.model(**values) if self._complete(value, values, path, problems) else MISSING

    def _complete(self, written: dict[str, Any], values: dict[str, Any], path: Path, problems: Problems) -> bool:
        if self.fields <= values.keys():
            return True
        for name in self.required:
            if name not in written:
                said = f"{_called(path)} has no `{name}`"
                _note(problems, "missing-key", (path, name), said, f"add `{name}:`", at_key=True)
        return self.needed <= values.keys()

    def _unknown(self, name: str, path: Path, problems: Problems) -> None:
        close = suggest(name, self.known)
        hint = f"did you mean `{close}`?" if close else f"known here: {', '.join(self.known)}"
        _note(problems, "unknown-key", (path, name), f"unknown key `{name}`", hint, at_key=True, instead=close)

    def schema(self) -> dict[str, Any]:
        described = {
            declared.name or name: declared.shape.schema() | {"description": declared.doc}
            for name, declared in self.model.keys.items()
        }
        needed = {"required": list(self.required)} if self.required else {}
        title = re.sub(r"(?<!^)(?=[A-Z])", " ", self.model.__name__).capitalize()
        return {"title": title, "type": "object", "properties": described, **needed, "additionalProperties": False}


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The nearest of the known words, if one is near."""
    from difflib import get_close_matches

    longest = 64  # what is longer is no typing error, and costs time
    return (
        next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)), None)
        if len(word) <= longest
        else None
    )


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """The hint for a word that is none of the known ones: the nearest of them, else what to do instead."""
    close = suggest(word, known)
    return f"did you mean {close!r}?" if close else otherwise
