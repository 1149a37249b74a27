"""The words by which the headings of English forms are known for what they ask."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pairwell import _core
from pairwell.data.headings import BETWEEN

_PLAIN_FORMS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "\u2212": "-", "\u2032": "'", "\u2033": '"'}
_PLAIN_FORMS |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-")
_PLAIN_FORMS |= dict.fromkeys("\u2018\u2019\u201a\u201b", "'")
_PLAIN_FORMS |= dict.fromkeys("\u201c\u201d\u201e\u201f", '"')
_PLAIN = str.maketrans(_PLAIN_FORMS)


@lru_cache(maxsize=10_000)
def loose(text: str) -> str:
    """Give what two spellings of one answer share: case, accents and blanks aside."""
    folded = _core.fold(text).translate(_PLAIN)
    marks = unicodedata.normalize("NFD", folded)
    return " ".join("".join(c for c in marks if not unicodedata.combining(c)).split())


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """Give the words of a heading alone: lower case, one blank between them, no other sign."""
    return " ".join(re.findall(r"[^\W_]+", loose(text)))


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text."""
    return frozenset(text.split())


# What form services add to a file of their own, by exact heading.
_SERVICE = frozenset(
    """
    id|#|response id|responseid|respondent id|submission id|entry id|collector id|token|seed
    start time|start date|startdate|date started|started|last modified time|date modified
    last page|last action|ip address|ipaddress|user agent|user language|userlanguage|referer
    progress|finished|status|duration in seconds|duration|time taken|distributionchannel
    distribution channel|externalreference|external reference|external data reference
    recipientlastname|recipientfirstname|recipientemail|locationlatitude|locationlongitude
    location latitude|location longitude|custom data 1|total points|quiz feedback|score
    grade posted time|network id|response type|tags|source url
    """.replace("\n", "|").replace("  ", "").split("|")
) - {""}  # fmt: skip

# When a form came in, the likeliest first.
SUBMITTED = (
    "timestamp",
    "completion time",
    "submitted at",
    "submitted on",
    "time submitted",
    "date submitted",
    "submission date",
    "submission time",
    "submit date utc",
    "end date",
    "enddate",
    "recorded date",
    "recordeddate",
    "created at",
    "date created",
    "entry date",
    "submitted",
    "received",
    "date and time",
    "start time",
)


def is_of_the_service(heading: str) -> bool:
    """Whether a form service added the column, as "Start time" and "Points - Your name"."""
    return (
        any(words in _SERVICE for words in readings(heading))
        or re.match(r"(points|feedback) - ", heading.lower()) is not None
    )


MONITORING = {
    "ethnicity": r"\b(ethnic\w*|race|racial)\b",
    "gender": r"\b(gender|sex|transgender|trans)\b",
    "disability": r"\b(disab\w*|long term (health )?conditions?|impairments?|neurodiver\w*)\b",
    "religion": r"\b(religio\w*|faith|beliefs?)\b",
    "sexual_orientation": r"\b(sexuality|sexual orientation|lgb[a-z]*|lesbian|heterosexual)\b",
    "age": r"\b(age|ages|age (group|range|band)|how old)\b",
    "nationality": r"\b(nationality|national identity|immigration|refugee|asylum)\b",
    "marital_status": r"\b(marital|civil partnership|married)\b",
    "pregnancy": r"\b(pregnan\w*|maternity)\b",
    "caring": r"\b(caring responsibilit\w*|carers?|dependants?)\b",
    "background": r"\b(socio ?economic|social class"
    r"|class background|free school meals|income|salary|earnings|first (generation|in)\b.*"
    r"\b(student|family|university|college|higher education)"
    r"|parent(al)? occupation|care (experienced?|leaver))\b",
    "service": r"\b(veteran|armed forces)\b",
    "convictions": r"\b(criminal|convict(ed|ions?))\b",
    "union": r"\b(trade union|political)\b",
}

# Answers by which a question of monitoring is known whatever its heading.
MONITORING_ANSWERS = {
    "ethnicity": r"\b(white (british|irish)|asian( or asian british)?|black( |$)|caribbean"
    r"|mixed or multiple|any other ethnic|gypsy|roma|african|pakistani|bangladeshi)",
    "gender": r"^(a )?(man|woman|male|female|non binary|nonbinary|genderqueer|trans (man|woman))$",
    "religion": r"^(christian\w*|muslim|hindu|sikh|jewish|buddhist|islam|judaism"
    r"|no religion|atheist)$",
    "sexual_orientation": r"\b(heterosexual|bisexual|gay|lesbian)\b",
    "age": r"^((under|over) \d\d|\d\d (to )?\d\d|\d\d (or|and) (over|older|above|under))$",
}

