//! Tags by number: comparing a byte is quicker than comparing names.

use html5ever::LocalName;

macro_rules! tags {
    ($($name:tt $tag:ident,)*) => {
        /// What an element is, for the elements of HTML that a reader of articles may want to tell apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Tag {
            /// The page itself, the root of the tree.
            Document,
            /// No element: a text.
            Text,
            /// Any element not listed here; also everything inside of `svg` and `math`.
            Other,
            $(#[doc = concat!("`", $name, "`")] $tag,)*
        }

        impl Tag {
            /// The tag of an element of HTML.
            pub(super) fn of(name: &LocalName) -> Tag {
                match *name {
                    $(html5ever::local_name!($name) => Tag::$tag,)*
                    _ => Tag::Other,
                }
            }
        }
    };
}

tags! {
    "a" A, "abbr" Abbr, "address" Address, "article" Article, "aside" Aside, "audio" Audio, "b" B,
    "base" Base, "blockquote" Blockquote, "body" Body, "br" Br, "button" Button, "canvas" Canvas, "caption" Caption,
    "center" Center, "cite" Cite, "code" Code, "col" Col, "colgroup" Colgroup, "dd" Dd, "del" Del, "details" Details,
    "dialog" Dialog, "div" Div, "dl" Dl, "dt" Dt, "em" Em, "embed" Embed, "fieldset" Fieldset,
    "figcaption" Figcaption, "figure" Figure, "font" Font, "footer" Footer, "form" Form, "frameset" Frameset,
    "h1" H1, "h2" H2, "h3" H3, "h4" H4, "h5" H5, "h6" H6, "head" Head, "header" Header, "hgroup" Hgroup, "hr" Hr,
    "html" Html, "i" I, "iframe" Iframe, "img" Img, "input" Input, "ins" Ins, "label" Label, "legend" Legend,
    "li" Li, "link" Link, "main" Main, "mark" Mark, "math" Math, "menu" Menu, "meta" Meta, "nav" Nav,
    "noframes" Noframes, "noscript" Noscript, "object" Object, "ol" Ol, "optgroup" Optgroup, "option" Option,
    "p" P, "picture" Picture, "plaintext" Plaintext, "pre" Pre, "q" Q, "rp" Rp, "rt" Rt, "ruby" Ruby, "s" S,
    "script" Script, "section" Section, "select" Select, "small" Small, "source" Source,
    "span" Span, "strike" Strike, "strong" Strong, "style" Style, "sub" Sub, "summary" Summary, "sup" Sup,
    "svg" Svg, "table" Table, "tbody" Tbody, "td" Td, "template" Template, "textarea" Textarea, "tfoot" Tfoot,
    "th" Th, "thead" Thead, "time" Time, "title" Title, "tr" Tr, "u" U, "ul" Ul, "video" Video, "wbr" Wbr,
}
