"""What is taken out of a copy for others: a name we know in whatever form it is written, and never a word too few."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import zip_longest

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.coding import default_codebook
from analysis.report import FORMATS, outline_of, quotes_of, render
from analysis.report.redaction import (
    COMPANY,
    MAIL,
    NAME,
    NamesOfWorkspace,
    Redaction,
    _name_words,
    lettered,
    possible,
    redacted_study,
    words_of,
)
from analysis.study import EVERYTHING, Study
from data.records import OUTCOMES
from data.safe_text import storable
from data.workspace import open_workspace
from tests.analysis.report.conftest import TODAY
from tests.analysis.report.test_outline import texts

PEOPLE = (
    "Ada Nox",
    "Grace Will",
    "Łukasz Müller-Ørsted",
    "Priya O'Neill",
    "Mary Anne van der Berg",
    "田中花子",
)
COMPANIES = ("Hazelbeck Care Ltd", "Northbank Analytics", "Ravensgill", "Übergang & Söhne GmbH", "Target")
SIGNS = (NAME, MAIL, COMPANY, "[phone]", "[link]")


def redaction(people=(), companies=(), addresses=(), *, letters=True) -> Redaction:
    return Redaction(companies, people, addresses, called=lettered(companies) if letters else {})


def as_read(text: str) -> list[str]:
    """The words of a text as somebody reads them: no accents, no invisible letters, no capitals, nothing we put there."""
    for sign in SIGNS:
        text = text.replace(sign, " ")
    seen = "".join(
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in ("Mn", "Cf")
    )
    for letter, plain in {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o"}.items():
        seen = seen.replace(letter, plain)
    return "".join(c if c.isalnum() else " " for c in seen.casefold()).split()


def spelt_out(name: str) -> str:
    for letter, plain in {"ä": "ae", "ö": "oe", "ü": "ue", "Ü": "Ue", "Ø": "Oe", "ø": "oe"}.items():
        name = name.replace(letter, plain)
    return name


WRITTEN = {
    "as it is": str,
    "in capitals": str.upper,
    "as a title": str.title,
    "of it": lambda name: f"{name}'s",
    "of it, in print": lambda name: f"{name}\u2019s",
    "several": lambda name: f"{name}s",
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "wide letters": lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name),
    "no accents": lambda name: "".join(
        c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn"
    ),
    "spelt out": spelt_out,
    "wide spaces": lambda name: name.replace(" ", "\u00a0\u2009"),
    "over two lines": lambda name: name.replace(" ", "\n  "),
    "joined": lambda name: name.replace(" ", "_"),
    "hyphens": lambda name: name.replace(" ", "-"),
    "dots": lambda name: name.replace(" ", "."),
    "in one word": lambda name: name.replace(" ", ""),
    "soft hyphens": lambda name: "\u00ad".join(name),
    "nothing between": lambda name: "\u200b".join(name),
    "in quotes": lambda name: f"\u201c{name}\u201d",
    "markup": lambda name: f"**{name}**",
    "html": lambda name: f"<b>{name}</b>",
}
BEFORE = ("", "We liked it. ", "You told ", "(", "said:", "\n", "The recruiter ", "漢字", "🙂 ", "Dear ")
AFTER = ("", " wanted an example.", ", who led it", ")", "\n", "!", " 12", "漢字", " 🙂")


@settings(max_examples=300)
@given(
    name=st.sampled_from(PEOPLE + COMPANIES),
    form=st.sampled_from(sorted(WRITTEN)),
    before=st.sampled_from(BEFORE),
    after=st.sampled_from(AFTER),
)
@example(name="Grace Will", form="as it is", before="said:", after="")
def test_no_name_we_know_is_left_in_any_form(name, form, before, after):
    known = redaction(PEOPLE, COMPANIES)
    left = as_read(known.text(before + WRITTEN[form](name) + after))
    forbidden = set(as_read(name)) | set(as_read(spelt_out(name))) - {"van", "der"}
    kinds = {"ltd", "gmbh", "analytics", "care", "van", "der", "o", "sohne", "soehne"}
    assert [word for word in left if word in forbidden - kinds] == []
    assert "".join(as_read(name)) not in "".join(left)


@settings(max_examples=200)
@given(
    first=st.text("abcdefghijklmnopqrstuvwxyzäéñø", min_size=3, max_size=9),
    last=st.text("abcdefghijklmnopqrstuvwxyzäéñø", min_size=3, max_size=9),
    form=st.sampled_from(
        ["{f} {l}", "{l}, {f}", "{l} {f}", "{f}", "{l}", "{i}. {l}", "Ms {l}", "{f}@{l}.example"]
    ),
    around=st.text(max_size=30),
)
def test_each_part_of_a_persons_name_is_taken_out_alone(first, last, form, around):
    first, last = first.title(), last.title()
    text = f"{around}\n{form.format(f=first, l=last, i=first[0])}\n{around}"
    left = as_read(redaction((f"{first} {last}",)).text(text))
    apart = set(as_read(f"{first} {last}")) - {"dr", "the", "and", "der", "den", "von", "van", "team", "lead"}
    apart = {word for word in apart if redaction((word,)).text(word) != word}
    assert [word for word in left if word in apart] == []


@settings(max_examples=200)
@given(text=st.text(max_size=80), people=st.lists(st.text(max_size=12), max_size=4), spans=st.data())
def test_a_span_is_moved_with_the_words_it_holds(text, people, spans):
    """Whatever is in the fields and the text, nothing raises, and a marked span stays inside the text."""
    told = redaction(people, people).redacted(text)
    start = spans.draw(st.integers(0, len(text)))
    end = spans.draw(st.integers(start, len(text)))
    moved = (told.moved(start, is_end=False), told.moved(end, is_end=True))
    assert 0 <= moved[0] <= len(told.text)
    assert moved[1] <= len(told.text)
    if not told.taken:
        assert (told.text, moved) == (text, (start, end))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Write to ada.nox@firm.example today.", "Write to [e-mail] today."),
        ("ada (at) firm (dot) example", "[e-mail]"),
        ("Call +44 20 7946 0958 or (0)171-555 01 23.", "Call [phone] or [phone]."),
        ("See https://firm.example/jobs?id=7 and www.firm.example.", "See [link] and [link]"),
        ("On firm.co.uk/jobs you find it.", "On [link] you find it."),
        ("The recruiter Sarah Lee said no.", "The recruiter [name] said no."),
        ("Recruiter named Tom liked you.", "Recruiter named [name] liked you."),
        ("Mr. Brown and Frau Schmidt agreed.", "Mr. [name] and Frau [name] agreed."),
        (
            "Dear Kim,\nthank you.\nKind regards,\nRobin Hale",
            "Dear [name],\nthank you.\nKind regards,\n[name]",
        ),
    ],
)
def test_what_anybody_would_know_as_an_address_or_a_name_is_taken_out(text, left):
    assert redaction().text(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "You will mark the best day as we may hope.",
        "In 5 of 7 interviews, on 2026-05-04 and 04/05/2026, for 45,000 to 50,000.",
        "We liked the hiring manager. Overall a good talk, and the recruiter said so.",
        "Dear all, thank you. The team lead and the director left.",
        "Node.js, e.g. in the U.S., i.e. 3.5 of 10.",
    ],
)
def test_what_is_no_name_stays(text):
    assert redaction(("Will May", "Mark Best", "HR Team", "n/a", "-")).text(text) == text


def test_companies_are_letters_in_the_order_in_which_they_came():
    known = redaction(
        companies=("Hazelbeck Care Ltd", "Ravensgill", "hazelbeck  care ltd.", "Hazelbeck Rail")
    )
    assert [known.company(name) for name in ("Ravensgill", "HAZELBECK CARE LTD", "Hazelbeck Rail", None)] == [
        "Company B",
        "Company A",
        "Company C",
        None,
    ]
    assert known.text("Hazelbeck Care, Ravensgill's and Hazelbeck") == "Company A, Company B's and [company]"


def test_after_z_comes_aa():
    known = redaction(companies=[f"Firm{n}" for n in range(28)])
    assert [known.company(f"Firm{n}") for n in (0, 25, 26, 27)] == [
        "Company A",
        "Company Z",
        "Company AA",
        "Company AB",
    ]


def test_without_letters_companies_keep_their_names_and_people_do_not():
    known = redaction(("Ada Nox",), ("Ravensgill",), letters=False)
    assert known.text("Ada of Ravensgill") == "[name] of Ravensgill"
    assert known.company("Ravensgill") == "Ravensgill"


def test_an_address_without_an_at_is_known_where_a_field_holds_it():
    assert redaction(addresses=("nox at ravensgill",)).text("Mail Nox at Ravensgill.") == "Mail [e-mail]."


@pytest.mark.parametrize(
    "letter", ["a", "a-", "a.", "1 ", "@", " ", "regards\n", "Dear A ", "www.", "\u200b"]
)
def test_a_long_text_is_read_in_time_that_grows_with_its_length(letter):
    """Measured against itself, not against a clock: four times the text takes nowhere near sixteen times as long."""
    known = redaction(PEOPLE, COMPANIES)

    def took(n: int) -> float:
        """Give the best of three: a busy machine only ever takes longer. A text that was read before is remembered."""
        times = []
        for again in range(3):
            began = time.process_time()
            known.redacted(letter * n + f" {again}")
            times.append(time.process_time() - began)
        return min(times)

    known.redacted("warm")
    assert took(16_000) < 12 * max(took(4_000), 0.005)


@pytest.fixture(scope="module")
def named_study(new_story):
    """A story whose texts, roles and changes name everybody."""
    story = new_story()
    for n, company in enumerate(COMPANIES):
        person = PEOPLE[n]
        interview = story.interview(
            company,
            role=f"Clerk for {company}",
            contact_name=person,
            contact_role="Head of post",
            contact_email=f"contact{n}@firm.example",
            interviewed_on=dt.date(2026, 5, 1 + n),
            attributes={f"What {company} pays": f"ask {person}"},
        )
        story.said(
            interview,
            f"{person} of {company} gave no example of it, mail contact{n}@firm.example, call +44 20 7946 0958.",
            f"evidence_examples gap @{company} gave no example",
        )
        story.interview(company, role="Clerk", contact_name=person, contact_email=f"contact{n}@firm.example")
    story.practised("evidence_examples", "told six stories to Ada Nox of Ravensgill", dt.date(2026, 5, 3))
    return story.study()


@pytest.mark.parametrize("length", ["summary", "full"])
def test_with_letters_no_name_of_the_workspace_stands_anywhere_in_a_report(named_study, length):
    told = outline_of(named_study, quotes=True, chosen_quotes={}, letters=True, length=length)
    whole = as_read("\n".join(texts(told)))
    names = {word for name in PEOPLE + COMPANIES for word in as_read(name)} - {
        *("care", "ltd", "analytics", "gmbh", "sohne", "van", "der", "o", "target", "will", "grace"),
    }
    assert [word for word in whole if word in names or word.startswith("contact0")] == []
    assert "Company " in "\n".join(texts(told))


@pytest.mark.parametrize("form", [form for form in FORMATS if form in ("html", "md")])
def test_with_letters_no_name_stands_in_the_file(named_study, form):
    written = render(named_study, format=form, quotes=True, letters=True).content.decode()
    assert [
        name for name in ("Hazelbeck", "Northbank", "Ravensgill", "Nox", "Priya") if name in written
    ] == []


def test_contacts_are_taken_out_of_quotes_and_named_where_whom_to_ask_stands(named_study):
    told = outline_of(named_study, quotes=True, chosen_quotes={}, letters=False, length="full")
    quotes = quotes_of(redacted_study(named_study, letters=False), ["evidence_examples"])["evidence_examples"]
    assert {quote.quote.text for quote in quotes} == {
        f"[name] of {company} gave no example of it, mail [e-mail], call [phone]." for company in COMPANIES
    }
    assert {quote.quote.heard for quote in quotes} == {f"{company} gave no example" for company in COMPANIES}
    asked = [text for section in told.sections if section.name == "ask" for text in texts(section)]
    assert any("Ada Nox" in text for text in asked)


def test_the_counts_are_the_same_with_and_without_names(named_study):
    other = redacted_study(named_study, letters=True)
    assert other.overview() == named_study.overview()
    assert other.recurring_factors().equals(named_study.recurring_factors())
    assert set(named_study.interviews().outcome) <= set(OUTCOMES)


def test_a_study_is_redacted_once(named_study):
    once = redacted_study(named_study, letters=True)
    assert redacted_study(once, letters=True) is once
    assert isinstance(once, Study)
    assert once.chosen == EVERYTHING
    assert once.today == TODAY


def test_a_report_says_no_more_than_that_it_removes_names_we_know(named_study):
    said = "\n".join(texts(outline_of(named_study, quotes=True, chosen_quotes={}, letters=True)))
    assert "removes names we know" in said
    assert "anonym" not in said.casefold()


def test_the_words_of_a_name_are_compared_without_what_nobody_sees():
    assert [word.folded for word in words_of("Ł\u00adukasz  O\u2019Neill 田中")] == [
        "lukasz",
        "o",
        "neill",
        "田",
        "中",
    ]


@given(st.one_of(st.text(max_size=30), st.text(st.characters(codec="ascii"), max_size=30)))
@example("\u00ad\u3300a\u0301\u212a9 \u0e01\u0e31")
def test_the_words_of_a_name_are_those_of_a_text(name):
    assert _name_words(name) == tuple(word.folded for word in words_of(name))


# Names as people write them, in pieces that make up others: initials, accents, hyphens, apostrophes, other scripts, nicknames,
# words that are no names, words that are ordinary as well, firms, numbers and signs.
PIECES = (
    *("Ada", "Nox", "nox", "ADAS", "Jo", "J.", "J", "A", "I", "Li", "Ng", "Will", "April", "Mark", "Miles", "Mile", "Ap", "Ril"),
    *("O'Neill", "O\u2019Neill", "D'Arcy", "St. John", "Jean-Luc", "Anne_Marie", "(Bob)", '"Bobby"', "Smith/Jones", "MacDonald"),
    *("M\u00fcller", "Mueller", "Muller", "\u0141ukasz", "Lukasz", "\u00d8rsted", "Jose\u0301", "Jos\u00e9", "Stra\u00dfe", "\u212aelvin", "\u017fam"),
    *("\u7530\u4e2d", "\u82b1\u5b50", "\u0418\u0432\u0430\u043d", "\ud55c\uae00", "\u0e2a\u0e21\u0e0a\u0e32\u0e22", "\uff21\uff44\uff41", "z\u200bed", "\U0001f642"),
    *("van", "der", "Dr", "Mr", "Head of Talent", "HR", "Team", "the", "Recruiter", "n/a", "-", "$", "^_^", "7", "42", "3M", ""),
    *("Hazelbeck", "Care", "Ltd", "GmbH", "Inc.", "North", "Group", "&", "Analytics", "Target", "Bank", "International"),
    *("nox@firm.example", "ada at firm dot example", "ada.nox", "firm", "example", "contact7"),
)  # fmt: skip
BETWEEN = (" ", "  ", "-", ".", "_", "'", "", "\n", "\u00a0", "\u00ad", "\x00", ", ")


@st.composite
def a_name(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), min_size=1, max_size=4))
    parted = draw(st.sampled_from(BETWEEN))
    return storable(draw(st.sampled_from((str, str, str.upper, str.lower)))(parted.join(pieces)))


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).upper()


OTHERWISE = {
    "a part": lambda name: (name.split() or [""])[-1],
    "the first": lambda name: (name.split() or [""])[0],
    "initial and last": lambda name: f"{name[:1]}. {(name.split() or [''])[-1]}",
    "initials": initials,
    "without its last": lambda name: name.rpartition(" ")[0],
    "in small letters": str.lower,
}


@st.composite
def a_text(draw: st.DrawFn, names: list[str]) -> str:
    """Names in all ways of writing, whole and in parts, among each other's words."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        name = draw(st.one_of(st.sampled_from(names), a_name())) if names else draw(a_name())
        write = draw(st.sampled_from([*WRITTEN.values(), *OTHERWISE.values()]))
        parts += [draw(st.sampled_from(BEFORE)), write(name), draw(st.sampled_from((*AFTER, "s", " and ")))]
    return "".join(parts)


