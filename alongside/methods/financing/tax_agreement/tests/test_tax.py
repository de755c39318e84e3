"""A tax choice from its figures to the yearly statement, by the actions: each refusal, each sum."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from alongside.core.accounts.queries import unbalanced_transactions, wrong_balances
from alongside.core.contributions.models import Contribution
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.financing.tax_agreement import asking, earmarking, options, showing, voting
from alongside.methods.financing.tax_agreement.models import Earmark, Option, Passed, Purpose, Statement
from alongside.methods.financing.tax_agreement.queries import base_of, standing, wording_of, worked
from alongside.methods.financing.tax_agreement.tests.world import Town, make_tax_town
from alongside.methods.financing.tax_agreement.views import understood


@pytest.fixture
def town(db: None) -> Town:
    return make_tax_town()


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"nation": "northern_ireland"}, "rates on capital values"),
        ({"nation": "scotland", "dwellings": {"I": 5}}, "no band I"),
        ({"dwellings": {}}, "number of homes"),
        ({"band_d": 0}, "amount for band D"),
        ({"advisory": " "}, "what the result binds"),
        ({"gap_words": ""}, "how much is short"),
        ({"year": 1800}, "year in which"),
        ({"limit_pence": 500}, "where the year’s limit stands"),
    ],
)
def test_figures_that_nothing_can_be_worked_out_from_are_refused(
    town: Town, details: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        town.base(**details)


def test_the_options_are_worked_out_and_what_they_pay_for_stays_within_them(town: Town) -> None:
    base = town.base()
    _none, four, _nine = town.write(base)
    fresh = base_of(town.run.initiative)
    assert fresh is not None
    found = worked(fresh)
    # (5000x6 + 4000x7 + 3000x8 + 2000x9 + 1000x11 + 500x13 + 200x15 + 10x18)/9 = 13,408.89 band D homes, 98.5 % paid.
    assert [one.brings for one in found] == [0, 59_434_90, 118_869_80]
    assert [one.judged for one in found] == ["within", "within", "excessive"]
    with pytest.raises(Refused, match=r"£0\.11 more than this option brings"):
        options.set_purpose(option=four, what="Bus", amount=19_435_01, actor=town.who("finance_officer"))
    assert Purpose.objects.filter(option=four).count() == 1


def test_an_entered_limit_judges_a_year_that_is_not_known_here(town: Town) -> None:
    base = town.base(year=2031, limit_hundredths=200, limit_pence=None, limit_source="The principles for 2031/32")
    town.write(base)
    fresh = base_of(town.run.initiative)
    assert fresh is not None
    assert [one.judged for one in worked(fresh)] == ["within", "excessive", "excessive"]
    town.base(year=2031)
    fresh = base_of(town.run.initiative)
    assert fresh is not None
    assert [one.judged for one in worked(fresh)] == ["to_be_checked"] * 3
    town.base(limit_hundredths=750, limit_source="A principle of its own for 2025/26")
    fresh = base_of(town.run.initiative)
    assert fresh is not None
    assert [one.judged for one in worked(fresh)] == ["within"] * 3


def test_words_that_push_keep_it_from_being_signed_until_mended_or_let_stand_with_a_reason(town: Town) -> None:
    base = town.base()
    officer = town.who("finance_officer")
    _none, four, _nine = town.write(base)
    options.write_option(
        base=base,
        option=four,
        title=four.title,
        rise=450,
        does="We protect the youth club, two days.",
        does_not=four.does_not,
        actor=officer,
    )
    with pytest.raises(Refused, match=r"“protect”\. This word judges: say what goes on"):
        options.sign_options(base=base, actor=officer)
    fresh = base_of(town.run.initiative)
    assert fresh is not None
    (finding,) = standing(fresh, wording_of(fresh))
    with pytest.raises(Refused, match="Say why, in public"):
        options.let_stand(base=fresh, digest=finding.digest, reason=" ", actor=officer)
    options.let_stand(base=fresh, digest=finding.digest, reason="It is the club’s own name for it.", actor=officer)
    assert Passed.objects.get().reason == "It is the club’s own name for it."
    signed = options.sign_options(base=base, actor=officer)
    assert signed.signed_at is not None
    with pytest.raises(Refused, match="signed and stay as they are"):
        options.write_option(base=base, title="Late", rise=1, does="x", does_not="y", actor=officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        Option.objects.filter(pk=four.pk).update(does="Other words")


def test_a_rise_without_a_purpose_and_a_choice_without_no_change_are_not_signed(town: Town) -> None:
    base, officer = town.base(), town.who("finance_officer")
    options.write_option(
        base=base, title="£9 more", rise=900, does="The bus runs late.", does_not="It stops.", actor=officer
    )
    with pytest.raises(Refused, match="fewer than two"):
        options.sign_options(base=base, actor=officer)
    options.write_option(
        base=base, title="£5 more", rise=500, does="The bus runs.", does_not="It stops.", actor=officer
    )
    with pytest.raises(Refused, match="none that changes nothing"):
        options.sign_options(base=base, actor=officer)
    options.write_option(base=base, title="No rise", rise=0, does="Bins go on.", does_not="It stops.", actor=officer)
    with pytest.raises(Refused, match="what its money is for"):
        options.sign_options(base=base, actor=officer)
    with pytest.raises(NotAllowed):
        options.sign_options(base=base, actor=town.who("council"))


def test_the_panel_comes_before_the_survey_and_its_findings_go_with_it(town: Town) -> None:
    with pytest.raises(Refused, match="First the finance officer signs"):
        town.panel()
    town.signed()
    with pytest.raises(Refused, match="First the panel"):
        town.survey()
    town.panel()
    with pytest.raises(Refused, match="“do you agree”"):
        asking.ask_everybody(
            initiative=town.run.initiative,
            prompt="Do you agree to £9 more?",
            actor=town.who("returning_officer"),
            **town.times(),
        )
    survey = town.survey()
    document = survey.documents.get()
    assert "The bus matters most" in document.file.read().decode()
    assert "Three would have kept the tax" in document.file.open().read().decode()
    assert "A band D home pays £9 more a year" in survey.information
    kept = survey.settings[asking.SETTING]
    assert survey.items.get(pk=kept["check"]).options == ["£0", "£3", "£6"]
    town.say(survey, option="£9 more", check="£3", count=14)
    town.say(survey, option="£9 more", check="£6", count=11)
    assert understood(Question.objects.get(pk=survey.pk)) == (
        "14 of 25 who answered the check knew what the rise would be for them."
    )


def decided(town: Town, *choices: int, take: int = 2) -> Earmark | None:
    """Bring it to the council's decision."""
    base = town.signed()
    poll = town.counted(town.vote(*choices))
    chosen = base.options.get(number=take + 1)
    with clock.at(poll.question.closes_at + timedelta(days=2)):  # type: ignore[operator]  # an open question closes
        voting.decide_on_vote(
            initiative=town.run.initiative,
            option=chosen,
            reason="Most asked for it.",
            owner=town.member("finance_officer"),
            due=clock.today() + timedelta(days=400),
            actor=town.who("council"),
        )
    return Earmark.objects.filter(base=base).first()


