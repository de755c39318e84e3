"""The explorer's writes and what may be shown of them, on the database."""

from itertools import count

import pytest

from alongside.core.audit.models import AuditEntry
from alongside.core.explorer import actions, queries, rules
from alongside.core.explorer.models import ExplorerAnswer, ExplorerSheet, ExplorerTally
from alongside.core.explorer.rules import Presence
from alongside.core.initiatives.methods import KINDS, catalogue
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Party
from alongside.core.personal_data.actions import erase_person
from alongside.core.services.actions import add_service
from alongside.core.services.models import Service
from alongside.kit.refused import NotAllowed, Refused

pytestmark = pytest.mark.django_db
NUMBERS = count(1)
METHOD = "open_space"


@pytest.fixture
def service() -> Service:
    town = Organisation.objects.create(slug="millbrook", name="Millbrook")
    return add_service(organisation=town, name="Library", summary="Books and a warm room", actor=None)


def person(service: Service, *, staff: bool = False) -> Party:
    party = add_party(organisation=service.organisation, name=f"Somebody {next(NUMBERS)}")
    if staff:
        appoint(party=party, role="officer", actor=None)
    return party


def sheet(service: Service, side: str = "citizen") -> ExplorerSheet:
    return actions.begin_sheet(service=service, party=person(service, staff=side == "public"), side=side)


def answer(service: Service, *answers: str, side: str = "citizen", method: str = METHOD) -> list[ExplorerSheet]:
    sheets = [sheet(service, side) for _ in answers]
    for one, said in zip(sheets, answers, strict=True):
        actions.answer_explorer(sheet=one, method_key=method, answer=said, why="No room" if said == "not_here" else "")
    return sheets


def cell(service: Service, method: str = METHOD) -> queries.Cell:
    [found] = queries.service_maps([service])
    return {one.method.key: one for one in found.cells}[method]


def test_every_kind_and_all_22_methods_are_asked(service: Service) -> None:
    [found] = queries.service_maps([service])
    assert len(found.cells) == len(catalogue()) == 22
    assert [one.method.kind for one in found.cells] == sorted(
        (one.method.kind for one in found.cells), key=list(KINDS).index
    )


def test_a_resident_cannot_answer_as_staff(service: Service) -> None:
    resident = person(service)
    assert queries.may_answer_as(service=service, party=resident) == ("citizen",)
    with pytest.raises(NotAllowed, match="side"):
        actions.begin_sheet(service=service, party=resident, side="public")
    assert ExplorerSheet.objects.count() == 0


def test_an_officer_may_answer_as_a_resident_but_not_as_both(service: Service) -> None:
    officer = person(service, staff=True)
    first = actions.begin_sheet(service=service, party=officer, side="citizen")
    assert actions.begin_sheet(service=service, party=officer, side="citizen") == first
    with pytest.raises(Refused, match="other side"):
        actions.begin_sheet(service=service, party=officer, side="public")


def test_somebody_of_another_organisation_cannot_answer(service: Service) -> None:
    other = Organisation.objects.create(slug="elsewhere", name="Elsewhere")
    with pytest.raises(NotAllowed):
        actions.begin_sheet(service=service, party=add_party(organisation=other, name="Else"), side="citizen")