IDENTITY = {
    "phone": r"\b(phone|mobile|telephone|tel|contact number|whatsapp)\b",
    "born": r"\b(date of birth|birth ?date|birthday|dob|born)\b",
    "address": r"\b((home|postal|work) address|address|post ?code|zip ?code)\b",
    "profile": r"\b(linked ?in|twitter|instagram|facebook|handle|website|url|web page"
    r"|photo\w*|upload|cv|resume)\b",
    "pronouns": r"\bpronouns?\b",
    "number": r"\b((staff|employee|student|payroll|membership|passport|nhs|national insurance)"
    r" (id|number|no)|username|user ?id)\b",
    "other_contact": r"\b(emergency contact|next of kin|guardian|referees?)\b",
    "first_name": r"^(what is your |your )?(first|given|preferred) names?$|^forenames?$",
    "last_name": r"^(what is your |your )?(last|family) names?$|^(your )?surname$",
    "name": r"^(name|names|full name|your (full )?name|what is your (full )?name"
    r"|what s your name|name (and|in) .*"
    r"|(mentor|mentee|applicant|participant|student)( s)? (full )?name"
    r"|(first|full) (and last )?name)$",
}

PARTS = {
    "reference": r"^(your )?(reference|ref|application (number|id|reference|ref)|applicant id)$",
    "state": r"^(state|status|state of the form)$",
    "line_manager": r"\b(line managers?|(your|my) (manager|boss)|manager (is|s (name|e ?mail))"
    r"|name of (your )?manager|supervisor|report to|who manages you)\b",
    "vetoes": r"^vetoes$|\b(rather not|not (want|like|wish) to|prefer not to|should not|avoid)\b"
    r".*\b(pair|match|work|meet|with)|\b(anyone|anybody|people) .*\bnot be (pair|match)",
    "conflicts": r"\bconflicts? of interest\b|^conflicts$",
    "past_pairs": r"\b(previous|past|former|already|before)\b.*\b(mentors?|mentees?)\b"
    r"|\b(before|previously|already)\b.*\b(paired|matched)\b|\b(paired|matched) .*\bbefore\b"
    r"|^past pairs$",
    "again": r"^again$|\b(paired|matched) again\b",
    "access_cost": r"\bcost of access\b|^access cost$",
    "wishes": r"\b(particular|specific|preferred|named|requested?) .*(mentor|mentee|person|partner)"
    r"|\b(like|want|prefer) to be (paired|matched)|\bwho would you (like|prefer|want)"
    r"|^wishes$",
    "consent": r"\b(consent|privacy|gdpr|data protection|permission|happy for us"
    r"|agree (to|that)|terms|may we|can we (use|keep|share|store|contact))\b",
    "capacity": r"\bhow many (mentees?|people|students?|young people|learners)\b"
    r"|\bcapacity\b|\bnumber of (mentees|students|people)\b",
    "region": r"\b(region|nation)\b|^(which |what )?country\b|\bwhich country\b",
    "employer": r"\b(employer|company|organi[sz]ation)\b(?!.*\b(size|type|kind|sector|how|why)\b)",
    "team": r"^(your |which |what |name of )?team( name)?$|\b(which|your) team\b",
    "slots": r"\bwhen (could|can|would|are|do) you\b|\bavailab|\b(which|what) (days|times|hours)\b"
    r"|^slots$|\b(days|times?) (suit|work|would)|\btime ?slots?\b|\bfree (to meet|times?)\b|^free",
}
PARTS["languages"] = r"^(?!.*\b(programming|coding|computer)\b).*\blanguages?\b"

ROLE = r"\b(apply(ing)?|applicant|joining|join|take part|taking part|role)\b" \
       r"|\bmentor or (a )?mentee\b|\bmentee or (a )?mentor\b" \
       r"|^i (am|would like to|want to)\b|^are you"  # fmt: skip

THEMES = {
    "grade": r"\b(grade|seniority|pay band|band|career stage|job level|your level|rank)\b|^level$",
    "experience": r"\byears?\b.*\b(experience|worked|service|role|field)\b|\bhow long have you\b",
    "meeting": r"\bhow (would|do) you (like|prefer|want) to meet\b|\b(meeting )?format\b"
    r"|\bonline or in person\b|\bin person or\b|\bface to face\b",
    "location": r"\b(location|site|office|campus|town|city|building|branch)\b|\bbased\b"
    r"|\bwhere do you (work|live)\b|\bwhere are you\b",
    "department": r"\b(department|faculty|directorate|division|business unit)\b",
    "field": r"\b(subject|field|fields|industry|sector|profession|discipline|course|study"
    r"|specialism)\b",
    "hours": r"\b(how (often|much time|many hours|many times|many meetings|long)"
    r"|hours?|frequency|meetings|minutes)\b",
    "access": r"\b(access (needs|requirements)|adjustments?|accessib\w*"
    r"|support needs|dietary|allerg\w*|medical|health)\b",
}

