"""A price for every account these tests use."""

import pytest


@pytest.fixture(autouse=True)
def _prices(settings, tmp_path) -> None:
    settings.PRICES_FILE = str(tmp_path / "prices.toml")
    (tmp_path / "prices.toml").write_text('[gemini_omni_flash]\nunit = "second"\ncredits = 2\n')
