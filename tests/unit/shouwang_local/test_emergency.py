import pytest

from shouwang_local import emergency


@pytest.mark.parametrize("arguments", [[], ["somebody", "--days", "0"], ["somebody", "--days", "91"]])
def test_without_a_person_or_with_days_that_are_none_it_says_how(capsys, arguments):
    assert emergency.main(arguments) == 2
    assert "make emergency-code PERSON=<person id> [DAYS=7]" in capsys.readouterr().err
