"""The air between the virtual straps and the guest's Bluetooth adapter."""

import asyncio

from bumble import core
from bumble.hci import LeFeatureMask
from bumble.controller import Controller
from bumble.link import LocalLink
from bumble.transport import open_transport


class Air(LocalLink):
    """Bumble's in-process link, with the sender of a packet named as its receiver knows it."""

    def send_acl_data(self, sender_controller, destination_address, transport, data):
        # Bumble 0.0.236 names every LE sender by its random address, but BlueZ connects from its
        # public one: the strap would drop the packet as coming from nobody it is connected to.
        if transport != core.PhysicalTransport.LE:
            super().send_acl_data(sender_controller, destination_address, transport, data)
            return
        connection = sender_controller.le_connections.get(destination_address)
        receiver = self.find_le_controller(destination_address)
        if connection is None or receiver is None:
            return
        sender = connection.self_address
        loop = asyncio.get_running_loop()
        loop.call_soon(lambda: receiver.on_link_acl_data(sender, transport, data))


# Either of these makes the kernel wait for an *enhanced* connection complete event, which Bumble
# never sends: two seconds later the kernel cancels a connection that has long been made, and from
# then on believes to have closed it when the strap still thinks that it is connected.
NOT_REALLY = LeFeatureMask.LL_PRIVACY | LeFeatureMask.LE_EXTENDED_ADVERTISING


async def plug_in_adapter(air, address):
    """Gives the guest's kernel a Bluetooth adapter on this air; returns what must be kept alive."""
    door = await open_transport("vhci:")
    adapter = Controller("adapter", host_source=door.source, host_sink=door.sink,
                         link=air, public_address=address)
    adapter.le_features &= ~NOT_REALLY
    return door, adapter
