"""Form fields and the base form for a kind's facts: one schema that checks files, draws the admin and words the errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

# What YAML may put where a text belongs. Never turned into text: a few lines of aliases can stand for gigabytes.
_HOLDERS = (list, tuple, set, Mapping)


class LinesField(forms.CharField):
    """A list of short texts; in the admin a box with one text a line."""

    def __init__(self, *, most: int = 20, each: int = 200, **kwargs: Any) -> None:
        self.most, self.each = most, each
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """The lines, trimmed and without empty ones; takes a list or the text of the box."""
        if isinstance(value, Mapping) or (value is not None and not isinstance(value, (str, list, tuple))):
            raise ValidationError(_("Please give a list, one text a line."))
        if not isinstance(value, str) and any(isinstance(item, _HOLDERS) for item in value or ()):
            raise ValidationError(_("Please give short texts only, not lists in the list."))
        lines = value.splitlines() if isinstance(value, str) else [str(item) for item in value or ()]
        lines = [line.strip() for line in lines if line.strip()]
        if self.required and not lines:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(lines) > self.most:
            raise ValidationError(_("Please give %(most)d lines or fewer.") % {"most": self.most})
        for line in lines:
            if len(line) > self.each:
                raise ValidationError(_("Please shorten “%(line)s” to %(each)d characters.") % {"line": line[:40], "each": self.each})
        return lines

    def prepare_value(self, value: Any) -> Any:
        """The text of the box."""
        return "\n".join(str(item) for item in value) if isinstance(value, (list, tuple)) else value


class RowsWidget(forms.Widget):
    """A small form a row, with two empty rows at the end; an emptied row is taken out on saving."""

    template_name = "admin/rows_widget.html"
    use_fieldset = True

    def __init__(self, row_form: type[FactsForm]) -> None:
        self.row_form = row_form
        super().__init__()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The rows as forms; a filled one is checked here again, so that its errors stand beside what they are about."""
        context = super().get_context(name, value, attrs)
        rows = value if isinstance(value, list) else []
        context["rows"] = [self._filled(f"{name}-{number}", row) for number, row in enumerate(rows)]
        context["empty_rows"] = [self.row_form(prefix=f"{name}-{len(rows) + more}", use_required_attribute=False) for more in range(2)]
        context["new_row"] = self.row_form(prefix=f"{name}-__n__", use_required_attribute=False)
        return context

    def _filled(self, prefix: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row's form, and the words that tell it from the others while it is folded."""
        form = self.row_form({f"{prefix}-{key}": value for key, value in row.items()}, prefix=prefix, use_required_attribute=False)
        told = []
        for key, field in list(form.fields.items())[:3]:
            words = dict(getattr(field, "choices", ()))
            told.append(str(words.get(row.get(key), row.get(key, ""))))
        return {"form": form, "words": ", ".join(word for word in told if word)}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, Any]]:
        """One mapping of raw values a row, in the order of their numbers."""
        start = f"{name}-"
        numbers = {key[len(start) :].partition("-")[0] for key in data if key.startswith(start)}
        rows = []
        for number in sorted((n for n in numbers if n.isdecimal()), key=int):
            row = {key: data.get(f"{start}{number}-{key}", "") for key in self.row_form.base_fields}
            if any(str(value).strip() for value in row.values()):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form that was sent has no row of this field at all."""
        return not any(key.startswith(f"{name}-") for key in data)


class RowsField(forms.Field):
    """A list of mappings, each checked by a form of its own."""

    def __init__(self, row_form: type[FactsForm], **kwargs: Any) -> None:
        self.row_form = row_form
        super().__init__(widget=RowsWidget(row_form), **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The rows, each with its empty facts left out; errors name the row and the fact."""
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            if value is None and not self.required:
                return []
            raise ValidationError(_("Please give a list of rows."))
        rows, errors = [], []
        for number, row in enumerate(value, start=1):
            clean, wrong = self.row_form.check(row)
            rows.append(clean)
            errors += [f"Row {number}, {name}: {message}" for name, messages in wrong.items() for message in messages]
        if errors:
            raise ValidationError(errors)
        return rows


class FactsForm(forms.Form):
    """The facts of one kind of page. Subclasses only name fields."""

    @classmethod
    def check(cls, facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """The clean facts in the form's order without empty ones, and the messages by name of the facts that are wrong."""
        clean: dict[str, Any] = {}
        wrong: dict[str, list[str]] = {}
        for name in facts:
            if name not in cls.base_fields:
                wrong[name] = [f"Unknown fact: expected one of {', '.join(cls.base_fields) or 'none at all'}."]
        for name, form_field in cls.base_fields.items():
            value = facts.get(name)
            if (
                value is not None
                and isinstance(form_field, forms.CharField)
                and not isinstance(form_field, LinesField)
                and not isinstance(value, str)
            ):
                wrong[name] = ["Expected text (put quotes around it)."]
                continue
            if isinstance(value, _HOLDERS) and not isinstance(form_field, (LinesField, RowsField)):
                wrong[name] = ["Expected one value, not a list."]
                continue
            try:
                result = form_field.clean(value)
            except ValidationError as error:
                wrong[name] = list(error.messages)
            else:
                if result not in (None, "", [], False):
                    clean[name] = result
        return clean, wrong

    def full_clean(self) -> None:
        """Checks what the admin sent by the same rules as a file."""
        self._errors = ErrorDict(renderer=self.renderer)
        if not self.is_bound:
            return
        values = {name: bound.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) for name, bound in self.fields.items()}
        self.cleaned_data, wrong = self.check(values)
        for name, messages in wrong.items():
            self._errors[name] = self.error_class(messages, renderer=self.renderer)
