"""What an initiative has stored, as open data: found by following foreign keys, cut down to what may be shown.

A table is written out if the method's manifest names it in `exports`. Of the others only the number of rows is told,
so that a reader sees what is left out. Of a table that is written out:

- columns that point at a person are left out, and so are the digests of codes;
- columns that the table calls private are shown only in rows whose giver opted in (rule 15);
- of a secret ballot nothing at all is told until its question has closed;
- a table may say when its rows come out at all (`let_out_when`: the box of a vote, once it is counted), and which of
  its columns count people by group (`counts`): there small groups are not told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, QuerySet

from alongside.core.initiatives.methods import Method
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party, User
from alongside.core.personal_data.queries import NEVER_TAKEN_OUT
from alongside.core.questions.models import Question
from alongside.kit.suppression import suppressed
from alongside.methods.registry import own_app

FARTHEST = 4  # No table of ours stands farther from its initiative; a longer way would lead through other initiatives.
BALLOT = "rank.cast"
NOT_FOLLOWED = (Organisation, Party, User, Initiative)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table with rows of an initiative: its label (`core.Question`), and the way from a row to the initiative."""

    model: type[Model]
    path: str
    comes_back: bool = False  # the way begins against a foreign key, so that a row may be met twice

    @property
    def label(self) -> str:
        """Return the name that a manifest calls it by."""
        return self.model._meta.label

    def rows(self, initiative: Initiative) -> QuerySet[Any]:
        """Return the rows of one initiative, in the order of their ids."""
        found = self.model._default_manager.filter(
            organisation_id=initiative.organisation_id, **{self.path: initiative}
        ).order_by("pk")
        return found.distinct() if self.comes_back else found


def _keys(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def _ways(model: type[Model], seen: frozenset[type[Model]]) -> Iterator[tuple[int, int, str]]:
    """Every way along foreign keys to an initiative: its length, how many of its keys may be empty, the way."""
    for key in _keys(model):
        target = key.related_model
        if target is Initiative:
            yield 1, int(key.null), key.name
        elif target not in NOT_FOLLOWED and target not in seen and len(seen) < FARTHEST:
            for length, empty, way in _ways(target, seen | {target}):
                yield length + 1, empty + key.null, f"{key.name}__{way}"


@cache
def path_to_initiative(model: type[Model]) -> str:
    """Return the shortest way along foreign keys from a row to its initiative, sure keys first; "" if there is none.

    A table of a block hangs on the other tables of that block first: an option belongs to its poll's initiative, though
    what it offers may have come out of another one.
    """
    if model is Initiative:
        return ""
    app = model._meta.app_label
    own = {key.name for key in _keys(model) if app != "core" and key.related_model._meta.app_label == app}
    ways = _ways(model, frozenset({model}))
    return min(ways, default=(0, 0, ""), key=lambda way: (way[2].partition("__")[0] not in own, *way[:2]))[2]


def _way_back(model: type[Model]) -> str:
    """Return a way that begins with the rows that point at this one: a transaction is reached through its entries."""
    ways = [
        f"{relation.get_accessor_name()}__{path}"
        for relation in model._meta.related_objects
        if (path := path_to_initiative(relation.related_model)) and relation.related_model is not model
    ]
    return min(ways, default="", key=len)


def tables_of(method: Method) -> tuple[Table, ...]:
    """Return every table that can hold rows of an initiative of this method: the core's, its blocks' and its own."""
    ours = {"core", *method.blocks, own_app(method)}
    found = []
    for model in apps.get_models():
        if model._meta.app_label not in ours:
            continue
        if path := path_to_initiative(model):
            found.append(Table(model=model, path=path))
        elif model._meta.label in method.exports and (path := _way_back(model)):
            found.append(Table(model=model, path=path, comes_back=True))
    return tuple(found)


def is_exported(*, table: Table, method: Method) -> bool:
    """Say whether the manifest lets this table's rows out."""
    return table.label in method.exports


def _columns(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the columns that say nothing of who a person is."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in NEVER_TAKEN_OUT
        and not (isinstance(field, ForeignKey) and field.related_model in (Organisation, Party, User))
    ]


def _opt_in(model: type[Model]) -> str:
    """Return the way to the column in which a row's giver opted in to its words being shown; "" if it has none."""
    if any(field.name == "public" for field in model._meta.concrete_fields):
        return "public"
    giver = getattr(model, "giver", "")
    way, _, _party = giver.rpartition("__")
    return f"{way}__public" if way and not way.count("__") else ""


def _sealed(initiative: Initiative) -> list[Any]:
    """Return the ids of the secret ballots that have not closed."""
    ballots = {stage.key for stage in initiative.method.stages if BALLOT in stage.acts}
    still = (Question.State.DRAFT, Question.State.OPEN)
    return list(initiative.questions.filter(stage__in=ballots, state__in=still).values_list("pk", flat=True))


def records(*, table: Table, initiative: Initiative) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table that may be shown, as column to value; private words of others are None."""
    private = set(getattr(table.model, "private", ()))
    opted = _opt_in(table.model) if private else ""
    rows = table.rows(initiative)
    way, _, last = table.path.rpartition("__")
    if table.model._meta.app_label != "core" and way.split("__")[-1] == "question" and last == "initiative":
        rows = rows.exclude(**{f"{way}__in": _sealed(initiative)})
    if (when := getattr(table.model, "let_out_when", None)) is not None:
        rows = rows.filter(when)
    if "__" in opted:
        rows = rows.select_related(opted.partition("__")[0])
    columns, counts = _columns(table.model), getattr(table.model, "counts", ())
    for row in rows.iterator(chunk_size=2000):
        shown = not private or _is_public(row, opted)
        yield {
            field.attname: _told(field, row, counts) if shown or field.name not in private else None
            for field in columns
        }


def _told(field: Field[Any, Any], row: Any, counts: tuple[str, ...]) -> Any:
    value = field.value_from_object(row)
    return suppressed(value) if field.name in counts else value


def _is_public(row: Any, opted: str) -> bool:
    if not opted:
        return False
    for name in opted.split("__"):
        row = getattr(row, name)
    return bool(row)
