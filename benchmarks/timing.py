"""What something costs: processor time and memory. Wall time says little on a machine that does other work too."""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

R = TypeVar("R")
ROUNDS: Final = 7
SLOW: Final = 0.3


def cpu() -> float:
    """Seconds of processor time of this process and of the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def cost(run: Callable[[], object]) -> float:
    """Seconds of processor time of one call."""
    started = cpu()
    run()
    return cpu() - started


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of processor time."""

    wall: float
    cpu: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def __truediv__(self, times: int) -> "Spent":
        return Spent(self.wall / times, self.cpu / times)


def spent(run: Callable[[], object]) -> Spent:
    """What one call takes, with the children that end in it."""
    wall, started = time.perf_counter(), cpu()
    run()
    return Spent(time.perf_counter() - wall, cpu() - started)


def usual_cost(run: Callable[[], object]) -> float:
    """Seconds of processor time of a call that was made before: the median of some rounds, fewer of a slow one."""
    first = cost(run)
    rounds = ROUNDS if first < SLOW else 3
    return statistics.median(cost(run) for _ in range(rounds))


def most_memory() -> float:
    """The most megabytes that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(run: Callable[..., R], *args: Any) -> R:
    """Call `run` in a new process, whose memory and caches are its own."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as pool:
        return pool.submit(run, *args).result()
