//! All settings, in one table: from it files are checked, values are resolved, and
//! `docs/configuration.md` is made.

/// What a setting holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The layout of the home, a number that the program writes.
    Schema,
    /// A text of at most so many bytes.
    Text(usize),
    /// Texts; in a variable, one after another with blanks between them.
    Texts,
    /// `true` or `false`.
    Switch,
    /// One of these.
    Choice(&'static [&'static str]),
    /// The name of a time zone, or nothing.
    Zone,
    /// Where something is served, a host and a port, or nothing.
    Place,
    /// An address that people type, `https://` and a host, or nothing.
    Url,
    /// A text of at least so many bytes that is shown to nobody.
    Secret(usize),
}

/// A setting.
#[derive(Debug)]
pub(crate) struct Setting {
    /// Its name in a file: the table, a dot, the key; without a dot it stands before all tables.
    pub(crate) key: &'static str,
    pub(crate) kind: Kind,
    /// What holds where nothing is said, as a file would say it.
    pub(crate) usual: &'static str,
    /// The variable that goes before a file. A secret's has a twin that ends in `_FILE` and names a
    /// file.
    pub(crate) variable: Option<&'static str>,
    /// The option of the command line that goes before everything.
    pub(crate) flag: Option<&'static str>,
    /// What it is for.
    pub(crate) text: &'static str,
}

const fn setting(key: &'static str, kind: Kind, usual: &'static str) -> Setting {
    Setting { key, kind, usual, variable: None, flag: None, text: "" }
}

impl Setting {
    const fn by(self, variable: &'static str, flag: Option<&'static str>) -> Self {
        Self { variable: Some(variable), flag, ..self }
    }

    const fn says(self, text: &'static str) -> Self {
        Self { text, ..self }
    }
}

/// The settings.
pub(crate) const ALL: &[Setting] = &[
    setting("schema", Kind::Schema, "1").says("The layout of the home. `ateneu init` writes it."),
    setting("name", Kind::Text(200), "\"\"").says("What people call this node."),
    setting("http.address", Kind::Place, "\"\"")
        .by("ATENEU_HTTP", Some("--http"))
        .says("Where the page is served, such as `127.0.0.1:8787`; nowhere where it is empty."),
    setting("http.url", Kind::Url, "\"\"")
        .by("ATENEU_HTTP_URL", None)
        .says("The address that people type, where a proxy with TLS brings them here, such as `https://veins.example`; it goes before what keepers say on the page."),
    setting("http.metrics-token", Kind::Secret(16), "\"\"")
        .by("ATENEU_METRICS_TOKEN", None)
        .says("With it `/metrics` is read from other computers too; without, from this one alone."),
    setting("network.listen", Kind::Texts, "[]")
        .by("ATENEU_LISTEN", Some("--listen"))
        .says("Where other nodes find this one, as multiaddresses; any free port where it is empty."),
    setting("network.external", Kind::Texts, "[]")
        .by("ATENEU_EXTERNAL", Some("--external"))
        .says("Addresses under which others far away reach this node: then it helps those behind routers."),
    setting("network.peers", Kind::Texts, "[]")
        .by("ATENEU_PEERS", Some("--peer"))
        .says("Other nodes, as multiaddresses that end in `/p2p/` and the node's id."),
    setting("network.mdns", Kind::Switch, "true")
        .by("ATENEU_MDNS", Some("--no-mdns"))
        .says("Whether nodes are looked for on the local network."),
    setting("time.zone", Kind::Zone, "\"\"")
        .by("ATENEU_TIME_ZONE", None)
        .says("In which time zone the page tells hours, and its forms ask for them, such as `Europe/Madrid`; that of the computer where it is empty."),
    setting("log.filter", Kind::Text(1000), "\"warn\"")
        .by("ATENEU_LOG", None)
        .says("How much is logged: `error`, `warn`, `info`, `debug`, or `ateneu=debug,warn` and the like."),
    setting("log.format", Kind::Choice(&["text", "json"]), "\"text\"")
        .by("ATENEU_LOG_FORMAT", Some("--log-format"))
        .says("How it is logged, on standard error: for people, or one JSON object on each line."),
];

/// The setting of a key.
pub(crate) fn find(key: &str) -> Option<&'static Setting> {
    ALL.iter().find(|setting| setting.key == key)
}

/// The table as Markdown, for `docs/configuration.md`.
#[cfg(test)]
pub(crate) fn markdown() -> String {
    let mut text = String::from(
        "| key | holds | usual | variable | option | what it is for |\n|---|---|---|---|---|---|\n",
    );
    for Setting { key, kind, usual, variable, flag, text: says } in ALL {
        let holds = match kind {
            Kind::Schema => "number".to_owned(),
            Kind::Text(most) => format!("text, at most {most} bytes"),
            Kind::Texts => "list of texts".to_owned(),
            Kind::Switch => "`true` or `false`".to_owned(),
            Kind::Choice(all) => {
                all.iter().map(|it| format!("`{it:?}`")).collect::<Vec<_>>().join(" or ")
            }
            Kind::Zone => "name of a time zone".to_owned(),
            Kind::Place => "host and port".to_owned(),
            Kind::Url => "`https://` and a host".to_owned(),
            Kind::Secret(least) => format!("secret, at least {least} bytes"),
        };
        let coded = |text: &str| format!("`{text}`");
        let secret = matches!(kind, Kind::Secret(_));
        let variable = variable
            .map(|name| if secret { format!("`{name}`, `{name}_FILE`") } else { coded(name) });
        let (variable, flag) = (variable.unwrap_or_default(), flag.map(coded).unwrap_or_default());
        text += &format!("| `{key}` | {holds} | `{usual}` | {variable} | {flag} | {says} |\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_documentation_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
        let text = std::fs::read_to_string(path).unwrap();
        let table = markdown();
        assert!(text.contains(&table), "put this into docs/configuration.md:\n{table}");
    }

    #[test]
    fn what_holds_usually_is_what_a_file_could_say() {
        let mut lines: Vec<String> = Vec::new();
        for setting in ALL {
            match setting.key.split_once('.') {
                Some((table, key)) => lines.push(format!("[{table}]\n{key} = {}\n", setting.usual)),
                None => lines.push(format!("{} = {}\n", setting.key, setting.usual)),
            }
        }
        for line in lines {
            let read = crate::settings::file::read(&line);
            let empty_secret = line.contains("metrics-token");
            assert!(empty_secret || read.faults.is_empty(), "{line}: {:?}", read.faults);
        }
    }
}
