//! Lines as tools and logs print them, and what they write around the octets.

use super::*;

#[test]
fn what_tools_print_of_a_notification_is_read() {
    for line in [
        "Notification handle = 0x0012 value: 16 48 52 03 ",
        "Characteristic value/descriptor: 16 48 52 03",
        "handle: 0x0012 \t value: 16 48 52 03",
        "  16 48 52 03                                      .HR.            ",
        "\u{1b}[0;94m  16 48 52 03                                      .HR.            \u{1b}[0m",
        "00000000  16 48 52 03                                       |.HR.|",
        "16 48 52 03 |.HR.|",
        "00000000: 1648 5203                                .HR.",
        "0000000 16 48 52 03",
        "0000   16 48 52 03                                       .HR.",
        "20:15:26.896 notification = 0x16 0x48 0x52 0x03",
        "{\"at\": 700000, \"input\": \"notification\", \"seat\": \"left\", \"epoch\": 1, \"bytes\": \"16485203\"}",
        "A\tNotification received from 00002a37-0000-1000-8000-00805f9b34fb, value: (0x) 16-48-52-03",
        "Updated Value of Characteristic 2A37 to 0x16485203.",
        "Optional(<16485203>)",
        "value <16485203>",
        "array of bytes [ 0x16 0x48 0x52 0x03 ]",
        "<[byte 0x16, 0x48, 0x52, 0x03]>",
        "ay 4 22 72 82 3",
        "bytes([22, 72, 82, 3])",
        "bytearray([0x16, 0x48, 0x52, 0x03])",
        "vec![0x16, 0x48, 0x52, 0x03]",
        "byte[] {0x16, 0x48, 0x52, 0x03}",
        "{\"0\":22,\"1\":72,\"2\":82,\"3\":3}",
    ] {
        assert_eq!(certain(line), MEASUREMENT, "{line:?}");
    }
    assert!(refused("ay 5 22 72 82 3").contains("4 numbers where the line announces 5"));
}

#[test]
fn what_logs_write_around_octets_is_taken_off() {
    for line in [
        "        Value: 16485203",
        "        Data: 16485203",
        "          Data[4]: 16485203",
        "2026-11-28 20:15:26.896 16 48 52 03",
        "2026-11-28T20:15:26.896+01:00 16485203",
        "[20:15:26] 16:48:52:03",
        "20:15:26,896 INFO 16 48 52 03",
        "2026-11-28 20:15:26 [D] Heart Rate Measurement: 16 48 52 03",
        "1732825000.123 16 48 52 03",
        "(1732825000.123) 16485203",
        "[  12.345678] 16 48 52 03",
        "28.11.2026 20:15:26 16 48 52 03",
        "20:15:26,16485203",
        "20:15:26;16485203",
        "20:15:26.896,16 48 52 03",
        "20:15:26,896,16485203",
        "2026-11-28T20:15:26Z,16485203",
        "2026-11-28,20:15:26,16485203",
        "D/HRM: 16 48 52 03",
        "D/HRM(1234): 16-48-52-03",
        "11-28 20:15:26.896 1234 1250 D HRM : 16 48 52 03",
        "I (12345) HRM: 16 48 52 03",
        "DEBUG:bleak:16485203",
        "hr: 16485203",
        "2a37: 16485203",
        "value: 16485203, length: 4",
        "{\"value\":\"16485203\",\"rssi\":-60}",
        "{\"bytes\":\"16485203\",\"received\":1732825000}",
        "{\"bytes\":\"16485203\",\"received\":17328250}",
        "value: 72, data: 16 48 52 03",
        "16 48 52 03 # rest",
        "16 48 52 03 // value: 72 82",
        "16 48 52 03 (72 bpm)",
        "value: 16 48 52 03 # rest",
    ] {
        assert_eq!(assumed(line), MEASUREMENT, "{line:?}");
    }
}

