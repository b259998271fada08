"""Threads share one heap where the C library would give each its own."""

import platform
import subprocess
import sys

import pytest

FOUR_THREADS = """
import ctypes, sys, threading
if "shared" in sys.argv:
    from helpdesk_desktop.ui.background.heap import share_one_heap
    share_one_heap()
together = threading.Barrier(4)
def work():
    kept = [bytearray(1000) for _ in range(1000)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
library = ctypes.CDLL(None)
library.fdopen.restype = ctypes.c_void_p
output = ctypes.c_void_p(library.fdopen(1, b"w"))
library.malloc_info(0, output)
library.fflush(output)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
@pytest.mark.parametrize(("asked", "one"), [("shared", True), ("left alone", False)])
def test_threads_share_one_heap_when_asked_to(asked: str, one: bool) -> None:
    command = [sys.executable, "-c", FOUR_THREADS, asked]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert (told.count("<heap nr=") == 1) is one


HUNDRED_MEGABYTES = """
import sys
from helpdesk_desktop.ui.background.heap import give_back
def resident_kb():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
kept = [bytes(50_000) for _ in range(2000)]
last = bytes(50_000)
del kept
before = resident_kb()
give_back()
sys.stdout.write(str(before - resident_kb()))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_what_is_free_is_given_back_to_the_system() -> None:
    command = [sys.executable, "-c", HUNDRED_MEGABYTES]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert int(told) > 50_000
