"""Forms as the table that they could be read from, a column for each question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pairwell import _core
from pairwell.data.framed import Column


def meant(form: _core.Form) -> tuple[object, ...]:
    """Give what a form says, by which two are compared: not how its cells were typed."""
    answers = (
        _core.fold(form.given(question).strip()) if answer is None else _composed(answer)
        for question, answer in form.answers.items()
        if question not in ("submitted_at", "state")
    )
    return (form.state, form.submitted_at, *answers)


def _composed(answer: object) -> object:
    if isinstance(answer, str):
        return _core.composed(answer)
    if isinstance(answer, list):
        return [_composed(item) for item in answer]
    return answer


def forms_frame(forms: Sequence[Any], questions: Sequence[_core.Question]) -> list[Column]:
    """Write forms as the table that they could be read from, without name and e-mail."""
    plays = {question.plays for question in questions}
    columns = [_form_column(question, forms) for question in questions]
    if _core.Plays.REFERENCE not in plays:
        columns.insert(0, Column("reference", "text", [form.reference for form in forms]))
    return columns


def _form_column(question: _core.Question, forms: Sequence[Any]) -> Column:
    if question.plays is _core.Plays.REFERENCE:
        return Column(question.id, "text", [form.reference for form in forms])
    if question.plays is _core.Plays.STATE:
        return Column(question.id, "text", [form.state.name.lower() for form in forms])
    answers = [form.answer(question.id) for form in forms]
    if question.kind is _core.QuestionKind.INSTANT:
        return Column(question.id, "instant", answers)
    if question.kind in (_core.QuestionKind.SCALE, _core.QuestionKind.NUMBER):
        if not question.decimals:
            return Column(question.id, "whole", answers)
        unit = 10**question.decimals
        return Column(question.id, "real", [None if a is None else a / unit for a in answers])
    texts = (
        _written(answer, form.given(question.id).strip())
        for answer, form in zip(answers, forms, strict=True)
    )
    return Column(question.id, "text", [text or None for text in texts])


def _written(answer: object, given: str) -> str:
    """Write an answer as a cell that reads back to it."""
    if isinstance(answer, _core.Availability) and not answer.stretches:
        answer = answer.slots
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list) and all(isinstance(item, str) for item in answer):
        return given if any(";" in item for item in answer) else ";".join(answer)
    if isinstance(answer, list) and all(isinstance(item, _core.Need) for item in answer):
        return ";".join(f"{need.term}:{need.priority}" for need in answer)
    return given
