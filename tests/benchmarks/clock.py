"""Medians of several functions in one run, taken in turns: a noisy machine is fair to all."""

from __future__ import annotations

import gc
from collections.abc import Callable
from collections.abc import Mapping
from statistics import median
from time import perf_counter

Job = Callable[[], object]


def medians(jobs: Mapping[str, Job], *, rounds: int, repeat: int = 1) -> dict[str, float]:
    """Seconds for one call of each job: the median of `rounds` turns of `repeat` calls."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, job in jobs.items():
                begin = perf_counter()
                for _ in range(repeat):
                    job()
                times[name].append((perf_counter() - begin) / repeat)
    finally:
        gc.enable()
    return {name: median(values) for name, values in times.items()}


def report(title: str, found: Mapping[str, float], against: Mapping[str, str]) -> None:
    """Print medians, and the ratios that matter: `against` maps a peer to what it shows."""
    print(f"\n{title}")
    width = max(map(len, found))
    ours = next(iter(found))
    for name, seconds in found.items():
        ratio = "" if name == ours else f"   ours is {found[ours] / seconds:.2f} × this"
        print(f"  {name:<{width}}  {_shown(seconds):>9}{ratio}{_goal(against.get(name))}")


def _goal(text: str | None) -> str:
    return f"   (goal: {text})" if text else ""


def _shown(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"
