"""The catalogues: nothing is lost in translation, drafts say that they are drafts, and pages speak the language."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import LazySettings, settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

CATALOGUES = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{[\w.]*\}|<[^>]+>")
DJANGO = Path(translation.__file__).parents[2] / "conf" / "locale"


def placeholders(text: str) -> list[str]:
    """What a translation must carry over unchanged: named places, percent signs and marks of HTML, in any order."""
    return sorted(PLACEHOLDER.findall(text))


def faults(entry: polib.POEntry, forms: int) -> list[str]:
    """What is wrong with one entry of a catalogue with so many plural forms; an entry left in English has no fault."""
    found: list[str] = []
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not any(texts):
        return found
    if entry.msgid_plural and sorted(entry.msgstr_plural) != list(range(forms)):
        found.append("not every plural form")
    if not all(texts):
        found.append("an empty form")
    allowed = [placeholders(entry.msgid), placeholders(entry.msgid_plural or entry.msgid)]
    if any(placeholders(text) not in allowed for text in texts):
        found.append("other placeholders")
    if any(
        (text[:1] == "\n", text[-1:] == "\n") != (entry.msgid[:1] == "\n", entry.msgid[-1:] == "\n") for text in texts
    ):
        found.append("other line ends")
    return found


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.parts[-3])
def catalogue(request: pytest.FixtureRequest) -> polib.POFile:
    """Each catalogue that we keep."""
    return polib.pofile(str(request.param), check_for_duplicates=True)


def test_every_language_on_offer_has_a_catalogue() -> None:
    """The menu offers no language without one, except the language of the source."""
    kept = {path.parts[-3] for path in CATALOGUES}
    assert {code for code, _name in settings.LANGUAGES} - {"en-gb"} == kept


def test_each_entry_keeps_its_placeholders_and_all_plural_forms(catalogue: polib.POFile) -> None:
    """A lost placeholder is a lost fact; a lost plural form is a page that fails for one number only."""
    plural = re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])
    assert plural
    wrong = {entry.msgid: found for entry in catalogue if (found := faults(entry, int(plural[1])))}
    assert wrong == {}


def test_a_lost_placeholder_and_a_lost_form_are_found() -> None:
    """The check itself can fail."""
    lost = polib.POEntry(msgid="%(n)s late", msgstr="hwyr")
    assert faults(lost, 4) == ["other placeholders"]
    two = {0: "%(n)s awr", 1: "%(n)s awr"}
    assert faults(polib.POEntry(msgid="%(n)s hour", msgid_plural="%(n)s hours", msgstr_plural=two), 4) == [
        "not every plural form"
    ]


def test_plural_forms_agree_with_those_of_django(catalogue: polib.POFile) -> None:
    """Django merges our catalogue into its own, so both must count alike."""
    theirs = polib.pofile(str(DJANGO / catalogue.metadata["Language"] / "LC_MESSAGES" / "django.po"))
    assert catalogue.metadata["Plural-Forms"] == theirs.metadata["Plural-Forms"]


def test_a_draft_says_that_it_is_one(catalogue: polib.POFile) -> None:
    """Nobody is to mistake the draft of a machine for the work of a translator."""
    assert catalogue.metadata["X-Machine-Drafted"] == "yes"
    assert "Machine-drafted" in catalogue.header
    assert re.search(r"not yet been\s+read by a \w+ speaker", catalogue.header.replace("\n", " "))
    assert "machine-drafted" in (Path(settings.LOCALE_PATHS[0]) / "README.md").read_text(encoding="utf-8")


def test_the_catalogue_is_in_order_and_nothing_in_it_changes_by_itself(catalogue: polib.POFile) -> None:
    """Sorted, without places in the source or the hour of the extraction: a difference is a change of words."""
    keys = [(entry.msgid, entry.msgctxt or "") for entry in catalogue]
    assert keys == sorted(keys)
    assert not any(entry.occurrences or entry.fuzzy or entry.obsolete for entry in catalogue)
    assert "POT-Creation-Date" not in catalogue.metadata


@pytest.fixture
def compiled(tmp_path: Path, settings: LazySettings) -> Path:
    """The folder of our catalogues, compiled as at set-up, in the place of whatever was compiled before."""
    for path in CATALOGUES:
        target = tmp_path / path.parts[-3] / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True)
        polib.pofile(str(path)).save_as_mofile(str(target))
    settings.LOCALE_PATHS = [tmp_path]
    return tmp_path


@pytest.mark.django_db
def test_a_visitor_who_reads_welsh_is_answered_in_welsh(compiled: Path, client: Client) -> None:
    """By the language of the browser, or by the choice that its cookie keeps."""
    by_browser = client.get("/no-such-page", headers={"accept-language": "cy"}).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
    by_choice = client.get("/no-such-page").content.decode()
    for page in (by_browser, by_choice):
        assert '<html lang="cy"' in page
        assert "Nid oes tudalen o&#x27;r fath" in page or "Nid oes tudalen o'r fath" in page


@pytest.mark.parametrize(("days", "words"), [(1, "1 diwrnod"), (2, "2 ddiwrnod"), (3, "3 diwrnod"), (8, "8 diwrnod")])
def test_welsh_counts_with_its_own_forms(compiled: Path, days: int, words: str) -> None:
    """Two days mutate, and other numbers do not."""
    with translation.override("cy"):
        said = translation.ngettext("%(days)s day", "%(days)s days", days)
    assert said % {"days": days} == words


@pytest.mark.parametrize(("language", "turned"), [("ar", True), ("he", True), ("cy", False), ("en-gb", False)])
def test_a_language_from_right_to_left_turns_the_page(language: str, turned: bool) -> None:
    """The template asks the language which way it runs, also for one that is not on offer yet."""
    with translation.override(language):
        page = render_to_string("kit/page.html", {}, RequestFactory().get("/"))
    head = page[page.index("<html") :].split(">", 1)[0]
    assert f'lang="{language}"' in head
    assert ('dir="rtl"' in head) is turned
