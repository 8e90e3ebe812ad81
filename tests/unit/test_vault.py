"""What is sealed opens with the parts of ENCRYPTION_KEY and with nothing else."""

import pytest
from django.core.checks import Error

from playground import checks, vault

ONE, TWO = "one passphrase of thirty characters and more", "two: another of the same kind, also long"


def test_what_was_sealed_opens_again(settings) -> None:
    """Any text of 32 characters seals; the sealed text holds nothing of what is in it."""
    settings.ENCRYPTION_KEYS = [ONE]
    sealed = vault.seal("sk-canary")
    assert ("canary" in sealed, vault.unseal(sealed)) == (False, "sk-canary")
    assert sealed != vault.seal("sk-canary")


def test_both_parts_open_and_the_first_one_seals(settings) -> None:
    """After a rotation the second part is needed by nothing that was sealed anew."""
    settings.ENCRYPTION_KEYS = [ONE]
    old = vault.seal("sk-canary")
    settings.ENCRYPTION_KEYS = [TWO, ONE]
    new = vault.sealed_anew(old)
    assert vault.unseal(old) == "sk-canary"
    settings.ENCRYPTION_KEYS = [TWO]
    assert vault.unseal(new) == "sk-canary"
    with pytest.raises(vault.Unreadable):
        vault.unseal(old)


@pytest.mark.parametrize("spoilt", ["", "nonsense", "gAAAAAB", "ключ"])
def test_what_is_no_sealed_text_is_unreadable(settings, spoilt: str) -> None:
    """One error for all that cannot be opened, and no word of what was tried."""
    settings.ENCRYPTION_KEYS = [ONE]
    with pytest.raises(vault.Unreadable) as refused:
        vault.unseal(spoilt)
    assert (str(refused.value), refused.value.__suppress_context__) == ("", True)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], ""),
        ([ONE], ""),
        ([ONE, TWO], ""),
        (["short"], vault.TOO_SHORT),
        ([ONE, "short"], vault.TOO_SHORT),
    ],
)
def test_a_short_part_is_told_at_start(settings, parts: list[str], words: str) -> None:
    """In words that do not hold it; no ENCRYPTION_KEY at all is no mistake."""
    settings.ENCRYPTION_KEYS = parts
    found: list[Error] = checks.what_keys_are_sealed_with_is_long_enough()
    assert [error.msg for error in found] == ([words] if words else [])


def test_nothing_is_sealed_with_nothing(settings) -> None:
    """Neither sealed nor opened."""
    settings.ENCRYPTION_KEYS = []
    for ask in (vault.seal, vault.unseal):
        with pytest.raises(vault.Unusable):
            ask("sk-canary")
