"""The path of an initiative as a list of steps: what is done, what is missing, what comes next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.actions import MISSING
from alongside.core.initiatives.models import Initiative
from alongside.core.questions.models import Question
from alongside.kit.parts import Task

BEFORE_SHAPING = frozenset({"idea"})
UP_TO_LIVE = frozenset({"idea", "shaping", "committed"})


@dataclass(frozen=True, kw_only=True)
class Move:
    """The next step along the path: the state that it leads to, the button's words, and what stands in the way."""

    to: str
    words: str
    explains: str
    in_the_way: tuple[str, ...] = ()


def _task(label: str, link: str, *, done: bool, ready: bool = True, note: str = "") -> Task:
    if done:
        return Task(label=label, link=link, note=note, status=_("Done"), kind="kept")
    return Task(
        label=label, link=link, note=note, status=_("To do") if ready else _("Not yet"), kind="care" if ready else ""
    )


def tasks_of(initiative: Initiative, *, missing: Collection[str]) -> list[Task]:
    """Return the steps up to going live, in their order, each done, to do, or not yet."""

    def at(name: str) -> str:
        return reverse(name, args=[initiative.slug])

    shaped = initiative.state not in BEFORE_SHAPING
    promised = not {"public_promise", "citizen_promise"} & set(missing)
    measured = not {"outcome_measure", "efficiency_measure"} & set(missing)
    return [
        _task(_("Write the idea down"), at("initiative"), done=True, note=initiative.title),
        _task(
            _("Say what the problem is, and why you do this together"),
            at("initiative_shape" if not shaped else "initiative_why"),
            done=shaped,
        ),
        _task(_("Look at what could go wrong"), at("initiative_risks"), done="risks" not in missing, ready=shaped),
        _task(_("Bring people of both sides in"), at("initiative_members"), done=promised, ready=shaped),
        _task(
            _("Let both sides promise, and accept each other’s promises"),
            at("initiative_charter"),
            done=promised,
            ready=shaped,
        ),
        _task(_("Measure where things stand today"), at("initiative_measures"), done=measured, ready=shaped),
    ]


def next_move(initiative: Initiative, *, missing: Collection[str]) -> Move | None:
    """Return the next step along the path, with what stands in its way in words; None where there is none to press."""
    words = {key: str(MISSING[key]) for key in missing}
    promises = tuple(said for key, said in words.items() if key == "risks" or key.endswith("_promise"))
    everything = tuple(words.values())
    charter = _("From then on, what both sides accepted is the charter that everybody can read.")
    judging = _("You look at what came of it, together with a resident. What is open stays open.")
    to_live = everything if initiative.paused_from == "live" else ()
    live = Move(to="live", words=_("Go live"), explains=_("Stages can open, and people can begin to give."))
    return {
        "shaping": Move(to="committed", words=_("Fix the charter"), explains=charter, in_the_way=promises),
        "committed": replace(live, in_the_way=everything),
        "live": Move(to="assessing", words=_("Begin to judge it"), explains=judging),
        "sustained": Move(to="assessing", words=_("Begin to judge it again"), explains=judging),
        "paused": Move(to="resume", words=_("Resume"), explains=_("It goes on where it paused."), in_the_way=to_live),
    }.get(initiative.state)


def later_tasks(initiative: Initiative, *, questions: Sequence[Question]) -> list[Task]:
    """Return what there is to do once it runs: questions, stages, roles, promises, readings, the review, the end."""

    def at(name: str) -> str:
        return reverse(name, args=[initiative.slug])

    if initiative.state in UP_TO_LIVE:
        return []
    tasks = [*leading_tasks(initiative), *question_tasks(questions), *asking_tasks(initiative)]
    tasks += [
        Task(
            label=_("Open and close stages"),
            link=at("initiative_stages"),
            note=_("Which part is open decides who may do what."),
        ),
        Task(label=_("Give and end roles"), link=at("initiative_members")),
        Task(label=_("Promise, and answer the other side’s promises"), link=at("initiative_charter")),
        Task(label=_("Write down a reading"), link=at("initiative_measures")),
    ]
    if initiative.state == "assessing":
        tasks += [
            Task(label=_("Write the review, with a resident"), link=at("initiative_review")),
            Task(label=_("Keep it going, change it or close it"), link=at("initiative_end")),
        ]
    return tasks


def _first_address(names: Sequence[str], argument: object) -> str:
    """Return the first of these addresses that a block has; "" where it has none."""
    for name in names:
        try:
            return reverse(name, args=[argument])
        except NoReverseMatch:
            continue
    return ""


def question_tasks(questions: Sequence[Question]) -> list[Task]:
    """Return the questions asked here, each with its state, leading to where its block manages it."""
    kinds = {"draft": "", "open": "open", "closed": "care", "decided": "kept"}
    tasks = []
    for one in questions:
        names = [f"{one.block}:{page}" for page in ("manage", "desk", "question")]
        link = _first_address(names, one.pk) or reverse("thread", args=["question", one.pk])
        tasks.append(Task(label=one.prompt, link=link, status=str(one.get_state_display()), kind=kinds[one.state]))
    return tasks


def leading_tasks(initiative: Initiative) -> list[Task]:
    """Return the page from which the team leads this method, where the method has one."""
    link = _first_address([f"{initiative.method_key}:lead"], initiative.pk)
    return [Task(label=_("Lead it: what the team does next"), link=link)] if link else []


def asking_tasks(initiative: Initiative) -> list[Task]:
    """Return the ways in which a new question can be written here: one for each block that has a page for it."""
    found = [_first_address([f"{block}:new"], initiative.slug) for block in initiative.method.blocks]
    return [Task(label=_("Write a question"), link=link) for link in found if link]
