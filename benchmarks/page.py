"""`python -m benchmarks.page`: milliseconds from moving a slider of the live page to futures on the screen.

Each of the eight sliders of google-1gw is moved thirty times in a headless Chromium, which draws without a graphics
card. Printed are the median and the worst time to the first futures, with how many, and the median to 10,240 of them.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from statistics import median

import orbitcalc
from benchmarks.run import table
from orbitcalc.page.html import page
from tests.page.browser import Browser

READY = "window.orbitcalc?.futures?.count === 100000 && document.getElementById('check').className"

MOVES = """(async place => {
  const page = window.orbitcalc, slider = page.sliders[place], range = slider.range, begin = Number(range.value);
  const frame = () => new Promise(requestAnimationFrame), rest = time => new Promise(next => setTimeout(next, time));
  const painted = async () => {
    const {port1, port2} = new MessageChannel(), now = new Promise(next => { port1.onmessage = next; });
    await frame();
    port2.postMessage(0);
    await now;
    return performance.now();
  };
  const take = page.take, rows = [];
  let move = null;
  page.take = async (part, isLatest) => {
    take.call(page, part, isLatest);
    if (!part.futures || !isLatest || !move) return;
    const current = move, {count} = part.futures, time = await painted() - current.begin;
    current.first ??= [time, count];
    if (count >= 10240) current.done(time);
  };
  range.dispatchEvent(new PointerEvent("pointerenter"));
  await rest(1500);
  for (let i = 0; i < 30; i++) {
    await frame();  // browsers deliver the moves of a pointer at the start of a frame
    const whole = new Promise(done => { move = {begin: performance.now(), done}; });
    range.value = begin + (i % 2 ? -1 : 1) * (5 + 3 * i);
    range.dispatchEvent(new Event("input"));
    const time = await whole;
    rows.push([time, ...move.first]);
    move = null;
    await rest(30);
  }
  page.take = take;
  range.dispatchEvent(new Event("change"));
  return [slider.name, rows];
})"""


def main() -> None:
    """Print a row for each slider."""
    with tempfile.TemporaryDirectory() as folder, Browser(Path(folder, "chromium")) as browser:
        file = Path(folder, "page.html")
        file.write_text(page([orbitcalc.load("google-1gw")]), encoding="utf-8")
        browser.resize(1280, 900)
        browser.open(f"file://{file}")
        rows = []
        for place in range(8):
            browser.wait(READY)
            name, times = browser.value(f"{MOVES}({place})")
            whole, first, counts = zip(*times, strict=True)
            rows.append(
                [name, f"{median(first):.0f}", f"{max(first):.0f}", f"{median(counts):,.0f}", f"{median(whole):.0f}"]
            )
        print(
            table(
                "From a move of a slider to futures on the screen",
                ["", "first, ms", "worst", "futures", "10,240, ms"],
                rows,
            )
        )
        workers = browser.value("window.orbitcalc.team.members.length")
        print(f"{os.cpu_count()} processors, {workers} workers beside the page; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