def test_the_council_decides_after_the_count_with_a_reason_and_every_option_is_answered(town: Town) -> None:
    earmark = decided(town, 3, 3, 2, 1)
    assert earmark is not None
    assert earmark.decision.result == "Most ballots chose “£9 more”; the council takes “£9 more”."
    contributions = Contribution.objects.filter(form="option")
    assert contributions.filter(answered_at__isnull=False, acknowledged_at__isnull=False).count() == 3
    said = Recognition.objects.filter(form="answer").order_by("contribution__text").values_list("text", flat=True)
    assert sorted(said) == ["Not taken by the council. Most asked for it."] * 2 + [
        "Taken by the council. Most asked for it."
    ]
    assert earmark.account.balance == 0


def test_no_rise_sets_nothing_apart_and_the_survey_is_answered_first(town: Town) -> None:
    town.signed()
    town.panel()
    survey = town.survey()
    town.say(survey, option="No rise")
    poll = town.counted(town.vote(1))
    none = Option.objects.get(title="No rise")
    details = {
        "initiative": town.run.initiative,
        "option": none,
        "reason": "It is what most want.",
        "owner": town.member("finance_officer"),
        "due": date(2030, 1, 1),
        "actor": town.who("council"),
    }
    with clock.at(poll.question.closes_at + timedelta(days=1)):  # type: ignore[operator]  # an open question closes
        with pytest.raises((Refused, NotAllowed)):
            voting.decide_on_vote(**details)  # type: ignore[arg-type]  # by name
        town.answered(survey)
        voting.decide_on_vote(**details)  # type: ignore[arg-type]  # by name
    assert Earmark.objects.count() == 0


