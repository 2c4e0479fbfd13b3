"""What a change of facts has touched, and so which measures must be counted again."""

from dataclasses import dataclass, field, fields


@dataclass
class Touched:
    """Sets of (channel_id, day or key). An import fills them before and after it changes rows.

    Of `message_channels` every conversation is touched, without naming them.
    """

    post_days: set[tuple[int, int]] = field(default_factory=set)
    total_days: set[tuple[int, int]] = field(default_factory=set)
    message_days: set[tuple[int, int]] = field(default_factory=set)
    message_channels: set[int] = field(default_factory=set)
    conversations: set[tuple[int, int]] = field(default_factory=set)
    visit_days: set[tuple[int, int]] = field(default_factory=set)
    visitors: set[tuple[int, int]] = field(default_factory=set)

    def add(self, other: "Touched") -> None:
        """Take in what `other` has touched."""
        for each in fields(self):
            getattr(self, each.name).update(getattr(other, each.name))
