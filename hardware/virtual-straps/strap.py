"""One virtual chest strap: its advertising, its notifications, and its faults."""

import asyncio
import struct

from bumble import hci
from bumble.controller import Controller
from bumble.core import AdvertisingData
from bumble.device import Device
from bumble.gatt import GATT_HEART_RATE_SERVICE
from bumble.host import Host
from bumble.profiles.battery_service import BatteryService
from bumble.profiles.device_information_service import DeviceInformationService
from bumble.profiles.heart_rate_service import HeartRateService
from bumble.transport.common import AsyncPipeSink

from heart import Heart, measurement

ADVERTISING_MS = 250
# Time until a link with the fault "fumble" ends. The attribute channel is open by then, and the services are not
# discovered yet. (At 0.05 s Debian's kernel 6.1.192 stops in hci_chan_del and takes bluetoothd with it.)
FUMBLE_AFTER_S = 0.3


class Strap:
    """`log(letter, event, **facts)` receives everything that the strap does, also what it could not send."""

    def __init__(self, letter, about, air, log):
        self.letter = letter
        self.name = about["name"]
        self.battery = about["battery"]
        self.heart = Heart(**about["heart"])
        self.log = log
        self.connection = None
        self.links = 0
        self.muted = False
        self.lie = None
        self.held = []
        self.away = False
        self.fumbles = 0
        self.controller = Controller(self.name, link=air)
        self.device = Device(
            name=self.name,
            address=hci.Address(about["address"]),
            host=Host(self.controller, AsyncPipeSink(self.controller)),
        )
        self.rate = self.offer_services()
        self.device.on("connection", self.on_connection)

    def offer_services(self):
        service = HeartRateService(
            read_heart_rate_measurement=lambda _: b"",
            body_sensor_location=HeartRateService.BodySensorLocation.CHEST,
            reset_energy_expended=lambda _: None,
        )
        self.device.add_service(service)
        self.device.add_service(BatteryService(lambda _: self.battery))
        self.device.add_service(DeviceInformationService(
            manufacturer_name="Virtual", model_number="H10", serial_number=self.name.split()[-1],
            hardware_revision="1", firmware_revision="1.0", software_revision="1.0"))
        return service.heart_rate_measurement_characteristic

    async def power_on(self):
        await self.device.power_on()
        await self.advertise()

    async def advertise(self):
        shown = AdvertisingData([
            (AdvertisingData.FLAGS, bytes([0x06])),
            (AdvertisingData.INCOMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
             bytes(GATT_HEART_RATE_SERVICE)),
            (AdvertisingData.COMPLETE_LOCAL_NAME, self.name.encode()),
            (AdvertisingData.APPEARANCE, struct.pack("<H", 0x0340)),
        ])
        await self.device.start_advertising(
            advertising_data=bytes(shown),
            advertising_interval_min=ADVERTISING_MS, advertising_interval_max=ADVERTISING_MS)

    # A connected strap does not advertise: Bumble stops by itself.
    def on_connection(self, connection):
        self.connection = connection
        self.links += 1
        connection.on("disconnection", self.on_disconnection)
        self.log(self.letter, "connected", link=self.links)
        if self.fumbles > 0:
            self.fumbles -= 1
            asyncio.get_running_loop().call_later(FUMBLE_AFTER_S, self.let_go)

    def on_disconnection(self, reason):
        self.connection = None
        self.log(self.letter, "disconnected", link=self.links, reason=reason)
        if not self.away:
            asyncio.create_task(self.advertise())

    def let_go(self):
        if self.connection is not None:
            asyncio.create_task(self.connection.disconnect())

    def subscribed(self):
        if self.connection is None:
            return False
        settings = self.device.gatt_server.subscribers.get(self.connection, {})
        return bytes(settings.get(self.rate.handle, b"")[:1]) == b"\x01"

    async def live(self, start):
        """Sends a notification each second from `start` on. On a slow machine it comes late, but it comes."""
        loop = asyncio.get_running_loop()
        second = 0
        while True:
            second += 1
            await asyncio.sleep(max(0.0, start + second - loop.time()))
            intervals = self.heart.second()
            late_ms = round((loop.time() - start - second) * 1000)
            if not self.muted:
                for payload in self.payloads(second, intervals):
                    await self.send(payload, late_ms=late_ms)

    def payloads(self, second, intervals):
        """What the strap sends of this second: the truth, or what its lie makes of it."""
        bpm = self.heart.shown_bpm()
        if self.lie == "twice":
            return [measurement(bpm, [interval for interval in intervals for _ in range(2)])]
        if self.lie == "zeros":
            return [measurement(bpm, (intervals + [0, 0, 0, 0])[:4])]
        if self.lie == "made" and bpm:
            return [measurement(bpm, [61440 // bpm])]
        if self.lie == "bursts":
            self.held.append(measurement(bpm, intervals))
            if second % 3:
                return []
            held, self.held = self.held, []
            return held
        return [measurement(bpm, intervals)]

    async def send(self, payload, **facts):
        # It is logged before it is sent. So no reader can have it earlier than the log says.
        self.log(self.letter, "sent", hex=payload.hex(), link=self.links,
                 subscribed=self.subscribed(), **facts)
        await self.device.notify_subscribers(self.rate, payload)

    async def drop(self, seconds):
        """Ends the link, as walking out of range does, and stays off the air for a while."""
        self.away = True
        if self.connection is not None:
            await self.connection.disconnect()
        else:
            await self.device.stop_advertising()
        asyncio.get_running_loop().call_later(seconds, self.come_back)

    def come_back(self):
        self.away = False
        self.log(self.letter, "back on the air")
        asyncio.create_task(self.advertise())
