"""An opinion map in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alongside.engines.opinions import Beside, Finding, OpinionMap, in_words

Words = Mapping[str, str]


def as_words(drawn: OpinionMap, words: Words) -> str:
    """The map for people: how many groups and how steady, what marks each, what all agree on, what divides them."""
    votes, placed = drawn.votes, int(drawn.placed.sum())
    lines = [
        f"{votes.people:,} people, {votes.width:,} statements, {votes.columns.size:,} votes; {placed:,} people placed"
    ]
    lines += [_how_clear(drawn), ""]
    for name, size, marked in zip(drawn.names, drawn.sizes, drawn.marks(), strict=True):
        lines.append(f"Group {name}, {size:,} people, is marked by:")
        for mark in marked:
            said = "agrees with" if mark.agrees else "disagrees with"
            lines.append(f"  {said} {_statement(drawn, mark.statement, words)} ({mark.successes} of {mark.trials})")
        lines.append("")
    agreed = drawn.agreed()
    for accepts, title in ((True, "Most people agree with:"), (False, "Most people disagree with:")):
        found = [each for each in agreed if each.agrees == accepts]
        if found:
            lines.append(title)
            lines += [f"  {_statement(drawn, x.statement, words)} ({x.successes} of {x.trials})" for x in found]
    if drawn.names:
        lines += ["", "Agreed across all groups (share in the group that agrees least; geometric mean):"]
        kept = [at for at in range(votes.width) if not drawn.left_out[at]]
        for at in sorted(kept, key=lambda each: -drawn.least[each])[:5]:
            lines.append(f"  {_statement(drawn, at, words)} ({drawn.least[at]:.0%}; {drawn.mean[at]:.0%})")
    return "\n".join(lines)


def _how_clear(drawn: OpinionMap) -> str:
    steady = f"without a tenth of the votes, {in_words(drawn.stability)} (adjusted Rand index {drawn.stability:.2f})"
    if drawn.clear and not drawn.polis_compatible:
        return f"{len(drawn.names)} groups stand out; {steady}."
    if drawn.polis_compatible and drawn.names:
        return f"Cut into {len(drawn.names)} groups as Polis does, whether they stand out or not; {steady}."
    return f"No clear groups: people do not part more than a single crowd would, or not steadily; {steady}."


def _statement(drawn: OpinionMap, at: int, words: Words) -> str:
    name = drawn.votes.statements[at]
    said = " ".join(words.get(name, "").split())
    short = said if len(said) <= 90 else said[:89].rstrip() + "…"
    return f"{name} “{short}”" if short else name


def as_findings(found: Sequence[Finding], beside: Beside) -> str:
    """What was seen of how people voted, and the map with and without them."""
    if not found:
        return "\nNothing was seen that looks copied, hasty or blind."
    people = len({each.participant for each in found})
    lines = ["", f"Voting to look at, of {people} people; nobody is taken out of the map above:"]
    lines += [f"  {each.participant}: {each.words} ({each.sign})" for each in found]
    groups = [
        f"{len(each.names) or 'no clear'} groups {each.sizes or ''}".strip() for each in (beside.whole, beside.without)
    ]
    lines.append(f"With them {groups[0]}, without them {groups[1]}; the others' groups agree to {beside.alike:.2f}.")
    turned = ", ".join(beside.turned) or "none"
    lines.append(f"Without them no share changes by more than {beside.shift:.1%}; majorities that turn: {turned}.")
    return "\n".join(lines)
