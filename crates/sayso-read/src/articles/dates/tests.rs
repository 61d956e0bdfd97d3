use super::*;

fn read(text: &str) -> String {
    match exact(text, Order::Unknown) {
        Some(When::Day(value)) => value,
        Some(When::Either(one, other)) => format!("{one} or {other}"),
        Some(When::NoYear(month, day)) => format!("{month}/{day}"),
        None => "none".into(),
    }
}

#[test]
fn dates_are_read_as_printed() {
    for (text, value) in [
        ("2025-03-12", "2025-03-12"),
        ("2025-03-12T21:04:00+02:00", "2025-03-12T21:04:00+02:00"),
        ("2025-03-12T21:04:00.123Z", "2025-03-12T21:04:00Z"),
        ("2025-03-12 21:04:05 +0200", "2025-03-12T21:04:05+02:00"),
        ("2025-03-12T21:04-0500", "2025-03-12T21:04:00-05:00"),
        ("20250312", "2025-03-12"),
        ("20250312T210400Z", "2025-03-12T21:04:00Z"),
        ("1741809840", "2025-03-12T20:04:00Z"),
        ("1741809840000", "2025-03-12T20:04:00Z"),
        ("2025/03/12", "2025-03-12"),
        ("Wed, 12 Mar 2025 21:04:00 GMT", "2025-03-12T21:04:00Z"),
        ("Wed Mar 12 2025 21:04:00 GMT+0100 (CET)", "2025-03-12T21:04:00+01:00"),
        ("Published March 12, 2025 at 3:04 pm EST", "2025-03-12T15:04:00-05:00"),
        ("March 12, 2025 12:04 a.m.", "2025-03-12T00:04:00"),
        ("Mittwoch, 12. März 2025, 15.04 Uhr", "2025-03-12T15:04:00"),
        ("Publié le 12 mars 2025 à 15h04", "2025-03-12T15:04:00"),
        ("1er mars 2025", "2025-03-01"),
        ("12 de marzo de 2025", "2025-03-12"),
        ("12 марта 2025 года", "2025-03-12"),
        ("12 березня 2025, 21:04", "2025-03-12T21:04:00"),
        ("١٢ مارس ٢٠٢٥", "2025-03-12"),
        ("2025年3月12日", "2025-03-12"),
        ("12.03.2025", "2025-03-12"),
        ("12.03.25", "2025-03-12"),
        ("13/03/2025", "2025-03-13"),
        ("03/13/2025", "2025-03-13"),
        ("03/04/2025", "2025-03-04 or 2025-04-03"),
        ("04/04/2025", "2025-04-04"),
        ("12th of March, 2025", "2025-03-12"),
        ("Mar. 12, 2025", "2025-03-12"),
        ("12-Mar-2025", "2025-03-12"),
        ("2025 Mar 12", "2025-03-12"),
        ("DORN, March 12 (Agency) —", "3/12"),
        ("Monday 12 March 2025 09.30 GMT", "2025-03-12T09:30:00Z"),
    ] {
        assert_eq!(read(text), value, "{text}");
    }
}

#[test]
fn what_is_no_day_is_not_read() {
    for text in [
        "",
        "2025",
        "2025-02-30",
        "31.04.2025",
        "1492-10-12",
        "12 March 1950",
        "March",
        "may 40",
        "1.2.3",
        "1,200.50",
        "12:30",
        "9999999999999",
        "99999999",
        "2025-13-01",
        "0000-00-00",
        "Version 10.0.19045",
        "\u{0}",
        "-",
        "12/",
        "T",
    ] {
        assert_eq!(read(text), "none", "{text}");
    }
}

#[test]
fn every_name_of_a_month_is_known() {
    for line in MONTHS.lines().filter(|line| !line.starts_with('#')) {
        let (month, names) = line.split_once('\t').unwrap_or_default();
        for name in names.split(' ') {
            assert_eq!(
                read(&format!("12 {name} 2025")),
                format!("2025-{:02}-12", number(month).unwrap_or(0)),
                "{name}"
            );
        }
    }
}

#[test]
fn a_known_order_settles_two_readings() {
    assert_eq!(exact("03/04/2025", Order::of_language("de")), Some(When::Day("2025-04-03".into())));
    assert_eq!(exact("03/04/2025", Order::of_language("en-US")), Some(When::Day("2025-03-04".into())));
}
