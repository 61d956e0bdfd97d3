//! sayso: reads news and keeps a ledger of who says what.

use sayso_read::Page;

fn main() {
    let models = sayso_models::open();
    for path in std::env::args().skip(2) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let reading = sayso_read::read(&Page::text(&path, bytes), &models);
        #[allow(clippy::print_stdout)]
        {
            println!("{}", serde_json::to_string(&reading).unwrap_or_default());
        }
    }
}
