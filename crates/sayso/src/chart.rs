//! Chart: rival figures as a picture: SVG that needs nothing else, for files and web pages.
//!
//! In: a [`Counted`]. Out: one `<svg>`. A claimant has a row for each figure; bounds are bars on one scale from nought; what has been superseded is
//! struck out. Shapes tell what colours tell: an exact figure is a dot, "about" a ring, a range a bar with caps, an open end an arrow. The same series gives
//! the same bytes.
//!
//! ```text
//! Orhun Kelemdar  12 March        ├──────────►  more than 310   (struck out: superseded)
//!                 14 March                ●     346
//! Velmora         14 March     ●                163
//!                           0      200      400
//! ```

use maud::{Markup, html};
use sayso_ledger::{Counted, Told};

use crate::figures::{bounds, claimant, thing};
use crate::{outline, safe, wrap};

/// Units of the picture: its width, where bars begin and end.
const WIDTH: f64 = 880.0;
const LEFT: f64 = 330.0;
const RIGHT: f64 = 730.0;

/// Height of a row, and of what stands above and below them.
const ROW: f64 = 24.0;
const TOP: f64 = 58.0;
const BOTTOM: f64 = 48.0;

/// Figures that are drawn.
const MOST: usize = 80;

/// Columns of the words.
const NAME: usize = 27;
const LABEL: usize = 20;

/// A scale is logarithmic from so many times the least on.
const WIDE: f64 = 100.0;

/// What is above this has no place on a scale; it is drawn at its end.
const HIGHEST: f64 = 1e18;

/// The style of the picture.
pub(crate) const STYLE: &str = ".sayso-chart{color-scheme:light dark;font:13px system-ui,sans-serif;max-width:100%;height:auto}\
.sayso-chart text{fill:#1b1b1b}.sayso-chart .quiet{fill:#5a5a5a}.sayso-chart .ground{fill:#fff}\
.sayso-chart .bar{stroke:#0b5394;stroke-width:2.5;fill:none}.sayso-chart .dot{fill:#0b5394;stroke:#0b5394;stroke-width:2}\
.sayso-chart .ring{fill:#fff;stroke:#0b5394;stroke-width:2}.sayso-chart .old{stroke-dasharray:4 3;opacity:.65}.sayso-chart .gone{text-decoration:line-through}\
.sayso-chart .line{stroke:#c9c9c9;stroke-width:1}.sayso-chart .head{font-weight:600;font-size:16px}\
@media (prefers-color-scheme:dark){.sayso-chart text{fill:#ececec}.sayso-chart .quiet{fill:#a8a8a8}.sayso-chart .ground{fill:#16181b}\
.sayso-chart .bar{stroke:#7db8f0}.sayso-chart .dot{fill:#7db8f0;stroke:#7db8f0}.sayso-chart .ring{fill:#16181b;stroke:#7db8f0}\
.sayso-chart .line{stroke:#44484d}}";

/// A scale from values to units across.
struct Scale {
    least: f64,
    most: f64,
    logarithmic: bool,
}

impl Scale {
    fn of(figures: &[&Told]) -> Scale {
        let values = || {
            figures
                .iter()
                .flat_map(|figure| [figure.low, figure.high])
                .flatten()
                .filter(|value| *value > 0.0 && *value <= HIGHEST)
        };
        let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
        let (least, most) = if most > 0.0 { (least, most) } else { (1.0, 1.0) };
        let logarithmic = most / least >= WIDE;
        let step = step(most);
        let most = if logarithmic { 10f64.powf(most.log10().ceil()) } else { (most / step).ceil() * step };
        Scale { least: 10f64.powf(least.log10().floor()), most, logarithmic }
    }

    fn across(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            (value.clamp(self.least, HIGHEST).log10() - self.least.log10())
                / (self.most.log10() - self.least.log10()).max(1e-9)
        } else {
            (value / self.most).min(1.0)
        };
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn marks(&self) -> Vec<f64> {
        if self.logarithmic {
            let (first, last) = (self.least.log10().round() as i32, self.most.log10().round() as i32);
            return (first..=last).step_by(((last - first) / 6 + 1) as usize).map(|power| 10f64.powi(power)).collect();
        }
        let step = step(self.most);
        (0..=(self.most / step).round() as usize).map(|index| index as f64 * step).collect()
    }
}

/// A round step that parts a scale in four to ten.
fn step(most: f64) -> f64 {
    let power = 10f64.powf((most / 4.0).log10().floor()).max(f64::MIN_POSITIVE);
    [5.0, 2.0, 1.0].into_iter().map(|times| times * power).find(|step| most / step >= 4.0).unwrap_or(power)
}

