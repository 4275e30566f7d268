"""What is wrong in a description (datapackage.json, register.yml), in plain words."""

from __future__ import annotations

import json
from typing import Any

from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.patterns import form_in_words, in_words

NOT_READABLE = N_("the file cannot be opened")
NO_FILE = N_("the file does not exist")
NOT_UTF_8 = N_("the file is not encoded in UTF-8")
TOO_DEEP = N_("too many brackets are inside each other")
NOT_JSON = N_("it is not valid JSON")
NOT_JSON_AT = N_("it is not valid JSON (line {line}, character {column})")
OTHER_FORM = N_("the value does not have the required form")
KINDS = {
    "object": N_("a group of names with values"),
    "array": N_("a list"),
    "string": N_("a text in quotation marks"),
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "boolean": N_("true or false"),
}
LIMITS = {
    "minItems": N_("the list must have at least {limit} entries"),
    "maxItems": N_("the list must have at most {limit} entries"),
    "minLength": N_("the text must have at least {limit} characters"),
    "maxLength": N_("the text must have at most {limit} characters"),
    "minimum": N_("the number must be at least {limit}"),
    "maximum": N_("the number must be at most {limit}"),
}


class PlainFault(ValueError):
    """A fault that is said in plain words: `reason`."""

    def __init__(self, message: Message, **words: object) -> None:
        self.reason = in_words(message, **words)
        super().__init__(str(message).format(**words))


def reading_fault(error: Exception) -> Text:
    """Why a JSON file could not be read."""
    match error:
        case PlainFault():
            return error.reason
        case FileNotFoundError():
            return in_words(NO_FILE)
        case OSError():
            return in_words(NOT_READABLE)
        case UnicodeDecodeError():
            return in_words(NOT_UTF_8)
        case RecursionError():
            return in_words(TOO_DEEP)
        case json.JSONDecodeError():
            return in_words(NOT_JSON_AT, line=error.lineno, column=error.colno)
    return in_words(NOT_JSON)


def shape_fault(schema: dict[str, Any], content: object) -> Text | None:
    """Where `content` differs from a JSON Schema, and how; None if it does not."""
    import jsonschema  # takes a while to load, and only a changed description needs it

    errors = jsonschema.Draft202012Validator(schema).iter_errors(content)
    problem = jsonschema.exceptions.best_match(errors)
    if problem is None:
        return None
    place = _place(content, list(problem.absolute_path))
    fault = _fault(problem)

    def said(language: Language) -> str:
        return f"{place}{fault(language)}"

    return said


def _fault(problem: Any) -> Text:
    """One error of jsonschema."""
    asked, found = problem.validator_value, problem.instance
    match problem.validator:
        case "required":
            key = next(key for key in asked if key not in found)
            return in_words(N_('"{key}" is missing'), key=key)
        case "additionalProperties":
            key = next(key for key in found if key not in problem.schema["properties"])
            return in_words(N_('"{key}" is not allowed here'), key=str(key)[:80])
        case "enum":
            allowed = ", ".join(map(str, asked))
            message = N_("{value} is not allowed; allowed are: {allowed}")
            return in_words(message, value=_shown(found), allowed=allowed)
        case "const":
            message = N_("{value} is not allowed; it must be {allowed}")
            return in_words(message, value=_shown(found), allowed=json.dumps(asked))
        case "type":
            message = N_("{value} is not allowed; it must be {kind}")
            return in_words(message, value=_shown(found), kind=KINDS[asked])
        case "pattern":
            message = N_("{value} is not allowed; allowed is {form}")
            return in_words(message, value=_shown(found), form=form_in_words(asked))
    if problem.validator in LIMITS:
        return in_words(LIMITS[problem.validator], limit=asked)
    return in_words(OTHER_FORM)


def _place(content: Any, path: list[str | int]) -> str:
    """The way to a value, with the name of an entry of a list where it has one."""
    parts = []
    for step in path:
        content = content[step]
        named = isinstance(step, int) and isinstance(content, dict) and content.get("name")
        number = step + 1 if isinstance(step, int) else step
        parts.append(str(named or number)[:80])
    return "/".join(parts) + ": " if parts else ""


def _shown(value: object) -> str:
    """A value as it is written in the file, cut where it is long."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    written = isinstance(value, str | int | float | None)  # YAML has days, too
    text = json.dumps(value, ensure_ascii=False) if written else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
