"""A heart-rate client in the style of bleak's own examples: it connects, subscribes, and starts again after a lost link."""

import asyncio
import json
import sys
import time

from bleak import BleakClient, BleakScanner

MEASUREMENT = "00002a37-0000-1000-8000-00805f9b34fb"


def say(**what):
    print(json.dumps({"at": time.time(), **what}), flush=True)


async def main(address):
    while True:
        try:
            device = await BleakScanner.find_device_by_address(address)
            if device is None:
                continue
            lost = asyncio.Event()
            async with BleakClient(device, disconnected_callback=lambda _: lost.set()) as client:
                await client.start_notify(MEASUREMENT, lambda _, data: say(bytes=data.hex()))
                await lost.wait()
            say(gone="disconnected")
        except Exception as error:
            say(gone=repr(error))
            await asyncio.sleep(1)


asyncio.run(main(sys.argv[1]))
