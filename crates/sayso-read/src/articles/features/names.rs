//! The names of the features, in the order of their columns; the model file uses them.

/// How many of them the first forest looks at.
pub const FIRST: usize = 170;

/// All names: first those of a block and its surroundings, then those of what the first forest thought.
#[rustfmt::skip]
pub const NAMES: [&str; 205] = [
    "words", "characters", "bytes_per_word", "stops", "commas", "link_share", "links", "strong_share", "ends",
    "starts", "capitals", "shouted", "digits", "small_words", "bars", "addresses", "prose", "phrase", "title_share",
    "title_cover", "described", "in_body", "before", "again", "shape", "heading_level", "hidden", "inline_hints_good",
    "inline_hints_bad", "hint_body", "hint_story", "hint_title", "hint_lead", "hint_author", "hint_meta",
    "hint_share", "hint_comments", "hint_newsletter", "hint_related", "hint_promo", "hint_navigation", "hint_header",
    "hint_footer", "hint_sidebar", "hint_caption", "hint_topics", "hint_contents", "hint_legal", "hint_popup",
    "hint_widget", "hint_hidden", "hint_product", "hint_questions", "hint_disclosure", "hint_references",
    "own_hint_count", "in_article", "in_main", "in_header", "in_footer", "in_nav", "in_aside", "in_form", "in_figure",
    "in_table", "in_ul", "in_blockquote", "in_section", "in_button", "in_details", "in_noscript", "depth", "index",
    "words_before", "words_after", "blocks_before", "blocks_after", "title_side", "title_distance", "heading_phrase",
    "heading_distance", "heading_level_last", "heading_linked", "p2_words", "p2_link_share", "p2_ends", "p2_shape",
    "p2_prose", "p2_phrase", "p2_same_place", "p2_same_parent", "p2_same_make", "p1_words", "p1_link_share",
    "p1_ends", "p1_shape", "p1_prose", "p1_phrase", "p1_same_place", "p1_same_parent", "p1_same_make", "n1_words",
    "n1_link_share", "n1_ends", "n1_shape", "n1_prose", "n1_phrase", "n1_same_place", "n1_same_parent",
    "n1_same_make", "n2_words", "n2_link_share", "n2_ends", "n2_shape", "n2_prose", "n2_phrase", "n2_same_place",
    "n2_same_parent", "n2_same_make", "up0_blocks", "up0_words", "up0_link_share", "up0_prose_share", "up0_of_page",
    "up0_twins", "up1_blocks", "up1_words", "up1_link_share", "up1_prose_share", "up1_of_page", "up1_twins",
    "up2_blocks", "up2_words", "up2_link_share", "up2_prose_share", "up2_of_page", "up2_twins", "up3_blocks",
    "up3_words", "up3_link_share", "up3_prose_share", "up3_of_page", "up3_twins", "up4_blocks", "up4_words",
    "up4_link_share", "up4_prose_share", "up4_of_page", "up4_twins", "make_blocks", "make_words", "make_link_share",
    "make_prose_share", "make_of_page", "dense_meets", "dense_below", "dense_before", "dense_after", "dense_position",
    "full_meets", "full_below", "full_before", "full_after", "stories", "story", "story_share", "page_words",
    "page_prose", "page_blocks", "dense_share",
    // What the first forest thought.
    "score", "score_p1", "score_n1", "score_p2", "score_n2", "score_p3", "score_n3", "score_p4", "score_n4",
    "score_near", "score_wide", "score_p5", "score_n5", "score_up0", "score_up1", "score_up2", "score_up3",
    "score_up4", "score_make", "score_section", "score_next_section", "score_heading", "score_best_before",
    "score_best_after", "score_core_before", "score_core_after", "score_page", "score_page_share", "score_dense",
    "score_inside",
    "score_kin", "score_kin_best", "score_kin_weight", "score_kin_before", "score_kin_after",
];
