"""The one place that imports Jinja2: strict about missing values, escaping by default."""

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from screening.errors import LetterError


@cache
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("templates", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _plain() -> ImmutableSandboxedEnvironment:
    # Plain text: the two layouts escape each in their own way, so escaping here would double it.
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


@cache
def _plain_template(source: str) -> Template:
    # Compiling costs a hundred times what filling does, and every letter has the same sources.
    return _plain().from_string(source)


def render(template_name: str, **values: object) -> str:
    """Return a page of `templates/`, every value escaped.

    Raises:
        LetterError: the template names a value that was not given.
    """
    try:
        return _pages().get_template(template_name).render(**values)
    except TemplateError as fault:
        raise LetterError(f"{template_name}: {fault.message}. Give the value.") from None


def render_text(source: str, values: Mapping[str, object]) -> str:
    """Return one run of plain text with its values filled in, not escaped.

    Raises:
        LetterError: the text names a value that was not given, or is no template.
    """
    try:
        return _plain_template(source).render(**values)
    except TemplateError as fault:
        raise LetterError(
            f"'{source}': {fault.message}. Mend the text or give the value."
        ) from None
