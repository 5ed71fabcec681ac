"""The terminal entry `maillage`: it starts the program of ``terminal``."""

from terminal.application import application, run

__all__ = ["application", "main"]


def main() -> None:
    """Run the command line."""
    run()


if __name__ == "__main__":
    main()
