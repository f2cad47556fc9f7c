"""Circles and floors of a graph: {node: the set of nodes it needs}."""


def circles(graph):
    """The strongly connected components, each sorted, a needed one before those that need it (Tarjan)."""
    numbers, lowest, stack, found = {}, {}, [], []

    def visit(node):
        numbers[node] = lowest[node] = len(numbers)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in numbers:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in stack:
                lowest[node] = min(lowest[node], numbers[other])
        if lowest[node] == numbers[node]:
            at = stack.index(node)
            found.append(sorted(stack[at:]))
            del stack[at:]

    for node in sorted(graph):
        if node not in numbers:
            visit(node)
    return found


def floors(graph):
    """The floor of every node: one above the highest that it needs. The nodes of one circle share a floor."""
    floor = {}
    for circle in circles(graph):
        needed = {other for node in circle for other in graph[node]} - set(circle)
        height = 1 + max((floor[other] for other in needed), default=0)
        floor.update(dict.fromkeys(circle, height))
    return floor
