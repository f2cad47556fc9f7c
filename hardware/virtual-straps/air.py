"""The air between the virtual straps and the guest's Bluetooth adapter."""

import asyncio

from bumble import core, hci
from bumble.controller import Controller
from bumble.link import LocalLink
from bumble.transport import open_transport

SUPERVISION_TIMEOUT_S = 2.0
SUPERVISED_EVERY_S = 0.5


class Air(LocalLink):
    """Bumble's in-process link. The sender of a packet has the address that its receiver knows."""

    def send_acl_data(self, sender_controller, destination_address, transport, data):
        # Bumble 0.0.236 names every LE sender by its random address, but BlueZ connects from its public one. The strap
        # would drop the packet, because it has no connection to that address.
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


    async def supervise(self):
        """Ends links that only one side knows, as the supervision time-out of a real radio does.

        Bumble's air has no such time-out. One side can give up in the moment in which the other accepts. Then the link
        would exist for ever on one side, and a strap with a link does not advertise.
        """
        alone_since = {}
        while True:
            await asyncio.sleep(SUPERVISED_EVERY_S)
            now = asyncio.get_running_loop().time()
            one_sided = self.one_sided()
            alone_since = {key: alone_since.get(key, now) for key in one_sided}
            for key, (controller, connection) in one_sided.items():
                if now - alone_since[key] >= SUPERVISION_TIMEOUT_S:
                    controller.on_le_disconnected(connection, hci.HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR)

    def one_sided(self):
        """Every connection that its peer does not have, by controller and handle."""
        return {(controller.name, connection.handle): (controller, connection)
                for controller in self.controllers
                for connection in controller.le_connections.values() if not self.answered(connection)}

    def answered(self, connection):
        other = self.find_le_controller(connection.peer_address)
        return other is not None and connection.self_address in other.le_connections


class Adapter(Controller):
    """Bumble's controller, corrected where the kernel relies on it: for connections that are slow or cancelled."""

    # Each of these features makes the kernel wait for an *enhanced* connection complete event, which Bumble never
    # sends. Two seconds later the kernel cancels a connection that already exists. From then on the kernel has closed
    # the connection, and the strap still has it.
    NOT_REALLY = hci.LeFeatureMask.LL_PRIVACY | hci.LeFeatureMask.LE_EXTENDED_ADVERTISING

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.le_features &= ~self.NOT_REALLY

    # Signal strength of each strap in dBm, by address, where it differs from Bumble's -50.
    strengths = {}

    def send_hci_packet(self, packet):
        if isinstance(packet, hci.HCI_LE_Advertising_Report_Event):
            for report in packet.reports:
                report.rssi = self.strengths.get(str(report.address).split("/")[0], report.rssi)
        super().send_hci_packet(packet)

    def on_hci_le_create_connection_cancel_command(self, _command):
        # Bumble answers "done", and still connects when the strap advertises again, although nobody waits for it.
        given_up = self.pending_le_connection
        if given_up is None:
            return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.COMMAND_DISALLOWED_ERROR)
        self.pending_le_connection = None
        asyncio.get_running_loop().call_soon(self.send_hci_packet, cancelled(given_up.peer_address))
        return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.SUCCESS)


def cancelled(peer_address):
    """The event by which a controller says that a connection was cancelled before it was made."""
    return hci.HCI_LE_Connection_Complete_Event(
        status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR, connection_handle=0,
        role=hci.Role.CENTRAL, peer_address_type=peer_address.address_type, peer_address=peer_address,
        connection_interval=0, peripheral_latency=0, supervision_timeout=0, central_clock_accuracy=0)


class Socket:
    """The socket into which the guest's adapter is plugged."""

    def __init__(self, air, about):
        self.air = air
        self.address = about["adapter"]
        self.strengths = {one["address"]: one["strength"] for one in about["straps"].values() if "strength" in one}
        self.door = None
        self.adapter = None

    async def plug(self):
        """Gives the guest's kernel a Bluetooth adapter on this air."""
        self.door = await open_transport("vhci:")
        self.adapter = Adapter("adapter", host_source=self.door.source, host_sink=self.door.sink,
                               link=self.air, public_address=self.address)
        self.adapter.strengths = self.strengths

    async def unplug(self):
        """Removes the adapter. The straps notice it by the supervision time-out, as real ones do."""
        self.air.remove_controller(self.adapter)
        await self.door.close()
