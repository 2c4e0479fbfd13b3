"""The fork server's program; `parent` starts it, with the control socket as its standard input."""

import os
import socket
import sys

from kpi.importing.confined.server import serve


def main() -> None:
    control = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    serve(control)


if __name__ == "__main__":
    main()
