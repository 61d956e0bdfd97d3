//! Lines that say when, and perhaps where, and nothing else.
//!
//! In: a line. Out: whether it is one. Words that may stand beside a date are labels, days of the week, hours, zones;
//! a place, too, in capitals.
//!
//! ```text
//! Posted on 3 May 2025, 9.15 Uhr       yes
//! DORN, Saturday 3 May 2025            yes
//! 15:12                                a clock
//! The strike began on 3 May 2025.      no
//! ```

use super::super::plain::ends_sentence;
use super::super::words::{self, Words};
use super::{Kind, Order, When, cut, find};

/// Longest such line, in bytes.
const MAX_BYTES: usize = 160;
/// Dates that one line may hold: published, updated, and one more.
const MOST_DATES: usize = 3;

/// Whether a line says when (and perhaps where) and nothing else.
pub(in super::super) fn is_line(words: &str) -> bool {
    strange(words).is_some()
}

/// Whether a line says when and nothing else: every word of it is part of a date or stands beside dates.
pub(in super::super) fn is_bare_line(words: &str) -> bool {
    strange(words) == Some(0)
}

/// Whether a line is a time of day: "15:12", "9.30 Uhr", "12:05 p.m. CET".
pub(in super::super) fn is_clock(words: &str) -> bool {
    if words.len() > 32 {
        return false;
    }
    let tokens = cut(words);
    let Some([hour, mark, minute, rest @ ..]) = tokens.get(..) else { return false };
    let (Kind::Number(hour), Kind::Mark(':' | '.' | 'h'), Kind::Number(minute_value)) =
        (hour.kind, mark.kind, minute.kind)
    else {
        return false;
    };
    let labels = rest.iter().filter(|token| token.kind == Kind::Word).count();
    hour < 25
        && minute_value < 60
        && minute.text.len() == 2
        && labels <= 4
        && rest.iter().all(|token| match token.kind {
            Kind::Word => is_label(token.text),
            Kind::Mark(mark) => matches!(mark, '.' | ',' | '(' | ')' | ':'),
            Kind::Number(value) => value < 60,
        })
        // "15.12" alone may be a price.
        && (labels > 0 || words.contains(':'))
}

/// How many words of a dateline are neither date nor label; `None` for lines that are none.
fn strange(words: &str) -> Option<usize> {
    if words.len() > MAX_BYTES || !words.chars().any(char::is_numeric) {
        return None;
    }
    let (mut from, mut strange, mut small, mut labels, mut years) = (0, 0, 0, 0, false);
    let mut count = |part: &str| {
        for word in part.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).filter(|word| !word.is_empty())
        {
            if is_label(word) {
                labels += 1;
            } else {
                strange += 1;
                small += usize::from(word.starts_with(char::is_lowercase));
            }
        }
    };
    for _ in 0..MOST_DATES {
        let rest = words.get(from..)?;
        let Some(found) = find(rest, Order::Unknown) else { break };
        years |= !matches!(found.when, When::NoYear(..));
        count(rest.get(..found.at.start)?);
        from += found.at.end;
    }
    if from == 0 {
        return None;
    }
    count(words.get(from..)?);
    // "12 March" may begin anything; with a year, a place or a label it is a dateline.
    let allowed = if years || labels > 0 { 2 } else { 1 };
    let end = words.trim_end_matches("m.").trim_end_matches("M.");
    let stopped = ends_sentence(end) && (small > 0 || (strange > 0 && labels < 3));
    (strange <= allowed && !stopped).then_some(strange)
}

fn is_label(word: &str) -> bool {
    LABELS.find(&word.to_lowercase()).is_some()
}

static LABELS: Words<{ words::count(LABEL_WORDS, false) }> = Words::of(LABEL_WORDS, false);

/// Words that stand beside dates: labels, days of the week, zones.
const LABEL_WORDS: &str = "published updated posted modified last first created date on at am pm a p m gmt utc est edt et cet cest \
    pt pst pdt ist bst msk eet eest local time and the of monday tuesday wednesday thursday friday saturday \
    sunday mon tue tues wed thu thur thurs fri sat sun veröffentlicht aktualisiert stand erstellt um uhr \
    montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so publié mis à jour le \
    modifié lundi mardi mercredi jeudi vendredi samedi dimanche h par publicado actualizado atualizado el em \
    às las lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta feira de \
    pubblicato aggiornato il alle ore lunedì martedì mercoledì giovedì venerdì sabato domenica gepubliceerd \
    bijgewerkt op om maandag dinsdag woensdag donderdag vrijdag zaterdag zondag опубликовано обновлено в г \
    года понедельник вторник среда четверг пятница суббота воскресенье дата публикации опубліковано оновлено \
    о року понеділок вівторок середа четвер п'ятниця субота неділя نشر نشرت في تحديث آخر الأحد الاثنين \
    الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت بتاريخ تاريخ النشر noon midnight morning evening afternoon \
    night for press use immediate release embargoed until o'clock hrs hours midi matin soir";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_only_says_when_is_told_from_a_sentence() {
        for line in [
            "Posted on 3 May 2025",
            "Published 3 May 2025 14:10. Updated 4 May 2025 18:25",
            "DORN, 3 May 2025, 21:15",
            "Dorn, Saturday 3 May 2025",
            "3. Mai 2025, 17.30 Uhr",
            "May 3, 2025, 12:00 p.m. Updated 3:30 p.m.",
            "Saturday 3 May 2025, last updated 9:12",
            "Dorn, 3 May 2025, evening. For immediate release.",
        ] {
            assert!(is_line(line), "{line}");
        }
        for line in [
            "The strike began on 3 May 2025.",
            "She was born on 3 May 1990",
            "It opened on Friday, 3 May 2025, at noon.",
            "By Ann Example, 3 May 2025",
            "Ferries of Dorn: what changed on 3 May 2025",
            "Dorn",
            "9:12",
        ] {
            assert!(!is_line(line), "{line}");
        }
        assert!(is_bare_line("Posted on 3 May 2025") && !is_bare_line("By Ann, 3 May 2025"));
    }

    #[test]
    fn a_time_of_day_is_told_from_a_score_and_a_price() {
        for line in ["15:12", "9:05 a.m.", "9.30 Uhr", "23:59 GMT", "12:04 CET"] {
            assert!(is_clock(line), "{line}");
        }
        for line in ["15.12", "2:1", "99:10", "15:12 said the clock", "Psalm 15:12", "", "15:7"] {
            assert!(!is_clock(line), "{line}");
        }
    }
}
