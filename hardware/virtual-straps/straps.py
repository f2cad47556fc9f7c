#!/usr/bin/env python3
"""The process of the straps: it puts them on the air and takes commands over a Unix socket.

usage: straps.py STRAPS.json SOCKET LOG.jsonl

One command a line, answered by `ok WALL_US` or `no REASON`. Units are seconds and beats per minute:

    spike A BPM [LAG_S]   the heart goes up by BPM      calm A [LAG_S]       and down again
    breathe A PER_MIN BPM breathing, and its wave       battery A PERCENT    the level that it reports
    drop A SECONDS        no link and no advertising    mute A / unmute A    connected, no notifications
    send A HEX            any bytes as a notification
    lie A LIE             from now on it lies: twice, zeros, made, bursts, or none (../../docs/lying-straps.md)
    fumble A TIMES        its next links end soon after they begin
    unplug / plug         the computer's adapter is removed, and put back
"""

import asyncio
import json
import sys
import time

from air import Air, Socket
from strap import Strap

STRAPS = {}


def wall_us():
    return time.time_ns() // 1000


class Log:
    """JSON lines, each written at once: the log must be complete however the run ends."""

    def __init__(self, path):
        self.file = open(path, "w", buffering=1, encoding="utf-8")

    def __call__(self, strap, event, **facts):
        line = {"wall_us": wall_us(), "strap": strap, "event": event, **facts}
        self.file.write(json.dumps(line) + "\n")


async def spike(strap, bpm, lag="12"):
    strap.heart.surge.towards(float(bpm), float(lag))


async def calm(strap, lag="20"):
    strap.heart.surge.towards(0.0, float(lag))


async def breathe(strap, per_minute, bpm):
    strap.heart.breaths_per_minute = float(per_minute)
    strap.heart.breath_bpm = float(bpm)


async def battery(strap, percent):
    strap.battery = int(percent)


async def drop(strap, seconds):
    await strap.drop(float(seconds))


async def mute(strap):
    strap.muted = True


async def unmute(strap):
    strap.muted = False


async def send(strap, payload=""):
    await strap.send(bytes.fromhex(payload), by_command=True)


async def lie(strap, lie):
    strap.lie = lie


async def fumble(strap, times):
    strap.fumbles = int(times)


COMMANDS = {command.__name__: command
            for command in (spike, calm, breathe, battery, drop, mute, unmute, send, lie, fumble)}


async def obey(line, socket, log):
    words = line.split()
    try:
        stamp = wall_us()
        if words[0] in ("plug", "unplug"):
            log("adapter", "command", line=line)
            await getattr(socket, words[0])()
            return f"ok {stamp}"
        command, strap = COMMANDS[words[0]], STRAPS[words[1]]
        log(strap.letter, "command", line=line)
        await command(strap, *words[2:])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        return f"no {type(error).__name__} {error} in: {line}"
    return f"ok {stamp}"


async def listen(path, socket, log):
    async def visitor(reader, writer):
        while line := (await reader.readline()).decode().strip():
            writer.write((await obey(line, socket, log) + "\n").encode())
            await writer.drain()
        writer.close()

    return await asyncio.start_unix_server(visitor, path)


async def main(about_path, socket_path, log_path):
    with open(about_path, encoding="utf-8") as file:
        about = json.load(file)
    log = Log(log_path)
    air = Air()
    socket = Socket(air, about)
    await socket.plug()
    for letter, one in about["straps"].items():
        STRAPS[letter] = Strap(letter, one, air, log)
        await STRAPS[letter].power_on()
    server = await listen(socket_path, socket, log)
    start = asyncio.get_running_loop().time()
    try:
        # They send half a second apart: two real straps do not send at the same time.
        lives = [strap.live(start + 0.5 * place) for place, strap in enumerate(STRAPS.values())]
        await asyncio.gather(air.supervise(), *lives)
    finally:
        server.close()
        await socket.unplug()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
