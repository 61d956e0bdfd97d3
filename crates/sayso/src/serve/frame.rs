//! Frame: what stands around every page: head, the way around, foot, and the one style sheet.
//!
//! No page holds script or style of its own; all of it can be reached with the Tab key and read without colours.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::families::sides;
use crate::{chart, html as readings, safe};

/// What is particular to one page.
pub(super) struct Sheet {
    /// Plain words; shown in the title bar.
    pub(super) title: String,
    /// Which entry of the way around it belongs to.
    pub(super) here: Option<Place>,
    pub(super) main: Markup,
}

/// The entries of the way around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Find,
    Documents,
    People,
    Claims,
    Figures,
}

impl Place {
    const ALL: [(Place, &str, &str); 5] = [
        (Place::Find, "/find", "Find"),
        (Place::Documents, "/documents", "Documents"),
        (Place::People, "/people", "People"),
        (Place::Claims, "/claims", "Claims"),
        (Place::Figures, "/figures", "Figures"),
    ];
}

/// The style of readings, of texts side by side and of charts, as `read`, `families` and `figures` print them, then what is ours.
pub(super) fn style() -> String {
    [readings::STYLE, sides::STYLE, chart::STYLE, include_str!("style.css")].concat()
}

/// A whole page; `twin`: the address of the same in JSON.
pub(super) fn page(sheet: &Sheet, twin: Option<&str>) -> Markup {
    let title = safe::show(&sheet.title);
    html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en\">\n"))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " · sayso" }
            link rel="stylesheet" href="/style.css";
            // Without this, browsers ask for an icon.
            link rel="icon" href="data:,";
            @if let Some(twin) = twin { link rel="alternate" type="application/json" href=(twin); }
        }
        (PreEscaped("\n<body class=\"serve\">\n"))
        a.skip href="#main" { "Skip to the page" }
        header.masthead {
            a.brand href="/" { "sayso" }
            nav aria-label="Site" {
                ul {
                    @for (place, address, name) in Place::ALL {
                        li { a href=(address) aria-current=[(sheet.here == Some(place)).then_some("page")] { (name) } }
                    }
                }
            }
            form.quick action="/find" role="search" aria-label="Find words" {
                label.unseen for="quick" { "Words to find" }
                input id="quick" name="q" type="search" autocomplete="off" placeholder="Find words";
                button { "Find" }
            }
        }
        main id="main" { (sheet.main) }
        footer.foot {
            p { "Everything here is what somebody said or printed. sayso does not say what is true." }
            @if let Some(twin) = twin { p { "The same for programs: " a href=(twin) { "JSON" } } }
        }
        (PreEscaped("\n</body>\n</html>\n"))
    }
}
