//! Document: one reading as a part of a page.

use std::collections::BTreeMap;

use maud::{Markup, Render, html};
use sayso_read::Reading;
use sayso_read::articles::BlockKind;
use sayso_read::reading::{Block, CodePoints};
use sayso_read::statements::Kind;

use super::marks::{self, List, Mark, Role, Segment};
use crate::facts::{self, Facts, Told};
use crate::outline::{self, Node, Outline, Speaker, fold};
use crate::safe;

/// Places of one doubt that are listed.
const PLACES: usize = 50;

/// So many speakers need no list of their own.
const FEW_SPEAKERS: usize = 4;

/// What the parts of a document need.
struct Desk<'r> {
    reading: &'r Reading,
    points: CodePoints<'r>,
    segments: Vec<Segment>,
    /// `d3`: tells this document's anchors from those of the others on the page.
    prefix: String,
    /// For each list of the reading and each entry of it: the segment where it begins, its anchor in the text.
    begins: [Vec<Option<usize>>; List::ALL.len()],
    facts: Facts,
    /// For each time, place and figure what it means.
    means: [Vec<Option<String>>; List::ALL.len()],
    /// For each statement who its source is, where the print does not say so.
    who: Vec<Option<String>>,
    ways: &'r Ways,
}

/// Where the findings of a document lead outside of it, by their ids in the reading; nowhere, where it stands alone.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    /// Entities: the address of the person.
    pub(crate) people: BTreeMap<String, String>,
    /// Statements: an address, and the words of the link.
    pub(crate) statements: BTreeMap<String, (String, String)>,
}

/// Lays out one reading.
pub(crate) fn document(reading: &Reading, number: usize, ways: &Ways) -> String {
    let segments = marks::cut(&marks::of(reading));
    let body: Vec<(u32, u32)> =
        reading.blocks.iter().filter(|block| block.kind.is_body()).map(|block| (block.start, block.end)).collect();
    let mut begins = List::ALL.map(|list| vec![None; entries(reading, list)]);
    for (index, segment) in segments.iter().enumerate() {
        // Furniture carries no anchors.
        let at = body.partition_point(|&(_, end)| end <= segment.start);
        if body.get(at).is_none_or(|&(start, _)| start >= segment.end) {
            continue;
        }
        for mark in &segment.marks {
            begins[mark.role.list() as usize][mark.of].get_or_insert(index);
        }
    }
    let points = CodePoints::of(&reading.text);
    let outline = Outline::of(reading);
    let mut who = vec![None; reading.statements.len()];
    let mut nodes: Vec<&Node> = outline.speakers.iter().flat_map(|speaker| &speaker.statements).collect();
    while let Some(node) = nodes.pop() {
        who[node.at] = outline::inner(node).and_then(|(_, name)| name);
        nodes.extend(&node.inside);
    }
    let facts = Facts::of(reading, &outline);
    let mut means = List::ALL.map(|list| vec![None; entries(reading, list)]);
    for figure in &facts.figures {
        means[List::Figures as usize][figure.at].clone_from(&figure.means);
    }
    for (list, told) in [(List::Times, &facts.times), (List::Places, &facts.places)] {
        for told in told {
            for &at in &told.at {
                means[list as usize][at].clone_from(&told.means);
            }
        }
    }
    let desk = Desk { reading, points, segments, prefix: format!("d{number}"), begins, facts, means, who, ways };
    let page = html! {
        article.document id=(desk.prefix) {
            div.text lang=[language(reading)] { (desk.text()) }
            div.beside {
                (desk.says(&outline))
                (desk.figures())
                (desk.told("When", List::Times, &desk.facts.times))
                (desk.told("Where", List::Places, &desk.facts.places))
                (desk.open(&outline))
            }
        }
    };
    page.0 + "\n"
}

/// The language tag, if it is shaped like one.
fn language(reading: &Reading) -> Option<&str> {
    let tag = reading.language.as_deref()?;
    let shaped =
        !tag.is_empty() && tag.len() < 36 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    shaped.then_some(tag)
}

