"""What is found again of what was planted, on 1,000 searches each: the figures of docs/analysis-quality.md.

python -m benchmarks.planted   # ten seconds
"""

from __future__ import annotations

from collections import Counter

from tests.analysis import test_planted_truth as truth


def main() -> None:
    """Print one line a question."""
    for name, draw in (("4 to 14", truth.small), ("15 to 40", truth.long)):
        inside, out_of = truth.covered(truth.drawn("rates", draw))
        print(f"rates inside their interval, {name} second places: {inside / out_of:.1%} of {out_of:,}")
    null = {"4 to 14": truth.small, "15 to 40": truth.long}
    null |= {f"every gap at {rate:.0%}": truth.often(rate) for rate in (0.2, 0.5, 0.8)}
    for name, draw in null.items():
        found, out_of = truth.only_second(truth.drawn("null", draw))
        print(f"nothing planted, only_second, {name}: {found / out_of:.1%} of {out_of:,}")
    trends = Counter(map(truth.trend, truth.drawn("practice", truth.practised(0.6, 0.1))))
    print(
        f"60 to 10 % on 14 + 14, drawn: {dict(trends)}; over all tables: {truth.called_fading(0.6, 0.1):.1%}"
    )
    worst = max((truth.called_fading(percent / 100, percent / 100), percent) for percent in range(1, 100))
    print(f"a constant called fading, over all tables: {worst[0]:.1%} at {worst[1]} %, the worst rate")


if __name__ == "__main__":
    main()
