"""Where a layout takes a file for another tool's than it is: in words, with what to correct."""

from expectations.examining.nature import Nature, title_of
from screening.intake.layout import Layout


def disagreement(layout: Layout, nature: Nature) -> tuple[str, ...]:
    """Return what to tell a person; nothing where layout and file agree or nothing is certain.

    Args:
        layout: the layout that fits the file's name.
        nature: what the file is by its content.
    """
    if nature.kind == "unreadable" or layout.platform == nature.platform:
        return ()
    said = f"The layout '{layout.id}' is for {title_of(layout.platform)}, but this is"
    if nature.kind == "answers" and nature.platform is not None:
        return (f"{said} {nature.title}. {_what_to_correct(layout, nature.platform)}",)
    if nature.kind in {"roster", "dictionary"}:
        return (f"{said} {nature.title}. Take it out of the inbox, or rename it.",)
    return (f"{said} {nature.title}.",)


def _what_to_correct(layout: Layout, platform: str) -> str:
    if platform == "plain":
        return (
            "If it was edited by hand or saved by a spreadsheet, export it again; else correct"
            f' platform = "plain" in {layout.id}.toml.'
        )
    return (
        f'If it is the right file, correct platform = "{platform}" in {layout.id}.toml, look at'
        " its columns again, and sign it anew; else drop the right file."
    )
