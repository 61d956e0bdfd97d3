//! Arguments: what can be said on the command line, and the help that explains it.
//!
//! One source: `--help`, the shell completions and the man pages are all made from here.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use sayso_ledger::TABLES;

/// Reads news pages the way a careful fact-checker does, offline, and tells who says what.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, propagate_version = true, after_help = EXAMPLES, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  sayso read page.html                      who says what, for people
  sayso read page.html | jq .statements     the same as JSON, for programs
  sayso families news/                      which pages are copies of one report
  sayso add --ledger news.sayso news/       keep it all, and ask later
  sayso export --ledger news.sayso --format parquet -o tables/
  sayso read --help                         every option and format

Exit codes: 0 all read; 1 some inputs could not be read; 2 the call itself is wrong.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages: a reading out for every document in.
    Read(Read),
    /// Tell which pages are one report in many coats.
    Families(Families),
    /// Read pages into a ledger: one SQLite file that keeps who says what.
    Add(Add),
    /// Find where the ledger speaks of something, or what somebody said.
    Find(Find),
    /// Tell whom the ledger knows: people and bodies over all documents, those who say most first.
    People(People),
    /// Decide that persons whom `people` tells apart are one.
    Merge(Merge),
    /// Decide that what a person is in some documents is another person.
    Split(Split),
    /// Take the last merge or split back.
    Undo(Undo),
    /// Tell the same claim wherever it appears, with its independent sources counted.
    Claims(Claims),
    /// Tell who says how many of something, and when: rival figures side by side.
    Figures(Figures),
    /// Show the ledger as web pages, on this machine alone.
    Serve(Serve),
    /// Read an invented news world, carried in the program, into a ledger, and print what comes of it.
    Demo(Demo),
    /// Export the ledger for other programs: tables, readings, annotations.
    Export(Export),
    /// Print a completion script for a shell.
    #[command(after_help = "Examples:
  sayso completions bash > ~/.local/share/bash-completion/completions/sayso
  sayso completions zsh > ~/.zfunc/_sayso
  sayso completions fish > ~/.config/fish/completions/sayso.fish")]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print a manual page (roff): of the program, or of one command.
    #[command(after_help = "Examples:
  sayso man > sayso.1
  sayso man read > sayso-read.1")]
    Man {
        /// Which command.
        #[arg(value_parser = ["read", "families", "add", "find", "people", "merge", "split", "undo", "claims", "figures", "serve", "demo", "export", "completions", "man"])]
        command: Option<String>,
    },
}

/// The call of `sayso read`.
#[derive(Debug, clap::Args)]
#[command(after_help = READ_EXAMPLES, after_long_help = READ_MORE)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) intake: Intake,

    /// How to print it [default: pretty on a terminal, json elsewhere].
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// Write a file for every document into this folder (made if absent), not standard output.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) output: Option<PathBuf>,

    /// What vague figures ("dozens", "hundreds") are in numbers (docs/quantities.md).
    #[arg(long, value_enum, value_name = "RULE", default_value_t = Vague::Literal)]
    pub(crate) vague: Vague,

    /// Colours in the pretty format.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,
}

/// What to read.
#[derive(Debug, clap::Args)]
pub(crate) struct Intake {
    /// Files, folders (walked), or - for standard input.
    ///
    /// HTML, plain text, mail (EML, mbox, MHTML), feeds (RSS, Atom, JSON Feed), JSON and JSON Lines with a `text` or
    /// `html` field, WARC; packed with gzip or not: told apart by content, then by name.
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,

    /// Publication date of documents that carry none; with ! in front, of all documents.
    #[arg(long, value_name = "[!]YYYY-MM-DD", value_parser = date, allow_hyphen_values = true)]
    pub(crate) date: Option<Given>,

    /// Address of documents that carry none.
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) url: Option<String>,

    /// Name of the outlet of documents that carry none.
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,

    /// How many pages to read at once [default: the number of cores]. The output is the same for any number.
    #[arg(short = 'j', long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// The call of `sayso families`.
