"""What a method asks besides the core's own rules before one of its questions opens.

A method names its gates in its manifest; whoever can judge one says so here when the site starts. A gate that nobody
guards is one that the block of the question looks after itself.
"""

from collections.abc import Callable

from alongside.core.questions.models import Question

Guard = Callable[[Question], None]
_guards: dict[str, Guard] = {}


def guard(gate: str, check: Guard) -> None:
    """Let `check` be called with each question of a method that names this gate; it raises Refused to keep it shut."""
    _guards[gate] = check


def pass_gates(question: Question) -> None:
    """Call the guard of each gate of the question's method."""
    for gate in question.initiative.method.gates:
        if check := _guards.get(gate):
            check(question)
