"""The programme that tests of replay share, published once."""

import pytest
from programme_builder import Folder
from replay_folder import published


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Folder:
    """Both windows published; only to be looked at."""
    return published(tmp_path_factory.mktemp("replay") / "programme")


@pytest.fixture
def folder(once, tmp_path) -> Folder:
    """The same in a folder that the test may change."""
    return once.copied_to(tmp_path / "programme")