@pytest.fixture(scope="module")
def fields() -> Iterator[Callable[[list[str], list[str], list[str]], Study]]:
    """Give what puts names into the fields of a workspace, in place of those that were there."""
    with closing(open_workspace(None)) as workspace:

        def put(companies: list[str], people: list[str], addresses: list[str]) -> Study:
            workspace.ask("DELETE FROM interviews", {})
            rows = list(zip_longest(companies, people, addresses))
            workspace.ask(
                """
                INSERT INTO interviews (interview_id, occurrence, company, contact_name, candidate, contact_email, attributes, final_judged)
                SELECT n, 1, company, if(n % 2 = 0, person, NULL), if(n % 2 = 1, person, NULL), address, '{}', false
                FROM (SELECT unnest($n) AS n, unnest($c) AS company, unnest($p) AS person, unnest($a) AS address)
                """,
                {
                    "n": list(range(len(rows))),
                    **{key: [row[at] for row in rows] for at, key in enumerate("cpa")},
                },
            )
            return Study(workspace, EVERYTHING, default_codebook(), today=TODAY)

        yield put


@settings(max_examples=60)
@given(data=st.data(), letters=st.booleans())
def test_names_that_can_stand_in_a_text_leave_what_all_names_leave(fields, data, letters):
    """Letter for letter, over whatever stands in the fields and the texts, however many texts are read at once."""
    drawn = st.lists(a_name(), max_size=5)
    companies, people, addresses = (data.draw(drawn) for _ in range(3))
    study = fields(companies, people, addresses)
    everything = study.names(companies="", people="", addresses="", in_one=())
    inorder = {
        kind: everything.text[everything.kind == kind].tolist() for kind in ("company", "person", "address")
    }
    assert {kind: set(names) for kind, names in inorder.items()} == {
        "company": set(companies),
        "person": set(people),
        "address": set(addresses),
    }
    called = lettered(inorder["company"]) if letters else {}
    whole = Redaction(inorder["company"], inorder["person"], inorder["address"], called=called)
    some = NamesOfWorkspace(study, letters=letters)
    texts = data.draw(st.lists(a_text([*companies, *people, *addresses]), min_size=1, max_size=4))
    some.read(texts[:2])
    assert [some.redacted(text) for text in texts] == [whole.redacted(text) for text in texts]
    assert [some.company(name) for name in companies] == [whole.company(name) for name in companies]


