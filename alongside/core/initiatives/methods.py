"""What a method is: a recipe as data. Folders under `alongside/methods` each declare one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise
"""A sentence that may be a lazy translation."""

ANYONE = "anyone"
"""Every visitor, with or without an account."""
PERSON = "person"
"""Every signed-in party of the organisation."""
OFFICER = "officer"
"""Every party appointed as an officer of the organisation."""

KINDS: Mapping[str, str] = {
    "planning": "co-planning",
    "prioritisation": "co-prioritisation",
    "financing": "co-financing",
    "design": "co-design",
    "managing": "co-managing",
    "performing": "co-performing",
    "assessment": "co-assessment",
}
"""The seven kinds: the name of the folder, and the field's name."""

CO: Mapping[str, tuple[str, ...]] = {
    "commission": ("planning", "prioritisation", "financing"),
    "design": ("design",),
    "deliver": ("managing", "performing"),
    "assess": ("assessment",),
}
"""The four co's, and the kinds that belong to each. Source: Governance International, the four co's."""


@dataclass(frozen=True, kw_only=True)
class Role:
    """A part that a membership can play in an initiative of this method, on one side.

    `open` is for roles that anybody signed in may take themselves; the others are given by who manages the initiative.
    """

    key: str
    side: str  # "public" or "citizen"
    title: Text
    does: Text
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A span of an initiative: one block with its settings, and which role may do which act while it is open."""

    key: str
    title: Text
    block: str  # "ask", "propose", "rank", …; the label of the method's own app; "" where it is only the core's
    happens: Text  # one sentence for a resident: what happens here
    acts: Mapping[str, frozenset[str]]  # act -> keys of roles, or ANYONE, PERSON, OFFICER
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DefaultMeasure:
    """A measure that an initiative of this method is offered when it starts."""

    kind: str  # "outcome", "efficiency" or "process"
    statement: Text
    measure: Text
    unit: str
    better: str  # "up" or "down"


@dataclass(frozen=True, kw_only=True)
class Method:
    """A recipe. `built` is False where only the guide card exists, and the catalogue says so plainly.

    `always` are acts open in every stage of a committed or live initiative (managing, joining, thanking).
    `acknowledge_days`, `answer_days` and `least_open_days` are the promised and least times in days.
    `page` is what the method's own page is called, where it has one; its address is `home`, of an initiative, under
    the label of the method's own app, or under its key.
    `acts` are acts of the method's own, in words, beyond those of the core and its blocks. `exports` and
    `personal_data` name tables as "app.Model"; `personal_data` maps a table to what it holds of people.
    """

    key: str
    kind: str
    title: Text
    summary: Text
    public_gives: Text
    citizens_give: Text
    blocks: tuple[str, ...]
    roles: tuple[Role, ...] = ()
    stages: tuple[Stage, ...] = ()
    always: Mapping[str, frozenset[str]] = field(default_factory=dict)
    measures: tuple[DefaultMeasure, ...] = ()
    gates: tuple[str, ...] = ()
    acts: Mapping[str, Text] = field(default_factory=dict)
    acknowledge_days: int = 2
    answer_days: int = 28
    least_open_days: int = 14
    page: Text = ""
    exports: tuple[str, ...] = ()
    personal_data: Mapping[str, Text] = field(default_factory=dict)
    built: bool = False

    def role(self, key: str) -> Role:
        """Return the role of that key; KeyError where the method has none."""
        return {role.key: role for role in self.roles}[key]

    def stage(self, key: str) -> Stage:
        """Return the stage of that key; KeyError where the method has none."""
        return {stage.key: stage for stage in self.stages}[key]


_methods: dict[str, Method] = {}


def register(method: Method) -> None:
    """Add a method to the catalogue; ValueError for a key that is taken by a different recipe."""
    if _methods.get(method.key, method) != method:
        raise ValueError(f"Two methods are called {method.key}.")
    _methods[method.key] = method


def catalogue() -> tuple[Method, ...]:
    """Return all methods, in the order of the seven kinds, then by key."""
    order = list(KINDS)
    return tuple(sorted(_methods.values(), key=lambda method: (order.index(method.kind), method.key)))


def method(key: str) -> Method:
    """Return one method; KeyError where none has that key."""
    return _methods[key]
