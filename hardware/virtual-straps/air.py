"""The air between the virtual straps and the guest's Bluetooth adapter."""

import asyncio

from bumble import core, hci
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


class Adapter(Controller):
    """Bumble's controller, with what the kernel relies on when a connection is slow or given up."""

    # Either of these makes the kernel wait for an *enhanced* connection complete event, which Bumble
    # never sends: two seconds later the kernel cancels a connection that has long been made, and from
    # then on believes to have closed it when the strap still thinks that it is connected.
    NOT_REALLY = hci.LeFeatureMask.LL_PRIVACY | hci.LeFeatureMask.LE_EXTENDED_ADVERTISING

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.le_features &= ~self.NOT_REALLY

    def on_hci_le_create_connection_cancel_command(self, _command):
        # Bumble answers "done" and connects all the same when the strap is heard again, to nobody.
        given_up = self.pending_le_connection
        if given_up is None:
            return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.COMMAND_DISALLOWED_ERROR)
        self.pending_le_connection = None
        asyncio.get_running_loop().call_soon(self.send_hci_packet, cancelled(given_up.peer_address))
        return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.SUCCESS)


def cancelled(peer_address):
    """How a controller says that a connection was not made because it was cancelled."""
    return hci.HCI_LE_Connection_Complete_Event(
        status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR, connection_handle=0,
        role=hci.Role.CENTRAL, peer_address_type=peer_address.address_type, peer_address=peer_address,
        connection_interval=0, peripheral_latency=0, supervision_timeout=0, central_clock_accuracy=0)


async def plug_in_adapter(air, address):
    """Gives the guest's kernel a Bluetooth adapter on this air; returns what must be kept alive."""
    door = await open_transport("vhci:")
    adapter = Adapter("adapter", host_source=door.source, host_sink=door.sink,
                      link=air, public_address=address)
    return door, adapter
