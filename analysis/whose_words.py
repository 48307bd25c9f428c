"""How a sentence reads where the interviews are not the reader's own: what stands where it would say "you"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

YOU: Final = "You"

# What we say to whoever was interviewed, and the same said of somebody else, or of nobody. `{who}` is whom it is about.
# What is said to whoever reads ("to be confirmed by you", "your data") stands here no more than advice on how to practise.
OF_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        # how it ended
        "you came second": "{who} came second",
        "why you came second": "why it was second place",
        "where you came second": "where it was second place",
        "where you won": "where there was an offer",
        "where you went out earlier": "where it ended earlier",
        "where you stop": "where it stops",
        "then you are first in line": "then whoever came second is first in line",
        "you withdrew": "withdrew",
        "i withdrew": "withdrew",
        "how far you came": "how far it went",
        "how far you got": "how far it got",
        "of your applications": "applications",
        "in your finals": "in the finals",
        "beside your offers": "beside the offers",
        # what can be done about it
        "what you can change": "what can be changed",
        "nothing you can change alone": "nothing that can be changed alone",
        "no gap you can work on": "no gap that can be worked on",
        "you can act on": "to act on",
        "you could act on": "to act on",
        "yours to change, then partly yours": "what can be changed, then what partly can",
        "yours to change": "can be changed",
        "partly yours to change": "can partly be changed",
        "that is yours to change": "that can be changed",
        "that are yours to change": "that can be changed",
        "that is not yours to change": "that cannot be changed",
        "the reason named is not yours to change: ask what was": "the reason named cannot be changed: ask for one that can",
        "not yours to fix": "not something to fix",
        # whose words
        "your own impression": "the candidate's own impression",
        "your own impressions": "the candidate's own impressions",
        "what you think yourself": "what the candidate thinks",
        "you thought": "the candidate thought",
        "you named": "the candidate named",
        "you noted": "the candidate noted",
        "as you noted it": "as noted",
        "as you understood it": "as understood",
        "your note": "a note",
        "without a note of yours": "without a note",
        "people you did not name": "people not named",
        "you have not noted a reason yet": "no reason is noted yet",
        "write down what you think, then ask": "ask",
        "you have not written": "nothing is written",
        "has told you why": "has said why",
        "what was said to you": "what was said",
        "what they told you": "what was said",
        "and your strengths": "and strengths",
        # they say, I say
        "they say, I say": "they and the candidate",
        "you do not": "the candidate does not",
        "you did not": "the candidate did not",
        "you do not see": "the candidate does not see",
        "you say it": "the candidate says it",
        "what you say": "what the candidate says",
        "you both": "both",
        "both of you": "both",
        "you worried": "the candidate worried",
        "you gave other reasons": "the candidate gave other reasons",
        "you saw": "the candidate saw",
        "you called": "the candidate called",
        "theirs and yours": "theirs and the candidate's",
        "you have 1": "there is 1",
        "you have": "there are",
        "you have written down your own impression": "there is an impression of the candidate's own",
        "write yours down right after the interview, before you hear theirs": (
            "have it written down right after the interview, before theirs is heard"
        ),
        # a change made on purpose
        "since you began to practise": "since practice began",
        "since you began": "since practice began",
        "since you changed something": "since something was changed",
        "before you changed something": "before something was changed",
        "before you change anything": "before anything is changed",
        "what you practise": "what is practised",
        "how you practise it": "how it is practised",
        "what you changed": "what was changed",
        "what you work on": "what is worked on",
        "what you do differently": "what is done differently",
        "what will you do differently": "what will be done differently",
        "a change you make": "a change made",
        "where you could start": "where one could start",
        "my plan": "the plan",
        "your plan": "the plan",
        # asking, and staying in touch
        "they remember you": "they remember the candidate",
        "they still remember you": "they still remember the candidate",
        "nobody is waiting to hear from you": "nobody is waiting for a letter",
        "in which you asked": "in which somebody asked",
        "you asked for feedback": "feedback was asked for",
        "you thanked them": "they were thanked",
        "you wrote": "a letter",
        "you wanted to on": "planned for",
        "no word from you since": "no word since",
        "among yours": "among these",
        "how you found it": "how it was found",
        "where you work": "where the work is",
        # what a factor is, and what they said of it
        "choose you or not": "choose somebody or not",
        "how you come across": "how one comes across",
        "what you can do": "what one can do",
        "how you fit": "how one fits",
        "outside your hands": "outside one's hands",
        "praised your": "praised",
        "praised how clearly you answer": "praised clear answers",
        "praised how composed you were": "praised composure",
        "praised how you think through": "praised thinking through",
        "praised how much experience you bring": "praised long experience",
        "praised how well you would fit in": "praised the fit",
        "praised how you work with others": "praised working with others",
        "praised how the job fits your plans": "praised how the job fits the plans",
        "praised you on the whole": "gave praise on the whole",
        "found your confidence": "found confidence",
        "why you wanted the job": "why the job was wanted",
        "a qualification you do not have": "a qualification that was missing",
        "doubted that you would stay": "doubted that the candidate would stay",
        "could not meet your terms": "could not meet the terms asked for",
        "without holding it against you": "without holding it against anybody",
        "heard well of you from your references": "heard well from the references",
    }
)
_KNOWN: Final = {words.lower(): words for words in OF_OTHERS}
# Of two that begin alike the longer one.
_SAID: Final = re.compile(
    rf"\b(?:{'|'.join(re.escape(words) for words in sorted(OF_OTHERS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)


def told(words: str, who: str) -> str:
    """Give a sentence of ours as it reads about `who`: unchanged where that is "You", else without a "you" for the candidate.

    Only ever for sentences of ours: what somebody wrote stays as it was written.
    """
    return words if who == YOU else _SAID.sub(lambda said: _of_other(said[0], who), words)


def _of_other(words: str, who: str) -> str:
    said = OF_OTHERS[_KNOWN[words.lower()]].format(who=who)
    return said[:1].upper() + said[1:] if words[0].isupper() else said