#[test]
fn octets_after_more_than_one_marker_are_refused() {
    for line in [
        "{\"raw\":\"16485203\",\"value\":\"0048\"}",
        "payload=16485203 value=1648",
        "value=16485203;value=06467203",
        "data: 16 48 52 03 value: 72 82",
        "value: (0x) 16-48 data: (0x) 16-48",
        "value=b'\\x16HR\\x03' data=b'\\x16HS\\x03'",
        "value: [6, 72] data: [4, 72]",
    ] {
        assert!(refused(line).contains("more than one place"), "{line:?}: {}", refused(line));
    }
}

#[test]
fn a_marker_in_the_brackets_of_another_is_no_second_place() {
    assert_eq!(certain("data[value[3]: 0x16 0x48 0x52 0x03"), MEASUREMENT);
}

#[test]
fn lines_of_a_dump_that_belong_together_are_not_taken_for_two_measurements() {
    let mut reader = OctetsReader::default();
    let dump = "00000000  10 48 52 03 57 03 5a 03  60 03 61 03 62 03 63 03  |.HR.W.Z.`.a.b.c.|\n\
                00000010  64 03                                             |d.|\n\
                00000012";
    let lines: Vec<_> = dump.lines().map(|line| reader.read(line.as_bytes())).collect();
    assert!(lines[0].as_ref().is_ok_and(|first| first.octets.len() == 16 && first.assumed.is_some()), "{lines:?}");
    assert!(lines[1].as_ref().is_err_and(|why| why.contains("line before")), "{lines:?}");
    assert!(lines[2].as_ref().is_err_and(|why| why.contains("end of a dump")), "{lines:?}");
    assert_eq!(
        reader.read(b"00000012").map(|octets| octets.octets),
        Ok(vec![0, 0, 0, 0x12]),
        "without a dump before it"
    );

    let bluetoothctl = "[CHG] Attribute /org/bluez/hci0/dev_C0/service0010/char0011 Value:\n  \
                        10 48 52 03 57 03 5a 03 60 03 61 03 62 03 63 03  .HR.W.Z.`.a.b.c.\n  \
                        64 03                                            d.              ";
    let lines: Vec<_> = bluetoothctl.lines().map(|line| reader.read(line.as_bytes())).collect();
    assert!(lines[0].as_ref().is_err_and(|why| why.contains("there are no octets")), "{lines:?}");
    assert!(lines[1].as_ref().is_ok_and(|first| first.assumed.is_some()), "{lines:?}");
    assert!(lines[2].as_ref().is_err_and(|why| why.contains("line before")), "{lines:?}");
}

#[test]
fn lines_around_a_notification_are_refused() {
    for line in [
        "> ACL Data RX: Handle 64 flags 0x02 dlen 11                    #304 [hci0] 737.782147",
        "      ATT: Handle Value Notification (0x1b) len 6",
        "        Handle: 0x0010 Type: Heart Rate Measurement (0x2a37)",
        "Nov 28 20:15:26 host app 16 48 52 03",
        "[CHG] Device C0:00:00:00:00:A1 RSSI: -60",
    ] {
        refused(line);
    }
}

#[test]
fn after_a_dump_without_offsets_a_measurement_is_read() {
    let mut reader = OctetsReader::default();
    assert!(reader.read(b"  16 48 52 03                                      .HR.").is_ok());
    assert_eq!(reader.read(b"16485203").map(|octets| octets.octets), Ok(MEASUREMENT.to_vec()));
}

#[test]
fn a_list_over_several_lines_is_refused() {
    let mut reader = OctetsReader::default();
    let list = "  0x10, 0x48, 0x52, 0x03, 0x57, 0x03, 0x5a, 0x03, 0x60, 0x03, 0x61, 0x03,\n  0x52, 0x03, 0x52, 0x03";
    for line in list.lines() {
        assert!(reader.read(line.as_bytes()).is_err_and(|why| why.contains("several lines")), "{line:?}");
    }
    assert_eq!(reader.read(b"0x06, 0x48").map(|octets| (octets.octets, octets.assumed)), Ok((vec![6, 0x48], None)));
    for line in ["0x16, 0x48, 0x52, 0x03,", "0x16, 0x48, 0x52, 0x03"] {
        let row = reader.read(line.as_bytes()).expect("a row of a table");
        assert_eq!((row.octets, row.assumed.is_some()), (MEASUREMENT.to_vec(), true), "{line:?}");
    }
}