#[derive(Debug, clap::Args)]
#[command(after_help = FAMILIES_EXAMPLES)]
pub(crate) struct Families {
    #[command(flatten)]
    pub(crate) intake: Intake,

    /// How to print them [default: pretty on a terminal, json elsewhere].
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FamilyFormat>,

    /// Tell of documents that stand alone too, each as a family of its own.
    #[arg(long)]
    pub(crate) all: bool,

    /// Colours in the pretty format.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,
}

const FAMILIES_EXAMPLES: &str = "\
Examples:
  sayso families news/                          which pages are copies, of what, and how
  sayso families --format html news/ > f.html   the texts side by side, with what they share
  sayso families --all news/ | wc -l            how many reports there are, copies not counted

Exit codes: 0 all read; 1 some inputs could not be read; 2 the call itself is wrong.";

/// How families are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FamilyFormat {
    /// For people: each family with its origin, its members and how they came about.
    Pretty,
    /// JSON Lines: a line a family.
    Json,
    /// One web page that needs nothing else: the texts side by side, with what they share marked.
    Html,
}

/// Which ledger.
#[derive(Debug, clap::Args)]
pub(crate) struct LedgerFile {
    /// The ledger: a SQLite file.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) ledger: PathBuf,
}

/// The call of `sayso add`.
#[derive(Debug, clap::Args)]
#[command(after_help = ADD_EXAMPLES)]
pub(crate) struct Add {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    #[command(flatten)]
    pub(crate) intake: Intake,

    /// Do not keep the pages' bytes: a smaller ledger, in which positions cannot be proved any more.
    #[arg(long)]
    pub(crate) no_originals: bool,

    /// Put off what takes the whole pile (copies, people, claims, figures): the next call without this does it.
    #[arg(long)]
    pub(crate) later: bool,

    /// How to print the account [default: pretty on a terminal, json elsewhere].
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Plain>,
}

const ADD_EXAMPLES: &str = "\
Examples:
  sayso add --ledger news.sayso news/            a folder, with all that is in it
  sayso add --ledger news.sayso crawl.warc.gz    more, at any time; what it holds is not added again
  find . -name '*.html' | xargs sayso add --ledger news.sayso

A page is the same if its bytes and what its carrier says (address, outlet, date) are the same. Adding may be \
stopped at any moment: run the same again, and the rest is added.

Exit codes: 0 all read; 1 some inputs could not be read (each named on standard error and kept in the ledger), \
or the disk is full; 2 the call itself is wrong (no ledger, or one that may not be written).";

/// The call of `sayso find`.
#[derive(Debug, clap::Args)]
#[command(after_help = FIND_EXAMPLES)]
pub(crate) struct Find {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    /// Words that must all be there; "a phrase", captiv* for a beginning, -word for one that must not, OR between two.
    #[arg(value_name = "QUERY")]
    pub(crate) words: Vec<String>,

    /// Who speaks: words of a name, a role or a body.
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,

    /// What is spoken of: words in what is said.
    #[arg(long, value_name = "WORDS")]
    pub(crate) about: Option<String>,

    /// The cue: its lemma or its class (say, deny, warn, promise ...).
    #[arg(long, value_name = "CUE")]
    pub(crate) cue: Option<String>,

    /// The kind of statement.
    #[arg(long, value_name = "KIND", value_parser = KINDS)]
    pub(crate) kind: Option<String>,

    #[command(flatten)]
    pub(crate) days: Days,

    /// A place named in the same block: as printed, its usual name, or its country (ISO 3166-1 alpha-3).
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Option<String>,

    /// Part of an outlet's name or address.
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,

    /// Reports shown at most.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,

    /// How to print it [default: pretty on a terminal, json elsewhere].
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Plain>,

    /// Colours in the pretty format.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,
}

/// The kinds of statements.
pub(crate) const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

/// The kinds of those whom a ledger knows across documents.
pub(crate) const BEINGS: [&str; 3] = ["person", "organization", "group"];

/// Days of publication.
#[derive(Debug, clap::Args)]
pub(crate) struct Days {
    /// Not before this day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) since: Option<String>,

    /// Not after this day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) until: Option<String>,
}

