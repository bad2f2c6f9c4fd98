"""What kind of answer a question in English wants, by its question words.

They are apart from the Vietnamese ones because many words of either language are words of the other: "AI" is "ai"
(who), "may" is "mấy" (how many).
"""

from __future__ import annotations

import re

from assistant.wanted import Wanted

_PAPER = r"(?:decision|decree|document|resolution|circular|directive|dispatch|official letter|ordinance)"
_BODY = (
    r"(?:departments?|agency|agencies|offices?|body|bodies|units?|ministry|ministries|director|chairman"
    r"|organi[sz]ations?|committees?|boards?|authority|authorities|institutions?|companies|company|leader|officials?|localities|locality)"
)
# Words before the noun that is asked for.
_FEW = r"(?:(?!(?:of|share|percentage|proportion|number|rate|year|date)\b)[\w'-]+ ){0,3}?"
_HELPING = (
    r"(?:is|are|was|were|do|does|did|must|should|shall|will|would|has|have|had|can|may|need|needs|took|take|lead|leads)"
)
# Mass nouns that are measured rather than paid.
_MEASURED = (
    r"(?:storage|capacity|memory|space|bandwidth|land|area|time|water|electricity|power|energy|waste|forest|rice|fish"
    r"|production|output|data|traffic)"
)
_PLURAL = r"[\w-]+(?<![sui])s"
# An interrogative says what is wanted; the first that matches is the most telling.
_ASKING: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.REASON,
        r"\bwhy\b|\bwhat (?:is|are|was|were) the (?:[\w-]+ )?(?:reason|cause)s?\b|\bfor what reason\b|\bhow come\b",
    ),
    (
        Wanted.SOURCE,
        r"\bwhere (?:do|does|did|will|is|are|was|were|would) (?:[\w'-]+ ){0,12}?(?:money|fund|funds|funding|budget"
        r"|capital|finance|financing)\b(?! (?:spent|used|allocated))"
        r"|\bsources? of (?:the )?(?:fund|money|capital|financ)"
        rf"|\b(?:what|which) (?:(?:is|are|was|were) )?(?:the )?{_FEW}sources?\b|^(?:the )?funding sources?\b"
        r"|\bwho (?:pays|funds|finances|sponsors|will pay|will fund)\b"
        r"|\b(?:funded|financed|paid) (?:for )?(?:by|from|out of|with) (?:what|which|whom)\b"
        r"|\bhow (?:is|are|will|was|were) .{0,80}\b(?:funded|financed|paid for)\b",
    ),
    (
        Wanted.NUMBER,
        rf"\b(?:plan|letter|official|{_PAPER}|registration|reference) number\b|\b(?:which|what) {_FEW}{_PAPER}s?\b"
        r"|\bwhat (?:is|was) the number of the (?:plan|decision|letter)\b",
    ),
    (
        Wanted.SHARE,
        r"\bpercent|\b(?:what|which) (?:[\w-]+ ){0,2}(?:share|rate|ratio|fraction)\b|\bshare of\b|\bproportion"
        r"|\bby how much\b|\bhow (?:large|big|high|small) (?:a|is the|was the) (?:share|part|proportion)\b",
    ),
    (
        Wanted.MONEY,
        rf"(?<!by )\bhow much (?!of\b)(?!(?:[\w-]+ )?{_MEASURED}\b)|\bwhat (?:sum|amount) of (?:money|fund|capital)"
        r"|\bwhat (?:budget|sum)\b|\bhow expensive\b",
    ),
    (
        Wanted.DATE,
        rf"(?:^|[,;:.] ?|\b(?:and|but|since|until|till|by|from|tell me|know) )when\b|\bwhen {_HELPING}\b"
        r"|\bhow (?:often|long|soon)\b|\bdeadline|\b(?:which|what) (?:[\w-]+ )?(?:date|day|month|quarter|year|period"
        r"|time ?frame|timeline|time)s?\b|\bcompletion date\b|\bdate of (?:issue|completion)",
    ),
    (
        Wanted.WHO,
        r"(?:^|[,;:.] ?|\b(?:and|but|by|to|with|from|for|of|say|know|is|was|tell me|about|does|do) )who(?:m|se)?\b"
        rf"|\b(?:which|what) {_FEW}{_BODY}\b|\blead(?:ing)? (?:agency|department|unit|body)\b",
    ),
    (
        Wanted.DEFINITION,
        r"\bstands? for\b|\bmeaning of\b|(?<!by )\bmeans?\b(?! of)|\bdefin(?:e|ed|ition)\b|\babbreviat"
        r"|^what (?:is|are) (?:an? )?[\w-]+ ?\?*$",
    ),
    (
        Wanted.LIST,
        rf"\b(?:which|what) {_FEW}{_PLURAL} (?:and [\w-]+ )?(?:{_HELPING}|of|in|for|from|with|under|to)\b"
        r"|\bwhich .{0,40}s (?:are|were|does|did|do)\b|\bwhat are\b|^(?:please )?(?:list|name|enumerate|give)\b",
    ),
    (
        Wanted.COUNT,
        rf"\bhow many\b|\bnumber of\b|\bby how much\b|\bhow much (?:[\w-]+ )?{_MEASURED}\b"
        r"|\bhow (?:large|big|far|fast|high|wide|deep|great|small)\b|\bhow much of\b",
    ),
)
# Words that only tell the subject count where no interrogative is there, as in search words.
_NAMING: tuple[tuple[Wanted, str], ...] = (
    (Wanted.MONEY, r"\bbudget\b|\bfunding\b|\bcosts?\b|\bexpenditure\b|\bestimated (?:cost|capital)\b"),
    (Wanted.SHARE, r"\brate\b|\bratio\b"),
    (Wanted.COUNT, r"\bspeed\b|\bcapacity\b|\bbandwidth\b"),
)
_ASKED = [(wanted, re.compile(pattern)) for wanted, pattern in _ASKING]
_NAMED = [(wanted, re.compile(pattern)) for wanted, pattern in _NAMING]


def asked_in_english(said: str) -> list[Wanted]:
    """The kinds that English question words in `said`, folded, ask for, the most telling first."""
    return [wanted for wanted, pattern in _ASKED if pattern.search(said)]


def named_in_english(said: str) -> list[Wanted]:
    """The kinds that English words for the subject name."""
    return [wanted for wanted, pattern in _NAMED if pattern.search(said)]