def test_a_second_vote_and_a_council_before_the_count_are_refused(town: Town) -> None:
    base = town.signed()
    town.vote(1)
    with pytest.raises(Refused, match="prepared already"):
        town.vote(1)
    with pytest.raises(Refused, match="after the votes are counted"):
        voting.decide_on_vote(
            initiative=town.run.initiative,
            option=base.options.all()[0],
            reason="x",
            owner=town.member("council"),
            due=date(2030, 1, 1),
            actor=town.who("council"),
        )


# long: one year, in its order
def test_the_extra_money_is_spent_only_as_promised_and_accounted_for_to_the_penny(town: Town) -> None:
    earmark = decided(town, 3, 3)
    assert earmark is not None
    officer, watcher = town.who("finance_officer"), town.who("watcher")
    youth, bus = Purpose.objects.filter(option=earmark.option).order_by("position")
    year = clock.today().year + 1
    with clock.at(clock.now() + timedelta(days=2 * 365)):
        earmarking.collect(earmark=earmark, amount=100_000_00, on=date(year, 6, 1), actor=officer)
        with pytest.raises(Refused, match="not enough left"):
            earmarking.spend(purpose=youth, amount=100_000_01, what="Roof", on=date(year, 7, 1), actor=officer)
        other = Purpose.objects.filter(option__number=2).get()
        with pytest.raises(Refused, match="No money is set apart"):
            earmarking.spend(purpose=other, amount=1, what="Roof", on=date(year, 7, 1), actor=officer)
        paid = earmarking.spend(purpose=youth, amount=60_000_00, what="Two workers", on=date(year, 7, 1), actor=officer)
        late = earmarking.spend(purpose=bus, amount=30_000_00, what="A driver", on=date(year + 1, 3, 31), actor=officer)
        with pytest.raises(Refused, match="2 payments have not been looked at"):
            earmarking.publish_statement(earmark=earmark, year=year, words="Open.", actor=officer)
        with pytest.raises(NotAllowed):
            earmarking.check_payment(spent=paid, actor=officer)
        earmarking.check_payment(spent=paid, actor=watcher)
        earmarking.check_payment(spent=late, actor=watcher, doubt="The last run was at nine.")
        statement = earmarking.publish_statement(earmark=earmark, year=year, words="Open.", actor=officer)
        with pytest.raises(Refused, match="that year, or of a later one, is published"):
            earmarking.publish_statement(earmark=earmark, year=year, words="Again.", actor=officer)
        with pytest.raises(Refused, match="The account of that year is published"):
            earmarking.collect(earmark=earmark, amount=1, on=date(year, 8, 1), actor=officer)
    assert (statement.opening, statement.collected, statement.left) == (0, 100_000_00, 10_000_00)
    base = base_of(town.run.initiative)
    assert base is not None
    # Band C pays £8 more: six tenths, three tenths and one tenth of it.
    assert showing.your_share(statement, base=base, band="C") == {
        "band": "C",
        "mine": "£8",
        "lines": [("Youth club", "£4.80"), ("Late bus", "£2.40"), ("Still in the account", "£0.80")],
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(left=0)
    assert (wrong_balances(statement.organisation), unbalanced_transactions(statement.organisation)) == ([], [])


def test_a_year_that_is_not_over_is_not_accounted_for(town: Town) -> None:
    earmark = decided(town, 3)
    assert earmark is not None
    with pytest.raises(Refused, match="not over yet"):
        earmarking.publish_statement(
            earmark=earmark, year=clock.today().year + 1, words="x", actor=town.who("finance_officer")
        )
    with pytest.raises(Refused, match="in the future"):
        earmarking.collect(
            earmark=earmark, amount=5, on=clock.today() + timedelta(days=9), actor=town.who("finance_officer")
        )
