"""What the programmes have in common that tests read sheets of both roles for."""

TITLE = """
id = "peers"
name = "Peers"
starts = "May 2026"
ends = "July 2026"
"""

WHO_AND_WHEN = """
[questions.when]
kind = "instant"
words = "Timestamp"
plays = "submitted_at"
[questions.email]
kind = "text"
words = "Email Address"
keep = "identity"
plays = "email"
[questions.name]
kind = "text"
words = "Your name"
keep = "identity"
plays = "name"
[questions.phone]
kind = "text"
keep = "identity"
[questions.role]
kind = "choice"
words = "I would like to be"
plays = "role"
"""

HOURS_AND_HOPES = """
[questions.hours]
kind = "number"
decimals = 1
[questions.hopes]
kind = "people"
plays = "wishes"
"""

HELP = """
[questions.help]
kind = "choices"
words = "What would you like help with?"
mentor_words = "What can you help with?"
"""

HELP_COUNTS = """
[criteria.help]
compare = "covers"
question = "help"
weight = 1
"""

SHEET = """
[sheets.people]
dates = "day_first"
decimal = ","
"""

ROLES = """
[sheets.people.roles]
"Both of them" = ["mentee", "mentor"]
"""
