"""The state between two runs: no change is lost to an address that is behind, and one come by later is read."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    """Draw two widgets tied to the state, and the address; broken off before that where the session says so."""
    import streamlit as st

    from ui.address import session

    state = session.open_address()
    session.tied(
        st.slider,
        "Walk",
        100,
        3000,
        step=10,
        key="reach",
        value=state.reach or 500,
        accept=lambda metres: {"reach": int(metres)},
    )
    session.tied(
        st.segmented_control,
        "Language",
        ["fr", "nl", "en"],
        key="language",
        value=state.language or "fr",
        accept=lambda chosen: {"language": chosen},
    )
    if st.session_state.get("broken_off"):
        st.stop()
    session.write_address()


def opened(**query: str) -> AppTest:
    test = AppTest.from_function(page)
    for name, value in query.items():
        test.query_params[name] = value
    return test


def chosen(test: AppTest) -> tuple[str, int]:
    state = test.session_state["state"]
    return state.language, state.reach


def address(test: AppTest) -> dict[str, str]:
    return {name: values[0] if isinstance(values, list) else values for name, values in test.query_params.items()}


def test_the_first_run_takes_the_address_and_every_run_writes_it() -> None:
    test = opened(lang="en", reach="700").run()
    assert chosen(test) == ("en", 700)
    test.slider[0].set_value(900).run()
    assert chosen(test) == ("en", 900)
    assert address(test) == {"lang": "en", "reach": "900"}


def test_a_change_in_a_run_that_was_broken_off_before_the_address_was_written_is_kept() -> None:
    test = opened(lang="en")
    test.session_state["broken_off"] = True
    test.run()
    test.slider[0].set_value(900).run()
    test.session_state["broken_off"] = False
    test.run()
    assert chosen(test) == ("en", 900)
    assert address(test) == {"lang": "en", "reach": "900"}


def test_a_change_told_with_an_address_that_is_behind_is_kept() -> None:
    """The browser tells of the second change before it has heard of the address the first one gave."""
    test = opened(lang="en").run()
    test.slider[0].set_value(900).run()
    test.query_params.pop("reach")
    test.slider[0].set_value(1200).run()
    assert chosen(test) == ("en", 1200)
    assert address(test) == {"lang": "en", "reach": "1200"}


def test_an_address_come_by_later_is_read_and_the_widgets_show_it() -> None:
    """As the browser's way back gives it."""
    test = opened(lang="en").run()
    test.slider[0].set_value(900).run()
    test.query_params.pop("reach")
    test.run()
    assert chosen(test) == ("en", 0)
    assert test.slider[0].value == 500


def test_a_widget_that_is_first_drawn_late_begins_with_the_value_of_the_state() -> None:
    """What a browser that draws the widget only now begins with: the default it is told, not the least value."""
    test = opened(lang="en", reach="700").run().run()
    assert test.slider[0].proto.default == [700]
    assert list(test.get("button_group")[0].proto.default) == [2]