const FIND_EXAMPLES: &str = "\
Examples:
  sayso find --ledger news.sayso oil field                        blocks that hold both words
  sayso find --ledger news.sayso --speaker Kelemdar --about captives
  sayso find --ledger news.sayso --cue deny --since 2024-03-10    who denied what, from that day on
  sayso find --ledger news.sayso '\"oil field\" -port' --place Hallek

Copies of a report are shown once, with the number of their outlets.

Exit codes: 0 something was found; 1 nothing was found; 2 the call itself is wrong.";

/// The call of `sayso people`.
#[derive(Debug, clap::Args)]
#[command(after_help = PEOPLE_EXAMPLES)]
pub(crate) struct People {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    /// Words of a name, a role or a body, or a person's number (p1000020); everybody, if left out.
    #[arg(value_name = "QUERY")]
    pub(crate) words: Vec<String>,

    /// Human beings only, or bodies, or named groups.
    #[arg(long, value_name = "KIND", value_parser = BEINGS)]
    pub(crate) kind: Option<String>,

    /// Tell in which documents, and as which entity of each.
    #[arg(long)]
    pub(crate) members: bool,

    /// Persons shown at most.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,

    #[command(flatten)]
    pub(crate) look: Look,
}

/// How an answer looks.
#[derive(Debug, clap::Args)]
pub(crate) struct Look {
    /// How to print it [default: pretty on a terminal, json elsewhere].
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Plain>,

    /// Colours in the pretty format.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,
}

const PEOPLE_EXAMPLES: &str = "\
Examples:
  sayso people --ledger news.sayso                      those who say most
  sayso people --ledger news.sayso minister             everybody called so somewhere
  sayso people --ledger news.sayso --members p1000020   in which documents, and as what

Who is joined and who is not: docs/people.md. To decide it yourself: sayso merge, sayso split, sayso undo.

Exit codes: 0 somebody was found; 1 nobody was found; 2 the call itself is wrong.";

/// The call of `sayso merge`.
#[derive(Debug, clap::Args)]
#[command(after_help = MERGE_EXAMPLES)]
pub(crate) struct Merge {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    /// Two persons or more: their numbers (p1000020), or names that only one person of the ledger has.
    #[arg(value_name = "PERSON", required = true, num_args = 2..)]
    pub(crate) persons: Vec<String>,

    #[command(flatten)]
    pub(crate) look: Look,
}

const MERGE_EXAMPLES: &str = "\
Examples:
  sayso merge --ledger news.sayso p7000014 p16000024
  sayso merge --ledger news.sayso 'Radomir Vesk' p16000024

A decision is kept and holds for documents that are added later. Of two that contradict each other the later \
holds. sayso undo takes the last one back.

Exit codes: 0 decided; 2 the call itself is wrong (nobody, or several, are called so).";

/// The call of `sayso split`.
#[derive(Debug, clap::Args)]
#[command(after_help = SPLIT_EXAMPLES)]
pub(crate) struct Split {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    /// The person: its number (p1000020), or a name that only one person of the ledger has.
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,

    /// What is another person: what it is in a document (its number, or its id b3:...), or one entity (12:e4).
    #[arg(value_name = "DOCUMENT", required = true, value_parser = taken)]
    pub(crate) taken: Vec<sayso_ledger::Taken>,

    #[command(flatten)]
    pub(crate) look: Look,
}

const SPLIT_EXAMPLES: &str = "\
Examples:
  sayso people --ledger news.sayso --members p7000016      in which documents it stands
  sayso split --ledger news.sayso p7000016 21              in document 21 it is another person
  sayso split --ledger news.sayso p7000016 21:e17 24:e2

All that is named becomes one person of its own. Exit codes: 0 decided; 2 the call itself is wrong.";

/// The call of `sayso undo`.
#[derive(Debug, clap::Args)]
#[command(after_help = UNDO_EXAMPLES)]
pub(crate) struct Undo {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    #[command(flatten)]
    pub(crate) look: Look,
}

const UNDO_EXAMPLES: &str = "\
Examples:
  sayso undo --ledger news.sayso      says what it took back; once more, and the decision before that is taken back

