"""What a method declares: its folder, its guide card, its roles on both sides, its acts, its measures."""

import ast
import re
from pathlib import Path

import pytest

from alongside.core.initiatives.methods import ANYONE, CO, KINDS, OFFICER, PERSON, Method, catalogue
from alongside.core.initiatives.rules import NEXT
from alongside.methods.acts import known_acts, permissions_of
from alongside.methods.registry import FOLDER, demonstration_of, folder_of, folders, guide_of, own_app
from tests.conformance.town import Town, populate

METHODS = catalogue()
BUILT = tuple(method for method in METHODS if method.built)
BLOCKS = {"ask", "propose", "map", "meet", "rank", "fund", "rota", "govern", "check", "case"}
BLOCKS_THERE = {path.parent.name for path in (FOLDER.parent / "blocks").glob("*/apps.py")}
NAMED_BY_THE_SOURCE = {
    "planning": {"deliberative_panel", "model_and_cards", "open_space"},
    "prioritisation": {"individual_budget", "community_chest", "participatory_budget"},
    "financing": {"fundraising", "charges", "tax_agreement"},
    "design": {"user_consultation", "design_lab", "customer_journey"},
    "managing": {"leisure_trust", "community_asset", "school_governors"},
    "performing": {"peer_support", "home_visiting", "meals_on_wheels", "neighbourhood_watch"},
    "assessment": {"tenant_inspectors", "online_ratings", "village_appraisal"},
}
HEADINGS = [
    "When to use it",
    "What the public side does",
    "What residents do",
    "Steps",
    "What it takes",
    "What goes wrong, and what catches it",
    "How thanks are given",
    "The law",
    "Sources",
]
MAY_BE_IN_A_FOLDER = {
    "__init__.py",
    "method.py",
    "guide.md",
    "demo.py",
    "demo_votes.py",
    "demo_words.py",
    "models.py",
    "rules.py",
    "actions.py",
    "queries.py",
    "forms.py",
    "views.py",
    "urls.py",
    "api.py",
    "cli.py",
    "pabulib.py",
    "jobs.py",
    "apps.py",
    "triggers.py",
    "templates",
    "static",
    "tests",
    "migrations",
    "__pycache__",
}

every_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.key)
every_built_method = pytest.mark.parametrize("method", BUILT, ids=lambda method: method.key)


def test_all_methods_that_the_source_names_are_there() -> None:
    found = {kind: {method.key for method in METHODS if method.kind == kind} for kind in KINDS}
    assert [named - found[kind] for kind, named in NAMED_BY_THE_SOURCE.items()] == [set()] * len(KINDS)


def test_every_folder_is_in_the_catalogue_and_every_kind_in_one_co() -> None:
    assert [folder_of(method) for method in METHODS] == list(folders())
    assert sorted(kind for kinds in CO.values() for kind in kinds) == sorted(KINDS)


