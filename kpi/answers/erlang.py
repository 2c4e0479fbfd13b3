"""Erlang C: how many agents answer questions in time, when questions come by chance and wait in one queue.

The model M/M/n of A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
automatic telephone exchanges" (1917): arrivals are Poisson, handling times exponential, nobody leaves the queue,
each agent handles one question at a time.
"""

from math import exp, floor


def waiting_share(load: float, agents: int) -> float:
    """The share of questions that find every agent busy. `load` is arrivals × handling time, in agents.

    1 where the agents are too few for the load: the queue grows without end.
    """
    if agents <= load:
        return 1.0
    blocked = 1.0  # Erlang B, from no agent on: each more lets fewer through
    for busy in range(1, agents + 1):
        blocked = load * blocked / (busy + load * blocked)
    return agents * blocked / (agents - load * (1 - blocked))


def share_in_time(load: float, agents: int, limit: float, handling: float) -> float:
    """The share of questions that an agent turns to within `limit` seconds; `handling` seconds each takes."""
    if agents <= load:
        return 0.0
    return 1 - waiting_share(load, agents) * exp(-(agents - load) * limit / handling)


def agents_needed(load: float, limit: float, handling: float, share: float) -> int:
    """The fewest agents who turn to `share` (below 1) of the questions within `limit` seconds; 0 without a load."""
    if load <= 0:
        return 0
    agents = floor(load) + 1
    while share_in_time(load, agents, limit, handling) < share:
        agents += 1
    return agents