Exit codes: 0 taken back; 1 there was no decision; 2 the call itself is wrong.";

/// What is taken out of a person: `12`, `b3:...`, `12:e4`.
fn taken(words: &str) -> Result<sayso_ledger::Taken, String> {
    use sayso_ledger::Taken;
    let number = |digits: &str| digits.parse::<i64>().ok().filter(|&number| number > 0);
    if words.starts_with("b3:") {
        return Ok(Taken::Text(words.to_owned()));
    }
    let entity = || {
        let (document, label) = words.split_once(':')?;
        let digits = label.strip_prefix('e')?;
        (!digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()))
            .then_some(Taken::Entity(number(document)?, label.to_owned()))
    };
    let taken = number(words).map(Taken::Document).or_else(entity);
    taken.ok_or_else(|| "name a document by its number (12) or its id (b3:...), or an entity (12:e4)".to_owned())
}

/// The call of `sayso claims`.
#[derive(Debug, clap::Args)]
#[command(after_help = CLAIMS_EXAMPLES)]
pub(crate) struct Claims {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    /// Words that one wording of the claim holds, all of them; "a phrase", captiv* for a beginning, -word for one that must not.
    #[arg(value_name = "QUERY")]
    pub(crate) words: Vec<String>,

    /// Who claims: words of a name, a role or a body.
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,

    #[command(flatten)]
    pub(crate) days: Days,

    /// Independent sources at least.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) least: usize,

    /// Claims shown at most.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,

    #[command(flatten)]
    pub(crate) look: Look,
}

const CLAIMS_EXAMPLES: &str = "\
Examples:
  sayso claims --ledger news.sayso                        what most sources have independently of each other
  sayso claims --ledger news.sayso captives --least 2     claims about captives that two sources have
  sayso claims --ledger news.sayso --speaker Kelemdar     what he claims, and in how many wordings

Copies of a report, an outlet that prints the claim twice and an outlet that has it from another count as one source \
(docs/claims.md).

Exit codes: 0 something was found; 1 nothing was found; 2 the call itself is wrong.";

/// The call of `sayso figures`.
#[derive(Debug, clap::Args)]
#[command(after_help = FIGURES_EXAMPLES)]
pub(crate) struct Figures {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    /// What is counted, in words: "soldiers captured". Without: the things with the most rival claimants.
    #[arg(value_name = "QUERY")]
    pub(crate) words: Vec<String>,

    /// Who tells the figure: words of the name or of the source as printed.
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,

    #[command(flatten)]
    pub(crate) days: Days,

    /// Things shown at most.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,

    /// How to print it [default: pretty on a terminal, json elsewhere].
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FigureFormat>,

    /// Colours in the pretty format.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,
}

const FIGURES_EXAMPLES: &str = "\
Examples:
  sayso figures --ledger news.sayso                             what is disputed most
  sayso figures --ledger news.sayso soldiers captured           who says how many, and when
  sayso figures --ledger news.sayso people killed in the flood --format svg > flood.svg
  sayso figures --ledger news.sayso tents received --speaker Tamberi --since 2024-03-10

A later figure of a claimant supersedes his earlier one; figures that cannot both be right are marked (docs/figures.md).

Exit codes: 0 something was found; 1 nothing was found; 2 the call itself is wrong.";

/// How figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FigureFormat {
    /// For people.
    Pretty,
    /// JSON Lines: a line a thing.
    Json,
    /// CSV (RFC 4180): a line a figure.
    Csv,
    /// A picture of the best answer.
    Svg,
}

impl FigureFormat {
    /// As asked for, or as the output wants it.
    pub(crate) fn or_fitting(format: Option<FigureFormat>) -> FigureFormat {
        format.unwrap_or_else(|| match Plain::or_fitting(None) {
            Plain::Pretty => FigureFormat::Pretty,
            Plain::Json => FigureFormat::Json,
        })
    }
}

/// The call of `sayso serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = SERVE_EXAMPLES)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    /// Port on 127.0.0.1; 0: any that is free [default: 7878, or the next that is free].
    #[arg(short, long, value_name = "N")]
    pub(crate) port: Option<u16>,
}

