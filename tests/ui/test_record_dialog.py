"""What the clerk is told before the record is saved."""

from PySide6.QtWidgets import QApplication

from ui.record_dialog import NO_WORDS, WARNING, RecordDialog


def test_it_can_add_the_words_of_errors_where_there_are_any(qapp: QApplication) -> None:
    asking = RecordDialog(None, has_words=True)
    assert not asking.words
    assert asking.tick.accessibleDescription() == WARNING
    asking.tick.click()
    assert asking.words


def test_without_errors_there_is_nothing_to_add(qapp: QApplication) -> None:
    asking = RecordDialog(None, has_words=False)
    assert not asking.tick.isEnabled()
    assert asking.tick.accessibleDescription() == NO_WORDS
    asking.tick.click()
    assert not asking.words