NEEDS = (
    r"^needs$|\b(would|do) you (like|want|need|hope)\b|\bneeds?\b|\bgoals?\b|\bwould help\b"
    r"|\b(want|like|hope|wish) to (learn|improve|develop|work on|gain)\b|\blooking for\b"
    r"|\bareas? .*(develop|improve|support)|\bhelp you( with)?\b"
)
OFFERS = (
    r"^offers$|\b(can|could) you (help|offer|share|support|mentor|teach|give|advise)\b|\boffer\b"
    r"|\bable to (help|offer|share|support|mentor)\b|\bexpertise\b|\bstrengths\b"
    r"|\bskills (you|do you) (have|can)|\bexperience (in|of|with)\b|\bknow about\b"
)

FREE_TEXT = r"\b(why|tell us|describe|anything else|own words|about yourself|comments?|explain" \
            r"|hope to (get|gain|achieve)|statement|biography|bio|details|more about" \
            r"|notes?)\b"  # fmt: skip
IN_ORDER = r"\b(rank|in order|most important first|the first matters)\b"
_OTHERS = (
    r"(tutor|supervisor|manager|partner|spouse|colleague|teacher|friend|counsellor|sponsor"
    r"|leader|boss|head|head of \w+|parent|carer|referrer)"
)
WHO = (
    r"^(who|whom|whose)\b|\bnames? of\b"
    rf"|\b{_OTHERS}( s)? (full )?names?\b"
    rf"|^((your|my|the|personal|academic|team|current) )*{_OTHERS}$"
)

ANY_ANSWER = (
    r"\b(either|no preference|don t mind|do not mind|any|both|flexible|anything|whichever)\b"
)


def question_in(heading: str) -> str:
    """Give the question of a heading, without that of its group: "Name" of "About you / Name"."""
    return heading.rpartition(BETWEEN)[2]


def readings(heading: str) -> tuple[str, ...]:
    """Give the words of a heading, and where it has the heading of a group, of the rest alone."""
    return tuple(dict.fromkeys((plain(heading), plain(question_in(heading)))))


def matches(pattern: str, heading: str) -> bool:
    """Whether the words of a heading are known by a pattern."""
    return any(re.search(pattern, words) for words in readings(heading))


def found_in(patterns: dict[str, str], heading: str) -> str:
    """Give the first of several things that a heading is known for; "" where it is none of them."""
    return next((name for name, pattern in patterns.items() if matches(pattern, heading)), "")


# Ordered answers, the lowest first. Their words are ours and not the applicants'.
SCALES: tuple[tuple[str, ...], ...] = (
    ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
    ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
    ("Strongly disagree", "Disagree", "Agree", "Strongly agree"),
    (
        "Strongly disagree", "Disagree", "Somewhat disagree", "Neither agree nor disagree",
        "Somewhat agree", "Agree", "Strongly agree",
    ),
    ("Never", "Rarely", "Sometimes", "Often", "Always"),
    ("Never", "Rarely", "Sometimes", "Usually", "Always"),
    ("Not at all", "A little", "Somewhat", "Quite a lot", "Very much"),
    ("Very poor", "Poor", "Fair", "Good", "Very good", "Excellent"),
    ("Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied",
     "Very satisfied"),
    ("Very unlikely", "Unlikely", "Neither likely nor unlikely", "Likely", "Very likely"),
    ("Not at all important", "Slightly important", "Moderately important", "Very important",
     "Extremely important"),
    ("Not important", "Quite important", "Important", "Very important"),
    ("Not at all confident", "Slightly confident", "Somewhat confident", "Fairly confident",
     "Very confident"),
    ("None", "Some", "A lot"),
    ("Low", "Medium", "High"),
    ("Beginner", "Intermediate", "Advanced", "Expert"),
    ("None", "Basic", "Intermediate", "Advanced", "Expert"),
    ("First year", "Second year", "Third year", "Fourth year", "Fifth year"),
)  # fmt: skip

# Words of grades, the lowest first; a grade is as high as its words together.
SENIORITY = (
    ("apprentice", "intern", "trainee", "student"),
    ("assistant", "junior", "graduate", "administrator", "clerk"),
    ("officer", "associate", "analyst", "executive officer", "coordinator", "lecturer", "engineer"),
    ("manager", "lead", "leader", "principal", "consultant", "reader", "supervisor"),
    ("head", "partner", "professor"),
    ("director", "dean", "vice president"),
    ("chief", "chief executive", "president", "vice chancellor"),
)


def seniority(answer: str) -> int | None:
    """Give how high a grade is by its words, None where they say nothing of it."""
    words = plain(answer)
    found = [
        (len(name), place)
        for place, names in enumerate(SENIORITY)
        for name in names
        if re.search(rf"\b{name}\b", words)
    ]
    if not found:
        return None
    height = 2 * max(place for _, place in found)
    return height + bool(re.search(r"\bsenior\b", words)) - bool(re.search(r"\bdeputy\b", words))