const SERVE_EXAMPLES: &str = "\
Examples:
  sayso serve --ledger news.sayso               then open the address that it prints
  sayso serve --ledger news.sayso --port 8080

The pages work without script, and no request leaves this machine. Each has a twin for programs: the same address with \
.json behind its path. The ledger is only read, and may grow meanwhile. Ctrl-C ends it (docs/serve.md).

Exit codes: 0 ended by Ctrl-C; 1 something went wrong; 2 the call itself is wrong (no ledger, or the port is taken).";

/// The call of `sayso demo`.
#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// The ledger to put it in: a SQLite file, made if absent.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, default_value = "sayso-demo.sayso")]
    pub(crate) ledger: PathBuf,

    /// Colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,
}

/// How answers about a ledger are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Plain {
    /// For people.
    Pretty,
    /// JSON Lines.
    Json,
}

impl Plain {
    /// As asked for, or as the output wants it.
    pub(crate) fn or_fitting(format: Option<Plain>) -> Plain {
        use std::io::IsTerminal;
        let fitting = if std::io::stdout().is_terminal() { Plain::Pretty } else { Plain::Json };
        format.unwrap_or(fitting)
    }
}

/// The call of `sayso export`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) file: LedgerFile,

    /// What to write.
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: ExportFormat,

    /// The folder for all tables or for brat (made if absent); for the rest the file, not standard output.
    #[arg(short, long, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Option<PathBuf>,

    /// One table only (parquet, csv): to standard output, or to the file that --output names.
    #[arg(short, long, value_name = "TABLE", value_parser = PossibleValuesParser::new(TABLES.iter().map(|table| table.name)))]
    pub(crate) table: Option<String>,

    #[command(flatten)]
    pub(crate) days: Days,

    /// Part of an outlet's name or address.
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,

    /// Write over a file that is there, or into a folder that is not empty (files of other names stay).
    #[arg(long)]
    pub(crate) force: bool,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  sayso export --ledger news.sayso --format parquet -o tables/    for pandas, DuckDB, Spark, R
  sayso export --ledger news.sayso --format csv --table statements > statements.csv
  sayso export --ledger news.sayso --format jsonl -o readings.jsonl
  sayso export --ledger news.sayso --format ann -o corpus/ --since 2024-03-10 --outlet Meridian

What each format holds: docs/formats.md. The columns of the tables are those of the ledger (docs/ledger.md). In \
CSV words stand as they were read: a spreadsheet may take one that begins with = for a formula.

Exit codes: 0 all written; 1 no document is of these days and this outlet, or it could not be written (then \
nothing is left half written); 2 the call itself is wrong (no ledger, something stands in the way).";

/// What a ledger is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Parquet: a file a table.
    Parquet,
    /// CSV (RFC 4180): a file a table.
    Csv,
    /// JSON Lines: one reading a line, as `sayso read --format json` prints it.
    Jsonl,
    /// W3C Web Annotation (JSON-LD): one AnnotationPage a line.
    Webanno,
    /// brat standoff: a folder.
    Ann,
    /// What named speakers say to be so, as schema.org's Claim (JSON-LD); never a rating.
    ClaimreviewStub,
    /// Events; comes with a later release.
    Polecat,
}

const READ_EXAMPLES: &str = "\
Examples:
  sayso read page.html                         for people: who says what, in colour
  sayso read news/ archive.warc.gz > out.jsonl one JSON object a line, for programs
  curl -s https://news.example/a | sayso read -
  sayso read --format html -o site/ news/      web pages with the words marked
  sayso read --format conllu news/             tokens, tags, trees and names (CoNLL-U)
  sayso read --date 2025-03-13 letter.txt      a text that carries no date

Exit codes: 0 all read; 1 some inputs could not be read (each named on standard error, the others \
still printed); 2 the call itself is wrong.";

const READ_MORE: &str = "\
Examples:
  sayso read page.html                         for people: who says what, in colour
  sayso read news/ archive.warc.gz > out.jsonl one JSON object a line, for programs
  curl -s https://news.example/a | sayso read -
  sayso read --format html -o site/ news/      web pages with the words marked
  sayso read --format ann -o corpus/ news/     a folder that brat can open
  sayso read --date 2025-03-13 letter.txt      a text that carries no date
  sayso read --date '!2025-03-13' letter.txt   a text whose own date is wrong

