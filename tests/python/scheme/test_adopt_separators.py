"""Two exports that write several answers of one cell in two ways."""

import pytest

import pairwell as pw

TIMES = ["Mornings", "Evenings", "Weekends", "Lunchtime"]


def sheet(separator: str, role: str) -> dict[str, list[str]]:
    rows = [TIMES[:2], TIMES[1:3], TIMES[2:], TIMES[:1], TIMES[1:2], TIMES[:3]]
    return {
        "Timestamp": [f"2026-09-0{day} 10:00" for day in range(1, 7)],
        "Email Address": [f"{role}{k}@example.org" for k in range(6)],
        "When could you meet?": [separator.join(each) for each in rows],
    }


@pytest.mark.parametrize(
    ("mentees", "mentors", "is_written"),
    [("; ", "; ", True), (";", ", ", False), (", ", ";", False), ("\n", "|", False)],
)
def test_each_sheet_is_read_with_its_own_separator(mentees, mentors, is_written):
    given = sheet(mentees, "ana"), sheet(mentors, "ben")
    adopted = pw.adopt(*given)
    assert ("separator = " in adopted.text) is is_written
    forms = pw.read_applications(adopted.programme, {"mentees": given[0], "mentors": given[1]})
    assert [each.rule for each in forms.findings if each.rule == "outside-options"] == []
    for role in ("mentee", "mentor"):
        slots = [len(form.slots) for form in forms.forms(role).forms]
        assert slots == [2, 2, 2, 1, 1, 3]
