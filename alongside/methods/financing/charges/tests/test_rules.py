"""The arithmetic of charges: exact costs, income, households, the ceiling, shares to the penny, hidden counts."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.methods.financing.charges import rules
from alongside.methods.financing.charges.rules import Less, Priced

pence = st.integers(0, 100_000)
uses = st.integers(0, 50_000)


@given(st.integers(0, 10**9), pence, st.integers(1, 10**6), st.integers(0, 10**6))
def test_the_cost_of_a_use_times_the_uses_is_the_cost(fixed: int, each: int, times: int, saving: int) -> None:
    cost = rules.Cost(fixed=fixed, each=each, uses=times, saving=saving)
    assert cost.per_use is not None
    assert cost.per_use * times == cost.total == fixed + each * times - saving


def test_the_cost_of_a_use_is_exact_and_nothing_is_divided_by_nobody() -> None:
    assert rules.Cost(fixed=10_000, each=7, uses=3).per_use == Fraction(10_021, 3)
    assert rules.Cost(fixed=10_000, each=7, uses=0).per_use is None


@st.composite
def tariffs(draw: st.DrawFn) -> tuple[list[Priced], list[Less]]:
    """Prices, and concessions whose uses stay within those of their line."""
    prices = [Priced(what=f"p{at}", amount=draw(pence), uses=draw(uses)) for at in range(draw(st.integers(1, 4)))]
    lesses = []
    for at, price in enumerate(prices):
        kind = draw(st.sampled_from(["free", "percent", "price"]))
        value = draw(st.integers(1, 99)) if kind == "percent" else draw(pence)
        often = draw(st.integers(0, price.uses))
        lesses.append(Less(who=f"w{at}", kind=kind, value=value, what=price.what, uses=often))
    return prices, lesses


@given(tariffs())
@settings(max_examples=300)
def test_income_is_what_each_use_pays_added_up(tariff: tuple[list[Priced], list[Less]]) -> None:
    prices, lesses = tariff
    expected = 0
    for price, less in zip(prices, lesses, strict=True):
        expected += price.amount * (price.uses - less.uses) + rules.lowered(price.amount, less) * less.uses
    income = rules.income_of(prices, lesses)
    assert income.net == expected
    assert 0 <= income.net <= income.full
    assert rules.crowded_line(prices, lesses) is None


@given(tariffs(), st.dictionaries(st.sampled_from(["p0", "p1", "p2"]), st.integers(0, 300)), st.integers(0, 10**6))
def test_a_household_never_pays_more_for_being_entitled_and_never_above_its_limit(
    tariff: tuple[list[Priced], list[Less]], often: dict[str, int], most: int
) -> None:
    prices, lesses = tariff
    full = rules.pays(prices=prices, lesses=lesses, uses=often, entitled=[])
    less = rules.pays(prices=prices, lesses=lesses, uses=often, entitled=[one.who for one in lesses])
    capped = rules.pays(
        prices=prices, lesses=[*lesses, Less(who="all", kind="cap", value=most)], uses=often, entitled=["all"]
    )
    assert full.year == sum(price.amount * often.get(price.what, 0) for price in prices)
    assert less.year <= full.year
    assert capped.year == min(full.year, most)


def test_the_cheapest_of_two_concessions_counts_and_a_part_of_a_penny_is_the_payers() -> None:
    prices = [Priced(what="swim", amount=335)]
    lesses = [Less(who="a", kind="percent", value=50), Less(who="b", kind="price", value=170)]
    found = rules.pays(prices=prices, lesses=lesses, uses={"swim": 2}, entitled=["a", "b"])
    assert found == rules.Pays(lines=(("swim", 2, 167, 334),), reasons=("a",))


def test_more_uses_at_a_lower_price_than_uses_at_all_are_noticed() -> None:
    prices = [Priced(what="swim", amount=300, uses=10), Priced(what="child", amount=100, uses=5)]
    assert rules.crowded_line(prices, [Less(who="a", kind="free", what="child", uses=6)]) == "child"
    assert rules.crowded_line(prices, [Less(who="a", kind="free", uses=16)]) == ""
    assert rules.crowded_line(prices, [Less(who="a", kind="cap", value=5, uses=99)]) is None


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-(10**9), 10**9))
def test_income_and_what_is_carried_never_pass_cost_unseen(income: int, cost: int, carried: int) -> None:
    over = rules.above_cost(income=income, cost=cost, carried=carried)
    assert (over == 0) == (income + max(0, carried) <= cost)
    if over:
        assert rules.above_cost(income=income - min(over, income), cost=cost, carried=carried) <= max(0, over - income)


cells = st.dictionaries(
    st.tuples(st.sampled_from(["payers", "others"]), st.sampled_from("abcd")), st.integers(0, 60), min_size=1
)


@given(cells)
@settings(max_examples=400)
def test_no_small_count_is_shown_nor_told_by_the_total_of_its_line(counts: dict[tuple[str, str], int]) -> None:
    shown = rules.shown_cells(counts)
    assert [key for key, count in shown.items() if count is not None and count < 10] == []
    assert [key for key, count in shown.items() if count not in (None, counts[key])] == []
    for side in (0, 1):
        for name in {key[side] for key in counts}:
            line = [key for key in counts if key[side] == name]
            dark = [key for key in line if shown[key] is None]
            assert len(dark) != 1 or len(line) == 1
            assert not dark or sum(counts[key] for key in dark) >= 10 or len(dark) == len(line)