/// Draws the figures of a thing: those of one claimant beneath each other, claimants in the order of their first.
pub(crate) fn chart(series: &Counted) -> Markup {
    svg(series, Some(STYLE))
}

/// The same for a page whose style sheet holds [`STYLE`].
pub(crate) fn drawing(series: &Counted) -> Markup {
    svg(series, None)
}

fn svg(series: &Counted, style: Option<&str>) -> Markup {
    let mut order: Vec<&str> = Vec::new();
    for figure in &series.figures {
        if !order.contains(&figure.who.as_str()) && order.len() < MOST {
            order.push(&figure.who);
        }
    }
    let place = |figure: &Told| order.iter().position(|who| *who == figure.who).unwrap_or(usize::MAX);
    let mut figures: Vec<&Told> = series.figures.iter().collect();
    figures.sort_by_key(|figure| place(figure));
    figures.truncate(MOST);
    let scale = Scale::of(&figures);
    let height = TOP + BOTTOM + ROW * figures.len() as f64;
    let bottom = height - BOTTOM;
    let left_out = series.figures.len() - figures.len();
    let (title, desc) = (format!("title-{}", series.series), format!("desc-{}", series.series));
    html! {
        svg.sayso-chart xmlns="http://www.w3.org/2000/svg" role="img" viewBox=(format!("0 0 {WIDTH} {height}"))
            width=(WIDTH) height=(height) aria-labelledby=(format!("{title} {desc}")) {
            title id=(title) { (shown(&thing(series), 200)) }
            desc id=(desc) { (told(&figures)) }
            @if let Some(style) = style { style { (maud::PreEscaped(style)) } }
            rect.ground width=(WIDTH) height=(height) {}
            text.head x="12" y="26" { (shown(&thing(series), 90)) }
            text.quiet x="12" y="44" { "● exact  ○ about  ├┤ range  ► or more  ◄ or less  ≠ in conflict with another  struck out: superseded" }
            @for mark in scale.marks() {
                line.line x1=(units(scale.across(mark))) x2=(units(scale.across(mark))) y1=(TOP - 4.0) y2=(bottom) {}
                text.quiet x=(units(scale.across(mark))) y=(bottom + 16.0) text-anchor="middle" { (crate::figures::number(mark)) }
            }
            @for (index, figure) in figures.iter().enumerate() {
                (row(figure, TOP + ROW * (index as f64 + 0.5), &scale, index > 0 && figures[index - 1].who == figure.who))
            }
            @if left_out > 0 { text.quiet x="12" y=(height - 10.0) { (left_out) " more figures are not drawn" } }
            @else if scale.logarithmic { text.quiet x="12" y=(height - 10.0) { "each mark is ten times the one before, or more" } }
        }
    }
}

/// A figure: its claimant (unless he stands above), its day, its mark and its words.
fn row(figure: &Told, y: f64, scale: &Scale, again: bool) -> Markup {
    let middle = y + 4.5;
    let day = figure.claimed.as_deref().map_or("day unknown".to_owned(), outline::day);
    let against = if figure.conflicts.is_empty() { "" } else { " ≠" };
    let label = format!("{}{against}", shown(&figure.text, LABEL));
    let old = if figure.superseded_by.is_some() { " old" } else { "" };
    html! {
        @if !again { text x="12" y=(middle) { (shown(&claimant(figure), NAME)) } }
        text.quiet x="212" y=(middle) { (shown(&day, 18)) }
        g { title { (shown(&figure.words, 300)) } (mark(figure, y, scale, old)) }
        text.gone[figure.superseded_by.is_some()] x=(units(RIGHT + 14.0)) y=(middle) { (label) }
    }
}

