"""Every table that holds a person is in some slice's list of what it holds, so that no copy and no erasure forgets it."""

from shouwang.app import declare_tables
from shouwang.platform import dynamo
from shouwang.platform.personal import Fate
from shouwang_local.contract import local_house
from tests.contract.packaging.built import script


def holdings():
    with local_house() as house:
        return house.personal.holdings


def test_every_table_that_holds_a_person_is_in_a_slices_list():
    declare_tables()
    holding = {
        t.TABLE for t in dynamo.tables() if "person_id" in t.get_attributes() and t.__module__.startswith("shouwang.")
    }

    assert holding - {one.table.TABLE for one in holdings()} == set(), "name it in the slice's personal.py"


def test_what_stays_is_given_a_reason_that_people_understand():
    assert [one.table.TABLE for one in holdings() if one.fate is Fate.KEPT and not one.why] == []


def test_no_list_names_an_attribute_that_is_not_there():
    wrong = [
        (one.table.TABLE, name)
        for one in holdings()
        for name in (*one.emptied, *one.hide)
        if name not in one.table.get_attributes()
    ]

    assert wrong == []


def test_rows_that_nobody_may_change_are_not_changed_by_erasure_either():
    append_only = script("infra/generate.py").roles.APPEND_ONLY
    found = [one for one in holdings() if one.title]  # others are found by no person

    assert {one.table.TABLE for one in found if one.fixed} == append_only & {one.table.TABLE for one in found}
    assert [one.table.TABLE for one in found if one.fixed and one.emptied] == []
