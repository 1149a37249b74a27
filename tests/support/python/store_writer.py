"""A process that forks writers: each takes in forms and says which are safe, until it is killed.

It reads lines "URL PREFIX COUNT" and answers "pid"; a writer says "ready", and then each reference
once the store has it. Forking spares every writer the time of the imports.
"""

import os
import sys

from small_rounds import forms

from pairwell.store import open_store


def write(url: str, prefix: str, count: int) -> None:
    with open_store(url) as store:
        reception = store.reception("small-2017", actor=f"Writer {prefix}")
        os.write(1, b"ready\n")
        for number in range(count):
            reference = f"ME-{prefix}-{number}"
            reception.receive("mentee", forms([reference]))
            os.write(1, f"{reference}\n".encode())


def main() -> None:
    for line in sys.stdin:
        url, prefix, count = line.split()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                write(url, prefix, int(count))
                status = 0
            finally:
                os._exit(status)
        os.write(1, f"pid {child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"end {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    main()
