//! Heart Rate Measurement (characteristic 0x2A37) bytes.
//!
//! Layout, little-endian: `flags(1) | heart rate (1 or 2) | [energy expended, kJ (2)] | [RR interval, 1/1024 s (2)]*`,
//! oldest RR interval first (Heart Rate Service 1.0, section 3.1). The decoder is exact and total: it neither judges
//! what is plausible (see [`super::artifact`]) nor fails on anything but bytes that are missing.

use std::fmt;

/// Whether the strap feels skin, from bits 1 and 2 of the flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// The strap does not report contact. Bit 1 means nothing unless bit 2 is set.
    Unsupported,
    /// The strap says that it is off the skin, or dry.
    NotDetected,
    /// The strap says that it is on the skin.
    Detected,
}

/// Something odd about a measurement that can be decoded all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anomaly {
    /// Octets that no flag announces. They are never RR intervals.
    ExtraOctets,
    /// An odd octet after the last whole RR interval: the chain of beats is broken there.
    OddTail,
}

/// One decoded measurement, borrowing the RR intervals from the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measurement<'a> {
    /// The strap's own smoothed heart rate, in beats a minute. 0 means "no reading", never a rate.
    pub bpm: u16,
    /// Skin contact.
    pub contact: Contact,
    /// Energy expended since the last reset, in kilojoules; 65535 is saturation.
    pub energy_kj: Option<u16>,
    /// Anything odd.
    pub anomaly: Option<Anomaly>,
    rr: &'a [u8],
}

/// Why bytes are no measurement: they end before what the flags announce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooShort {
    /// How many octets the flags ask for at least.
    pub needed: usize,
    /// How many there are.
    pub got: usize,
}

impl fmt::Display for TooShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} octets where the flags announce at least {}", self.got, self.needed)
    }
}

impl std::error::Error for TooShort {}

/// Intervals that a heart makes, in 1/1024 s: 0.25 to 2.5 s, as in the artifact filter.
pub(crate) const PLAUSIBLE: std::ops::RangeInclusive<u16> = 256..=2560;

const UINT16_RATE: u8 = 1 << 0;
const CONTACT_DETECTED: u8 = 1 << 1;
const CONTACT_SUPPORTED: u8 = 1 << 2;
const ENERGY_PRESENT: u8 = 1 << 3;
const RR_PRESENT: u8 = 1 << 4;

impl<'a> Measurement<'a> {
    /// Decodes one notification. Reserved flag bits are ignored, as the profile's test suite asks.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, TooShort> {
        let flags = bytes.first().copied().unwrap_or(0);
        let rate_len = if flags & UINT16_RATE == 0 { 1 } else { 2 };
        let energy_len = if flags & ENERGY_PRESENT == 0 { 0 } else { 2 };
        let needed = 1 + rate_len + energy_len;
        if bytes.len() < needed {
            return Err(TooShort { needed, got: bytes.len() });
        }
        let (rate, rest) = bytes[1..].split_at(rate_len);
        let (energy, rest) = rest.split_at(energy_len);
        let (rr, anomaly) = if flags & RR_PRESENT == 0 {
            (&rest[..0], (!rest.is_empty()).then_some(Anomaly::ExtraOctets))
        } else {
            let whole = rest.len() & !1;
            (&rest[..whole], (whole < rest.len()).then_some(Anomaly::OddTail))
        };
        Ok(Self {
            bpm: little_endian(rate),
            contact: contact(flags),
            energy_kj: (energy_len > 0).then(|| little_endian(energy)),
            anomaly,
            rr,
        })
    }

    /// The same without its intervals.
    #[must_use]
    pub(crate) fn without_intervals(&self) -> Self {
        Self { rr: &[], ..*self }
    }

    /// Whether it speaks of a heart at all: the strap does not miss the skin, and has a reading.
    pub(crate) fn has_contact(&self) -> bool {
        self.contact != Contact::NotDetected && self.bpm != 0
    }

    /// The RR intervals in 1/1024 s, oldest first, without unused places. Some straps send as many places in every
    /// notification and fill those they don't need with 0 (polar-ble-sdk issue 80) or 0xFFFF. No interval is 0 or 64 s
    /// long. Beside intervals that no heart makes, a 0 is one more sign of a strap that measures nothing, and stays.
    pub fn intervals(&self) -> impl Iterator<Item = u16> + Clone + use<'a> {
        let all = self.rr.chunks_exact(2).map(little_endian);
        let fills = all.clone().all(|rr| is_unused(rr) || PLAUSIBLE.contains(&rr));
        all.filter(move |rr| !(fills && is_unused(*rr)))
    }

    /// The rate of the intervals in whole beats a minute; none without intervals.
    pub(crate) fn rate_of_intervals(&self) -> Option<u16> {
        let (count, ticks) = self.intervals().fold((0_u32, 0_u32), |(n, sum), rr| (n + 1, sum + u32::from(rr)));
        (count > 0).then(|| ((count * 61_440 + ticks / 2) / ticks).min(u32::from(u16::MAX)) as u16)
    }

    /// What stands in the places for RR intervals, in 1/1024 s, oldest first.
    pub fn rr_1024(&self) -> impl ExactSizeIterator<Item = u16> + 'a {
        self.rr.chunks_exact(2).map(little_endian)
    }
}

