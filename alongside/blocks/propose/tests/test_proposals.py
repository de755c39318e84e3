"""A proposal's life: brought, supported, talked about, checked in the open, appealed, joined, withdrawn."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alongside.blocks.propose.checking import agree_to_merge, answer_appeal, appeal, appraise_proposal, suggest_merge
from alongside.blocks.propose.models import Proposal, Support, Word
from alongside.blocks.propose.pictures import read_picture
from alongside.blocks.propose.queries import wrong_counters
from alongside.blocks.propose.talking import comment_on_proposal, end_support, hide_comment, support_proposal
from alongside.blocks.propose.tests.conftest import Round
from alongside.core.contributions.actions import withdraw_contribution
from alongside.core.personal_data.actions import erase_person
from alongside.core.threads.models import Link
from alongside.kit.refused import NotAllowed, Refused


def again(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("question__initiative", "contribution").get(pk=proposal.pk)


def test_a_proposal_is_a_contribution_with_a_number_and_a_history(round_: Round) -> None:
    first, second = round_.bring(), round_.bring(title="Trees")
    assert [first.number, second.number] == [0, 1]
    assert first.contribution.form == "proposal"
    assert list(first.status_changes.values_list("before", "after")) == [("", "received")]
    round_.question.refresh_from_db()
    assert round_.question.contribution_count == 2


def test_what_cannot_be_brought_leaves_no_contribution(round_: Round) -> None:
    for details in ({"title": " "}, {"summary": ""}, {"category": "unknown"}):
        with pytest.raises(Refused):
            round_.bring(**details)
    assert round_.run.initiative.contributions.count() == 0


def test_support_counts_each_person_once_and_can_be_taken_back(round_: Round) -> None:
    proposal, ann, ben = round_.bring(), round_.person("A"), round_.person("B")
    for party in (ann, ben, ann):
        support_proposal(proposal=proposal, actor=party)
    assert again(proposal).support_count == 2
    end_support(proposal=proposal, actor=ann)
    end_support(proposal=proposal, actor=ann)
    assert again(proposal).support_count == 1
    assert wrong_counters(round_.run.town.organisation) == []


def test_a_hidden_comment_keeps_its_place_and_its_reason(round_: Round) -> None:
    proposal = round_.bring()
    comment = comment_on_proposal(proposal=proposal, text="Fools!", actor=round_.person())
    with pytest.raises(NotAllowed):
        hide_comment(comment=comment, why="Rude", actor=round_.person("C"))
    with pytest.raises(Refused):
        hide_comment(comment=comment, why=" ", actor=round_.run.players["steering_officer"])
    hidden = hide_comment(comment=comment, why="Rude", actor=round_.run.players["steering_officer"])
    assert (hidden.hidden_why, again(proposal).comment_count) == ("Rude", 0)
    assert wrong_counters(round_.run.town.organisation) == []


def test_a_no_can_be_appealed_once_and_is_answered_with_a_reason(round_: Round) -> None:
    ann, checker = round_.person(), round_.run.players["checker"]
    proposal = round_.bring(ann)
    appraise_proposal(proposal=proposal, feasible=False, cost=None, reason="Pipes.", actor=checker)
    with pytest.raises(NotAllowed):
        appeal(proposal=proposal, text="No pipes here.", actor=round_.person("B"))
    asked = appeal(proposal=proposal, text="No pipes here.", actor=ann)
    assert again(proposal).status == "appealed"
    answer_appeal(asked=asked, upheld=True, answer="Right.", cost=50_000, actor=checker)
    found = again(proposal)
    assert (found.status, found.checked_cost, found.honest_cost) == ("feasible", 50_000, 50_000)
    with pytest.raises(Refused):
        answer_appeal(asked=asked, upheld=False, answer="Wrong.", actor=checker)


def test_a_yes_needs_a_cost_and_nobody_checks_their_own(round_: Round) -> None:
    checker = round_.run.players["checker"]
    proposal = round_.bring(checker)
    with pytest.raises(NotAllowed):
        appraise_proposal(proposal=proposal, feasible=True, cost=1, reason="Mine.", actor=checker)
    with pytest.raises(Refused):
        appraise_proposal(proposal=round_.bring(), feasible=True, cost=None, reason="Good.", actor=checker)


def test_two_become_one_only_when_both_proposers_agree(round_: Round) -> None:
    ann, ben, cat = round_.person("A"), round_.person("B"), round_.person("C")
    source, target = round_.bring(ann), round_.bring(ben)
    for proposal, party in ((source, cat), (target, cat), (source, ann)):
        support_proposal(proposal=proposal, actor=party)
    merge = suggest_merge(source=again(source), target=again(target), why="Same place", actor=cat)
    agree_to_merge(merge=merge, actor=ann)
    assert again(source).status == "received"
    with pytest.raises(NotAllowed):
        agree_to_merge(merge=merge, actor=cat)
    agree_to_merge(merge=merge, actor=ben)
    assert (again(source).status, again(source).listed, again(target).support_count) == ("merged", False, 2)
    assert Support.objects.filter(proposal=target).count() == 2
    assert (
        Link.objects.filter(source_id=source.contribution_id, relation="merged")
        .values_list("target_id", flat=True)
        .get()
        == target.contribution_id
    )
    assert wrong_counters(round_.run.town.organisation) == []


def test_a_withdrawn_contribution_takes_its_proposal_off_the_list(round_: Round) -> None:
    ann = round_.person()
    proposal = round_.bring(ann)
    withdraw_contribution(contribution=proposal.contribution, actor=ann)
    assert (again(proposal).status, again(proposal).listed) == ("withdrawn", False)


def test_erasing_its_proposer_empties_it_and_its_words_in_the_search(round_: Round) -> None:
    ann = round_.person()
    proposal = round_.bring(ann, title="My mother's bench")
    erase_person(party=ann, actor=ann)
    found = again(proposal)
    assert (found.title, found.summary, found.contribution.text) == ("", "", "")
    assert set(Word.objects.filter(proposal=proposal).values_list("word", flat=True)) == {""}


def photograph() -> bytes:
    """A picture that says where and with what it was taken, and carries a passenger behind its end."""
    picture = Image.new("RGB", (3000, 2000), "green")
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ann"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue() + b"<script>passenger</script>"


def test_a_picture_is_written_anew_small_and_without_its_secrets() -> None:
    wide, small = read_picture(SimpleUploadedFile("a.jpg", photograph()))
    data = wide.read()
    with Image.open(io.BytesIO(data)) as found:
        assert (found.size, dict(found.getexif())) == ((1280, 853), {})
    assert [secret in data for secret in (b"Camera of Ann", b"passenger")] == [False, False]
    with Image.open(small) as found:
        assert found.size == (480, 320)


@pytest.mark.parametrize(
    "data", [b"GIF89a not really", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""], ids=["lie", "svg", "empty"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="not a picture"):
        read_picture(SimpleUploadedFile("a.jpg", data))


def test_a_picture_of_too_many_dots_is_refused_before_it_is_opened() -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    with pytest.raises(Refused, match="40 million"):
        read_picture(SimpleUploadedFile("a.png", out.getvalue()))
