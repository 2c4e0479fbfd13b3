"""Measures of messages and turns, by the day of the message, or on which the turn was opened."""

from typing import Final

from kpi.catalogue.measure import Fact, Measure
from kpi.catalogue.units import Unit
from kpi.words import N_

MESSAGES: Final = (
    Measure(
        "inbound_messages", Fact.MESSAGE, N_("Messages received"), N_("Messages from customers that day.")
    ),
    Measure(
        "outbound_messages",
        Fact.MESSAGE,
        N_("Messages sent"),
        N_("Messages from the institution's people that day, automated ones apart."),
    ),
    Measure(
        "automated_messages",
        Fact.MESSAGE,
        N_("Automated messages"),
        N_("Messages that a machine sent that day. They do not stop the clock."),
    ),
    Measure(
        "turns_opened",
        Fact.MESSAGE,
        N_("Turns opened"),
        N_("First unanswered messages of a conversation, by the day they came in."),
    ),
    Measure(
        "turns_answered",
        Fact.MESSAGE,
        N_("Turns answered"),
        N_("Of the turns opened that day, those answered by now."),
    ),
    Measure(
        "turns_closed",
        Fact.MESSAGE,
        N_("Turns closed"),
        N_("Turns whose answer went out that day, whenever they were opened."),
    ),
    Measure(
        "turn_wait_seconds",
        Fact.MESSAGE,
        N_("Waiting time"),
        N_("Seconds from message to answer, added over the turns opened that day and answered by now."),
        unit=Unit.SECONDS,
    ),
    Measure(
        "answered_1h",
        Fact.MESSAGE,
        N_("Turns answered within 1 hour"),
        N_("Turns opened that day and answered within 3,600 seconds."),
    ),
    Measure(
        "answered_24h",
        Fact.MESSAGE,
        N_("Turns answered within 24 hours"),
        N_("Turns opened that day and answered within 86,400 seconds."),
    ),
    Measure(
        "answered_7d",
        Fact.MESSAGE,
        N_("Turns answered within 7 days"),
        N_("Turns opened that day and answered within 604,800 seconds."),
    ),
    Measure(
        "due_1h",
        Fact.MESSAGE,
        N_("Turns due within 1 hour"),
        N_("Turns opened that day that are answered, or open for longer than 1 hour at the data's cut-off."),
        internal=True,
    ),
    Measure(
        "due_24h",
        Fact.MESSAGE,
        N_("Turns due within 24 hours"),
        N_(
            "Turns opened that day that are answered, or open for longer than 24 hours at the data's cut-off."
        ),
        internal=True,
    ),
    Measure(
        "due_7d",
        Fact.MESSAGE,
        N_("Turns due within 7 days"),
        N_("Turns opened that day that are answered, or open for longer than 7 days at the data's cut-off."),
        internal=True,
    ),
    Measure(
        "first_turns_opened",
        Fact.MESSAGE,
        N_("Conversations opened"),
        N_("First turns of a conversation, by the day they came in."),
    ),
    Measure(
        "first_turns_answered",
        Fact.MESSAGE,
        N_("Conversations answered"),
        N_("Of the first turns opened that day, those answered by now."),
    ),
    Measure(
        "first_wait_seconds",
        Fact.MESSAGE,
        N_("Waiting time for the first answer"),
        N_("Seconds from message to answer, added over the first turns opened that day and answered by now."),
        unit=Unit.SECONDS,
    ),
    Measure(
        "first_answered_1h",
        Fact.MESSAGE,
        N_("First answers within 1 hour"),
        N_("First turns opened that day and answered within 3,600 seconds."),
    ),
    Measure(
        "first_answered_24h",
        Fact.MESSAGE,
        N_("First answers within 24 hours"),
        N_("First turns opened that day and answered within 86,400 seconds."),
    ),
    Measure(
        "business_turns_answered",
        Fact.MESSAGE,
        N_("Turns answered, with service hours known"),
        N_(
            "Turns opened that day and answered by now, where a schedule of service hours covers all of the wait."
        ),
        internal=True,
    ),
    Measure(
        "business_wait_seconds",
        Fact.MESSAGE,
        N_("Waiting time in service hours"),
        N_("Seconds within service hours from message to answer, added over those turns."),
        unit=Unit.SECONDS,
    ),
    Measure(
        "first_business_turns_answered",
        Fact.MESSAGE,
        N_("Conversations answered, with service hours known"),
        N_("Of those turns, the first ones of a conversation."),
        internal=True,
    ),
    Measure(
        "first_business_wait_seconds",
        Fact.MESSAGE,
        N_("Waiting time for the first answer in service hours"),
        N_("Seconds within service hours from message to answer, added over those first turns."),
        unit=Unit.SECONDS,
    ),
)
