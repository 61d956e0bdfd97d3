//! The tree of a page: structure as browsers build it, texts with their places.
#![allow(clippy::unwrap_used)]

use sayso_read::tree::{Node, Tag, Tree};

/// The tree as nested names: `html(head body(p('Rain')))`; white space alone is left out.
fn outline(page: &str) -> String {
    let tree = Tree::parse(page);
    let mut out = String::new();
    let mut open: Vec<Node> = Vec::new();
    for node in tree.preorder(tree.root()).skip(1) {
        while let Some(last) = open.last()
            && !tree.is_inside(node, *last)
        {
            out.push(')');
            open.pop();
        }
        match tree.text(node) {
            Some(text) if text.trim().is_empty() => continue,
            Some(text) => out += &format!(" '{text}'"),
            None => {
                out += &format!(" {}(", tree.name(node));
                open.push(node);
            }
        }
    }
    out.extend(open.iter().map(|_| ')'));
    out.replace("( ", "(").replace("()", "").trim().to_string()
}

/// Every piece as `text|raw`.
fn pieces(page: &str) -> Vec<String> {
    let tree = Tree::parse(page);
    let mut out = Vec::new();
    for node in tree.preorder(tree.root()) {
        let all: String = tree.pieces(node).map(|piece| piece.text).collect();
        assert_eq!(all, tree.text(node).unwrap_or_default());
        for piece in tree.pieces(node) {
            match piece.raw {
                Some(raw) => out.push(format!("{}|{}", piece.text, &page[raw.range()])),
                None => assert!(piece.text.trim().is_empty()),
            }
        }
    }
    out
}

#[test]
fn what_authors_leave_out_is_added() {
    assert_eq!(outline("Fog"), "html(head body('Fog'))");
    assert_eq!(outline("<p>Rain<p>Fog"), "html(head body(p('Rain') p('Fog')))");
    assert_eq!(outline(""), "html(head body)");
    assert_eq!(
        outline("<title>A &amp; B</title><b>x<p>y</b>z"),
        "html(head(title('A & B')) body(b('x') p(b('y') 'z')))"
    );
}

#[test]
fn text_that_stands_wrongly_in_a_table_moves_before_it() {
    assert_eq!(
        outline("<table> lost &amp; <tr><td>found</table>"),
        "html(head body('lost & ' table(tbody(tr(td('found'))))))".replace("'lost", "' lost")
    );
    assert_eq!(pieces("<table> lost &amp; <tr><td>found</table>"), ["lost & |lost &amp; ", "found|found"]);
}

#[test]
fn noscript_is_read_as_elements_and_scripts_as_text() {
    assert_eq!(outline("<body><noscript><p>Fog</noscript>"), "html(head body(noscript(p('Fog'))))");
    assert_eq!(outline("<body><script>if (a<b) '</p>'</script>"), "html(head body(script('if (a<b) '</p>'')))");
    assert_eq!(pieces("<textarea>\n a &lt; b</textarea>"), ["a < b|a &lt; b"]);
}

#[test]
fn texts_know_where_they_stand() {
    assert_eq!(pieces("<p>Rain &amp; wind</p>"), ["Rain & wind|Rain &amp; wind"]);
    assert_eq!(pieces("<p>&amp;c.<b>x</b>&nbsp;y"), ["&c.|&amp;c.", "x|x", "\u{a0}y|&nbsp;y"]);
    assert_eq!(pieces("<p>\r\n  São\r\n Tomé &eacute"), ["São\r\n Tomé é|São\r\n Tomé &eacute"]);
    assert_eq!(pieces("<p>a < b &foo; c &#x41;"), ["a < b &foo; c A|a < b &foo; c &#x41;"]);
    assert_eq!(pieces("a<!-- x -->b"), ["a|a", "b|b"]);
    assert_eq!(pieces("a</>b</>&lt;c"), ["a|a", "b<c|b</>&lt;c"]);
    assert_eq!(pieces("&#32;&#10; Fog"), ["Fog|Fog"]);
    assert_eq!(pieces("<é>Fog"), ["<é>Fog|<é>Fog"]);
    assert_eq!(pieces("Fog<p class='x"), ["Fog|Fog"]);
    assert_eq!(pieces("<svg><![CDATA[a<b]]>c&amp;</svg>"), ["a<b|a<b", "c&|c&amp;"]);
    assert_eq!(pieces("<svg><![CDATA[]“a]] ]é]]>"), ["]“a]] ]é|]“a]] ]é"]);
    assert_eq!(pieces("a\0b"), ["a|a", "b|b"]);
}