@every_method
def test_the_folder_holds_what_one_expects_and_every_other_module_says_what_it_is(method: Method) -> None:
    folder = folder_of(method)
    names = {path.name for path in folder.iterdir()}
    assert {"__init__.py", "method.py", "guide.md"} - names == set()
    others = {name for name in names - MAY_BE_IN_A_FOLDER if not re.fullmatch(r"guide\.[a-z]{2}\.md", name)}
    modules = [folder / name / "__init__.py" if (folder / name).is_dir() else folder / name for name in others]
    assert [path for path in modules if not path.is_file() or path.suffix != ".py"] == []
    assert [path for path in modules if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


@every_method
def test_the_folder_imports_nothing_of_another_method(method: Method) -> None:
    others = {f"methods.{other.kind}.{other.key}" for other in METHODS if other != method}
    code = "\n".join(path.read_text("utf-8") for path in folder_of(method).rglob("*.py"))
    assert {name for name in others if name in code} == set()


@every_method
def test_the_guide_card_has_every_part_with_words_in_it(method: Method) -> None:
    lines = guide_of(method).splitlines()
    assert lines[0] == f"# {method.title}"
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
    parts = re.split(r"^## .*$", guide_of(method), flags=re.MULTILINE)[1:]
    assert [heading for heading, part in zip(HEADINGS, parts, strict=True) if len(part.split()) < 8] == []


@every_method
def test_the_guide_marks_the_law_as_no_advice_and_uses_no_registered_mark_as_a_name(method: Method) -> None:
    guide = guide_of(method)
    law = guide.partition("## The law")[2].partition("## ")[0]
    assert "Not legal advice." in law
    assert "Planning for Real" not in f"{method.title} {method.summary}"
    assert "®" not in f"{method.title} {method.summary} {guide.splitlines()[0]}"


@every_method
def test_the_guide_of_what_is_not_built_says_what_is_still_to_build(method: Method) -> None:
    assert ("Still to build" in guide_of(method)) == (not method.built)


@every_method
def test_sentences_of_the_guide_are_short(method: Method) -> None:
    """Reading age 9 to 12: on average at most 14 words in a sentence, and none above 45."""
    prose = guide_of(method).partition("## Sources")[0]
    sentences = [part.split() for part in re.split(r"[.?!:]\s|\n", re.sub(r"[*#>-]", " ", prose)) if part.split()]
    lengths = [len(words) for words in sentences]
    assert max(lengths) <= 45
    assert sum(lengths) / len(lengths) <= 14


@every_method
def test_both_sides_give_and_both_have_a_role(method: Method) -> None:
    assert {role.side for role in method.roles} == {"public", "citizen"}
    assert all(str(text).strip() for text in (method.title, method.summary, method.public_gives, method.citizens_give))
    keys = [role.key for role in method.roles]
    assert len(keys) == len(set(keys))
    assert set(keys) & {ANYONE, PERSON, OFFICER} == set()
    assert [role.key for role in method.roles if not str(role.does).strip()] == []


@every_method
def test_it_brings_measures_of_both_kinds(method: Method) -> None:
    assert {measure.kind for measure in method.measures} >= {"outcome", "efficiency"}
    assert {measure.better for measure in method.measures} <= {"up", "down"}


@every_method
def test_its_promised_times_can_be_kept(method: Method) -> None:
    assert 1 <= method.acknowledge_days <= method.answer_days
    assert method.least_open_days >= 1


@every_method
def test_it_is_made_of_blocks_that_exist(method: Method) -> None:
    assert set(method.blocks) - BLOCKS == set()
    assert {stage.block for stage in method.stages} - {"", own_app(method), *method.blocks} == set()
    if method.built:
        assert set(method.blocks) - BLOCKS_THERE == set()


@every_method
def test_every_act_is_known_and_names_roles_that_exist(method: Method) -> None:
    known = {role.key for role in method.roles} | {ANYONE, PERSON, OFFICER}
    permissions = permissions_of(method)
    assert {one.act for one in permissions} - set(known_acts()) == set()
    assert [one for one in permissions if not one.roles or one.roles - known] == []


@every_method
def test_a_role_that_nobody_uses_is_not_declared(method: Method) -> None:
    """A role of a built method may do something; one that is open to all may promise and confirm for its side."""
    used = {role for one in permissions_of(method) for role in one.roles}
    idle = [role.key for role in method.roles if role.key not in used and not role.open]
    assert not method.built or idle == []


@every_built_method
def test_a_built_method_can_be_run_from_a_question_to_its_thanks(method: Method) -> None:
    keys = [stage.key for stage in method.stages]
    assert len(keys) == len(set(keys)) >= 1
    reached = [one.act for one in permissions_of(method)]
    needed = ["initiative.manage", "question.write", "question.open", "contribution.acknowledge", "decision.write"]
    assert [act for act in [*needed, "thanks.send"] if act not in reached] == []
    public = {role.key for role in method.roles if role.side == "public"}
    deciders = {role for one in permissions_of(method) if one.act == "decision.write" for role in one.roles}
    assert deciders & public


@every_built_method
def test_a_built_method_says_what_it_stores(method: Method) -> None:
    assert method.exports != ()
    assert method.personal_data != {}


@pytest.mark.slow
@every_built_method
def test_its_demonstration_goes_through_the_real_actions(method: Method, town: Town) -> None:
    populate(town)
    demonstration = demonstration_of(method)
    assert demonstration is not None
    initiative = demonstration.demonstrate(service=town.service, seed=1)
    initiative.refresh_from_db()
    assert initiative.method_key == method.key
    assert initiative.live_at is not None
    assert initiative.contribution_count > 0


def test_what_is_asked_for_is_what_methods_can_give() -> None:
    """Every act in the list is asked for somewhere: a permission that no code asks for is a promise in the air."""
    asked = set()
    for layer in ("core", "blocks", "methods", "doors"):
        for path in (FOLDER.parent / layer).rglob("*.py"):
            if "tests" not in path.parts and path.name not in {"method.py", "acts.py"}:
                asked |= set(re.findall(r'"([a-z]+\.[a-z_]+)"', path.read_text("utf-8")))
    there = {
        act for act in known_acts() if act.partition(".")[0] not in BLOCKS or act.partition(".")[0] in BLOCKS_THERE
    }
    assert there - asked == set()


def test_the_state_path_has_an_end() -> None:
    assert {state for state, following in NEXT.items() if not following} == {"changed", "closed"}


def test_folders_are_found_by_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alongside.methods import registry

    for name in ("design/walk", "planning/idea"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "design/walk/method.py").touch()
    monkeypatch.setattr(registry, "FOLDER", tmp_path)
    assert registry.folders.__wrapped__() == (tmp_path / "design/walk",)
