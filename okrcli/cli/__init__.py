"""The command line. Answering `--version` needs nothing of it, and is asked for often."""

import gc
import os
import sys


def main() -> None:
    """Run `okr` as the shell called it."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from okrcli import __version__

        try:
            sys.stdout.write(f"okr {__version__}\n")
            sys.stdout.flush()
        except OSError:
            pass  # the way below says it, where there is anything to say
        else:
            return
    # A run is short and makes next to no cycles: looking for them would take a tenth of the time.
    gc.disable()
    from okrcli.cli.ahead import begin

    begun = begin(sys.argv[1:])
    from okrcli.cli.app import run

    _leave(run(sys.argv[1:], begun))


def _leave(code: int) -> None:
    """End at once: taking all values apart one by one, for nobody, would take another tenth of the time."""
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # closed or full: `run` has said what there is to say
            stream.flush()
    os._exit(code)
