"""Addresses of databases: what they may be, and that no secret of one is ever repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.postgis.address import Address
from exports.postgis.publish import publish
from exports.postgis.service import check_service
from geo.errors import MaillageError

SECRET = "s3cr%40t:ü/"


def test_where_it_is_names_user_machine_and_database_only() -> None:
    address = Address("postgresql://ann:hush@db.example:5433/city?sslmode=require&sslpassword=quiet&application_name=x")
    assert address.where == "postgresql://ann@db.example:5433/city"
    assert address.told("no entry for hush, quiet\n at all") == "no entry for ***, *** at all"
    assert Address("postgresql:///?service=sig").service == "sig"
    assert Address("postgresql:///?service=sig&password=x").where == "postgresql:///?service=sig"


@given(st.text(st.characters(codec="ascii", exclude_characters="\r\n"), min_size=1).map(str.strip).filter(bool))
def test_a_wrong_address_is_refused_without_being_repeated(text: str) -> None:
    hidden = f"hush{text}hush"
    with pytest.raises(MaillageError) as caught:
        Address(f"mysql://ann:{hidden}@x/y" if ":" not in text else f"nothing {hidden}")
    told = str(caught.value)
    assert "hush" not in told
    assert "postgresql://" in told
    assert caught.value.__cause__ is None


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    address = Address("postgresql://ann:hushhush@127.0.0.1:1/city")
    with pytest.raises(MaillageError, match=r"postgresql://ann@127\.0\.0\.1:1/city cannot be reached") as caught:
        publish(address, "toyville", "abc", {}, {}, {})
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a b", "x'", 'x"', "[x]", "x\ny", "x" * 64, "../x y"])
def test_a_service_that_can_be_none_is_refused(name: str) -> None:
    with pytest.raises(MaillageError, match=r"no name of a section of pg_service\.conf"):
        check_service(name)
