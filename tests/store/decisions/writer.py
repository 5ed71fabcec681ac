"""A process that enters decisions until it is killed, and says the number of each once it is in the log."""

import sys
import time
from pathlib import Path

from store.decisions import DecisionLog, EvidenceFolder
from tests.store.decisions.logs import NOW, decided


def main() -> None:
    """Enter decisions in the log named on the command line: commune, file, address, writer, evidence."""
    commune, file, url, name, *folder = sys.argv[1:]
    log = DecisionLog(commune, Path(file), url)
    print("ready", flush=True)
    while folder:
        # Another document each time, so that each entry has a file of its own to write first.
        given = [("letter.pdf", b"%%PDF-%d %%%%EOF" % time.time_ns())]
        print(log.append_with(decided(who=name), given, EvidenceFolder(Path(folder[0])), now=NOW).number, flush=True)
    while True:
        print(log.append(decided(who=name, evidence="x" * 5000), now=NOW).number, flush=True)


if __name__ == "__main__":
    main()
