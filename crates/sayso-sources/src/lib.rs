//! Whatever people have (folders, WARC, feeds, mail, JSON Lines) becomes pages.
