"""`makemessages` whose files tell no day, machine or person: collecting twice changes nothing."""

import re
from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages

NOT_OURS = ("tests", "var", "static")
FLEETING = re.compile(
    r'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date'
    r'|Last-Translator|Language-Team):[^"]*"\n',
    re.MULTILINE,
)


class Command(makemessages.Command):
    """Django's own, without guesses: a new text comes untranslated, never as a fuzzy neighbour of an old one."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect from the application's Python files and from the templates."""
        options["ignore_patterns"] = [*options["ignore_patterns"], *NOT_OURS]
        options["no_obsolete"] = True
        super().handle(*args, **options)

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Write the file, then leave of its header only what a reader of the file needs."""
        super().write_po_file(potfile, locale)
        path = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        text = path.read_text(encoding="utf-8")
        head, entries = text[text.index('msgid ""') :].split("\n\n", 1)
        head = FLEETING.sub("", head + "\n").replace('"Language: \\n"', f'"Language: {locale}\\n"')
        path.write_text(f"{head}\n{entries}", encoding="utf-8")
