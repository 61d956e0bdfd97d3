//! Languages: the tag that a page declares, or what its words look like.
//!
//! Convention: BCP 47.

/// A declared tag in its usual spelling: `en_us` becomes `en-US`; `None` for what is no tag.
pub(super) fn tag(declared: &str) -> Option<String> {
    let declared = declared.trim().split([',', ';', '.', '@']).next()?.trim();
    let mut out = String::new();
    for (index, part) in declared.split(['-', '_']).enumerate().take(4) {
        if !part.chars().all(|c| c.is_ascii_alphanumeric()) || part.is_empty() || part.len() > 8 {
            return None;
        }
        if index == 0 {
            if !(2..=3).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                return None;
            }
            out.push_str(&part.to_ascii_lowercase());
        } else {
            out.push('-');
            match part.len() {
                2 => out.push_str(&part.to_ascii_uppercase()),
                4 => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
    }
    (!matches!(out.as_str(), "und" | "mul" | "xx" | "zxx")).then_some(out)
}

/// The language of words, where it is plain.
pub(super) fn guess(words: &str) -> Option<String> {
    let info = whatlang::detect(words)?;
    let long = words.chars().filter(|c| c.is_alphabetic()).take(40).count() == 40;
    (info.is_reliable() || (long && info.confidence() > 0.6)).then(|| two_letters(info.lang()))
}

/// Whether words are written in letters that a language does not use: `lang="en"` over Cyrillic.
pub(super) fn contradicts(tag: &str, words: &str) -> bool {
    let (mut latin, mut other) = (0, 0);
    for c in words.chars().filter(|c| c.is_alphabetic()).take(400) {
        if (c as u32) < 0x250 { latin += 1 } else { other += 1 }
    }
    let uses_latin = !matches!(
        tag.split('-').next().unwrap_or_default(),
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "tg" | "mn" | "el" | "he" | "iw" | "yi" | "ar" | "fa" | "ur" | "ps" | "ku" | "ckb" | "hi" | "mr" | "ne" | "bn" | "pa" | "gu"
            | "ta" | "te" | "kn" | "ml" | "si" | "th" | "lo" | "km" | "my" | "zh" | "ja" | "ko" | "ka" | "hy" | "am" | "ti"
    );
    latin + other >= 100 && if uses_latin { other > latin * 3 } else { latin > other * 20 }
}

fn two_letters(lang: whatlang::Lang) -> String {
    use whatlang::Lang;
    let known = match lang {
        Lang::Eng => "en", Lang::Rus => "ru", Lang::Cmn => "zh", Lang::Spa => "es", Lang::Por => "pt", Lang::Ita => "it", Lang::Ben => "bn",
        Lang::Fra => "fr", Lang::Deu => "de", Lang::Ukr => "uk", Lang::Kat => "ka", Lang::Ara => "ar", Lang::Hin => "hi", Lang::Jpn => "ja",
        Lang::Heb => "he", Lang::Yid => "yi", Lang::Pol => "pl", Lang::Amh => "am", Lang::Jav => "jv", Lang::Kor => "ko", Lang::Nob => "nb",
        Lang::Dan => "da", Lang::Swe => "sv", Lang::Fin => "fi", Lang::Tur => "tr", Lang::Nld => "nl", Lang::Hun => "hu", Lang::Ces => "cs",
        Lang::Ell => "el", Lang::Bul => "bg", Lang::Bel => "be", Lang::Mar => "mr", Lang::Kan => "kn", Lang::Ron => "ro", Lang::Slv => "sl",
        Lang::Hrv => "hr", Lang::Srp => "sr", Lang::Mkd => "mk", Lang::Lit => "lt", Lang::Lav => "lv", Lang::Est => "et", Lang::Tam => "ta",
        Lang::Vie => "vi", Lang::Urd => "ur", Lang::Tha => "th", Lang::Guj => "gu", Lang::Uzb => "uz", Lang::Pan => "pa", Lang::Aze => "az",
        Lang::Ind => "id", Lang::Tel => "te", Lang::Pes => "fa", Lang::Mal => "ml", Lang::Ori => "or", Lang::Mya => "my", Lang::Nep => "ne",
        Lang::Sin => "si", Lang::Khm => "km", Lang::Tuk => "tk", Lang::Aka => "ak", Lang::Zul => "zu", Lang::Sna => "sn", Lang::Afr => "af",
        Lang::Lat => "la", Lang::Slk => "sk", Lang::Cat => "ca", Lang::Tgl => "tl", Lang::Hye => "hy", Lang::Epo => "eo", 
        other => return other.code().to_owned(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_tags_are_spelt_as_usual() {
        for (declared, want) in [("en_us", Some("en-US")), ("EN", Some("en")), ("zh-hans-cn", Some("zh-Hans-CN")), ("es-419", Some("es-419")), ("de_DE.UTF-8", Some("de-DE")), ("English", None), ("", None), ("{{lang}}", None), ("und", None)] {
            assert_eq!(tag(declared).as_deref(), want, "{declared}");
        }
    }

    #[test]
    fn letters_may_contradict_a_declared_language() {
        let russian = "Паромы Дорна стояли в пятницу, потому что экипажи требуют повышения зарплаты, сообщили в управлении порта. ".repeat(2);
        assert!(contradicts("en", &russian) && !contradicts("ru", &russian));
        assert_eq!(guess(&russian).as_deref(), Some("ru"));
        assert!(!contradicts("en", "The ferries of Dorn stood still on Friday."));
    }
}
