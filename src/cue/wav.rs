//! A sound as the bytes of a WAV file: 16 bits, one channel. Every player reads that.

/// The bytes of the header.
const HEADER: u32 = 44;
/// Bytes of a sample.
const WIDTH: u32 = 2;

/// The file with these `samples`, each from −1 to 1, at `rate` a second.
pub(super) fn file(samples: &[f32], rate: u32) -> Vec<u8> {
    let data = samples.len() as u32 * WIDTH;
    let mut bytes = Vec::with_capacity((HEADER + data) as usize);
    bytes.extend(b"RIFF");
    bytes.extend((HEADER - 8 + data).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    // Plain samples, one channel.
    bytes.extend([1_u16, 1].map(u16::to_le_bytes).concat());
    bytes.extend([rate, rate * WIDTH].map(u32::to_le_bytes).concat());
    // Bytes of a frame, bits of a sample.
    bytes.extend([WIDTH as u16, 16].map(u16::to_le_bytes).concat());
    bytes.extend(b"data");
    bytes.extend(data.to_le_bytes());
    for sample in samples {
        bytes.extend(((f64::from(*sample) * f64::from(i16::MAX)).round() as i16).to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cue::Cue;
    use crate::cue::tone::{RATE, samples};

    #[test]
    fn all_sounds_together_are_under_a_megabyte() {
        let files = Cue::ALL.map(|cue| file(&samples(cue, 100), RATE));
        let all: usize = files.iter().map(Vec::len).sum();
        assert!(all < 1_000_000, "{all} bytes");
    }

    #[test]
    fn the_header_says_16_bits_one_channel_and_how_much_follows() {
        let bytes = file(&[0.0, 0.5, -1.0], 22_050);
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((&bytes[..4], &bytes[8..16], &bytes[36..40]), (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..]));
        assert_eq!((number(4), number(24), number(28), number(40)), (42, 22_050, 44_100, 6));
        assert_eq!((&bytes[20..24], &bytes[32..36]), (&[1, 0, 1, 0][..], &[2, 0, 16, 0][..]));
        assert_eq!(&bytes[44..], [0, 0, 0x00, 0x40, 0x01, 0x80]);
    }
}