fn is_unused(rr: u16) -> bool {
    matches!(rr, 0 | u16::MAX)
}

fn contact(flags: u8) -> Contact {
    if flags & CONTACT_SUPPORTED == 0 {
        Contact::Unsupported
    } else if flags & CONTACT_DETECTED == 0 {
        Contact::NotDetected
    } else {
        Contact::Detected
    }
}

fn little_endian(octets: &[u8]) -> u16 {
    octets.iter().rev().fold(0, |value, &octet| value << 8 | u16::from(octet))
}

/// The payload of a usual strap with contact detected and RR intervals, for simulated hearts.
///
/// At most nine RR intervals fit the smallest notification; more than that never fall into one second.
pub fn encode(bpm: u8, rr_1024: &[u16]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2 + 2 * rr_1024.len());
    encode_into(&mut bytes, bpm, rr_1024);
    bytes
}

/// Appends that payload to `bytes`.
pub fn encode_into(bytes: &mut Vec<u8>, bpm: u8, rr_1024: &[u16]) {
    let flags = CONTACT_SUPPORTED | CONTACT_DETECTED | if rr_1024.is_empty() { 0 } else { RR_PRESENT };
    bytes.extend([flags, bpm]);
    bytes.extend(rr_1024.iter().flat_map(|rr| rr.to_le_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contact_bits_mean_nothing_unless_supported() {
        assert_eq!(Measurement::decode(&[0x02, 70]).map(|m| m.contact), Ok(Contact::Unsupported));
        assert_eq!(Measurement::decode(&[0x04, 70]).map(|m| m.contact), Ok(Contact::NotDetected));
        assert_eq!(Measurement::decode(&[0x06, 70]).map(|m| m.contact), Ok(Contact::Detected));
    }

    #[test]
    fn what_the_demo_encodes_is_decoded_again() {
        let bytes = encode(72, &[850, 861]);
        let measurement = Measurement::decode(&bytes);
        assert_eq!(measurement.map(|m| (m.bpm, m.rr_1024().collect())), Ok((72, vec![850, 861])));
    }

    #[test]
    fn unused_places_are_no_intervals() {
        let bytes = encode(72, &[0, 850, 0, 861, u16::MAX]);
        let intervals = |bytes: &[u8]| Measurement::decode(bytes).map(|m| m.intervals().collect::<Vec<_>>());
        assert_eq!(intervals(&bytes), Ok(vec![850, 861]));
        assert_eq!(intervals(&encode(72, &[0, 28, 850])), Ok(vec![0, 28, 850]), "a strap that measures nothing");
    }

    #[test]
    fn no_bytes_are_too_short() {
        assert_eq!(Measurement::decode(&[]), Err(TooShort { needed: 2, got: 0 }));
    }
}
