"""A process that enters decisions until it is killed, and says the number of each once it is in the log."""

import sys
from pathlib import Path

from store.decisions import DecisionLog
from tests.store.decisions.logs import NOW, decided


def main() -> None:
    """Enter decisions in the log named on the command line: commune, file, address, name of the writer."""
    commune, file, url, name = sys.argv[1:]
    log = DecisionLog(commune, Path(file), url)
    print("ready", flush=True)
    while True:
        print(log.append(decided(who=name, evidence="x" * 5000), now=NOW).number, flush=True)


if __name__ == "__main__":
    main()
