"""Forms are drawn in markup that a screen reader can follow, and the fields that Django lacks read what people type."""

import datetime
import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.forms import DayField, MoneyField, MoneyInput


class Every(forms.Form):
    """One of each control."""

    use_required_attribute = False
    name = forms.CharField(label="Name", help_text="A first name is enough.")
    words = forms.CharField(label="Words", widget=forms.Textarea, max_length=40, required=False)
    when = forms.ChoiceField(label="When", choices=[("a", "Early"), ("b", "Late")], widget=forms.RadioSelect)
    ways = forms.MultipleChoiceField(label="Ways", choices=[("m", "Mail")], widget=forms.CheckboxSelectMultiple)
    street = forms.ChoiceField(label="Street", choices=[("1", "Row")])
    born = DayField(label="Born", help_text="For example, 27 3 1968")
    visit = forms.DateField(label="Visit")
    pledge = MoneyField(label="Pledge")
    proof = forms.FileField(label="Proof")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="Agree", help_text="To the rules.")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


class Page(HTMLParser):
    """Gathers the elements of a page, each as its tag and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"the same attribute twice: {attrs}"
        self.elements.append((tag, dict(attrs)))

    def all_of(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _tag, attrs in self.elements if attribute in attrs]

    def one(self, element_id: str) -> dict[str, str | None]:
        (found,) = [attrs for _tag, attrs in self.elements if attrs.get("id") == element_id]
        return found


def draw(source: str, **context: object) -> str:
    return Template("{% load kit_fields %}" + source).render(Context(context))


@pytest.mark.parametrize("form", [Every(), Every({})], ids=["as it comes", "all wrong"])
def test_every_reference_in_a_form_leads_somewhere_and_no_id_stands_twice(form: Every) -> None:
    page = Page(draw("{{ form }}", form=form))
    ids = page.all_of("id")
    assert sorted(ids) == sorted(set(ids))
    named = [part for value in page.all_of("aria-describedby") for part in value.split()]
    named += page.all_of("for") + [link.removeprefix("#") for link in page.all_of("href")]
    assert [name for name in named if name not in ids] == []


def test_every_control_has_a_label_or_stands_in_a_group_with_a_legend() -> None:
    page = Page(draw("{{ form }}", form=Every()))
    controls = [
        attrs["id"]
        for tag, attrs in page.elements
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden"
    ]
    assert len(controls) == 14
    assert sorted(page.all_of("for")) == sorted(str(control) for control in controls)
    assert [tag for tag, _ in page.elements].count("legend") == 3


def test_a_wrong_field_is_named_described_and_linked() -> None:
    html = draw("{% form_errors form %}{% field form.name %}", form=Every({}))
    page = Page(html)
    assert page.one("id_name")["aria-invalid"] == "true"
    assert page.one("id_name")["aria-describedby"] == "id_name_helptext id_name_error"
    assert '<a href="#id_name">Name: still needs an answer</a>' in html
    said = re.search(r'<p class="govuk-error-message" id="id_name_error">(.*?)</p>', html)
    assert said is not None
    assert said.group(1) == '<span class="visually-hidden">Error:</span> This still needs an answer'


def test_links_of_the_summary_reach_the_first_box_of_a_group() -> None:
    page = Page(draw("{% form_errors form %}", form=Every({})))
    targets = {"name", "when_0", "ways_0", "street", "born_0", "visit", "pledge", "proof", "secret", "agree"}
    assert set(page.all_of("href")) == {f"#id_{name}" for name in targets}


def test_nothing_wrong_draws_no_summary() -> None:
    assert draw("{% form_errors form %}", form=Every()).strip() == ""


def test_what_people_typed_is_escaped() -> None:
    html = draw("{{ form }}", form=Every({"name": '"><script>', "words": "</textarea><b>"}))
    assert "<script>" not in html
    assert "<b>" not in html


def test_optional_fields_say_so_and_others_do_not() -> None:
    form = Every()
    marked = [bound.name for bound in form if "(optional)" in draw("{% field f %}", f=bound)]
    assert marked == ["words"]


def test_a_date_uses_the_browsers_picker_once() -> None:
    form = Every(initial={"visit": datetime.date(2026, 3, 27)})
    attrs = Page(draw("{% field f %}", f=form["visit"])).one("id_visit")
    assert (attrs["type"], attrs["value"]) == ("date", "2026-03-27")


def test_a_large_field_is_the_heading_of_its_page() -> None:
    tags = [tag for tag, _ in Page(draw("{% field f large=True %}", f=Every()["name"])).elements]
    assert tags.count("h1") == 1


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("12", 1200), ("12.5", 1250), ("12.50", 1250), ("£1,200", 120000), (" 3 ", 300), ("0", 0), ("0.01", 1)],
)
def test_money_is_read_as_people_write_it(typed: str, pence: int) -> None:
    assert MoneyField().clean(typed) == pence


@pytest.mark.parametrize("typed", ["ten", "-1", "1.234", "1.", ".5", "1e3", "٣", "1" * 13])
def test_money_that_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        MoneyField().clean(typed)
    assert refused.value.messages == ["Enter an amount in pounds, like 12 or 12.50"]


@given(st.integers(min_value=0, max_value=10**12))
def test_money_shown_is_money_read(pence: int) -> None:
    assert MoneyField().clean(MoneyInput().format_value(pence)) == pence


def test_money_keeps_within_its_bounds() -> None:
    field = MoneyField(least_pence=500, most_pence=1000)
    assert (field.clean("5"), field.clean("10")) == (500, 1000)
    with pytest.raises(forms.ValidationError, match="at least £5"):
        field.clean("4.99")
    with pytest.raises(forms.ValidationError, match="£10 or less"):
        field.clean("10.01")


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_day_typed_is_the_day_read(day: datetime.date) -> None:
    assert DayField().clean([str(day.day), str(day.month), str(day.year)]) == day


@pytest.mark.parametrize("typed", [["31", "2", "2026"], ["x", "y", "z"], ["1", "13", "2026"], ["1", "1", "26"]])
def test_a_day_that_is_none_is_refused_once(typed: list[str]) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == ["This must be a real date, like 27 3 2026"]