def test_only_the_names_that_can_stand_there_are_learned(fields):
    """Of plain letters those of which a word, or all of them, stands there; of others, of signs and of three words all."""
    study = fields(
        ["Ravensgill Rail", "Hazelbeck Care", "Hazel Beck", "Of Care", "One Two Three"],
        ["Ada Nox", "Kim Nox", "Will The", "Zoe Jones", "Head of", "The Firm", "Of", "Zo\u00eb", "$"],
        ["ada@firm.example", "ada@rail.example", "\u00e4da@rail.example"],
    )
    words = frozenset({"noxs", "hazelbeck", "the", "firm", "of", "example", "ada", "7", "\u7530"})
    names = study.names(**possible(words)._asdict())
    assert {kind: sorted(rows.text) for kind, rows in names.groupby("kind")} == {
        "company": ["Hazel Beck", "Hazelbeck Care", "Of Care", "One Two Three"],
        "person": ["$", "Ada Nox", "Kim Nox", "Of", "The Firm", "Zo\u00eb"],
        "address": ["ada@firm.example", "\u00e4da@rail.example"],
    }
    none = study.names(**possible(frozenset())._asdict())
    assert sorted(none.text) == ["$", "One Two Three", "Zo\u00eb", "\u00e4da@rail.example"]


def test_very_many_words_are_looked_up_among_all_names(fields):
    """A pattern of too many words would be read once for each of them; the result is the same."""
    study = fields(["Ravensgill"], ["Ada Nox"], ["ada@firm.example"])
    known = NamesOfWorkspace(study, letters=True)
    many = " ".join(f"x{n}y" for n in range(4_000))
    assert known.text(f"{many} Ada of Ravensgill") == f"{many} [name] of Company A"
    assert known.text("Nox, ada firm example") == "[name], [e-mail]"