@pytest.mark.parametrize(
    ("said", "why", "field"),
    [("often", "", "answer"), ("not_here", " ", "why")],
)
def test_an_answer_that_says_nothing_is_refused(service: Service, said: str, why: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.answer_explorer(sheet=sheet(service), method_key=METHOD, answer=said, why=why)
    assert refused.value.field == field
    assert (ExplorerAnswer.objects.count(), ExplorerTally.objects.count()) == (0, 0)


def test_an_unknown_method_is_refused(service: Service) -> None:
    with pytest.raises(Refused, match="method"):
        actions.answer_explorer(sheet=sheet(service), method_key="palmistry", answer="never")


def test_a_later_answer_replaces_the_first_and_the_audit_keeps_both(service: Service) -> None:
    one = sheet(service)
    actions.answer_explorer(sheet=one, method_key=METHOD, answer="never")
    actions.answer_explorer(sheet=one, method_key=METHOD, answer="never")
    actions.answer_explorer(sheet=one, method_key=METHOD, answer="once")
    assert [row.answer for row in ExplorerAnswer.objects.all()] == ["once"]
    assert ExplorerTally.objects.get().counts == {"answer:once": 1}
    entries = AuditEntry.objects.filter(act="answer_explorer").order_by("id")
    assert [(entry.before["said"], entry.after["said"]) for entry in entries] == [
        ([], ["answer:never"]),
        (["answer:never"], ["answer:once"]),
    ]


def test_nothing_of_a_side_is_shown_below_three_and_no_count_below_ten(service: Service) -> None:
    answer(service, "once", "once")
    assert (cell(service).citizens.typical, cell(service).citizens.people) == (None, None)
    assert not cell(service).citizens.silent
    answer(service, "repeated")
    assert (cell(service).citizens.typical, cell(service).citizens.people) == (Presence.ONCE, None)
    answer(service, *["repeated"] * 7)
    assert (cell(service).citizens.typical, cell(service).citizens.people) == (Presence.REPEATED, 10)


def test_dont_know_is_an_answer_and_is_counted(service: Service) -> None:
    answer(service, "dont_know", "dont_know", "once")
    assert cell(service).citizens.typical is Presence.DONT_KNOW


def test_the_sides_are_asked_apart_and_their_gap_comes_first(service: Service) -> None:
    answer(service, "embedded", "embedded", "repeated", side="public")
    answer(service, "never", "never", "dont_know")
    answer(service, "once", "once", "once", side="public", method="charges")
    answer(service, "never", "once", "never", method="charges")
    [found] = queries.service_maps([service])
    assert [(one.method.key, one.gap) for one in found.gaps] == [("open_space", 3), ("charges", 1)]
    assert (found.kinds, found.of_kind("planning", "public")) == (frozenset(), Presence.EMBEDDED)


def test_many_staff_do_not_outweigh_a_few_residents(service: Service) -> None:
    ratings = dict.fromkeys(rules.RATINGS, 4)
    for side, number, importance in (("public", 9, 4), ("citizen", 3, 0)):
        for one in answer(service, *["never"] * number, side=side):
            actions.say_could_we(
                sheet=one,
                method_key=METHOD,
                could="maybe",
                reason=f"Because {next(NUMBERS)}",
                ratings={**ratings, "importance": importance, "risk": 0},
            )
    inputs = queries.opportunity_inputs(cell(service))
    assert inputs is not None
    assert (inputs.importance, cell(service).opportunity) == (2, 50)


def test_reasons_are_shown_without_order_or_name_from_three_on(service: Service) -> None:
    for number, one in enumerate(answer(service, "never", "never", "never")):
        assert queries.reasons(cell=cell(service), service=service) == []
        actions.say_could_we(sheet=one, method_key=METHOD, could="yes", reason=f"{'cab'[number]} reason", ratings={})
    assert queries.reasons(cell=cell(service), service=service) == [
        ("yes", "a reason"),
        ("yes", "b reason"),
        ("yes", "c reason"),
    ]


def deepen(service: Service, side: str, **said: object) -> None:
    usual: dict[str, object] = {"rung": 6, "promises": rules.PROMISES, "loop": rules.LOOP, "evidence": 3}
    for one in answer(service, "embedded", "embedded", "embedded", side=side):
        actions.say_how_deep(sheet=one, method_key=METHOD, **{**usual, **said})


def test_depth_is_the_lower_of_the_two_sides(service: Service) -> None:
    deepen(service, "public")
    assert cell(service).depth is None
    deepen(service, "citizen", promises=("on_record", "can_change"), rung=3)
    found = cell(service).depth
    assert found is not None
    assert (found.score, found.cap) == (40, 40)
    assert queries.depth_inputs(cell(service)) == rules.DepthInputs(
        presence=3, rung=3, both_sides=2, loop=4, evidence=3
    )


def test_depth_is_asked_only_where_it_happens_and_goes_when_it_does_not(service: Service) -> None:
    [one] = answer(service, "never")
    with pytest.raises(Refused, match="at least once"):
        actions.say_how_deep(sheet=one, method_key=METHOD, rung=1, promises=(), loop=(), evidence=0)
    actions.answer_explorer(sheet=one, method_key=METHOD, answer="once")
    actions.say_how_deep(sheet=one, method_key=METHOD, rung=1, promises=("on_record",), loop=(), evidence=0)
    actions.answer_explorer(sheet=one, method_key=METHOD, answer="dont_know")
    assert ExplorerTally.objects.get().counts == {"answer:dont_know": 1}


def test_the_recount_finds_nothing_wrong_and_mends_what_is(service: Service) -> None:
    deepen(service, "public")
    answer(service, "never", "dont_know", "not_here")
    assert actions.recount_explorer(service=service) == 0
    true = sorted(ExplorerTally.objects.values_list("method_key", "side", "counts"), key=str)
    ExplorerTally.objects.filter(side="public").update(counts={"answer:never": 99})
    ExplorerTally.objects.filter(side="citizen").delete()
    assert actions.recount_explorer(service=service) == 2
    assert sorted(ExplorerTally.objects.values_list("method_key", "side", "counts"), key=str) == true


def test_an_officer_starts_one_idea_and_only_one(service: Service) -> None:
    officer = person(service, staff=True)
    first = actions.start_from_explorer(service=service, method_key=METHOD, actor=officer)
    again = actions.start_from_explorer(service=service, method_key=METHOD, actor=officer)
    assert (first.pk, first.state, first.method_key) == (again.pk, "idea", METHOD)
    with pytest.raises(NotAllowed, match="officer"):
        actions.start_from_explorer(service=service, method_key=METHOD, actor=person(service))
    assert Initiative.objects.count() == 1


def test_erasing_a_person_blanks_the_words_and_keeps_the_count(service: Service) -> None:
    [one] = answer(service, "not_here")
    erase_person(party=one.party, actor=None)
    row = ExplorerAnswer.objects.get()
    assert (row.answer, row.why) == ("not_here", "")
    assert actions.recount_explorer(service=service) == 0