fn mark(figure: &Told, y: f64, scale: &Scale, old: &str) -> Markup {
    let (bar, dot) = (format!("bar{old}"), format!("dot{old}"));
    let cap = |x: f64| format!("M{} {}V{}", units(x), y - 6.0, y + 6.0);
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high => {
            let x = scale.across(low);
            let class = if figure.hedge == "about" { "ring" } else { "dot" };
            // What is superseded is small.
            let radius = if figure.superseded_by.is_some() { "3" } else { "5" };
            html! { circle class=(class) cx=(units(x)) cy=(y) r=(radius) {} }
        }
        (Some(low), Some(high)) => {
            let (from, to) = (scale.across(low), scale.across(high));
            html! { path class=(bar) d=(format!("{}M{} {y}H{}{}", cap(from), units(from), units(to), cap(to))) {} }
        }
        (Some(low), None) => {
            let (from, to) = (scale.across(low), RIGHT + 8.0);
            html! {
                path class=(bar) d=(format!("{}M{} {y}H{}", cap(from), units(from), units(to - 6.0))) {}
                path class=(dot) d=(format!("M{} {y}l-8 -4v8z", units(to))) {}
            }
        }
        (None, Some(high)) => {
            let (from, to) = (LEFT, scale.across(high));
            html! {
                path class=(bar) d=(format!("{}M{} {y}H{}", cap(to), units(to), units(from + 6.0))) {}
                path class=(dot) d=(format!("M{} {y}l8 -4v8z", units(from))) {}
            }
        }
        (None, None) => html! { text.quiet x=(units(LEFT + 4.0)) y=(y + 4.5) { "?" } },
    }
}

/// The picture in words, for those who do not see it.
fn told(figures: &[&Told]) -> String {
    let one = |figure: &&Told| {
        let day = figure.claimed.as_deref().map_or("day unknown".to_owned(), outline::day);
        let old = if figure.superseded_by.is_some() { ", superseded" } else { "" };
        format!("{day}, {}: {} {}{old}", claimant(figure), figure.text, bounds(figure))
    };
    shown(&figures.iter().map(one).collect::<Vec<_>>().join("; "), 4_000)
}

/// Words of a page: cut, and nothing in them steers.
fn shown(words: &str, columns: usize) -> String {
    wrap::clip(&safe::show(&outline::fold(words)), columns)
}

/// Units with one decimal: the same bytes on any machine.
fn units(units: f64) -> String {
    format!("{units:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_ledger::About;

    fn figure(number: i64, claimant: &str, low: Option<f64>, high: Option<f64>) -> Told {
        let document = About {
            document: 1,
            id: String::new(),
            path: "a.html".into(),
            url: None,
            outlet: None,
            title: None,
            published: None,
        };
        Told {
            figure: number,
            claimed: Some("2031-05-02".into()),
            claimant: Some(claimant.into()),
            source: None,
            entity: None,
            who: claimant.into(),
            told: "statement".into(),
            text: "so many".into(),
            words: "so many of them".into(),
            low,
            high,
            hedge: "exact".into(),
            document,
            start: 0,
            end: 1,
            copies: vec![number],
            documents: 1,
            outlets: Vec::new(),
            thing_from: None,
            further: false,
            superseded_by: None,
            conflicts: Vec::new(),
        }
    }

    fn series(figures: Vec<Told>) -> Counted {
        Counted {
            series: 7,
            what: "person".into(),
            sort: "people".into(),
            currency: None,
            fate: Some("killed".into()),
            side: None,
            places: Vec::new(),
            around: vec!["aldin".into()],
            part: false,
            claimants: 2,
            figures,
            left_out: 0,
        }
    }

    #[test]
    fn words_of_a_page_stay_words() {
        let name = "<script>alert(1)</script>\u{202e}\u{1b}[2J & \"co\"";
        let drawn = chart(&series(vec![figure(1, name, Some(3.0), Some(3.0))])).into_string();
        assert!(!drawn.contains("<script") && !drawn.contains('\u{1b}') && !drawn.contains('\u{202e}'), "{drawn}");
        assert!(drawn.contains("&lt;script&gt;"));
    }

    #[test]
    fn any_bounds_can_be_drawn() {
        let odd =
            [None, Some(0.0), Some(-5.0), Some(1.0), Some(1e300), Some(f64::MAX), Some(f64::INFINITY), Some(f64::NAN)];
        for low in odd {
            for high in odd {
                let drawn =
                    chart(&series(vec![figure(1, "A", low, high), figure(2, "B", Some(12.0), None)])).into_string();
                assert!(drawn.len() < 20_000, "{low:?} {high:?}");
                assert!(!drawn.contains("NaN") && !drawn.contains("\"inf"), "{low:?} {high:?} {drawn}");
            }
        }
        assert!(chart(&series(Vec::new())).into_string().contains("people killed (Aldin)"));
    }

    #[test]
    fn a_long_quarrel_is_cut_and_says_so() {
        let many =
            (0..200).map(|number| figure(number, &format!("Speaker {number}"), Some(number as f64), None)).collect();
        assert!(chart(&series(many)).into_string().contains("120 more figures are not drawn"));
    }
}
