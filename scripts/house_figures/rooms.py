"""Rooms, the arrows between them, floors, and circles of rooms and of files."""

from collections import Counter, defaultdict

import graph


def report(root, files, found):
    rooms = {file.name for file in files} - {"lib"}
    arrows = between_rooms(rooms, found)
    needs = {room: {to for start, to in arrows if start == room} for room in rooms}
    floor = graph.floors(needs)
    lines = [
        "== Rooms",
        f"{'entries in src':34}{entries(root / 'src'):6}",
        f"{'rooms (main counts, lib not)':34}{len(rooms):6}",
        f"{'arrows between rooms':34}{len(arrows):6}",
        f"{'imports those arrows stand for':34}{sum(arrows.values()):6}",
        f"{'floors':34}{max(floor.values()):6}",
    ]
    lines += circle_lines("circles of rooms", graph.circles(needs))
    lines += circle_lines("circles of files", graph.circles(between_files(files, found)))
    sideways = between_files(files, found, upward=False)
    lines += circle_lines("the same, between siblings only", graph.circles(sideways))
    lines += ["", "== Floors, the ground last; each room with the rooms it uses and the imports from each"]
    for room in sorted(rooms, key=lambda room: (-floor[room], room)):
        used = sorted((to, arrows[start, to]) for start, to in arrows if start == room)
        lines.append(f"{floor[room]:3}  {room:14} {', '.join(f'{to} {count}' for to, count in used)}".rstrip())
    return lines


def entries(src):
    """What `ls` shows in a fresh clone, which has no empty folders."""
    return sum(entry.is_file() or any(path.is_file() for path in entry.rglob("*")) for entry in src.iterdir())


def between_rooms(rooms, found):
    """(room, room it uses) -> how many imports say so, by their first name, as they are written."""
    pairs = ((import_.file.name, import_.path[0]) for import_ in found.imports if import_.spelled_out and import_.path)
    return Counter((start, to) for start, to in pairs if start != to and start != "lib" and to in rooms)


def between_files(files, found, upward=True):
    """Every file with the files it uses: those that define what it names, not those that hand it on.

    Without `upward`, what a file uses of the modules it stands in is left out.
    """
    by_module = {file.module: file for file in files}
    names = {file.module: str(file.path.relative_to(files[0].path.parent)) for file in files}
    needs = defaultdict(set, {name: set() for name in names.values()})
    for import_ in found.imports:
        target = by_module[defining(import_.path, by_module, found.handed_on)]
        above = target.module == import_.file.module[: len(target.module)]
        if target is not import_.file and target.module and (upward or not above):
            needs[names[import_.file.module]].add(names[target.module])
    return needs


def defining(path, by_module, handed_on):
    """The module of the file that defines `path`: the longest module on it, after every name that is handed on."""
    for _ in range(8):
        length = next(length for length in range(len(path), -1, -1) if path[:length] in by_module)
        further = handed_on.get((path[:length], *path[length : length + 1]))
        if further is None or further == path:
            return path[:length]
        path = further + path[length + 1 :]
    return path[:length]


def circle_lines(title, circles):
    real = [circle for circle in circles if len(circle) > 1]
    lines = [f"{title:34}{len(real):6}"]
    return lines + [f"    {len(circle)}: {' '.join(circle)}" for circle in sorted(real, key=len, reverse=True)]