#[test]
fn attributes_are_decoded_and_found_by_lower_case_name() {
    let page = r#"<a HREF="/x?a=1&amp;b=2" class=fog data-x='y' href=no hidden>x</a><body id=late><p>x<body id=no>"#;
    let tree = Tree::parse(page);
    let find = |tag| tree.preorder(tree.root()).find(|node| tree.tag(*node) == tag).unwrap();
    let a = find(Tag::A);
    let all: Vec<_> = tree.attributes(a).collect();
    assert_eq!(all, [("href", "/x?a=1&b=2"), ("class", "fog"), ("data-x", "y"), ("hidden", "")]);
    assert_eq!(tree.attribute(find(Tag::Body), "id"), Some("late"));
    assert_eq!(&page[tree.start_tag(a).unwrap().range()], &page[..page.find(">x<").unwrap() + 1]);
    assert_eq!(tree.start_tag(find(Tag::Html)), None);
}

#[test]
fn copies_of_formatting_elements_keep_their_attributes() {
    let tree = Tree::parse("<p><b class=x>a<b class=x>b<p>c");
    let b: Vec<_> = tree.preorder(tree.root()).filter(|node| tree.tag(*node) == Tag::B).collect();
    assert_eq!(b.len(), 4);
    assert!(b.iter().all(|b| tree.attribute(*b, "class") == Some("x")));
    // Four of a kind are too many (the standard's "Noah's Ark clause").
    assert_eq!(outline("<p><b class=x><b class=x><b class=x><b class=x>a<p>b").matches("b(").count(), 7);
}

#[test]
fn nodes_can_be_walked_in_every_direction() {
    let tree = Tree::parse("<ul><li>a<li>b<p>c</ul>");
    for node in tree.preorder(tree.root()) {
        let children: Vec<_> = tree.children(node).collect();
        assert_eq!(children.first().copied(), tree.first_child(node));
        for pair in children.windows(2) {
            assert_eq!(tree.next_sibling(pair[0]), Some(pair[1]));
            assert_eq!(tree.prev_sibling(pair[1]), Some(pair[0]));
            assert_eq!(tree.parent(pair[1]), Some(node));
        }
        assert_eq!(tree.preorder(node).next(), Some(node));
        assert!(tree.preorder(node).all(|inner| tree.is_inside(inner, node)));
    }
    let mut walk = tree.preorder(tree.root());
    let mut seen = Vec::new();
    while let Some(node) = walk.next() {
        seen.push(tree.name(node));
        if tree.tag(node) == Tag::Li {
            walk.skip_inside();
        }
    }
    assert_eq!(seen, ["", "html", "head", "body", "ul", "li", "li"]);
}

#[test]
fn strange_places_do_no_harm() {
    for page in [
        "<template><tr><td>x</template>y",
        "<frameset><frame><noframes>x</noframes></frameset>",
        "<plaintext>a<b>c",
        "<select><option>a<optgroup><option>b<table>c</select>d",
        "<svg><foreignObject><p>x<svg><desc><table><td>y<math><mi><b>z<annotation-xml encoding='text/html'><p>w",
        "<math><annotation-xml encoding=text/html><svg><title><div>x",
        "<table><template><tr>x<table>y</template>z<caption>u<col><form><input type=hidden>",
        "<!doctype html public '-//W3C//DTD HTML 3.2//EN'><p><table>x",
        "</p></br><html a=1><head></body>x</html>y<!-- z -->w",
        "<isindex><image><keygen><menuitem><nobr>a<nobr>b<button>c<button>d",
    ] {
        let tree = Tree::parse(page);
        assert!(tree.len() > 3, "{page}");
        assert!(tree.limits().is_empty());
        pieces(page);
    }
}

#[test]
fn limits_are_told_and_texts_survive_them() {
    let deep = format!("{}x{}y", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let tree = Tree::parse(&deep);
    assert_eq!(tree.limits().len(), 1);
    assert!(tree.limits()[0].starts_with("elements are nested deeper than 512"), "{:?}", tree.limits());
    assert_eq!(pieces(&deep), ["x|x", "y|y"]);
    let y = tree.preorder(tree.root()).last().unwrap();
    assert_eq!(tree.tag(tree.parent(y).unwrap()), Tag::Body);

    let bold: String = (0..20_000).map(|n| format!("<b id={n}>x<p>")).collect();
    let tree = Tree::parse(&bold);
    assert!(tree.limits()[0].contains("formatting"), "{:?}", tree.limits());
    assert_eq!(pieces(&bold).len(), 20_000);

    let many: String = (0..100_000).map(|n| format!(" a{n}=x")).collect();
    let many = format!("<p{many}>Fog");
    let tree = Tree::parse(&many);
    assert!(tree.limits()[0].contains("attributes"), "{:?}", tree.limits());
}
