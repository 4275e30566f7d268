"""Make prakerja/land.json, the land under the map, from Natural Earth's land in npm's world-atlas.

Run: npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
     .venv/bin/python docs/make_land.py package/land-10m.json

Land only, that of all countries, so that no border is drawn. It is cut to the frame, simplified
(Douglas and Peucker) and rounded; islands too small to be seen are left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WEST, EAST, SOUTH, NORTH = 94.5, 141.6, -11.5, 7.5
TOLERANCE = 0.045  # degrees; two thirds of a pixel of the map
SMALLEST = 0.004  # square degrees; about two square pixels
DECIMALS = 2
OUT = Path(__file__).resolve().parent.parent / "prakerja" / "land.json"
ABOUT = {
    "title": "Land between 94.5 and 141.6 degrees east, 11.5 degrees south and 7.5 degrees north",
    "source": "Natural Earth 4.1.0, land 1:10m (naturalearthdata.com), by world-atlas 2.0.2 of npm",
    "licence": "Public domain (Natural Earth); world-atlas: ISC",
    "made_by": "docs/make_land.py",
}

Point = tuple[float, float]
Ring = list[Point]


def arcs(topology: dict) -> list[Ring]:
    """The arcs of a TopoJSON file in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def rings(topology: dict) -> list[Ring]:
    """Every ring of the land, of shores and of lakes."""
    lines = arcs(topology)

    def whole(indices: list[int]) -> Ring:
        points: Ring = []
        for index in indices:
            line = lines[index] if index >= 0 else lines[~index][::-1]
            points += line[1:] if points else line
        return points

    (land,) = topology["objects"]["land"]["geometries"]
    return [whole(indices) for polygon in land["arcs"] for indices in polygon]


def cut(ring: Ring) -> Ring:
    """The part of a ring inside the frame (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
        inside: Ring = []
        for before, here in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
            was, now = sign * (before[axis] - limit) >= 0, sign * (here[axis] - limit) >= 0
            if was != now:
                share = (limit - before[axis]) / (here[axis] - before[axis])
                x, y = (b + share * (h - b) for b, h in zip(before, here, strict=True))
                inside.append((x, y))
            if now:
                inside.append(here)
        ring = inside
    return ring


def simplified(line: Ring) -> Ring:
    """A line without the points that lie within the tolerance of the others."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(point: Point) -> float:
        x, y = point
        if not length:
            return ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    far = max(range(1, len(line) - 1), key=lambda at: off(line[at]))
    if off(line[far]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: far + 1])[:-1] + simplified(line[far:])


def area(ring: Ring) -> float:
    """The area inside a ring, in square degrees."""
    following = [*ring[1:], ring[0]]
    pairs = zip(ring, following, strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def main(file: Path) -> None:
    """Write land.json from a TopoJSON file of land."""
    sys.setrecursionlimit(20_000)
    found = []
    for ring in map(cut, rings(json.loads(file.read_text(encoding="utf-8")))):
        if len(ring) < 3 or area(ring) < SMALLEST:
            continue
        short = simplified([*ring, ring[0]])[:-1]
        if len(short) > 2:
            found.append([[round(x, DECIMALS), round(y, DECIMALS)] for x, y in short])
    text = json.dumps({**ABOUT, "rings": "RINGS"}, indent=1)
    lines = ",\n  ".join(json.dumps(ring, separators=(",", ":")) for ring in found)
    OUT.write_text(text.replace('"RINGS"', f"[\n  {lines}\n ]") + "\n", encoding="utf-8")
    print(f"{len(found)} rings, {sum(map(len, found))} points")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