/// How many entries a list has.
fn entries(reading: &Reading, list: List) -> usize {
    match list {
        List::Statements => reading.statements.len(),
        List::Times => reading.times.len(),
        List::Places => reading.places.len(),
        List::Figures => reading.quantities.len(),
        List::Doubts => reading.unresolved.len(),
    }
}

impl Desk<'_> {
    /// The anchor of a list's entry.
    fn entry(&self, list: List, of: usize) -> String {
        format!("{}-{}{}", self.prefix, list.letters().0, of + 1)
    }

    /// The anchor of an entry's first words in the text.
    fn anchor(&self, list: List, of: usize) -> String {
        format!("{}-{}{}", self.prefix, list.letters().1, of + 1)
    }

    /// The way to the words of an entry; none where its places make no sense or lie in furniture.
    fn way(&self, list: List, of: usize) -> Option<String> {
        self.begins[list as usize][of].map(|_| format!("#{}", self.anchor(list, of)))
    }

    /// What a mark tells where the print does not: who "she" is, which day "Wednesday" was.
    fn tells(&self, mark: &Mark) -> Option<&str> {
        match mark.role {
            Role::Source => self.who.get(mark.of)?.as_deref(),
            _ => self.means[mark.role.list() as usize].get(mark.of)?.as_deref(),
        }
    }

    fn text(&self) -> Markup {
        let reading = self.reading;
        let headline = reading.blocks.iter().position(|block| block.kind == BlockKind::Headline);
        let day = reading.published.as_ref().map(|dated| outline::day(&dated.value));
        let kicker: Vec<_> = reading.outlet.iter().cloned().chain(day).collect();
        html! {
            header {
                @if !kicker.is_empty() { p.kicker dir="auto" { (shown(&kicker.join(" · "))) } }
                @if headline.is_none() { h1 dir="auto" { (shown(reading.title.as_deref().unwrap_or(&reading.path))) } }
            }
            (self.blocks(headline))
            (self.origin(headline.is_some()))
        }
    }

    /// The blocks in their order; neighbours of one sort (furniture, list items) together.
    fn blocks(&self, headline: Option<usize>) -> Markup {
        let blocks = &self.reading.blocks;
        let sort = |block: &Block| match block.kind {
            kind if !kind.is_body() => 1,
            BlockKind::ListItem => 2,
            _ => 0,
        };
        let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            match groups.last_mut() {
                Some(group) if sort(block) > 0 && sort(&blocks[group.start]) == sort(block) => group.end = index + 1,
                _ => groups.push(index..index + 1),
            }
        }
        html! {
            @for group in groups {
                @match sort(&blocks[group.start]) {
                    1 => (self.furniture(&blocks[group])),
                    2 => ul { @for block in &blocks[group] { li dir="auto" { (self.marked(block.start, block.end)) } } },
                    _ => (self.block(&blocks[group.start], headline == Some(group.start))),
                }
            }
        }
    }

    fn block(&self, block: &Block, title: bool) -> Markup {
        let inside = || self.marked(block.start, block.end);
        match block.kind {
            BlockKind::Headline if title => html! { h1 dir="auto" { (inside()) } },
            BlockKind::Headline | BlockKind::Heading => html! { h2 dir="auto" { (inside()) } },
            BlockKind::Byline => html! { p.byline dir="auto" { (inside()) } },
            BlockKind::Dateline => html! { p.dateline dir="auto" { (inside()) } },
            BlockKind::Quote => html! { blockquote dir="auto" { (inside()) } },
            BlockKind::Caption => html! { p.caption dir="auto" { (inside()) } },
            BlockKind::Table => self.table(block),
            _ => html! { p dir="auto" { (inside()) } },
        }
    }

    /// A row a line, cells parted by tabs.
    fn table(&self, block: &Block) -> Markup {
        let mut start = block.start;
        let mut rows = Vec::new();
        for line in self.points.slice(block.start, block.end).split('\n') {
            let mut cells = Vec::new();
            for cell in line.split('\t') {
                let end = start + cell.chars().count() as u32;
                cells.push((start, end));
                start = end + 1;
            }
            rows.push(cells);
        }
        html! {
            div.table tabindex="0" role="region" aria-label="Table" {
                table { @for row in rows { tr { @for (start, end) in row { td dir="auto" { (self.marked(start, end)) } } } } }
            }
        }
    }

    /// Furniture: folded away in its place.
    fn furniture(&self, blocks: &[Block]) -> Markup {
        let mut kinds: Vec<String> = Vec::new();
        for kind in blocks.iter().map(|block| outline::name(block.kind)) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        html! {
            details.furniture {
                summary { "left out: " (kinds.join(", ")) }
                @for block in blocks {
                    p dir="auto" { (shown(self.points.slice(block.start, block.end))) }
                }
            }
        }
    }

    /// The words of a stretch with their marks.
    fn marked(&self, start: u32, end: u32) -> Markup {
        let first = self.segments.partition_point(|segment| segment.end <= start);
        let mut parts = Vec::new();
        let mut at = start;
        for (offset, segment) in self.segments[first..].iter().take_while(|segment| segment.start < end).enumerate() {
            let (from, to) = (segment.start.max(start), segment.end.min(end));
            if at < from {
                parts.push(self.plain(at, from));
            }
            parts.push(self.segment(first + offset, from, to));
            at = to;
        }
        if at < end {
            parts.push(self.plain(at, end));
        }
        html! { @for part in parts { (part) } }
    }

    fn plain(&self, start: u32, end: u32) -> Markup {
        shown(self.points.slice(start, end)).render()
    }

    /// A marked stretch: a link to what was found there, the innermost finding first.
    fn segment(&self, index: usize, start: u32, end: u32) -> Markup {
        let segment = &self.segments[index];
        let marks = &segment.marks;
        let contents = marks.iter().filter(|mark| matches!(mark.role, Role::Content(_))).count();
        let mut classes: Vec<&str> = Vec::new();
        for mark in marks {
            let class = match mark.role {
                Role::Source => "src",
                Role::Cue => "cue",
                Role::Beside => "side",
                Role::Open => "open",
                Role::Time | Role::Place | Role::Figure => "fact",
                Role::Content(kind) if contents > 0 && !classes.contains(&"con") => {
                    classes.push("con");
                    kinds(kind)
                }
                Role::Content(_) => "deep",
            };
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        // The first of a statement's segments is its anchor and a stop for the Tab key; the others are for the mouse.
        let starts = start == segment.start;
        let anchors: Vec<String> = (marks.iter())
            .filter(|mark| self.begins[mark.role.list() as usize][mark.of] == Some(index))
            .map(|mark| self.anchor(mark.role.list(), mark.of))
            .collect();
        let stop = starts && !anchors.is_empty();
        let mut keys: Vec<String> = Vec::new();
        for mark in marks.iter().filter(|mark| mark.role.list() == List::Statements) {
            let key = self.entry(List::Statements, mark.of);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        // The innermost finding; a doubt where there is nothing else.
        let target = marks.iter().find(|mark| mark.role != Role::Open).or(marks.first());
        let target = target.map(|mark| self.entry(mark.role.list(), mark.of)).unwrap_or_default();
        let tells = marks.iter().find_map(|mark| self.tells(mark));
        html! {
            @if stop { @for anchor in anchors.iter().skip(1) { span id=(anchor) {} } }
            a class=(classes.join(" ")) id=[stop.then(|| &anchors[0])] href={ "#" (target) } data-s=[(!keys.is_empty()).then(|| keys.join(" "))] title=[tells.map(shown)]
                tabindex=[(!stop).then_some("-1")] { (self.plain(start, end)) }
        }
    }

    /// Where the document comes from.
    fn origin(&self, headline: bool) -> Markup {
        let reading = self.reading;
        let dated = |dated: &sayso_read::reading::Dated| format!("{} ({})", dated.value, dated.evidence);
        let credits: Vec<_> =
            reading.credits.iter().map(|credit| format!("{} ({})", credit.name, outline::name(credit.kind))).collect();
        let rows = [
            ("Title", reading.title.clone().filter(|_| headline)),
            ("Authors", Some(reading.authors.join(", "))),
            ("Published", reading.published.as_ref().map(dated).or_else(|| Some("no date found".into()))),
            ("Changed", reading.modified.as_ref().map(dated)),
            ("Credits", Some(credits.join(", "))),
            ("Outlet", reading.outlet.clone()),
            ("Language", reading.language.clone()),
            ("File", Some(reading.path.clone())),
            ("Record", reading.record.clone()),
            ("Identity", Some(reading.id.clone())),
        ];
        html! {
            details.origin {
                summary { "Where this comes from" }
                dl {
                    @for (name, value) in rows {
                        @if let Some(value) = value.filter(|value| !value.is_empty()) {
                            dt { (name) } dd dir="auto" { (shown(&value)) }
                        }
                    }
                    @if let Some(url) = &reading.url {
                        dt { "Address" }
                        dd dir="auto" {
                            // Only addresses of web pages become links: no javascript:, no data:.
                            @if url.starts_with("https://") || url.starts_with("http://") {
                                a href=(url) rel="noreferrer noopener nofollow" { (shown(url)) }
                            } @else { (shown(url)) }
                        }
                    }
                }
            }
        }
    }

    /// Who says what: each speaker once, with all that he or she says.
    fn says(&self, outline: &Outline) -> Markup {
        let reading = self.reading;
        let body = reading.blocks.iter().any(|block| block.kind.is_body());
        let speakers = &outline.speakers;
        html! {
            section aria-labelledby={ (self.prefix) "-says" } {
                h2 id={ (self.prefix) "-says" } tabindex="-1" { "Who says what" }
                @if !body { p.none { "No article was found on this page." } }
                @else if speakers.is_empty() { p.none { "No statement was found." } }
                @else {
                    @if speakers.len() > FEW_SPEAKERS { (self.contents(speakers)) }
                    @for (at, speaker) in speakers.iter().enumerate() {
                        section.speaker aria-labelledby={ (self.prefix) "-p" (at + 1) } {
                            h3 id={ (self.prefix) "-p" (at + 1) } dir="auto" {
                                @let way = speaker.statements.first().and_then(|node| self.ways.people.get(&node.entity?.id));
                                @match (&speaker.name, way) {
                                    (Some(name), Some(way)) => a href=(way) { (shown(name)) },
                                    (Some(name), None) => (shown(name)),
                                    (None, _) => span.nobody { "No speaker printed" },
                                }
                                @if let Some(about) = &speaker.about { " " span.about { (shown(about)) } }
                                @if let Some(remark) = speaker.remark { " " span.remark { (remark) } }
                            }
                            ol.cards { @for node in &speaker.statements { (self.card(node, false)) } }
                        }
                    }
                }
            }
        }
    }

    /// The speakers' names, where their statements would not fit one screen.
    fn contents(&self, speakers: &[Speaker]) -> Markup {
        html! {
            details.speakers {
                summary { (speakers.iter().filter(|speaker| speaker.name.is_some()).count()) " speakers" }
                ul {
                    @for (at, speaker) in speakers.iter().enumerate() {
                        li dir="auto" {
                            a href={ "#" (self.prefix) "-p" (at + 1) } { (shown(speaker.name.as_deref().unwrap_or("no speaker printed"))) }
                            " " span.count { (speaker.statements.len()) }
                        }
                    }
                }
            }
        }
    }

    fn card(&self, node: &Node, nested: bool) -> Markup {
        let statement = node.statement;
        let at = node.at;
        let id = self.entry(List::Statements, at);
        let pieces: Vec<_> =
            statement.content.spans.iter().map(|&(start, end)| fold(self.points.slice(start, end))).collect();
        let speaker = if nested { outline::inner(node) } else { None };
        html! {
            li.card id=(id) data-s=(id) {
                p.who {
                    // A statement whose places make no sense has no anchor to lead to.
                    a.number href=[self.way(List::Statements, at)]
                        aria-label={ "Statement " (at + 1) " in the text" } { (at + 1) }
                    " "
                    @match &speaker {
                        Some((printed, name)) => {
                            bdi.src { (shown(printed)) } " "
                            @if let Some(name) = name { span.about { "(" bdi { (shown(name)) } ")" } " " }
                        },
                        None if nested => { span.nobody { "no speaker printed" } " " },
                        None => {},
                    }
                    @if let Some(cue) = outline::cue(statement) { bdi.cue { (shown(&cue)) } }
                    @if let Some(deed) = outline::deed(statement) { " " span.deed { (shown(&deed)) } }
                    @if let Some(around) = outline::around(statement) { " " bdi.around { (shown(&around)) } }
                    @if let Some((way, words)) = self.ways.statements.get(&statement.id) { " " a.elsewhere href=(way) { (words) } }
                    " " span.sort { (sort(statement.kind)) }
                }
                p.said dir="auto" {
                    span class={ "con " (outline::name(statement.kind)) } { (shown(&pieces.join(" … "))) }
                }
                @if !node.inside.is_empty() { ol.cards { @for node in &node.inside { (self.card(node, true)) } } }
            }
        }
    }

    /// How many: each figure with who gives it.
    fn figures(&self) -> Markup {
        let figures = &self.facts.figures;
        if figures.is_empty() {
            return html! {};
        }
        html! {
            section.facts aria-labelledby={ (self.prefix) "-many" } {
                h2 id={ (self.prefix) "-many" } { "How many" }
                ul {
                    @for figure in figures {
                        li id=(self.entry(List::Figures, figure.at)) {
                            a href=[self.way(List::Figures, figure.at)] dir="auto" { (shown(&figure.printed)) }
                            @if let Some(means) = &figure.means { " = " (shown(means)) }
                            @if let Some(of) = &figure.of { " · " bdi { (shown(of)) } }
                            " " bdi.about { (shown(figure.says.as_deref().unwrap_or("the paper"))) }
                        }
                    }
                }
            }
        }
    }

    /// When, or where: each once, with the way to every mention.
    fn told(&self, name: &str, list: List, all: &[Told]) -> Markup {
        if all.is_empty() {
            return html! {};
        }
        let id = format!("{}-{}", self.prefix, name.to_lowercase());
        html! {
            section.facts aria-labelledby=(id) {
                h2 id=(id) { (name) }
                ul {
                    @for told in all {
                        li {
                            a id=(self.entry(list, told.at[0])) href=[self.way(list, told.at[0])] dir="auto" { (shown(&told.printed.join(", "))) }
                            @match &told.means {
                                Some(means) if *means != told.printed[0] => { " = " bdi { (shown(means)) } },
                                Some(_) => {},
                                None => { " " span.open { "not settled" } },
                            }
                            @if let Some(form) = self.form(list, told) { " " span.about { (form) } }
                            @for (number, &at) in told.at.iter().enumerate().skip(1) {
                                " " a.number id=(self.entry(list, at)) href=[self.way(list, at)] { (number + 1) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// How a place is printed, where not as a plain name.
    fn form(&self, list: List, told: &Told) -> Option<&'static str> {
        if list == List::Places { facts::form(self.reading, told) } else { None }
    }

    /// What stayed open.
    fn open(&self, outline: &Outline) -> Markup {
        if outline.doubts.is_empty() {
            return html! {};
        }
        html! {
            section.unsettled aria-labelledby={ (self.prefix) "-open" } {
                h2 id={ (self.prefix) "-open" } { "Not settled" }
                ul {
                    @for doubts in &outline.doubts {
                        li {
                            b { (shown(doubts.what)) } ": " (shown(doubts.why))
                            @let places: Vec<_> = doubts.places.iter().filter_map(|&(at, doubt)| Some((at, doubt.start?, doubt.end?))).collect();
                            @if !places.is_empty() {
                                ul {
                                    @for &(at, start, end) in places.iter().take(PLACES) {
                                        li id=(self.entry(List::Doubts, at)) {
                                            a href=[self.way(List::Doubts, at)] dir="auto" {
                                                (shown(&fold(self.points.slice(start, end))))
                                            }
                                        }
                                    }
                                    @if places.len() > PLACES { li { "and " (places.len() - PLACES) " more" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The sign of a kind, for those who see no colours.
fn sort(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

fn kinds(kind: u8) -> &'static str {
    match kind {
        0 => "direct",
        1 => "mixed",
        _ => "indirect",
    }
}

/// Words of the page: steering characters as signs; `maud` escapes the rest.
fn shown(words: &str) -> std::borrow::Cow<'_, str> {
    safe::show(words)
}