What is printed depends on the inputs and the options only: not on the day, the machine or the \
number of threads. Documents come in the order of the inputs. All positions count Unicode code \
points of the reading's text, from 0, end not included, as Python's text[start:end] does.

The format polecat comes with a later release.

Exit codes: 0 all read; 1 some inputs could not be read (each named on standard error, the others \
still printed); 2 the call itself is wrong.";

/// How a reading is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: title, who says what, what was left out, what stayed open.
    Pretty,
    /// JSON Lines: one reading a line (schema sayso.reading/1).
    Json,
    /// The article alone, without furniture, blocks parted by a blank line (documents by a form feed).
    Text,
    /// One web page that needs nothing else: the text with its statements marked.
    Html,
    /// brat standoff: one document, or with --output any number.
    Ann,
    /// W3C Web Annotation (JSON-LD): one AnnotationPage a line.
    Webanno,
    /// TimeML: the text with its time expressions marked (TIMEX3); one document, or with --output any number.
    Timeml,
    /// CoNLL-U: sentences, tokens, tags, lemmas, Universal Dependencies and names.
    Conllu,
}

/// House rules for vague figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Vague {
    /// As the Armed Conflict Location & Event Data project reckons.
    Acled,
    /// As the Uppsala Conflict Data Program reckons.
    Ucdp,
    /// What the words say and no more.
    Literal,
}

impl From<Vague> for sayso_read::quantities::Vague {
    fn from(rule: Vague) -> Self {
        match rule {
            Vague::Acled => Self::Acled,
            Vague::Ucdp => Self::Ucdp,
            Vague::Literal => Self::Literal,
        }
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A date from the command line, checked, and whether it wins over what the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) date: String,
    pub(crate) wins: bool,
}

/// A day as the contract writes it, checked.
pub(crate) fn day(argument: &str) -> Result<String, String> {
    match date(argument)? {
        Given { date, wins: false } => Ok(date),
        _ => Err("write it as 2025-03-13 (year, month, day)".into()),
    }
}

fn date(argument: &str) -> Result<Given, String> {
    let (date, wins) = match argument.strip_prefix('!') {
        Some(date) => (date, true),
        None => (argument, false),
    };
    // jiff takes other spellings of ISO 8601 too; the contract promises one.
    let shaped = date.len() == 10
        && date
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped {
        return Err("write it as 2025-03-13 (year, month, day), or '!2025-03-13' to overrule the page".into());
    }
    match date.parse::<jiff::civil::Date>() {
        Ok(_) => Ok(Given { date: date.into(), wins }),
        Err(_) => Err("there is no such day in the calendar".into()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_is_taken_out_of_a_person_is_a_document_or_an_entity() {
        use sayso_ledger::Taken;
        assert_eq!(taken("12"), Ok(Taken::Document(12)));
        assert_eq!(taken("b3:ab"), Ok(Taken::Text("b3:ab".into())));
        assert_eq!(taken("12:e4"), Ok(Taken::Entity(12, "e4".into())));
        for wrong in ["", "0", "-1", "e4", "12:", "12:4", "12:e", "x:e4", "12:e4x"] {
            assert!(taken(wrong).is_err(), "{wrong} was taken");
        }
    }

    #[test]
    fn a_date_is_one_day_of_the_calendar_in_one_spelling() {
        assert_eq!(date("2024-02-29"), Ok(Given { date: "2024-02-29".into(), wins: false }));
        assert_eq!(date("!2025-03-13"), Ok(Given { date: "2025-03-13".into(), wins: true }));
        for wrong in [
            "2025-02-29",
            "2025-3-13",
            "13.03.2025",
            "20250313",
            "2025-03-13T10",
            "",
            "!",
            "!!2025-03-13",
            "２025-03-1",
        ] {
            assert!(date(wrong).is_err(), "{wrong} was taken");
        }
    }
}
