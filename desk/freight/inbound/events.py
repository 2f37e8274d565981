"""What happens to a truck, for the rooms above."""

from dataclasses import dataclass

from desk.freight.inbound.model import InboundManifest


@dataclass(frozen=True)
class TruckArrived:
    """The truck stands in the yard."""

    manifest: InboundManifest


@dataclass(frozen=True)
class ManifestStocked:
    """Everything was counted and lies in stock."""

    manifest: InboundManifest
