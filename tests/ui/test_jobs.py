"""Work off the screen's thread."""

import threading

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from helpdesk_desktop.ui.background.jobs import Jobs


def raised(problem: Exception) -> None:
    raise problem


def test_the_answer_comes_back_on_the_thread_of_the_screen(qtbot: QtBot) -> None:
    owner, jobs, threads = QObject(), Jobs(), list[QThread]()

    jobs.run(
        QThread.currentThread,
        owner=owner,
        done=lambda worker: threads.extend([worker, QThread.currentThread()]),
        failed=raised,
    )

    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threads[1]
    assert threads[1] is owner.thread()
    jobs.close()


def test_who_was_closed_meanwhile_hears_nothing(qtbot: QtBot) -> None:
    gone, stays, jobs, heard = QObject(), QObject(), Jobs(), list[str]()
    go_on = threading.Event()

    jobs.run(go_on.wait, owner=gone, done=lambda _: heard.append("gone"), failed=raised)
    jobs.run(lambda: None, owner=stays, done=lambda _: heard.append("stays"), failed=raised)
    gone.deleteLater()
    qtbot.waitSignal(gone.destroyed, timeout=1000).wait()
    go_on.set()

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["stays"]
    jobs.close()


def test_draining_hears_every_answer_and_those_of_what_they_ask_for(qtbot: QtBot) -> None:
    owner, jobs, heard = QObject(), Jobs(), list[str]()

    def ask_on(answer: str) -> None:
        heard.append(answer)
        jobs.run(lambda: "then", owner=owner, done=heard.append, failed=raised)

    jobs.run(lambda: "first", owner=owner, done=ask_on, failed=raised)
    jobs.drain()

    assert heard == ["first", "then"]
    jobs.close()


def test_an_answer_may_drain_what_waits_behind_it(qtbot: QtBot) -> None:
    owner, jobs, heard = QObject(), Jobs(), list[str]()

    def drain(_: object) -> None:
        jobs.drain()
        heard.append("first")

    jobs.run(lambda: None, owner=owner, done=drain, failed=raised)
    jobs.run(lambda: "second", owner=owner, done=heard.append, failed=raised)

    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["second", "first"]
    jobs.close()


def test_no_failure_is_dropped(qtbot: QtBot) -> None:
    owner, jobs, problems = QObject(), Jobs(), list[Exception]()

    def work() -> None:
        raise KeyError("x")

    jobs.run(work, owner=owner, done=lambda _: None, failed=problems.append)

    qtbot.waitUntil(lambda: len(problems) == 1)
    assert isinstance(problems[0], KeyError)
    jobs.close()


def test_no_work_is_begun_once_the_window_has_closed(qtbot: QtBot) -> None:
    owner, jobs, begun = QObject(), Jobs(), list[str]()
    jobs.close()

    jobs.run(lambda: begun.append("late"), owner=owner, done=lambda _: None, failed=raised)

    jobs.close()
    assert begun == []
