//! Spellings of times that are brought to another: names of months, compact digits, times without a colon.

/// Names of zones, and the hours that they are east of Greenwich.
pub(super) const ZONES: [(&str, f64); 6] =
    [("UTC", 0.0), ("GMT", 0.0), ("CET", 1.0), ("CEST", 2.0), ("MEZ", 1.0), ("MESZ", 2.0)];
/// The months, by the letters with which their names begin in English and German.
const MONTHS: [&str; 16] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai", "okt", "dez"];
/// The months that the last of these are.
const LAST: [usize; 4] = [3, 5, 10, 12];

fn month(word: &str) -> Option<usize> {
    let lower = word.to_lowercase();
    let place = MONTHS.iter().position(|month| lower.starts_with(month))?;
    Some(if place < 12 { place + 1 } else { LAST[place - 12] })
}

/// A time with a colon whose date has the name of a month, or a mark that is not the usual one; none for any other.
pub(super) fn with_numbers(text: &str) -> Option<String> {
    if let Some(clock) = text.strip_suffix(" Uhr") {
        return Some(clock.trim_end().to_owned());
    }
    // `2026/03/14-07:30:15`, `2026-03-14-07:30:15`
    let colon = text.find(':')?;
    if let Some(mark) =
        text[..colon].rfind('-').filter(|mark| *mark >= 8 && !text[..*mark].contains([' ', 'T', 't', '_', '+']))
    {
        return Some(format!("{} {}", &text[..mark], &text[mark + 1..]));
    }
    if !text[..colon].chars().any(char::is_alphabetic) {
        return None;
    }
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let (mut day, mut named, mut year, mut clock) = (None, None, None, Vec::new());
    for word in &words {
        let number = || word.trim_end_matches('.').parse::<usize>().ok();
        if word.contains(':') || !clock.is_empty() {
            // `GMT+0100`: the name of the zone is no part of it, nor is what stands in brackets.
            let zone = word.strip_prefix("GMT").filter(|rest| rest.starts_with('+'));
            match (word.starts_with('('), number()) {
                (true, _) => break,
                (_, Some(number)) if number > 1000 && year.is_none() => year = Some(number),
                _ => clock.push(zone.unwrap_or(word)),
            }
        } else if let Some(number) = number() {
            if number > 31 && year.is_none() {
                year = Some(number);
            } else if day.is_none() {
                day = Some(number);
            } else {
                return None;
            }
        } else if named.is_none() {
            named = month(word);
        }
    }
    Some(format!("{:04}-{:02}-{:02} {}", year?, named?, day?, clock.join(" ")))
}

/// A time without a colon in a spelling that has one: `20260314T073015.748`, `2026-03-14_07-30-15`, `07.30.15`, `748 ms`.
pub(super) fn other_spelling(text: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let all = |parts: &[&str]| parts.iter().all(|part| part.len() == 2 && digits(part));
    if let Some(number) = text.strip_suffix("ms").map(str::trim_end).filter(|number| number.parse::<f64>().is_ok()) {
        return Some(format!("PT{:.6}S", number.parse::<f64>().ok()? / 1000.0));
    }
    if let Some(number) = text.strip_suffix('s').map(str::trim_end) {
        if let Some((minutes, seconds)) = number.split_once('m').filter(|(minutes, _)| digits(minutes)) {
            return Some(format!("PT{minutes}M{}S", seconds.trim_start()));
        }
        return number.parse::<f64>().is_ok().then(|| format!("PT{number}S"));
    }
    // `2'05''`, `2'05"`
    if let Some((minutes, seconds)) = text.split_once('\'').filter(|(minutes, _)| digits(minutes)) {
        let seconds = seconds.trim_end_matches(['\'', '"']);
        return digits(seconds).then(|| format!("PT{minutes}M{seconds}S"));
    }
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() == 3 && all(&parts) && parts[0] < "24" && parts[1] < "60" && parts[2] < "60" {
        return Some(parts.join(":"));
    }
    let (date, clock) = text.split_once(['T', '_', ' '])?;
    let is_date = date.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-./".contains(&byte)) && date.len() >= 8;
    let whole = clock.trim_end_matches('Z');
    let (whole, fraction) =
        whole.split_once([',']).or_else(|| whole.rsplit_once('.').filter(|(a, _)| digits(a))).unwrap_or((whole, "0"));
    let parts: Vec<&str> = whole.split(['-', '.']).collect();
    let clock = match parts[..] {
        [compact] if compact.len() == 6 && digits(compact) => {
            format!("{}:{}:{}", &compact[..2], &compact[2..4], &compact[4..])
        }
        [_, _, _] if all(&parts) => parts.join(":"),
        _ => return None,
    };
    (is_date && digits(fraction)).then(|| format!("{date} {clock}.{fraction}"))
}
