"""Roles by numeric id: the highest that names a person."""

from __future__ import annotations

import pytest

from bot.access import Access, Role
from bot.settings import Settings


@pytest.mark.parametrize(
    ("user_id", "role"), [(1, Role.ADMIN), (2, Role.STAFF), (3, Role.MODERATOR), (4, Role.CITIZEN), (-1, Role.CITIZEN)]
)
def test_person_has_the_highest_role_that_names_them(user_id: int, role: Role) -> None:
    settings = Settings(
        _env_file=None,
        admin_ids=frozenset({1}),
        staff_ids=frozenset({1, 2}),
        moderator_ids=frozenset({1, 2, 3}),
    )
    assert Access(settings).role_of(user_id) is role


def test_each_role_may_do_what_those_before_it_may() -> None:
    assert Role.CITIZEN < Role.MODERATOR < Role.STAFF < Role.ADMIN
