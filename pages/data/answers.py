"""What a person has said about a file that the file cannot say itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answers:
    """`channel` is "platform:handle", or "platform:"; `year` that of the file's last row. None where nobody had to say."""

    channel: str | None = None
    year: int | None = None


NOTHING = Answers()
