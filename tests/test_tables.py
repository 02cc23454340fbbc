"""The one way in which tables are opened."""

from graphkit import tables


def test_no_progress_bar_stands_among_the_rows_of_an_answer() -> None:
    with tables.connect() as connection:
        said = connection.execute("SELECT current_setting('enable_progress_bar')")
        assert said.fetchall() == [(False,)]
